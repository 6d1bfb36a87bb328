"""Lines of text as DOCX runs: the font of each character is one that has it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from xml.sax.saxutils import escape

from carebook.writers.docx_styles import OFFICE_FONTS, fonts_xml
from carebook.writers.tree import Element

_GB2312_ROWS = (*range(0xA1, 0xAA), *range(0xB0, 0xF8))
_TICKS = "☐☑☒"
_BEYOND = 0x10000
RED = "FF0000"
GREY = "737373"


def office_font(char: str, role: str) -> str:
    """Name of the font that draws a character in a run of a role.

    The office fonts of 仿宋, 楷体 and 小标宋 hold GB2312 and no more; 宋体 and 黑体 hold the basic plane.
    """
    if char in _TICKS:
        return "Segoe UI Symbol"
    if ord(char) >= _BEYOND:
        return "SimSun-ExtB"
    if role in ("hei", "song") or _in_gb2312(char):
        return OFFICE_FONTS[role]
    return OFFICE_FONTS["song"]


def _in_gb2312(char: str) -> bool:
    code = char.encode("gbk", "ignore")
    return char.isascii() or (len(code) == 2 and code[0] in _GB2312_ROWS and code[1] >= 0xA1)  # noqa: PLR2004 - two bytes; the first cell of a row


@dataclass(frozen=True, slots=True)
class Ink:
    """How text is drawn: ``base`` is the role of the paragraph's style, ``role`` the one that holds here.

    ``size`` is in points, ``spacing`` in twips (what is added to each character). ``letter`` is the size in points
    where it is not that of the style.
    """

    base: str
    size: float
    role: str = ""
    colour: str = ""
    spacing: int | None = None
    underline: bool = False
    letter: float = 0

    def properties(self, font: str) -> str:
        """Run properties that differ from the style, in the order the format asks for."""
        parts = (
            fonts_xml(font) if font != OFFICE_FONTS[self.base] else "",
            f'<w:color w:val="{self.colour}"/>' if self.colour else "",
            f'<w:spacing w:val="{self.spacing}"/>' if self.spacing is not None else "",
            f'<w:sz w:val="{round(self.letter * 2)}"/><w:szCs w:val="{round(self.letter * 2)}"/>'
            if self.letter
            else "",
            '<w:u w:val="single"/>' if self.underline else "",
        )
        inside = "".join(parts)
        return f"<w:rPr>{inside}</w:rPr>" if inside else ""


def runs(element: Element, ink: Ink) -> Iterator[str]:
    """Runs of a line of text."""
    for child in element.children:
        if isinstance(child, str):
            yield from _text(child, ink)
        elif child.tag == "br":
            yield "<w:r><w:br/></w:r>"
        else:
            yield from _marked(child, ink)


def _marked(element: Element, ink: Ink) -> Iterator[str]:
    kind = element.kind
    if element.tag == "b" or kind in ("hei", "kai", "song"):
        yield from runs(element, replace(ink, role="hei" if element.tag == "b" else kind))
    elif kind in ("red", "muted"):
        yield from runs(element, replace(ink, colour=RED if kind == "red" else GREY))
    elif kind == "blank":
        spaces = sum(len(child) for child in element.children if isinstance(child, str)) or 1
        yield from _text("\u3000" * spaces, replace(ink, underline=True))
    elif kind == "wide":
        yield from _wide(element, ink)
    else:
        yield from runs(element, ink)


def _wide(element: Element, ink: Ink) -> Iterator[str]:
    """A name of two characters takes the width of three: the first one is followed by an empty character."""
    name = "".join(child for child in element.children if isinstance(child, str))
    if len(name) != 2 or len(element.children) != 1:  # noqa: PLR2004 - two characters
        yield from runs(element, ink)
        return
    yield from _text(name[0], replace(ink, spacing=round(ink.size * 20)))
    yield from _text(name[1], ink)


def _text(text: str, ink: Ink) -> Iterator[str]:
    role = ink.role or ink.base
    for font, chars in groupby(text, lambda char: office_font(char, role)):
        yield f'<w:r>{ink.properties(font)}<w:t xml:space="preserve">{escape("".join(chars))}</w:t></w:r>'
