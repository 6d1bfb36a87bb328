"""Small numbers: which cells of a table must stay out of sight so that nobody is found out, not even by subtraction.

A cell that counts fewer people than the threshold is hidden (none is not a person and may be said). Sums are part of
the table: a reader subtracts. So in every row and column the hidden cells must be none or at least two, and together
count as many as the threshold (GB/T 37964—2019, 抑制).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

R = TypeVar("R")
C = TypeVar("C")


def hidden(
    counts: Mapping[tuple[R, C], int], rows: Sequence[R], columns: Sequence[C], threshold: int
) -> frozenset[tuple[R, C]]:
    """The cells to hide in a table of counts whose row sums, column sums and total are published.

    Args:
        counts: how many people each cell counts; a cell that is missing counts none.
        rows: all rows.
        columns: all columns.
        threshold: the smallest number that may be said.
    """
    cells = {(row, column): counts.get((row, column), 0) for row in rows for column in columns}
    found = {cell for cell, number in cells.items() if 0 < number < threshold}
    lines = [[(row, column) for column in columns] for row in rows]
    lines += [[(row, column) for row in rows] for column in columns]
    while more := _missing(cells, found, lines, threshold):
        found.add(more)
    return frozenset(found)


def _missing(
    cells: Mapping[tuple[R, C], int],
    found: set[tuple[R, C]],
    lines: Sequence[Sequence[tuple[R, C]]],
    threshold: int,
) -> tuple[R, C] | None:
    """The next cell to hide: the smallest in a line that gives a hidden one away; None when no line does."""
    for line in lines:
        inside = [cell for cell in line if cell in found]
        given_away = len(inside) == 1 or 0 < sum(cells[cell] for cell in inside) < threshold
        others = [cell for cell in line if cell not in found]
        if inside and given_away and others:
            return min(others, key=lambda cell: (cells[cell] == 0, cells[cell], line.index(cell)))
    return None


def sums_hidden(
    counts: Mapping[tuple[R, C], int], rows: Sequence[R], columns: Sequence[C], threshold: int
) -> Iterator[tuple[str, R | C]]:
    """Rows (``row``) and columns (``column``) whose sums are themselves too small to be said."""
    for row in rows:
        if 0 < sum(counts.get((row, column), 0) for column in columns) < threshold:
            yield "row", row
    for column in columns:
        if 0 < sum(counts.get((row, column), 0) for row in rows) < threshold:
            yield "column", column


def sayable(part: int, whole: int, threshold: int) -> bool:
    """Whether a share may be published: neither those it counts nor those it leaves out are few."""
    return all(number == 0 or number >= threshold for number in (part, whole - part))
