"""Parts of a month that are solved at once, so that a township of any size takes a bounded time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from carebook.planning.block import MovablePart
from carebook.planning.model import Problem

#: A township with at most this many groups is solved as a whole first.
WHOLE = 40
#: Working days in a part, in the first and in later rounds; a visit's window is a week, so a trip can always move.
_WIDTHS = (8, 12)


def whole(problem: Problem) -> MovablePart | None:
    """The whole month as one part, if that is small enough."""
    groups = frozenset(duty.group for duty in problem.duties)
    return MovablePart(groups, problem.start, problem.end) if len(groups) <= WHOLE else None


def parts(problem: Problem, turn: int) -> Iterator[MovablePart]:
    """One round of parts: each village in each stretch of days, the stretches overlapping by half.

    Args:
        problem: the month.
        turn: which round this is; later rounds take longer stretches.
    """
    villages: dict[str, set[str]] = defaultdict(set)
    for duty in problem.duties:
        villages[duty.village].add(duty.group)
    width = _WIDTHS[min(turn, len(_WIDTHS) - 1)]
    days = problem.workdays
    for start in range(0, len(days), width // 2):
        stretch = days[start : start + width]
        for name in sorted(villages):
            yield MovablePart(frozenset(villages[name]), stretch[0], stretch[-1])
