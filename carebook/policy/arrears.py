"""How much is owed in a row: the intervals that went by before the one that is running now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from carebook.policy.item import LIVE, DueItem, ItemState


def with_arrears(items: Iterable[DueItem]) -> list[DueItem]:
    """Each item that waits says how many of its duty were missed in a row before it, and since which due day.

    What was excused or did not apply (a rest) interrupts nothing and is not counted; what was done ends the row.
    """
    found = sorted(items, key=lambda item: (item.subject, item.obligation, item.due, item.id))
    rows: dict[tuple[str, str], list[DueItem]] = {}
    told: list[DueItem] = []
    for item in found:
        row = rows.setdefault((item.subject, item.obligation), [])
        if item.state is ItemState.MISSED:
            row.append(item)
        elif item.closed_on is not None:
            row.clear()
        owed = bool(row) and item.state in LIVE and item.closed_on is None
        told.append(replace(item, missed=len(row), missed_since=row[0].due) if owed else item)
    return told
