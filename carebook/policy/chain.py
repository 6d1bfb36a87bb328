"""A recurring duty of one subject, walked from occurrence to occurrence.

Of what is asked for at most so long apart, an interval runs from the last fulfilment (or the start); an interval that
goes by is an occurrence that was missed, and the next one runs from its due day. What comes before that one is due
closes the running occurrence, late. Of what is asked for in every calendar period, each period is an occurrence: only
what is of that period, or written for it, counts; the first one owed is the first that begins on or after the start.

A rest (a stay in hospital, an absence) takes effect on the day it is recorded. What was due before it stays owed; what
would fall due in it or after it is due on its own day, or after the ``grace`` from the day of coming back if that is
later; a period whose end lies in it is not owed. If a patient is found worse between two fulfilments, the shorter
interval counts from that day.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from carebook.policy.adopted import Adopted
from carebook.policy.assessed import Assessed, known_on
from carebook.policy.entries import counts_from
from carebook.policy.item import LIVE, DueItem, ItemState
from carebook.policy.model import Closing, Obligation
from carebook.policy.spans import add, frequency_for, length
from carebook.policy.subjects import ActionCourse, Subject
from carebook.policy.triggered import deadline
from carebook.policy.workdays import Workdays
from carebook.records.entry import Entry
from carebook.records.parts import Frequency
from carebook.records.periods import Period, period_after, period_of

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for next: from which day it counts, and by when it is due.

    ``certain`` is false where working days of a year without calendar were counted. ``rests`` says that it waits for
    somebody to come back; the due day is then the one it had before. ``passed`` are the periods that ended in rests.
    """

    frequency: Frequency
    first: date
    due: date
    certain: bool = True
    period: Period | None = None
    rests: bool = False
    passed: tuple[Asked, ...] = ()


