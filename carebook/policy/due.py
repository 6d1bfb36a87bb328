"""What is due: a pure function of records, policies and today.

Each duty is a chain. It starts when the policy was adopted or the person entered care, whichever is later. From its
last fulfilment (or start) the next due day is one interval on; an entry that counts closes it, on time or late, and
starts the next. What can be done on its day only (``lapses``) is missed when the day is over, and the next day is
asked for all the same; so is what was asked for within a term (a sensitive period, an agreement) that is over. While a status mutes the duty the open item is cancelled, and the chain starts anew on the day
after. If a patient is found worse between two fulfilments, the shorter interval counts from that day. Duties that
something sets going (``triggered``) have one item for each such entry; of standing duties only
those that ask for posts have items, one for each that nobody holds; rules check the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from carebook.policy.adopted import Adopted
from carebook.policy.assessed import Assessed, assessments, known_on
from carebook.policy.closing import closings
from carebook.policy.entries import counts_from
from carebook.policy.gaps import gap_items
from carebook.policy.item import DueItem, ItemState
from carebook.policy.model import Closing, Obligation
from carebook.policy.spans import span_for
from carebook.policy.strict import with_strictest
from carebook.policy.subjects import ActionCourse, Subject, course, group_subject, patient_subject, township_subjects
from carebook.policy.township_intervals import with_township_intervals
from carebook.policy.triggered import Deadline, deadline, triggered_items
from carebook.policy.vacancies import vacancy_items
from carebook.policy.windows import narrowed
from carebook.policy.workdays import Workdays
from carebook.records.entry import Entry
from carebook.records.registry import Registry
from carebook.records.team import SensitivePeriod


@dataclass(frozen=True, slots=True)
class _Chain:
    """One obligation for one subject, with all that its days depend on."""

    adopted: Adopted
    obligation: Obligation
    closing: Closing
    subject: Subject
    over: ActionCourse
    known: tuple[Assessed, ...]
    today: date
    workdays: Workdays

    def start(self) -> date:
        return max(self.adopted.since, self.subject.start)

    def due_after(self, last: date, closed: date | None) -> Deadline | None:
        """The due day that follows a fulfilment; a worsening before the next one counts from its own day."""
        every = self.obligation.every
        state = known_on(self.known, last)
        span = span_for(every, state.stability, state.risk)
        if span is None:
            return None
        due = deadline(last, span, self.workdays)
        for later in self.known:
            shorter = span_for(every, later.stability, later.risk)
            if last < later.day < min(due.day, closed or due.day) and shorter is not None:
                due = min(due, deadline(later.day, shorter, self.workdays), key=lambda one: one.day)
        return due

    def item(
        self, last: date, due: date, state: ItemState, done: Entry | None = None, *, projected: bool = False
    ) -> DueItem:
        key = f"{self.adopted.policy.id}/{self.obligation.id}"
        until = done.day if done else self.today
        late = state in {ItemState.OVERDUE, ItemState.DONE_LATE}
        return DueItem(
            id=f"{self.subject.id}/{key}/{last.isoformat()}",
            obligation=key,
            title=self.obligation.title,
            subject=self.subject.id,
            village=self.subject.village_on(min(due, self.today)),
            opens=due - timedelta(days=self.obligation.opens_before or 0),
            due=due,
            state=state,
            days_overdue=(until - due).days if late else 0,
            responsible=self.subject.people(self.obligation.responsible, self.today),
            members=self.subject.people(() if self.closing.members else self.obligation.responsible, self.today),
            sources=(self.adopted.source(self.obligation),),
            by_phone=self.over.on(min(due, self.today)) == "phone",
            closed_by=done.file if done else "",
            closed_on=done.day if done else None,
            duty=self.obligation.duty or self.obligation.id,
            projected=projected,
        )


def due_items(
    registry: Registry,
    adopted: Sequence[Adopted],
    today: date,
    horizon: date | None = None,
    workdays: Workdays | None = None,
) -> tuple[DueItem, ...]:
    """Every due item of every subject, past and present, by due day.

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
    known = {p.id: assessments(p, today) for p in registry.patients.values()}
    declared = registry.township.sensitive_periods if registry.township else ()
    for one in adopted:
        subjects = _subjects(registry, one.since, today)
        for obligation in one.policy.obligations:
            for subject in subjects[obligation.subject]:
                if obligation.kind == "triggered":
                    found.extend(triggered_items(one, obligation, subject, calendar, today))
                elif obligation.kind == "gaps":
                    found.extend(gap_items(one, obligation, subject, calendar, today))
                elif obligation.roles:
                    found.extend(vacancy_items(one, obligation, subject, calendar, today))
                elif obligation.closed_by is not None:
                    assessed = known.get(subject.id, ())
                    for asked, periods in with_township_intervals(obligation, declared):
                        chain = _chain(periods, one, asked, subject, assessed, today, calendar)
                        found.extend(_items(chain, horizon or today) if asked.every else ())
    return tuple(sorted(with_strictest(found), key=lambda item: (item.due, item.id)))


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
) -> _Chain:
    over = course(subject, obligation.statuses, today)
    over = narrowed(over, obligation.only, subject, known, periods, today)
    closing = obligation.closed_by or Closing()
    return _Chain(adopted, obligation, closing, subject, over, known, today, workdays)


def _items(chain: _Chain, horizon: date) -> Iterator[DueItem]:
    """Walk one chain from its start to the item that is not done yet, then on to the horizon."""
    done = closings(chain.subject, chain.closing, chain.over, chain.today)
    ahead = False
    last = chain.over.first(chain.start(), active=True)
    while last is not None and last <= horizon:
        ahead = ahead or last > chain.today
        muted = chain.over.first(last, active=False)
        closing = next((d for d in done if counts_from(d) > last and (muted is None or d.day < muted)), None)
        asked = chain.due_after(last, closing.day if closing else None)
        if asked is None:
            return
        due = chain.over.limit(last, asked.day, muted)
        if due is None:
            last = chain.over.first(muted, active=True) if muted else None
        elif _lapsed(chain, due, closing, muted):
            yield chain.item(last, due, ItemState.MISSED)
            last = chain.over.first(due, active=True)
        elif closing is not None:
            late = ItemState.DONE_LATE if asked.certain else ItemState.UNVERIFIED
            yield chain.item(last, due, ItemState.DONE if closing.day <= due else late, closing)
            last = counts_from(closing)
        elif muted is not None and muted <= chain.today:
            yield chain.item(last, due, ItemState.MISSED if muted in chain.over.ends else ItemState.CANCELLED)
            last = chain.over.first(muted, active=True)
        else:
            yield chain.item(last, due, _open_state(chain, due, certain=asked.certain), projected=ahead)
            last = chain.over.first(max(due, chain.today), active=True)
            last = last if last is not None and last < horizon else None
            ahead = True


def _lapsed(chain: _Chain, due: date, closing: Entry | None, muted: date | None) -> bool:
    """Whether the only day on which something could be done went by without it."""
    if not chain.obligation.lapses or due >= chain.today or (muted is not None and muted <= due):
        return False
    return closing is None or closing.day > due


def _open_state(chain: _Chain, due: date, *, certain: bool) -> ItemState:
    if due < chain.today:
        return ItemState.OVERDUE if certain else ItemState.UNVERIFIED
    opens = due - timedelta(days=chain.obligation.opens_before or 0)
    return ItemState.OPEN if opens <= chain.today else ItemState.SCHEDULED
