"""Read the working-day calendars: ``policies/calendar/<year>.yaml``, one file per announced year."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from carebook.findings import Finding
from carebook.policy.workdays import SATURDAY, Workdays, YearCalendar
from carebook.reading.record import Day, Record
from carebook.reading.schema import SchemaBook
from carebook.reading.source import Source, read


class Calendar(Record, frozen=True):
    """One year as ``schemas/calendar.schema.json`` defines it."""

    year: int
    source: str
    holidays: tuple[Day, ...]
    workdays: tuple[Day, ...]


def load_workdays(folder: Path, schemas: SchemaBook) -> tuple[Workdays, tuple[Finding, ...]]:
    """Read every year of a folder.

    Args:
        folder: ``policies/calendar``; without it no year is known.
        schemas: the schemas.

    Returns:
        The calendar, and what is wrong with its files. A file with a fault is left out as a whole: its year stays
        unknown, for a calendar read by half would move deadlines silently.
    """
    known: dict[int, YearCalendar] = {}
    findings: list[Finding] = []
    for path in sorted(folder.glob("*.yaml")):
        source, found = read(path, folder, f"policies/calendar/{path.name}")
        findings.extend(found)
        value, faults = schemas.check(source, "calendar") if source else (None, ())
        findings.extend(faults)
        if source is None or value is None:
            continue
        year = msgspec.convert(value, Calendar)
        wrong = list(_contradictions(source, year, path.stem))
        findings.extend(wrong)
        if not wrong:
            days = frozenset(year.holidays), frozenset(year.workdays)
            known[year.year] = YearCalendar(year.year, *days, year.source)
    return Workdays(known), tuple(findings)


def _contradictions(source: Source, year: Calendar, name: str) -> Iterator[Finding]:
    """R308: days of another year, holidays at a weekend, working days that are none but ordinary ones."""
    if str(year.year) != name:
        message = f"文件名是 {name}，里面写的是 {year.year} 年"
        yield Finding("R308", source.place(["year"]), message, f"year: {name}")
    for key, days, weekend in (("holidays", year.holidays, False), ("workdays", year.workdays, True)):
        for index, day in enumerate(days):
            place = source.place([key, index])
            if day.year != year.year:
                yield Finding("R308", place, f"{day} 不在 {year.year} 年", "核对年份")
            elif (day.weekday() >= SATURDAY) is not weekend:
                said = "是周末，本来就不上班" if not weekend else "不是周末，本来就上班"
                yield Finding(
                    "R308", place, f"{day} {said}", "对照国务院办公厅的放假通知，写错的改正，多余的删去"
                )
