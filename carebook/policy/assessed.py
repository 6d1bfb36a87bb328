"""What was known of a patient's stability and risk on any day."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date

from carebook.records.entry import Entry
from carebook.records.registry import Patient


@dataclass(frozen=True, slots=True)
class Assessed:
    """Stability (1 unstable, 2 fairly stable, 3 stable) and risk (0–5) known from ``day`` on; None: not yet.

    ``newly`` says that the stability is another one than before (or the first that is known).
    """

    day: date
    stability: int | None
    risk: int | None
    newly: bool = False


def said(entry: Entry) -> Assessed | None:
    """What a visit or rating says itself; None of one that judges nothing, and of other entries."""
    record = entry.record
    if entry.kind == "rating":
        return Assessed(entry.day, record.stability, record.risk)
    if entry.kind == "visit" and record.stability:
        return Assessed(entry.day, record.stability, record.sheet.risk if record.sheet else None)
    return None


def judging_order(entry: Entry) -> tuple[date, bool, str, int]:
    """Visits and ratings in the order in which they judge: of one day a rating comes last."""
    day, stem, nth = entry.order
    return day, entry.kind == "rating", stem, nth


def assessments(patient: Patient, today: date) -> tuple[Assessed, ...]:
    """Every assessment up to today, by day; each carries forward what it does not say itself.

    Of one day a rating has the last word, not the visit at which it may have been made.
    """
    judged = sorted(patient.entries.of("visit", "rating"), key=judging_order)
    told = [one for entry in judged if entry.day <= today and (one := said(entry))]
    found: list[Assessed] = []
    stability: int | None = None
    risk: int | None = None
    for one in told:
        newly = one.stability is not None and one.stability != stability
        stability = one.stability if one.stability is not None else stability
        risk = one.risk if one.risk is not None else risk
        found.append(Assessed(one.day, stability, risk, newly))
    return tuple(found)


def known_on(found: tuple[Assessed, ...], day: date) -> Assessed:
    """What was known on a day (assessments of that day included)."""
    index = bisect_right([a.day for a in found], day) - 1
    return found[index] if index >= 0 else Assessed(day, None, None)
