"""Lock and unlock the text of an ``identity.yaml``, value by value; comments, order and layout stay.

What is locked is the value as it was typed, with its quotes: unlocking gives back the file to the byte, and a value
that did not change keeps its token.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import yaml

from carebook.findings import Finding, Place, Severity
from carebook.reading.source import Source, parse
from carebook.rulebook import severity
from carebook.vault.tokens import Owner, TokenError, is_token

Path_ = tuple[str | int, ...]
Change = Callable[[Path_, str], str]
#: What stays readable: the id, which every other file names as well, and from when on a guardian is one.
OPEN = (("patient",), ("guardians", "since"), ("guardians", "recorded_on"))
_LINE_END = re.compile(r"(?<=\n)|(?<=\r)(?!\n)")


class LockFault(Exception):  # noqa: N818 - a state of a file, told as findings
    """A text that cannot be locked or unlocked; ``findings`` say why."""

    def __init__(self, *findings: Finding) -> None:
        """Keep the findings."""
        super().__init__("; ".join(finding.message for finding in findings))
        self.findings = findings


def scalars(node: yaml.Node, path: Path_ = ()) -> Iterator[tuple[Path_, yaml.ScalarNode]]:
    """Every value that is to be locked, with its path; empty ones and the id are passed over."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from scalars(value, (*path, str(key.value)))
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from scalars(value, (*path, index))
    elif isinstance(node, yaml.ScalarNode) and not _open(path) and (node.value or node.style):
        yield path, node


def _open(path: Path_) -> bool:
    return tuple(step for step in path if isinstance(step, str)) in OPEN


def read_plain(text: str, shown: str) -> Source:
    """Read an identity.

    Raises:
        LockFault: it cannot be read.
    """
    source, findings = parse(text, shown)
    errors = [finding for finding in findings if severity(finding) is Severity.ERROR]
    if source is None or errors:
        raise LockFault(*errors)
    return source


def lock(text: str, owner: Owner, shown: str) -> str:
    """Lock every value that is not locked yet.

    Raises:
        LockFault: it cannot be read, a value goes over several lines, or a comment repeats a value.
    """
    source = read_plain(text, shown)
    _check_comments(text, source)

    def seal(path: Path_, typed: str) -> str:
        return typed if is_token(typed) else owner.seal(path, typed)

    return _changed(text, source, seal)


def unlock(text: str, owner: Owner, shown: str) -> str:
    """Give back what was typed.

    Raises:
        LockFault: it cannot be read, or a token does not open.
    """
    source = read_plain(text, shown)

    def opened(path: Path_, typed: str) -> str:
        try:
            return owner.open(path, typed) if is_token(typed) else typed
        except TokenError as fault:
            raise LockFault(damaged(source.place(path), path)) from fault

    return _changed(text, source, opened)


def damaged(place: Place, path: Path_) -> Finding:
    """What to say of a token that does not open; never what stands in it."""
    where = ".".join(str(step) for step in path)
    message = f"{where} 的密文打不开：被改动、截断，或者是从别的字段、别的人那里搬来的"
    advice = "用 git checkout 取回原来的一行；要改内容用 python3 build.py vault edit"
    return Finding("V103", place, message, advice)


def _changed(text: str, source: Source, change: Change) -> str:
    lines = _LINE_END.split(text.removeprefix("\ufeff"))
    for path, node in sorted(scalars(source.node), key=lambda one: _spot(one[1]), reverse=True):
        start, end = node.start_mark, node.end_mark
        if start.line != end.line or node.style in ("|", ">"):
            message = f"{'.'.join(map(str, path))} 的内容占了几行，加密要求写在一行里"
            raise LockFault(Finding("V102", source.place(path), message, "写成一行，长了也不换行"))
        line = lines[start.line]
        new = change(path, line[start.column : end.column])
        lines[start.line] = line[: start.column] + new + line[end.column :]
    return "".join(lines)


def _spot(node: yaml.ScalarNode) -> tuple[int, int]:
    return node.start_mark.line, node.start_mark.column


def _check_comments(text: str, source: Source) -> None:
    """A comment stays readable, so it may not repeat what is locked."""
    found = [node for _, node in scalars(source.node)]
    values = {node.value for node in found if len(node.value) > 1 and not is_token(node.value)}
    ends = {node.start_mark.line: node.end_mark.column for node in found}
    for number, line in enumerate(_LINE_END.split(text.removeprefix("\ufeff"))):
        start = line.find("#", ends.get(number, 0))
        if start >= 0 and any(value in line[start:] for value in values):
            place = Place(source.shown, number + 1, start + 1)
            raise LockFault(Finding("V102", place, "说明（# 之后）里写了身份信息，说明不加密", "删去这句说明"))
