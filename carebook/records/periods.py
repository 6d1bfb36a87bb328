"""Periods of the calendar, written ``2026``, ``2026H1``, ``2026Q1``, ``2026-03``, ``2026-03a`` or ``2026-W07``."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

_MONTHS = 12
_QUARTER = 3
_HALF_YEAR = 6
_HALF_MONTH = 15
_DAY = timedelta(days=1)
_BETWEEN = re.compile(r"(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)")


@dataclass(frozen=True, slots=True)
class Period:
    """Days from ``first`` to ``last``, both inclusive, under the name they are written with."""

    name: str
    first: date
    last: date

    def has(self, day: date) -> bool:
        """Whether a day lies within."""
        return self.first <= day <= self.last

    def until(self, today: date) -> Period:
        """The same period, as far as it has come."""
        return Period(self.name, self.first, min(self.last, today))


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
    return _months(day, _QUARTER).last


def _months(day: date, length: int) -> Period:
    """The stretch of so many months from January on that a day lies in."""
    number = (day.month - 1) // length
    last = (number + 1) * length
    name = {1: f"{day.year}-{day.month:02}", _QUARTER: quarter_of(day), _HALF_YEAR: f"{day.year}H{number + 1}"}
    first = date(day.year, number * length + 1, 1)
    return Period(name.get(length, str(day.year)), first, date(day.year, last, monthrange(day.year, last)[1]))


def _half_month(day: date) -> Period:
    """The 1st to the 15th (``a``), or the rest of the month (``b``)."""
    month = _months(day, 1)
    middle = month.first.replace(day=_HALF_MONTH)
    if day <= middle:
        return Period(f"{month.name}a", month.first, middle)
    return Period(f"{month.name}b", middle + _DAY, month.last)


def _week(day: date) -> Period:
    """Monday to Sunday, numbered as in GB/T 7408 (ISO 8601)."""
    year, week, weekday = day.isocalendar()
    first = day - timedelta(days=weekday - 1)
    return Period(f"{year}-W{week:02}", first, first + timedelta(days=6))


_OF: Mapping[str, Callable[[date], Period]] = MappingProxyType(
    {
        "week": _week,
        "half-month": _half_month,
        "month": lambda day: _months(day, 1),
        "quarter": lambda day: _months(day, _QUARTER),
        "half-year": lambda day: _months(day, _HALF_YEAR),
        "year": lambda day: _months(day, _MONTHS),
    }
)


def period_of(day: date, per: str) -> Period:
    """The week, half-month, month, quarter, half-year or year (``per``) that a day lies in."""
    return _OF[per](day)


def period_after(day: date, per: str) -> Period:
    """The first period that begins after a day."""
    return period_of(period_of(day, per).last + _DAY, per)


@lru_cache(maxsize=4096)
def period_named(name: str) -> Period | None:
    """A period by its name, or two days as ``2026-01-05..2026-02-03``; None for what is neither."""
    try:
        if between := _BETWEEN.fullmatch(name):
            first, last = (date.fromisoformat(day) for day in between.groups())
            return Period(name, first, last) if first <= last else None
        if week := re.fullmatch(r"(\d{4})-W(\d\d)", name):
            return _week(date.fromisocalendar(int(week[1]), int(week[2]), 1))
        year = date(int(name[:4]), 1, 1)
        return next((one for one in _within(year) if one.name == name), None)
    except ValueError:
        return None


def _within(year: date) -> list[Period]:
    """The year, its halves, quarters, months and half-months."""
    days = [year.replace(month=month, day=day) for month in range(1, _MONTHS + 1) for day in (1, _HALF_MONTH + 1)]
    return [of(day) for per, of in _OF.items() if per != "week" for day in days]
