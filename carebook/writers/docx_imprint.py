"""The imprint of a DOCX paper: a table on the lower edge of the type area of the page it falls on."""

from __future__ import annotations

from carebook.writers.docx_order import paragraph
from carebook.writers.docx_runs import Ink, runs
from carebook.writers.docx_styles import twips
from carebook.writers.look import POINTS_PER_MM, Look, type_width
from carebook.writers.tree import Element

SIZE = 14  # 4号 (7.4.2)
THICK, THIN = 8, 6  # eighths of a point: 0.35 mm and 0.25 mm (7.4.1)


def imprint(footer: Element, look: Look, *, ruled: bool) -> str:
    """The table, and the paragraph that anchors it; the rules of a table reach over the whole type area.

    Word and WPS keep such a table at the foot of its page, whatever is written above. LibreOffice 7 does so only if
    the table is placed across from the edge of the page, not from the margin. ``ruled`` is false in a letter.
    """
    wide = twips(type_width(look))
    place = f'w:vertAnchor="margin" w:horzAnchor="page" w:tblpX="{twips(look.margins[3] * POINTS_PER_MM)}" w:tblpYSpec="bottom"'
    parts = list(footer.elements)
    rows = "".join(_row(part, look, _rules(parts, number) if ruled else "") for number, part in enumerate(parts))
    return (
        f'<w:tbl><w:tblPr><w:tblpPr {place}/><w:tblOverlap w:val="never"/><w:tblW w:w="{wide}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
        f'</w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="{wide}"/></w:tblGrid>{rows}</w:tbl>{paragraph("Break", "")}'
    )


def _rules(parts: list[Element], number: int) -> str:
    """Rules above and below a row: thick ones outside; none between main recipients and copies (7.4.2)."""
    made = ""
    if number == 0:
        made += _rule("top", THICK)
    elif (parts[number - 1].kind, parts[number].kind) != ("sent", "cc"):
        made += _rule("top", THIN)
    if number == len(parts) - 1:
        made += _rule("bottom", THICK)
    elif (parts[number].kind, parts[number + 1].kind) != ("sent", "cc"):
        made += _rule("bottom", THIN)
    return f"<w:tcBorders>{made}</w:tcBorders>"


def _rule(side: str, size: int) -> str:
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>'


def _row(part: Element, look: Look, rules: str) -> str:
    width = type_width(look)
    ink = Ink("fang", SIZE)
    if part.kind == "printing":
        organ, day = part.elements
        stop = f'<w:tabs><w:tab w:val="right" w:pos="{twips(width - SIZE)}"/></w:tabs>'
        text = "".join(runs(organ, ink)) + "<w:r><w:tab/></w:r>" + "".join(runs(day, ink))
        line = paragraph("Imprint", text, stop, f'<w:ind w:leftChars="100" w:left="{twips(SIZE)}"/>')
    else:
        # Lines after the first go on behind the colon. In twips only: Word counts hanging characters another way.
        hanging = 3 if part.kind in ("sent", "cc") else 0
        left, back = twips(SIZE * (1 + hanging)), twips(SIZE * hanging)
        edges = f'<w:ind w:left="{left}" w:right="{twips(SIZE)}" w:hanging="{back}"/>'
        line = paragraph("Imprint", "".join(runs(part, ink)), edges)
    return (
        f'<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>{rules}'
        f"</w:tcPr>{line}</w:tc></w:tr>"
    )
