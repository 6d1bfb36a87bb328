"""Schemas as a tree to walk: what a schema says of the spot a path leads to.

All references are made absolute when the files are read, so that a piece of a schema can be looked at by itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin

Path_ = Sequence[str | int]
Schema = dict[str, Any]

_SUFFIX = ".schema.json"
# Not an address: a base against which ``common.schema.json#/$defs/date`` can be resolved.
_BASE = "https://schemas.invalid/"
_NAMED = ("properties", "patternProperties", "$defs", "dependentSchemas")
_IN_PLACE = ("allOf", "anyOf", "oneOf")
_BRANCHES = ("then", "else")
_TOO_MANY = 20


class Shape:
    """The schemas of one folder."""

    def __init__(self, folder: Path) -> None:
        """Read every ``*.schema.json`` under the folder."""
        self.documents: dict[str, Schema] = {}
        self._known: dict[tuple[str, tuple[str | int, ...]], list[Schema]] = {}
        for file in sorted(folder.rglob(f"*{_SUFFIX}")):
            name = file.relative_to(folder).as_posix().removesuffix(_SUFFIX)
            address = urljoin(_BASE, name + _SUFFIX)
            document = _absolute(json.loads(file.read_text("utf-8")), address)
            self.documents[address] = {**document, "$id": address}

    def address(self, name: str) -> str:
        """Return the address of the schema called ``patient.profile`` or ``patient/profile``; ``KeyError`` if none."""
        for spelling in (name, name.replace("/", "."), name.replace(".", "/")):
            address = urljoin(_BASE, spelling + _SUFFIX)
            if address in self.documents:
                return address
        raise KeyError(name)

    def root(self, name: str) -> Schema:
        """Return a whole schema."""
        return self.documents[self.address(name)]

    def resolved(self, schema: Any) -> Schema:
        """Follow ``$ref``; what stands beside the reference wins over what it leads to."""
        merged: Schema = schema if isinstance(schema, dict) else {}
        for _ in range(_TOO_MANY):
            if "$ref" not in merged:
                break
            beside = {key: value for key, value in merged.items() if key != "$ref"}
            merged = {**self._target(merged["$ref"]), **beside}
        return merged

    def field(self, name: str, path: Path_) -> Schema | None:
        """Return what the schema says of the value at a path; ``None`` if it does not know such a value.

        A branch of ``if`` may speak of the same value; the words (title, examples, codes) then come from wherever
        they are given first.
        """
        here = self._at(name, path)
        if not here:
            return None
        words = ("title", "description", "examples", "x-codes", "enum", "type")
        lent = {word: schema[word] for schema in reversed(here) for word in words if word in schema}
        return {**lent, **here[0]} if "title" in here[0] or "title" not in lent else {**here[0], **lent}

    def keys(self, name: str, path: Path_) -> dict[str, Schema]:
        """Return the keys that a mapping at a path may have, in the order of the schema, with their schemas."""
        found: dict[str, Schema] = {}
        for schema in self._at(name, path):
            for part in self._parts(schema, 0):
                for key, sub in part.get("properties", {}).items():
                    if key not in found or "title" not in found[key]:
                        found[key] = self.resolved(sub)
        return found

    def requires(self, name: str, path: Path_) -> bool:
        """Whether the key at a path must be there in any case."""
        return bool(path) and any(
            path[-1] in schema.get("required", ()) for schema in self._at(name, path[:-1])[:1]
        )

    def homes(self, name: str) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Name every key of a schema with a path to what holds it; of a list the path takes the first item."""
        yield from self._homes(self.root(name), (), 0)

    def along(self, name: str, steps: Path_) -> list[tuple[str | int, Any]]:
        """Walk a schema by the steps of an error's evaluation path.

        Returns:
            Each step with the piece of schema it leads to, as far as the steps can be followed.
        """
        here: Any = self.root(name)
        walked: list[tuple[str | int, Any]] = []
        for step in steps:
            if step == "$ref" and isinstance(here, dict):
                here = self._target(here["$ref"])
            elif isinstance(here, dict) and step in here:
                here = here[str(step)]
            elif isinstance(here, list) and isinstance(step, int) and step < len(here):
                here = here[step]
            else:
                break
            walked.append((step, here))
        return walked

    def _at(self, name: str, path: Path_) -> list[Schema]:
        """All that the schema says of the value at a path, the unconditional first."""
        if not path:
            return [self.resolved(self.root(name))]
        # Items of a list are alike, but for a few at its head; so a long list is walked once.
        alike = tuple(step if isinstance(step, str) else min(step, _TOO_MANY) for step in path)
        if (name, alike) not in self._known:
            above = self._at(name, alike[:-1])
            self._known[name, alike] = [
                self.resolved(child) for schema in above for child in self._children(schema, alike[-1])
            ]
        return self._known[name, alike]

    def _target(self, reference: str) -> Schema:
        address, pointer = urldefrag(reference)
        here: Any = self.documents[address]
        for step in pointer.strip("/").split("/") if pointer.strip("/") else []:
            here = here[step.replace("~1", "/").replace("~0", "~")]
        return here if isinstance(here, dict) else {}

    def _parts(self, schema: Mapping[str, Any], depth: int) -> Iterator[Mapping[str, Any]]:
        """The schema itself and all that speaks of the same value."""
        yield schema
        if depth > _TOO_MANY:
            return
        inner: list[Any] = [sub for word in _IN_PLACE for sub in schema.get(word, ())]
        inner += [schema[word] for word in _BRANCHES if word in schema]
        inner += schema.get("dependentSchemas", {}).values()
        for sub in inner:
            yield from self._parts(self.resolved(sub), depth + 1)

    def _children(self, schema: Mapping[str, Any], step: str | int) -> Iterable[Any]:
        for part in self._parts(schema, 0):
            if isinstance(step, str):
                named = part.get("properties", {})
                child = named.get(
                    step, None if named.get(step) is False else part.get("additionalProperties")
                )
            else:
                first = part.get("prefixItems", [])
                child = first[step] if step < len(first) else part.get("items")
            if isinstance(child, dict):
                yield child

    def _homes(
        self, schema: Any, above: tuple[str | int, ...], depth: int
    ) -> Iterator[tuple[tuple[str | int, ...], str]]:
        if depth > _TOO_MANY:
            return
        here = self.resolved(schema)
        if "items" in here:
            yield from self._homes(here["items"], (*above, 0), depth + 1)
        for key, sub in here.get("properties", {}).items():
            yield above, key
            yield from self._homes(sub, (*above, key), depth + 1)


def keywords(walked: Sequence[tuple[str | int, Any]]) -> Iterator[tuple[str | int, Any]]:
    """Leave out of a walk the steps that are names of keys, so that a key called ``then`` is no branch."""
    before: str | int = ""
    for step, piece in walked:
        if before not in _NAMED:
            yield step, piece
            before = step
        else:
            before = ""


def _absolute(piece: Any, address: str) -> Any:
    if isinstance(piece, list):
        return [_absolute(part, address) for part in piece]
    if not isinstance(piece, dict):
        return piece
    made = {key: _absolute(part, address) for key, part in piece.items()}
    if isinstance(made.get("$ref"), str):
        made["$ref"] = urljoin(address, made["$ref"])
    if made.get("x-kind") == "partial-date":
        made.setdefault("format", "partial-date")  # the pattern alone would let 2026-02-30 pass
    return made
