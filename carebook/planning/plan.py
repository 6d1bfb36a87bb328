"""Make a plan of a month."""

from __future__ import annotations

from dataclasses import replace

from carebook.planning.explain import explained
from carebook.planning.model import Choice, Plan, Problem
from carebook.planning.moved import moved
from carebook.planning.proof import proven as proven_unmet
from carebook.planning.solve import UNITS, solve


def make_plan(problem: Problem, issued: Choice | None = None) -> Plan:
    """Plan a month with OR-Tools and explain it; the same problem gives the same plan.

    Args:
        problem: the month.
        issued: the plan that is out: the search starts from it, and what differs from it is told as moved.
    """
    choice, first, proven = solve(problem, issued)
    certain = proven_unmet(problem, choice, problem.seconds * UNITS / 2)
    made = explained(problem, choice, first, proven=proven, certain=certain)
    return replace(made, moved=tuple(moved(problem, choice, issued))) if issued else made
