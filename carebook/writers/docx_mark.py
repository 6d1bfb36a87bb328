"""The mark of the issuing organ in DOCX: one line as large as fits, or names of several organs with 文件 beside them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import floor

from carebook.writers.docx_order import paragraph
from carebook.writers.docx_runs import Ink, runs
from carebook.writers.docx_styles import ASCENT, LARGE_LINE, twips
from carebook.writers.docx_table import bare_row
from carebook.writers.flow import width
from carebook.writers.look import MARK, Look, type_width
from carebook.writers.tree import Element
from carebook.writers.vocabulary import inline_text

GLYPH_TOP, GLYPH_FOOT = 0.86, 0.09  # how far a large Chinese character reaches above and below its base line
_ALL_NAMES = 136  # points that the names of a joint document share, so that the first page still shows text
_SMALLEST = 20
_BESIDE = 1.5  # 文件 by the size of the names


@dataclass(frozen=True, slots=True)
class Mark:
    """A laid-out mark. ``size`` is that of the names, ``suffix_size`` that of 文件, in points."""

    names: tuple[Element, ...]
    suffix: Element | None
    size: float
    suffix_size: float

    @property
    def joint(self) -> bool:
        """Whether there is more than one line of text."""
        return len(self.names) > 1 or self.suffix is not None

    @property
    def _line(self) -> float:
        return self.size * LARGE_LINE

    @property
    def height(self) -> float:
        """From the upper edge of the first characters to the lower edge of the last ones."""
        return (GLYPH_TOP + GLYPH_FOOT) * self.size + (len(self.names) - 1) * self._line

    @property
    def lift(self) -> float:
        """How far below the upper edge of the characters the first line must begin (mostly less than nothing)."""
        return GLYPH_TOP * self.size - ASCENT * self._line

    @property
    def below(self) -> float:
        """What the last line leaves below its characters."""
        return (1 - ASCENT) * self._line - GLYPH_FOOT * self.size

    def xml(self) -> str:
        """The paragraph, or the table of names and 文件."""
        if not self.joint:
            return _line(self.names[0], self.size, self._line)
        widest = twips(max(width(inline_text(name)) for name in self.names) * self.size) + 20
        lines = "".join(_line(name, self.size, self._line, '<w:jc w:val="distribute"/>') for name in self.names)
        cells = [(widest, lines, "center")]
        if self.suffix:
            # What the line leaves below its characters but not above them is added above.
            letter, line = self.suffix_size, self.suffix_size * LARGE_LINE
            even = (1 - ASCENT) * line - GLYPH_FOOT * letter - (ASCENT * line - GLYPH_TOP * letter)
            shown = _line(self.suffix, letter, line, '<w:jc w:val="right"/>', above=even)
            room = twips(width(inline_text(self.suffix)) * self.suffix_size + self.size / 2) + 20
            cells.append((room, shown, "center"))
        return bare_row(cells, centred=True) + paragraph("Break", "")


def mark_of(parts: Iterable[Element], look: Look) -> Mark | None:
    """The mark among the parts of a head, in the sizes of the PDF; ``None`` if there is none."""
    found = tuple(parts)
    names = tuple(part for part in found if part.kind == "mark")
    suffix = next((part for part in found if part.kind == "mark-suffix"), None)
    if not names:
        return None
    widest = max(width(inline_text(name)) for name in names)
    whole = type_width(look)
    if len(names) == 1 and suffix is None:
        return Mark(names, None, _half(min(MARK, whole / max(widest, 1))), 0)
    wanted = max(_SMALLEST, min(MARK, _ALL_NAMES / len(names)))
    behind = min(MARK, wanted * _BESIDE) if suffix else 0.0
    tail = width(inline_text(suffix)) * behind + wanted / 2 if suffix else 0.0
    scale = min(1, whole / (widest * wanted + tail))
    return Mark(names, suffix, _half(wanted * scale), _half(behind * scale))


def _half(size: float) -> float:
    """Type comes in half points."""
    return floor(size * 2) / 2


def _line(part: Element, size: float, line: float, *properties: str, above: float = 0) -> str:
    text = "".join(runs(part, Ink("biaosong", size, letter=0 if size == MARK else size)))
    exact = ""
    if size != MARK or above:
        exact = f'<w:spacing w:before="{twips(above)}" w:line="{twips(line)}" w:lineRule="exact"/>'
    return paragraph("Mark", text, exact, *properties)
