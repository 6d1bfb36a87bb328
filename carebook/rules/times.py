"""Rules about days: nothing in the future, nothing backwards, nothing after death.

A date in the future is told once (T601); what follows from it is not told again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from carebook.findings import Finding
from carebook.reading.fields import Field
from carebook.records.entry import Entry
from carebook.records.kinds import kind_named
from carebook.rules.world import World, spots

#: Days that may lie ahead: appointments, deadlines, terms and periods that have been decided.
_MAY_BE_AHEAD = {
    "next_date",
    "until",
    "deadline",
    "since",
    "adopted",
    "review_by",
    "planned",
    "agreed",
    "due",
    "before",
}
#: What may be settled after a death; a second death with another day T609 tells of.
_AFTER_DEATH = {"agreement-end", "assessment", "aid", "death"}
_PAIRS = {
    "until": "since",
    "dissolved": "established",
    "deadline": "opened_on",
    "closed_on": "opened_on",
    "done_on": "date",
    "lifted_on": "since",
    "ended_on": "began_on",
    "review_by": "made_on",
}
#: What follows an event, and the day of the event: nobody was told of it before it happened.
_FOLLOWS: Mapping[str, Mapping[str, str]] = {
    "visit": {"reported_on": "date", "leader_told_on": "date", "police_told_on": "date"},
    "rating": {"police_told_on": "date"},
    "incident": {"police_told_on": "date", "office_told_on": "date"},
    "alarm": {"leader_told_on": "date", "police_told_on": "date", "office_told_on": "date"},
    "patrol": {"warned_on": "date"},
    "clue": {"clinic_told_on": "found_on", "office_told_on": "found_on"},
    "screening": {"answered_on": "rated_on"},
}


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def future_dates(world: World) -> Iterator[Finding]:
    """T601: something is recorded that has not happened yet."""
    for spot in spots(world, _tells_of_the_past):
        draft = spot.beside("state") == "draft"  # a notice that is not signed yet
        if _is_ahead(str(spot.value), world.today) and not draft:
            title = f"{spot.field.schema['title']}（{spot.field.path[-1]}）"
            message = f"{title}{spot.value} 在今天（{world.today}）之后"
            yield spot.finding("T601", message, "核对年份和月份；还没有发生的事不要记")


def _tells_of_the_past(field: Field) -> bool:
    dated = field.schema.get("format") == "date" or field.schema.get("x-kind") == "partial-date"
    return dated and field.path[-1] not in _MAY_BE_AHEAD


def _is_ahead(text: str, today: date) -> bool:
    """Whether a day, month or year that exists lies after today (or its month or year)."""
    first = f"{text}-01-01"[:10]
    return _day(first) is not None and text > today.isoformat()[: len(text)]


def backward_periods(world: World) -> Iterator[Finding]:
    """T602: a period that ends before it begins."""
    for spot in spots(world, lambda field: field.path[-1] in _PAIRS):
        first = _PAIRS[spot.field.path[-1]]
        begin, end = _day(spot.beside(first)), _day(spot.value)
        if begin and end and end < begin:
            message = f"{spot.field.schema['title']} {end} 早于开始的日期 {begin}"
            yield spot.finding("T602", message, f"{spot.field.path[-1]} 应在 {begin} 或之后")


def told_before(world: World) -> Iterator[Finding]:
    """T602: somebody was told of something before it happened."""
    for kind, follows in _FOLLOWS.items():
        for entry in world.registry.every(kind):
            for key, first in follows.items():
                happened, told = getattr(entry.record, first), getattr(entry.record, key)
                if happened and told and told < happened:
                    message = f"{world.title(kind, key)} {told} 早于事情发生的 {happened}"
                    yield world.at("T602", entry, key, message, f"{key} 应在 {happened} 或之后；核对这两个日期")


def recorded_before(world: World) -> Iterator[Finding]:
    """T605: recorded before it happened."""
    for _, entries in world.registry.owned():
        for entry in entries:
            recorded = entry.record.recorded_on
            if recorded < entry.day <= world.today and not _planned(entry):
                message = f"记录日期 {recorded} 早于发生日期 {entry.day}"
                yield world.at("T605", entry, "recorded_on", message, "核对这两个日期")
            withdrawn = entry.record.withdrawn
            if withdrawn and withdrawn.on < recorded:
                message = f"作废日期 {withdrawn.on} 早于记录日期 {recorded}"
                yield world.at("T605", entry, "withdrawn", message, "核对这两个日期")


def _planned(entry: Entry) -> bool:
    """Whether an entry says from when on something will hold: it may be written beforehand."""
    kind = kind_named(entry.kind)
    return kind is not None and kind.day == "since"


def appointments(world: World) -> Iterator[Finding]:
    """T607: the next visit is not after this one, or a discharge or death after the visit that reports it."""
    for patient in world.registry.patients.values():
        for entry in patient.entries.of("visit"):
            visit = entry.record
            if visit.next_date and visit.next_date <= visit.date <= world.today:
                message = f"下次随访日期 {visit.next_date} 不在本次随访（{visit.date}）之后"
                yield world.at("T607", entry, "next_date", message, "写约定的下次随访日期")
            discharged = visit.sheet.last_discharge if visit.sheet else None
            if discharged and discharged > visit.date:
                message = f"末次出院时间 {discharged} 在随访日期 {visit.date} 之后"
                place = world.registry.place(entry.file, "sheet", "last_discharge")
                yield Finding("T607", place, message, "末次出院时间应在随访日期当天或之前")
            if visit.death and visit.death.date > visit.date:
                message = f"死亡日期 {visit.death.date} 在得知死亡的随访（{visit.date}）之后"
                yield world.at("T607", entry, "death", message, "死亡日期应在随访日期当天或之前")


def after_death(world: World) -> Iterator[Finding]:
    """T608: an entry after the patient's death."""
    for patient in world.registry.patients.values():
        died = patient.died_on
        for entry in patient.entries if died else ():
            late = entry.kind not in _AFTER_DEATH and not getattr(entry.record, "death", None)
            if died and entry.day > died and late and entry.record.withdrawn is None:
                message = f"患者已于 {died} 死亡，这条记录的日期是 {entry.day}"
                yield world.at("T608", entry, "recorded_on", message, "核对日期或死亡日期")


