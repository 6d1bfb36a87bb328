"""A YAML file cut into its keys and the items of its lists, as they were typed: comments stay with what they are beside.

Only the text is moved about; nothing is written anew. A piece is the text of one key with its value, shifted to the
left margin, with the comments above it and behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

import yaml

#: A comment behind a key or behind a plain value.
_BEHIND = re.compile(r"^\w+:(?:\s+[^#\s]\S*)*\s+(#.*)$")


class UnreadableError(Exception):
    """A file that cannot be cut, in a Chinese sentence."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One key with its value as it was typed at the left margin, comments included; ``value`` is what it says."""

    key: str
    text: str
    value: Any

    def renamed(self, key: str) -> Piece:
        """The same value under another key."""
        head, found, tail = self.text.partition(f"{self.key}:")
        return Piece(key, f"{head}{key}:{tail}" if found else self.text, self.value)

    def comments(self) -> str:
        """The comment lines above the key."""
        lines = self.text.splitlines(keepends=True)
        return "".join(takewhile(lambda line: line.startswith("#"), lines))

    def remarks(self) -> str:
        """The comments above the key and the one behind it, a line each."""
        line = self.text.removeprefix(self.comments()).partition("\n")[0]
        behind = _BEHIND.search(line)
        return self.comments() + (f"{behind[1]}\n" if behind else "")

    def below(self) -> tuple[Piece, ...]:
        """The keys of its value, the comments above it before them; none where its value is no map."""
        root = yaml.compose(self.text, Loader=yaml.CSafeLoader)
        node = root.value[0][1] if isinstance(root, yaml.MappingNode) else None
        if not isinstance(node, yaml.MappingNode) or not node.value:
            return ()
        first, *rest = _flow(self.text, node) if node.flow_style else _below(self.text.splitlines(), node)
        return (Piece(first.key, self.comments() + first.text, first.value), *rest)

    def items(self) -> tuple[tuple[Piece, ...], ...]:
        """The items of its value, where that is a list of maps."""
        return cut(self.text).items.get(self.key, ())


@dataclass(frozen=True, slots=True)
class Cut:
    """A file in pieces: what stands above its first key, its keys, and for those that hold a list of maps its items."""

    head: str
    pieces: tuple[Piece, ...]
    items: dict[str, tuple[tuple[Piece, ...], ...]]

    def get(self, key: str) -> Any:
        """The value of a key, None if it is not there."""
        return next((piece.value for piece in self.pieces if piece.key == key), None)


def cut(text: str) -> Cut:
    """Cut a file whose root is a map.

    Raises:
        yaml.YAMLError: it is no YAML.
        UnreadableError: its root is no map.
    """
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    if not isinstance(root, yaml.MappingNode):
        raise UnreadableError("不是由若干“键: 值”组成的文件")
    lines = text.splitlines()
    starts = [_above(lines, key.start_mark.line, 0) for key, _ in root.value]
    ends = [*starts[1:], len(lines)]
    pieces, items = [], {}
    for (key, value), start, end in zip(root.value, starts, ends, strict=True):
        name = str(key.value)
        body = "\n".join(lines[start:end]).rstrip() + "\n"
        pieces.append(Piece(name, body, _plain(value)))
        if isinstance(value, yaml.SequenceNode) and all(isinstance(i, yaml.MappingNode) for i in value.value):
            items[name] = tuple(_items(text, lines, value, end))
    head = "\n".join(lines[: starts[0]]).strip() if starts else text.strip()
    return Cut(f"{head}\n" if head else "", tuple(pieces), items)


def _items(text: str, lines: list[str], node: yaml.SequenceNode, end: int) -> Iterator[tuple[Piece, ...]]:
    if node.flow_style:
        yield from (tuple(_flow(text, item)) for item in node.value)
        return
    column = node.start_mark.column
    dashes = [_dash(lines, item.start_mark.line, column) for item in node.value]
    starts = [_above(lines, line, column) for line in dashes]
    for item, start, dash, stop in zip(node.value, starts, dashes, [*starts[1:], end], strict=True):
        if item.flow_style:
            above = "".join(f"{line.strip()}\n" for line in lines[start:dash] if line.strip())
            first, *rest = _flow(text, item)
            yield (Piece(first.key, above + first.text, first.value), *rest)
        else:
            yield tuple(_block(lines, item, start, stop, column))


def _dash(lines: list[str], line: int, column: int) -> int:
    """The line of the dash that opens an item whose content begins on a line."""
    while not lines[line][column:].startswith("-"):
        line -= 1
    return line


def _above(lines: list[str], line: int, column: int) -> int:
    """The first of the comment lines directly above a line that are indented like it."""
    while line and lines[line - 1].strip().startswith("#") and _indent(lines[line - 1]) == column:
        line -= 1
    return line


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _block(lines: list[str], node: yaml.MappingNode, start: int, stop: int, dash: int) -> Iterator[Piece]:
    """The keys of a map in block style that is an item whose dash stands in column ``dash``."""
    column = node.start_mark.column
    own = [line[:dash] + " " + line[dash + 1 :] if line[dash:].startswith("-") and _indent(line) == dash else line
           for line in lines[start:stop]]  # fmt: skip
    begins = [start, *(_above(lines, key.start_mark.line, column) for key, _ in node.value[1:])]
    for (key, value), begin, end in zip(node.value, begins, [*begins[1:], stop], strict=True):
        body = [_shifted(line, column) for line in own[begin - start : end - start]]
        text = "\n".join(body).strip("\n").rstrip() + "\n"
        yield Piece(str(key.value), text, _plain(value))


def _below(lines: list[str], node: yaml.MappingNode) -> Iterator[Piece]:
    """The keys of a map in block style below a key."""
    column = node.start_mark.column
    starts = [_above(lines, key.start_mark.line, column) for key, _ in node.value]
    for (key, value), start, end in zip(node.value, starts, [*starts[1:], len(lines)], strict=True):
        text = "\n".join(_shifted(line, column) for line in lines[start:end]).rstrip() + "\n"
        yield Piece(str(key.value), text, _plain(value))


def _shifted(line: str, column: int) -> str:
    return line[min(column, _indent(line)) :].rstrip()


def _flow(text: str, node: yaml.MappingNode) -> Iterator[Piece]:
    """The keys of a map in flow style, one to a line."""
    for key, value in node.value:
        written = " ".join(text[value.start_mark.index : value.end_mark.index].split())
        yield Piece(str(key.value), f"{key.value}: {written}\n", _plain(value))


def _plain(node: yaml.Node) -> Any:
    """Values of a node; scalars as they were typed."""
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    return str(node.value)


def remarks_in(text: str) -> list[str]:
    """Every comment of a file as it was typed, in order."""
    held = [
        (token.start_mark.index, token.end_mark.index)
        for token in yaml.scan(text, Loader=yaml.SafeLoader)
        if isinstance(token, yaml.ScalarToken)
    ]
    found = (one for one in re.finditer(r"(?m)(?:^|(?<=\s))#.*$", text))
    return [one[0].strip() for one in found if not any(begin <= one.start() < end for begin, end in held)]


def joined(pieces: Sequence[Piece | str]) -> str:
    """A file made of pieces and lines."""
    return "".join(piece if isinstance(piece, str) else piece.text for piece in pieces)
