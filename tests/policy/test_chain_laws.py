"""What holds for every duty on every day of three years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings, strategies as st

from carebook.policy.item import LIVE, DueItem
from carebook.policy.model import Obligation, Policy
from carebook.policy.spans import add
from carebook.policy.subjects import group_subject, patient_subject
from carebook.records.parts import Span
from carebook.records.registry import Registry
from tests.policy.small import acts, after, asked, document, group, patient, policy, rating, registry, visit

START = date(2026, 1, 1)
ADOPTED = 20
SPAN = 3 * 365
STATUSES = ("home", "hospital", "away", "lost", "refused", "home")

numbers = st.integers(0, SPAN)
visits = st.lists(st.tuples(numbers, st.sampled_from([None, 1, 2, 3]), st.integers(1, 4)), max_size=10)
ratings = st.lists(st.tuples(numbers, st.integers(1, 3), st.integers(0, 5)), max_size=5)
meetings = st.lists(numbers, max_size=6)
courses = st.lists(st.tuples(st.sampled_from(STATUSES), st.integers(1, 300)), max_size=6)
ends = st.sampled_from(["home", "deceased", "moved"])

History = tuple[list[tuple[int, int | None, int]], list[tuple[int, int, int]], list[int], list[tuple[str, int]], str]
histories = st.tuples(visits, ratings, meetings, courses, ends)
CALENDAR_DAYS = document(
    {
        "id": "visit",
        "responsible": ["doctor"],
        "every": [{"stability": [3], "span": {"days": 30}}, {"span": {"days": 9}}],
        "opens_before": 5,
        "closed_by": {"entry": "visit", "members": 3},
        "statuses": {"hospital": "phone", "away": "mute", "moved": "cancel", "deceased": "cancel"},
    },
    after("rating", {"days": 10}, {"entry": "visit"}, risk=[3, 4, 5]),
)


def _day(number: int) -> str:
    return (START + timedelta(days=number)).isoformat()


def _acts(course: Sequence[tuple[str, int]], end: str, shift: int) -> dict[str, list[str]]:
    """One status after another from the start on, each for so many days; the last goes on."""
    found: list[tuple[str, str]] = []
    first = shift
    for status, length in course:
        found.append((status, _day(first)))
        first += length
    return acts(*found, (end, _day(first)))


def _records(history: History, shift: int = 0) -> Registry:
    made, rated, met, course, end = history
    one = patient(
        lived=_acts(course, end, shift),
        visit=[visit(_day(n + shift), stability, members) for n, stability, members in made],
        rating=[rating(_day(n + shift), stability, risk) for n, stability, risk in rated],
    )
    return registry(one, groups=[group("P1", meeting=[_day(n + shift) for n in met])])


def _found(records: Registry, number: int, paper: Policy, shift: int = 0) -> list[DueItem]:
    return asked(records, _day(number + shift), paper, since=_day(ADOPTED + shift))


def _rests(records: Registry, obligation: Obligation, day: date) -> bool:
    """Whether the patient's status of the day mutes an obligation, read from the policy by hand; the dead owe nothing."""
    status = records.patients["P1"].status_on(day)
    if status is None:
        return False
    action = getattr(obligation.statuses, status.status, None)
    return action in {"mute", "cancel"} or (action is None and status.status == "deceased")


@settings(max_examples=80, deadline=None)
@given(histories, numbers)
def test_no_duty_is_lost_or_doubled(history: History, number: int) -> None:
    """On any day each duty has exactly one item that asks for something; none while it rests or before adoption."""
    records = _records(history)
    found = _found(records, number, policy())
    assert len({item.id for item in found}) == len(found)
    live = Counter((i.obligation, i.subject) for i in found if i.state in LIVE and not i.projected)
    today = START + timedelta(days=number)
    subjects = {
        "patient": patient_subject(records, records.patients["P1"], today),
        "group": group_subject(records, records.groups["G1"]),
    }
    for one in policy().obligations:
        if one.every and one.only is None and one.subject in subjects:
            rests = number < ADOPTED or _rests(records, one, today)
            assert live[f"{policy().id}/{one.id}", subjects[one.subject].id] == (0 if rests else 1), one.id


@settings(max_examples=60, deadline=None)
@given(histories, numbers, numbers)
def test_what_was_on_the_board_never_vanishes(history: History, one: int, other: int) -> None:
    """Every item of a day is still there on any later day: done, cancelled or waiting."""
    records = _records(history)
    earlier, later = sorted((one, other))
    before = {item.id for item in _found(records, earlier, policy())}
    assert before <= {item.id for item in _found(records, later, policy())}


@settings(max_examples=60, deadline=None)
@given(histories, numbers)
def test_one_entry_closes_one_item(history: History, number: int) -> None:
    """A visit, rating or meeting counts once for each periodic duty."""
    found = _found(_records(history), number, policy())
    closed = Counter((item.obligation, item.closed_by) for item in found if item.closed_by)
    assert not [key for key, count in closed.items() if count > 1]


@settings(max_examples=60, deadline=None)
@given(histories, numbers, st.integers(-60, 60))
def test_weeks_move_calendar_days_along(history: History, number: int, weeks: int) -> None:
    """Where everything happened whole weeks earlier or later, every day of every item moves by just as much."""
    plain = _found(_records(history), number, CALENDAR_DAYS)
    moved = _found(_records(history, 7 * weeks), number, CALENDAR_DAYS, 7 * weeks)
    gap = timedelta(weeks=weeks)
    assert [_days(item, gap) for item in plain] == [_days(item, timedelta()) for item in moved]


@given(st.dates(START, date(2030, 1, 1)), st.integers(1, 40))
def test_working_days_without_calendar_are_monday_to_friday(start: date, count: int) -> None:
    """Counted one by one it is the same day."""
    here, left = start, count
    while left:
        here += timedelta(days=1)
        left -= here.weekday() < 5  # Saturday and Sunday
    assert add(start, Span(working_days=count)) == here


def _days(item: DueItem, gap: timedelta) -> tuple[Any, ...]:
    closed = item.closed_on + gap if item.closed_on else None
    return (item.obligation, item.due + gap, item.opens + gap, item.state, item.days_overdue, closed)
