"""Whether an entry says something that sets a duty going: in a field, or by a change since the entry before."""

from __future__ import annotations

from typing import Any

from carebook.policy.assessed import judging_order
from carebook.policy.entries import entries
from carebook.policy.model import Condition, Trigger
from carebook.policy.subjects import Subject
from carebook.records.entry import Entry

#: Fields that several kinds of entry say the same in.
_SAME: tuple[frozenset[str], ...] = (frozenset({"risk", "sheet.risk"}), frozenset({"stability"}))
_JUDGING = ("visit", "rating")


def fits(entry: Entry, trigger: Trigger, subject: Subject) -> bool:
    """Whether an entry is of the kind that sets the time going."""
    record = entry.record
    if trigger.risk and (value(record, "risk") or value(record, "sheet.risk") or 0) not in trigger.risk:
        return False
    if trigger.flag and not value(record, trigger.flag):
        return False
    if trigger.kinds and str(getattr(record, "kind", "")) not in trigger.kinds:
        return False
    if trigger.unless and value(record, trigger.unless):
        return False
    return not trigger.any or any(_holds(entry, one, subject) for one in trigger.any)


def value(record: Any, path: str) -> Any:
    """What stands under a field (``sheet.risk``); None where nothing does."""
    for step in path.split("."):
        record = getattr(record, step, None)
    return record


def _holds(entry: Entry, one: Condition, subject: Subject) -> bool:
    found = value(entry.record, one.field)
    if found is None or (one.at_least is not None and found < one.at_least):
        return False
    if one.values and not _codes(found) & set(one.values):
        return False
    if one.change == "new" and one.values:
        before = _before(entry, one.field, subject)
        return not (_codes(found) & _codes(before) & set(one.values))
    if one.change is not None:
        return _changed(found, _before(entry, one.field, subject), one.change)
    return bool(one.values or one.at_least is not None or found)


def _codes(found: Any) -> set[str]:
    """One code, or the codes of a list, as text."""
    return {str(code) for code in (found if isinstance(found, tuple) else (found,)) if code is not None}


def _changed(found: Any, before: Any, how: str) -> bool:
    if how == "new":
        return bool(found != before)
    return before is not None and bool(found > before if how == "up" else found < before)


def _before(entry: Entry, path: str, subject: Subject) -> Any:
    """What the entry before said in the same field; of stability and risk any entry that judges them."""
    same = next((paths for paths in _SAME if path in paths), None)
    kinds = _JUDGING if same else (entry.kind,)
    here = judging_order(entry)
    earlier = sorted((one for one in entries(subject, *kinds) if judging_order(one) < here), key=judging_order)
    told = (value(one.record, key) for one in reversed(earlier) for key in (same or {path}))
    return next((one for one in told if one is not None), None)
