"""Read the pages of a PDF with PDFium: characters, their fonts, sizes and colours, and horizontal rules."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from functools import cache
from statistics import median

import pypdfium2
import pypdfium2.raw as c

from carebook.conform.sheet import BLACK, Box, Colour, Glyph, Line, PrintedPage, Stroke

_MM = 25.4 / 72
_ONE_LINE = 0.45  # mm: characters whose base lines are nearer than this stand on one line
_THIN = 1.6  # mm: what is lower than this and longer than ``_LONG`` is a rule
_LONG = 20.0
_NAME = 256
#: A PDF of a few kilobytes may have a million pages; official documents with attachments have tens.
MOST_PAGES = 1000


class UnreadablePaperError(Exception):
    """The file is no PDF that can be read; the argument is a Chinese sentence."""


def pages(data: bytes) -> tuple[PrintedPage, ...]:
    """All pages of a PDF.

    Raises:
        UnreadableError: it is none, or it is locked, or has more pages than ``MOST_PAGES``.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as fault:
        raise UnreadablePaperError("不是能读的 PDF 文件（可能损坏或加了密码）") from fault
    try:
        if len(document) > MOST_PAGES:
            raise UnreadablePaperError(f"PDF 有 {len(document)} 页，超过 {MOST_PAGES} 页，不像一份公文，没有量")
        return tuple(_page(document[index], index + 1) for index in range(len(document)))
    finally:
        document.close()


def _page(page: pypdfium2.PdfPage, number: int) -> PrintedPage:
    width, height = page.get_size()
    text = page.get_textpage()
    glyphs = list(_glyphs(text, height))
    strokes = tuple(_strokes(page, height))
    return PrintedPage(number, width * _MM, height * _MM, tuple(_lines(glyphs, number)), strokes)


def _glyphs(text: pypdfium2.PdfTextPage, height: float) -> Iterator[Glyph]:
    count = c.FPDFText_CountChars(text)
    skip = False
    for index in range(count):
        code = c.FPDFText_GetUnicode(text, index)
        if skip or code in (0, 0xFFFE) or c.FPDFText_IsGenerated(text, index) == 1:
            skip = False
            continue
        if 0xD800 <= code < 0xDC00 and index + 1 < count:  # a pair of surrogates  # noqa: PLR2004
            low = c.FPDFText_GetUnicode(text, index + 1)
            code, skip = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00), True
        yield _glyph(text, index, chr(code), height)


def _glyph(text: pypdfium2.PdfTextPage, index: int, char: str, height: float) -> Glyph:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    c.FPDFText_GetCharBox(text, index, left, right, bottom, top)
    ink = Box(left.value * _MM, (height - top.value) * _MM, right.value * _MM, (height - bottom.value) * _MM)
    loose = c.FS_RECTF()
    c.FPDFText_GetLooseCharBox(text, index, loose)
    x, y = ctypes.c_double(), ctypes.c_double()
    c.FPDFText_GetCharOrigin(text, index, x, y)
    matrix = c.FS_MATRIX()
    c.FPDFText_GetMatrix(text, index, matrix)
    size = c.FPDFText_GetFontSize(text, index) * (matrix.d or 1.0)
    base = (height - y.value) * _MM
    return Glyph(char, ink, x.value * _MM, loose.right * _MM, base, _font(text, index), abs(size), _colour(text, index))


def _font(text: pypdfium2.PdfTextPage, index: int) -> str:
    buffer = ctypes.create_string_buffer(_NAME)
    flags = ctypes.c_int()
    c.FPDFText_GetFontInfo(text, index, buffer, _NAME, flags)
    return _plain_name(buffer.value)


@cache
def _plain_name(raw: bytes) -> str:
    """The font's name without the six letters that mark a subset."""
    name = raw.decode("utf-8", "replace")
    head, plus, rest = name.partition("+")
    return rest if plus and len(head) == 6 else name  # noqa: PLR2004 - ISO 32000, 9.6.4


def _colour(text: pypdfium2.PdfTextPage, index: int) -> Colour:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not c.FPDFText_GetFillColor(text, index, red, green, blue, alpha):
        return BLACK
    return red.value, green.value, blue.value


def _lines(glyphs: list[Glyph], page: int) -> Iterator[Line]:
    """Lines from top to bottom, each from left to right."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda one: one.base):
        if rows and glyph.base - rows[-1][-1].base < _ONE_LINE:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    for row in rows:
        ordered = sorted(row, key=lambda one: one.left)
        printed = tuple(glyph for glyph in ordered if glyph.text.strip())
        if printed:
            yield Line(page, printed, "".join(glyph.text for glyph in ordered))


def _strokes(page: pypdfium2.PdfPage, height: float) -> Iterator[Stroke]:
    found = [_stroke(one, height) for one in page.get_objects(filter=[c.FPDF_PAGEOBJ_PATH])]
    yield from sorted((one for one in found if one), key=lambda one: one.box.top)


def _stroke(path: pypdfium2.PdfObject, height: float) -> Stroke | None:
    left, bottom, right, top = path.get_bounds()
    box = Box(left * _MM, (height - top) * _MM, right * _MM, (height - bottom) * _MM)
    if box.height > _THIN or box.width < _LONG:
        return None
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    c.FPDFPath_GetDrawMode(path, mode, stroked)
    width = ctypes.c_float()
    c.FPDFPageObj_GetStrokeWidth(path, width)
    weight = width.value * _MM if stroked.value else box.height
    read = c.FPDFPageObj_GetStrokeColor if stroked.value else c.FPDFPageObj_GetFillColor
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    read(path, red, green, blue, alpha)
    middle = (box.top + box.bottom) / 2
    placed = Box(box.left, middle - weight / 2, box.right, middle + weight / 2)
    return Stroke(placed, weight, (red.value, green.value, blue.value))


def cell_width(line: Line) -> float:
    """The usual step from one Chinese character to the next, in millimetres; 0 in a line of one."""
    steps = [
        after.left - before.left
        for before, after in zip(line.glyphs, line.glyphs[1:], strict=False)
        if before.text >= "⺀"
    ]
    return median(steps) if steps else 0.0
