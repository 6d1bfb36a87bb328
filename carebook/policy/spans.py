"""Lengths of time and how they are added.

Months are calendar months clipped to the month's end (1 January 31 + 1 month = February 28 or 29); half a month is 15 days.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

from dateutil.relativedelta import relativedelta

from carebook.records.parts import Frequency, Span

_WEEK = 5  # working days
_HOURS = 24  # of a day
_LENGTHS: Mapping[str, Span] = MappingProxyType(
    {
        "week": Span(days=7),
        "half-month": Span(days=15),
        "month": Span(months=1),
        "quarter": Span(months=3),
        "half-year": Span(months=6),
        "year": Span(months=12),
    }
)
_STARTS = tuple(date(2023, 1, 1) + timedelta(days=number) for number in range(731))


def add(day: date, span: Span) -> date:
    """Return the day that lies a span after ``day``; hours count up to the end of the day they reach into.

    Working days are Monday to Friday here, good enough to compare spans; deadlines go by the official calendar.
    """
    if span.working_days is not None:
        weeks, rest = divmod(span.working_days, _WEEK)
        start = day - timedelta(days=max(day.weekday() - _WEEK + 1, 0))
        over = 2 if start.weekday() + rest >= _WEEK else 0
        return start + timedelta(days=7 * weeks + rest + over)
    days = (span.days or 0) - (-(span.hours or 0) // _HOURS)
    return day + relativedelta(months=span.months or 0, days=days)


def may_be_longer(new: Span, old: Span) -> bool:
    """Whether one length of time is, from any day on, longer than another.

    Two years of days are tried: 30 days are shorter than most months and longer than February.
    """
    return any(add(start, new) > add(start, old) for start in _STARTS)


def frequency_for(
    every: tuple[Frequency, ...], stability: int | None, risk: int | None, *, newly: bool = False
) -> Frequency | None:
    """The first frequency that fits what is known; someone never assessed is held to the shortest one."""
    for frequency in every:
        if frequency.newly and not newly:
            continue
        fits_stability = not frequency.stability or stability in frequency.stability
        fits_risk = not frequency.risk or risk in frequency.risk
        if fits_stability and fits_risk:
            return frequency
    unknown = (stability is None and any(f.stability for f in every)) or (risk is None and any(f.risk for f in every))
    return min(every, key=lambda one: add(_STARTS[0], length(one))) if unknown else None


def length(frequency: Frequency) -> Span:
    """How far apart two fulfilments lie where each comes as late as it may; of a period, its own length."""
    return frequency.span or _LENGTHS[frequency.per or "month"]
