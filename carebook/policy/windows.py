"""When an obligation exists at all: while a risk is known, during an agreement, in a sensitive period."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from carebook.policy.assessed import Assessed
from carebook.policy.model import Scope
from carebook.policy.subjects import Action, ActionCourse, Subject
from carebook.records.state import AgreementState
from carebook.records.team import SensitivePeriod

#: First and last day, both inclusive.
Window = tuple[date, date]


def narrowed(
    over: ActionCourse,
    only: Scope | None,
    subject: Subject,
    known: Sequence[Assessed],
    periods: Sequence[SensitivePeriod],
    today: date,
) -> ActionCourse:
    """A course that asks for nothing outside the days on which the obligation exists, as known today."""
    if only is None:
        return over
    allowed = [w for w in _windows(only, subject, known, periods, today) if w is not None]
    days = {day for windows in allowed for first, last in windows for day in (first, _next(last))}
    steps = sorted({*over.days, *days, date.min})
    actions: list[Action] = [
        over.on(day) if all(_covers(windows, day) for windows in allowed) else "none" for day in steps
    ]
    return ActionCourse(tuple(steps), tuple(actions), frozenset(_ends(only, subject, periods)))


def _windows(
    only: Scope, subject: Subject, known: Sequence[Assessed], periods: Sequence[SensitivePeriod], today: date
) -> list[list[Window] | None]:
    """For each condition its days; None for a condition that is not set.

    A sensitive period starts a day early: its first roll-call is due on its first day, one day after the start.
    That an agreement was ended early is known from the day after on.
    """
    agreements = [
        (a.since, a.ended if a.ended and a.ended < min(a.until, today) else a.until) for a in _agreements(subject)
    ]
    return [
        _risk_windows(only.risk, known) if only.risk else None,
        agreements if only.agreement else None,
        [(p.since - timedelta(days=1), p.until) for p in periods] if only.sensitive_period else None,
    ]


def _ends(only: Scope, subject: Subject, periods: Sequence[SensitivePeriod]) -> Iterator[date]:
    """The first days after terms whose end is known beforehand."""
    if only.agreement:
        yield from (_next(a.until) for a in _agreements(subject))
    if only.sensitive_period:
        yield from (_next(p.until) for p in periods)


def _agreements(subject: Subject) -> list[AgreementState]:
    return [one.state for p in subject.patients for one in p.accords]


def _risk_windows(risks: Sequence[int], known: Sequence[Assessed]) -> list[Window]:
    ends = [*(one.day for one in known[1:]), date.max]
    return [
        (one.day, end if end is date.max else end - timedelta(days=1))
        for one, end in zip(known, ends, strict=False)
        if one.risk in risks and one.day != end
    ]


def _covers(windows: Sequence[Window], day: date) -> bool:
    return any(first <= day <= last for first, last in windows)


def _next(day: date) -> date:
    return day if day is date.max else day + timedelta(days=1)
