"""What was known of a patient's stability and risk on any day."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date

from carebook.records.registry import Patient


@dataclass(frozen=True, slots=True)
class Assessed:
    """Stability (1 unstable, 2 fairly stable, 3 stable) and risk (0–5) known from ``day`` on; None: not yet."""

    day: date
    stability: int | None
    risk: int | None


def assessments(patient: Patient, today: date) -> tuple[Assessed, ...]:
    """Every assessment up to today, by day; each carries forward what it does not say itself."""
    said: list[tuple[date, int | None, int | None]] = []
    visits = (one.record for one in patient.entries.of("visit"))
    said.extend((v.date, v.stability, v.sheet.risk if v.sheet else None) for v in visits if v.stability)
    said.extend((one.day, one.record.stability, one.record.risk) for one in patient.entries.of("rating"))
    found: list[Assessed] = []
    stability: int | None = None
    risk: int | None = None
    for day, new_stability, new_risk in sorted(said, key=lambda entry: entry[0]):
        if day <= today:
            stability = new_stability if new_stability is not None else stability
            risk = new_risk if new_risk is not None else risk
            found.append(Assessed(day, stability, risk))
    return tuple(found)


def known_on(found: tuple[Assessed, ...], day: date) -> Assessed:
    """What was known on a day (assessments of that day included)."""
    index = bisect_right([a.day for a in found], day) - 1
    return found[index] if index >= 0 else Assessed(day, None, None)
