"""The imprint of a DOCX paper: a text box on the lower edge of the type area of the page it falls on."""

from __future__ import annotations

from math import ceil

from carebook.writers.docx_runs import Ink, runs
from carebook.writers.docx_styles import twips
from carebook.writers.flow import width
from carebook.writers.tree import Element
from carebook.writers.vocabulary import inline_text

SIZE = 14  # 4号 (7.4.2)
LINE = 22
_EMU = 12700  # English metric units in a point
THICK, THIN = 8, 6  # eighths of a point: 0.35 mm and 0.25 mm (7.4.1)


def imprint(footer: Element, line_width: float) -> str:
    """A paragraph that anchors the box. A table in it draws the rules over the whole type area.

    Floating tables and frames would be simpler, but LibreOffice puts them right below the text.
    """
    parts = list(footer.elements)
    rows = "".join(_row(part, line_width, first=part is parts[0], last=part is parts[-1]) for part in parts)
    columns = f'<w:tblGrid><w:gridCol w:w="{twips(line_width)}"/></w:tblGrid>'
    box = (
        f'<w:tbl><w:tblPr><w:tblW w:w="{twips(line_width)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'{columns}{rows}</w:tbl><w:p><w:pPr><w:pStyle w:val="Break"/></w:pPr></w:p>'
    )
    height = sum(_lines(part, line_width) * LINE + 6 for part in parts) + 2
    return _anchored(box, round(line_width * _EMU), round(height * _EMU))


def _lines(part: Element, line_width: float) -> int:
    room = line_width / SIZE - 2
    text = width(inline_text(part))
    return 1 if part.kind == "printing" or text <= room else 1 + ceil((text - room) / (room - 3))


def _row(part: Element, line_width: float, *, first: bool, last: bool) -> str:
    top = f'<w:top w:val="single" w:sz="{THICK}" w:space="0" w:color="000000"/>' if first else ""
    bottom = f'<w:bottom w:val="single" w:sz="{THICK if last else THIN}" w:space="0" w:color="000000"/>'
    ink = Ink("fang", SIZE)
    if part.kind == "printing":
        organ, day = part.elements
        stop = twips(line_width - SIZE)
        look = f'<w:tabs><w:tab w:val="right" w:pos="{stop}"/></w:tabs><w:ind w:left="{twips(SIZE)}"/>'
        text = "".join(runs(organ, ink)) + "<w:r><w:tab/></w:r>" + "".join(runs(day, ink))
    else:
        look = f'<w:ind w:left="{twips(SIZE * 4)}" w:right="{twips(SIZE)}" w:hanging="{twips(SIZE * 3)}"/>'
        text = "".join(runs(part, ink))
    return (
        f'<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{twips(line_width)}" w:type="dxa"/>'
        f'<w:tcBorders>{top}{bottom}</w:tcBorders></w:tcPr><w:p><w:pPr><w:pStyle w:val="Imprint"/>{look}</w:pPr>'
        f"{text}</w:p></w:tc></w:tr>"
    )


def _anchored(content: str, wide: int, high: int) -> str:
    return (
        '<w:p><w:pPr><w:pStyle w:val="Break"/></w:pPr><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0" locked="0" '
        'layoutInCell="1" allowOverlap="0"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="margin"><wp:align>left</wp:align></wp:positionH>'
        '<wp:positionV relativeFrom="margin"><wp:align>bottom</wp:align></wp:positionV>'
        f'<wp:extent cx="{wide}" cy="{high}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapTopAndBottom/>'
        '<wp:docPr id="1" name="版记"/><wp:cNvGraphicFramePr/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        f'<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>'
        f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>"
        '<wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="b"><a:noAutofit/></wps:bodyPr></wps:wsp>'
        "</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r></w:p>"
    )