@dataclass(frozen=True, slots=True)
class _Step:
    """Where the walk stands: the day the next interval counts from, and the last day of the periods dealt with.

    ``fresh`` says that the duty begins here, with no fulfilment before.
    """

    day: date
    covered: date | None = None
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Chain:
    """One obligation for one subject, with all that its days depend on.

    ``over`` is what is owed over time, ``truly`` what was so in fact, whenever it was recorded; ``done`` are the entries
    that count, by the day they count from; ``written_for`` says that they name the period they are for.
    """

    adopted: Adopted
    obligation: Obligation
    closing: Closing
    subject: Subject
    over: ActionCourse
    truly: ActionCourse
    known: tuple[Assessed, ...]
    done: Sequence[Entry]
    written_for: bool
    today: date
    workdays: Workdays

    def walk(self, horizon: date) -> Iterator[DueItem]:
        """Every occurrence up to the one that is not done yet, then on to the horizon as if each were done when due."""
        at = self._anew(self.start)
        ahead = False
        while at is not None and at.day <= horizon:
            ahead = ahead or at.day > self.today
            ended = self.over.ended(at.day)
            if ended == at.day:
                at = self._anew(ended)
                continue
            asked = self._asked(at, ended)
            if asked is None:
                return
            if self.written_for and asked.period and ended and asked.period.last < ended:
                ended = None  # a whole period is reported on even if the term is over by then
            limited = self._limited(at.day, asked, ended)
            if limited is None:
                at = self._anew(ended) if ended else None
                continue
            if self._by_name:
                yield from (self._item(at, one, ItemState.CANCELLED) for one in asked.passed)
            item, following = self._occurrence(at, replace(asked, due=limited), ended)
            yield replace(item, projected=ahead)
            ahead = ahead or (item.state in LIVE and item.closed_on is None)
            at = following if following is None or not ahead or following.day < horizon else None

    @property
    def key(self) -> str:
        """The obligation as everything names it: policy and obligation."""
        return f"{self.adopted.policy.id}/{self.obligation.id}"

    @property
    def source(self) -> str:
        """The article it follows from."""
        return self.adopted.source(self.obligation)

    @property
    def start(self) -> date:
        """The first day on which the duty can be owed."""
        return max(self.adopted.since, self.subject.start)

    @property
    def by_period(self) -> bool:
        """Whether its occurrences are given by the calendar alone, or by single days: each is kept, or it is not."""
        per = all(one.per and not one.stability and not one.risk for one in self.obligation.every)
        return per or bool(self.obligation.lapses)

    def due_from(self, day: date, found: Assessed | None, *, fresh: bool = False) -> date:
        """When it would be due after a fulfilment (or start) that found this; of what it does not say, the shortest holds."""
        state = (found.stability, found.risk) if found else (None, None)
        asked = self._next(_Step(day, fresh=fresh), frequency_for(self.obligation.every, *state))
        return asked.due if asked else date.max

    def _anew(self, day: date) -> _Step | None:
        first = self.over.active(day)
        return _Step(first, fresh=True) if first is not None else None

    def _occurrence(self, at: _Step, asked: Asked, ended: date | None) -> tuple[DueItem, _Step | None]:
        """One occurrence, and where the walk goes on (None: nowhere)."""
        stop = self._stop(asked, ended)
        covered = asked.period.last if asked.period else None
        if done := self._closed(asked, stop, ended):
            late = done.day > asked.due and not asked.rests
            state = (ItemState.DONE_LATE if asked.certain else ItemState.UNVERIFIED) if late else ItemState.DONE
            return self._item(at, asked, state, done=done), _Step(counts_from(done), covered)
        if ended is not None and ended <= self.today and (asked.rests or ended <= stop + _DAY):
            gone = self._once(asked) and asked.due < ended
            state = ItemState.MISSED if gone or ended in self.over.ends else ItemState.CANCELLED
            return self._item(at, asked, state, until=ended), self._anew(ended)
        if asked.rests:
            return self._item(at, asked, ItemState.CANCELLED), None
        if stop < self.today and asked.certain:
            return self._item(at, asked, ItemState.MISSED), _Step(asked.due, covered)
        going_on = self.over.active(max(asked.due, self.today))
        return self._item(at, asked, self._waiting(asked)), _Step(going_on, covered) if going_on else None

    def _asked(self, at: _Step, ended: date | None) -> Asked | None:
        """What is asked for next; what is found worse before it is done counts from its own day."""
        state = known_on(self.known, at.day)
        found = self._next(at, frequency_for(self.obligation.every, state.stability, state.risk, newly=state.newly))
        if found is None:
            return None
        for later in self.known[bisect_right(self.known, at.day, key=lambda one: one.day) :]:
            if later.day >= found.due:
                break
            closed = next((counts_from(one) for one in self._done_from(found.first)), date.max)
            if later.day < closed:
                sooner = self._next(
                    _Step(later.day),
                    frequency_for(self.obligation.every, later.stability, later.risk, newly=later.newly),
                )
                found = min(found, sooner or found, key=lambda one: one.due)
        if self._closed(found, found.due, ended):
            return found
        return self._rested(min(at.day, found.period.first) if found.period else at.day, found, ended)

    def _next(self, at: _Step, frequency: Frequency | None) -> Asked | None:
        if frequency is None:
            return None
        if frequency.per is None:
            due = deadline(at.day, length(frequency), self.workdays)
            return Asked(frequency, at.day + _DAY, due.day, due.certain)
        before = at.covered or (at.day - _DAY if at.fresh else at.day)
        return self._of(frequency, period_after(before, frequency.per), at.day if not at.fresh else None)

    def _of(self, frequency: Frequency, period: Period, last: date | None) -> Asked:
        """What is asked for in a period; what closed the one before it (by ``last``) is not taken again."""
        until = deadline(period.last, frequency.by, self.workdays) if frequency.by and self.written_for else None
        first = max(period.first, last + _DAY) if last and not self.written_for else period.first
        return Asked(frequency, first, until.day if until else period.last, until is None or until.certain, period)

    def _rested(self, day: date, asked: Asked, ended: date | None) -> Asked:
        """The same after the rests that begin before it is due."""
        while (rest := self.over.rests(day)) is not None and rest <= asked.due and (ended is None or rest < ended):
            back = self.over.back(rest)
            passed = (*asked.passed, replace(asked, rests=True))
            if (cared := self._cared_for(asked, rest, back)) is not None:
                return replace(cared, passed=passed)
            if back is None:
                return replace(asked, rests=True)
            if asked.period and asked.frequency.per and rest <= asked.period.last < back:
                asked = self._of(asked.frequency, period_of(back, asked.frequency.per), None)
                asked = replace(asked, passed=passed)
                if self._closed(asked, asked.due, ended):
                    return asked
            graced = add(back, self.obligation.grace) if self.obligation.grace else back
            asked, day = replace(asked, due=max(asked.due, graced)), back
            if self._closed(asked, asked.due, ended):
                return asked  # what begins after it was done does not move its due day
        return asked

    def _cared_for(self, asked: Asked, rest: date, back: date | None) -> Asked | None:
        """The period within a rest in which something was done all the same; those before it are not owed."""
        if asked.period is None or asked.frequency.per is None or self.written_for or asked.period.last < rest:
            return None
        days = (counts_from(one) for one in self._done_from(max(asked.period.last + _DAY, rest)))
        found = next((day for day in days if back is None or day < back), None)
        return self._of(asked.frequency, period_of(found, asked.frequency.per), None) if found else None

    def _limited(self, day: date, asked: Asked, ended: date | None) -> date | None:
        """The due day within a term; a period is as long as it is, whatever was done before it."""
        return self.over.limit(asked.period.first - _DAY if asked.period else day, asked.due, ended)

    def _stop(self, asked: Asked, ended: date | None) -> date:
        """The last day on which an occurrence is not missed yet: until the next one is due, or a rest begins."""
        if self._once(asked) or asked.rests:
            return asked.due
        covered = asked.period.last if asked.period else None
        following = self._asked(_Step(asked.due, covered), ended)
        stop = following.due if following is not None else date.max
        if following is not None and following.period:
            stop = self._limited(asked.due, following, self.over.ended(asked.due)) or stop
        rest = self.over.rests(asked.due + _DAY)
        if rest is not None and (following is None or following.rests or rest <= stop):
            stop = rest - _DAY
        return max(stop, asked.due)

    def _once(self, asked: Asked) -> bool:
        """Whether it can be done on its day, or in its period, only."""
        return bool(self.obligation.lapses) or (asked.period is not None and not self.written_for)

    def _closed(self, asked: Asked, stop: date, ended: date | None) -> Entry | None:
        """The first entry that closes an occurrence; for a period, what is written for it does so however late."""
        found = self._done_from(asked.first)
        if asked.period is not None and self.written_for:
            of_it = (one for one in found if counts_from(one) <= asked.period.last)
            return min(of_it, key=lambda one: one.order, default=None)
        last = date.max if asked.rests else stop
        return next((one for one in found if counts_from(one) <= last and (ended is None or one.day < ended)), None)

    def _done_from(self, day: date) -> Sequence[Entry]:
        """What counts from a day on, in order."""
        return self.done[bisect_left(self.done, day, key=counts_from) :]

    def _waiting(self, asked: Asked) -> ItemState:
        if asked.due < self.today:
            return ItemState.OVERDUE if asked.certain else ItemState.UNVERIFIED
        return ItemState.OPEN if self._opens(asked) <= self.today else ItemState.SCHEDULED

    def _opens(self, asked: Asked) -> date:
        opens = asked.due - timedelta(days=self.obligation.opens_before or 0)
        return max(opens, asked.period.first) if asked.period else opens

    @property
    def _by_name(self) -> bool:
        """Whether an occurrence is called by its period: not where a worsening can put an interval in its place."""
        return all(one.per for one in self.obligation.every)

    def _item(
        self, at: _Step, asked: Asked, state: ItemState, *, done: Entry | None = None, until: date | None = None
    ) -> DueItem:
        until = done.day if done else until or self.today
        counted = state in {ItemState.OVERDUE, ItemState.DONE_LATE, ItemState.CANCELLED} and not asked.rests
        responsible = self.subject.people(self.obligation.responsible, self.today)
        return DueItem(
            id=f"{self.subject.id}/{self.key}/{asked.period.name if asked.period and self._by_name else at.day}",
            obligation=self.key,
            title=self.obligation.title,
            subject=self.subject.id,
            village=self.subject.village_on(min(asked.due, self.today)),
            opens=self._opens(asked),
            due=asked.due,
            state=state,
            days_overdue=max((until - asked.due).days, 0) if counted else 0,
            responsible=responsible,
            members=self.subject.people((), self.today) if self.closing.members else responsible,
            sources=(self.source,),
            by_phone=self.truly.on(min(asked.due, self.today)) == "phone",
            closed_by=done.file if done else "",
            closed_on=done.day if done else None,
            duty=self.obligation.duty or self.obligation.id,
            period=asked.period.name if asked.period else "",
            recorded_on=getattr(done.record, "recorded_on", None) if done else None,
        )
