"""Figures of a month as they were published.

Field names, requiredness and nesting follow ``schemas/snapshot.schema.json``; a test holds the two together.
"""

from __future__ import annotations

from carebook.reading.record import Day, Record


class Frozen(Record, frozen=True):
    """One indicator of a month: its numbers, and the ids they count.

    ``denominator`` is None where the indicator is a mere count. ``others`` stand in the denominator only, or not with
    all their days in the numerator.
    """

    id: str
    title: str
    numerator: int
    village: str | None = None
    denominator: int | None = None
    counted: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


class Snapshot(Record, frozen=True):
    """All indicators of a month (``2026-10``), as known on the day they were frozen, by the ``reckoning`` of that time."""

    month: str
    frozen_on: Day
    indicators: tuple[Frozen, ...]
    reckoning: int = 1
