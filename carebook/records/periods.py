"""Months and quarters of the calendar, written ``2026-03`` and ``2026Q1``."""

from __future__ import annotations

from datetime import date, timedelta

_MONTHS = 12
_QUARTER = 3


def months_of(year: int) -> list[str]:
    """The months of a year, in order."""
    return [f"{year}-{month:02}" for month in range(1, _MONTHS + 1)]


def quarter_of(day: date) -> str:
    """The quarter a day lies in."""
    return f"{day.year}Q{(day.month - 1) // _QUARTER + 1}"


def quarter_begins(day: date) -> date:
    """The first day of the quarter a day lies in."""
    return day.replace(month=(day.month - 1) // _QUARTER * _QUARTER + 1, day=1)


def quarter_ends(day: date) -> date:
    """The last day of the quarter a day lies in."""
    last = quarter_begins(day).month + _QUARTER - 1
    following = date(day.year + last // _MONTHS, last % _MONTHS + 1, 1)
    return following - timedelta(days=1)
