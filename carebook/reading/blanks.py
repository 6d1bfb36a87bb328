"""Lines to fill in: what is asked for, with a blank that counts as nothing.

A blank (``risk: ____``) is offered where only people know the answer. As long as it stands there the value is missing,
whatever the schema would think of a text of underscores.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from carebook.reading.parsed import Path_

BLANK = "____"
_BLANK = re.compile(r"\s*[_＿]{2,}\s*")
_HINT = 60


def is_blank(value: Any) -> bool:
    """Whether a value is a blank that nobody has filled in."""
    return isinstance(value, str) and bool(_BLANK.fullmatch(value))


def filled(value: Any, path: Path_ = ()) -> tuple[Any, tuple[Path_, ...]]:
    """Return a value without the keys that are blank, and the paths of all blanks.

    An item of a list keeps its place, so that the items after it keep their numbers.
    """
    if isinstance(value, dict):
        parts = {key: filled(part, (*path, key)) for key, part in value.items()}
        kept = {key: part for key, (part, _) in parts.items() if not is_blank(value[key])}
        return kept, _paths(((*path, key), value[key], blanks) for key, (_, blanks) in parts.items())
    if isinstance(value, list):
        items = [filled(part, (*path, spot)) for spot, part in enumerate(value)]
        return [item for item, _ in items], _paths(
            ((*path, spot), value[spot], blanks) for spot, (_, blanks) in enumerate(items)
        )
    return value, ()


def _paths(parts: Iterator[tuple[Path_, Any, tuple[Path_, ...]]]) -> tuple[Path_, ...]:
    return tuple(found for path, value, blanks in parts for found in ((path,) if is_blank(value) else blanks))


def blank_line(path: Path_, field: Mapping[str, Any], codes: str) -> str:
    """The line that asks for a value: ``risk: ____    # 0 无、1 口头威胁``; ``codes`` are its codes with their meanings."""
    key = f"{path[-1]}: " if isinstance(path[-1], str) else "- "
    hint = codes or _hint(field)
    return f"{key}{BLANK}    # {hint}" if hint else f"{key}{BLANK}"


def _hint(field: Mapping[str, Any]) -> str:
    """What is to be filled in, in a few words, where the field has no codes."""
    if field.get("format") == "date":
        return "年-月-日"
    if field.get("format") == "partial-date":
        return "年、年-月或年-月-日"
    inner = field.get("properties", {})
    required = [str(inner[key].get("title", key)) + f"（{key}）" for key in field.get("required", ()) if key in inner]
    if required:
        return f"下面写 {'、'.join(required)}"
    said = re.split(r"[。；]|，(?:例)?如|（例?如", str(field.get("description", "")))[0]
    return said if len(said) <= _HINT else ""
