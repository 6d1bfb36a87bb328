"""Schemas as a tree to walk: what a schema says of the spot a path leads to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from carebook.reading.resolved import Schema, resolved

Steps = Sequence[str | int]

_NAMED = ("properties", "patternProperties", "$defs", "dependentSchemas")
_IN_PLACE = ("allOf", "anyOf", "oneOf")
_BRANCHES = ("then", "else")
# As many items at the head of a list may each have a schema of their own; all that follow are alike.
_HEAD = 20


class Shape:
    """The schemas of one folder."""

    def __init__(self, folder: Path) -> None:
        """Read the schemas of the folder."""
        self._schemas = resolved(folder)
        self._known: dict[tuple[str, tuple[str | int, ...]], list[Schema]] = {}

    def root(self, name: str) -> Schema:
        """Return the schema called ``patient.profile`` or ``patient/profile``; ``KeyError`` if there is none."""
        for spelling in (name, name.replace("/", "."), name.replace(".", "/")):
            if spelling in self._schemas:
                return self._schemas[spelling]
        raise KeyError(name)

    def field(self, name: str, path: Steps) -> Schema | None:
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

    def keys(self, name: str, path: Steps) -> dict[str, Schema]:
        """Return the keys that a mapping at a path may have, in the order of the schema, with their schemas."""
        found: dict[str, Schema] = {}
        for schema in self._at(name, path):
            for part in self._parts(schema):
                for key, sub in part.get("properties", {}).items():
                    if key not in found or "title" not in found[key]:
                        found[key] = sub if isinstance(sub, dict) else {}
        return found

    def requires(self, name: str, path: Steps) -> bool:
        """Whether the key at a path must be there in any case."""
        return bool(path) and any(path[-1] in schema.get("required", ()) for schema in self._at(name, path[:-1])[:1])

    def homes(self, name: str) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Name every key of a schema with a path to what holds it; of a list the path takes the first item."""
        yield from self._homes(self.root(name), ())

    def along(self, name: str, steps: Steps) -> list[tuple[str | int, Any]]:
        """Walk a schema by the steps of an error's evaluation path.

        Returns:
            Each step with the piece of schema it leads to, as far as the steps can be followed.
        """
        here: Any = self.root(name)
        walked: list[tuple[str | int, Any]] = []
        for step in steps:
            if isinstance(here, dict) and step in here:
                here = here[str(step)]
            elif isinstance(here, list) and isinstance(step, int) and step < len(here):
                here = here[step]
            else:
                break
            walked.append((step, here))
        return walked

    def _at(self, name: str, path: Steps) -> list[Schema]:
        """All that the schema says of the value at a path, the unconditional first."""
        if not path:
            return [self.root(name)]
        alike = tuple(step if isinstance(step, str) else min(step, _HEAD) for step in path)
        if (name, alike) not in self._known:
            above = self._at(name, alike[:-1])
            self._known[name, alike] = [child for schema in above for child in self._children(schema, alike[-1])]
        return self._known[name, alike]

    def _parts(self, schema: Any) -> Iterator[Mapping[str, Any]]:
        """The schema itself and all that speaks of the same value."""
        if not isinstance(schema, dict):
            return
        yield schema
        inner: list[Any] = [sub for word in _IN_PLACE for sub in schema.get(word, ())]
        inner += [schema[word] for word in _BRANCHES if word in schema]
        inner += schema.get("dependentSchemas", {}).values()
        for sub in inner:
            yield from self._parts(sub)

    def _children(self, schema: Mapping[str, Any], step: str | int) -> Iterable[Any]:
        for part in self._parts(schema):
            if isinstance(step, str):
                named = part.get("properties", {})
                child = named.get(step, None if named.get(step) is False else part.get("additionalProperties"))
            else:
                first = part.get("prefixItems", [])
                child = first[step] if step < len(first) else part.get("items")
            if isinstance(child, dict):
                yield child

    def _homes(self, schema: Any, above: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
        if not isinstance(schema, dict):
            return
        if "items" in schema:
            yield from self._homes(schema["items"], (*above, 0))
        for key, sub in schema.get("properties", {}).items():
            yield above, key
            yield from self._homes(sub, (*above, key))


def keywords(walked: Sequence[tuple[str | int, Any]]) -> Iterator[tuple[str | int, Any]]:
    """Leave out of a walk the steps that are names of keys, so that a key called ``then`` is no branch."""
    before: str | int = ""
    for step, piece in walked:
        if before not in _NAMED:
            yield step, piece
            before = step
        else:
            before = ""
