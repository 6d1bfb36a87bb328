"""What the road asks of a part's model: so many villages a day, working hours, and what rides cost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import combinations
from typing import Any, Protocol

from carebook.planning.cost import ride_cost, rides
from carebook.planning.day import jobs
from carebook.planning.model import Choice, Duty, Problem, Stop

#: A worker on a day.
WorkerDay = tuple[str, date]
#: Up to so many villages a day the minutes of a round are exact; with more they are counted rather too high.
EXACT = 2
#: A part with at most so many possible attendances counts every minute at once.
_SMALL = 2_000


class Laid(Protocol):
    """A part's model as far as riding adds to it (``block.Block``)."""

    problem: Problem
    now: Choice
    duties: list[Duty]
    others: dict[Stop, tuple[str, ...]]
    watched: Mapping[WorkerDay, int]
    costs: list[Any]
    at: dict[tuple[str, date], Any]
    stop: dict[Stop, Any]
    goes: dict[tuple[Stop, str], Any]
    model: Any
    relaxed: bool

    def boolean(self, name: str, hint: bool) -> Any:
        """A new yes or no, with what it is in the plan so far."""


class Riding:
    """Adds to a part's model who goes to which village when, and how long everybody is out.

    Minutes of a stop are bounded from below (by the shortest of what may be done there), which is always true and
    cheap; of the shifts that the clock has shown to be too long (``Block.watched``) every minute is counted.
    """

    def __init__(self, block: Laid, stops: dict[Stop, list[Duty]]) -> None:
        """Look at what stands still, and at who may go where."""
        self.block = block
        self.problem = block.problem
        self.stops = stops
        others = {duty.id for duty in block.problem.duties} - {duty.id for duty in block.duties}
        rest = Choice({k: d for k, d in block.now.days.items() if k in others}, block.others)
        self.been: dict[WorkerDay, set[str]] = defaultdict(set)
        for worker, day, village in rides(self.problem, rest):
            self.been[worker, day].add(village)
        self.spent = _spent(block, rest)
        self.goes: dict[WorkerDay, list[tuple[Stop, Any]]] = defaultdict(list)
        for (stop, worker), var in block.goes.items():
            if not worker.startswith("guardian:"):
                self.goes[worker, stop[1]].append((stop, var))
        self.there: dict[WorkerDay, dict[str, Any]] = defaultdict(dict)

    def bound(self) -> None:
        """Add the constraints and costs of every shift of the part."""
        fields = {stop: self._field(stop, duties) for stop, duties in self.stops.items()}
        for shift in self.goes:
            self._ride(shift, fields)
            self._work(shift, fields)

    def _field(self, stop: Stop, duties: list[Duty]) -> Any:
        """Whether somebody must go there: None if nothing there needs it."""
        out = [self.block.at[duty.id, stop[1]] for duty in duties if duty.field]
        if not out or len(out) == len(duties):
            return self.block.stop[stop] if out else None
        return self._any(f"f {stop}", out, any(self.block.now.days.get(d.id) == stop[1] for d in duties if d.field))

    def _any(self, name: str, reasons: list[Any], hint: bool) -> Any:
        var = self.block.boolean(name, hint)
        self.block.model.add_max_equality(var, reasons)
        return var

    def _ride(self, shift: WorkerDay, fields: dict[Stop, Any]) -> None:
        """Going to a stop in a village is being there; not in more villages than allowed."""
        worker, day = shift
        now = self._now(shift)
        for stop, goes in self.goes[shift]:
            village = next((duty.village for duty in self.stops[stop] if duty.field), None)
            if fields[stop] is None or village is None or village in self.been[shift]:
                continue
            if village not in self.there[shift]:
                self.there[shift][village] = self.block.boolean(f"u {worker} {day} {village}", village in now)
                self.block.costs.append(ride_cost(self.problem, worker, village) * self.there[shift][village])
            self.block.model.add_bool_or([self.there[shift][village], ~goes, ~fields[stop]])
        left = self.problem.settings.villages - len(self.been[shift])
        if len(self.there[shift]) > max(0, left):
            self.block.model.add(sum(self.there[shift].values()) <= max(0, left))

    def _now(self, shift: WorkerDay) -> set[str]:
        worker, day = shift
        return {
            duty.village
            for duty in self.block.duties
            if duty.field
            and self.block.now.days.get(duty.id) == day
            and worker in self.block.now.teams.get((duty.group, day), ())
        }

    def _work(self, shift: WorkerDay, fields: dict[Stop, Any]) -> None:
        """Rides and work fit into the day."""
        worker, _day = shift
        if self.block.relaxed and self.problem.settings.villages > EXACT:
            return
        limit = self.problem.settings.day_minutes - self.block.watched.get(shift, 0)
        exact = shift in self.block.watched or (len(self.block.goes) <= _SMALL and not self.block.relaxed)
        parts = [
            self._minutes(stop, worker, goes, fields[stop]) if exact else self._least(stop, goes)
            for stop, goes in self.goes[shift]
        ]
        base = self.problem.base(worker)
        ways = self.problem.ways
        near = self.problem.settings.between_homes if exact else 0  # nobody walks from door to door to the first one
        parts += [(ways.there_and_back(base, village) - near) * var for village, var in self.there[shift].items()]
        if not self.been[shift]:
            parts += self._savings(shift, base)
        self.block.model.add(sum(parts) <= max(0, limit - self.spent[shift]))

    def _savings(self, shift: WorkerDay, base: str) -> Iterable[Any]:
        """Two villages in one round are nearer than two rounds; counted for one pair a day, so never too much."""
        there = self.there[shift]
        saved = {pair: self.problem.ways.saved(base, *pair) for pair in combinations(sorted(there), 2)}
        now = self._now(shift)
        held = max((pair for pair in saved if set(pair) <= now), key=lambda pair: saved[pair], default=None)
        pairs = {
            pair: self.block.boolean(f"p {shift} {pair}", hint=pair == held) for pair, worth in saved.items() if worth
        }
        for pair, var in pairs.items():
            for village in pair:
                self.block.model.add_implication(var, there[village])
        if len(pairs) > 1:
            self.block.model.add_at_most_one(list(pairs.values()))
        return [-saved[pair] * var for pair, var in pairs.items()]

    def _least(self, stop: Stop, goes: Any) -> Any:
        return min(self.problem.minutes(duty) for duty in self.stops[stop]) * goes

    def _minutes(self, stop: Stop, worker: str, goes: Any, field: Any) -> Any:
        """Every minute of a stop, with the way from the door before it where somebody must go there."""
        duties, now = self.stops[stop], self.block.now
        told: list[Any] = [self.problem.settings.between_homes * goes] if field is self.block.stop[stop] else []
        for job, minutes in jobs(self.problem, duties).items():
            mine = [duty for duty in duties if (duty.subject, duty.kind) == job]
            here = worker in now.teams.get(stop, ()) and any(now.days.get(duty.id) == stop[1] for duty in mine)
            both = self.block.boolean(f"z {stop} {worker} {job}", here)
            for duty in mine:
                self.block.model.add_bool_or([both, ~self.block.at[duty.id, stop[1]], ~goes])
            told.append(minutes * both)
        return sum(told)


def _spent(block: Laid, rest: Choice) -> dict[WorkerDay, int]:
    """Minutes of each shift that stand still meanwhile."""
    problem = block.problem
    held: dict[Stop, list[Duty]] = defaultdict(list)
    for duty in problem.duties:
        if duty.id in rest.days:
            held[duty.group, rest.days[duty.id]].append(duty)
    found: dict[WorkerDay, int] = defaultdict(int)
    for stop, duties in held.items():
        for worker in rest.teams[stop]:
            found[worker, stop[1]] += sum(jobs(problem, duties).values())
    for worker, day, village in rides(problem, rest):
        found[worker, day] += problem.ways.there_and_back(problem.base(worker), village)
    return found
