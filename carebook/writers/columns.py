"""Widths of columns on a page, as classes of ``templates/columns.css``: style in the page itself is forbidden."""

from __future__ import annotations

from itertools import pairwise

from carebook.writers.tree import Element, widths

_STEPS = 200  # half per cents of the width of a table


def columns(table: Element) -> str:
    """The ``col`` elements of a table, each with the class of its width; columns of equal width need none."""
    shares = widths(table)
    if len(set(shares)) <= 1:
        return "<col>" * len(shares)
    return "".join(f'<col class="w{step / 2:g}">'.replace(".", "-") for step in _steps(shares))


def _steps(shares: tuple[float, ...]) -> list[int]:
    """Shares in half per cents; ends are rounded, not widths, so that no error adds up."""
    ends = [round(_STEPS * sum(shares[:number]) / sum(shares)) for number in range(len(shares) + 1)]
    return [max(1, right - left) for left, right in pairwise(ends)]
