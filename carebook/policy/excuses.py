"""What was not done and was excused: by whom and why stands in an entry, from whose recording on it counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from carebook.policy.item import DueItem, ItemState
from carebook.records.entry import Entry
from carebook.records.registry import Registry

_OFFICE = "office"


def with_excuses(items: Iterable[DueItem], registry: Registry, today: date) -> Iterator[DueItem]:
    """The same items; those that an entry excuses are so.

    Only what went by can be excused: a missed occurrence, one that ceased to apply while overdue, an overdue term of
    something that happened. A recurring duty that still runs is done, late, or goes by.
    """
    for item in items:
        patient = registry.patients.get(item.subject)
        found = patient.entries.of("excuse") if patient and _went_by(item) else ()
        if any(_covers(one, item, today) and authorised(registry, one) for one in found):
            yield replace(item, state=ItemState.EXCUSED, days_overdue=0)
        else:
            yield item


def authorised(registry: Registry, excuse: Entry) -> bool:
    """Whether it was given by somebody of the township's office on that day; else it excuses nothing."""
    staff = registry.staff.get(excuse.record.approved_by)
    post = staff.in_office(excuse.day) if staff else None
    return post is not None and post.role == _OFFICE


def _went_by(item: DueItem) -> bool:
    return item.given_up or item.state is ItemState.MISSED or (item.state is ItemState.OVERDUE and bool(item.set_by))


def _covers(one: Entry, item: DueItem, today: date) -> bool:
    excuse = one.record
    named = excuse.duty in {item.duty, item.obligation.rpartition("/")[2]}
    return named and excuse.since <= item.due <= excuse.until and item.due < one.day <= today
