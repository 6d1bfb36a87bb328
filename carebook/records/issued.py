"""A month's plan as it was given out.

Field names, requiredness and nesting follow ``schemas/plan.schema.json``; a test holds the two together. Places left
out are the seat of the township, kilometres left out are not known.
"""

from __future__ import annotations

from carebook.reading.record import Day, Record


class PlannedStop(Record, frozen=True):
    """One thing to do: when, with whom, how long; of no patient it is the whole group's."""

    id: str
    planned: Day
    start: str
    minutes: int
    kind: str
    title: str
    group: str
    village: str
    members: tuple[str, ...]
    due: Day
    why: str
    patient: str | None = None
    home: bool | None = None
    sheet: bool | None = None
    promised: bool | None = None


class PlannedUnmet(Record, frozen=True):
    """What cannot be done in the month, and why."""

    id: str
    kind: str
    title: str
    village: str
    due: Day
    why: str
    patient: str | None = None
    group: str | None = None
    sheet: bool | None = None


class PlannedLeg(Record, frozen=True):
    """One ride."""

    minutes: int
    basis: str
    start: str | None = None
    end: str | None = None
    km: float | None = None


class PlannedRound(Record, frozen=True):
    """A worker's day on the road."""

    worker: str
    planned: Day
    stops: int
    work: int
    ride: int
    back: str
    legs: tuple[PlannedLeg, ...] = ()
    km: float | None = None


class PlannedShift(Record, frozen=True):
    """What has another day than in the plan before."""

    id: str
    title: str
    village: str
    before: Day
    why: str
    patient: str | None = None
    group: str | None = None
    planned: Day | None = None
    promised: bool | None = None


class LoosePromise(Record, frozen=True):
    """A day promised to a family that no visit keeps."""

    patient: str
    agreed: Day
    why: str


class IssuedPlan(Record, frozen=True):
    """A month's plan (``2026-12``), as it was given out on a day."""

    month: str
    made_on: Day
    stops: tuple[PlannedStop, ...]
    provisional: tuple[int, ...] = ()
    unmet: tuple[PlannedUnmet, ...] = ()
    rounds: tuple[PlannedRound, ...] = ()
    moved: tuple[PlannedShift, ...] = ()
    loose: tuple[LoosePromise, ...] = ()
