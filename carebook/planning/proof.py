"""Whether what is left out had to be: how many duties can be met at all, whatever the trips and the days cost."""

from __future__ import annotations

from carebook.planning.block import Most, MovablePart
from carebook.planning.model import Choice, Problem


def proven(problem: Problem, choice: Choice, effort: float) -> frozenset[str]:
    """The duties left out of which it is proven that no plan does better.

    A duty without any day on which somebody could do it is proven by itself. The others are proven together: if no
    plan meets more duties than this one, then for each that is let in another must go.

    Args:
        problem: the month.
        choice: the plan.
        effort: how long may be searched, in the solver's deterministic units.
    """
    left = [duty for duty in problem.asked(choice.days) if duty.id not in choice.days]
    alone = {duty.id for duty in left if not duty.days}
    rest = {duty.id for duty in left} - alone
    if rest:
        everything = MovablePart(frozenset(d.group for d in problem.duties), problem.start, problem.end)
        if Most(problem, choice, everything).least(effort) >= len(left):
            alone |= rest
    return frozenset(alone)
