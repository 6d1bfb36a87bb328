"""The ledger of occurrences: a pure function of records, policies and today.

A recurring duty is a chain of occurrences (``chain``); duties that something sets going (``triggered``) have one for
each such entry; of standing duties only those that ask for posts have some, one for each that nobody holds; what is to
be asked is one for each gap. Rules check the other standing duties.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from carebook.policy.adopted import Adopted
from carebook.policy.arrears import with_arrears
from carebook.policy.assessed import Assessed, assessments
from carebook.policy.chain import Chain
from carebook.policy.closing import closings
from carebook.policy.entries import names_period
from carebook.policy.excuses import with_excuses
from carebook.policy.gaps import gap_items
from carebook.policy.item import LIVE, DueItem
from carebook.policy.model import Closing, Obligation
from carebook.policy.strict import with_strictest
from carebook.policy.subjects import Subject, course, group_subject, patient_subject, township_subjects
from carebook.policy.township_intervals import with_township_intervals
from carebook.policy.triggered import triggered_items
from carebook.policy.vacancies import vacancy_items
from carebook.policy.windows import narrowed
from carebook.policy.workdays import Workdays
from carebook.records.registry import Registry
from carebook.records.team import SensitivePeriod


def ledger(
    registry: Registry,
    adopted: Sequence[Adopted],
    today: date,
    horizon: date | None = None,
    workdays: Workdays | None = None,
) -> tuple[DueItem, ...]:
    """Every occurrence of every duty of every subject, past and present, by due day.

    Args:
        registry: the records.
        adopted: the policies in force.
        today: the day on which the states hold; entries after it are not seen.
        horizon: if set, chains are carried on to this day (inclusive) as if each item were done on its due day
            (an overdue one today): the plan of a coming month.
        workdays: the official calendar; without it, deadlines in working days are unverified.
    """
    found: list[DueItem] = []
    calendar = workdays or Workdays({})
    for one, obligation, subject in _asked(registry, adopted, today):
        if obligation.kind == "triggered":
            found.extend(triggered_items(one, obligation, subject, calendar, today))
        elif obligation.kind == "gaps":
            found.extend(gap_items(one, obligation, subject, calendar, today))
        elif obligation.roles:
            found.extend(vacancy_items(one, obligation, subject, calendar, today))
    for chain in recurring(registry, adopted, today, calendar):
        found.extend(chain.walk(horizon or today))
    told = with_strictest(with_arrears(with_excuses(found, registry, today)))
    marked = (replace(i, today=True) if i.due == today and i.state in LIVE and i.closed_on is None else i for i in told)
    return tuple(sorted(marked, key=lambda item: (item.due, item.id)))


def recurring(
    registry: Registry, adopted: Sequence[Adopted], today: date, workdays: Workdays | None = None
) -> Iterator[Chain]:
    """The recurring duties of every subject; one whose interval the township decides comes once for each period."""
    known = {p.id: assessments(p, today) for p in registry.patients.values()}
    declared = registry.township.sensitive_periods if registry.township else ()
    calendar = workdays or Workdays({})
    for one, obligation, subject in _asked(registry, adopted, today):
        if obligation.closed_by is not None and obligation.kind in {None, "periodic"}:
            for asked, periods in with_township_intervals(obligation, declared):
                if asked.every:
                    yield _chain(periods, one, asked, subject, known.get(subject.id, ()), today, calendar)


def _asked(
    registry: Registry, adopted: Sequence[Adopted], today: date
) -> Iterator[tuple[Adopted, Obligation, Subject]]:
    """Every obligation with everybody it concerns."""
    for one in adopted:
        subjects = _subjects(registry, one.since, today)
        for obligation in one.policy.obligations:
            for subject in subjects[obligation.subject]:
                yield one, obligation, subject


def _subjects(registry: Registry, since: date, today: date) -> Mapping[str, Sequence[Subject]]:
    """Everybody an obligation can concern, by the name policies use."""
    township, villages = township_subjects(registry, since)
    return {
        "patient": [patient_subject(registry, p, today) for p in registry.patients.values()],
        "group": [group_subject(registry, g) for g in registry.groups.values()],
        "village": villages,
        "township": [township],
    }


def _chain(
    periods: Sequence[SensitivePeriod],
    adopted: Adopted,
    obligation: Obligation,
    subject: Subject,
    known: tuple[Assessed, ...],
    today: date,
    workdays: Workdays,
) -> Chain:
    closing = obligation.closed_by or Closing()
    truly = course(subject, obligation.statuses, today, as_recorded=False)
    over = course(subject, obligation.statuses, today)
    return Chain(
        adopted,
        obligation,
        closing,
        subject,
        over=narrowed(over, obligation.only, subject, known, periods, today),
        truly=truly,
        known=known,
        done=closings(subject, closing, truly, today),
        written_for=names_period(closing.entry or ""),
        today=today,
        workdays=workdays,
    )
