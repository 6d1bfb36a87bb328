"""The calendars of a tree: what falls due, by village and by worker. Titles hold ids and villages, never a name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from carebook.audience.items import item_words, source_words
from carebook.audience.view import View
from carebook.policy.item import LIVE, DueItem
from carebook.writers.ics import CalendarEvent, calendar


def calendars(view: View) -> dict[str, bytes]:
    """ICS files by their paths in the tree: ``calendars/QX-V1.ics``, ``calendars/QX-S02.ics``."""
    items = [item for item in view.items if item.state in LIVE and item.strictest]
    return {
        f"calendars/{code}.ics": calendar(f"{view.township.name} {code}", _entries(view, mine), view.today)
        for code, mine in _scopes(view, items)
    }


def _scopes(view: View, items: Sequence[DueItem]) -> Iterator[tuple[str, list[DueItem]]]:
    kinds = view.scope.audience.calendars
    for code in view.villages if "village" in kinds else ():
        yield code, [item for item in items if item.village == code]
    for code in view.own_workers() if "worker" in kinds else ():
        yield code, [item for item in items if code in item.members or code in item.responsible]


def _entries(view: View, items: Sequence[DueItem]) -> Iterator[CalendarEvent]:
    """What is overdue stands on today, so that it is not lost in the past."""
    for item in items:
        day = max(item.due, view.today)
        title = f"{item.title} {item.subject} {view.unit_name(item.village)}".rstrip()
        text = f"到期日 {item.due.isoformat()}，{item_words(item)}。依据：{source_words(item)}"
        yield CalendarEvent(f"{item.id}@{view.township.site.domain}", day, title, text)
