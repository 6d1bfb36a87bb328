"""The plan somebody makes by hand: by due day, each on the cheapest day that is left. The solver starts from it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from carebook.planning.cost import (
    GUARDIAN,
    LEVEL,
    STOP,
    TOWN,
    TRIP,
    WORKER,
    day_cost,
    full,
    level_steps,
    ride_cost,
    town_steps,
)
from carebook.planning.day import jobs, shortened, timed
from carebook.planning.model import Choice, Duty, Problem, Stop, monday
from carebook.planning.teams import enough, pick


def greedy(problem: Problem, issued: Choice | None = None) -> Choice:
    """Lay every duty, the overdue first, then by due day; one that fits nowhere is left out.

    Args:
        problem: the month.
        issued: days and teams of the plan that is out: what is still right of it is laid first, as it stands.
    """
    board = _Board(problem)
    order = sorted(problem.duties, key=lambda d: (not d.overdue, d.due, not d.sheet, d.id))
    for duty in order if issued else ():
        board.keep(duty, issued or Choice({}, {}))
    for duty in order:
        if duty.id in board.days or not board.arises(duty):
            continue
        for _, day, team in sorted(board.options(duty)):
            if board.in_time(duty, day, team):
                board.put(duty, day, team)
                break
    return shortened(problem, Choice(board.days, board.teams))


class _Board:
    """The plan while it grows."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.days: dict[str, date] = {}
        self.teams: dict[Stop, tuple[str, ...]] = {}
        self.stops: dict[Stop, list[Duty]] = defaultdict(list)
        self.trips: set[tuple[str, date]] = set()
        self.load: Counter[tuple[str, date]] = Counter()
        self.villages: dict[tuple[str, date], set[str]] = defaultdict(set)
        self.weeks: Counter[tuple[str, date]] = Counter()
        self.together: Counter[date] = Counter()
        self.spent: Counter[tuple[str, date]] = Counter()

    def arises(self, duty: Duty) -> bool:
        """Whether a spare duty is there at all; the one before it is laid first, being due earlier."""
        before = self.days.get(duty.follows)
        return not duty.spare or (before is not None and self.problem.early(duty, before))

    def options(self, duty: Duty) -> Iterator[tuple[int, date, tuple[str, ...]]]:
        """The days on which a duty still fits, with what each costs and who would go."""
        for day in duty.days:
            if not self._in_turn(duty, day):
                continue
            here = self.teams.get((duty.group, day), ())
            stop = [*self.stops[duty.group, day], duty]
            tired = self._tired(duty, day)
            team = pick(self.problem, stop, day, self.load, here, tired)
            if team is not None and tired.isdisjoint(team):
                yield self._price(duty, day, here, team), day, team

    def keep(self, duty: Duty, issued: Choice) -> None:
        """Lay a duty as the plan that is out has it, if nothing speaks against it."""
        day = issued.days.get(duty.id)
        if day is None or day not in duty.days or not self._in_turn(duty, day) or not self.arises(duty):
            return
        serving = {m.worker: m for m in self.problem.team(duty.group, day)}
        wanted = issued.teams.get((duty.group, day), ())
        team = [serving[worker] for worker in wanted if worker in serving]
        full_up = any(
            full(self.problem, self.load, m.worker, day)
            for m in team
            if m.worker not in self.teams.get((duty.group, day), ())
        )
        if enough(duty, [m for m in team if not m.guardian] if duty.need == 1 else team) and not full_up:
            whole = tuple(m.worker for m in team)
            if self._tired(duty, day).isdisjoint(whole) and self.in_time(duty, day, whole):
                self.put(duty, day, whole)

    def in_time(self, duty: Duty, day: date, team: tuple[str, ...]) -> bool:
        """Whether everybody would be back in time if a duty were laid on a day."""
        groups = {group: list(duties) for (group, on), duties in self.stops.items() if on == day and duties}
        groups.setdefault(duty.group, []).append(duty)
        teams = {**{(g, day): self.teams[g, day] for g in groups if g != duty.group}, (duty.group, day): team}
        return not timed(self.problem, Choice({}, teams), day, groups).late

    def _in_turn(self, duty: Duty, day: date) -> bool:
        """Whether a day lies behind the duty before it, and not too far."""
        before = self.days.get(duty.follows)
        return before is None or 0 < (day - before).days <= duty.gap

    def _tired(self, duty: Duty, day: date) -> frozenset[str]:
        """Who has no time left for a duty on a day, or may not go to one village more."""
        settings = self.problem.settings
        stop = (duty.group, day)
        more = self._minutes([*self.stops[stop], duty])
        found = set()
        for member in self.problem.team(duty.group, day):
            key = (member.worker, day)
            been = self.villages[key]
            ride = self.problem.ways.there_and_back(self.problem.base(member.worker), duty.village)
            new = duty.field and duty.village not in been
            old = self._minutes(self.stops[stop]) if member.worker in self.teams.get(stop, ()) else 0
            late = self.spent[key] + more - old + (ride if new else 0) > settings.day_minutes
            if not member.guardian and (late or (new and len(been) >= settings.villages)):
                found.add(member.worker)
        return frozenset(found)

    def _minutes(self, duties: list[Duty]) -> int:
        """Minutes of a stop, with the way from the home before it."""
        return sum(jobs(self.problem, duties).values()) + (self.problem.settings.between_homes if duties else 0)

    def put(self, duty: Duty, day: date, team: tuple[str, ...]) -> None:
        """Lay a duty on a day."""
        stop = (duty.group, day)
        old, more = self._minutes(self.stops[stop]), self._minutes([*self.stops[stop], duty])
        for worker in team:
            here = worker in self.teams.get(stop, ())
            self.load[worker, day] += not here
            self.weeks[worker, monday(day)] += not here
            self.spent[worker, day] += more - (old if here else 0)
            if duty.field and duty.village not in self.villages[worker, day]:
                self.villages[worker, day].add(duty.village)
                self.spent[worker, day] += self.problem.ways.there_and_back(self.problem.base(worker), duty.village)
        self.together[monday(day)] += stop not in self.teams
        self.days[duty.id], self.teams[stop] = day, team
        self.stops[stop].append(duty)
        if duty.field:
            self.trips.add((duty.village, day))

    def _price(self, duty: Duty, day: date, here: tuple[str, ...], team: tuple[str, ...]) -> int:
        cost = day_cost(self.problem, duty, day) + (0 if here else STOP)
        if duty.field and (duty.village, day) not in self.trips:
            cost += TRIP
        new = [worker for worker in team if worker not in here]
        paid = [w for w in team if duty.field and not w.startswith("guardian:")]
        cost += sum(ride_cost(self.problem, w, duty.village) for w in paid if duty.village not in self.villages[w, day])
        week = monday(day)
        if not here:
            cost += TOWN * sum(self.together[week] >= step for step in town_steps(self.problem)[week])
        steps = level_steps(self.problem)[monday(day)]
        cost += sum(LEVEL for worker in new for step in steps if self.weeks[worker, monday(day)] >= step)
        return cost + sum(
            GUARDIAN if worker.startswith("guardian:") else WORKER + self.load[worker, day] for worker in new
        )
