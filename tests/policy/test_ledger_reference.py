"""The ledger beside a plain second one, which lives through a duty day by day and shares nothing with it.

It is written from what ``Chain.walk`` promises. Histories have entries and rests that were recorded late, and documents
adopted on any day; what was recorded after today is not known to either.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings, strategies as st

from carebook.policy.hindsight import as_known
from carebook.policy.item import ItemState
from tests.policy.examples import many
from tests.policy.small import asked, document, patient, rating, registry, visit

START = date(2026, 1, 1)
SPAN = 240
DAY = timedelta(days=1)
#: Due day and state; ``waits`` is open, scheduled or overdue.
Row = tuple[date, str]


@dataclass(frozen=True)
class Rest:
    """An absence: when it began and was recorded, and the same of its end."""

    since: date
    recorded: date
    back: date
    back_recorded: date

    def on(self, day: date, today: date) -> bool:
        """Whether the duty rests on a day, as known today."""
        began = max(self.since, self.recorded) if self.recorded <= today else date.max
        return began <= day and (day < self.back or self.back > today or self.back_recorded > today)


@dataclass(frozen=True)
class History:
    """What happened, in days; visits are day, what they found, and when they were recorded."""

    start: date
    today: date
    visits: tuple[tuple[date, int, date], ...]
    ratings: tuple[tuple[date, int], ...]
    rests: tuple[Rest, ...]

    @property
    def done(self) -> list[date]:
        """The days of visits that are known, in order."""
        return sorted({day for day, _, recorded in self.visits if max(day, recorded) <= self.today})

    def rests_on(self, day: date) -> bool:
        """Whether the duty rests on a day."""
        return any(one.on(day, self.today) for one in self.rests)

    def found(self, day: date) -> int | None:
        """The stability that was known on a day."""
        said = {when: level for when, level, on in self.visits if max(when, on) <= self.today} | dict(self.ratings)
        return next((said[when] for when in sorted(said, reverse=True) if when <= day), None)

    def judged(self, day: date) -> bool:
        """Whether anything was found on a day."""
        known = {when for when, _, on in self.visits if max(when, on) <= self.today}
        return day in known | {when for when, _ in self.ratings}


def days(first: date, last: date) -> list[date]:
    """All days from the first to the last."""
    return [first + n * DAY for n in range((last - first).days + 1)]


@dataclass
class Running:
    """The oldest occurrence that is not dealt with.

    ``own`` is its due day without rests, ``due`` the one with them, ``following`` that of the next one.
    """

    own: date
    due: date
    following: date = date.max

    def next(self, rows: list[Row], following: date = date.max) -> None:
        """It was missed; the next one runs."""
        rows.append((self.due, "missed"))
        self.own = self.due = self.following
        self.following = following

    def judged(self, day: date, shorter: date) -> None:
        """Somebody was found to be so: what is shorter counts from that day."""
        if day < self.own:
            self.own, self.due = min(self.own, shorter), min(self.due, shorter)
        elif day >= self.due:
            self.following = min(self.following, shorter)


def by_intervals(told: History, lengths: Mapping[int | None, int], grace: int) -> list[Row]:
    """Duties at most so many days apart, by what was found."""
    rows: list[Row] = []
    begin = next((day for day in days(told.start, told.today) if not told.rests_on(day)), None)
    if begin is None:
        return []
    now = Running(*[begin + lengths[told.found(begin)] * DAY] * 2)
    for day in days(begin + DAY, told.today):
        rests, anew = told.rests_on(day), day + lengths[told.found(day)] * DAY
        if rests != told.rests_on(day - DAY):
            _turned(told, now, rows, day, grace)
        if day in told.done:
            due = now.own if day <= now.own else _waited(told, day, now.due, grace)
            rows.append((due, "done" if day <= now.due or rests else "late"))
            now = Running(anew, anew)
        elif told.judged(day):
            now.judged(day, anew)
        if day == now.due and not rests:
            now.following = anew
        if day == now.following and not rests and day < told.today:
            now.next(rows, anew)
    return rows if told.rests_on(told.today) else [*rows, (now.due, "waits")]


def _turned(told: History, now: Running, rows: list[Row], day: date, grace: int) -> None:
    """A rest begins on a day, or is over: what was due before it stays owed, what was due in it is put off."""
    if told.rests_on(day) and now.due < day:
        now.next(rows)
    elif not told.rests_on(day) and now.due >= _began(told, day):
        now.due, now.following = max(now.due, day + grace * DAY), date.max


def _waited(told: History, day: date, due: date, grace: int) -> date:
    """The due day of what was done on a day: if it waited for a return that is known by now, that of the return."""
    if not told.rests_on(day) or day <= due:
        return due
    back = next((later for later in days(day, told.today) if not told.rests_on(later)), None)
    return max(due, back + grace * DAY) if back else due


def _began(told: History, back: date) -> date:
    """The first day of the rest that ended the day before."""
    day = back - DAY
    while day > told.start and told.rests_on(day - DAY):
        day -= DAY
    return day


def by_months(told: History, grace: int) -> list[Row]:
    """Duties of every calendar month."""
    rows: list[Row] = []
    begin = next((day for day in days(told.start, told.today) if not told.rests_on(day)), None)
    if begin is None:
        return []
    first = begin if begin.day == 1 else _next_month(begin)
    left = [day for day in told.done if day >= first]
    while True:
        last = _next_month(first) - DAY
        due = _put_off(told, max(first, begin), begin, last, grace)
        done = next((day for day in left if first <= day <= (due or told.today)), None)
        if done and (done <= last or not told.rests_on(last)):
            rows.append((_put_off(told, max(first, begin), begin, last, grace, done) or last, "done"))
            left = [day for day in left if day > done]
        elif last >= told.today or not told.rests_on(last):
            if due is None or told.rests_on(min(last, told.today)):
                return rows
            if due >= told.today:
                return [*rows, (due, "waits")]
            rows.append((due, "missed"))
            left = [day for day in left if day > due]
        first = _next_month(first)


def _put_off(told: History, day: date, begin: date, due: date, grace: int, done: date = date.max) -> date | None:
    """The due day after the rests that begin before it and before it is done; None while one of them lasts."""
    while day <= told.today and due < done and (day <= due or told.rests_on(day - DAY)):
        if told.rests_on(day - DAY) and not told.rests_on(day) and day > begin:
            due = max(due, day + grace * DAY)
        day += DAY
    return None if done == date.max and day > told.today and told.rests_on(told.today) else due


def _next_month(day: date) -> date:
    return (day.replace(day=1) + 32 * DAY).replace(day=1)


dates = st.integers(0, SPAN).map(lambda number: START + number * DAY)
delays = st.sampled_from([0, 0, 0, 1, 5, 20, 60])


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Visits, ratings and absences, some of them recorded late."""
    start, today = draw(st.integers(0, 45)), draw(st.integers(46, SPAN))
    happened = draw(
        st.lists(st.tuples(dates, st.integers(0, 3), st.integers(1, 3), delays), max_size=12, unique_by=_day)
    )
    visits = [(day, level, day + late * DAY) for day, kind, level, late in happened if kind]
    ratings = [(day, level) for day, kind, level, _ in happened if not kind and day <= START + today * DAY]
    rests: list[Rest] = []
    here = written = START
    for before, length, left, came in draw(st.lists(st.tuples(*[st.integers(1, 90)] * 2, delays, delays), max_size=3)):
        since, back = here + before * DAY, here + (before + length) * DAY
        recorded = max(since + left * DAY, written)
        written = max(back + came * DAY, recorded)
        rests.append(Rest(since, recorded, back, written))
        here = back
    first, last = (START + number * DAY for number in (start, today))
    return History(first, last, tuple(sorted(visits)), tuple(sorted(ratings)), tuple(rests))


