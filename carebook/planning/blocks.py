"""Villages that are solved together, so that a township of any size takes a bounded time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from carebook.planning.model import Problem

#: Groups solved at once. Smaller is faster, larger sees more of the doctor's month at once.
MOST = 40


def blocks(problem: Problem, turn: int) -> list[frozenset[str]]:
    """Cut the groups into blocks of whole villages where they fit.

    Args:
        problem: the month.
        turn: which round this is; each cuts elsewhere, so that neighbours meet in one block sooner or later.
    """
    villages: dict[str, set[str]] = defaultdict(set)
    for duty in sorted(problem.duties, key=lambda d: (d.village, d.group)):
        villages[duty.village].add(duty.group)
    pieces = [piece for name in sorted(villages) for piece in _pieces(sorted(villages[name]))]
    start = turn * 3 % len(pieces) if pieces else 0
    return [frozenset(block) for block in _joined([*pieces[start:], *pieces[:start]])]


def _pieces(groups: Sequence[str]) -> list[list[str]]:
    return [list(groups[i : i + MOST]) for i in range(0, len(groups), MOST)]


def _joined(pieces: Sequence[Sequence[str]]) -> list[list[str]]:
    found: list[list[str]] = []
    for piece in pieces:
        if found and len(found[-1]) + len(piece) <= MOST:
            found[-1].extend(piece)
        else:
            found.append(list(piece))
    return found
