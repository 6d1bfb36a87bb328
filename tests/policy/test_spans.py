"""How lengths of time are added."""

from __future__ import annotations

from datetime import date

import pytest

from carebook.policy.spans import add
from carebook.records.parts import Span


@pytest.mark.parametrize(
    ("day", "span", "end"),
    [
        (date(2026, 1, 31), Span(months=1), date(2026, 2, 28)),
        (date(2028, 1, 31), Span(months=1), date(2028, 2, 29)),
        (date(2026, 3, 10), Span(days=15), date(2026, 3, 25)),
        (date(2026, 1, 27), Span(months=1, month_end=True), date(2026, 2, 28)),
        (date(2026, 1, 1), Span(months=3, month_end=True), date(2026, 4, 30)),
        (date(2026, 11, 30), Span(months=1, month_end=True), date(2026, 12, 31)),
    ],
)
def test_the_day_a_span_later(day: date, span: Span, end: date) -> None:
    """Month ends are clipped; ``month_end`` stretches to the last day of the month."""
    assert add(day, span) == end
