"""What is to be planned, and what a plan is.

A *stop* is one group on one day: whatever is done there on that day is done by one team and is one appointment of each
of its members. A *trip* is one village on one day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from carebook.planning.ways import SEAT, Leg, Ways
from carebook.records.planning import KindMinutes, PlanChoices

Stop = tuple[str, date]
#: The solver's time if none is set: 20 seconds, and from 1,600 duties on a second for each 80 of them.
_SECONDS = 20.0
_DUTIES = 80


def monday(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def _minute(clock: str) -> int:
    read = time.fromisoformat(clock)
    return read.hour * 60 + read.minute


def _stretches(choices: PlanChoices) -> tuple[tuple[int, int], ...]:
    """The stretches of the working day in minutes since midnight."""
    return tuple((_minute(one.since), _minute(one.until)) for one in choices.hours)


_CHOICES = PlanChoices()


@dataclass(frozen=True, slots=True)
class PlanSettings:
    """What the township chose (no document names these numbers), and what the user may set for once.

    ``per_day`` is the most stops a worker has on a day, ``per_week`` from Monday to Sunday (None: no bound), ``quorum``
    how many hold a group meeting, ``seconds`` the solver's time, in its own deterministic unit of about a second (None:
    by what is to be laid). ``villages`` is the most villages a worker goes to on a day, ``hours`` the stretches of the
    working day in minutes since midnight, ``between_homes`` the minutes from one home to the next in a village.
    """

    per_day: int = _CHOICES.stops_per_day
    quorum: int = _CHOICES.quorum
    seconds: float | None = None
    per_week: int | None = None
    villages: int = _CHOICES.villages_per_day
    minutes: KindMinutes = _CHOICES.minutes
    hours: tuple[tuple[int, int], ...] = _stretches(_CHOICES)
    between_homes: int = _CHOICES.between_homes

    @property
    def day_minutes(self) -> int:
        """How many minutes a working day has."""
        return sum(last - first for first, last in self.hours)


def settings_of(
    choices: PlanChoices,
    *,
    per_day: int | None = None,
    quorum: int | None = None,
    seconds: float | None = None,
    per_week: int | None = None,
    villages: int | None = None,
) -> PlanSettings:
    """The settings of a township, with what the user sets for once in the place of its own."""
    return PlanSettings(
        per_day or choices.stops_per_day,
        quorum or choices.quorum,
        seconds,
        per_week or choices.stops_per_week,
        villages or choices.villages_per_day,
        choices.minutes,
        _stretches(choices),
        choices.between_homes,
    )


@dataclass(frozen=True, slots=True)
class Visitor:
    """A member of a group and the days of the term (both inclusive; None: open)."""

    worker: str
    role: str
    since: date
    until: date | None = None

    @property
    def guardian(self) -> bool:
        """Whether this is a family member, who is at home anyway and has no caseload."""
        return self.worker.startswith("guardian:")

    def serves(self, day: date) -> bool:
        """Whether the term covers a day."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Duty:
    """One due item to be laid on a day.

    ``days`` are the working days on which it can be done in time and by whom it asks for (an overdue one: every day
    left in the month). ``need`` members take part, at least one of them in a role of ``roles`` (any role if none is
    named). ``field`` duties need a trip to the village; the others are done on the phone or at a desk. ``follows``
    is the duty before it in the same chain, ``gap`` the most days that may lie between the two. A ``spare`` duty arises
    only if the one before it is done so early that the next falls due in this month after all. A duty of a ``period``
    can be done on any day of that period alike; at one with a ``sheet`` the national form is filled in.
    """

    id: str
    kind: str
    title: str
    subject: str
    group: str
    village: str
    opens: date
    due: date
    need: int
    roles: tuple[str, ...]
    sources: tuple[str, ...] = ()
    overdue: bool = False
    field: bool = True
    by_phone: bool = False
    days: tuple[date, ...] = ()
    hindrance: str = ""
    follows: str = ""
    gap: int = 0
    spare: bool = False
    sheet: bool = False
    period: str = ""
    promised: date | None = None
    before: tuple[date, ...] = ()


