"""What settings name must exist, and what is named must be there once.

The schemas say where: ``x-defines`` stands at an id that others name, with what it is an id of; ``x-ref`` at every place
that names one. A ``field`` or ``text-field`` is one of the kind of record that is written above it, under the key ``x-of``.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field as member
from pathlib import Path
from types import MappingProxyType
from typing import Any

from carebook.findings import Finding
from carebook.policy.audiences import ALL
from carebook.policy.entries import FILING, PARTS
from carebook.policy.files import Written
from carebook.reading.fields import ITEM, Field, fields, values
from carebook.records.kinds import ENTRIES, KINDS, fields_of
from carebook.rulebook import rules

#: More than these are not listed for somebody to choose from.
_FEW = 12
_Path = tuple[str | int, ...]


@dataclass(slots=True)
class _Names:
    """The ids of one sort; ``unread`` are the first parts of those in a file that is wrong (empty: all of them)."""

    known: set[str] = member(default_factory=set)
    unread: set[str] = member(default_factory=set)

    def has(self, name: str) -> bool:
        """Whether something is called so, or might be in a file that is wrong: that is told already."""
        return name in self.known or any(name.startswith(part) for part in self.unread)


def repeated(found: Sequence[Written], schemas: Path) -> Iterator[Finding]:
    """R310: two entries of one list carry the same id; one of them counts for nothing."""
    for one in found:
        for field in _marked(one, schemas, "x-defines"):
            seen: set[str] = set()
            for path, value in values(one.data, field.path):
                if value in seen and one.source is not None:
                    message = f"{field.schema['title']}“{value}”写了两次"
                    yield Finding("R310", one.source.place(path), message, "换一个编号，或者删去一项")
                seen.add(value)


def unresolved(found: Sequence[Written], schemas: Path, papers: Collection[str] = ()) -> Iterator[Finding]:
    """R311: something is named that does not exist; ``papers`` are the kinds of papers there are."""
    names = {**_names(found, schemas), "paper": _Names({ALL, *papers} if papers else set(), set() if papers else {""})}
    for one in found:
        for field in _marked(one, schemas, "x-ref"):
            for path, value in values(one.data, field.path):
                known = _meant(one, field, path, names, schemas)
                if one.source is not None and known is not None and not known.has(value):
                    message = f"“{_title(one, field, schemas)}”写的“{value}”找不到，这一项不起作用"
                    yield Finding("R311", one.source.place(path), message, _fix(value, known.known))


def _marked(one: Written, schemas: Path, mark: str) -> Iterator[Field]:
    return (field for field in fields(schemas, one.row.schema) if mark in field.schema)


def _names(found: Sequence[Written], schemas: Path) -> Mapping[str, _Names]:
    """All that may be named, by what it is. Of many files of a kind, an id goes with the name of its file."""
    names = {
        "rule": _Names(set(rules())),
        "kind": _Names({kind.schema for kind in KINDS} | {f"entries.{kind.owner}" for kind in ENTRIES}),
        "entry": _Names({kind.name for kind in ENTRIES} | {FILING, *PARTS}),
    }
    for one in found:
        for field in _marked(one, schemas, "x-defines"):
            prefix = f"{one.name}/" if one.row.many and ITEM in field.path else ""
            sort = names.setdefault(field.schema["x-defines"], _Names())
            if one.value is None:
                sort.unread.add(prefix)
            sort.known.update(f"{prefix}{value}" for _, value in values(one.data, field.path))
    return names


def _meant(one: Written, field: Field, path: _Path, names: Mapping[str, _Names], schemas: Path) -> _Names | None:
    """Among what a name must be found; None where that cannot be said."""
    sort = field.schema["x-ref"]
    if sort not in _FIELDS:
        return names.get(sort, _Names())
    kind = _above(one.data, path, field.schema["x-of"])
    # A kind that does not exist is told where it is named.
    return _Names(set(_FIELDS[sort](fields_of(schemas, kind)))) if names["kind"].has(kind) else None


def _above(data: Any, path: _Path, key: str) -> str:
    """What is written under a key of the nearest entry around a place."""
    found = ""
    for step in path:
        if isinstance(data, dict) and key in data:
            found = str(data[key])
        data = data[step]
    return found


def _first_level(known: Sequence[Field]) -> Iterator[str]:
    return (one.path[0] for one in known)


def _texts(known: Sequence[Field]) -> Iterator[str]:
    """Texts and lists of texts, with a dot between the levels: what a mask can be put on."""
    for one in known:
        if one.schema.get("type") == "string" or one.schema.get("items", {}).get("type") == "string":
            yield ".".join(step for step in one.path if step != ITEM)


_FIELDS: Mapping[str, Callable[[Sequence[Field]], Iterator[str]]] = MappingProxyType(
    {"field": _first_level, "text-field": _texts}
)


def _title(one: Written, field: Field, schemas: Path) -> str:
    """What the schema calls a field; an item of a plain list is called by its list."""
    if field.path[-1] != ITEM:
        return str(field.schema["title"])
    (whole,) = (other for other in fields(schemas, one.row.schema) if other.path == field.path[:-1])
    return str(whole.schema["title"])


def _fix(value: str, known: Collection[str]) -> str:
    if near := _near(value, known):
        return f"是不是想写 {near}？"
    if 0 < len(known) <= _FEW:
        return f"可以写的有：{'、'.join(sorted(known))}"
    return "核对编号；没有的删去，或者先写上它"


def _near(value: str, known: Collection[str]) -> str:
    """What was probably meant; of two parts (``national/visit``) one must be right, or any two would be near."""
    head, slash, tail = value.rpartition("/")
    same_head = {one.removeprefix(head + slash): one for one in known if one.startswith(head + slash)}
    same_tail = {one.removesuffix(slash + tail): one for one in known if slash and one.endswith(slash + tail)}
    for part, there in ((tail, same_head), (head, same_tail)):
        if close := difflib.get_close_matches(part, sorted(there), n=1):
            return there[close[0]]
    return ""
