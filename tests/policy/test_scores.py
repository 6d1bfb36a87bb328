"""Points of the scorecard."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from carebook.policy.scores import ScoreItem


@pytest.mark.parametrize(("count", "left"), [(0, "10"), (1, "7"), (3, "1"), (4, "0"), (40, "0")])
def test_each_thing_counted_takes_its_points(count: int, left: str) -> None:
    """Down to none, never below."""
    assert ScoreItem("late", "迟报", 10, "late", each=3).less(count) == Decimal(left)


def test_nothing_is_taken_where_no_deduction_is_written() -> None:
    """The points stay."""
    assert ScoreItem("late", "迟报", 10, "late").less(5) == 10


@pytest.mark.parametrize(
    ("done", "over", "points"),
    [(0, 3, "0"), (1, 3, "3.3"), (2, 3, "6.7"), (3, 3, "10"), (1, 200, "0.1"), (9, 2000, "0.0")],
)
def test_a_share_of_the_points(done: int, over: int, points: str) -> None:
    """To one decimal, halves up."""
    assert ScoreItem("timely", "及时率", 10, "timely").share(Fraction(done, over)) == Decimal(points)
