"""What is already said about days: what families were promised, and the plan that is out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from carebook.planning.model import Choice, Duty, Problem
from carebook.records.registry import Registry


@dataclass(frozen=True, slots=True)
class Planned:
    """One duty as the plan that is out has it."""

    id: str
    group: str
    day: date
    members: tuple[str, ...]


@dataclass(frozen=True)
class Wishes:
    """What is already said about days: those promised to a patient or the family, and the plan that is out."""

    promised: Mapping[str, Sequence[date]] = field(default_factory=dict)
    issued: Sequence[Planned] = ()


def agreed(registry: Registry, today: date) -> dict[str, tuple[date, ...]]:
    """The days each patient or family was promised that are still to come: at the last visit, or in an entry of its own."""
    found: dict[str, set[date]] = defaultdict(set)
    for patient in registry.patients.values():
        visits = [entry for entry in patient.entries.of("visit") if entry.day <= today]
        if visits and visits[-1].record.next_date is not None:
            found[patient.id].add(visits[-1].record.next_date)
        found[patient.id] |= {one.record.next_date for one in patient.entries.of("promise") if one.day <= today}
    return {
        key: tuple(sorted(day for day in days if day >= today))
        for key, days in found.items()
        if any(day >= today for day in days)
    }


def with_promises(
    problem: Problem, duties: Sequence[Duty], wishes: Wishes
) -> tuple[list[Duty], tuple[tuple[str, date], ...]]:
    """Each promised day is the business of one visit: the one that is due first of those that it can settle.

    A family may ask for a day before the visit could be due; it is kept all the same. What was promised for a day on
    which the visit cannot be keeps its promise in view, so that the plan says why it is broken.

    Returns:
        The duties, and the promises (patient and day) of the month that are the business of none.
    """
    found = []
    open_days = {key: list(days) for key, days in wishes.promised.items()}
    for duty in duties:
        mine = open_days.get(duty.subject, []) if duty.kind == "visit" else []
        day = next((one for one in mine if _fits(problem, duty, one)), None)
        if day is not None:
            mine.remove(day)
        promised = replace(duty, promised=day, opens=min(duty.opens, day) if day else duty.opens)
        if day in problem.workdays and day not in duty.days:
            promised = replace(promised, days=tuple(sorted({*duty.days, day})))
        found.append(promised)
    left = [(key, day) for key, days in sorted(open_days.items()) for day in days]
    return found, tuple((key, day) for key, day in left if problem.start <= day <= problem.end)


def _fits(problem: Problem, duty: Duty, day: date) -> bool:
    """Whether a promise can be meant for a duty: not after it is due, and not so early that another one comes first."""
    if not problem.start <= day <= problem.end:
        return False
    if duty.overdue:
        return True
    return not duty.spare and day <= duty.due and (not duty.follows or day >= duty.opens)


def issued_choice(duties: Sequence[Duty], issued: Sequence[Planned]) -> Choice:
    """The plan that is out, in the duties of today.

    A duty keeps its name while its interval runs. Of those that return and count anew from another day, the next one
    of the same subject and obligation takes the place; what is done meanwhile has no place any more.
    """
    known = {duty.id: duty for duty in duties}
    days = {one.id: one.day for one in issued if one.id in known}
    left = [duty for duty in duties if duty.id not in days]
    for one in sorted(issued, key=lambda one: (one.day, one.id)):
        chain = one.id.rpartition("/")[0]
        like = (d for d in left if d.id.rpartition("/")[0] == chain and one.day in d.days)
        if one.id not in known and (duty := next(like, None)) is not None:
            days[duty.id] = one.day
            left.remove(duty)
    return Choice(days, {(one.group, one.day): one.members for one in issued})


def with_plan(duties: Sequence[Duty], issued: Sequence[Planned]) -> Iterator[Duty]:
    """Duties with the day on which the plan that is out has each, even one on which it can no longer be."""
    days = issued_choice(duties, issued).days
    yield from (replace(duty, before=(days[duty.id],)) if duty.id in days else duty for duty in duties)
