"""What a township says about its days on the road: working hours, minutes, ways between villages, absences of staff.

No document names these numbers: each is the township's own choice, and what it does not say is filled from the defaults
that ``schemas/township.schema.json`` states (a test holds the two together).
"""

from __future__ import annotations

from carebook.reading.record import Day, Record


class KindMinutes(Record, frozen=True):
    """How long one thing takes at a household (a telephone call: at the desk), in minutes."""

    visit: int = 40
    rating: int = 30
    checkup: int = 45
    meeting: int = 60
    exchange: int = 15
    phone: int = 15


class WorkingSpan(Record, frozen=True):
    """A stretch of the working day, ``08:30`` to ``12:00``."""

    since: str
    until: str


class PlanChoices(Record, frozen=True):
    """How the township plans: working hours, the most villages and stops of a person and day, what is taken for a way unknown."""

    minutes: KindMinutes = KindMinutes()
    hours: tuple[WorkingSpan, ...] = (WorkingSpan("08:30", "12:00"), WorkingSpan("14:30", "17:30"))
    villages_per_day: int = 2
    stops_per_day: int = 6
    stops_per_week: int | None = None
    quorum: int = 3
    between_homes: int = 10
    speed: int = 25
    unknown_minutes: int = 40


class Way(Record, frozen=True):
    """A way from a village to another one, or to the seat of the township if none is named; it is as long back."""

    recorded_on: Day
    to: str | None = None
    since: Day | None = None
    km: float | None = None
    minutes: int | None = None


class Absence(Record, frozen=True):
    """Days (both inclusive) on which somebody does not work; the reason is not asked for."""

    since: Day
    until: Day
    recorded_on: Day
    kind: str | None = None
