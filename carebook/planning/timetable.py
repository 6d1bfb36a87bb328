"""A day by the clock: when each stop begins, who rides where, and who would not be back in time.

All who meet at a stop begin together. Everybody goes through a day's villages in one order, each village once; the
order with the least overtime, then the least riding and waiting is taken. A stop and a ride each lie within one stretch
of working hours.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, permutations

from carebook.planning.model import Problem
from carebook.planning.ways import Leg

#: With more villages a day not every order is tried.
_ALL_ORDERS = 4


@dataclass(frozen=True, slots=True)
class TimedStop:
    """What is done with one group on a day: where (None: nobody rides), how long, by whom (guardians left out)."""

    group: str
    place: str | None
    minutes: int
    team: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Timetable:
    """Minutes since midnight: when stops begin and when each worker is back; ``late`` are those back after hours."""

    starts: Mapping[str, int]
    legs: Mapping[str, tuple[Leg, ...]]
    back: Mapping[str, int]
    late: frozenset[str]
    cost: tuple[int, int, int]


def timetable(problem: Problem, stops: Sequence[TimedStop]) -> Timetable:
    """The best timetable of a day's stops."""
    places = sorted({stop.place for stop in stops if stop.place is not None})
    orders: Iterable[tuple[str, ...]] = permutations(places)
    if len(places) > _ALL_ORDERS:
        far = sorted(places, key=lambda place: (problem.ways.leg("", place).minutes, place))
        orders = [tuple(far), tuple(reversed(far)), tuple(places)]
    return min((_laid(problem, stops, order) for order in orders), key=lambda made: made.cost)


def clock(minute: int) -> str:
    """``08:30``."""
    return f"{minute // 60:02}:{minute % 60:02}"


def within(hours: Sequence[tuple[int, int]], ready: int, minutes: int) -> int:
    """The first minute from ``ready`` on at which so many minutes fit into working hours; after hours ``ready`` itself."""
    for first, last in hours:
        start = max(ready, first)
        if start + minutes <= last:
            return start
    return max(ready, hours[0][0])


def _laid(problem: Problem, stops: Sequence[TimedStop], order: Sequence[str]) -> Timetable:
    rank: dict[str | None, int] = {place: number for number, place in enumerate(order)}
    rank[None] = -1  # who has a call to make makes it before setting out
    day = _Day(problem)
    left = sorted(stops, key=lambda stop: (rank[stop.place], stop.group))
    while left:
        next_rank: dict[str, int] = {}
        for stop in left:
            for worker in stop.team:
                next_rank.setdefault(worker, rank[stop.place])
        free = [s for s in left if all(next_rank[worker] == rank[s.place] for worker in s.team)]
        chosen = min(free, key=day.begin)
        day.put(chosen)
        left.remove(chosen)
    return day.finished()


class _Day:
    """A day while it is laid."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.hours = problem.settings.hours
        self.ready: dict[str, int] = {}
        self.path: dict[str, list[str]] = {}
        self.busy = 0
        self.starts: dict[str, int] = {}

    def begin(self, stop: TimedStop) -> int:
        """When everybody of a stop can be there, and all of it fits."""
        there = max((self._arrival(worker, stop) for worker in stop.team), default=self.hours[0][0])
        return within(self.hours, there, stop.minutes)

    def put(self, stop: TimedStop) -> None:
        start = self.begin(stop)
        self.starts[stop.group] = start
        self.busy += len(stop.team) * stop.minutes
        for worker in stop.team:
            path = self._path(worker)
            if stop.place is not None and path[-1] != stop.place:
                path.append(stop.place)
            self.ready[worker] = start + stop.minutes

    def _path(self, worker: str) -> list[str]:
        return self.path.setdefault(worker, [self.problem.base(worker)])

    def _arrival(self, worker: str, stop: TimedStop) -> int:
        ready = self.ready.get(worker, self.hours[0][0])
        if stop.place is None:
            return ready
        here = self._path(worker)[-1]
        near = self.problem.settings.between_homes if worker in self.ready else 0
        ride = self.problem.ways.leg(here, stop.place).minutes if here != stop.place else near
        return within(self.hours, ready, ride) + ride

    def finished(self) -> Timetable:
        legs: dict[str, tuple[Leg, ...]] = {}
        back: dict[str, int] = {}
        for worker, path in self.path.items():
            base = self.problem.base(worker)
            whole = path if path[-1] == base else [*path, base]
            legs[worker] = tuple(self.problem.ways.leg(one, other) for one, other in pairwise(whole))
            home = legs[worker][-1].minutes if path[-1] != base else 0
            back[worker] = within(self.hours, self.ready[worker], home) + home
        end = self.hours[-1][1]
        over = sum(max(0, minute - end) for minute in back.values())
        ridden = sum(leg.minutes for mine in legs.values() for leg in mine)
        late = frozenset(worker for worker, minute in back.items() if minute > end)
        return Timetable(self.starts, legs, back, late, (over, ridden, sum(back.values())))
