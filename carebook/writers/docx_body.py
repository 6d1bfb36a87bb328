"""Blocks of a paper as the body of a DOCX document, as XML text."""

from __future__ import annotations

from collections.abc import Iterator

from carebook.writers.docx_head import HeadWriter, lead_of
from carebook.writers.docx_imprint import imprint
from carebook.writers.docx_order import changed, paragraph
from carebook.writers.docx_runs import Ink, runs
from carebook.writers.docx_sections import Kind, across_width
from carebook.writers.docx_signing import Signing
from carebook.writers.docx_styles import ASCENT, OFFICIAL_LINE, Style, styles, twips, whole_lines
from carebook.writers.docx_table import table
from carebook.writers.fit import Fit
from carebook.writers.flow import blocks, note_edges, width
from carebook.writers.look import LOOKS, type_width
from carebook.writers.paper import Layout
from carebook.writers.tree import Element
from carebook.writers.vocabulary import inline_text

_STYLE_OF = {
    "": "Body",
    "recipients": "Recipients",
    "flush": "Flush",
    "center": "Centre",
    "right": "Right",
    "small": "Small",
    "remark": "Remark",
    "attachment-label": "Label",
    "lead": "Lead",
}
_GAP = paragraph("Gap", "")
_NEW_PAGE = "<w:pageBreakBefore/>"


