"""YAML as a careful person would type it, written straight from dictionaries.

Block style, two spaces, keys in the order given; ``None`` leaves a key out. Maps and items that are a few short
scalars stand on one line. Everything a YAML 1.1 reader could take for something else than text is quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

Doc = dict[str, Any]
#: An entry to be written: its kind and what it says.
Act = tuple[str, Doc]

ONE_LINE_MAPS = frozenset({
    "function", "dangerous_acts", "lab", "adverse", "referral", "lost", "clinic", "police", "governance", "responsible", "consent",
    "insurance", "disability", "subsistence", "death", "minutes",
})  # fmt: skip
ONE_LINE_ITEMS = frozenset({
    "medication", "guidance", "members", "grids", "policies", "codes", "attendance", "unused_numbers", "residences", "ways", "absences", "hours",
})  # fmt: skip
ONE_PER_LINE = frozenset({"recipients", "cc"})
CODE = re.compile(r"[0-9]{4}-[0-9]{1,2}|[0-9]{4}Q[1-4]|[0-9]{3}-[0-9]{5}|[0-9]{9}-[0-9]+")
PLAIN = re.compile(r"[A-Za-z\u3400-\u9fff\U00020000-\U000323af（《“][^:#,\[\]{}\"'\\\s]*(?: [^:#,\[\]{}\"'\\\s]+)*")
WORDS = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})


def document(comment: str, doc: Mapping[str, Any]) -> str:
    """Return a YAML document with a comment line above it, if there is a comment."""
    lines = [f"# {comment}"] if comment else []
    lines.extend(_map(doc, ""))
    return "\n".join(lines) + "\n"


@lru_cache(maxsize=1 << 16)
def _text(value: str) -> str:
    """Return a one-line text, quoted where a reader could misread it."""
    if CODE.fullmatch(value) or (PLAIN.fullmatch(value) and value.lower() not in WORDS):
        return value
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _scalar(value: object) -> str:
    """Return a scalar as YAML text."""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, list):
        return "[" + ", ".join(map(_scalar, value)) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _flow(doc: Mapping[str, Any]) -> str:
    """Return a map of scalars on one line."""
    return "{" + ", ".join(f"{key}: {_scalar(value)}" for key, value in doc.items() if value is not None) + "}"


def _map(doc: Mapping[str, Any], indent: str) -> Iterator[str]:
    """Yield the lines of a block map."""
    for key, value in doc.items():
        if value is None:
            continue
        if isinstance(value, dict):
            if key in ONE_LINE_MAPS:
                yield f"{indent}{key}: {_flow(value)}"
            else:
                yield f"{indent}{key}:"
                yield from _map(value, indent + "  ")
        elif isinstance(value, list | tuple):
            yield from _list(key, value, indent)
        elif isinstance(value, str) and "\n" in value:
            yield f"{indent}{key}: |"
            yield from (f"{indent}  {line}" for line in value.splitlines())
        else:
            yield f"{indent}{key}: {_scalar(value)}"


def _list(key: str, items: Sequence[Any], indent: str) -> Iterator[str]:
    """Yield the lines of a list: scalars on one line, maps one below the other."""
    if not items or (not isinstance(items[0], dict) and key not in ONE_PER_LINE):
        yield f"{indent}{key}: [" + ", ".join(map(_scalar, items)) + "]"
        return
    yield f"{indent}{key}:"
    for item in items:
        if not isinstance(item, dict):
            yield f"{indent}  - {_scalar(item)}"
        elif key in ONE_LINE_ITEMS:
            yield f"{indent}  - {_flow(item)}"
        else:
            first, *rest = _map(item, indent + "    ")
            yield f"{indent}  - {first.lstrip()}"
            yield from rest
