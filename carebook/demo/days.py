"""Days and habits of an invented township.

The spans below are how the invented staff work, not rules: rules stand in ``policies/`` only. They are chosen so
that a township that keeps its habits is never late, and every lateness in the data is put there on purpose.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from random import Random

VISIT_DAYS = {1: 7, 2: 15}
RATING_MONTHS = {1: 3, 2: 3, 3: 6}


#: A self-harm or an attempted suicide; for so long somebody comes every week.
CRISIS_KINDS, CRISIS_DAYS = frozenset({5, 6}), 92


def months_on(day: date, months: int) -> date:
    """Return the same day ``months`` later, or the last day of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def visit_by(day: date, stability: int) -> date:
    """Return the day by which the next visit is habitually made."""
    days = VISIT_DAYS.get(stability)
    return day + timedelta(days=days) if days else months_on(day, 1)


def rating_by(day: date, stability: int) -> date:
    """Return the day by which the next risk rating is habitually made."""
    return months_on(day, RATING_MONTHS[stability])


def weekday_before(day: date) -> date:
    """Return the day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def chance(rng: Random, share: float) -> bool:
    """Return true in the given share of cases."""
    return rng.random() < share


def weighted(rng: Random, weights: Mapping[str, int]) -> str:
    """Draw a key, each as often as its weight says."""
    return rng.choices(list(weights), list(weights.values()))[0]


def between(rng: Random, first: date, last: date) -> date:
    """Draw a day from ``first`` to ``last``, both inclusive; ``first`` when the span is empty."""
    return first + timedelta(days=rng.randint(0, max(0, (last - first).days)))


def recorded(rng: Random, day: date, end: date) -> date:
    """Draw the day of recording: mostly within three days, seldom weeks later, never after ``end``."""
    delay = rng.randint(18, 40) if chance(rng, 0.025) else rng.choice((0, 0, 0, 1, 1, 2, 3))
    return min(max(day, end), day + timedelta(days=delay))


def quarter(day: date) -> str:
    """Return the quarter of a day as ``2026Q1``."""
    return f"{day.year}Q{(day.month + 2) // 3}"


def monthly(rng: Random, first: date, end: date) -> list[date]:
    """Return working days from ``first`` on, each at most a month after the one before."""
    days, day = [], first
    while day <= end:
        days.append(day)
        day = weekday_before(months_on(day, 1) - timedelta(days=rng.choice((0, 0, 1, 2))))
    return days
