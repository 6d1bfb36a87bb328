"""What YAML reads without complaint, but not as it was meant.

A full-width dash, bracket or comma is a letter to the parser: the list becomes one text. A key written with a
full-width colon is swallowed by the text above it. These are looked for in the finished tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from carebook.reading.parsed import Text, YamlTree
from carebook.reading.repairs import Repair, mended, quoted, specific, unopened
from carebook.reading.syntax import LOOKED_BACK, settled, written

_ODD_FIRST = re.compile(r"[“‘＂＇［｛]")
_WRAPPED = re.compile(r"“[^“”]*”|‘[^‘’]*’|＂[^＂]*＂|＇[^＇]*＇|［.*］|｛.*｝", re.DOTALL)
_WIDE_HASH = re.compile(r"\s＃\s|^＃")
_ITEM_LENGTH = 12
_COMMA = re.compile(r"[，、]")
_LIST_LIKE = re.compile(r"[－—–―−﹣•](?![－—–―−])|-[^\s\-\d]")
_SWALLOWED = re.compile(r"\s*(?:- +)?[A-Za-z_][A-Za-z0-9_]*\s*(?:：|:(?!//)[\S\u3000\u00a0])")
_CUT_OFF = re.compile(r"[ \t]+#(?=[^\s#!])")


def doubt(tree: YamlTree, lines: list[str]) -> None:
    """Add to the tree's findings what was probably meant otherwise; ``lines`` are those of the text."""
    for text in tree.texts:
        node = text.node
        value = node.value
        if value[-1] in '"]}' and node.start_mark.line == node.end_mark.line:
            repair = unopened(lines[node.end_mark.line], node.end_mark.column)
            _say(tree, node.end_mark.line, iter([repair] if repair else []), lines)
        elif not value.isascii() or value[0] == "-" or node.start_mark.line != node.end_mark.line:
            _text(tree, text, lines)
    if _CUT_OFF.search("\n".join(lines)):
        _cut_off(tree, lines)


def _text(tree: YamlTree, text: Text, lines: list[str]) -> None:
    node, value = text.node, text.node.value
    line, column = node.start_mark.line, node.start_mark.column
    one_line = line == node.end_mark.line
    opens_line = not lines[line][:column].strip(" \t\u3000\u00a0")
    odd = opens_line and (
        _LIST_LIKE.match(value) or _SWALLOWED.match(value) or (text.key and value[0].isspace()) or node is tree.node
    )
    if odd and _say(tree, line, specific(lines[line]), lines):
        pass
    elif _ODD_FIRST.match(value) and _WRAPPED.fullmatch(value):
        _say(tree, line, _of_value(node, lines[line]), lines)
    elif text.item and one_line and _COMMA.search(value):
        _commas(tree, node, lines)
    elif one_line and _WIDE_HASH.search(value):
        _say(tree, line, (repair for repair in specific(lines[line]) if "＃" in repair.reason), lines)
    for spot in range(line + 1, node.end_mark.line + 1):
        further = odd and (_LIST_LIKE.match(lines[spot].lstrip()) or node is tree.node)
        if further or _SWALLOWED.match(lines[spot]):
            _say(tree, spot, specific(lines[spot]), lines)


def _commas(tree: YamlTree, node: yaml.ScalarNode, lines: list[str]) -> None:
    parts = [part.strip() for part in _COMMA.split(node.value) if part.strip()]
    found = _COMMA.search(node.value)
    if not found or any(len(part) > _ITEM_LENGTH for part in parts):
        return  # a sentence, not a list
    line, column = node.start_mark.line, node.start_mark.column + found.start()
    message = f"方括号里的各项要用半角逗号隔开，这里用了“{found[0]}”，会被读成一项"
    _say(tree, line, iter([Repair("Y120", column, _swap(lines[line], node, ", ".join(parts)), message)]), lines)


def _of_value(node: yaml.ScalarNode, line: str) -> Iterator[Repair]:
    return (repair for repair in specific(line) if repair.column == node.start_mark.column)


def _swap(line: str, node: yaml.ScalarNode, value: str) -> str:
    return line[: node.start_mark.column] + value + line[node.end_mark.column :]


def _say(tree: YamlTree, line: int, repairs: Iterator[Repair], lines: list[str]) -> bool:
    repair = next(repairs, None)
    if repair is None or line in tree.meant:
        return False
    above = range(max(0, line - LOOKED_BACK), line)
    repair = settled(repair, [tree.meant.get(spot, lines[spot]) for spot in above])
    right = mended(repair.line)
    spot = yaml.Mark("", 0, line, repair.column, None, 0)
    tree.meant[line] = right
    tree.say(repair.code, spot, repair.reason, *written(line, repair, right))
    return True


def _cut_off(tree: YamlTree, lines: list[str]) -> None:
    """Texts after which `` #`` follows without a space: more likely content (``3号楼 #2单元``) than a comment."""
    for node in _scalars(tree.node):
        end = node.end_mark
        rest = lines[end.line][end.column :] if end.line < len(lines) else ""
        found = _CUT_OFF.match(rest)
        if not found or node.style or end.column == 0:
            continue
        whole = (node.value + rest).rstrip()
        message = f"“{rest.strip()}”被当作注释，没有读进去：是内容就给整个值加引号，是注释就在 # 后空一格"
        fix = (lines[end.line][: node.start_mark.column] + quoted(whole)).strip()
        spot = yaml.Mark("", 0, end.line, end.column + len(found[0]) - 1, None, 0)
        tree.say("Y127", spot, message, fix=fix)


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
