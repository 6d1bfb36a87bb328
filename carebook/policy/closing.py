"""What closes a periodic obligation: the journal entries that count."""

from __future__ import annotations

from datetime import date
from typing import Any

from carebook.policy.entries import Entry, entries
from carebook.policy.model import Closing
from carebook.policy.subjects import Course, Subject


def closings(subject: Subject, rule: Closing, over: Course, today: date) -> list[Entry]:
    """All entries up to today (inclusive) that count for a rule, by day."""
    found = entries(subject, rule.entry or "")
    return [entry for entry in found if entry.day <= today and _counts(entry.record, rule, over)]


def _counts(record: Any, rule: Closing, over: Course) -> bool:
    """Whether one entry is enough. While the duty may be done by phone, form and head-count do not matter."""
    if getattr(record, "lost", None) is not None or getattr(record, "death", None) is not None:
        return False
    if rule.sheet and record.sheet is None:
        return False
    if hasattr(record, "mode") and over.on(record.date) == "phone":
        return True
    if rule.modes and record.mode not in rule.modes:
        return False
    return rule.members is None or len(record.members) >= rule.members