class BodyWriter:
    """Writes the blocks of one paper; ``form`` is the class of the article, ``found`` how the PDF falls on pages."""

    def __init__(self, layout: Layout, form: str, found: Fit) -> None:
        """Look up what the layout needs."""
        self.official = layout == "official"
        self.look, self.form, self.found = LOOKS[layout], form, found
        self.pitch = whole_lines(found.pitch) if self.official else found.pitch
        grid = self.pitch if self.official else 0
        self.styles: dict[str, Style] = {style.id: style for style in styles(self.look, pitch=grid)}
        self.width = type_width(self.look)

    def sections(self, article: Element) -> list[tuple[Kind, str]]:
        """The whole paper as sections; an imprint that has its page to itself is one, and so is an empty page above."""
        main: Kind = "letter" if self.form == "letter" else "main"
        made: list[tuple[Kind, list[str]]] = []
        before: Element | None = None
        for block in blocks(article):
            if block.kind == "landscape":
                made.append(("across", self.write(block, across_width(self.look))))
            elif block.tag == "footer" and self.found.imprint == "own page":
                made += [("empty", [paragraph("Break", "")])] * (self.found.pages - self.found.text_pages - 1)
                made.append(("bare", list(self.block(block, None, self.width))))
            else:
                if not made or made[-1][0] == "across":
                    made.append((main, []))
                    before = None
                self.add(made[-1][1], block, before)
            before = block
        if made and made[-1][0] == main:
            _close(made[-1][1], before)
        return [(kind, _opened("".join(lines))) for kind, lines in made] or [(main, paragraph("Body", ""))]

    def add(self, made: list[str], block: Element, before: Element | None) -> None:
        """One block more in a section; the last paragraph is kept with the signature where it must be (7.3.5.5)."""
        if block.tag == "section":
            _close(made, before)
        held = self.found.hold and block.tag in ("notes", "signing")
        remark = block.kind == "remark" and before is not None and before.tag == "signing"
        if made and made[-1].startswith("<w:p>") and (held or remark):
            made[-1] = changed(made[-1], "<w:keepNext/>")
        made.extend(self.block(block, before, self.width))

    def write(self, parent: Element, width: float) -> list[str]:
        """All blocks of a section; ``width`` is that of the type area."""
        made: list[str] = []
        before: Element | None = None
        for block in blocks(parent):
            made += self.block(block, before, width)
            before = block
        _close(made, before)
        return made

    def new_page(self, section: Element) -> list[str]:
        """The blocks of a section that begins on a new page."""
        made = self.write(section, self.width)
        if made and made[0].startswith("<w:p>"):
            return [changed(made[0], _NEW_PAGE), *made[1:]]
        return [paragraph("Break", "", _NEW_PAGE), *made]

    def block(self, block: Element, before: Element | None, width: float) -> Iterator[str]:
        """One block; ``before`` is the one above it."""
        if block.tag == "section":
            yield from self.new_page(block) if before else self.write(block, width)
        elif block.tag == "header":
            yield from self.head(block)
        elif block.tag == "h1":
            yield self.title(block, before)
        elif block.tag in ("h2", "h3"):
            yield self.line(f"Heading{block.tag[1]}", block)
        elif block.tag == "p":
            yield self.plain(block, before)
        elif block.tag == "signing":
            yield from Signing(self.look, self.pitch).write(block)
        elif block.tag == "notes":
            yield from self.notes(block)
        elif block.tag == "ul":
            yield from self.items(block)
        elif block.tag == "table":
            yield from self.table(block, before, width)
        else:
            yield imprint(block, self.look, ruled=self.form != "letter")

    def line(self, style: str, element: Element, *properties: str) -> str:
        """A paragraph of a style with the text of an element."""
        look = self.styles[style]
        return paragraph(style, "".join(runs(element, Ink(look.role, look.size))), *properties)

    def plain(self, block: Element, before: Element | None) -> str:
        """A paragraph; the first one of those present at a meeting has an empty line above (10.3)."""
        if block.kind != "attendance":
            return self.line(_STYLE_OF[block.kind], block, self._below_head(before))
        above = 0 if before is not None and before.kind == "attendance" else self.pitch
        label = next(iter(block.elements), None)
        start = width(inline_text(label)) if label else 3
        cell = self.look.cell
        edges = f'<w:ind w:left="{twips((2 + start) * cell)}" w:hanging="{twips(start * cell)}"/>'
        return self.line("Attendance", block, edges, _above(above) if above else "")

    def _below_head(self, before: Element | None) -> str:
        """Space above the first block below the head, whose type stands at the foot of its line."""
        if before is None or before.tag != "header":
            return ""
        # Lines that do not fit the page evenly end lower than in the PDF; the last one needs that room.
        lower = (1 - ASCENT) * (self.pitch - self.look.size) if self.pitch != OFFICIAL_LINE else 0
        return _above(self.rest - lead_of(self.pitch, self.look.size) - lower)

    def title(self, block: Element, before: Element | None) -> str:
        """A title: two empty lines below the red rule, one below the label of an attachment."""
        if block.kind == "cover":
            return self.line("Cover", block)
        if not self.official or before is None:
            return self.line("Heading1", block)
        if before.tag == "header":
            return self.line("Heading1", block, self._below_head(before))
        return self.line("Heading1", block, _above(self.pitch) if before.kind == "attachment-label" else "")

    def notes(self, block: Element) -> Iterator[str]:
        """Names of attachments, aligned behind “附件：”, an empty line above the first (7.3.4)."""
        cell = self.look.cell
        for number, note in enumerate(block.elements):
            start, hanging = note_edges(note, first=number == 0)
            edges = f'<w:ind w:left="{twips(hanging * cell)}" w:hanging="{twips((hanging - start) * cell)}"/>'
            yield self.line("AttachmentNote", note, edges, "" if number else _above(self.pitch))

    def items(self, block: Element) -> Iterator[str]:
        """A plain list; its marks are numbering, not text."""
        marks = "" if self.official else '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>'
        for item in block.elements:
            yield self.line("Item", item, marks)

    def table(self, block: Element, before: Element | None, width: float) -> Iterator[str]:
        """A table with its caption; two tables must not touch, or Word makes them one."""
        if before is not None and before.tag == "table" and before.kind == "roster":
            yield paragraph("Break", "")
        caption = block.first("caption")
        if caption is not None:
            yield self.line("Caption", caption)
        elif block.kind != "roster" and before is not None and before.tag != "table":
            yield paragraph("Gap", "", "<w:keepNext/>")
        yield from table(block, self.look, twips(width), official=self.official)
        if block.kind != "roster":
            yield _GAP

    def head(self, block: Element) -> Iterator[str]:
        """The head of an official document; what it leaves free below is kept for the next block."""
        head = HeadWriter(self.look, self.form, block)
        yield from head.write()
        self.rest = head.rest


def _opened(section: str) -> str:
    """A section that begins with a table begins with a line of no height: LibreOffice puts the table before it else."""
    return section if section.startswith("<w:p>") else paragraph("Break", "") + section


def _close(made: list[str], last: Element | None) -> None:
    """End a section below a table with a line so low that it never opens a page of its own."""
    if last is not None and last.tag == "table":
        if made[-1] == _GAP:
            made.pop()
        made.append(paragraph("Break", ""))


def _above(points: float) -> str:
    return f'<w:spacing w:before="{twips(points)}"/>'
