"""What the scorecard of the villages weighs: points and how they are lost, from ``policies/scorecard/``."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from carebook.reading.record import Record


class ScoreItem(Record, frozen=True):
    """One column of the scorecard.

    ``measure`` ``timely`` gives the share of ``obligations`` (policy/obligation; all if empty) kept in time; the other
    measures take ``each`` points for every thing counted, down to none. What was not owed has no points and no weight.
    """

    id: str
    title: str
    points: int
    measure: str
    obligations: tuple[str, ...] = ()
    each: int | None = None

    def share(self, value: Fraction) -> Decimal:
        """Points for a share, to one decimal."""
        return rounded(Decimal(self.points) * value.numerator / value.denominator)

    def less(self, count: int) -> Decimal:
        """Points left after so many deductions."""
        return rounded(Decimal(max(self.points - count * (self.each or 0), 0)))


class ScoreBook(Record, frozen=True):
    """The scorecard: where its weights come from, and its columns."""

    source: str
    items: tuple[ScoreItem, ...]


def rounded(value: Decimal) -> Decimal:
    """Points to one decimal, halves up."""
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP)
