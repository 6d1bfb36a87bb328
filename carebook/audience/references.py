"""What a record names: the ids of persons, groups and places, found by the references that its schema declares."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from carebook.reading.fields import ITEM, fields
from carebook.reading.record import Record

#: References (``x-ref``) that decide about reach: whom or which place a record speaks of.
_REACH = frozenset({"patient", "group", "village", "unit"})


def named(record: Record, schemas: Path, schema: str, refs: frozenset[str] = _REACH) -> Iterator[str]:
    """The ids that a record names: those of patients, groups, villages and units, or by other references (``x-ref``)."""
    for path in _paths(schemas, schema, refs):
        yield from _at(record, path)


@cache
def _paths(schemas: Path, schema: str, refs: frozenset[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(one.path for one in fields(schemas, schema) if one.schema.get("x-ref") in refs)


def _at(value: Any, path: tuple[str, ...]) -> Iterator[str]:
    if value is None:
        return
    if isinstance(value, tuple):
        rest = path[1:] if path and path[0] == ITEM else path
        for one in value:
            yield from _at(one, rest)
    elif path:
        yield from _at(getattr(value, path[0]), path[1:])
    else:
        yield str(value)
