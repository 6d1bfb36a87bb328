"""One data file as it was typed: its values and, for each of them, line and column.

``read`` takes a path, ``parse`` a text. Both return what they found wrong beside the source, and a source wherever
its values can be used, so that one slip does not hide the others.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

import yaml

from carebook.findings import Finding, Place, Severity, ordered
from carebook.reading.decoding import read_text
from carebook.reading.misreadings import doubt
from carebook.reading.parsed import YamlTree, grow
from carebook.reading.private_use import private_use
from carebook.reading.syntax import SHOWN_ERRORS, explain_syntax
from carebook.rulebook import severity

Value: TypeAlias = "bool | int | float | str | list[Value] | dict[str, Value] | None"
#: A value that was locked: its path, what it says, and its quotes.
Opened: TypeAlias = tuple[tuple[str | int, ...], str, str | None]

MOST = 50
_ROUNDS = 4
#: Trees kept at a time, some 0.15 MB each: rules go from file to file and come back to those in which they find something.
_KEPT = 64
_LINE_END = re.compile(r"\r\n|\r|\n")
# The slips whose meaning is certain: what follows in the file can be judged as if they were not there.
_BEYOND_DOUBT = {"Y103", "Y113", "Y114", "Y120", "Y121", "Y122", "Y125", "Y127"}
# Fatal: what YAML does not allow, and line ends that editors do not count as such.
_FATAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
# What git leaves where two people changed the same lines.
_CONFLICT = re.compile(r"<{7}(?: |$)|\|{7}(?: |$)|={7}$|>{7}(?: |$)")
_BOTH = "这里有两个人同时改动留下的冲突标记，文件没有合并完，没有读取"
_BOTH_ADVICE = (
    "<<<<<<< 到 ======= 是一个人写的，======= 到 >>>>>>> 是另一个人写的：两人核对，留下对的，删去三行标记，再 git add、"
    "git commit；不知道怎么办的，git merge --abort 回到合并以前"
)
# Readable, but two texts that look the same would differ, or read in another order than they are stored.
_HIDDEN = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\u00ad\ufff9-\ufffb]")


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read: ``shown`` is its path as the user knows it, ``text`` what its values were read from.

    Positions are found by reading the text again: few files are asked for them, and the trees of all files would
    take several times the memory of their values. Of the lines in ``told`` something was said already; the schema
    need not repeat it in other words. ``indents`` tells for the line (from 1) of each ``|`` how far the text below it
    is indented. ``cipher`` are the values as they lie in the file where some of them stayed locked; ``data`` are
    those that could be read; ``opened`` are path, text and quotes of those that were locked.
    """

    shown: str
    data: Value
    text: str
    told: frozenset[int] = frozenset()
    indents: Mapping[int, int] = field(default_factory=dict)
    cipher: Value = None
    opened: tuple[Opened, ...] = ()

    @property
    def node(self) -> yaml.Node:
        """The tree with positions; it is shared, and nobody may change it."""
        return _positions(self.text, self.opened)

    def place(self, path: Sequence[str | int], *, key: bool = False) -> Place:
        """Return where the value at a path stands; with ``key``, where its key stands.

        Where the path ends early, the nearest ancestor that exists is meant.
        """
        mark = self.node.start_mark
        here: yaml.Node | None = self.node
        for step in path:
            name, here = _step(here, step)
            if here is None:
                break
            # An empty value has no place of its own that anybody would look at.
            at_key = name is not None and (key or _is_blank(here))
            mark = name.start_mark if at_key and name is not None else here.start_mark
        return Place(self.shown, mark.line + 1, mark.column + 1)

    def inside(self, path: Sequence[str | int], line: int, column: int) -> Place:
        """Return where a character of a text stands: ``line`` and ``column`` count from 0 within the text.

        Of a text that is folded or goes on over several lines, the beginning is meant.
        """
        begin = self.place(path)
        node = self.find(path)
        if not isinstance(node, yaml.ScalarNode):
            return begin
        if node.style == "|" and begin.line in self.indents:
            return Place(self.shown, begin.line + 1 + line, self.indents[begin.line] + column + 1)
        if node.style != ">" and node.start_mark.line == node.end_mark.line:
            quote = 1 if node.style in {"'", '"'} else 0
            return Place(self.shown, begin.line, begin.column + quote + column)
        return begin

    def find(self, path: Sequence[str | int]) -> yaml.Node | None:
        """Return the node at a path, ``None`` if there is none."""
        return _find(self.node, path)


