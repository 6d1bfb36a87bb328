"""Which characters the shipped fonts hold."""

from __future__ import annotations

import bz2
from collections.abc import Iterator
from pathlib import Path

# Sources of the mainland that stand for names of persons and places: the register of identity cards (GIDC),
# personal names (GXM), place names (GDM), and later supplements of the same kind.
NAME_SOURCES = frozenset({"GIDC", "GXM", "GDM", "GK", "GKJ", "GPGLG", "GXC", "GZH", "GBK", "GU", "GRM", "GXH", "GCE"})
TICKS = "\u2610\u2611\u2612"
RARE_SAMPLE = "䶮㛃𬸚𠅤堃犇喆玥昇赟禤仝㐂𪚥"

# Ranges of signs beside GB2312's own: Latin with accents (pinyin), dashes and quotation marks, units,
# Roman and circled numbers, boxes, arrows, full-width and vertical forms.
SIGN_RANGES = (
    (0x20, 0x7E),
    (0xA0, 0xFF),
    (0x100, 0x17F),
    (0x1CD, 0x1DC),
    (0x2002, 0x200A),
    (0x2010, 0x2027),
    (0x2030, 0x203B),
    (0x2103, 0x2103),
    (0x2109, 0x2109),
    (0x2116, 0x2122),
    (0x2160, 0x217B),
    (0x2190, 0x2199),
    (0x2200, 0x2265),
    (0x2460, 0x24FF),
    (0x2500, 0x257F),
    (0x25A0, 0x25EF),
    (0x2605, 0x2642),
    (0x3000, 0x3029),
    (0x3220, 0x3243),
    (0x32A3, 0x32A3),
    (0x338E, 0x33C4),
    (0xFE30, 0xFE4F),
    (0xFF01, 0xFF5E),
    (0xFFE0, 0xFFE6),
)


def signs() -> set[int]:
    """Everything that is not a Chinese character: the signs of GB2312 and the ranges above."""
    found = {code for first, last in SIGN_RANGES for code in range(first, last + 1)}
    for row in range(0xA1, 0xAA):
        for cell in range(0xA1, 0xFF):
            text = bytes((row, cell)).decode("gb2312", "ignore")
            found.update(map(ord, text))
    return found


def gb2312_han() -> set[int]:
    """The 6,763 characters of GB2312."""
    cells = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    return {ord(char) for cell in cells for char in cell.decode("gb2312", "ignore")}


def _property(file: Path, name: str) -> Iterator[tuple[int, str]]:
    with bz2.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            fields = line.rstrip("\n").split("\t")
            if len(fields) == 3 and fields[1] == name:  # noqa: PLR2004 - code point, property, value
                yield int(fields[0].removeprefix("U+"), 16), fields[2]


def common(unicode_data: Path) -> set[int]:
    """The table of general standard characters (8,105) and GB2312."""
    table = {code for code, _ in _property(unicode_data / "Unihan_OtherMappings.txt.bz2", "kTGH")}
    return table | gb2312_han() | set(map(ord, RARE_SAMPLE))


def names(unicode_data: Path) -> set[int]:
    """Characters registered for names, wherever they stand in Unicode."""
    sources = _property(unicode_data / "Unihan_IRGSources.txt.bz2", "kIRG_GSource")
    return {code for code, source in sources if source.split("-")[0] in NAME_SOURCES}


def is_han(code: int) -> bool:
    """Whether a code point is a unified Chinese character of any plane (or the zero 〇)."""
    blocks = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0x20000, 0x2A6DF), (0x2A700, 0x3FFFD))
    return any(first <= code <= last for first, last in blocks)
