"""A record as one audience may see it: a window with exactly the allowed fields.

The schemas say of every field who may see it (``x-audience``). Touching a field that is not for the audience, or
does not exist, is an error at build time, never an empty string: it is no ``AttributeError``, which Jinja2 would swallow (个人信息保护法 第二十八条: strict protection).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from carebook.audience.masking import MASKS
from carebook.reading.record import Record
from carebook.reading.resolved import resolved_schema
from carebook.records.parts import Gap


class HiddenFieldError(Exception):
    """A template touched a field that its audience may not see, or that does not exist."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """What the schema says of one field: title, codes, what an id refers to, audience, and the fields below it.

    ``mask`` names the mask that the audience's scope puts on it.
    """

    title: str
    codes: Mapping[str, str]
    audience: frozenset[str]
    ref: str = ""
    mask: str = ""
    below: Mapping[str, Leaf] = field(default_factory=dict)


@cache
def tree(schemas: Path, name: str) -> Mapping[str, Leaf]:
    """The fields of one kind of record as a tree."""
    return _below(resolved_schema(schemas, name))


def _below(schema: Mapping[str, Any]) -> dict[str, Leaf]:
    return {key: _leaf(sub) for key, sub in schema.get("properties", {}).items()}


def _leaf(sub: Mapping[str, Any]) -> Leaf:
    inner = sub.get("items", sub)
    codes = sub.get("x-codes") or inner.get("x-codes") or {}
    ref = sub.get("x-ref") or inner.get("x-ref") or ""
    return Leaf(sub["title"], codes, frozenset(sub.get("x-audience", ())), ref, "", _below(inner))


def masked(leaves: Mapping[str, Leaf], path: Sequence[str], mask: str) -> dict[str, Leaf]:
    """The fields with a mask on one of them.

    Raises:
        HiddenFieldError: there is no such field.
    """
    key, *rest = path
    if key not in leaves:
        raise HiddenFieldError(f"没有字段 {key}，不能遮盖")
    leaf = leaves[key]
    changed = replace(leaf, below=masked(leaf.below, rest, mask)) if rest else replace(leaf, mask=mask)
    return {**leaves, key: changed}


@dataclass(frozen=True, slots=True)
class GapWords:
    """What stands in the place of values that are not known: ``path`` is the record's own within the patient's.

    ``told`` is whether the readers may see why.
    """

    gaps: tuple[Gap, ...] = ()
    path: str = ""
    told: bool = False

    def below(self, key: str) -> GapWords:
        """The same for a record within this one."""
        return replace(self, path=f"{self.path}{key}.") if self.gaps else self

    def of(self, key: str) -> str:
        """The words for one field; empty where nothing is said of it."""
        found = next((one for one in self.gaps if one.covers(f"{self.path}{key}")), None)
        if found is None:
            return ""
        word = {"refused": "不愿提供", "not-applicable": "不适用"}.get(found.state, "待补")
        return f"{word}（{found.why}）" if found.why and self.told and found.state == "unknown" else word


class RecordView:
    """One record through the eyes of one audience.

    Attributes are the record's fields; nested records come shown as well. ``label(key)`` gives coded values in
    words, ``title_of(key)`` a field's Chinese name, ``names()`` the visible fields in the order of the schema.
    """

    __slots__ = ("_audience", "_gaps", "_leaves", "_record")

    def __init__(self, record: Record, leaves: Mapping[str, Leaf], audience: str, gaps: GapWords = GapWords()) -> None:
        """Open a window on ``record`` for ``audience``; ``leaves`` are the fields of its schema, ``gaps`` what it lacks."""
        self._gaps = gaps
        self._record = record
        self._leaves = leaves
        self._audience = audience

    def __getattr__(self, key: str) -> Any:
        """Return a field's value; ``HiddenFieldError`` if the audience may not see it."""
        if key.startswith("__"):
            raise AttributeError(key)
        leaf = self._leaf(key)
        return self._wrap(getattr(self._record, key), leaf, key)

    def _leaf(self, key: str) -> Leaf:
        leaf = self._leaves.get(key)
        if leaf is None:
            raise HiddenFieldError(f"{type(self._record).__name__} 没有字段 {key}")
        if self._audience not in leaf.audience:
            raise HiddenFieldError(f"{type(self._record).__name__}.{key}（{leaf.title}）不给 {self._audience} 看")
        return leaf

    def _wrap(self, value: Any, leaf: Leaf, key: str) -> Any:
        if isinstance(value, Record):
            return RecordView(value, leaf.below, self._audience, self._gaps.below(key))
        if isinstance(value, tuple):
            return tuple(self._wrap(item, leaf, key) for item in value)
        return MASKS[leaf.mask](value) if leaf.mask and value else value

    def shows(self, record: Record) -> bool:
        """Whether this is the window on a record."""
        return self._record is record

    @property
    def day(self) -> date | None:
        """The day of what happened; None for a record that lasts, or that is not for the audience to date."""
        leaf = self._leaves.get("date")
        found = getattr(self._record, "date", None) if leaf and self._audience in leaf.audience else None
        return found if isinstance(found, date) else None

    def sees(self, key: str) -> bool:
        """Whether the audience may see a field; an unknown field is an error."""
        leaf = self._leaves.get(key)
        if leaf is None:
            raise HiddenFieldError(f"{type(self._record).__name__} 没有字段 {key}")
        return self._audience in leaf.audience

    def names(self) -> Iterator[str]:
        """The fields this audience may see, in the order of the schema."""
        return (key for key, leaf in self._leaves.items() if self._audience in leaf.audience)

    def title_of(self, key: str) -> str:
        """The Chinese name of a field."""
        return self._leaf(key).title

    def ref(self, key: str) -> str:
        """What kind of record a field's id names; empty if it is no id."""
        return self._leaf(key).ref

    def lacks(self, key: str) -> str:
        """What to say where nothing is written in a field: that it is still asked for, or why not; mostly nothing."""
        self._leaf(key)
        return self._gaps.of(key) if getattr(self._record, key) in {None, ()} else ""

    def label(self, key: str) -> str:
        """A value in words: codes by their meaning, several joined by ``、``; where nothing is written what is said of that."""
        leaf = self._leaf(key)
        value = self._wrap(getattr(self._record, key), leaf, key)
        if value is None or value == ():
            return self._gaps.of(key)
        many = value if isinstance(value, tuple) else (value,)
        return "、".join(_words(one, leaf.codes) for one in many if one is not None)


def _words(value: Any, codes: Mapping[str, str]) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return f"{value:g}"
    return codes.get(str(value), str(value))
