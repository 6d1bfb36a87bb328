"""Find the record that holds a character no font can draw."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from carebook.findings import Finding, Place
from carebook.records.registry import Registry


def locate(registry: Registry, missing: set[str]) -> list[Finding]:
    """Name every spot in the data that holds one of the characters."""
    found = []
    for source in registry.sources.values():
        for path, text in _texts(source.data, ()):
            for char in sorted(missing & set(text)):
                message = f"“{char}”（U+{ord(char):04X}）没有字体能印出，文件没有生成"
                advice = "核对这个字；确需使用的，把含有它的字体放进 fonts/ 文件夹"
                found.append(Finding("N801", source.place(path), message, advice))
    if not found:
        listed = "、".join(f"“{char}”（U+{ord(char):04X}）" for char in sorted(missing))
        found.append(Finding("N801", Place("templates"), f"模板里的{listed}没有字体能印出，文件没有生成"))
    return found


def _texts(data: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _texts(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _texts(value, (*path, index))
