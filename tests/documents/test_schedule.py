"""Schedules: the month's items, overdue first."""

from __future__ import annotations

from datetime import date

from carebook.documents.schedule import in_month, month_of, schedule
from carebook.policy.item import ItemState
from carebook.writers import vocabulary
from tests.townships import DEMO, HOME, TODAY, township


def test_a_month_has_all_its_days() -> None:
    """First and last day, leap years included."""
    assert month_of(date(2028, 2, 10)) == (date(2028, 2, 1), date(2028, 2, 29))


def test_this_months_sheet_carries_what_is_overdue() -> None:
    """What is overdue of an earlier month stands on the sheet of the current one and of those to come, until it is done."""
    context = township(DEMO)
    first, last = month_of(TODAY)
    now = in_month(context.plan(last), first, last, TODAY)
    assert any(item.due < first and item.state is ItemState.OVERDUE for item in now)
    coming = in_month(context.plan(date(2026, 12, 31)), date(2026, 12, 1), date(2026, 12, 31), TODAY)
    late = {item.id for item in now if item.state is ItemState.OVERDUE}
    assert {item.id for item in coming if item.due < date(2026, 12, 1)} == late
    past = in_month(context.plan(last), date(2026, 10, 1), date(2026, 10, 31), TODAY)
    assert all(item.due >= date(2026, 10, 1) for item in past)


def test_every_row_shows_its_article_and_room_to_sign() -> None:
    """Each row names the source it comes from; overdue rows come first."""
    context = township(DEMO)
    view = context.view("office")
    first, last = month_of(TODAY)
    items = in_month(context.plan(last), first, last, TODAY)
    text = vocabulary.text(vocabulary.parse(schedule(view, items, "清溪乡", first, HOME.templates)))
    rows = [line for line in text.splitlines() if "号 " in line and line[0].isdecimal()]
    assert len(rows) == len(items)
    late = ["逾期" in row for row in rows]
    assert late == sorted(late, reverse=True)


def test_an_empty_month_says_so() -> None:
    """A sheet without rows says that there is nothing to do."""
    view = township(DEMO).view("office")
    assert "本月没有要办的事项" in schedule(view, [], "清溪乡", TODAY, HOME.templates)
