"""A month and its working days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from carebook.policy.workdays import Workdays

_SATURDAY = 5


@dataclass(frozen=True)
class PlanMonth:
    """The part of a month that can still be planned.

    ``start`` is the first day of the month or today, whichever is later. ``last`` is the last due day that this month
    must take care of: past its end when the next month begins with days off. ``provisional`` are the years whose
    calendar nobody announced yet: of them weekends and New Year's Day are off, and nothing else is known.
    """

    name: str
    today: date
    start: date
    end: date
    last: date
    workdays: tuple[date, ...]
    provisional: tuple[int, ...] = ()

    @property
    def horizon(self) -> date:
        """How far due items must be known."""
        return self.last + timedelta(days=1)


def month_of(name: str, today: date, workdays: Workdays) -> PlanMonth:
    """The month called ``2026-12``; provisional if the official calendar does not know its year.

    Raises:
        ValueError: there is no such month, or it is over.
    """
    first = date.fromisoformat(f"{name}-01")
    end = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    if end < today:
        raise ValueError(name)
    start = max(first, today)
    every = [start + timedelta(days=number) for number in range((end - start).days + 1)]
    days = tuple(day for day in every if not _is_off(day, workdays))
    unknown = tuple(sorted({day.year for day in every if workdays.is_workday(day) is None}))
    last = end
    while _is_off(last + timedelta(days=1), workdays):
        last += timedelta(days=1)
    return PlanMonth(name, today, start, end, last, days, unknown)


def _is_off(day: date, workdays: Workdays) -> bool:
    """Whether nobody works; in a year not announced yet weekends and New Year's Day, a holiday by law, are off."""
    known = workdays.is_workday(day)
    if known is None:
        return day.weekday() >= _SATURDAY or (day.month, day.day) == (1, 1)
    return not known
