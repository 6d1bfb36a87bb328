"""The best plan found: greedy first, then block by block with CP-SAT. The same month gives the same plan."""

from __future__ import annotations

from carebook.planning.block import Block
from carebook.planning.blocks import blocks
from carebook.planning.cost import cost_of
from carebook.planning.greedy import greedy
from carebook.planning.model import Choice, Problem

_ROUNDS = 2


def solve(problem: Problem) -> tuple[Choice, Choice, bool]:
    """Plan a month.

    Returns:
        The plan, the greedy baseline it started from, and whether no better plan exists (only ever known
        where the whole township fits into one block).
    """
    first = greedy(problem)
    now = first
    proven = not problem.duties
    for turn in range(_ROUNDS if problem.duties else 0):
        cut = blocks(problem, turn)
        share = problem.settings.seconds / (1 if len(cut) == 1 else _ROUNDS * len(cut))
        for groups in cut:
            now, proven = _improved(problem, now, groups, share)
        if len(cut) == 1:
            return now, first, proven
    return now, first, proven and not problem.duties


def _improved(problem: Problem, now: Choice, groups: frozenset[str], seconds: float) -> tuple[Choice, bool]:
    """The plan with one block solved anew; the old one if nothing better was found."""
    found = Block(problem, now, groups).solve(seconds)
    if found is None:
        return now, False
    mine = {duty.id for duty in problem.duties if duty.group in groups}
    days = {key: day for key, day in now.days.items() if key not in mine} | found.days
    teams = {stop: team for stop, team in now.teams.items() if stop[0] not in groups} | found.teams
    new = Choice(days, teams)
    return (new if cost_of(problem, new) <= cost_of(problem, now) else now), found.proven
