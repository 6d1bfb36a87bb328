"""Ids that were merged into others: the same person had two dossiers.

References to the old id live on: wherever a record names it, the person it stands for is meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from carebook.reading.fields import ITEM, fields
from carebook.reading.record import Day, Record
from carebook.reading.source import read

FILE = "merged.yaml"


class Alias(Record, frozen=True):
    """An id that stands for another patient from a day on."""

    patient: str
    into: str
    date: Day
    reason: str
    by: str


def aliases(root: Path, names: Iterable[str]) -> dict[str, str]:
    """For each merged id below a data folder the id it stands for at last; a ring of ids stands for itself."""
    found: dict[str, str] = {}
    for name in names:
        if name.startswith("patients/") and name.endswith(f"/{FILE}"):
            source, _ = read(root / name, root, name)
            into = source.data.get("into") if source and isinstance(source.data, dict) else None
            if isinstance(into, str):
                found[name.split("/")[1]] = into
    return {one: _last(found, one) for one in found}


def _last(found: Mapping[str, str], one: str) -> str:
    seen = [one]
    while seen[-1] in found and found[seen[-1]] not in seen:
        seen.append(found[seen[-1]])
    return seen[-1]


def meant(value: Any, known: Mapping[str, str], schemas: Path, schema: str) -> Any:
    """The values of a record with merged ids replaced by those they stand for; lists name nobody twice."""
    for one in fields(schemas, schema):
        if one.schema.get("x-ref") == "patient":
            value = _replaced(value, one.path, known)
    return value


def _replaced(value: Any, path: tuple[str, ...], known: Mapping[str, str]) -> Any:
    if not path:
        return known.get(value, value) if isinstance(value, str) else value
    if path[0] == ITEM:
        if not isinstance(value, list):
            return value
        items = [_replaced(item, path[1:], known) for item in value]
        return list(dict.fromkeys(items)) if not path[1:] else items
    if isinstance(value, dict) and path[0] in value:
        return {**value, path[0]: _replaced(value[path[0]], path[1:], known)}
    return value
