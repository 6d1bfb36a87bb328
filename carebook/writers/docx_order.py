"""The order in which WordprocessingML wants the children of its property elements, and paragraphs that keep it.

The lists are the sequences of ECMA-376 part 1 (wml.xsd: CT_PPr, EG_RPrBase, CT_SectPr, CT_TblPr, CT_TrPr, CT_TcPr,
CT_TblBorders, CT_PBdr). Word calls a file damaged that breaks some of them; LibreOffice and python-docx do not mind.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

_SIDES = "top left start bottom right end"
ORDER: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        name: tuple(children.split())
        for name, children in {
            "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd "
            "tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi "
            "adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection "
            "textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
            "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof "
            "snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText "
            "vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
            "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders "
            "lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid "
            "printerSettings sectPrChange",
            "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc "
            "tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
            "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign "
            "hideMark headers",
            "pBdr": "top left bottom right between bar",
            "tblBorders": f"{_SIDES} insideH insideV",
            "tcBorders": f"{_SIDES} insideH insideV tl2br tr2bl",
            "tblCellMar": _SIDES,
            "tcMar": _SIDES,
            "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat "
            "locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
            "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
            "tr": "tblPrEx trPr tc",
        }.items()
    }
)
_RANK = {name: place for place, name in enumerate(ORDER["pPr"])}
_NAME = re.compile(r"<w:(\w+)")


def paragraph(style: str, content: str, *properties: str) -> str:
    """A paragraph of a style; ``properties`` are those that differ from it, each one element, in any order."""
    ordered = "".join(sorted(filter(None, properties), key=_rank))
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{ordered}</w:pPr>{content}</w:p>'


def changed(blocks: str, added: str, *, last: bool = False) -> str:
    """The same blocks with one property more in their first (or last) paragraph, unless it has such a one."""
    start = blocks.rindex("<w:pPr>") if last else blocks.index("<w:pPr>")
    end = blocks.index("</w:pPr>", start)
    before, inside, after = blocks[: start + 7], blocks[start + 7 : end], blocks[end:]
    rank, there = _rank(added), _children(inside)
    if any(_RANK[name] == rank for _, name in there):
        return blocks
    place = next((at for at, name in there if _RANK[name] > rank), len(inside))
    return f"{before}{inside[:place]}{added}{inside[place:]}{after}"


def _rank(element: str) -> int:
    found = _NAME.match(element)
    if found is None:
        raise ValueError(f"no paragraph property: {element}")
    return _RANK[found[1]]


def _children(inside: str) -> list[tuple[int, str]]:
    """Where each child of a property list begins, and its name (children of children are passed over)."""
    made, depth = [], 0
    for tag in re.finditer(r"<(/?)w:(\w+)[^>]*?(/?)>", inside):
        closing, name, empty = tag.groups()
        if not closing and depth == 0:
            made.append((tag.start(), name))
        depth += (not closing) - bool(closing or empty)
    return made
