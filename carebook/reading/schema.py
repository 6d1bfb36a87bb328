"""Hold a source against its schema.

The fast validator judges every file. Only what fails is looked at closer: texts that look like numbers get back what
was typed where the schema asks for a text (``phone: 19900000001``), and what still fails is explained.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import yaml

from carebook.findings import Finding
from carebook.reading.day_spelling import is_day, is_partial
from carebook.reading.explain import Explainer
from carebook.reading.parsed import plain
from carebook.reading.resolved import Schema
from carebook.reading.shape import Path_, Shape
from carebook.reading.source import Source, Value

_FORMATS = {"date": is_day, "partial-date": is_partial}
_ROUNDS = 4


class SchemaBook:
    """The schemas of a folder, ready to judge sources by."""

    def __init__(self, folder: Path) -> None:
        """Read the schemas; the folder's own error if one of them is no JSON."""
        self.folder = folder
        self._shape = Shape(folder)

    def check(self, source: Source, schema: str) -> tuple[Value | None, tuple[Finding, ...]]:
        """Judge a source by the schema called ``patient.profile`` (or ``patient/profile``).

        Returns:
            The values, with texts as they were typed where the schema asks for texts, or ``None`` if the schema
            does not allow them; and what is wrong.
        """
        gate = _gate(self.folder, schema)
        data: Value = source.data
        if gate.is_valid(data):
            return data, ()
        data = copy.deepcopy(data)
        errors = _errors(gate, data)
        for _ in range(_ROUNDS):
            if not _restore(data, source, errors):
                break
            if gate.is_valid(data):
                return data, ()
            errors = _errors(gate, data)
        return None, Explainer(self._shape, schema, source, data).explain(errors)

    def field(self, schema: str, path: Path_) -> Schema | None:
        """Return the schema of the value at a path, references followed; ``None`` if the path is unknown."""
        return self._shape.field(schema, path)


@cache
def _gate(folder: Path, schema: str) -> jsonschema_rs.Draft202012Validator:
    """What judges by one schema; made once in a process, since making it takes longer than judging."""
    return jsonschema_rs.Draft202012Validator(Shape(folder).root(schema), formats=_FORMATS, validate_formats=True)


def _errors(gate: jsonschema_rs.Draft202012Validator, data: Value) -> list[jsonschema_rs.ValidationError]:
    return list(gate.iter_errors(data))


def _restore(data: Any, source: Source, errors: list[jsonschema_rs.ValidationError]) -> bool:
    """Put back the typed text where a text is asked for; whether anything changed."""
    changed = False
    for error in _leaves(errors):
        path = list(error.instance_path)
        wanted = _wanted(error)
        node = source.find(path) if wanted and path else None
        if not isinstance(node, yaml.ScalarNode) or node.style or plain(node.value) is None:
            continue
        holder = data
        for step in path[:-1]:
            holder = holder[step]
        if not isinstance(holder[path[-1]], str) and (wanted == ["*"] or node.value in wanted):
            holder[path[-1]] = node.value
            changed = True
    return changed


def _wanted(error: jsonschema_rs.ValidationError) -> list[Any]:
    """Which texts an error asks for: ``["*"]`` for any."""
    kind: Any = error.kind
    if kind.name == "type":
        return ["*"] if "string" in kind.types else []
    if kind.name == "enum":
        return list(kind.options)
    return [kind.expected_value] if kind.name == "const" else []


def _leaves(errors: list[jsonschema_rs.ValidationError]) -> Iterator[jsonschema_rs.ValidationError]:
    waiting = list(errors)
    while waiting:
        error = waiting.pop()
        branches: Any = getattr(error.kind, "context", None)
        if branches:
            waiting.extend(inner for branch in branches for inner in branch)
        else:
            yield error
