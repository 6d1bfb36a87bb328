"""The parts that several records share."""

from __future__ import annotations

from carebook.reading.record import Day, Record


class DeathFound(Record, frozen=True):
    """A death learned of at a visit: day and cause."""

    date: Day
    cause: int
    detail: int | None = None


class DangerousActs(Record, frozen=True):
    """Counts of dangerous acts; ``none`` is true when there were none."""

    mild: int | None = None
    offence: int | None = None
    crime: int | None = None
    other_harm: int | None = None
    self_harm: int | None = None
    suicide_attempt: int | None = None
    none: bool | None = None


class Exemption(Record, frozen=True):
    """A rule not applied for a time, with reason and decision."""

    rule: str
    reason: str
    decided_by: str
    until: Day


class Span(Record, frozen=True):
    """A length of time: months, days or working days; ``month_end`` stretches months to the end of the last one."""

    months: int | None = None
    days: int | None = None
    working_days: int | None = None
    month_end: bool | None = None


class Frequency(Record, frozen=True):
    """How often, for which stability and risk."""

    span: Span
    stability: tuple[int, ...] = ()
    risk: tuple[int, ...] = ()


class Medicine(Record, frozen=True):
    """One medicine with its doses in milligrams."""

    name: str
    morning: float | None = None
    noon: float | None = None
    evening: float | None = None
    every_weeks: int | None = None
    dose: float | None = None
