"""Make a plan of a month."""

from __future__ import annotations

from carebook.planning.explain import explained
from carebook.planning.model import Plan, Problem
from carebook.planning.solve import solve


def make_plan(problem: Problem) -> Plan:
    """Plan a month with OR-Tools and explain it; the same problem gives the same plan."""
    choice, first, proven = solve(problem)
    return explained(problem, choice, first, proven=proven)
