"""Whether what a document asks for can be set going and can be done at all.

A file may name an entry, a field or a head-count that the records do not have: nothing would ever be due, or nothing
would ever count as done, and nobody would notice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from carebook.findings import Finding
from carebook.policy.entries import form
from carebook.policy.model import Closing, Obligation, Policy, Trigger
from carebook.policy.paths import codes, is_day, typed
from carebook.policy.quotes import disagreeing
from carebook.reading.source import Source

#: Where in the policy file, and what is wrong there.
Fault = tuple[tuple[str | int, ...], str]
_SUBJECTS = MappingProxyType({"patient": "患者", "group": "小组", "village": "村（社区）", "township": "全乡"})


def unworkable(policy: Policy, schemas: Path) -> Iterator[Fault]:
    """Everything in a document that cannot work as it is written; entries that do not exist R311 tells of."""
    for index, one in enumerate(policy.obligations):
        if not all(form(name) for name in _named(one)):
            continue
        path = ("obligations", index)
        for key, trigger in (("after", one.after), ("only", one.only.after if one.only else None)):
            if trigger is not None:
                place = (*path, key) if key == "after" else (*path, key, "after")
                yield from _trigger(place, one, trigger, schemas)
        if one.closed_by is not None:
            yield from _closing((*path, "closed_by"), one, one.closed_by)


def misworded(source: Source, policy: Policy, schemas: Path) -> Iterator[Finding]:
    """R302: a document is called otherwise than its file. R310: something in it cannot work."""
    name = PurePosixPath(source.shown).stem
    if policy.id != name:
        message = f"文件里的 id 是“{policy.id}”，而文件名说的是“{name}”，两者必须相同"
        yield Finding("R302", source.place(["id"]), message, fix=f"id: {name}")
    yield from disagreeing(source, policy)
    for path, what in unworkable(policy, schemas):
        yield Finding("R310", source.place(path), what, "照 docs/policies.md 写记录里有的项目，或者删去")


def has_members(obligation: Obligation) -> bool:
    """Whether what closes an obligation says who took part."""
    closing = obligation.closed_by
    return closing is not None and typed(closing.entry, "members") is not None


def _named(asked: Obligation) -> Iterator[str]:
    for trigger in (asked.after, asked.only.after if asked.only else None):
        if trigger is not None:
            yield from (trigger.entry, *trigger.others)
    if asked.closed_by is not None:
        yield from (name for name in (asked.closed_by.entry, *asked.closed_by.others) if name is not None)


def _trigger(path: tuple[str | int, ...], asked: Obligation, trigger: Trigger, schemas: Path) -> Iterator[Fault]:
    kinds = (trigger.entry, *trigger.others)
    for kind in kinds:
        if not _concerns(kind, asked):
            yield (*path, "entry"), _foreign(asked, kind)
            return
    for key, name in (("flag", trigger.flag), ("kinds", "kind" if trigger.kinds else None)):
        if name and not all(typed(kind, name) for kind in kinds):
            yield (*path, key), _lacking(asked, kinds, name)
    if trigger.date and not all(is_day(typed(kind, trigger.date)) for kind in kinds):
        yield (*path, "date"), _lacking(asked, kinds, trigger.date, "日期")
    if trigger.risk and not all(typed(kind, "risk") or typed(kind, "sheet.risk") for kind in kinds):
        yield (*path, "risk"), _lacking(asked, kinds, "risk")
    if trigger.unless and not any(typed(kind, trigger.unless) for kind in kinds):
        yield (*path, "unless"), _lacking(asked, kinds, trigger.unless)
    yield from _conditions(path, asked, trigger, schemas)


def _conditions(path: tuple[str | int, ...], asked: Obligation, trigger: Trigger, schemas: Path) -> Iterator[Fault]:
    """A condition may be on a place that only some of the kinds have; of codes each must be one."""
    for index, one in enumerate(trigger.any):
        having = [kind for kind in (trigger.entry, *trigger.others) if typed(kind, one.field) is not None]
        if not having:
            yield (*path, "any", index, "field"), _lacking(asked, (trigger.entry, *trigger.others), one.field)
        known = {code for kind in having for code in codes(schemas, kind, one.field)}
        for number, code in enumerate(one.values if known else ()):
            if code not in known:
                what = f"“{asked.title}”写的“{code}”不起作用：{one.field} 的代码只有 {'、'.join(sorted(known))}"
                yield (*path, "any", index, "values", number), what


def _closing(path: tuple[str | int, ...], asked: Obligation, closing: Closing) -> Iterator[Fault]:
    triggers = (asked.after.entry, *asked.after.others) if asked.after else ()
    for index, name in enumerate(closing.fields):
        if not triggers or not all(is_day(typed(kind, name)) for kind in triggers):
            yield ((*path, "fields", index), _lacking(asked, triggers, name, "日期"))
    if closing.entry is None:
        return
    kinds = (closing.entry, *closing.others)
    for number, kind in enumerate(kinds):
        if not _concerns(kind, asked):
            yield (*path, *(("others", number - 1) if number else ("entry",))), _foreign(asked, kind)
            return
    for key, name in (("members", "members"), ("modes", "mode"), ("sheet", "sheet"), ("kinds", "kind")):
        if getattr(closing, key) and not all(typed(kind, name) for kind in kinds):
            yield (*path, key), _lacking(asked, kinds, name)
    for index, name in enumerate(closing.answers):
        if not all(typed(kind, name) for kind in kinds):
            yield (*path, "answers", index), _lacking(asked, kinds, name)


def _concerns(entry: str, asked: Obligation) -> bool:
    known = form(entry)
    return known is not None and asked.subject in known[1]


def _foreign(asked: Obligation, entry: str) -> str:
    return f"“{asked.title}”是为{_SUBJECTS[asked.subject]}做的，{_SUBJECTS[asked.subject]}没有 {entry} 这种记录"


def _lacking(asked: Obligation, kinds: Sequence[str], name: str, what: str = "") -> str:
    lacking = next((kind for kind in kinds if not typed(kind, name)), kinds[0] if kinds else "")
    return f"“{asked.title}”写的 {name} 不起作用：{lacking or '没有写触发的记录，所以'}记录里没有这一项{what}"
