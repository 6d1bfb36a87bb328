"""Whether what a document asks for can be set going and can be done at all.

A file may name an entry, a field or a head-count that the records do not have: nothing would ever be due, or nothing
would ever count as done, and nobody would notice.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any, get_args

from msgspec import structs

from carebook.findings import Finding
from carebook.policy.entries import form
from carebook.policy.model import Closing, Obligation, Policy, Trigger
from carebook.policy.quotes import disagreeing
from carebook.reading.source import Source

#: Where in the policy file, and what is wrong there.
Fault = tuple[tuple[str | int, ...], str]
_SUBJECTS = MappingProxyType({"patient": "患者", "group": "小组", "village": "村（社区）", "township": "全乡"})


def unworkable(policy: Policy) -> Iterator[Fault]:
    """Everything in a document that cannot work as it is written; entries that do not exist R311 tells of."""
    for index, one in enumerate(policy.obligations):
        if not all(form(name) for name in _named(one)):
            continue
        path = ("obligations", index)
        if one.after is not None:
            yield from _trigger((*path, "after"), one, one.after)
        if one.closed_by is not None:
            yield from _closing((*path, "closed_by"), one, one.closed_by)


def misworded(source: Source, policy: Policy, _schemas: Path) -> Iterator[Finding]:
    """R302: a document is called otherwise than its file. R310: something in it cannot work."""
    name = PurePosixPath(source.shown).stem
    if policy.id != name:
        message = f"文件里的 id 是“{policy.id}”，而文件名说的是“{name}”，两者必须相同"
        yield Finding("R302", source.place(["id"]), message, fix=f"id: {name}")
    yield from disagreeing(source, policy)
    for path, what in unworkable(policy):
        yield Finding("R310", source.place(path), what, "照 docs/policies.md 写记录里有的项目，或者删去")


def has_members(obligation: Obligation) -> bool:
    """Whether what closes an obligation says who took part."""
    closing = obligation.closed_by
    return closing is not None and "members" in _fields(closing.entry)


def _named(asked: Obligation) -> Iterator[str]:
    if asked.after is not None:
        yield from (asked.after.entry, *asked.after.others)
    if asked.closed_by is not None and asked.closed_by.entry is not None:
        yield asked.closed_by.entry


def _trigger(path: tuple[str | int, ...], asked: Obligation, trigger: Trigger) -> Iterator[Fault]:
    for kind in (trigger.entry, *trigger.others):
        if not _concerns(kind, asked):
            yield (*path, "entry"), _foreign(asked, kind)
            return
    kinds = [_fields(name) for name in (trigger.entry, *trigger.others)]
    fields = {key: of for key, of in kinds[0].items() if all(key in other for other in kinds)}
    for key, name in (("flag", trigger.flag), ("kinds", "kind" if trigger.kinds else None)):
        if name and name not in fields:
            yield (*path, key), _lacking(asked, trigger.entry, name)
    if trigger.date and not _is_day(fields.get(trigger.date)):
        yield (*path, "date"), _lacking(asked, trigger.entry, trigger.date, "日期")
    if trigger.risk and not {"risk", "sheet"} & fields.keys():
        yield (*path, "risk"), _lacking(asked, trigger.entry, "risk")


def _closing(path: tuple[str | int, ...], asked: Obligation, closing: Closing) -> Iterator[Fault]:
    days = _fields(asked.after.entry) if asked.after else {}
    for index, name in enumerate(closing.fields):
        if not _is_day(days.get(name)):
            yield ((*path, "fields", index), _lacking(asked, asked.after.entry if asked.after else "", name, "日期"))
    if closing.entry is None:
        return
    if not _concerns(closing.entry, asked):
        yield (*path, "entry"), _foreign(asked, closing.entry)
        return
    for key, name in (("members", "members"), ("modes", "mode"), ("sheet", "sheet")):
        if getattr(closing, key) and name not in _fields(closing.entry):
            yield (*path, key), _lacking(asked, closing.entry, name)


def _fields(entry: str | None) -> dict[str, Any]:
    """The fields of an entry and their types; none of one that does not exist."""
    known = form(entry or "")
    return {field.name: field.type for field in structs.fields(known[0])} if known else {}


def _concerns(entry: str, asked: Obligation) -> bool:
    known = form(entry)
    return known is not None and asked.subject in known[1]


def _is_day(kind: Any) -> bool:
    return date in {kind, *get_args(kind)}


def _foreign(asked: Obligation, entry: str) -> str:
    return f"“{asked.title}”是为{_SUBJECTS[asked.subject]}做的，{_SUBJECTS[asked.subject]}没有 {entry} 这种记录"


def _lacking(asked: Obligation, entry: str, name: str, what: str = "") -> str:
    return f"“{asked.title}”写的 {name} 不起作用：{entry or '没有写触发的记录，所以'}记录里没有这一项{what}"
