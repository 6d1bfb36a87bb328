"""A part of the month as a CP-SAT model; the rest of the plan stands still meanwhile.

OR-Tools is imported where it is used: it takes a second to load, and only planning needs it.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from typing import Any

from carebook.planning.cost import (
    CROWDED,
    LEVEL,
    STOP,
    TOWN,
    TRIP,
    UNMET,
    crowded_from,
    day_cost,
    level_steps,
    loads,
    member_cost,
    town_steps,
    week_load,
)
from carebook.planning.model import Choice, Duty, Problem, Stop, Visitor, monday
from carebook.planning.riding import Riding, WorkerDay
from carebook.planning.teams import can_lead

#: A bound of the solver is a whole number but for rounding.
_ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class MovablePart:
    """What may move: duties of these groups that are not laid yet or lie from ``first`` to ``last`` (inclusive)."""

    groups: frozenset[str]
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Solved:
    """A part's days and teams (``None``: no plan was found), the effort spent, and whether nothing better exists."""

    choice: Choice | None
    spent: float
    proven: bool


def _loosened(duty: Duty, now: Choice, part: MovablePart) -> Duty:
    """A duty with the days it may move to: only its own, if it stands outside the part's days."""
    day = now.days.get(duty.id)
    if day is None or part.first <= day <= part.last:
        return duty
    return replace(duty, days=(day,))


