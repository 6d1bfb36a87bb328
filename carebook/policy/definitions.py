"""How indicators are defined: formula in words, source, target, and the codes that count."""

from __future__ import annotations

from pathlib import Path

import msgspec

from carebook.findings import Finding
from carebook.reading.record import Record
from carebook.reading.schema import SchemaBook
from carebook.reading.source import read


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


def load_definitions(
    policies: Path, schemas: SchemaBook
) -> tuple[tuple[Definition, ...], tuple[Finding, ...]]:
    """Read ``indicators/national.yaml`` below the ``policies`` folder.

    Returns:
        The definitions, none if there is no such file or it is wrong; and what is wrong with it.
    """
    path = policies / "indicators" / "national.yaml"
    if not path.is_file():
        return (), ()
    source, found = read(path, policies, "policies/indicators/national.yaml")
    if source is None:
        return (), found
    value, problems = schemas.check(source, "indicators")
    book = msgspec.convert(value, IndicatorBook).indicators if value is not None else ()
    return book, (*found, *problems)
