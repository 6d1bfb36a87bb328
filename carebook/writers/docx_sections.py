"""Sections of a DOCX paper: size and margins of the page, and what stands at its foot.

An official document has a main section; wide tables lie across in sections of their own, a letter's first page
shows rules instead of a number, and the page of an imprint by itself (``bare``) shows nothing, nor does the one above
it that is left free (``empty``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from carebook.writers.docx_order import paragraph
from carebook.writers.docx_styles import OFFICIAL_LINE, twips
from carebook.writers.look import PAGE_MM, POINTS_PER_MM, Look

Kind = Literal["main", "letter", "across", "empty", "bare"]
RUNNING = b"RUNNING-HEADER"
NUMBER_SIZE = 14  # 4号 (7.5)
# The dash of the page number lies 7 mm below the type area, 0.3 em above the base line of its type.
_DASH_MM = 7
_BELOW_NUMBER = 6  # points from the dash down to the foot of the line
_LETTER_FOOT_MM = 20  # from the lower double rule of a letter to the edge of the page (10.1)
LETTER_RULE_MM = 170
RED = "FF0000"


@dataclass(frozen=True, slots=True)
class Foot:
    """Content of one footer or header part: ``name`` is unique in the package."""

    name: str
    place: Literal["default", "even", "first"]
    content: str
    header: bool = False


def letter_rule(border: str, edge: str) -> str:
    """One of the two double rules of a letter, as a border."""
    return f'<w:{edge} w:val="{border}" w:sz="18" w:space="0" w:color="{RED}"/>'


def feet(kind: Kind, look: Look, *, official: bool) -> tuple[Foot, ...]:
    """What stands at the foot (and head) of the pages of a section."""
    if not official:
        return _plain()
    if kind in ("bare", "empty"):
        # As high as the margin leaves room: LibreOffice lets the text of a section for even pages end at its foot.
        high = look.margins[2] * POINTS_PER_MM - _number_distance(look)
        blank = paragraph("PageNumber", "", f'<w:spacing w:line="{int(high * 20)}" w:lineRule="exact"/>')
        return Foot("blank-odd", "default", blank), Foot("blank-even", "even", blank)
    if kind == "across":
        return Foot("across-odd", "default", _across(look, odd=True)), Foot(
            "across-even", "even", _across(look, odd=False)
        )
    below = ""
    if kind == "letter":
        # One distance holds for all feet of a section, so the number stands on what is left of it.
        gap = twips(_number_distance(look) - _LETTER_FOOT_MM * POINTS_PER_MM)
        below = paragraph("Break", "", f'<w:spacing w:before="0" w:after="0" w:line="{gap}" w:lineRule="exact"/>')
    numbers = (
        Foot(f"{kind}-odd", "default", _number("right") + below),
        Foot(f"{kind}-even", "even", _number("left") + below),
    )
    if kind != "letter":
        return numbers
    # It is longer than the lines of the text are.
    left, right = ((PAGE_MM[0] - LETTER_RULE_MM) / 2 - look.margins[side] for side in (3, 1))
    out = f'<w:ind w:left="{twips(left * POINTS_PER_MM)}" w:right="{twips(right * POINTS_PER_MM)}"/>'
    rule = f"<w:pBdr>{letter_rule('thinThickSmallGap', 'bottom')}</w:pBdr>"
    return *numbers, Foot("letter-first", "first", paragraph("Break", "", rule, out))


def across_width(look: Look) -> float:
    """Width of the type area on a page across, in points."""
    return (PAGE_MM[1] - look.margins[0] - look.margins[2]) * POINTS_PER_MM


def properties(kind: Kind, look: Look, ids: Mapping[str, str], *, official: bool, first: bool) -> str:
    """The ``w:sectPr`` of a section; ``ids`` are the relations of the feet, ``first`` whether it opens the paper."""
    references = "".join(
        f'<w:{"header" if foot.header else "footer"}Reference w:type="{foot.place}" r:id="{ids[foot.name]}"/>'
        for foot in feet(kind, look, official=official)
    )
    # The imprint comes on the back of a sheet, also when somebody has made the text longer by a page.
    start = "evenPage" if kind == "bare" else "nextPage"
    # Always the grid of the standard: lines have an exact height anyway, and LibreOffice moves the text of a page whose
    # height is no multiple of the grid down.
    grid = f'<w:docGrid w:type="lines" w:linePitch="{twips(OFFICIAL_LINE)}"/>' if official and kind != "across" else ""
    return (
        f'<w:sectPr>{references}<w:type w:val="{start}"/>{_paper(kind, look, official=official)}'
        f"{'<w:titlePg/>' if kind == 'letter' and first else ''}{grid}</w:sectPr>"
    )


def _paper(kind: Kind, look: Look, *, official: bool) -> str:
    across = kind == "across"
    wide, high = sorted(PAGE_MM, reverse=across or look.landscape)
    top, right, bottom, left = _turned(look) if across else look.margins
    foot: float = 8 * POINTS_PER_MM
    if kind == "letter":
        foot = _LETTER_FOOT_MM * POINTS_PER_MM
    elif official:
        foot = _number_distance(look)
    if across:
        foot = NUMBER_SIZE
    orient = ' w:orient="landscape"' if across or look.landscape else ""
    edges = " ".join(
        f'w:{name}="{twips(size * POINTS_PER_MM)}"'
        for name, size in (("top", top), ("right", right), ("bottom", bottom), ("left", left))
    )
    return (
        f'<w:pgSz w:w="{twips(wide * POINTS_PER_MM)}" w:h="{twips(high * POINTS_PER_MM)}"{orient}/>'
        f'<w:pgMar {edges} w:header="{twips(10 * POINTS_PER_MM)}" w:footer="{twips(foot)}" w:gutter="0"/>'
    )


def _turned(look: Look) -> tuple[float, ...]:
    """Margins of a page across: the same sheet turned, so that what was its left margin is above now."""
    return look.margins[-1:] + look.margins[:-1]


def _number_distance(look: Look) -> float:
    return (look.margins[2] - _DASH_MM) * POINTS_PER_MM - _BELOW_NUMBER


def _plain() -> tuple[Foot, ...]:
    rule = '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="3" w:color="666666"/></w:pBdr>'
    numbers = _text("第 ") + _field("PAGE") + _text(" 页 共 ") + _field("NUMPAGES") + _text(" 页")
    return (
        Foot("running", "default", paragraph("Running", _text(RUNNING.decode()), rule), header=True),
        Foot("numbers", "default", paragraph("PageNumber", numbers, '<w:jc w:val="center"/>')),
    )


def _number(side: Literal["left", "right"]) -> str:
    """Dashes around the number, one character in from the outer edge."""
    number = _text("— ") + _field("PAGE") + _text(" —")
    edge = f'<w:ind w:{side}Chars="100" w:{side}="{twips(NUMBER_SIZE)}"/>'
    return paragraph("PageNumber", number, edge, f'<w:jc w:val="{side}"/>')


def _across(look: Look, *, odd: bool) -> str:
    """The number where it stands on the other pages of the pad: at the left edge here, turned with the sheet.

    A cell with turned text, because a paragraph cannot be turned.
    """
    top, _, bottom, left = (edge * POINTS_PER_MM for edge in _turned(look))
    size = NUMBER_SIZE * 2
    high = PAGE_MM[0] * POINTS_PER_MM - top - bottom
    middle = left - _DASH_MM * POINTS_PER_MM
    place = f'w:vertAnchor="page" w:horzAnchor="page" w:tblpX="{twips(middle - size / 2)}" w:tblpY="{twips(top)}"'
    number = _number("right" if odd else "left")
    return (
        f'<w:tbl><w:tblPr><w:tblpPr {place}/><w:tblOverlap w:val="never"/><w:tblW w:w="{twips(size)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
        f'</w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="{twips(size)}"/></w:tblGrid><w:tr><w:trPr>'
        f'<w:trHeight w:val="{twips(high)}" w:hRule="exact"/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{twips(size)}" w:type="dxa"/>'
        f'<w:textDirection w:val="tbRl"/><w:vAlign w:val="center"/></w:tcPr>{number}</w:tc></w:tr></w:tbl>'
        f"{paragraph('Break', '')}"
    )


def _text(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def _field(name: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {name} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
