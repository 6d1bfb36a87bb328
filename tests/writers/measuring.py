"""Where letters and rules stand on the pages of a PDF, in millimetres from the upper left corner, read by PDFium."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

MM = 25.4 / 72


@dataclass(frozen=True)
class Mark:
    """One character with the box of its ink; ``start``, ``end`` and ``foot`` are edges of its cell."""

    char: str
    left: float
    top: float
    right: float
    bottom: float
    foot: float
    start: float
    end: float


@dataclass(frozen=True)
class Rule:
    """A straight line: its edges with its weight, and its colour as three numbers to 255."""

    left: float
    top: float
    right: float
    bottom: float
    colour: tuple[int, int, int]

    @property
    def weight(self) -> float:
        """Height of the line."""
        return self.bottom - self.top


def marks(page: pypdfium2.PdfPage) -> list[Mark]:
    """All characters that leave ink, in the order of the text."""
    text, height = page.get_textpage(), page.get_height()
    found = []
    for index in range(text.count_chars()):
        char = text.get_text_range(index, 1)
        if char.strip():
            left, bottom, right, top = text.get_charbox(index)
            cell = text.get_charbox(index, loose=True)
            box = (left, height - top, right, height - bottom, height - cell[1], cell[0], cell[2])
            found.append(Mark(char, *(value * MM for value in box)))
    return found


def span(letters: list[Mark], text: str) -> list[Mark]:
    """The marks of the first occurrence of a text without spaces."""
    start = "".join(one.char for one in letters).index(text)
    return letters[start : start + len(text)]


def rules(page: pypdfium2.PdfPage) -> list[Rule]:
    """All stroked horizontal lines longer than 100 mm, from above."""
    found = []
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        width = ctypes.c_float()
        raw.FPDFPageObj_GetStrokeWidth(item.raw, width)
        left, bottom, right, top = item.get_bounds()
        middle, half = page.get_height() - (top + bottom) / 2, width.value / 2
        if right - left > 100 / MM and top - bottom < 10:
            # The bounds take the ends of the line half its weight too far.
            overhang = max(0.0, (top - bottom - width.value) / 2 + half) if top - bottom >= width.value else 0.0
            found.append(
                Rule(
                    left=(left + overhang) * MM,
                    top=(middle - half) * MM,
                    right=(right - overhang) * MM,
                    bottom=(middle + half) * MM,
                    colour=_colour(item),
                )
            )
    return sorted(found, key=lambda rule: rule.top)


def _colour(item: pypdfium2.PdfObject) -> tuple[int, int, int]:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    raw.FPDFPageObj_GetStrokeColor(item.raw, red, green, blue, alpha)
    return red.value, green.value, blue.value
