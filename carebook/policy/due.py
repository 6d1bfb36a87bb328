"""What is due: a pure function of records, policies and today.

Each duty is a chain. It starts when the policy was adopted or the person entered care, whichever is later. From its
last fulfilment (or start) the next due day is one interval on; an entry that counts closes it, on time or late, and
starts the next. While a status mutes the duty the open item is cancelled, and the chain starts anew on the day after.
If a patient is found worse between two fulfilments, the shorter interval counts from that day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from carebook.policy.assessed import Assessed, assessments, known_on
from carebook.policy.closing import Done, closings
from carebook.policy.load import Adopted
from carebook.policy.model import Obligation
from carebook.policy.spans import add, span_for
from carebook.policy.subjects import Course, Subject, course, group_subject, patient_subject
from carebook.records.registry import Registry


class State(StrEnum):
    """State of a due item on a day."""

    SCHEDULED = "scheduled"
    OPEN = "open"
    OVERDUE = "overdue"
    DONE = "done"
    DONE_LATE = "done_late"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class DueItem:
    """One thing to do for one subject by one day.

    ``id`` names subject, obligation and the day its interval counts from, so it stays when a worsening moves the
    due day. ``opens`` and ``due`` are inclusive days. ``days_overdue`` counts from the due day to today (or to the
    fulfilment, if it was late), 0 when in time. ``responsible`` and ``members`` (all who take part) hold staff ids, or
    ``guardian:<patient>``.
    """

    id: str
    obligation: str
    title: str
    subject: str
    village: str
    opens: date
    due: date
    state: State
    days_overdue: int
    responsible: tuple[str, ...]
    members: tuple[str, ...]
    sources: tuple[str, ...]
    by_phone: bool = False
    closed_by: str = ""
    closed_on: date | None = None


@dataclass(frozen=True, slots=True)
class _Chain:
    """One obligation for one subject, with all that its days depend on."""

    adopted: Adopted
    obligation: Obligation
    subject: Subject
    over: Course
    known: tuple[Assessed, ...]
    today: date

    def start(self) -> date:
        return max(self.adopted.since, self.subject.start)

    def due_after(self, last: date, closed: date | None) -> date | None:
        """The due day that follows a fulfilment; a worsening before the next one counts from its own day."""
        every = self.obligation.every
        state = known_on(self.known, last)
        span = span_for(every, state.stability, state.risk)
        if span is None:
            return None
        due = add(last, span)
        for later in self.known:
            shorter = span_for(every, later.stability, later.risk)
            if last < later.day < min(due, closed or due) and shorter is not None:
                due = min(due, add(later.day, shorter))
        return due

    def item(self, last: date, due: date, state: State, done: Done | None = None) -> DueItem:
        key = f"{self.adopted.policy.id}/{self.obligation.id}"
        until = done.day if done else self.today
        late = state in {State.OVERDUE, State.DONE_LATE}
        return DueItem(
            id=f"{self.subject.id}/{key}/{last.isoformat()}",
            obligation=key,
            title=self.obligation.title,
            subject=self.subject.id,
            village=self.subject.village,
            opens=due - timedelta(days=self.obligation.opens_before or 0),
            due=due,
            state=state,
            days_overdue=(until - due).days if late else 0,
            responsible=self.people(self.obligation.responsible),
            members=self.people(() if self.obligation.closed_by.members else self.obligation.responsible),
            sources=(self.adopted.source(self.obligation),),
            by_phone=self.over.on(min(due, self.today)) == "phone",
            closed_by=done.ref if done else "",
            closed_on=done.day if done else None,
        )

    def people(self, roles: Sequence[str]) -> tuple[str, ...]:
        """Members of the group today who hold one of the roles; all of them if no role is named."""
        group = self.subject.group
        members = [m for m in group.members_on(self.today) if not roles or m.role in roles] if group else []
        return tuple(dict.fromkeys(m.staff or f"guardian:{m.guardian_of}" for m in members))


def due_items(
    registry: Registry, adopted: Sequence[Adopted], today: date, horizon: date | None = None
) -> tuple[DueItem, ...]:
    """Every due item of every subject, past and present, by due day.

    Args:
        registry: the records.
        adopted: the policies in force.
        today: the day on which the states hold; entries after it are not seen.
        horizon: if set, chains are carried on to this day (inclusive) as if each item were done on its due day
            (an overdue one today): the plan of a coming month.
    """
    found: list[DueItem] = []
    for chain in _chains(registry, adopted, today):
        found.extend(_items(chain, horizon or today))
    return tuple(sorted(found, key=lambda item: (item.due, item.id)))


def _chains(registry: Registry, adopted: Sequence[Adopted], today: date) -> Iterator[_Chain]:
    subjects = {
        "patient": [patient_subject(registry, p) for p in registry.patients.values()],
        "group": [group_subject(registry, g) for g in registry.groups.values()],
    }
    known = {p.id: assessments(p, today) for p in registry.patients.values()}
    for one in adopted:
        for obligation in one.policy.obligations:
            for subject in subjects.get(obligation.subject, ()):
                over = course(subject, obligation.statuses, today)
                yield _Chain(one, obligation, subject, over, known.get(subject.id, ()), today)


def _items(chain: _Chain, horizon: date) -> Iterator[DueItem]:
    """Walk one chain from its start to the item that is not done yet, then on to the horizon."""
    done = closings(chain.subject, chain.obligation.closed_by, chain.over, chain.today)
    last = chain.over.first(chain.start(), active=True)
    while last is not None and last <= horizon:
        muted = chain.over.first(last, active=False)
        closing = next((d for d in done if d.day > last and (muted is None or d.day < muted)), None)
        due = chain.due_after(last, closing.day if closing else None)
        if due is None:
            return
        if closing is not None:
            yield chain.item(last, due, State.DONE if closing.day <= due else State.DONE_LATE, closing)
            last = closing.day
        elif muted is not None:
            yield chain.item(last, due, State.CANCELLED)
            last = chain.over.first(muted, active=True)
        else:
            yield chain.item(last, due, _open_state(chain, due))
            last = max(due, chain.today) if max(due, chain.today) < horizon else None


def _open_state(chain: _Chain, due: date) -> State:
    if due < chain.today:
        return State.OVERDUE
    opens = due - timedelta(days=chain.obligation.opens_before or 0)
    return State.OPEN if opens <= chain.today else State.SCHEDULED
