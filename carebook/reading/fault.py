"""One thing the validator objects to, with what is needed to speak of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import jsonschema_rs
import yaml

from carebook.reading.blanks import blank_line
from carebook.reading.offers import Judge, Offer
from carebook.reading.parsed import Path_
from carebook.reading.resolved import Schema
from carebook.reading.shape import Shape, keywords
from carebook.reading.source import Source
from carebook.reading.wording import codes, label, typed

_CONDITIONS = {"then", "else", "dependentSchemas", "dependentRequired", "not", "contains", "minContains", "maxContains"}
_ALTERNATIVES = {"anyOf", "oneOf"}
_LIMITS = {"minItems", "maxItems", "minProperties", "maxProperties", "pattern", "required", "const"}
_EXPLAINED = _CONDITIONS | _ALTERNATIVES | _LIMITS


@dataclass(frozen=True)
class JudgedRecord:
    """The record that is judged: its schema, the source it was read from, and its values without blanks.

    ``judge`` holds values against the schema; ``known`` is what the path says that the record must say too.
    """

    shape: Shape
    schema: str
    source: Source
    data: Any
    judge: Judge
    known: Mapping[str, str]

    def field(self, path: Sequence[str | int]) -> Schema:
        """What the schema says of the value at a path."""
        return self.shape.field(self.schema, path) or {}

    def label(self, path: Sequence[str | int]) -> str:
        """How people call the field at a path."""
        return label(self.shape, self.schema, path)

    def to_fill(self, path: Path_) -> str:
        """The line at a path with a blank for the value, and the codes to choose from."""
        field = self.field(path)
        return blank_line(path, field, codes(field, field["enum"]) if "enum" in field else "")

    def unfilled(self, path: Sequence[str | int]) -> str:
        """What to say of a field that is there with nothing in it."""
        rest = "，这是必填的" if self.shape.requires(self.schema, path) else "；没有内容就删去这一行"
        return f"{self.label(path)}后面没有填{rest}"

    def text(self, path: Sequence[str | int]) -> str:
        """What was typed at a path; empty for lists and mappings."""
        node = self.source.find(path)
        return str(node.value) if isinstance(node, yaml.ScalarNode) else ""

    def is_quoted(self, path: Sequence[str | int]) -> bool:
        """Whether the value at a path was typed in quotes."""
        node = self.source.find(path)
        return isinstance(node, yaml.ScalarNode) and node.style in ("'", '"')

    def value(self, path: Sequence[str | int]) -> Any:
        """The value at a path; ``None`` where there is none."""
        here = self.data
        for step in path:
            try:
                here = here[step]
            except (KeyError, IndexError, TypeError):
                return None
        return here


@dataclass(frozen=True)
class Explanation:
    """What is to be said: rule, where (a path, its key or its value), sentence, and what can be done.

    ``offer`` is what was probably meant; ``asks`` the path of a value that only people know, for which a blank is shown
    where nothing can be offered. ``lacks`` is the path of a key that is missing, ``instead`` that of the key which an
    unknown one was meant to be.
    """

    rule: str
    path: Path_
    message: str
    advice: str = ""
    offer: Offer | None = None
    asks: Path_ = ()
    at_key: bool = False
    lacks: Path_ = ()
    instead: Path_ = ()


@dataclass(frozen=True)
class Fault:
    """An error of the validator in its record."""

    record: JudgedRecord
    error: jsonschema_rs.ValidationError

    @cached_property
    def kind(self) -> Any:
        """The validator's details; their names depend on the keyword."""
        return self.error.kind

    @cached_property
    def name(self) -> str:
        """The keyword that was violated."""
        return str(self.kind.name)

    @cached_property
    def path(self) -> Path_:
        """Where the value stands in the record."""
        return tuple(self.error.instance_path)

    @cached_property
    def value(self) -> Any:
        """The value that is not allowed."""
        return self.record.value(self.path)

    @cached_property
    def way(self) -> list[tuple[str | int, Any]]:
        """The steps from the whole schema to what is violated, with the pieces of schema they lead to."""
        return self.record.shape.along(self.record.schema, list(self.error.evaluation_path))

    @cached_property
    def walked(self) -> list[tuple[str | int, Any]]:
        """The keywords among those steps: names of keys left out."""
        return list(keywords(self.way))

    @cached_property
    def conditional(self) -> bool:
        """Whether the demand holds only because of something else in the record."""
        return any(step in _CONDITIONS for step, _ in self.walked)

    @cached_property
    def alternative(self) -> bool:
        """Whether the demand is one of several ways to write the value."""
        return any(step in _ALTERNATIVES for step, _ in self.walked)

    @cached_property
    def why(self) -> str:
        """The reason that the schema gives for the demand, the nearest one; empty if it gives none.

        A reason stands beside the keyword that it explains, be it the violated one or a condition around it.
        """
        holders = [self.record.shape.root(self.record.schema), *(piece for _, piece in self.way)]
        reasons = [
            holder["x-why"]
            for holder, (step, _) in zip(holders, self.way, strict=False)
            if isinstance(holder, dict) and "x-why" in holder and step in _EXPLAINED
        ]
        return str(reasons[-1]) if reasons else ""

    @cached_property
    def depends_on(self) -> set[Path_]:
        """Places of the values that decide whether the demand holds."""
        keys: set[str] = set()
        for _, piece in self.way:
            if isinstance(piece, dict) and isinstance(condition := piece.get("if"), dict):
                keys |= {*condition.get("properties", {}), *condition.get("required", ())}
        bases = [self.path[:end] for end in range(len(self.path) + 1)]
        return {(*base, key) for base in bases for key in keys} if self.conditional else set()

    @cached_property
    def field(self) -> Schema:
        """What the schema says of the value in general."""
        return self.record.field(self.path)

    @cached_property
    def label(self) -> str:
        """How people call the value."""
        return self.record.label(self.path)

    @cached_property
    def typed(self) -> str:
        """The value as it was typed, in quotation marks."""
        return typed(self.record.text(self.path))
