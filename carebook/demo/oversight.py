"""What a township does so that the work is done: publicity, inspections, talks, sanctions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from carebook.demo.days import weekday_before
from carebook.demo.source import source
from carebook.demo.teams import DemoVillage
from carebook.demo.yamltext import Act, Doc


def accountability(organ: str, villages: list[DemoVillage], year: int, end: date) -> Iterator[Act]:
    """Yield what was done in a year up to a day (inclusive); ``organ`` is who decides."""
    supervised = villages[1 % len(villages)]
    for index, quarter in enumerate(source("offices")["quarters"]):
        last = date(year, *quarter["end"])
        if last <= end:
            day = weekday_before(last)
            shown = villages[index % len(villages)]
            yield "publicity", _publicity(shown, quarter, day - timedelta(days=4))
            yield "inspection", _inspection(villages, quarter["found"], day, end)
    if date(year, 7, 1) <= end:
        yield "talk", _talk(supervised, date(year, 6, 19))
    if date(year + 1, 7, 1) <= end:
        yield "sanction", _sanction(organ, supervised, year)


def _publicity(village: DemoVillage, quarter: Doc, day: date) -> Doc:
    told = {key: quarter[key] for key in ("form", "audience", "topic", "people")}
    return {"date": day, "recorded_on": day, "unit": village.id, **told}


def _inspection(villages: list[DemoVillage], found: str | None, day: date, end: date) -> Doc:
    deadline, done = day + timedelta(days=14), day + timedelta(days=10)
    closed = found is not None and done <= end
    return {
        "date": day,
        "recorded_on": day,
        "by": ["office", "clinic", "police"],
        "units": [village.id for village in villages],
        "findings": found,
        "deadline": deadline if found else None,
        "done_on": done if closed else None,
        "result": "done" if closed else None,
    }


def _talk(village: DemoVillage, day: date) -> Doc:
    return {
        "date": day,
        "recorded_on": day,
        "unit": village.id,
        "post": village.leaders[0].position,
        "by": "乡专项治理工作领导小组组长",
        "reason": "督办事项到期没有整改完成",
    }


def _sanction(organ: str, village: DemoVillage, year: int) -> Doc:
    """A year without honours, lifted on the day after."""
    since = date(year, 6, 20)
    return {
        "kinds": ["merits"],
        "village": village.id,
        "recorded_on": since,
        "since": since,
        "until": date(year + 1, 6, 19),
        "reason": "督办事项到期没有整改完成",
        "decided_by": organ,
        "lifted_on": date(year + 1, 6, 20),
    }
