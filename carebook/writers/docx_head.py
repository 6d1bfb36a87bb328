"""The head of an official document in DOCX: mark, number, signers, red rule (7.2), in letters around it (10.1).

Positions are those of the PDF. Word and LibreOffice hang type at the foot of a line of exact height, so each paragraph
is placed by the base line it must have; ``_Column`` keeps how far down the page the paragraphs before it reach.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from carebook.writers.docx_mark import Mark, mark_of
from carebook.writers.docx_order import paragraph
from carebook.writers.docx_runs import Ink, runs
from carebook.writers.docx_sections import LETTER_RULE_MM, RED, letter_rule
from carebook.writers.docx_styles import ASCENT, LARGE_LINE, OFFICIAL_SPACING, twips
from carebook.writers.docx_table import bare_row
from carebook.writers.flow import width
from carebook.writers.look import PAGE_MM, PITCH, POINTS_PER_MM, Look, type_width
from carebook.writers.tree import Element
from carebook.writers.vocabulary import inline_text

_ROWS = {"copy-number": ("CopyNumber", "fang"), "secrecy": ("Secrecy", "hei"), "urgency": ("Urgency", "hei")}
# Upper edge of the mark below that of the type area, by form; in a letter below that of the sheet.
_DOWN_MM = {"": 35, "minutes": 35, "order": 20, "letter": 30}
_RULE_MM = 4.25  # from the number to the middle of the red rule: 4 mm to its upper edge (7.2.7)
_DOUBLE_MM = 4  # from a letter's mark to its double rule
_RULE_SPACE = 9  # points from the line of the number to the rule: 4 mm below its type
_RULE_SIZE = 1.5
_RULE = f'w:val="single" w:sz="{round(_RULE_SIZE * 8)}" w:space="{_RULE_SPACE}" w:color="{RED}"'
_DOUBLE = 1.4 * POINTS_PER_MM  # height of a letter's double rule
_TOP = 0.88  # where the PDF's lines begin above the base line, in parts of the size


class HeadWriter:
    """Writes one head. ``form`` is the class of the article.

    After ``write``, ``rest`` is how far below the last paragraph the top of the next block's type lies, in points.
    """

    def __init__(self, look: Look, form: str, block: Element) -> None:
        """Find the parts."""
        self.look, self.form = look, form
        self.parts = tuple(block.elements)
        self.rows = [part for part in self.parts if part.kind in _ROWS]
        self.number, self.signer = self._part("number"), self._part("signer")
        self.mark: Mark | None = mark_of(self.parts, look)
        # Two lines of the standard, and by how much the type of a title stands above the box of its line in the PDF.
        self.gap = 2 * PITCH + (look.h1 - look.size) / 2
        self.more = self._more()
        self.rest = 0.0

    def _part(self, kind: str) -> Element | None:
        return next((part for part in self.parts if kind in (part.kind, part.tag)), None)

    def write(self) -> Iterator[str]:
        """All parts in the order of the vocabulary."""
        return self._letter() if self.form == "letter" else self._ordinary()

    def _down(self) -> float:
        """Upper edge of the mark in points below that of the type area."""
        above = self.look.margins[0] if self.form == "letter" else 0
        return (_DOWN_MM[self.form] - above) * POINTS_PER_MM

    def _more(self) -> float:
        """What each gap of two lines takes in addition, so that the text below lies on the lines of the page."""
        ruled = self._part("hr") is not None
        high = self._down() + self.mark.height if self.mark else len(self.rows) * PITCH
        if self.form == "letter":
            gaps, high = 1, high + _DOUBLE_MM * POINTS_PER_MM + _DOUBLE
            if self.rows or self.number:
                high += self.look.size * 7 / 8 + max(1, len(self.rows)) * PITCH - self.look.lead
        else:
            gaps = 2 if self.number else 1
            high += (2 * PITCH * (self.mark is not None) + self.look.size) if self.number else 0
            high += _RULE_MM * POINTS_PER_MM if ruled else 0
        high += self.gap
        more = (ceil(high / PITCH - 0.01) * PITCH - high) / gaps
        return more if more < PITCH / 2 else 0

    def _ordinary(self) -> Iterator[str]:
        for row in self.rows:
            yield _line(row, self.look)
        foot = len(self.rows) * PITCH
        if self.mark:
            yield space(self._down() + self.mark.lift - foot)
            yield self.mark.xml()
            foot = self._down() + self.mark.height
        gap = self.mark.below if self.mark else 0.0
        ruled = self._part("hr") is not None
        self.rest = self.gap + self.more - gap
        if self.number is not None:
            # Where the type stands in the line of the number, and what the line leaves below it.
            line = self.look.size * LARGE_LINE
            lift = -lead_of(line, self.look.size)
            rest = line - self.look.size + lift
            above = (2 * PITCH + self.more if self.mark else 0) - gap + lift
            yield from self._numbered(self.number, above, ruled=ruled)
            self.rest = self.gap + self.more - rest
        if ruled:
            self.rest += _RULE_MM * POINTS_PER_MM
            if self.number is None:
                before = f'<w:spacing w:before="{twips(self.rest - self.gap - self.more)}"/>'
                yield paragraph("Break", "", before, f"<w:pBdr><w:bottom {_RULE}/></w:pBdr>")
                self.rest = self.gap + self.more
            self.rest -= _RULE_SPACE + _RULE_SIZE

    def _numbered(self, number: Element, above: float, *, ruled: bool) -> Iterator[str]:
        if self.signer is None:
            rule = f"<w:pBdr><w:bottom {_RULE}/></w:pBdr>" if ruled else ""
            before = f'<w:spacing w:before="{twips(above)}"/>'
            yield paragraph("Number", text_of(number, "fang", self.look.size), before, rule)
            return
        yield space(above)
        yield _signed(number, self.signer, self.look, ruled=ruled)
        yield paragraph("Break", "")

    def _letter(self) -> Iterator[str]:
        """Mark and double rule; below them rows at the left, the number at the right (10.1)."""
        self.rest = self.gap + self.more
        if self.mark:
            yield self._above_type_area(self.mark) + paragraph("Break", "")
        if self.rows or self.number:
            yield from self._beside()
            # The lines below each other begin lower than type does in the PDF, and end lower.
            self.rest += lead_of(PITCH, self.look.size) - self.look.lead

    def _above_type_area(self, mark: Mark) -> str:
        """Mark and double rule of a letter: a table of one cell, because they reach out of the type area."""
        wide = twips(LETTER_RULE_MM * POINTS_PER_MM)
        left = twips((PAGE_MM[0] - LETTER_RULE_MM) / 2 * POINTS_PER_MM)
        gap = self.look.size * 7 / 8 - lead_of(PITCH, self.look.size) if self.rows or self.number else 0
        place = (
            f'<w:tblpPr w:bottomFromText="{twips(gap)}" w:vertAnchor="margin" w:horzAnchor="page" w:tblpX="{left}" '
            f'w:tblpY="{twips(self._down() + mark.lift)}"/>'
        )
        below = twips(_DOUBLE_MM * POINTS_PER_MM - mark.below)
        exact = f'<w:spacing w:before="0" w:after="0" w:line="{below}" w:lineRule="exact"/>'
        rule = paragraph("Break", "", exact, f"<w:pBdr>{letter_rule('thickThinSmallGap', 'bottom')}</w:pBdr>")
        return bare_row([(wide, mark.xml() + rule, "top")], place=place)

    def _beside(self) -> Iterator[str]:
        lines = "".join(_line(row, self.look) for row in self.rows)
        exact = f'<w:spacing w:line="{twips(PITCH)}" w:lineRule="exact"/>'
        shown = (
            paragraph("Number", text_of(self.number, "fang", self.look.size), exact, '<w:jc w:val="right"/>')
            if self.number
            else ""
        )
        if not (lines and shown):
            yield lines + shown
            return
        half = twips(type_width(self.look) / 2)
        yield bare_row([(half, lines, "top"), (half, shown, "top")])
        yield paragraph("Break", "")


def _signed(number: Element, signer: Element, look: Look, *, ruled: bool) -> str:
    """Number at the left on the line of the last signer, signers at the right, two in a line (7.2.5, 7.2.6)."""
    label, *names = signer.elements
    size, cell = look.size, look.size + OFFICIAL_SPACING / 20
    columns = min(2, len(names))
    widest = max(width(inline_text(name)) for name in names)
    start = width(inline_text(label))
    right = twips((start + columns * widest + columns) * cell) + 20  # a little more, so that no line breaks
    stop = f'<w:tabs><w:tab w:val="left" w:pos="{twips((start + widest + 1) * cell)}"/></w:tabs>'
    lines = []
    for place in range(0, len(names), columns):
        some = (text_of(name, "kai", size, "fang") for name in names[place : place + columns])
        text = (text_of(label, "fang", size) if place == 0 else "") + "<w:r><w:tab/></w:r>".join(some)
        indent = "" if place == 0 else f'<w:ind w:left="{twips(start * cell)}"/>'
        below = "" if place == 0 else f'<w:spacing w:before="{twips(look.lead - (LARGE_LINE - 1) * size)}"/>'
        lines.append(paragraph("Signer", text, stop, indent, below))
    left = twips(type_width(look)) - right
    edge = f'<w:ind w:leftChars="100" w:left="{twips(cell)}"/>'
    shown = paragraph("Number", text_of(number, "fang", size), edge, '<w:jc w:val="left"/>')
    foot = f'<w:bottom w:val="single" w:sz="12" w:space="0" w:color="{RED}"/>' if ruled else ""
    return bare_row(
        [(left, shown, "bottom"), (right, "".join(lines), "bottom")],
        borders=foot,
        below=twips(_RULE_SPACE) if ruled else 0,
    )


def _line(part: Element, look: Look) -> str:
    style, role = _ROWS[part.kind]
    return paragraph(style, text_of(part, role, look.size))


def lead_of(line: float, size: float) -> float:
    """How much lower type of a size stands in an exact line than it does in the PDF, where it begins at the top."""
    return ASCENT * line - _TOP * size


def text_of(part: Element, role: str, size: float, base: str = "") -> str:
    """The runs of a line; ``base`` is the role of the paragraph's style if it is another."""
    return "".join(runs(part, Ink(base or role, size, role=role if base else "")))


def space(points: float, *properties: str) -> str:
    """An empty line of a given height."""
    exact = f'<w:spacing w:before="0" w:after="0" w:line="{twips(points)}" w:lineRule="exact"/>'
    return paragraph("Break", "", exact, *properties)