class Block:
    """The model of a part; ``now`` is the whole plan so far, which is also where the search starts.

    ``watched`` are shifts that once came out too long by the clock, with the minutes to keep free in them.
    """

    #: Whether no constraint may ask for more than the road does.
    relaxed = False

    def __init__(
        self, problem: Problem, now: Choice, part: MovablePart, watched: Mapping[WorkerDay, int] | None = None
    ) -> None:
        """Build the model."""
        from ortools.sat.python import cp_model  # noqa: PLC0415 - heavy; other commands must not pay for it

        self._cp = cp_model
        self.model: Any = cp_model.CpModel()
        self.problem = problem
        self.duties = [_loosened(duty, now, part) for duty in problem.duties if duty.group in part.groups]
        self.others = {stop: team for stop, team in now.teams.items() if stop[0] not in part.groups}
        self.now = now
        self.watched = watched or {}
        self.costs: list[Any] = []
        self.missing: list[Any] = []
        self.at: dict[tuple[str, date], Any] = {}
        self.stop: dict[Stop, Any] = {}
        self.goes: dict[tuple[Stop, str], Any] = {}
        self._lay_duties()
        self._keep_chains()
        self._send_teams()
        self._make_trips()
        self._bound_loads(loads(self.others))
        Riding(self, self._stops()).bound()
        self._minimize()

    def _minimize(self) -> None:
        self.model.minimize(sum(self.costs) + UNMET * sum(self.missing))

    def _solver(self, effort: float) -> Any:
        """A solver that gives the same answer on any machine."""
        solver: Any = self._cp.CpSolver()
        solver.parameters.max_deterministic_time = effort
        solver.parameters.num_workers = 1
        # Strong linear relaxations prove in a second what branching alone does not find in minutes.
        solver.parameters.linearization_level = 2
        solver.parameters.random_seed = 1
        return solver

    def solve(self, effort: float) -> Solved:
        """Search with a bounded effort in the solver's deterministic units; at worst the start itself comes back."""
        solver = self._solver(effort)
        status = solver.solve(self.model)
        spent = float(solver.response_proto.deterministic_time)
        if status not in {self._cp.OPTIMAL, self._cp.FEASIBLE}:
            return Solved(None, spent, proven=False)
        days = {duty: day for (duty, day), var in self.at.items() if solver.boolean_value(var)}
        teams: dict[Stop, list[str]] = defaultdict(list)
        for (stop, worker), var in self.goes.items():
            if solver.boolean_value(var):
                teams[stop].append(worker)
        mine = Choice(days, {stop: tuple(team) for stop, team in teams.items()})
        return Solved(mine, spent, status == self._cp.OPTIMAL)

    def boolean(self, name: str, hint: bool) -> Any:
        """A new yes or no, with what it is in the plan so far."""
        var = self.model.new_bool_var(name)
        self.model.add_hint(var, hint)
        return var

    def _lay_duties(self) -> None:
        """Each duty on one of its days, or on none, which costs more than anything else."""
        for duty in self.duties:
            mine = [self.boolean(f"x {duty.id} {day}", self.now.days.get(duty.id) == day) for day in duty.days]
            self.at.update({(duty.id, day): var for day, var in zip(duty.days, mine, strict=True)})
            self.model.add_at_most_one(mine)
            if duty.spare:
                self.model.add(sum(mine) <= self._arises(duty))
            self.missing.append(self._arises(duty) - sum(mine))
            self.costs.extend(day_cost(self.problem, duty, day) * var for day, var in zip(duty.days, mine, strict=True))

    def _arises(self, duty: Duty) -> Any:
        """1, or for a spare duty the sum of the early days of the one before it; it is laid only if it arises."""
        if not duty.spare:
            return 1
        early = [self.at[key] for key in self.at if key[0] == duty.follows and self.problem.early(duty, key[1])]
        return sum(early)

    def _keep_chains(self) -> None:
        """What returns within the month keeps its order and its interval."""
        known = {duty.id: duty for duty in self.duties}
        for after in self.duties:
            before = known.get(after.follows)
            if before is None:
                continue
            for day, later in product(before.days, after.days):
                if not 0 < (later - day).days <= after.gap:
                    self.model.add_bool_or([~self.at[before.id, day], ~self.at[after.id, later]])

    def _send_teams(self) -> None:
        """Where something is done there is a stop, with enough members and somebody responsible."""
        for stop, duties in self._stops().items():
            here = self.boolean(f"s {stop}", stop in self.now.teams)
            self.stop[stop] = here
            self.costs.append(STOP * here)
            done = [self.at[duty.id, stop[1]] for duty in duties]
            for var in done:
                self.model.add_implication(var, here)
            self.model.add_bool_or([*done, ~here])
            self._staff(stop, duties, here)

    def _stops(self) -> dict[Stop, list[Duty]]:
        found: dict[Stop, list[Duty]] = defaultdict(list)
        for duty in self.duties:
            for day in duty.days:
                found[duty.group, day].append(duty)
        return found

    def _staff(self, stop: Stop, duties: list[Duty], here: Any) -> None:
        team = self.problem.team(*stop)
        now = self.now.teams.get(stop, ())
        for member in team:
            var = self.boolean(f"y {stop} {member.worker}", member.worker in now)
            self.goes[stop, member.worker] = var
            self.model.add_implication(var, here)
            self.costs.append(member_cost(member) * var)
        for duty in duties:
            done = self.at[duty.id, stop[1]]
            self.model.add(self._count(stop, team) >= duty.need).only_enforce_if(done)
            leads = [m for m in team if can_lead(duty, m) and not m.guardian]  # of a sheet: a doctor
            self.model.add_bool_or([*(self.goes[stop, m.worker] for m in leads), ~done])

    def _count(self, stop: Stop, team: tuple[Visitor, ...]) -> Any:
        return sum(self.goes[stop, member.worker] for member in team)

    def _make_trips(self) -> None:
        """A village-day is paid once, and is free where others go anyway."""
        mine = {duty.id for duty in self.duties}
        made = {
            (d.village, self.now.days[d.id])
            for d in self.problem.duties
            if d.field and d.id not in mine and d.id in self.now.days
        }
        trips: dict[tuple[str, date], list[Any]] = defaultdict(list)
        planned = set()
        for duty in self.duties:
            for day in duty.days if duty.field else ():
                if (duty.village, day) not in made:
                    trips[duty.village, day].append(self.at[duty.id, day])
                    if self.now.days.get(duty.id) == day:
                        planned.add((duty.village, day))
        for trip, reasons in trips.items():
            var = self.boolean(f"v {trip}", trip in planned)
            self.model.add_max_equality(var, reasons)
            self.costs.append(TRIP * var)

    def _bound_loads(self, others: Any) -> None:
        """Nobody has more stops a day than allowed; a crowded day costs extra."""
        mine: dict[tuple[str, date], list[Any]] = defaultdict(list)
        start = loads({s: t for s, t in self.now.teams.items() if s in self.stop})
        for (stop, worker), var in self.goes.items():
            if not worker.startswith("guardian:"):
                mine[worker, stop[1]].append(var)
        limit, crowded = self.problem.settings.per_day, crowded_from(self.problem)
        for key, going in mine.items():
            base = others[key]
            if base + len(going) > limit:
                self.model.add(sum(going) <= limit - base)
            if base + len(going) > crowded:
                extra = self.model.new_int_var(0, limit, f"e {key}")
                self.model.add_hint(extra, max(0, base + start[key] - crowded))
                self.model.add(extra >= sum(going) + base - crowded)
                self.costs.append(CROWDED * extra)
        self._bound_weeks(mine, others)
        self._level_township()

    def _level_township(self) -> None:
        """A week with more stops of all together than its share costs extra."""
        weeks: dict[date, list[Any]] = defaultdict(list)
        for (_, day), here in self.stop.items():
            weeks[monday(day)].append(here)
        rest = Counter(monday(day) for _, day in self.others)
        steps = town_steps(self.problem)
        for week, here in weeks.items():
            for step in steps[week]:
                if rest[week] + len(here) > step:
                    extra = self.model.new_int_var(0, len(here), f"t {week} {step}")
                    held = sum(monday(day) == week for _, day in self.now.teams)
                    self.model.add_hint(extra, max(0, held - step) - max(0, rest[week] - step))
                    self.model.add(extra >= sum(here) + rest[week] - step - max(0, rest[week] - step))
                    self.costs.append(TOWN * extra)

    def _bound_weeks(self, mine: dict[tuple[str, date], list[Any]], others: Counter[tuple[str, date]]) -> None:
        """Nobody has more stops a week than allowed, if that is bounded; a week fuller than others costs extra."""
        limit = self.problem.settings.per_week
        weeks: dict[tuple[str, date], list[Any]] = defaultdict(list)
        for (worker, day), going in mine.items():
            weeks[worker, monday(day)].extend(going)
        steps = level_steps(self.problem)
        whole = loads(self.now.teams)
        for (worker, week), going in weeks.items():
            base = week_load(others, worker, week)
            for step in steps[week]:
                if base + len(going) > step:
                    extra = self.model.new_int_var(0, len(going), f"w {worker} {week} {step}")
                    held = week_load(whole, worker, week)
                    self.model.add_hint(extra, max(0, held - step) - max(0, base - step))
                    self.model.add(extra >= sum(going) + base - step - max(0, base - step))
                    self.costs.append(LEVEL * extra)
            if limit is not None and base + len(going) > limit:
                self.model.add(sum(going) <= limit - base)


class Most(Block):
    """The model of a part in which nothing costs but what is left out: how little that can be."""

    relaxed = True

    def least(self, effort: float) -> int:
        """The fewest duties that any plan leaves out, as far as that is proven within a bounded effort."""
        solver = self._solver(effort)
        status = solver.solve(self.model)
        known = status in {self._cp.OPTIMAL, self._cp.FEASIBLE, self._cp.UNKNOWN}
        return math.ceil(solver.best_objective_bound - _ROUNDING) if known else 0

    def _minimize(self) -> None:
        self.model.minimize(sum(self.missing))

    def _make_trips(self) -> None:
        """Ways cost nothing here."""
