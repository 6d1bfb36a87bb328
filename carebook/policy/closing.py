"""What closes an obligation: the entries that count, and who counts in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from carebook.policy.conditions import value
from carebook.policy.entries import counts_from, entries
from carebook.policy.model import Closing
from carebook.policy.subjects import ActionCourse, Subject
from carebook.records.entry import Entry

_GUARDIAN = "guardian"


def closings(subject: Subject, rule: Closing, truly: ActionCourse, today: date) -> list[Entry]:
    """All entries up to today (inclusive) that count for a rule, by the day they count from."""
    found = entries(subject, rule.entry or "", *rule.others)
    counted = (entry for entry in found if entry.day <= today and _counts(entry, rule, truly, subject))
    return sorted(counted, key=lambda entry: (counts_from(entry), entry.order))


def _counts(entry: Entry, rule: Closing, truly: ActionCourse, subject: Subject) -> bool:
    """Whether one entry is enough. While the duty may be done by phone, form and head-count do not matter."""
    record = entry.record
    if hasattr(record, "mode") and truly.on(entry.day) == "phone":
        return met(record) and (not rule.sheet or record.sheet is not None)
    return enough(entry, rule, subject)


def met(record: Any) -> bool:
    """Whether somebody was met at all."""
    return bool(getattr(record, "met", True))


def enough(entry: Entry, rule: Closing, subject: Subject) -> bool:
    """Whether somebody was met, in a form and by those a rule asks for.

    An entry without form, sheet or head-count never fulfils a rule that asks for them (R310 says so).
    """
    record = entry.record
    if not (met(record) or rule.attempts) or (rule.sheet and getattr(record, "sheet", None) is None):
        return False
    if rule.kinds and str(getattr(record, "kind", "")) not in rule.kinds:
        return False
    if any(value(record, path) in {None, "", ()} for path in rule.answers):
        return False
    if rule.modes and getattr(record, "mode", None) not in rule.modes:
        return False
    there = taking_part(entry, subject)
    return len(there) >= (rule.members or 0) and (
        not rule.by or any(_holds(one, rule, entry, subject) for one in there)
    )


def taking_part(entry: Entry, subject: Subject) -> frozenset[str]:
    """Who of those present counts: members of the group on that day, and stand-ins named with a reason.

    Where no group is concerned, everybody who is named.
    """
    present = frozenset(getattr(entry.record, "members", ()))
    if subject.group is None:
        return present or frozenset({entry.record.recorded_by})
    stand_ins = {one.staff for one in getattr(entry.record, "stand_ins", ())}
    return present & _names(subject, (), entry) | stand_ins


def _names(subject: Subject, roles: Sequence[str], entry: Entry) -> frozenset[str]:
    """Who held one of the roles on that day, as entries name them: of one patient's the guardian is just that."""
    people = frozenset(subject.people(roles, entry.day))
    return people | {_GUARDIAN for one in people if one.startswith(f"{_GUARDIAN}:")}


def _holds(person: str, rule: Closing, entry: Entry, subject: Subject) -> bool:
    """Whether somebody holds one of the posts on that day, or stands in for one who does."""
    places = {one.staff: one.role for one in getattr(entry.record, "stand_ins", ())}
    return places.get(person) in rule.by or person in _names(subject, rule.by, entry)
