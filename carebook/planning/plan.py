"""Make a plan of a month."""

from __future__ import annotations

from carebook.planning.explain import explained
from carebook.planning.model import Plan, Problem
from carebook.planning.proof import proven as proven_unmet
from carebook.planning.solve import UNITS, solve


def make_plan(problem: Problem) -> Plan:
    """Plan a month with OR-Tools and explain it; the same problem gives the same plan."""
    choice, first, proven = solve(problem)
    certain = proven_unmet(problem, choice, problem.seconds * UNITS / 2)
    return explained(problem, choice, first, proven=proven, certain=certain)
