"""What a township does so that the work is done: publicity, inspections, talks, sanctions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from carebook.demo.days import weekday_before
from carebook.demo.teams import Village
from carebook.demo.yamltext import Act, Doc

_TOPICS = (
    ("visit", ["guardians"], "监护人的法定职责和以奖代补政策", 26),
    ("lecture", ["cadres"], "随访登记、应急处置和报告时限", 31),
    ("broadcast", ["residents"], "精神卫生知识，发现异常怎样报告", 860),
    ("leaflet", ["guardians", "residents"], "救治救助政策和咨询电话", 240),
)
_FOUND = ("两户的随访记录录入不及时", None, "一户的服药记录不全", None)
_QUARTER_ENDS = ((3, 20), (6, 20), (9, 20), (12, 18))


def accountability(organ: str, villages: list[Village], year: int, end: date) -> Iterator[Act]:
    """Yield what was done in a year up to a day (inclusive); ``organ`` is who decides."""
    supervised = villages[1 % len(villages)]
    for index, (month, last) in enumerate(_QUARTER_ENDS):
        if date(year, month, last) <= end:
            day = weekday_before(date(year, month, last))
            yield "publicity", _publicity(villages[index % len(villages)], index, day - timedelta(days=4))
            yield "inspection", _inspection(villages, index, day, end)
    if date(year, 7, 1) <= end:
        yield "talk", _talk(supervised, date(year, 6, 19))
    if date(year + 1, 7, 1) <= end:
        yield "sanction", _sanction(organ, supervised, year)


def _publicity(village: Village, index: int, day: date) -> Doc:
    form, audience, topic, people = _TOPICS[index]
    return {
        "date": day,
        "recorded_on": day,
        "unit": village.id,
        "form": form,
        "audience": audience,
        "topic": topic,
        "people": people,
    }


def _inspection(villages: list[Village], index: int, day: date, end: date) -> Doc:
    found = _FOUND[index]
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


def _talk(village: Village, day: date) -> Doc:
    return {
        "date": day,
        "recorded_on": day,
        "unit": village.id,
        "post": village.leaders[0].position,
        "by": "乡专项治理工作领导小组组长",
        "reason": "督办事项到期没有整改完成",
    }


def _sanction(organ: str, village: Village, year: int) -> Doc:
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
