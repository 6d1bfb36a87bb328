"""Measure one file: a PDF as it is, a DOCX by its XML and as LibreOffice lays it out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from carebook.conform import word
from carebook.conform.intake import harmless
from carebook.conform.judge import judge
from carebook.conform.reading import UnreadablePaperError, pages
from carebook.conform.sheet import PrintedPage
from carebook.conform.standard import ClauseState, Verdict, clauses, unseen
from carebook.writers.fonts import FAMILIES

_NO_OFFICE = "没有安装 LibreOffice，量不出版面"


@dataclass(frozen=True, slots=True)
class Measured:
    """What came out for one file. ``pdf`` are its pages for pictures; empty if they cannot be seen."""

    name: str
    verdicts: Sequence[Verdict]
    pdf: bytes = b""


def measure(data: bytes, name: str, home: Path) -> Measured:
    """Measure a PDF or DOCX.

    Args:
        data: the file.
        name: how people call it.
        home: the product's root, where the fonts lie that stand in for office fonts.

    Raises:
        UnreadableError: it is neither, or broken; the argument is a Chinese sentence.
    """
    if data[:5] == b"%PDF-":
        return Measured(name, judge(_some(data)), data)
    if data[:2] == b"PK":
        return _word(harmless(data), name, home)
    raise UnreadablePaperError("只量 PDF 和 DOCX 文件；旧的 .doc 或 .wps 文件请先另存为 DOCX")


def _some(data: bytes) -> tuple[PrintedPage, ...]:
    found = pages(data)
    if not found:
        raise UnreadablePaperError("文件里一页也没有")
    return found


def _word(data: bytes, name: str, home: Path) -> Measured:
    found = word.parts(data)
    stated = list(word.declared(found))
    # A font of none of the five kinds is drawn with one that is none of them either, so that it is seen as such.
    stand_ins = {font: FAMILIES["wide" if kind == "other" else kind] for font, kind in word.fonts(found).items()}
    try:
        pdf = word.lay_out(data, home, stand_ins)
    except FileNotFoundError:
        said = {verdict.rule for verdict in stated}
        rest = [unseen(key, clause.manual or _NO_OFFICE) for key, clause in clauses().items() if key not in said]
        return Measured(name, _ordered([*stated, *rest]))
    return Measured(name, _ordered([*judge(_some(pdf)), *stated]), pdf)


def _ordered(verdicts: Sequence[Verdict]) -> tuple[Verdict, ...]:
    """By clause; what the file states takes the place of what could not be measured."""
    known = {one.rule for one in verdicts if one.state is not ClauseState.UNSEEN}
    order = list(clauses())
    kept = [one for one in verdicts if one.state is not ClauseState.UNSEEN or one.rule not in known]
    return tuple(sorted(kept, key=lambda one: order.index(one.rule)))
