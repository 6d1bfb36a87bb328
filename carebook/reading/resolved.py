"""The schemas of a folder as they are meant: the only reader of the files, so that nobody sees half of a field.

A ``$ref`` gives way to what it leads to; the words beside it (title, description, examples) win over those it finds.

``x-audience`` stands at a group of fields and says which of them are for others than the group itself: sets of
audiences, named in ``common.schema.json``, each with its fields. At the record ``*`` means the record itself and all
fields that are not named. It does not stand at a field, since editors complete a field by halves that has more than
words beside its ``$ref``. It comes out on every field as the list of its audiences: a field that its group does not
name is for whom the group is for, an item for whom its list is for, and what nobody names is for nobody.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any

Schema = dict[str, Any]

SUFFIX = ".schema.json"
#: The file that names the sets of audiences, under ``x-audience-sets``.
COMMON = "common"
#: In the ``x-audience`` of a record: the record itself and all fields that are not named.
REST = "*"


class SchemaError(Exception):
    """A schema file is wrong in itself: a fault of the product, not of the data."""


@cache
def resolved(folder: Path) -> dict[str, Schema]:
    """Read every ``*.schema.json`` under a folder, once in a process.

    Returns:
        The schemas by name (``patient.profile``; ``patient/profile`` if the file lies in a folder), each a tree of
        its own without references.

    Raises:
        SchemaError: a reference leads nowhere or to itself; an audience or a field is not known, or named twice.
    """
    files = {
        file.relative_to(folder).as_posix().removesuffix(SUFFIX): json.loads(file.read_text("utf-8"))
        for file in sorted(folder.rglob(f"*{SUFFIX}"))
    }
    sets = files.get(COMMON, {}).get("x-audience-sets", {})
    made = {name: _followed(file, files, (f"{name}{SUFFIX}#", f"{name}{SUFFIX}")) for name, file in files.items()}
    for name, schema in made.items():
        _give_audiences(schema, None, sets, name)
    return made


def resolved_schema(folder: Path, name: str) -> Mapping[str, Any]:
    """One schema of a folder by its name, as ``resolved`` gives it; read once."""
    return resolved(folder)[name]


def _followed(piece: Any, files: Mapping[str, Schema], trail: tuple[str, ...]) -> Any:
    """A piece of a schema without references; ``trail`` names the file it stands in last, and how one came there."""
    if isinstance(piece, list):
        return [_followed(part, files, trail) for part in piece]
    if not isinstance(piece, dict):
        return piece
    beside = {key: _followed(part, files, trail) for key, part in piece.items() if key != "$ref"}
    reference = piece.get("$ref")
    if not isinstance(reference, str):  # a key of a record may be called so
        return beside if reference is None else {**beside, "$ref": _followed(reference, files, trail)}
    file, _, pointer = reference.partition("#")
    home = normpath(join(dirname(trail[-1]), file)) if file else trail[-1]
    address = f"{home}#{pointer}"
    if address in trail:
        raise SchemaError(f"{address} holds itself")
    found = _followed(_at(files, home, pointer), files, (*trail, address, home))
    return {**found, **beside}


def _at(files: Mapping[str, Schema], home: str, pointer: str) -> Schema:
    here: Any = files.get(home.removesuffix(SUFFIX))
    for step in pointer.strip("/").split("/") if pointer.strip("/") else []:
        here = here.get(step.replace("~1", "/").replace("~0", "~")) if isinstance(here, dict) else None
    if not isinstance(here, dict):
        raise SchemaError(f"{home}#{pointer} is not there")
    return here


def _give_audiences(
    schema: Schema, above: Sequence[str] | None, sets: Mapping[str, Mapping[str, Any]], path: str
) -> None:
    """Write on a schema, and on all fields below it, whom they are for."""
    said = schema.pop("x-audience", {})
    fields = schema.get("properties", {})
    if not isinstance(said, dict):
        raise SchemaError(f"{path}: x-audience stands at the group of fields")
    named = [(name, one) for one, names in said.items() for name in names]
    own = {name: _members(one, sets, path) for name, one in named}
    if len(own) < len(named) or not {*own} <= {*fields, *([] if above else [REST])}:
        raise SchemaError(f"{path}: x-audience names a field twice, or one that is not there")
    rest = own.get(REST, above)
    here = above or rest
    if here is not None:
        schema["x-audience"] = list(here)
    for name, field in fields.items():
        if isinstance(field, dict):
            _give_audiences(field, own.get(name, rest), sets, f"{path}.{name}")
    if isinstance(schema.get("items"), dict):
        _give_audiences(schema["items"], rest, sets, f"{path}[]")


def _members(name: str, sets: Mapping[str, Mapping[str, Any]], path: str) -> Sequence[str]:
    if name not in sets:
        raise SchemaError(f"{path}: no set of audiences is called {name}")
    members: Sequence[str] = sets[name]["of"]
    return members
