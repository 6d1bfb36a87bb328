"""Tables of a DOCX paper, as XML text: python-docx's cell interface is ten times slower."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, pairwise

from carebook.writers.docx_order import paragraph
from carebook.writers.docx_runs import Ink, runs
from carebook.writers.docx_styles import CELL_LINE, twips
from carebook.writers.look import WHOLE_ROSTER, Look
from carebook.writers.tree import Element, Slot, lay_out, row_elements, widths

_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_DIGITS = 200  # twips
_NO_BORDERS = "".join(f'<w:{side} w:val="nil"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV"))


def table(element: Element, look: Look, width: int, *, official: bool) -> Iterator[str]:
    """A table over ``width`` twips."""
    shares = widths(element)
    columns = _columns(shares, width)
    if element.kind == "roster":
        # LibreOffice puts space around digits: telephone numbers that just fit would break. No rule shows the edge.
        width, columns = width + _DIGITS, [*columns[:-1], columns[-1] + _DIGITS]
    roster = element.kind == "roster"
    margin, inset = (0, 0) if roster else (80, twips(look.inset - look.table * (CELL_LINE - 1) / 2))
    yield (
        f'<w:tbl><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>'
        f"<w:tblBorders>{_NO_BORDERS if roster else _BORDERS}</w:tblBorders>"
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="{inset}" w:type="dxa"/>'
        f'<w:left w:w="{margin}" w:type="dxa"/><w:bottom w:w="{inset}" w:type="dxa"/>'
        f'<w:right w:w="{margin}" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>'
    )
    yield from (f'<w:gridCol w:w="{column}"/>' for column in columns)
    yield "</w:tblGrid>"
    rows = row_elements(element)
    writer = _Cells(element.kind, look, columns, shaded=not official and not roster)
    for head in (True, False):
        part = lay_out([row for is_head, row in rows if is_head is head], len(columns))
        for number, slots in enumerate(part, 1):
            together = roster and len(part) <= WHOLE_ROSTER and number < len(part)
            yield writer.row(slots, head=head, together=together)
    yield "</w:tbl>"


def bare_row(
    cells: list[tuple[int, str, str]], *, centred: bool = False, place: str = "", borders: str = "", below: int = 0
) -> str:
    """One row without rules, for parts that stand beside each other.

    A cell is (width in twips, its paragraphs, where they stand in the height). ``place`` is the ``w:tblpPr`` of a
    table that does not stand in the text. ``borders`` are those of each cell,
    ``below`` is the space between its text and its lower edge in twips.
    """
    whole = sum(wide for wide, _, _ in cells)
    grid = "".join(f'<w:gridCol w:w="{wide}"/>' for wide, _, _ in cells)
    rules = f"<w:tcBorders>{borders}</w:tcBorders>" if borders else ""
    space = f'<w:tcMar><w:bottom w:w="{below}" w:type="dxa"/></w:tcMar>' if below else ""
    made = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/>{rules}{space}<w:vAlign w:val="{at}"/></w:tcPr>{lines}</w:tc>'
        for wide, lines, at in cells
    )
    floating = f'{place}<w:tblOverlap w:val="never"/>' if place else ""
    across = '<w:jc w:val="center"/>' if centred else '<w:tblInd w:w="0" w:type="dxa"/>'
    return (
        f'<w:tbl><w:tblPr>{floating}<w:tblW w:w="{whole}" w:type="dxa"/>{across}<w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>{made}</w:tr></w:tbl>"
    )


def _columns(shares: tuple[float, ...], width: int) -> list[int]:
    """Whole twips that add up to the width."""
    edges = [round(width * done / sum(shares)) for done in accumulate(shares, initial=0)]
    return [right - left for left, right in pairwise(edges)]


class _Cells:
    """Rows and cells of one table."""

    def __init__(self, kind: str, look: Look, columns: list[int], *, shaded: bool) -> None:
        self.kind, self.columns, self.shaded = kind, columns, shaded
        self.roster = kind == "roster"
        self.size = look.size if self.roster else look.table

    def row(self, slots: tuple[Slot, ...], *, head: bool, together: bool) -> str:
        repeated = "<w:tblHeader/>" if head else ""
        cells = "".join(self.cell(slot, together=together) for slot in slots)
        return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{cells}</w:tr>"

    def cell(self, slot: Slot, *, together: bool) -> str:
        span = f'<w:gridSpan w:val="{slot.colspan}"/>' if slot.colspan > 1 else ""
        merge = ""
        if slot.rowspan > 1:
            merge = "<w:vMerge/>" if slot.above else '<w:vMerge w:val="restart"/>'
        shade = '<w:shd w:val="clear" w:color="auto" w:fill="EDEDED"/>' if self.shaded and slot.cell.tag == "th" else ""
        wide = sum(self.columns[slot.column : slot.column + slot.colspan])
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/>{span}{merge}{shade}<w:vAlign w:val="center"/></w:tcPr>'
            f"{self.paragraph(slot, together=together)}</w:tc>"
        )

    def paragraph(self, slot: Slot, *, together: bool) -> str:
        cell, kinds = slot.cell, slot.cell.kinds
        keep = "<w:keepNext/>" if together else ""
        align = ""
        if "num" in kinds:
            align = '<w:jc w:val="right"/>'
        elif "center" in kinds or (cell.tag == "th" and self.kind == "grid"):
            align = '<w:jc w:val="center"/>'
        style = "RosterCell" if self.roster else "Cell"
        strong = (cell.tag == "th" and not self.roster) or "strong" in kinds
        ink = Ink("fang", self.size, role="hei" if strong else "", colour="737373" if "muted" in kinds else "")
        text = "" if slot.above else "".join(runs(cell, ink))
        return paragraph(style, text, keep, align)
