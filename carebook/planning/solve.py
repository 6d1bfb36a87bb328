"""The best plan found: greedy first, then with CP-SAT. The same month gives the same plan on any machine."""

from __future__ import annotations

from carebook.planning.block import Block, MovablePart
from carebook.planning.blocks import parts, whole
from carebook.planning.cost import cost_of
from carebook.planning.day import overtime, shortened
from carebook.planning.greedy import greedy
from carebook.planning.model import Choice, Problem
from carebook.planning.riding import EXACT, WorkerDay

#: The solver's deterministic units in a second of a common processor, measured.
UNITS = 0.35
#: The most units for one part, and what building its model counts for.
_PART = 0.4
_BUILDING = 0.015
_ROUNDS = 6
#: How often a part is solved anew because the clock did not allow what came out, and how much shorter the shift is each time.
_AGAIN = 3
_SHORTER = 20
#: Up to so many duties what the clock throws out is laid anew at once; of more it is left to the next round.
_RELAID = 300


def solve(problem: Problem, issued: Choice | None = None) -> tuple[Choice, Choice, bool]:
    """Plan a month.

    Args:
        problem: the month.
        issued: the plan that is out, if there is one: the search starts from what is still right of it.

    Returns:
        The plan, the greedy baseline it started from, and whether no better plan exists (only ever known
        where the whole township is small enough to be solved at once).
    """
    first = greedy(problem)
    start = min([first, greedy(problem, issued)], key=lambda c: cost_of(problem, c)) if issued else first
    search = _Search(problem, start, problem.seconds * UNITS)
    everything = whole(problem)
    if everything is not None and search.improve(everything, search.left / 2, again=1):
        return search.now, first, True
    for turn in range(_ROUNDS):
        if not search.round(turn):
            break
    return search.now, first, False


class _Search:
    """The plan so far and the effort left."""

    def __init__(self, problem: Problem, now: Choice, effort: float) -> None:
        self.problem = problem
        self.now = now
        self.cost = cost_of(problem, now)
        self.left = effort
        self.watched: dict[WorkerDay, int] = {}

    def round(self, turn: int) -> bool:
        """Solve every part once, those with something unmet first; whether it helped and there is effort left."""
        before = self.cost
        for part in sorted(parts(self.problem, turn), key=self._hopeless):
            if self.left <= 0:
                return False
            self.improve(part, min(self.left, _PART))
        return self.cost < before or turn == 0

    def _hopeless(self, part: MovablePart) -> bool:
        """Whether nothing that is missing could find its place in a part."""
        return not any(
            duty.group in part.groups
            and duty.id not in self.now.days
            and any(part.first <= day <= part.last for day in duty.days)
            for duty in self.problem.asked(self.now.days)
        )

    def improve(self, part: MovablePart, effort: float, again: int = _AGAIN) -> bool:
        """Solve one part anew and keep what is better; whether nothing better exists."""
        for _ in range(again):
            solved = Block(self.problem, self.now, part, self.watched).solve(effort)
            self.left -= solved.spent + _BUILDING
            if solved.choice is None:
                return False
            new = _merged(self.problem, self.now, part, solved.choice)
            late = [(worker, day) for day, workers in overtime(self.problem, new, self.now) for worker in workers]
            if not late:
                self._take(new)
                return solved.proven and not self.watched and self.problem.settings.villages <= EXACT
            for shift in late:
                self.watched[shift] = self.watched.get(shift, 0) + _SHORTER
        self._take(greedy(self.problem, new) if len(self.problem.duties) <= _RELAID else shortened(self.problem, new))
        return False

    def _take(self, new: Choice) -> None:
        cost = cost_of(self.problem, new)
        if cost < self.cost:
            self.now, self.cost = new, cost


def _merged(problem: Problem, now: Choice, part: MovablePart, found: Choice) -> Choice:
    mine = {duty.id for duty in problem.duties if duty.group in part.groups}
    days = {key: day for key, day in now.days.items() if key not in mine}
    teams = {stop: team for stop, team in now.teams.items() if stop[0] not in part.groups}
    return Choice(days | dict(found.days), teams | dict(found.teams))
