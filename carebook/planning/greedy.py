"""The plan somebody makes by hand: by due day, each on the cheapest day that is left. The solver starts from it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from carebook.planning.cost import GUARDIAN, STOP, TRIP, WORKER, day_cost
from carebook.planning.model import Choice, Duty, Problem, Stop
from carebook.planning.teams import pick


def greedy(problem: Problem) -> Choice:
    """Lay every duty, the overdue first, then by due day; one that fits nowhere is left out."""
    board = _Board(problem)
    for duty in sorted(problem.duties, key=lambda d: (not d.overdue, d.due, d.id)):
        best = min(board.options(duty), default=None)
        if best is not None and board.arises(duty):
            board.put(duty, best[1], best[2])
    return Choice(board.days, board.teams)


class _Board:
    """The plan while it grows."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.days: dict[str, date] = {}
        self.teams: dict[Stop, tuple[str, ...]] = {}
        self.stops: dict[Stop, list[Duty]] = defaultdict(list)
        self.trips: set[tuple[str, date]] = set()
        self.load: Counter[tuple[str, date]] = Counter()

    def arises(self, duty: Duty) -> bool:
        """Whether a spare duty is there at all; the one before it is laid first, being due earlier."""
        before = self.days.get(duty.follows)
        return not duty.spare or (before is not None and self.problem.early(duty, before))

    def options(self, duty: Duty) -> Iterator[tuple[int, date, tuple[str, ...]]]:
        """The days on which a duty still fits, with what each costs and who would go."""
        before = self.days.get(duty.follows)
        for day in duty.days:
            if before is not None and not 0 < (day - before).days <= duty.gap:
                continue
            here = self.teams.get((duty.group, day), ())
            stop = [*self.stops[duty.group, day], duty]
            team = pick(self.problem, stop, day, self.load, here)
            if team is not None:
                yield self._price(duty, day, here, team), day, team

    def put(self, duty: Duty, day: date, team: tuple[str, ...]) -> None:
        """Lay a duty on a day."""
        stop = (duty.group, day)
        for worker in set(team) - set(self.teams.get(stop, ())):
            self.load[worker, day] += 1
        self.days[duty.id], self.teams[stop] = day, team
        self.stops[stop].append(duty)
        if duty.field:
            self.trips.add((duty.village, day))

    def _price(self, duty: Duty, day: date, here: tuple[str, ...], team: tuple[str, ...]) -> int:
        cost = day_cost(self.problem, duty, day) + (0 if here else STOP)
        if duty.field and (duty.village, day) not in self.trips:
            cost += TRIP
        new = [worker for worker in team if worker not in here]
        return cost + sum(
            GUARDIAN if worker.startswith("guardian:") else WORKER + self.load[worker, day] for worker in new
        )
