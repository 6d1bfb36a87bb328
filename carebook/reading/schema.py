"""Hold a source against its schema.

The fast validator judges every file. Only what fails is looked at closer: texts that look like numbers get back what
was typed where the schema asks for a text (``phone: 19900000001``), and what still fails is explained.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import jsonschema_rs
import yaml

from carebook.findings import Finding, Place
from carebook.reading.blanks import BLANK, filled
from carebook.reading.day_spelling import is_day, is_partial
from carebook.reading.explain import Explainer
from carebook.reading.fault import JudgedRecord
from carebook.reading.parsed import Path_, plain
from carebook.reading.resolved import Schema
from carebook.reading.shape import Shape, Steps
from carebook.reading.source import Source, Value

_FORMATS = {"date": is_day, "partial-date": is_partial}
_ROUNDS = 4
_LACKING = {"F202", "F208"}


class SchemaBook:
    """The schemas of a folder, ready to judge sources by."""

    def __init__(self, folder: Path) -> None:
        """Read the schemas; the folder's own error if one of them is no JSON."""
        self.folder = folder
        self._shape = Shape(folder)

    def check(
        self, source: Source, schema: str, known: Mapping[str, str] = MappingProxyType({})
    ) -> tuple[Value | None, tuple[Finding, ...]]:
        """Judge a source by the schema called ``patient.profile`` (or ``patient/profile``).

        ``known`` is what the path of the file says of its values: where they are missing, they are offered.

        Returns:
            The values, with texts as they were typed where the schema asks for texts, or ``None`` if the schema
            does not allow them; and what is wrong.
        """
        gate = _gate(self.folder, schema)
        data: Value = source.data
        blanks: tuple[Path_, ...] = ()
        if source.opened or BLANK[:2] in source.text or "＿" in source.text:
            data, blanks = filled(data)
        if gate.is_valid(data) and not blanks:
            return data, ()
        data = copy.deepcopy(data)
        errors = _errors(gate, data)
        for _ in range(_ROUNDS):
            if not _restore(data, source, errors):
                break
            if gate.is_valid(data) and not blanks:
                return data, ()
            errors = _errors(gate, data)
        record = JudgedRecord(self._shape, schema, source, data, gate.iter_errors, known)
        return None, Explainer(record).explain(errors, blanks)

    def field(self, schema: str, path: Steps) -> Schema | None:
        """Return the schema of the value at a path, references followed; ``None`` if the path is unknown."""
        return self._shape.field(schema, path)


def agreed(typed: Sequence[Finding], source: Source, faults: Sequence[Finding]) -> tuple[Finding, ...]:
    """Put together what was said of the typing of a file and what its schema says.

    Of a line that was mistyped the schema need not speak in other words; but where it objects to the line as it was
    meant, that line is no longer offered as right.
    """
    begin = Place(source.shown)  # where is said what the record as a whole lacks, whatever stands in its first line
    wrong = {one.place.line for one in faults if one.place != begin or one.rule not in _LACKING} & source.told
    return (
        *(replace(one, fix="") if one.fix and one.place.line in wrong else one for one in typed),
        *(one for one in faults if one.place.line not in source.told),
    )


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
