"""When an obligation exists at all: while a risk is known, during an agreement, in a sensitive period."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from carebook.policy.assessed import Assessed
from carebook.policy.conditions import fits
from carebook.policy.entries import entries
from carebook.policy.model import Scope, Season, Trigger
from carebook.policy.spans import add
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
    return ActionCourse(tuple(steps), tuple(actions), frozenset(_ends(only, subject, periods, today)))


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
        _sensitive(only, periods),
        _status_windows(only.status, subject, today) if only.status else None,
        list(_seasons(only.seasons, subject, today)) if only.seasons else None,
        list(_after(only, subject)) if only.after else None,
    ]


def _sensitive(only: Scope, periods: Sequence[SensitivePeriod]) -> list[Window] | None:
    if not only.sensitive_period and not only.named:
        return None
    return [(p.since - timedelta(days=1), p.until) for p in periods if not only.named or p.name in only.named]


def _status_windows(wanted: Sequence[str], subject: Subject, today: date) -> list[Window]:
    """The days on which somebody has one of these statuses, from its recording on."""
    found = [one for patient in subject.patients for one in patient.standings if one.period.status in wanted]
    days = [(max(one.period.since, one.recorded_on), one.period.until or date.max) for one in found]
    return [(first, last) for first, last in days if first <= min(last, today)]


def _seasons(seasons: Sequence[Season], subject: Subject, today: date) -> Iterator[Window]:
    for year in range(subject.start.year - 1, today.year + 2):
        for one in seasons:
            first = date.fromisoformat(f"{year}-{one.first}")
            yield first, date.fromisoformat(f"{year + (one.last < one.first)}-{one.last}")


def _after(only: Scope, subject: Subject) -> Iterator[Window]:
    """So long after each entry that sets it going; without a length for good."""
    trigger = only.after or Trigger(entry="")
    for entry in entries(subject, trigger.entry, *trigger.others):
        if fits(entry, trigger, subject):
            yield entry.day, add(entry.day, only.lasting) if only.lasting else date.max


def _ends(only: Scope, subject: Subject, periods: Sequence[SensitivePeriod], today: date) -> Iterator[date]:
    """The first days after terms whose end is known beforehand."""
    if only.agreement:
        yield from (_next(a.until) for a in _agreements(subject))
    yield from (_next(last) for _, last in _sensitive(only, periods) or ())
    yield from (_next(last) for _, last in _after(only, subject) if only.after)
    yield from (_next(last) for _, last in _seasons(only.seasons, subject, today))


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
