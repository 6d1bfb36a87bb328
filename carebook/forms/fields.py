"""What the schemas say of the fields that forms name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from carebook.forms.model import Path_
from carebook.reading.fields import ITEM, fields
from carebook.reading.resolved import SUFFIX, resolved_schema
from carebook.records.kinds import KINDS, kind_named

#: In ``not_shown``: what every entry has.
EVERY_ENTRY = "entries"
#: What the schemas of states worked out from the entries of a patient begin with.
STATES = "patient."


def schema_of(schemas: Path, name: str) -> str | None:
    """The schema of a kind of record or entry, or of a state worked out from them; None if there is none."""
    known = kind_named(name)
    return known.schema if known else name if name in _states(schemas) else None


def all_schemas(schemas: Path) -> tuple[str, ...]:
    """Every schema whose fields a form must show or leave out with a reason."""
    return (*(kind.schema for kind in KINDS), *_states(schemas))


@cache
def _states(schemas: Path) -> tuple[str, ...]:
    """The schemas of what is worked out: those of patients that are no kind of file."""
    found = (path.name.removesuffix(SUFFIX) for path in sorted(schemas.glob(f"{STATES}*{SUFFIX}")))
    return tuple(name for name in found if kind_named(name) is None)


def named(schema: str) -> str:
    """How forms name the kind of a schema."""
    return schema.removeprefix("entry.")


@cache
def paths(schemas: Path, schema: str) -> Mapping[Path_, Mapping[str, Any]]:
    """All fields of a schema by the way to them, lists passed through."""
    found: dict[Path_, Mapping[str, Any]] = {}
    for one in fields(schemas, schema):
        if one.path[-1] != ITEM:
            found[tuple(step for step in one.path if step != ITEM)] = one.schema
    return found


def titled(schemas: Path, schema: str, part: Path_ = ()) -> str:
    """What a record or a part of it is called."""
    found = paths(schemas, schema)[part] if part else resolved_schema(schemas, schema)
    return str(found["title"])


def heading(schemas: Path, schema: str, part: Path_, path: Path_) -> str:
    """What a field is called, with the name of the group it stands in below the part."""
    known = paths(schemas, schema)
    steps = [str(known[(*part, *path[: depth + 1])]["title"]) for depth in range(len(path))]
    title = steps.pop()
    for outer in reversed(steps):
        title = title if title == outer else f"{outer}：{title}"
    return title


def look(schemas: Path, schema: str, path: Path_) -> str:
    """How a page sets a field: days and numbers keep together."""
    found = paths(schemas, schema)[path]
    if found.get("format") == "date":
        return "day"
    number = found.get("type") in {"integer", "number"} and "x-codes" not in found
    return "num" if number else ""


def first_level(schemas: Path, schema: str, part: Path_) -> Iterator[str]:
    """The fields that stand directly in a record or a part of it, in the order of the schema."""
    depth = len(part) + 1
    return (path[-1] for path in paths(schemas, schema) if len(path) == depth and path[:-1] == part)
