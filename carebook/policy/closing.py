"""What closes a periodic obligation: the entries that count."""

from __future__ import annotations

from datetime import date
from typing import Any

from carebook.policy.entries import entries
from carebook.policy.model import Closing
from carebook.policy.subjects import ActionCourse, Subject
from carebook.records.entry import Entry


def closings(subject: Subject, rule: Closing, over: ActionCourse, today: date) -> list[Entry]:
    """All entries up to today (inclusive) that count for a rule, by day."""
    found = entries(subject, rule.entry or "")
    return [entry for entry in found if entry.day <= today and _counts(entry.record, rule, over)]


def _counts(record: Any, rule: Closing, over: ActionCourse) -> bool:
    """Whether one entry is enough. While the duty may be done by phone, form and head-count do not matter."""
    if hasattr(record, "mode") and over.on(record.date) == "phone":
        return met(record) and (not rule.sheet or record.sheet is not None)
    return enough(record, rule)


def met(record: Any) -> bool:
    """Whether somebody was met at all."""
    return bool(getattr(record, "met", True))


def enough(record: Any, rule: Closing) -> bool:
    """Whether somebody was met, in a form and by as many people as a rule asks for.

    An entry without form, sheet or head-count never fulfils a rule that asks for them (R310 says so).
    """
    if not met(record) or (rule.sheet and getattr(record, "sheet", None) is None):
        return False
    if rule.modes and getattr(record, "mode", None) not in rule.modes:
        return False
    return rule.members is None or len(getattr(record, "members", ())) >= rule.members
