"""What must be done within a time after something happened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from carebook.policy.adopted import Adopted
from carebook.policy.closing import enough
from carebook.policy.conditions import fits, value
from carebook.policy.entries import entries
from carebook.policy.item import DueItem, ItemState
from carebook.policy.model import ByStatus, Closing, Obligation
from carebook.policy.spans import add
from carebook.policy.subjects import Subject, course
from carebook.policy.workdays import Workdays
from carebook.records.codes import OFF_FILE
from carebook.records.entry import Entry
from carebook.records.parts import Span


@dataclass(frozen=True, slots=True)
class Deadline:
    """Due day; ``certain`` is false where working days of a year without calendar had to be counted."""

    day: date
    certain: bool


def deadline(start: date, span: Span, workdays: Workdays) -> Deadline:
    """The last day (inclusive) on which something that started the time on ``start`` is still in time.

    Without the official calendar the day is the earliest it can be: as many calendar days as working days.
    """
    if span.working_days is None:
        return Deadline(add(start, span), certain=True)
    counted = workdays.add(start, span.working_days)
    return Deadline(counted or start + timedelta(days=span.working_days), certain=counted is not None)


def triggered_items(
    adopted: Adopted, obligation: Obligation, subject: Subject, workdays: Workdays, today: date
) -> Iterator[DueItem]:
    """One item for each entry that sets the time going, from the day of adoption on."""
    trigger, within, rule = obligation.after, obligation.within, obligation.closed_by
    if trigger is None or within is None or rule is None:
        return
    seen: dict[date, int] = {}
    for entry in entries(subject, trigger.entry, *trigger.others):
        start = getattr(entry.record, trigger.date or "", None) or (None if trigger.date else entry.day)
        if not isinstance(start, date) or not adopted.since <= start <= today or not fits(entry, trigger, subject):
            continue
        seen[start] = seen.get(start, 0) + 1
        number = f"-{seen[start]}" if seen[start] > 1 else ""
        closing = _closing(entry, rule, subject, start, today)
        done = closing.day if closing else None
        until = deadline(start, within, workdays)
        key = f"{adopted.policy.id}/{obligation.id}"
        last = min(until.day, today)
        gone = _gone(subject, rule, start, last) or _ceased(subject, obligation.statuses, start, last)
        state = _state(until, done, gone, today)
        late = state in {ItemState.OVERDUE, ItemState.DONE_LATE}
        yield DueItem(
            id=f"{subject.id}/{key}/{start.isoformat()}{number}",
            obligation=key,
            title=obligation.title,
            subject=subject.id,
            village=subject.village_on(min(until.day, today)),
            opens=start,
            due=until.day,
            state=state,
            days_overdue=((done or today) - until.day).days if late else 0,
            responsible=subject.people(obligation.responsible, today),
            members=subject.people(obligation.responsible, today),
            sources=(adopted.source(obligation),),
            closed_by=closing.file if closing else "",
            closed_on=done,
            set_by=entry.file,
            duty=obligation.duty or obligation.id,
        )


def _closing(entry: Entry, rule: Closing, subject: Subject, start: date, today: date) -> Entry | None:
    """The day on which all that is asked for was done, and where that is written, if it was by today.

    Fields are days in the entry itself; another entry counts from the day after the start, or from that day on.
    """
    closings: list[Entry] = []
    for name in rule.fields:
        day = value(entry.record, name)
        if not isinstance(day, date) or day > today:
            return None
        closings.append(replace(entry, day=day))
    if rule.entry is not None:
        found = entries(subject, rule.entry, *rule.others)
        opens = start if rule.same_day else start + timedelta(days=1)
        first = next((e for e in found if opens <= e.day <= today and e != entry and enough(e, rule, subject)), None)
        if first is None:
            return None
        closings.append(first)
    return max(closings, key=lambda one: one.day, default=None)


def _gone(subject: Subject, rule: Closing, start: date, last: date) -> bool:
    """Whether the person died or moved before the time ran out, so that it cannot be done any more.

    To tell others of what happened is owed even if the person was gone by then: a move is reported just because of it.
    """
    statuses = [p.status_on(last) for p in subject.patients]
    return bool(statuses) and all(
        s is not None and s.status in OFF_FILE and (s.since > start or rule.entry is not None) for s in statuses
    )


def _ceased(subject: Subject, rules: ByStatus | None, start: date, last: date) -> bool:
    """Whether a status that the policy names ended the wait: who is admitted again needs no visit after discharge."""
    if rules is None:
        return False
    over = course(subject, rules, last, as_recorded=False)
    return over.on(start) != "cancel" and over.on(last) == "cancel"


def _state(until: Deadline, done: date | None, gone: bool, today: date) -> ItemState:
    if done is not None:
        if done <= until.day:
            return ItemState.DONE
        return ItemState.DONE_LATE if until.certain else ItemState.UNVERIFIED
    if gone:
        return ItemState.CANCELLED
    if not until.certain and until.day < today:
        return ItemState.UNVERIFIED
    return ItemState.OVERDUE if until.day < today else ItemState.OPEN
