"""Rules about the numbering of paragraphs in official documents (GB/T 9704—2012 7.3.3)."""

from __future__ import annotations

from collections.abc import Iterator

from carebook.findings import Finding
from carebook.records.numbering import Paragraph, ParagraphNumber, paragraphs, written
from carebook.rules.notices.texts import NoticeText, all_texts
from carebook.rules.world import World

_FIRST, _SECOND, _THIRD = 1, 2, 3
_LEVELS = "一、 → （一） → 1. → （1）"


def forms(world: World) -> Iterator[Finding]:
    """N811: a number that is not written as its level asks for."""
    for text in all_texts(world):
        for paragraph in paragraphs(text.text):
            head = paragraph.head
            if head and head.written.rstrip() != head.right:
                message = f"{text.name}的序数写成“{head.written}”"
                rest = paragraph.text.removeprefix(head.written)[:12]
                advice = f"{head.right}{rest}（四层依次为 {_LEVELS}）"
                yield text.finding("N811", paragraph.line, paragraph.indent, message, advice)


def sequence(world: World) -> Iterator[Finding]:
    """N812: numbers that are skipped or given twice; N813: a level that does not follow from those above it."""
    for text in all_texts(world):
        outline = _Outline(text)
        for paragraph in paragraphs(text.text):
            if paragraph.head:
                yield from outline.take(paragraph, paragraph.head)


class _Outline:
    """What numbers have been given so far: the last of each level, and the line it stands on."""

    def __init__(self, text: NoticeText) -> None:
        self.text = text
        heads = [p.head for p in paragraphs(text.text) if p.head]
        self.levels = {head.level for head in heads}
        self.last: dict[int, tuple[int, int]] = {}

    def take(self, paragraph: Paragraph, head: ParagraphNumber) -> Iterator[Finding]:
        """Judge one number and remember it."""
        before, line = self.last.get(head.level, (0, 0))
        if message := self._jump(head):
            advice = f"层次依次为 {_LEVELS}；只有两层的可以用“一、”和“1.”"
            yield self.text.finding("N813", paragraph.line, paragraph.indent, message, advice)
        if head.number != before + 1:
            wanted = written(head.level, before + 1)
            said = self._said(head, before, line)
            advice = f"{wanted}{paragraph.text.removeprefix(head.written)[:12]}"
            yield self.text.finding("N812", paragraph.line, paragraph.indent, said, advice)
        self.last = {level: seen for level, seen in self.last.items() if level < head.level}
        self.last[head.level] = (head.number, paragraph.line)

    def _said(self, head: ParagraphNumber, before: int, line: int) -> str:
        name, here = self.text.name, head.right
        if not before:
            return f"{name}的序数从“{here}”开始，前面没有“{written(head.level, 1)}”"
        spot = self.text.place(line, 0).line
        if head.number <= before:
            return f"{name}的序数“{here}”重了：第 {spot} 行已经写到“{written(head.level, before)}”"
        return f"{name}的序数跳了：第 {spot} 行是“{written(head.level, before)}”，接着却是“{here}”"

    def _jump(self, head: ParagraphNumber) -> str:
        """Why a level cannot stand here; empty if it can.

        A text of two levels may use ``一、`` and ``1.``, one of a single level ``1.`` alone.
        """
        above = head.level - 1
        if not above or above in self.last:
            return ""
        if head.level == _THIRD and _SECOND not in self.levels and (_FIRST in self.last or _FIRST not in self.levels):
            return ""
        return f"{self.text.name}的序数“{head.right}”越了层：上面还没有“{written(above, 1)}”这一层"


CHECKS = (forms, sequence)
