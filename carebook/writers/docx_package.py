"""The parts of a DOCX package that do not hang on the text: styles, settings, fonts, feet of the pages."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from functools import cache
from typing import Any

import docx
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from carebook.writers.docx_sections import Kind, feet
from carebook.writers.docx_styles import INSTEAD, OFFICE_FONTS, fonts_xml, styles, twips
from carebook.writers.look import LOOKS, Look
from carebook.writers.paper import Layout

DOCUMENT = "word/document.xml"
BULLET = 77  # number of the list definition that the body names
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES = {"w": _W, "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships"}
DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items())
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
HEAD = f"{_XML}<w:document {DECLARED}><w:body>"
TAIL = "</w:body></w:document>"
_APP = (
    f'{_XML}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>carebook</Application></Properties>"
)
# What python-docx's template brings along and no paper needs, or needs another of.
_UNUSED = ("thumbnail", "stylesWithEffects", "customXml", "webSettings", "fontTable")


@dataclass(frozen=True, slots=True)
class Package:
    """Parts by name, and the relation of each foot by its name."""

    parts: dict[str, bytes]
    feet: dict[str, str]


@cache
def package(layout: Layout, pitch: float, kinds: tuple[Kind, ...]) -> Package:
    """The parts that papers of a layout share; ``kinds`` are the sections they have, ``pitch`` is 0 without a grid."""
    document = docx.Document()
    look = LOOKS[layout]
    for part in (document.part.package, document.part):
        for key, relation in list(part.rels.items()):
            if relation.reltype.rpartition("/")[2] in _UNUSED:
                del part.rels[key]
    _refill(document.styles.element, _styles(look, pitch))
    _refill(document.settings.element, _settings(official=pitch > 0))
    _refill(document.part.numbering_part.element, _numbering(look))
    _add_fonts(document)
    ids = {
        foot.name: _foot(document, foot.content, header=foot.header)
        for kind in kinds
        for foot in feet(kind, look, official=pitch > 0)
    }
    made = io.BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as archive:
        names = sorted(archive.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        parts = {name: archive.read(name) for name in names}
    parts["docProps/app.xml"] = _APP.encode()
    return Package(parts, ids)


def _refill(element: Any, content: str) -> None:
    for child in list(element):
        element.remove(child)
    for child in parse_xml(f"<w:x {DECLARED}>{content}</w:x>"):
        element.append(child)


def _foot(document: Any, content: str, *, header: bool) -> str:
    part, relation = document.part.add_header_part() if header else document.part.add_footer_part()
    _refill(part.element, content)
    return str(relation)


def _add_fonts(document: Any) -> None:
    """What a machine without a font takes instead, and that all of them are Chinese."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for name, other in INSTEAD.items()
    )
    content = f"{_XML}<w:fonts {DECLARED}>{fonts}</w:fonts>".encode()
    part = Part(PackURI("/word/fontTable.xml"), CONTENT_TYPE.WML_FONT_TABLE, content, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FONT_TABLE)


def _styles(look: Look, pitch: float) -> str:
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
    return defaults + "".join(style.xml() for style in styles(look, pitch=pitch)) + others


def _settings(*, official: bool) -> str:
    uri = "http://schemas.microsoft.com/office/word"
    settings = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="{uri}" w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
            ("differentiateMultirowTableHeaders", 1),
        )
    )
    return (
        '<w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
        + ("<w:evenAndOddHeaders/>" if official else "")
        + '<w:characterSpacingControl w:val="compressPunctuation"/>'
        f"<w:compat><w:doNotExpandShiftReturn/>{settings}</w:compat>"
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
