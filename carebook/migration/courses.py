"""The acts behind the statuses of format 1: what began and ended each period, once, as entries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from carebook.migration.text import Cut, Piece

#: An act as an entry: its kind, its text, and what somebody should look at (empty: nothing).
Act = tuple[str, list[Piece | str], str]
_NOT_KNOWN = "不详"
_OTHER_CAUSE = 9
_BACK = {"away", "lost", "moved"}
_LEAVING = {"away": "leave", "moved": "move"}
DAY = timedelta(days=1)


def acts(profile: Cut, years: Sequence[Cut]) -> Iterator[Act]:
    """Every act of stays, moves, statuses, agreements and death, each once.

    Args:
        profile: the patient's profile of format 1.
        years: the yearly files of format 1.
    """
    stays = [item for year in years for item in year.items.get("stays", ())]
    moves = [item for year in years for item in year.items.get("moves", ())]
    visits = [item for year in years for item in year.items.get("follow_ups", ())]
    periods = [_said(item) for item in profile.items.get("statuses", ())]
    yield from (act for stay in stays for act in _stay(stay, periods))
    yield from _departures(moves, periods)
    yield from _others(periods, stays, moves)
    yield from _death(profile, visits)
    for agreement in profile.items.get("agreements", ()):
        yield from _agreement(agreement)


def _said(pieces: Sequence[Piece]) -> dict[str, Any]:
    return {piece.key: piece.value for piece in pieces}


def _kept(pieces: Sequence[Piece], *keys: str, **renamed: str) -> list[Piece | str]:
    """Some pieces of an item in their order, with other names for some; a piece of the first line keeps its comments."""
    names = {**{key: key for key in keys}, **renamed}
    return [piece.renamed(names[piece.key]) for piece in pieces if piece.key in names]


def _stay(stay: Sequence[Piece], periods: Sequence[dict[str, Any]]) -> Iterator[Act]:
    said = _said(stay)
    inside = (p for p in periods if p["status"] == "hospital" and _covers(said, str(p["since"])))
    reason = next((p["reason"] for p in inside if "reason" in p), None)
    told = [_line("reason", _written(reason))] if reason else []
    yield "admission", [*_kept(stay, "recorded_on", "hospital", "cause", admitted="date"), *told], ""
    if "discharged" in said:
        recorded = max(str(said["recorded_on"]), str(said["discharged"]))
        pieces = _kept(stay, "diagnosis", "effect", "advice", discharged="date")
        yield "discharge", [*pieces, _line("recorded_on", recorded)], ""


def _line(key: str, value: Any) -> Piece:
    return Piece(key, f"{key}: {value}\n", str(value))


def _day(value: Any) -> date:
    return date.fromisoformat(str(value))


def _departures(moves: Sequence[Sequence[Piece]], periods: Sequence[dict[str, Any]]) -> Iterator[Act]:
    """Every leaving, returning and moving that was entered, with the reason that the status gave."""
    for move in moves:
        said = _said(move)
        if said["kind"] == "return":
            yield "return", _kept(move, "date", "recorded_on", "reported_on"), ""
            continue
        status = next((p for p in periods if _LEAVING.get(p["status"]) == said["kind"] and _near(p, said)), {})
        extra = [] if "place" in said else [_line("place", _written(status.get("place", _NOT_KNOWN)))]
        extra += [_line("reason", _written(status["reason"]))] if "reason" in status else []
        doubt = "" if "place" in said or "place" in status else f"{said['date']} 离开，去向没有写"
        keys = ("date", "recorded_on", "place", "reported_on", "handed_over_on")
        yield str(said["kind"]), [*_kept(move, *keys), *extra], doubt


def _near(period: dict[str, Any], move: dict[str, Any]) -> bool:
    """Whether a move is the one that began a period."""
    return abs(_day(period["since"]) - _day(move["date"])) <= DAY


def _others(
    periods: Sequence[dict[str, Any]], stays: Sequence[Sequence[Piece]], moves: Sequence[Sequence[Piece]]
) -> Iterator[Act]:
    """What only the statuses told of."""
    before: dict[str, Any] = {"status": "home"}
    held = [_said(one) for one in stays]
    moved = [_said(one) for one in moves]
    for period in periods:
        since = str(period["since"])
        yield from _begun(period, since, held, moved)
        if period["status"] == "home":
            yield from _back(before, since, held, moved)
        before = period


def _begun(
    period: dict[str, Any], since: str, stays: Sequence[dict[str, Any]], moves: Sequence[dict[str, Any]]
) -> Iterator[Act]:
    status = period["status"]
    reason: list[Piece | str] = [_line("reason", _written(period["reason"]))] if "reason" in period else []
    if status in {"lost", "refused"}:
        yield {"lost": "loss", "refused": "refusal"}[status], [_line("date", since), *reason], ""
    elif status == "hospital" and not any(_covers(stay, since) for stay in stays):
        place = _line("hospital", _written(period.get("place", _NOT_KNOWN)))
        doubt = f"{since} 起住院，没有住院记录：请核对医院和原因"
        yield "admission", [_line("date", since), place, _line("cause", _OTHER_CAUSE)], doubt
    elif not any(one["kind"] == _LEAVING.get(status) and _near(period, one) for one in moves):
        yield from _left(period, since, reason)


def _left(period: dict[str, Any], since: str, reason: list[Piece | str]) -> Iterator[Act]:
    """A leaving or moving that nobody entered."""
    kind = _LEAVING.get(period["status"])
    if kind:
        place = _line("place", _written(period.get("place", _NOT_KNOWN)))
        doubt = "" if "place" in period else f"{since} 起{'外出' if kind == 'leave' else '迁出'}，去向没有写"
        yield kind, [_line("date", since), place, *reason], doubt


def _covers(stay: dict[str, Any], since: str) -> bool:
    first, last = _day(stay["admitted"]), _day(stay.get("discharged", date.max.isoformat()))
    return first - DAY <= _day(since) <= last


def _back(
    before: dict[str, Any], since: str, stays: Sequence[dict[str, Any]], moves: Sequence[dict[str, Any]]
) -> Iterator[Act]:
    """What ended the period before one at home."""
    status = before["status"]
    near = {_day(since), _day(since) - DAY}
    if status == "hospital" and not any("discharged" in s and _day(s["discharged"]) in near for s in stays):
        yield "discharge", [_line("date", since)], ""
    elif status in _BACK and not any(m["kind"] == "return" and _day(m["date"]) in near for m in moves):
        yield "return", [_line("date", since)], ""
    elif status == "refused":
        yield "consent", [_line("date", since)], ""


def _death(profile: Cut, visits: Sequence[Sequence[Piece]]) -> Iterator[Act]:
    """The death that the profile knows, unless a visit told of it."""
    death = profile.get("death")
    told = [_said(visit).get("death") for visit in visits]
    if death and not any(one and one.get("date") == death["date"] for one in told):
        yield "death", [_line(key, value) for key, value in death.items()], ""


def _agreement(agreement: Sequence[Piece]) -> Iterator[Act]:
    said = _said(agreement)
    yield "agreement", _kept(agreement, "number", "since", "until", "risk_at_signing", "amount"), ""
    for one in said.get("assessments", ()):
        yield "assessment", [_line(key, _written(value)) for key, value in one.items()], ""
    if "ended" in said:
        reason = [_line("reason", _written(said["ended_reason"]))] if "ended_reason" in said else []
        yield "agreement-end", [_line("date", said["ended"]), *reason], ""


def _written(value: Any) -> str:
    """A text that YAML reads as the same text."""
    text = str(value)
    plain = not any(mark in text for mark in ": #'\"{}[]&*!|>%@`,") and text == text.strip()
    return text if plain else '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