@dataclass(frozen=True)
class Problem:
    """A month to be planned: ``start`` is the first day that can still be used, ``last`` the last due day it covers.

    ``bases`` say from which village a worker sets out (the others: from the seat), ``away`` on which days (inclusive)
    somebody does not work. ``provisional`` are the years whose calendar nobody announced yet, ``loose``
    the days promised to a patient that no visit of the month can keep.
    """

    month: str
    start: date
    end: date
    last: date
    workdays: tuple[date, ...]
    duties: tuple[Duty, ...]
    groups: Mapping[str, tuple[Visitor, ...]]
    settings: PlanSettings = field(default_factory=PlanSettings)
    left_out: int = 0
    ways: Ways = field(default_factory=Ways)
    bases: Mapping[str, str] = field(default_factory=dict)
    away: Mapping[str, tuple[tuple[date, date], ...]] = field(default_factory=dict)
    provisional: tuple[int, ...] = ()
    loose: tuple[tuple[str, date], ...] = ()

    @property
    def seconds(self) -> float:
        """The solver's time: what the user set, or more for a township with more duties."""
        return self.settings.seconds or max(_SECONDS, len(self.duties) / _DUTIES)

    def base(self, worker: str) -> str:
        """Where a worker sets out and comes back to."""
        return self.bases.get(worker, SEAT)

    def is_away(self, worker: str, day: date) -> bool:
        """Whether somebody is on leave."""
        return any(since <= day <= until for since, until in self.away.get(worker, ()))

    def minutes(self, duty: Duty) -> int:
        """How long a duty takes, ways left out."""
        return int(getattr(self.settings.minutes, "phone" if duty.by_phone else duty.kind))

    def early(self, duty: Duty, day: date) -> bool:
        """Whether a spare duty arises when the one before it is done on a day."""
        return day + timedelta(days=duty.gap) <= self.last

    def asked(self, days: Mapping[str, date]) -> tuple[Duty, ...]:
        """The duties there are if others are done on these days."""
        return tuple(
            duty
            for duty in self.duties
            if not duty.spare or (duty.follows in days and self.early(duty, days[duty.follows]))
        )

    def team(self, group: str, day: date) -> tuple[Visitor, ...]:
        """Who of a group can come on a day, each once, in the order written; not who is on leave."""
        here = [m for m in self.groups.get(group, ()) if m.serves(day) and not self.is_away(m.worker, day)]
        return tuple({m.worker: m for m in reversed(here)}.values())[::-1]


@dataclass(frozen=True)
class Choice:
    """Days of duties (those that are done) and teams of stops."""

    days: Mapping[str, date]
    teams: Mapping[Stop, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Appointment:
    """One duty on its day; ``why`` says in Chinese why this day. ``start`` is the minute since midnight."""

    id: str
    day: date
    village: str
    subject: str
    group: str
    kind: str
    title: str
    members: tuple[str, ...]
    due: date
    overdue: bool
    sources: tuple[str, ...]
    why: str
    start: int = 0
    minutes: int = 0
    field: bool = True
    sheet: bool = False
    promised: date | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """A worker's day: the rides in their order, kilometres (None: of some ride nobody knows them), minutes, back home.

    ``work`` are the minutes at stops, ``ride`` those on the way; ``back`` is the minute since midnight.
    """

    worker: str
    day: date
    legs: tuple[Leg, ...]
    villages: tuple[str, ...]
    stops: int
    work: int
    ride: int
    km: float | None
    back: int


@dataclass(frozen=True, slots=True)
class Unmet:
    """One duty that is not done in time in this month, why not, and whether it is proven that no plan does better."""

    id: str
    village: str
    subject: str
    kind: str
    title: str
    due: date
    sources: tuple[str, ...]
    why: str
    proven: bool = False
    sheet: bool = False
    group: str = ""


@dataclass(frozen=True, slots=True)
class Shift:
    """One duty whose day is another than that of the plan that is out (None: it has none any more), and why."""

    id: str
    subject: str
    village: str
    title: str
    before: date
    day: date | None
    promised: bool
    why: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Load:
    """A worker's stops in one week (its Monday), and how many there could be."""

    worker: str
    doctor: bool
    week: date
    stops: int
    most: int


@dataclass(frozen=True)
class Plan:
    """A month's plan with its figures; ``cost`` and ``greedy_cost`` are on the same scale (less is better)."""

    month: str
    appointments: tuple[Appointment, ...]
    unmet: tuple[Unmet, ...]
    load: tuple[Load, ...]
    cost: int
    greedy_cost: int
    trips: int
    greedy_trips: int
    proven: bool
    left_out: int
    rounds: tuple[Round, ...] = ()
    provisional: tuple[int, ...] = ()
    moved: tuple[Shift, ...] = ()
    loose: tuple[tuple[str, date, str], ...] = ()
