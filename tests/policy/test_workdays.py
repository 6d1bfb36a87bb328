"""The working-day calendar: announced years are exact, all others are unknown."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest

from carebook.findings import Finding
from carebook.policy.load import read_settings
from carebook.policy.workdays import Workdays, YearCalendar
from carebook.reading.schema import SchemaBook
from tests.townships import HOME, shipped

BOOK = SchemaBook(HOME.schemas)
SHIPPED = shipped().workdays


def calendars(policies: Path, text: str) -> tuple[Workdays, tuple[Finding, ...]]:
    """What is known with this one calendar, and what is wrong with it."""
    (policies / "calendar").mkdir()
    (policies / "calendar" / "2026.yaml").write_text(text, "utf-8")
    settings, found = read_settings(policies, BOOK, None)
    return settings.workdays, found


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_shipped_years_agree_with_an_independent_calendar(year: int) -> None:
    """Every day of every shipped year is what the community-kept calendar says."""
    days = [date(year, 1, 1) + timedelta(days=n) for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)]
    assert [d for d in days if SHIPPED.is_workday(d) != chinese_calendar.is_workday(d)] == []


def test_files_list_only_days_that_differ_from_the_week() -> None:
    """Holidays are weekdays, make-up days are weekend days: a slip of one day would break this."""
    for known in SHIPPED.years.values():
        assert all(day.weekday() < 5 for day in known.holidays)
        assert all(day.weekday() >= 5 for day in known.workdays)
        assert known.source.startswith("国务院办公厅关于")


def test_make_up_days_count_and_holidays_do_not() -> None:
    """Before the spring festival of 2026 people work on Saturday the 14th and are back on Tuesday the 24th."""
    assert SHIPPED.add(date(2026, 2, 13), 1) == date(2026, 2, 14)
    assert SHIPPED.add(date(2026, 2, 13), 2) == date(2026, 2, 24)
    assert SHIPPED.add(date(2026, 2, 13), 0) == date(2026, 2, 13)


def test_an_unknown_year_is_not_guessed() -> None:
    """Where a year has no data, each answer that needs it is None."""
    assert SHIPPED.is_workday(date(2027, 1, 4)) is None
    assert SHIPPED.add(date(2026, 12, 30), 1) == date(2026, 12, 31)
    assert SHIPPED.add(date(2026, 12, 30), 2) is None
    assert SHIPPED.between(date(2026, 12, 30), date(2027, 1, 2)) is None
    assert Workdays().add(date(2026, 3, 2), 1) is None


def test_between_counts_both_ends() -> None:
    """The working days of a stretch include its first and its last day."""
    calendar = Workdays({2026: YearCalendar(2026, frozenset({date(2026, 3, 4)}), frozenset(), "国务院")})
    assert calendar.between(date(2026, 3, 3), date(2026, 3, 6)) == (
        date(2026, 3, 3), date(2026, 3, 5), date(2026, 3, 6),
    )  # fmt: skip
    assert calendar.between(date(2026, 3, 6), date(2026, 3, 3)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "year: 2026",
        "year: 2025\nsource: 某通知\nholidays: [2026-01-01]\nworkdays: []",
        "year: 2026\nsource: 某通知\nholidays: [2025-12-31]\nworkdays: []",
        "year: 2026\nsource: 某通知\nholidays: [一月一日]\nworkdays: []",
        "year: 2026\nsource: 某通知\nholidays: []\nworkdays: []",
        "year: 2026\nsource: 某通知\nholidays: [2026-01-01\nworkdays: []",
        "year: 2026\nsource: 某通知\nholidays: [2026-02-30]\nworkdays: []",
        "year: 2026\nsource: 某通知\nholidays: [2026-01-03]\nworkdays: []",
        "year: 2026\nsource: 某通知\nholidays: [2026-01-01]\nworkdays: [2026-01-05]",
    ],
)
def test_a_broken_file_leaves_its_year_unknown(tmp_path: Path, text: str) -> None:
    """A calendar read by half would move deadlines silently; none at all says 待核, and the fault is told."""
    calendar, found = calendars(tmp_path, text)
    assert calendar.is_workday(date(2026, 1, 5)) is None
    assert {one.place.file for one in found} == {"policies/calendar/2026.yaml"}


def test_a_whole_file_is_read(tmp_path: Path) -> None:
    """The counterpart of the broken ones."""
    calendar, found = calendars(tmp_path, "year: 2026\nsource: 某通知\nholidays: [2026-01-01]\nworkdays: []")
    assert found == ()
    assert calendar.is_workday(date(2026, 1, 1)) is False
    assert calendar.is_workday(date(2026, 1, 5)) is True


def test_a_fault_is_told_at_its_line(tmp_path: Path) -> None:
    """A holiday at a weekend is refused where it is written."""
    text = "year: 2026\nsource: 某通知\nholidays:\n  - 2026-01-01\n  - 2026-01-03\nworkdays: []\n"
    (found,) = calendars(tmp_path, text)[1]
    assert (found.rule, found.place.line) == ("R308", 5)
