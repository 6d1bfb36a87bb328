"""What holds for every history of visits, ratings and absences."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import given, settings, strategies as st

from carebook.policy.item import DueItem, ItemState
from carebook.records.registry import Registry
from tests.policy.small import acts, items, patient, rating, registry, visit

START = date(2026, 1, 1)
TODAY = "2026-06-30"
SPAN = 200

day_numbers = st.integers(0, SPAN)
visits = st.lists(st.tuples(day_numbers, st.sampled_from([None, 1, 2, 3]), st.integers(1, 4)), max_size=8)
ratings = st.lists(st.tuples(day_numbers, st.integers(1, 3)), max_size=4)
absences = st.lists(st.integers(1, 40), max_size=4)


def _day(number: int) -> str:
    return (START + timedelta(days=number)).isoformat()


def _acts(lengths: Sequence[int]) -> dict[str, list[str]]:
    """Home and elsewhere by turns, from the start on, each for so many days; the last goes on."""
    found: list[tuple[str, str]] = []
    first = 0
    for index, length in enumerate([*lengths, 0]):
        status = ("home", "away", "home", "hospital")[index % 4]
        found.append((status, _day(first)))
        first += length
    return acts(*found)


def _records(
    made: Sequence[tuple[int, int | None, int]], rated: Sequence[tuple[int, int]], lengths: Sequence[int]
) -> Registry:
    in_order = sorted(made, key=lambda entry: entry[0])
    follow_ups = [visit(_day(number), stability, members) for number, stability, members in in_order]
    return registry(
        patient(
            lived=_acts(lengths),
            visit=follow_ups,
            rating=[rating(_day(number), stability) for number, stability in rated],
        )
    )


@settings(max_examples=120, deadline=None)
@given(visits, ratings, absences)
def test_states_agree_with_their_days(
    made: list[tuple[int, int | None, int]], rated: list[tuple[int, int]], lengths: list[int]
) -> None:
    """An item's state follows from its due day, its fulfilment and today, and only the last one is unfinished.

    What is due in an absence waits for the return, and is in time whenever it comes before that.
    """
    records = _records(made, rated, lengths)
    found = items(records, TODAY, since="2026-01-05")
    today = date.fromisoformat(TODAY)
    for item in found:
        assert item.opens <= item.due
        assert (item.closed_on is not None) == (item.state in {ItemState.DONE, ItemState.DONE_LATE})
        assert (item.days_overdue > 0) == (item.state in {ItemState.OVERDUE, ItemState.DONE_LATE})
        assert item.state is not ItemState.DONE or _closed(item) <= item.due or _away(records, item.due)
        assert item.state is not ItemState.DONE_LATE or _closed(item) > item.due
        assert item.state not in {ItemState.OVERDUE, ItemState.MISSED} or item.due < today
    unfinished = [i for i in found if i.state in {ItemState.SCHEDULED, ItemState.OPEN, ItemState.OVERDUE}]
    waiting = sum(item.state is ItemState.CANCELLED for item in found)
    assert (len(unfinished), waiting) in ([(0, 0), (0, 1)] if _away(records, today) else [(1, 0)])
    assert len({item.id for item in found}) == len(found)


def _away(records: Registry, day: date) -> bool:
    period = records.patients["P1"].status_on(day)
    return period is not None and period.status == "away"


def _closed(item: DueItem) -> date:
    assert item.closed_on is not None
    return item.closed_on


@settings(max_examples=120, deadline=None)
@given(visits, ratings, absences, day_numbers)
def test_one_more_visit_never_leaves_more_undone(
    made: list[tuple[int, int | None, int]], rated: list[tuple[int, int]], lengths: list[int], number: int
) -> None:
    """A visit that counts and says nothing new of the illness can only take something off the list."""
    before = items(_records(made, rated, lengths), TODAY, since="2026-01-05")
    after = items(_records([*made, (number, None, 3)], rated, lengths), TODAY, since="2026-01-05")
    assert _overdue(after) <= _overdue(before)


def _overdue(found: list[DueItem]) -> int:
    return sum(item.state in {ItemState.OVERDUE, ItemState.MISSED} for item in found)


@settings(max_examples=60, deadline=None)
@given(visits, ratings, absences, day_numbers)
def test_the_past_does_not_depend_on_the_future(
    made: list[tuple[int, int | None, int]], rated: list[tuple[int, int]], lengths: list[int], number: int
) -> None:
    """Rebuilding a past day gives the same with and without what was written later."""
    known = [entry for entry in made if entry[0] <= number]
    known_ratings = [entry for entry in rated if entry[0] <= number]
    then = _day(number)
    assert items(_records(made, rated, lengths), then, since="2026-01-05") == items(
        _records(known, known_ratings, lengths), then, since="2026-01-05"
    )


@settings(max_examples=60, deadline=None)
@given(visits, ratings, absences)
def test_a_plan_keeps_what_is_known(
    made: list[tuple[int, int | None, int]], rated: list[tuple[int, int]], lengths: list[int]
) -> None:
    """Looking further ahead adds items to those of today and changes none of them."""
    records = _records(made, rated, lengths)
    found = items(records, TODAY, since="2026-01-05")
    planned = items(records, TODAY, since="2026-01-05", horizon="2026-09-30")
    assert set(found) <= set(planned)
    ahead = [item for item in planned if item.projected]
    assert {item.state for item in ahead} <= {ItemState.OPEN, ItemState.SCHEDULED}  # figures count none of them
