"""The words of the messages: how a field is called, how its value is shown, how it should be typed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from carebook.reading.parsed import plain
from carebook.reading.repairs import quoted
from carebook.reading.shape import Shape

TYPES = {
    "string": "一段文字",
    "integer": "整数",
    "number": "数字",
    "boolean": "true 或 false",
    "array": "一列，每项一行，以“- ”开头",
    "object": "下一行起缩进两个空格的若干“键: 值”",
    "null": "空",
}
_SHOWN_LENGTH = 30
_SHOWN_CODES = 24
_NEEDS_QUOTES = re.compile(r"^[\s@`%&*!|>{\[\]},#\"'?:-]|: | #|\s$|:$")


def label(shape: Shape, schema: str, path: Sequence[str | int]) -> str:
    """Name a field for people: ``病情（stability）``, and for an item of a list ``症状（symptoms）第 2 项``."""
    end = max((spot for spot, step in enumerate(path) if isinstance(step, str)), default=-1)
    if end < 0:
        return "整份记录"
    title = (shape.field(schema, path[: end + 1]) or {}).get("title")
    name = f"{title}（{path[end]}）" if title else f"“{path[end]}”"
    return name + "".join(f"第 {int(step) + 1} 项" for step in path[end + 1 :])


def typed(text: str) -> str:
    """Show what was typed, shortened, on one line, in quotation marks."""
    flat = " ".join(text.split())
    return f"“{flat if len(flat) <= _SHOWN_LENGTH else flat[:_SHOWN_LENGTH] + '…'}”"


def codes(field: Mapping[str, Any], allowed: Sequence[Any]) -> str:
    """List the values that a field may have, with their meanings: ``1 门诊、2 家庭访视``."""
    meanings = field.get("x-codes", {})
    listed = [f"{flow(value)} {meanings.get(str(value), '')}".strip() for value in allowed[:_SHOWN_CODES]]
    return "、".join(listed) + ("……" if len(allowed) > _SHOWN_CODES else "")


def flow(value: Any) -> str:
    """Write a value as YAML on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "null"
    if isinstance(value, list):
        return f"[{', '.join(map(flow, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {flow(part)}' for key, part in value.items())}}}"
    text = str(value)
    if isinstance(value, str) and (not text or _NEEDS_QUOTES.search(text) or plain(text) is not text):
        return quoted(text)
    return text


def line(path: Sequence[str | int], value: Any) -> str:
    """Write one line of a record: ``stability: 3``, or ``- 3`` for an item of a list."""
    if path and isinstance(path[-1], str):
        return f"{path[-1]}: {flow(value)}"
    return f"- {flow(value)}"
