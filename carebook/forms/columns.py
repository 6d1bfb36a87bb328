"""Columns from fields as they are written, and from those that nobody named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from carebook.forms.fields import EVERY_ENTRY, first_level, heading, look, schema_of
from carebook.forms.model import Column, Path_
from carebook.forms.written import FormFile, WrittenField
from carebook.records.kinds import entry_kinds

#: The last step of a field among those that stand together: with all fields below it.
ALL_BELOW = "*"
_NOT = "not "
_SELF = "written"

#: What a form does not show: the reason of each field, by schema. An empty path is the whole record.
LeftOut = Mapping[str, Mapping[Path_, str]]


def steps(path: str | None) -> Path_:
    """A dotted path as its steps."""
    return tuple(path.split(".")) if path else ()


def asked(when: str | None, path: Path_) -> Path_:
    """The field that a condition of a field looks at; empty if there is no condition."""
    name = (when or "").removeprefix(_NOT)
    return path if name == _SELF else steps(name)


def columns(schemas: Path, schema: str, part: Path_, fields: Iterable[WrittenField]) -> tuple[Column, ...]:
    """The columns that are written for a record or a part of it."""
    return tuple(_column(schemas, schema, part, one) for one in fields)


def rest(schemas: Path, schema: str, part: Path_, taken: Iterable[Path_], left_out: LeftOut) -> tuple[Column, ...]:
    """A column for each field of a record, or of a part of it, that is named nowhere else, in the order of the schema.

    Args:
        schemas: the folder of the schemas.
        schema: the record's.
        part: the way to the part.
        taken: what is shown elsewhere, from the record on. A field of which something is shown is named.
        left_out: what is not shown.
    """
    depth = len(part) + 1
    known = {path[:depth] for path in (*taken, *left_out.get(schema, {}))}
    return tuple(
        _plain(schemas, schema, part, (name,))
        for name in first_level(schemas, schema, part)
        if (*part, name) not in known
    )


def left_out(schemas: Path, file: FormFile, kind: str) -> LeftOut:
    """What a form does not show; what is said of every entry is said of each kind."""
    found: dict[str, dict[Path_, str]] = {}
    for one in file.not_shown:
        of = one.of or kind
        every = (kind.schema for kind in entry_kinds())
        for schema in every if of == EVERY_ENTRY else (schema_of(schemas, of) or "",):
            paths = tuple(map(steps, one.fields)) or ((),)
            found.setdefault(schema, {}).update(dict.fromkeys(paths, one.reason))
    return found


def _column(schemas: Path, schema: str, part: Path_, written: WrittenField) -> Column:
    path = steps(written.field)
    plain = _plain(schemas, schema, part, path)
    return replace(
        plain,
        title=written.title or plain.title,
        beside=tuple(map(steps, written.beside)),
        width=written.width or plain.width,
        look=written.look or ("" if written.beside else plain.look),
        how=written.how or "",
        when=asked(written.when, path),
        unless=(written.when or "").startswith(_NOT),
    )


def _plain(schemas: Path, schema: str, part: Path_, path: Path_) -> Column:
    whole = (*part, *path)
    return Column(path, heading(schemas, schema, part, path), look=look(schemas, schema, whole))
