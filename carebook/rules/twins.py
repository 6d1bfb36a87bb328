"""Rules about what was entered twice: the same entry, the same event told by two people, two for one period."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import structs

from carebook.findings import Finding
from carebook.reading.fields import fields
from carebook.records.entry import Entries, Entry
from carebook.records.kinds import entry_kinds
from carebook.records.periods import quarter_ends, quarter_of
from carebook.rules.world import World

#: Visits (C962) and deaths (T609, C977) have rules of their own.
_OWN_RULE = frozenset({"visit", "death"})
#: What has one result a day: a second one that differs contradicts the first.
_ONE_A_DAY = ("rating", "checkup", "medication-change")
#: What counts for a month or a quarter, by the field that says which.
_PERIODS = {
    kind.name: key for kind in entry_kinds() for key in ("month", "quarter") if key in kind.record.__struct_fields__
}
_UNSAID = {"recorded_on": date.min, "recorded_by": "", "withdrawn": None}


@cache
def _texts(schemas: Path, kind: str) -> frozenset[str]:
    """The fields of a kind in which people write what they like."""
    return frozenset(
        field.path[0]
        for field in fields(schemas, f"entry.{kind}")
        if len(field.path) == 1
        and field.schema.get("type") == "string"
        and not {"enum", "x-ref", "x-kind", "format", "pattern"} & set(field.schema)
    )


def _content(entry: Entry) -> Any:
    """What an entry says, whoever recorded it and when."""
    return structs.replace(entry.record, **_UNSAID)


def _facts(world: World, entry: Entry) -> Any:
    """What an entry says in codes, days, numbers and ids, without its words."""
    return structs.replace(_content(entry), **dict.fromkeys(_texts(world.schemas, entry.kind), ""))


def _days(world: World) -> Iterator[tuple[Entry, list[Entry]]]:
    """Every entry that is not the first of its kind on a day of an owner, with those before it; idle acts C965 tells."""
    idle = {entry.file for patient in world.registry.patients.values() for entry in patient.course.idle}
    for _, entries in world.registry.owned():
        for kind in entries.by_kind.keys() - _OWN_RULE - _PERIODS.keys():
            earlier: list[Entry] = []
            for entry in entries.of(kind):
                earlier = [one for one in earlier if one.day == entry.day]
                if earlier and entry.file not in idle:
                    yield entry, earlier
                earlier.append(entry)


def _same(of: Callable[[Entry], Any], entry: Entry, among: list[Entry]) -> Entry | None:
    said = of(entry)
    return next((one for one in among if of(one) == said), None)


def twins(world: World) -> Iterator[Finding]:
    """C971: the same entry twice; C972: by two people, in other words; C973: two results on one day that differ."""

    def facts(entry: Entry) -> Any:
        return _facts(world, entry)

    for entry, earlier in _days(world):
        title, key = world.title(entry.kind), "recorded_by"
        foreign = [one for one in earlier if one.record.recorded_by != entry.record.recorded_by]
        if same := _same(_content, entry, earlier):
            message = f"{entry.day} 的“{title}”与 {same.file} 内容完全相同"
            yield world.at(
                "C971", entry, key, message, "重复录入的删去一份，或写 withdrawn；确有两次的，写清各自的情况"
            )
        elif same := _same(facts, entry, foreign):
            message = f"{entry.day} 的“{title}”，{same.record.recorded_by} 已经记过（{same.file}），只是文字不同"
            yield world.at(
                "C972", entry, key, message, "同一件事只留一份，另一份写 withdrawn；确是两件事的，写清各自的情况"
            )
        elif entry.kind in _ONE_A_DAY:
            message = f"{entry.day} 有两份“{title}”，结果不同，另一份是 {earlier[0].file}"
            yield world.at("C973", entry, key, message, "核对哪一份对，另一份写 withdrawn")


def one_for_a_period(world: World) -> Iterator[Finding]:
    """C974: a second entry for the same month or quarter."""
    for _, entries in world.registry.owned():
        for kind, key in _PERIODS.items():
            for entry, before in _again(entries, kind, key):
                message = f"{getattr(entry.record, key)} 的“{world.title(kind)}”已经有一份：{before.file}"
                yield world.at("C974", entry, key, message, "一期只记一份：更正的改原来那份，月份、季度写错的改正")


def _again(entries: Entries, kind: str, key: str) -> Iterator[tuple[Entry, Entry]]:
    """Entries for a period that another one of the owner is for already; reports may go to different offices."""
    seen: list[Entry] = []
    for entry in entries.of(kind):
        period, to = getattr(entry.record, key), set(getattr(entry.record, "to", ()))
        for one in seen:
            if getattr(one.record, key) == period and (not to or to & set(one.record.to)):
                yield entry, one
                break
        seen.append(entry)


def months_to_come(world: World) -> Iterator[Finding]:
    """C975: a report, bulletin or screening of a month that had not begun on its day."""
    for kind, key in _PERIODS.items():
        for entry in world.registry.every(kind) if key == "month" else ():
            if entry.record.month > entry.day.isoformat()[:7]:
                message = f"{entry.day} 的“{world.title(kind)}”写的是 {entry.record.month}，那个月还没有到"
                yield world.at("C975", entry, "month", message, "核对月份和日期")


def quarters_to_come(world: World) -> Iterator[Finding]:
    """C976: a quarter was assessed before its last month."""
    for entry in world.registry.every("assessment"):
        this = entry.record.quarter == quarter_of(entry.day)
        if this and entry.day.month < quarter_ends(entry.day).month:
            message = f"{entry.day} 考核的是 {entry.record.quarter}，这个季度才过了一部分"
            yield world.at("C976", entry, "quarter", message, "核对季度；考核上一个季度的，写上一个季度")


CHECKS = (twins, one_for_a_period, months_to_come, quarters_to_come)
