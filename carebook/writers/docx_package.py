"""The parts of a DOCX package that are the same for all papers of a layout: styles, settings, page furniture."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from docx.oxml import parse_xml
from docx.shared import Mm, Pt

from carebook.writers.docx_styles import OFFICE_FONTS, OFFICIAL_LINE, fonts_xml, styles, twips
from carebook.writers.look import LOOKS, PAGE_MM, Look
from carebook.writers.paper import Layout

DOCUMENT = "word/document.xml"
RUNNING = b"RUNNING-HEADER"
BULLET = 77  # number of the list definition that the body names
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES = {
    "w": _W,
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}
_DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items())
HEAD = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document {_DECLARED}><w:body>'
_APP = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties '
    'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>carebook'
    "</Application></Properties>"
)
# What python-docx's template brings along and no paper needs.
_UNUSED = ("thumbnail", "stylesWithEffects", "customXml", "webSettings", "fontTable")


def package(document: Any, layout: Layout) -> tuple[dict[str, bytes], str]:
    """Turn an empty python-docx document into parts by name, and the end of the document part."""
    look, official = LOOKS[layout], layout == "official"
    for part in (document.part.package, document.part):
        for key, relation in list(part.rels.items()):
            if relation.reltype.rpartition("/")[2] in _UNUSED:
                del part.rels[key]
    _refill(document.styles.element, _styles(look, official=official))
    _refill(document.settings.element, _settings(official=official))
    _refill(document.part.numbering_part.element, _numbering(look))
    section = document.sections[0]
    _page(section, look, official=official)
    _furniture(section, official=official)
    made = io.BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as archive:
        names = sorted(archive.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        parts = {name: archive.read(name) for name in names}
    parts["docProps/app.xml"] = _APP.encode()
    end = parts[DOCUMENT].decode("utf-8")
    properties = end[end.index("<w:sectPr") : end.index("</w:body>")]
    return parts, f"{properties}</w:body></w:document>"


def _refill(element: Any, content: str) -> None:
    for child in list(element):
        element.remove(child)
    for child in parse_xml(f"<w:x {_DECLARED}>{content}</w:x>"):
        element.append(child)


def _styles(look: Look, *, official: bool) -> str:
    song = OFFICE_FONTS["song"]
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts_xml(song)}"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
        "</w:pPr></w:pPrDefault></w:docDefaults>"
    )
    others = (
        '<w:style w:type="character" w:default="1" w:styleId="Plain"><w:name w:val="Default Paragraph Font"/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/></w:style>'
    )
    return defaults + "".join(style.xml() for style in styles(look, official=official)) + others


def _settings(*, official: bool) -> str:
    uri = "http://schemas.microsoft.com/office/word"
    return (
        '<w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
        + ("<w:evenAndOddHeaders/>" if official else "")
        + '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:doNotExpandShiftReturn/>'
        f'<w:compatSetting w:name="compatibilityMode" w:uri="{uri}" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>'
    )


def _numbering(look: Look) -> str:
    left, hanging = twips(look.cell * 1.5), twips(look.cell)
    return (
        f'<w:abstractNum w:abstractNumId="{BULLET}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
        '<w:start w:val="1"/><w:numFmt w:val="bullet"/><w:suff w:val="tab"/><w:lvlText w:val="•"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr></w:lvl></w:abstractNum><w:num w:numId="{BULLET}">'
        f'<w:abstractNumId w:val="{BULLET}"/></w:num>'
    )


def _page(section: Any, look: Look, *, official: bool) -> None:
    wide, high = (PAGE_MM[1], PAGE_MM[0]) if look.landscape else PAGE_MM
    section.page_width, section.page_height = Mm(wide), Mm(high)
    section.orientation = 1 if look.landscape else 0
    top, right, bottom, left = look.margins
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    section.left_margin, section.right_margin = Mm(left), Mm(right)
    section.header_distance = Mm(10)
    # The dash of the page number lies 7 mm below the type area, 0.3 em above the base line of 14 pt type.
    section.footer_distance = Mm(bottom - 7) - Pt(6) if official else Mm(8)
    for old in section._sectPr.xpath("w:docGrid"):  # noqa: SLF001 - python-docx has no interface for the grid
        section._sectPr.remove(old)  # noqa: SLF001 - the same
    if official:
        grid = f'<w:docGrid {_DECLARED} w:type="lines" w:linePitch="{OFFICIAL_LINE}"/>'
        section._sectPr.append(parse_xml(grid))  # noqa: SLF001 - the same


def _furniture(section: Any, *, official: bool) -> None:
    if official:
        _put(
            section.footer,
            _paragraph(
                "right", _text("— ") + _field("PAGE") + _text(" —"), 'w:rightChars="100" w:right="280"'
            ),
        )
        _put(
            section.even_page_footer,
            _paragraph("left", _text("— ") + _field("PAGE") + _text(" —"), 'w:leftChars="100" w:left="280"'),
        )
        return
    rule = '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="3" w:color="666666"/></w:pBdr>'
    _put(
        section.header,
        f'<w:p><w:pPr><w:pStyle w:val="Running"/>{rule}</w:pPr>{_text(RUNNING.decode())}</w:p>',
    )
    numbers = _text("第 ") + _field("PAGE") + _text(" 页 共 ") + _field("NUMPAGES") + _text(" 页")
    _put(section.footer, _paragraph("center", numbers))


def _put(part: Any, paragraph: str) -> None:
    part.is_linked_to_previous = False
    _refill(part._element, paragraph)  # noqa: SLF001 - the content is XML text here, as in the body


def _paragraph(align: str, content: str, indent: str = "") -> str:
    edge = f"<w:ind {indent}/>" if indent else ""
    return f'<w:p><w:pPr><w:pStyle w:val="PageNumber"/>{edge}<w:jc w:val="{align}"/></w:pPr>{content}</w:p>'


def _text(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def _field(name: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {name} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
