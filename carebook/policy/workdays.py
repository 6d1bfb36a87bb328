"""Working days: Monday to Friday, but for the holidays and make-up days the State Council announces for a year.

A year that nobody has announced yet is unknown: every answer that would need it is ``None`` (待核), never a guess.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class YearCalendar:
    """One announced year: days off that fall on weekdays, and weekend days on which people work."""

    year: int
    holidays: frozenset[date]
    workdays: frozenset[date]
    source: str


@dataclass(frozen=True)
class Workdays:
    """The working-day calendar of the years that were announced."""

    years: Mapping[int, YearCalendar] = field(default_factory=dict)

    def is_workday(self, day: date) -> bool | None:
        """Whether people work on a day; ``None`` if its year is unknown."""
        known = self.years.get(day.year)
        if known is None:
            return None
        if day in known.workdays:
            return True
        return day.weekday() < SATURDAY and day not in known.holidays

    def add(self, day: date, count: int) -> date | None:
        """The ``count``-th working day after a day, which itself does not count (``count`` 0: the day itself).

        Returns:
            The day; ``None`` if a year on the way to it is unknown.
        """
        here = day
        left = count
        while left > 0:
            here += timedelta(days=1)
            works = self.is_workday(here)
            if works is None:
                return None
            left -= works
        return here

    def between(self, first: date, last: date) -> tuple[date, ...] | None:
        """The working days from ``first`` to ``last`` (both inclusive); ``None`` if a year is unknown."""
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        if any(self.is_workday(day) is None for day in days):
            return None
        return tuple(day for day in days if self.is_workday(day))
