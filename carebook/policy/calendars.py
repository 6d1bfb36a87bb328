"""The working-day calendars as they are written: ``policies/calendar/<year>.yaml``, one file per announced year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path, PurePosixPath

from carebook.findings import Finding
from carebook.policy.adopted import Adopted
from carebook.policy.workdays import SATURDAY, Workdays, YearCalendar
from carebook.reading.record import Day, Record
from carebook.reading.source import Source

#: From this month on the holidays of the next year are usually announced.
_ANNOUNCED = 11


class Calendar(Record, frozen=True):
    """One year as ``schemas/calendar.schema.json`` defines it."""

    year: int
    source: str
    holidays: tuple[Day, ...]
    workdays: tuple[Day, ...]


def workdays_of(calendars: Iterable[Calendar]) -> Workdays:
    """The calendar of all announced years."""
    return Workdays(
        {
            one.year: YearCalendar(one.year, frozenset(one.holidays), frozenset(one.workdays), one.source)
            for one in calendars
        }
    )


def contradictions(source: Source, year: Calendar, _schemas: Path) -> Iterator[Finding]:
    """R308: days of another year, holidays at a weekend, working days that are none but ordinary ones."""
    name = PurePosixPath(source.shown).stem
    if str(year.year) != name:
        message = f"文件名是 {name}，里面写的是 {year.year} 年"
        yield Finding("R308", source.place(["year"]), message, fix=f"year: {name}")
    for key, days, weekend in (("holidays", year.holidays, False), ("workdays", year.workdays, True)):
        for index, day in enumerate(days):
            place = source.place([key, index])
            if day.year != year.year:
                yield Finding("R308", place, f"{day} 不在 {year.year} 年", "核对年份")
            elif (day.weekday() >= SATURDAY) is not weekend:
                said = "是周末，本来就不上班" if not weekend else "不是周末，本来就上班"
                yield Finding("R308", place, f"{day} {said}", "对照国务院办公厅的放假通知，写错的改正，多余的删去")


def unannounced(adopted: Sequence[Adopted], workdays: Workdays, today: date) -> str:
    """That next year's holidays are not entered, once they are usually announced; empty if nobody needs to know."""
    year = today.year + 1
    counted = [
        one.source(asked)
        for one in adopted
        for asked in one.policy.obligations
        if asked.within and asked.within.working_days
    ]
    if today.month < _ANNOUNCED or not counted or year in workdays.years:
        return ""
    return (
        f"{year} 年的放假安排还没有录入，跨年的期限（{counted[0]}等按工作日算的）算不准："
        f"国务院办公厅公布后写进 policies/calendar/{year}.yaml"
    )
