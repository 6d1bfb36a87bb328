"""How lengths of time are added."""

from __future__ import annotations

from datetime import date

import pytest

from carebook.policy.spans import add, frequency_for
from carebook.records.parts import Frequency, Span


@pytest.mark.parametrize(
    ("day", "span", "end"),
    [
        (date(2026, 1, 31), Span(months=1), date(2026, 2, 28)),
        (date(2028, 1, 31), Span(months=1), date(2028, 2, 29)),
        (date(2026, 3, 10), Span(days=15), date(2026, 3, 25)),
    ],
)
def test_the_day_a_span_later(day: date, span: Span, end: date) -> None:
    """Month ends are clipped."""
    assert add(day, span) == end


@pytest.mark.parametrize(
    ("stability", "risk", "days"),
    [(1, 0, 7), (1, 4, 7), (3, 4, 15), (3, 0, 90), (3, 2, None), (None, 4, 15), (3, None, 7), (None, None, 7)],
)
def test_the_frequency_is_that_of_stability_and_risk(stability: int | None, risk: int | None, days: int | None) -> None:
    """The first that names what is known, or names nothing of it; what is not known is held to the shortest."""
    every = (
        Frequency(span=Span(days=7), stability=(1,)),
        Frequency(span=Span(days=15), risk=(3, 4, 5)),
        Frequency(span=Span(days=90), stability=(2, 3), risk=(0, 1)),
    )
    found = frequency_for(every, stability, risk)
    assert (found.span if found else None) == (Span(days=days) if days else None)