def deaths(world: World) -> Iterator[Finding]:
    """T609: a death is written in two places with two days; C977: with the same day."""
    for patient in world.registry.patients.values():
        visits = [one for one in patient.entries.of("visit") if one.record.death]
        told = [(one.record.death.date, one, "death") for one in visits]
        told += [(one.day, one, "date") for one in patient.entries.of("death")]
        for day, entry, key in told[1:]:
            if day != told[0][0]:
                message = f"这里写的死亡日期是 {day}，{told[0][1].file} 写的是 {told[0][0]}"
                advice = "核对死亡日期，写错的一处更正或作废（withdrawn）"
                yield world.at("T609", entry, key, message, advice)
            else:
                message = f"死亡写了两处，另一处是 {told[0][1].file}"
                yield world.at("C977", entry, key, message, "只留一处，另一处作废（withdrawn）；死因不同的先核对")
        for entry in patient.entries.of("death"):
            died = entry.record.died
            if died and died > entry.day.isoformat()[: len(died)]:
                message = f"死亡时间 {died} 晚于得知的日期 {entry.day}"
                yield world.at("T609", entry, "died", message, "核对两个日期")


def emergency_hours(world: World) -> Iterator[Finding]:
    """T614: an emergency ended before it began."""
    for entry in world.registry.every("emergency"):
        one = entry.record
        last = one.ended_on or one.date
        backwards = last == one.date and one.started_at and one.ended_at and one.ended_at < one.started_at
        if last < one.date or backwards:
            message = f"处置结束（{last} {one.ended_at or ''}）早于开始（{one.date} {one.started_at or ''}）"
            yield world.at("T614", entry, "ended_at" if backwards else "ended_on", message, "核对日期和钟点")


CHECKS = (
    future_dates,
    backward_periods,
    told_before,
    recorded_before,
    appointments,
    after_death,
    deaths,
    emergency_hours,
)
