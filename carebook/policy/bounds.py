"""Bounds of what is expected of the whole: crossing one is no fault, but somebody should look."""

from __future__ import annotations

from pathlib import Path

from msgspec import structs

from carebook.findings import Finding
from carebook.policy.settings import load_settings
from carebook.reading.record import Record
from carebook.reading.schema import SchemaBook
from carebook.records.team import Township

FILE = "expectations/default.yaml"
#: Of how many a share is.
PERCENT = 100


class Bounds(Record, frozen=True):
    """Bounds as ``policies/expectations/default.yaml`` gives them, with the reason of each; shares are percentages."""

    recent_days: int
    fewest: int
    habit_percent: int
    one_weekday_percent: int
    late_days: int
    brief_characters: int
    copies: int
    patients_per_doctor: int
    patients_per_keeper: int
    visits_per_day: int
    form_months: int
    guardian_age: int
    attendance_percent: int


def load_bounds(
    policies: Path, schemas: SchemaBook, township: Township | None
) -> tuple[Bounds | None, tuple[Finding, ...]]:
    """Read the bounds below the ``policies`` folder, with those the township set for itself in their place.

    Returns:
        The bounds, none if there is no such file or it is wrong; and what is wrong with it.
    """
    bounds, found = load_settings(policies, FILE, schemas, "expectations", Bounds)
    own = {one.bound: one.value for one in township.expectations} if township else {}
    return (structs.replace(bounds, **own) if bounds is not None else None), found
