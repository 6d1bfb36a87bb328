"""What YAML reads without complaint, but not as it was meant.

A full-width dash, bracket or comma is a letter to the parser: the list becomes one text. A key written with a
full-width colon is swallowed by the text above it. These are looked for in the finished tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from carebook.records.repairs import Repair, quoted, specific
from carebook.records.tree import Tree

_ODD_FIRST = re.compile(r"[“‘＂＇［｛]")
_WRAPPED = re.compile(r"“[^“”]*”|‘[^‘’]*’|＂[^＂]*＂|＇[^＇]*＇|［.*］|｛.*｝", re.DOTALL)
_WIDE_HASH = re.compile(r"\s＃|^＃")
_COMMA = re.compile(r"[，、]")
_LIST_LIKE = re.compile(r"[－—–―−﹣•]+\s*[^\s－—–―−﹣]|-[^\s\-\d]")
_SWALLOWED = re.compile(r"\s*(?:- +)?[A-Za-z_][A-Za-z0-9_]*\s*(?:：|:(?!//)\S)")
_ODD_KEY = re.compile(r"^[\s\-－—–]|[\s：]$|^[^：]*：")
_CUT_OFF = re.compile(r"[ \t]+#(?=[^\s#!])")


def doubt(tree: Tree, lines: list[str]) -> None:
    """Add to the tree's findings what was probably meant otherwise; ``lines`` are those of the text."""
    for node, flow in tree.texts:
        value = node.value
        if value.isascii() and value[0] != "-" and node.start_mark.line == node.end_mark.line:
            continue
        _text(tree, node, flow=flow, lines=lines)
    if any(_CUT_OFF.search(line) for line in lines):
        _cut_off(tree, lines)


def _text(tree: Tree, node: yaml.ScalarNode, *, flow: bool, lines: list[str]) -> None:
    line, column = node.start_mark.line, node.start_mark.column
    value = node.value
    opens_line = not lines[line][:column].strip(" \t\u3000\u00a0")
    odd_line = opens_line and (_LIST_LIKE.match(value) or _ODD_KEY.search(value))
    if odd_line and _say(tree, line, specific(lines[line])):
        pass
    elif _ODD_FIRST.match(value) and _WRAPPED.fullmatch(value):
        _say(tree, line, _of_value(node, lines[line]))
    elif flow and (comma := _COMMA.search(value)) and line == node.end_mark.line:
        fixed = ", ".join(part.strip() for part in _COMMA.split(value) if part.strip())
        message = f"方括号里的各项要用半角逗号隔开，这里用了“{comma[0]}”，会被读成一项"
        repair = Repair("Y120", column + comma.start(), _swap(lines[line], node, fixed), message)
        _say(tree, line, iter([repair]))
    elif _WIDE_HASH.search(value) and line == node.end_mark.line:
        _say(tree, line, (repair for repair in specific(lines[line]) if "＃" in repair.reason))
    _swallowed(tree, node, lines)


def _swallowed(tree: Tree, node: yaml.ScalarNode, lines: list[str]) -> None:
    for spot in range(node.start_mark.line + 1, node.end_mark.line + 1):
        line = lines[spot]
        if _SWALLOWED.match(line) or _LIST_LIKE.match(line.lstrip()):
            _say(tree, spot, specific(line))


def _of_value(node: yaml.ScalarNode, line: str) -> Iterator[Repair]:
    return (repair for repair in specific(line) if repair.column == node.start_mark.column)


def _swap(line: str, node: yaml.ScalarNode, value: str) -> str:
    return line[: node.start_mark.column] + value + line[node.end_mark.column :]


def _say(tree: Tree, line: int, repairs: Iterator[Repair]) -> bool:
    repair = next(repairs, None)
    if repair is None:
        return False
    spot = yaml.Mark("", 0, line, repair.column, None, 0)
    tree.meant.setdefault(line, repair.line)
    tree.say(repair.code, spot, repair.reason, f"第 {line + 1} 行应写成：{repair.line.strip()}")
    return True


def _cut_off(tree: Tree, lines: list[str]) -> None:
    """Texts after which `` #`` follows without a space: more likely content (``3号楼 #2单元``) than a comment."""
    for node in _scalars(tree.node):
        end = node.end_mark
        rest = lines[end.line][end.column :] if end.line < len(lines) else ""
        found = _CUT_OFF.match(rest)
        if not found or node.style or end.column == 0:
            continue
        whole = (node.value + rest).rstrip()
        message = f"“{rest.strip()}”被当作注释，没有读进去：是内容就给整个值加引号，是注释就在 # 后空一格"
        fix = f"第 {end.line + 1} 行应写成：{(lines[end.line][: node.start_mark.column] + quoted(whole)).strip()}"
        spot = yaml.Mark("", 0, end.line, end.column + len(found[0]) - 1, None, 0)
        tree.say("Y127", spot, message, fix)


def _scalars(node: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    waiting = [node]
    while waiting:
        here = waiting.pop()
        if isinstance(here, yaml.ScalarNode):
            yield here
        elif isinstance(here, yaml.MappingNode):
            waiting.extend(part for pair in here.value for part in pair)
        elif isinstance(here, yaml.SequenceNode):
            waiting.extend(here.value)