@lru_cache(maxsize=_KEPT)
def _positions(text: str, opened: tuple[Opened, ...]) -> yaml.Node:
    """The tree of a text that was read before, with what was opened in the place of its tokens.

    These are many small values without cycles, which need no search for any.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        node = grow(text, "").node
    finally:
        if was:
            gc.enable()
    if node is None:
        raise ValueError(text)
    for path, said, quotes in opened:
        if isinstance(place := _find(node, path), yaml.ScalarNode):
            place.value, place.style = said, quotes
    return node


def _find(here: yaml.Node | None, path: Sequence[str | int]) -> yaml.Node | None:
    for step in path:
        _, here = _step(here, step)
    return here


def read(path: Path, root: Path, shown: str) -> tuple[Source | None, tuple[Finding, ...]]:
    """Read one file of the data folder ``root``; ``shown`` is the path to print."""
    text, findings = read_text(path, root, shown)
    if text is None:
        return None, findings
    source, further = parse(text, shown)
    return source, (*findings, *further)


def parse(text: str, shown: str) -> tuple[Source | None, tuple[Finding, ...]]:
    """Read one record from a text."""
    lines = _LINE_END.split(text.removeprefix("\ufeff"))
    if fatal := _characters(_FATAL, lines, shown):
        return None, tuple(fatal)
    if mark := next((spot for spot, line in enumerate(lines, 1) if _CONFLICT.match(line)), 0):
        return None, (Finding("Y130", Place(shown, mark), _BOTH, _BOTH_ADVICE),)
    hidden = _characters(_HIDDEN, lines, shown)
    source, findings = _understand(lines, shown)
    findings += private_use("\n".join(lines), shown)
    if source and hidden:
        source = replace(source, told=source.told | {finding.place.line for finding in hidden})
    findings = ordered([_within(finding, lines) for finding in (*hidden, *findings)])
    if len(findings) > MOST:
        more = f"这个文件还有 {len(findings) - MOST} 处写法问题没有列出，先改前面的"
        findings = [*findings[:MOST], Finding("Y100", findings[MOST].place, more)]
    return source, tuple(findings)


def _within(finding: Finding, lines: list[str]) -> Finding:
    """The finding at a spot of the text as it was typed: a line that was repaired on the way may have been longer."""
    line = min(finding.place.line, len(lines))
    column = min(finding.place.column, len(lines[line - 1]) + 1)
    return replace(finding, place=Place(finding.place.file, line, column))


def _understand(lines: list[str], shown: str) -> tuple[Source | None, list[Finding]]:
    """Read the lines, and where they are not written right, read on as they were meant."""
    findings: list[Finding] = []
    source: Source | None = None
    for _ in range(_ROUNDS):
        told = {finding.place.line for finding in findings}
        tree, slips, lines = _grown(lines, shown)
        if tree is None:
            return None, [*findings, *_untold(slips, told)]
        source = _judge(tree, lines, first=not slips and not findings)
        findings += [*_untold(slips, told), *_untold(tree.findings, told | {slip.place.line for slip in slips})]
        if not tree.meant:
            break
        lines = [tree.meant.get(spot, line) for spot, line in enumerate(lines)]
    if source is None or any(finding.rule not in _BEYOND_DOUBT for finding in findings):
        return None, findings
    # A mere warning (a comment that swallowed text) must not hide what the schema has to say of the line.
    told = {f.place.line for f in findings if f.rule != "Y113" and severity(f) is Severity.ERROR}
    return replace(source, told=frozenset(told)), findings


def _grown(lines: list[str], shown: str) -> tuple[YamlTree | None, list[Finding], list[str]]:
    """Grow the tree of the lines, repaired where that is needed; ``None`` if they cannot be."""
    try:
        return grow("\n".join(lines), shown), [], lines
    except yaml.YAMLError:
        slips, lines = explain_syntax(lines, shown)
    try:
        return grow("\n".join(lines), shown), slips, lines
    except yaml.YAMLError:
        return None, slips, lines


def _untold(findings: list[Finding], told: set[int]) -> list[Finding]:
    return [finding for finding in findings if finding.place.line not in told]


def _judge(tree: YamlTree, lines: list[str], *, first: bool) -> Source | None:
    """Say what is wrong with a tree as a whole, and what in it was probably meant otherwise.

    What follows from a slip that was told before is not said: ``first`` is whether nothing was.
    """
    if tree.broken:
        return None
    if tree.node is None or (isinstance(tree.node, yaml.ScalarNode) and not tree.node.value):
        what = "文件里只有注释，没有内容" if any(line.strip() for line in lines) else "文件是空的"
        fix = "照同类的文件填写；用不着的文件就删去"
        tree.findings.append(Finding("Y107", Place(tree.shown), what, fix))
        return None
    doubt(tree, lines)
    if isinstance(tree.node, yaml.MappingNode):
        return Source(tree.shown, tree.data, "\n".join(lines), indents=_indents(tree.blocks, lines))
    if first and not tree.findings:
        what = "一列（“- ”开头）" if isinstance(tree.node, yaml.SequenceNode) else "一段文字"
        message = f"整个文件应由“键: 值”各行组成，这里却是{what}"
        tree.say("Y108", tree.node.start_mark, message, "照同类的文件写成“键: 值”各行")
    return None


def _indents(blocks: Sequence[int], lines: list[str]) -> dict[int, int]:
    """How far the text below each ``|`` is indented, by the line (from 1) of the ``|``; blocks count from 0."""
    found = {}
    for block in blocks:
        below = next((line for line in lines[block + 1 :] if line.strip()), "")
        found[block + 1] = len(below) - len(below.lstrip(" "))
    return found


def _characters(pattern: re.Pattern[str], lines: list[str], shown: str) -> list[Finding]:
    findings: list[Finding] = []
    if not pattern.search("\n".join(lines)):
        return findings
    for number, line in enumerate(lines, 1):
        for found in pattern.finditer(line):
            message = f"这里有一个看不见的字符（U+{ord(found[0]):04X}），多半是粘贴时带进来的"
            clean = re.sub(pattern, "", line).strip()
            place = Place(shown, number, found.start() + 1)
            findings.append(Finding("Y103", place, message, "" if clean else "删去这个字符", clean))
            if len(findings) == SHOWN_ERRORS:
                return findings
    return findings


def _step(here: yaml.Node | None, step: str | int) -> tuple[yaml.Node | None, yaml.Node | None]:
    if isinstance(here, yaml.MappingNode):
        return next(((name, value) for name, value in here.value if name.value == step), (None, None))
    if isinstance(here, yaml.SequenceNode) and isinstance(step, int) and 0 <= step < len(here.value):
        return None, here.value[step]
    return None, None


def _is_blank(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and not node.value and not node.style
