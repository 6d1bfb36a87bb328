"""How indicators are defined: formula in words, source, target, and the codes that count."""

from __future__ import annotations

from carebook.reading.record import Record


class Definition(Record, frozen=True):
    """One indicator as ``policies/indicators/*.yaml`` defines it.

    ``window`` tells whether a month's figure counts from 1 January (``year``) or within the month (``period``).
    ``target`` is a percentage.
    """

    id: str
    title: str
    formula: str
    source: str
    confidence: str
    window: str | None = None
    codes: tuple[int, ...] = ()
    diseases: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    months: int | None = None
    target: int | None = None
    target_source: str | None = None


class IndicatorBook(Record, frozen=True):
    """All definitions, in the order of pages and lists."""

    indicators: tuple[Definition, ...]
