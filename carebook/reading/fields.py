"""The fields that the schemas define, as a flat list: the one place others learn about them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from carebook.reading.resolved import resolved_schema

#: Marks "any item" in a field's path.
ITEM = "[]"


@dataclass(frozen=True, slots=True)
class Field:
    """One property of a record: where it stands, what its schema says, whether it must be written."""

    path: tuple[str, ...]
    schema: Mapping[str, Any]
    required: bool

    @property
    def name(self) -> str:
        """Dotted name for people: ``residences[].since``."""
        return ".".join(self.path).replace(f".{ITEM}", ITEM)

    @property
    def audience(self) -> frozenset[str]:
        """Who may see the field."""
        return frozenset(self.schema.get("x-audience", ()))


@cache
def fields(folder: Path, name: str) -> tuple[Field, ...]:
    """All fields of one kind of record, depth first, in the order of the schema."""
    return tuple(_walk(resolved_schema(folder, name), ()))


def _walk(schema: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[Field]:
    required = set(schema.get("required", ()))
    for key, sub in schema.get("properties", {}).items():
        here = (*path, key)
        yield Field(here, sub, key in required)
        yield from _walk(sub, here)
        items = sub.get("items")
        if isinstance(items, dict):
            if "properties" not in items:
                yield Field((*here, ITEM), items, required=True)
            yield from _walk(items, (*here, ITEM))


def values(data: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Every value at a field's path in plain data, with its exact path (indexes instead of ``[]``)."""
    if not path:
        yield (), data
        return
    head, rest = path[0], path[1:]
    if head == ITEM:
        steps: list[tuple[str | int, Any]] = list(enumerate(data)) if isinstance(data, list) else []
    else:
        steps = [(head, data[head])] if isinstance(data, dict) and head in data else []
    for step, sub in steps:
        for tail, value in values(sub, rest):
            yield (step, *tail), value
