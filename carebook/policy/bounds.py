"""Bounds of what is expected of the whole: crossing one is no fault, but somebody should look."""

from __future__ import annotations

from msgspec import structs

from carebook.reading.record import Record
from carebook.records.team import Township

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
    entered_days: int
    minutes_copies: int
    weight_least: int
    weight_most: int
    weight_percent: int
    systolic_least: int
    systolic_most: int
    diastolic_least: int
    diastolic_most: int
    glucose_least: int
    glucose_most: int
    day_milligrams: int
    dose_times: int


def with_own(bounds: Bounds | None, township: Township | None) -> Bounds | None:
    """The bounds with those the township set for itself in their place; none where there are none at all."""
    own = {one.bound: one.value for one in township.expectations} if township else {}
    return structs.replace(bounds, **own) if bounds is not None else None
