"""From text to values and positions in one pass over the events of the C parser.

No recursion, so that depth is counted and not suffered; nothing is resolved but what stands in ``_plain``, so that
``no``, ``010``, ``12:30`` and dates stay the text that was typed. What YAML can do and records never need
(anchors, aliases, tags, merge keys, several documents, keys that are not text) is refused with a sentence.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

import yaml

from carebook.findings import Finding, Place

#: Where a value stands: the keys and numbers of items that lead to it.
Path_: TypeAlias = "tuple[str | int, ...]"

DEPTH = 20
_WORDS: dict[str, bool | None] = {"": None, "~": None, "null": None, "true": True, "false": False}
_VALUE_FIRST = frozenset("~ntf-0123456789")
# The digits are limited: a longer number is an identifier, and float() of a longer one loses what was typed.
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})").fullmatch
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,14})\.[0-9]{1,15}").fullmatch
_MAP, _SEQ, _STR = (f"tag:yaml.org,2002:{name}" for name in ("map", "seq", "str"))


class Text(NamedTuple):
    """An unquoted text: whether it is an item of ``[…]``, whether it is a key."""

    node: yaml.ScalarNode
    item: bool
    key: bool


@dataclass(slots=True)
class YamlTree:
    """What a text holds: the node and value of its first document, and what was refused on the way.

    ``texts`` are the unquoted texts that may not say what was meant; ``meant`` are lines (from 0) as
    they were probably meant; ``blocks`` are the lines (from 0) of each ``|``; ``broken`` says that the values are not to
    be used.
    """

    shown: str
    node: yaml.Node | None = None
    data: Any = None
    findings: list[Finding] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    meant: dict[int, str] = field(default_factory=dict)
    blocks: list[int] = field(default_factory=list)
    broken: bool = False

    def say(self, code: str, mark: Any, message: str, advice: str = "", fix: str = "") -> None:
        """Keep a finding at a mark of the parser."""
        self.findings.append(Finding(code, Place(self.shown, mark.line + 1, mark.column + 1), message, advice, fix))

    def refuse(self, code: str, mark: Any, message: str, advice: str = "") -> None:
        """Keep a finding after which the values are of no use."""
        self.say(code, mark, message, advice)
        self.broken = True


class _Open:
    """A mapping or list whose end has not come yet."""

    __slots__ = ("flow_list", "mapping", "nodes", "start", "values")

    def __init__(self, start: Any, *, flow_list: bool = False, mapping: bool = False) -> None:
        self.start = start
        self.flow_list = flow_list
        self.mapping = mapping
        self.nodes: list[yaml.Node] = []
        self.values: list[Any] = []


def grow(text: str, shown: str) -> YamlTree:
    """Read a text; raises ``yaml.YAMLError`` where it is not YAML."""
    tree = YamlTree(shown)
    parser = yaml.CSafeLoader(text)
    try:
        _follow(parser, tree)
    finally:
        parser.dispose()
    return tree


def _follow(parser: yaml.CSafeLoader, tree: YamlTree) -> None:
    here = _Open(None)
    stack: list[_Open] = []
    while not tree.broken and parser.check_event():
        event: Any = parser.get_event()
        kind = event.__class__
        if kind is yaml.ScalarEvent:
            _scalar(event, here, tree)
        elif kind is yaml.MappingStartEvent:
            stack.append(here)
            here = _Open(event.start_mark, mapping=True)
            _check_start(event, len(stack), tree)
        elif kind is yaml.SequenceStartEvent:
            stack.append(here)
            here = _Open(event.start_mark, flow_list=bool(event.flow_style))
            _check_start(event, len(stack), tree)
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            node, value = _close(here, event, tree)
            here = stack.pop()
            here.nodes.append(node)
            here.values.append(value)
        elif kind is yaml.AliasEvent:
            message = f"不能用别名“*{event.anchor}”引用别处的内容"
            tree.refuse("Y111", event.start_mark, message, "把内容直接写在这里；是文字就给整个值加引号")
        elif kind is yaml.DocumentStartEvent and here.nodes:
            message = "一个文件只能写一份记录，这里又用“---”开始了第二份"
            tree.refuse("Y109", event.start_mark, message, "删去“---”，或另建文件")
    if here.nodes:
        tree.node, tree.data = here.nodes[0], here.values[0]


def _check_start(event: Any, depth: int, tree: YamlTree) -> None:
    if depth > DEPTH:
        tree.refuse("Y110", event.start_mark, f"嵌套超过 {DEPTH} 层，记录用不到这么深", "查一查是不是多了括号或缩进")
    _check_extras(event, tree)


def _check_extras(event: Any, tree: YamlTree) -> None:
    quoting = "若符号是内容的一部分，给整个值加上引号"
    if event.anchor is not None:
        tree.refuse("Y111", event.start_mark, f"不能用锚点“&{event.anchor}”", quoting)
    elif event.tag is not None:
        shown = event.tag.replace("tag:yaml.org,2002:", "!!")
        tree.refuse("Y112", event.start_mark, f"不能用类型标记“{shown}”", quoting)


def _scalar(event: Any, here: _Open, tree: YamlTree) -> None:
    if event.anchor is not None or event.tag is not None:
        _check_extras(event, tree)
    text: str = event.value
    node = yaml.ScalarNode(_STR, text, event.start_mark, event.end_mark, event.style)
    here.nodes.append(node)
    if event.style:
        if event.style == "|":
            tree.blocks.append(event.start_mark.line)
        here.values.append(text)
        return
    value = plain(text)
    here.values.append(value)
    if value is text and _may_mislead(text, event):
        key = here.mapping and len(here.nodes) % 2 == 1
        tree.texts.append(Text(node, here.flow_list, key))


def _may_mislead(text: str, event: Any) -> bool:
    """Whether a text can be one of those that ``doubts`` looks for; most keys and codes cannot."""
    if not text.isascii() or text[0] == "-" or text[-1] in '"]}':
        return True
    return bool(event.start_mark.line != event.end_mark.line or ":" in text)


def plain(text: str) -> bool | int | float | str | None:
    """Return the value of an unquoted text: empty, a truth value, a plain decimal number, else the text itself."""
    if text and text[0] not in _VALUE_FIRST:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER(text):
        return int(text)
    if _DECIMAL(text):
        number = float(text)
        return int(number) if number.is_integer() else number
    return text


def _close(done: _Open, event: Any, tree: YamlTree) -> tuple[yaml.Node, Any]:
    end: Any = event.end_mark
    if event.__class__ is yaml.SequenceEndEvent:
        return yaml.SequenceNode(_SEQ, done.nodes, done.start, end), done.values
    pairs: list[tuple[yaml.Node, yaml.Node]] = []
    data: dict[str, Any] = {}
    first: dict[str, int] = {}
    for spot in range(0, len(done.nodes), 2):
        node = done.nodes[spot]
        key = _key(node, done.values[spot], tree)
        if key is None:
            continue
        if key in first:
            message = f"键“{key}”重复：第 {first[key]} 行已经写过"
            tree.say("Y113", node.start_mark, message, "两处合成一处，删去多余的一行")
            continue
        first[key] = node.start_mark.line + 1
        pairs.append((node, done.nodes[spot + 1]))
        data[key] = done.values[spot + 1]
    return yaml.MappingNode(_MAP, pairs, done.start, end), data


def _key(node: yaml.Node, value: Any, tree: YamlTree) -> str | None:
    mark: Any = node.start_mark
    if not isinstance(node, yaml.ScalarNode):
        tree.say("Y114", mark, "键必须是一个词，不能是列表或“{…}”", "若整个值是文字，给它加上引号")
        return None
    if not node.value:
        tree.say("Y114", mark, "冒号前面没有键", "写成“键: 值”")
        return None
    if node.value == "<<" and not node.style:
        tree.refuse("Y111", mark, "不能用合并键“<<”", "把要用的各行直接写出来")
        return None
    if not isinstance(value, str):
        tree.say("Y114", mark, f"键“{node.value}”会被读成数字或真假值，键必须是文字", "改成字段表里的键")
    return sys.intern(str(node.value))
