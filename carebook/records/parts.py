"""The parts that several records share."""

from __future__ import annotations

from carebook.reading.record import Day, Record


class DeathFound(Record, frozen=True):
    """A death learned of at a visit: day and cause; ``died`` where only the month or year is known (``2026-04``)."""

    date: Day
    cause: int | None = None
    died: str | None = None
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


class Gap(Record, frozen=True):
    """What is not known of a record: which fields, whether it was asked, who asks until when.

    ``fields`` are dotted paths, of a patient's identity with ``identity.`` before them; a whole block is named by its
    own path. ``state`` is ``not-asked``, ``unknown``, ``refused`` or ``not-applicable``.
    """

    fields: tuple[str, ...]
    state: str
    since: Day
    why: str | None = None
    asks: str | None = None
    until: Day | None = None

    @property
    def open(self) -> bool:
        """Whether somebody is still to ask."""
        return self.state in {"not-asked", "unknown"}

    def covers(self, path: str) -> bool:
        """Whether it speaks of a field, by itself or with the block it stands in."""
        return any(path == one or path.startswith(f"{one}.") for one in self.fields)


class Exemption(Record, frozen=True):
    """A rule not applied for a time, with reason and decision."""

    rule: str
    reason: str
    decided_by: str
    until: Day


class Span(Record, frozen=True):
    """A length of time: months, days, working days or hours."""

    months: int | None = None
    days: int | None = None
    working_days: int | None = None
    hours: int | None = None


class Frequency(Record, frozen=True):
    """How often, for which stability and risk: at most a ``span`` apart, or once in every calendar period ``per``.

    Of a period, what is written for it may come ``by`` so long after its end. ``newly`` holds only for the first interval
    after a stability was found that is not the one before.
    """

    span: Span | None = None
    per: str | None = None
    by: Span | None = None
    newly: bool | None = None
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
