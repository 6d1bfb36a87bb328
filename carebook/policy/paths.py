"""The places that policies name in entries: which there are, of what type, and which codes may stand there."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Any, get_args, get_type_hints

from carebook.policy.entries import FILING, PARTS, form
from carebook.reading.record import Record
from carebook.records.kinds import fields_of, kind_named


def typed(entry: str | None, path: str) -> Any:
    """The type of a place (``sheet.risk``) in entries of a name; None if there is no such place or no such entry."""
    known = form(entry or "")
    found: Any = known[0] if known else None
    for step in path.split("."):
        record = _record(found)
        found = get_type_hints(record).get(step) if record else None
    return found


def is_day(kind: Any) -> bool:
    """Whether a type is that of days (or of days that may be missing)."""
    return date in {kind, *get_args(kind)}


def codes(schemas: Path, entry: str, path: str) -> Collection[str]:
    """The codes that a place knows, as text; empty if any text may stand there."""
    kind = kind_named(PARTS[entry][0] if entry in PARTS else entry)
    schema = "patient.profile" if entry == FILING else kind.schema if kind else ""
    for one in fields_of(schemas, schema) if schema else ():
        if ".".join(step for step in one.path if step != "[]") == path and "enum" in one.schema:
            return tuple(str(code) for code in one.schema["enum"])
    return ()


def _record(kind: Any) -> type[Record] | None:
    """The record that a type is, or may be."""
    return next((one for one in (kind, *get_args(kind)) if isinstance(one, type) and issubclass(one, Record)), None)