def _day(happened: tuple[date, int, int, int]) -> date:
    return happened[0]


def computed(told: History, every: Sequence[dict[str, Any]], grace: int) -> list[Row]:
    """What the ledger says, without what does not apply."""
    visits = [visit(str(day), level) | {"recorded_on": str(on)} for day, level, on in told.visits]
    acts = {
        "leave": [{"date": str(one.since), "recorded_on": str(one.recorded)} for one in told.rests],
        "return": [{"date": str(one.back), "recorded_on": str(one.back_recorded)} for one in told.rests],
    }
    ratings = [rating(str(day), level) for day, level in told.ratings]
    records = registry(patient(visit=visits, rating=ratings, lived=acts))
    duty = {
        "id": "visit",
        "responsible": ["doctor"],
        "every": every,
        "closed_by": {"entry": "visit", "members": 3},
        "statuses": {"away": "mute"},
    }
    paper = document(duty | ({"grace": {"days": grace}} if grace else {}))
    words = {ItemState.DONE: "done", ItemState.DONE_LATE: "late", ItemState.MISSED: "missed"}
    found = asked(as_known(records, told.today), str(told.today), paper, since=str(told.start))
    return sorted((i.due, words.get(i.state, "waits")) for i in found if i.state is not ItemState.CANCELLED)


LENGTHS: Mapping[int | None, int] = {3: 30, 2: 15, 1: 7, None: 7}
INTERVALS = [{"stability": [level], "span": {"days": LENGTHS[level]}} for level in (3, 2, 1)]


@settings(max_examples=many(250), deadline=None)
@given(histories(), st.sampled_from([0, 3, 7]))
def test_intervals_are_those_of_the_plain_ledger(told: History, grace: int) -> None:
    """Due days and states agree, whatever was recorded late."""
    assert computed(told, INTERVALS, grace) == sorted(by_intervals(told, LENGTHS, grace))


@settings(max_examples=many(250), deadline=None)
@given(histories(), st.sampled_from([0, 3, 7]))
def test_months_are_those_of_the_plain_ledger(told: History, grace: int) -> None:
    """The same of a duty of every calendar month."""
    assert computed(told, [{"per": "month"}], grace) == sorted(by_months(told, grace))


@settings(max_examples=many(100), deadline=None)
@given(histories())
def test_without_rests_and_judgements_an_interval_is_plain(told: History) -> None:
    """Every thirty days, nothing else: the plain ledger with one length for all."""
    bare = replace(told, rests=())
    same: Mapping[int | None, int] = dict.fromkeys((None, 1, 2, 3), 30)
    assert computed(bare, [{"span": {"days": 30}}], 0) == sorted(by_intervals(bare, same, 0))
