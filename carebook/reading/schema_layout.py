"""How a schema file is written: each field on a line of its own; what is too long for one goes on, filled up.

Lines are as long as the Python of this project allows, counted as an editor shows them.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable
from typing import Any

_WIDTH = 120
_STEP = 2
_WIDE = ("W", "F")
#: What holds things by name: each name begins a line.
_BY_NAME = ("properties", "$defs", "x-audience-sets")


def laid_out(text: str) -> str:
    """Write the JSON of a schema file anew, with the same content in the same order.

    Args:
        text: a JSON object.
    """
    return _broken(json.loads(text), 0, filled=False) + "\n"


def _written(name: str, value: Any, indent: int) -> str:
    """A member with its name (empty in a list): flat if it fits, else on several lines."""
    before = f"{_flat(name)}: " if name else ""
    flat = before + _flat(value)
    if not isinstance(value, dict | list) or not value or indent + _columns(flat) < _WIDTH:
        return flat
    return before + _broken(value, indent, filled=name not in _BY_NAME)


def _broken(value: Any, indent: int, *, filled: bool) -> str:
    inside = indent + _STEP
    if isinstance(value, list):
        members = [_written("", part, inside) for part in value]
    else:
        members = [_written(key, part, inside) for key, part in value.items()]
    rows = _filled(members, _WIDTH - inside) if filled else members
    opening, closing = "[]" if isinstance(value, list) else "{}"
    margin = "\n" + " " * inside
    return f"{opening}{margin}" + f",{margin}".join(rows) + f"\n{' ' * indent}{closing}"


def _filled(members: Iterable[str], width: int) -> list[str]:
    """Members joined to rows that are no wider than allowed; one of several lines stands alone."""
    rows: list[str] = []
    for member in members:
        joined = f"{rows[-1]}, {member}" if rows else member
        if rows and "\n" not in joined and _columns(joined) < width:
            rows[-1] = joined
        else:
            rows.append(member)
    return rows


def _flat(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _columns(text: str) -> int:
    """How wide a text is in an editor, where a Chinese character takes two columns."""
    return sum(2 if unicodedata.east_asian_width(letter) in _WIDE else 1 for letter in text)
