"""What closes an obligation: the journal entries that count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from carebook.policy.model import Closing
from carebook.policy.subjects import Course, Subject
from carebook.records.registry import Event

#: Which journal list holds each kind of entry, and whether it is the patient's or the group's journal.
_PATIENT = {"follow_up": "follow_ups", "rating": "ratings", "checkup": "checkups"}
_GROUP = {"meeting": "meetings", "exchange": "exchanges"}


@dataclass(frozen=True, slots=True)
class Done:
    """An entry that counts: its day, and where it is written (``patients/…/2026.yaml#follow_ups[3]``)."""

    day: date
    ref: str


def closings(subject: Subject, rule: Closing, over: Course, today: date) -> list[Done]:
    """All entries up to today (inclusive) that count for a rule, by day."""
    found = [
        Done(event.record.date, f"{event.file}#{event.key}[{event.index}]")
        for event in _events(subject, rule.entry)
        if event.record.date <= today and _counts(event.record, rule, over)
    ]
    return sorted(found, key=lambda done: (done.day, done.ref))


def _events(subject: Subject, entry: str) -> Iterator[Event]:
    if entry in _PATIENT:
        for patient in subject.patients:
            yield from patient.events(_PATIENT[entry])
    elif subject.group is not None:
        yield from subject.group.events(_GROUP[entry])


def _counts(record: Any, rule: Closing, over: Course) -> bool:
    """Whether one entry is enough. While the duty may be done by phone, form and head-count do not matter."""
    if getattr(record, "lost", None) is not None or getattr(record, "death", None) is not None:
        return False
    if rule.sheet and record.sheet is None:
        return False
    if over.on(record.date) == "phone":
        return True
    if rule.modes and record.mode not in rule.modes:
        return False
    return rule.members is None or len(record.members) >= rule.members
