"""What must be done within a time after something happened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from carebook.policy.entries import Entry, entries
from carebook.policy.item import DueItem, State
from carebook.policy.load import Adopted
from carebook.policy.model import Closing, Obligation, Trigger
from carebook.policy.spans import add
from carebook.policy.subjects import Subject
from carebook.policy.workdays import Workdays
from carebook.records.record import Span


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
    for entry in entries(subject, trigger.entry):
        start = getattr(entry.record, trigger.date or "", None) or (None if trigger.date else entry.day)
        if start is None or not adopted.since <= start <= today or not _fits(entry.record, trigger):
            continue
        seen[start] = seen.get(start, 0) + 1
        number = f"-{seen[start]}" if seen[start] > 1 else ""
        done = _done(entry, rule, subject, start, today)
        until = deadline(start, within, workdays)
        key = f"{adopted.policy.id}/{obligation.id}"
        state = _state(until, done, _gone(subject, until.day, today), today)
        late = state in {State.OVERDUE, State.DONE_LATE}
        yield DueItem(
            id=f"{subject.id}/{key}/{start.isoformat()}{number}",
            obligation=key,
            title=obligation.title,
            subject=subject.id,
            village=subject.village,
            opens=start,
            due=until.day,
            state=state,
            days_overdue=((done or today) - until.day).days if late else 0,
            responsible=subject.people(obligation.responsible, today),
            members=subject.people(obligation.responsible, today),
            sources=(adopted.source(obligation),),
            closed_by=entry.ref if done else "",
            closed_on=done,
            duty=obligation.duty or obligation.id,
        )


def _fits(record: Any, trigger: Trigger) -> bool:
    """Whether an entry is of the kind that sets the time going."""
    risk = getattr(record, "risk", None)
    if risk is None and getattr(record, "sheet", None) is not None:
        risk = record.sheet.risk
    if trigger.risk and risk not in trigger.risk:
        return False
    if trigger.flag and not getattr(record, trigger.flag, None):
        return False
    return not trigger.kinds or str(getattr(record, "kind", "")) in trigger.kinds


def _done(entry: Entry, rule: Closing, subject: Subject, start: date, today: date) -> date | None:
    """The day on which all that is asked for was done, if it was by today.

    Fields are days in the entry itself; an entry of another kind counts from the day after the start.
    """
    days = [getattr(entry.record, name, None) for name in rule.fields]
    if any(day is None or day > today for day in days):
        return None
    if rule.entry is not None:
        found = entries(subject, rule.entry)
        counts = (e.day for e in found if start < e.day <= today and _met(e.record, rule))
        days.append(next(counts, None))
    return max((day for day in days if day is not None), default=None) if None not in days else None


def _met(record: Any, rule: Closing) -> bool:
    if getattr(record, "lost", None) is not None or getattr(record, "death", None) is not None:
        return False
    return not rule.modes or record.mode in rule.modes


def _gone(subject: Subject, due: date, today: date) -> bool:
    """Whether the person died or moved before the time ran out."""
    statuses = [p.status_on(min(due, today)) for p in subject.patients]
    return bool(statuses) and all(s is not None and s.status in {"deceased", "moved"} for s in statuses)


def _state(until: Deadline, done: date | None, gone: bool, today: date) -> State:
    if done is not None:
        if done <= until.day:
            return State.DONE
        return State.DONE_LATE if until.certain else State.UNVERIFIED
    if gone:
        return State.CANCELLED
    if not until.certain and until.day < today:
        return State.UNVERIFIED
    return State.OVERDUE if until.day < today else State.OPEN
