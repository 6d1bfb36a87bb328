"""Lengths of time and how they are added.

Months are calendar months clipped to the month's end (1 January 31 + 1 month = February 28 or 29); half a month is 15 days.
"""

from __future__ import annotations

from datetime import date

from dateutil.relativedelta import relativedelta

from carebook.records.record import Frequency, Span


def add(day: date, span: Span) -> date:
    """Return the day that lies a span after ``day``; with ``month_end`` the last day of its month."""
    end = 31 if span.month_end else None  # relativedelta takes the last day there is
    return day + relativedelta(months=span.months or 0, days=span.days or 0, day=end)


def span_for(every: tuple[Frequency, ...], stability: int | None, risk: int | None) -> Span | None:
    """The first frequency that fits what is known; someone never assessed is held to the shortest one."""
    for frequency in every:
        fits_stability = not frequency.stability or stability in frequency.stability
        fits_risk = not frequency.risk or risk in frequency.risk
        if fits_stability and fits_risk:
            return frequency.span
    unknown = (stability is None and any(f.stability for f in every)) or (
        risk is None and any(f.risk for f in every)
    )
    if unknown:
        start = date(2001, 1, 1)
        return min((f.span for f in every), key=lambda span: add(start, span))
    return None
