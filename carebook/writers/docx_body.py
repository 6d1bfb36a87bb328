"""Blocks of a paper as the body of a DOCX document, as XML text."""

from __future__ import annotations

from collections.abc import Iterator

from carebook.writers.docx_imprint import imprint
from carebook.writers.docx_runs import Ink, runs
from carebook.writers.docx_styles import Style, styles, twips
from carebook.writers.docx_table import table
from carebook.writers.flow import blocks, note_edges, width
from carebook.writers.look import LOOKS, MARK, PITCH, POINTS_PER_MM, type_width
from carebook.writers.paper import Layout
from carebook.writers.tree import Element
from carebook.writers.vocabulary import inline_text

_STYLE_OF = {
    "": "Body",
    "recipients": "Flush",
    "flush": "Flush",
    "center": "Centre",
    "right": "Right",
    "small": "Small",
    "remark": "Remark",
    "attachment-label": "Label",
    "lead": "Lead",
    "attendance": "Body",
}


class Body:
    """Writes the blocks of one paper."""

    def __init__(self, layout: Layout) -> None:
        """Look up what the layout needs."""
        self.official = layout == "official"
        self.look = LOOKS[layout]
        self.styles: dict[str, Style] = {
            style.id: style for style in styles(self.look, official=self.official)
        }
        self.width = type_width(self.look)

    def write(self, parent: Element, *, new_page: bool = False) -> Iterator[str]:
        """All blocks of an article or section; ``new_page`` starts it on a new page."""
        before: Element | None = None
        for block in blocks(parent):
            if new_page and before is None:
                yield self.paragraph("Break", "", extra="<w:pageBreakBefore/>")
            yield from self.block(block, before)
            before = block
        if before is not None and before.tag == "table":
            yield self.paragraph("Break", "")

    def block(self, block: Element, before: Element | None) -> Iterator[str]:
        """One block; ``before`` is the one above it."""
        if block.tag == "section":
            yield from self.write(block, new_page=before is not None)
        elif block.tag == "header":
            yield from self.head(block)
        elif block.tag == "h1":
            yield self.title(block, before)
        elif block.tag in ("h2", "h3"):
            yield self.line(f"Heading{block.tag[1]}", block)
        elif block.tag == "p":
            yield self.line(_STYLE_OF[block.kind], block)
        elif block.tag == "signing":
            yield from self.signing(block)
        elif block.tag == "notes":
            yield from self.notes(block)
        elif block.tag == "ul":
            yield from self.items(block)
        elif block.tag == "table":
            yield from self.table(block, before)
        else:
            yield imprint(block, self.width)

    def line(self, style: str, element: Element, extra: str = "") -> str:
        """A paragraph of a style with the text of an element."""
        look = self.styles[style]
        return self.paragraph(style, "".join(runs(element, Ink(look.role, look.size))), extra)

    @staticmethod
    def paragraph(style: str, content: str, extra: str = "") -> str:
        """A paragraph; ``extra`` are properties that differ from the style."""
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr>{content}</w:p>'

    def title(self, block: Element, before: Element | None) -> str:
        """A title: two empty lines below the red rule, one below the label of an attachment."""
        if block.kind == "cover":
            return self.line("Cover", block)
        lines = 0
        if self.official and before is not None:
            lines = {"header": 2, "p": 1 if before.kind == "attachment-label" else 0}.get(before.tag, 0)
        # Type stands at the foot of its line, so the first line of a title brings some of the space along.
        above = max(0.0, lines * PITCH - self.look.h1_lead)
        extra = f'<w:spacing w:before="{twips(above)}"/>' if lines else ""
        return self.line("Heading1", block, extra)

    def signing(self, block: Element) -> Iterator[str]:
        """The date four characters from the right, the signature centred over it (7.3.5.1)."""
        lines = list(block.elements)
        sizes = [width(inline_text(line)) for line in lines]
        widest, last = max(sizes), sizes[-1]
        right = max(0.0, self.look.right - (widest - last) / 2)
        above = (2 if self.official else 1) * self.look.pitch
        for number, (line, size) in enumerate(zip(lines, sizes, strict=True)):
            indent = right + (widest - size) / 2
            space = f'<w:spacing w:before="{twips(above)}"/>' if number == 0 else ""
            keep = "<w:keepNext/>" if number < len(lines) - 1 else ""
            edge = f'<w:ind w:rightChars="{round(indent * 100)}" w:right="{twips(indent * self.look.cell)}"/>'
            yield self.line("Right", line, f"{keep}{space}{edge}")

    def notes(self, block: Element) -> Iterator[str]:
        """Names of attachments, aligned behind “附件：”, an empty line above the first (7.3.4)."""
        cell = self.look.cell
        for number, note in enumerate(block.elements):
            start, hanging = note_edges(note, first=number == 0)
            space = '<w:spacing w:before="0"/>' if number else ""
            edges = (("left", hanging), ("hanging", hanging - start))
            shown = " ".join(
                f'w:{name}Chars="{round(size * 100)}" w:{name}="{twips(size * cell)}"' for name, size in edges
            )
            yield self.line("AttachmentNote", note, f"{space}<w:ind {shown}/>")

    def items(self, block: Element) -> Iterator[str]:
        """A plain list; its marks are numbering, not text."""
        marks = "" if self.official else '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>'
        for item in block.elements:
            yield self.line("Item", item, marks)

    def table(self, block: Element, before: Element | None) -> Iterator[str]:
        """A table with its caption; two tables must not touch, or Word makes them one."""
        if before is not None and before.tag == "table" and before.kind == "roster":
            yield self.paragraph("Break", "")
        caption = block.first("caption")
        if caption is not None:
            yield self.line("Caption", caption)
        elif block.kind != "roster" and before is not None and before.tag != "table":
            yield self.paragraph("Gap", "", "<w:keepNext/>")
        yield from table(block, self.look, twips(self.width), official=self.official)
        if block.kind != "roster":
            yield self.paragraph("Gap", "")

    def head(self, block: Element) -> Iterator[str]:
        """The head of an official document: mark 35 mm below the edge, number, red rule (7.2)."""
        parts = list(block.elements)
        rows = [part for part in parts if part.kind in ("copy-number", "secrecy", "urgency")]
        ruled = any(part.tag == "hr" for part in parts)
        for part in parts:
            if part in rows:
                yield self.line("Flush" if part.kind == "copy-number" else "Label", part)
            elif part.kind == "mark":
                yield from self.mark(part, len(rows))
            elif part.kind == "number":
                rule = '<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="11" w:color="FF0000"/></w:pBdr>'
                line = twips(self.look.size)
                space = f'<w:spacing w:before="{twips(PITCH * 2)}" w:line="{line}" w:lineRule="exact"/>'
                yield self.line("Centre", part, (rule if ruled else "") + '<w:snapToGrid w:val="0"/>' + space)
            elif part.kind == "mark-suffix":
                yield self.line("Mark", part)
            elif part.kind == "signer":
                yield self.line("Right", part)

    def mark(self, part: Element, rows: int) -> Iterator[str]:
        """The mark of the issuing organ, one red line as large as fits."""
        filler = twips(35 * POINTS_PER_MM - rows * PITCH)
        yield self.paragraph("Break", "", f'<w:spacing w:line="{filler}" w:lineRule="exact"/>')
        size = min(MARK, int(self.width / max(width(inline_text(part)), 1)))
        text = "".join(runs(part, Ink("biaosong", size)))
        if size != MARK:
            text = text.replace("<w:r><w:t ", f'<w:r><w:rPr><w:sz w:val="{size * 2}"/></w:rPr><w:t ')
        yield self.paragraph("Mark", text)
