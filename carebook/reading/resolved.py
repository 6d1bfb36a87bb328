"""The schemas of a folder as they are meant: the only reader of the files, so that nobody sees half of a field.

A ``$ref`` gives way to what it leads to; the words beside it (title, description, examples) win over those it finds.
``x-audience`` is the name of a set from ``common.schema.json`` or a list, and comes out as a list; where it is missing
a field is for those whom the field it stands in is for, and an item for those whom its list is for.
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


class SchemaError(Exception):
    """A schema file leads nowhere, or round in a circle: a fault of the product, not of the data."""


def resolved(folder: Path) -> dict[str, Schema]:
    """Read every ``*.schema.json`` under a folder.

    Returns:
        The schemas by name (``patient.profile``; ``patient/profile`` if the file lies in a folder), each a tree of
        its own without references.

    Raises:
        SchemaError: a reference leads nowhere or to itself, or a set of audiences is not known.
    """
    files = {
        file.relative_to(folder).as_posix().removesuffix(SUFFIX): json.loads(file.read_text("utf-8"))
        for file in sorted(folder.rglob(f"*{SUFFIX}"))
    }
    sets = files.get(COMMON, {}).get("x-audience-sets", {})
    made = {
        name: _followed(file, files, (f"{name}{SUFFIX}#", f"{name}{SUFFIX}")) for name, file in files.items()
    }
    for schema in made.values():
        _give_audience(schema, None, sets)
    return made


@cache
def resolved_schema(folder: Path, name: str) -> Mapping[str, Any]:
    """One schema of a folder by its name, as ``resolved`` gives it; read once."""
    return _all(folder)[name]


@cache
def _all(folder: Path) -> Mapping[str, Schema]:
    return resolved(folder)


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


def _give_audience(
    schema: Schema, above: Sequence[str] | None, sets: Mapping[str, Mapping[str, Any]]
) -> None:
    """Write on a schema, and on all fields below it, whom they are for."""
    said = schema.get("x-audience", above)
    if isinstance(said, str):
        if said not in sets:
            raise SchemaError(f"no set of audiences is called {said}")
        said = sets[said]["of"]
    if said is not None:
        schema["x-audience"] = list(said)
    below = [*schema.get("properties", {}).values(), schema.get("items")]
    for part in below:
        if isinstance(part, dict):
            _give_audience(part, said, sets)
