"""Which duties fall into a month."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from carebook.planning.chains import walk
from carebook.planning.month import month_of
from tests.planning.small import CALENDAR, TODAY, december, duty, weekly


def test_month_ends_after_the_days_off_that_follow() -> None:
    """What falls due on New Year's Day or the weekend after it must be done in December."""
    assert december().last == date(2027, 1, 3)
    march = month_of("2026-03", date(2026, 2, 1), CALENDAR)
    assert march.last == march.end == date(2026, 3, 31)


def test_a_month_begun_is_planned_from_today() -> None:
    """Days that are over cannot be used."""
    assert december(date(2026, 12, 16)).workdays[0] == date(2026, 12, 16)


def test_a_month_without_calendar_is_provisional() -> None:
    """2027 was not announced yet: weekends and New Year's Day are off, and the month says that nothing else is known."""
    month = month_of("2027-01", TODAY, CALENDAR)
    assert month.provisional == (2027,)
    assert month.workdays[0] == date(2027, 1, 4)
    assert all(day.weekday() < 5 for day in month.workdays)
    assert december().provisional == ()


@pytest.mark.parametrize("name", ["2026-10", "2026-13", "十二月"])
def test_a_month_that_is_over_or_none_is_refused(name: str) -> None:
    """There is nothing to plan."""
    with pytest.raises(ValueError, match=r"2026-10|month|isoformat"):
        month_of(name, TODAY, CALENDAR)


def test_a_weekly_visit_returns_from_the_day_it_is_kept() -> None:
    """Due on Sundays, it is kept on Fridays, so the next is due on the Friday after."""
    found = [one for one in walk(weekly("P1", 6), december()) if not one.spare]
    assert [one.due.day for one in found] == [6, 11, 18, 25, 1]
    assert [one.gap for one in found[1:]] == [7, 7, 7, 7]
    assert all(one.days[-1] <= one.due for one in found)


def test_windows_hold_working_days_only() -> None:
    """Every day offered is a working day from opening to due day."""
    for one in walk(weekly("P1", 6), december()):
        assert one.days
        assert all(CALENDAR.is_workday(day) and one.opens <= day <= one.due for day in one.days)


def test_what_is_overdue_may_use_the_whole_month() -> None:
    """It cannot be in time any more; it is done as early as possible."""
    late = replace(duty("P1", -30, -20), overdue=True)
    found = list(walk((late,), december()))
    assert [one.days for one in found] == [december().workdays]


def test_what_falls_due_before_the_month_is_not_planned() -> None:
    """Between today and the first it is the business of the month before."""
    assert list(walk((duty("P1", -10, -2),), december())) == []


def test_an_early_visit_brings_a_spare_one() -> None:
    """A monthly visit on the 1st makes the next fall due on New Year's Day."""
    first = duty("P1", -3, 10)
    then = replace(first, id="P1/visit/2026-12-10", opens=first.opens + timedelta(31), due=date(2027, 1, 10))
    found = list(walk((first, then), december()))
    assert [one.spare for one in found] == [False, True]
    assert found[1].gap == 31


def test_a_spare_visit_is_the_last() -> None:
    """Done on the 25th, a weekly visit would fall due again on New Year's Day, when nobody works."""
    (spare,) = [one for one in walk(weekly("P1", 2), december()) if one.spare]
    assert spare.days
    assert all((december().last - day).days < spare.gap for day in spare.days)


def test_what_is_overdue_counts_as_done_today_when_the_next_is_laid() -> None:
    """Monthly, due on 11 November, today the 21st: the plan asks again 30 days after it is made good, not 40."""
    late = replace(duty("P1", -40, -19), overdue=True)
    then = replace(duty("P1", 16, 21), id="P1/visit/2026-11-21")
    assert (late.due, then.due) == (date(2026, 11, 11), TODAY + timedelta(days=30))
    found = [one for one in walk((late, then), december()) if not one.spare]
    assert [(one.gap, one.due) for one in found] == [(0, late.due), (30, date(2026, 12, 31))]


def test_the_first_and_the_last_day_of_the_month_belong_to_it() -> None:
    """What is due on the first is planned, and what is due on the last of the days off that follow; nothing after it."""
    days = {0: [], 1: [1], 34: [34], 35: []}  # 34: 3 January 2027
    for due, planned in days.items():
        found = list(walk((duty("P1", due - 5, due),), december()))
        assert [(one.due - date(2026, 11, 30)).days for one in found] == planned, due


def test_an_appointment_may_be_on_the_day_the_window_opens_or_ends() -> None:
    """Both ends of a window are days on which it can be done."""
    (found,) = walk((duty("P1", 7, 9),), december())
    assert [day.day for day in found.days] == [7, 8, 9]


def test_every_return_keeps_its_own_interval() -> None:
    """A weekly visit that becomes one of every ten days: seven days from the first to the second, ten to the third."""
    chain = tuple(replace(duty("P1", due - 4, due), id=f"P1/visit/{due}") for due in (4, 11, 21, 31))
    found = [(one.due.day, one.gap) for one in walk(chain, december()) if not one.spare]
    assert found == [(4, 0), (11, 7), (21, 10), (31, 10)]


@pytest.mark.parametrize(("gap", "spare"), [(31, []), (32, [True]), (33, [True]), (34, [])])
def test_a_further_visit_may_arise_up_to_the_last_day_covered(gap: int, spare: list[bool]) -> None:
    """Done on 1 December, it is due again on 3 January after 33 days and later after 34; after 31 from the 3rd it is asked anyway."""
    first = duty("P1", 1, 3)
    then = replace(first, id="P1/visit/then", opens=date(2026, 12, 20), due=first.due + timedelta(days=gap))
    found = list(walk((first, then), december()))
    assert [one.spare for one in found if one.spare] == spare
    assert len(found) == (1 if gap == 34 else 2)


def test_a_spare_visit_leaves_no_day_on_which_one_more_falls_due() -> None:
    """Every six days: on the 28th of December the next would be due on 3 January, which this month covers still."""
    first = duty("P1", 24, 30)
    then = replace(first, id="P1/visit/then", opens=date(2026, 12, 30), due=date(2027, 1, 5))
    (spare,) = [one for one in walk((first, then), december()) if one.spare]
    assert [day.day for day in spare.days] == [29, 30, 31]
