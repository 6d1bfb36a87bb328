"""Signature and date in DOCX (7.3.5): with a seal, without one, with a signature stamp. No picture is ever drawn.

All places come from the text by indents and tab stops, so they can be changed in any word processor.
"""

from __future__ import annotations

from collections.abc import Iterator

from carebook.writers.docx_head import text_of
from carebook.writers.docx_order import paragraph
from carebook.writers.docx_styles import OFFICIAL_SPACING, twips
from carebook.writers.flow import width
from carebook.writers.look import POINTS_PER_MM, Look, type_width
from carebook.writers.tree import Element
from carebook.writers.vocabulary import inline_text

_SEAL = 44 * POINTS_PER_MM  # a seal of 42 mm and the gap to the next one
_STAMP = 40 * POINTS_PER_MM  # what a signature stamp takes across
_ROWS_OF_SEALS = 5  # lines from one row of sealed names to the next
_MOST = 3  # seals that fit beside each other


class Signing:
    """Writes the group of signatures and date; ``pitch`` is the distance of base lines in points."""

    def __init__(self, look: Look, pitch: float) -> None:
        """Take the measures."""
        self.look, self.pitch = look, pitch
        self.cell = look.size + (OFFICIAL_SPACING / 20 if look.tracking else 0)
        self.whole = type_width(look)

    def write(self, block: Element) -> Iterator[str]:
        """The paragraphs of one group, kept together."""
        lines = list(block.elements)
        days = [line for line in lines if line.kind == "date"]
        stamps = [line for line in lines if line.kind == "signature-stamp"]
        names = [line for line in lines if line.kind in ("signature", "signature-plain")]
        if stamps:
            yield from self._stamped(stamps, days)
        elif any(name.kind == "signature-plain" for name in names):
            yield from self._unsealed(names, days)
        else:
            yield from self._sealed(names, days)

    def _width(self, line: Element) -> float:
        """Width of a line in points."""
        return width(inline_text(line)) * self.cell

    def _line(self, style: str, text: str, above: float, *properties: str) -> str:
        space = f'<w:spacing w:before="{twips(above)}"/>' if above else ""
        return paragraph(style, text, space, *properties)

    def _text(self, line: Element, role: str = "fang") -> str:
        return text_of(line, role, self.look.size, "fang")

    def _from_right(self, points: float) -> str:
        """A right indent, in characters and in twips."""
        return f'<w:ind w:rightChars="{round(points / self.cell * 100)}" w:right="{twips(points)}"/>'

    def _sealed(self, names: list[Element], days: list[Element]) -> Iterator[str]:
        """The date four characters from the right, the last name centred over it, the others left of it and above.

        They stand so far apart that seals do not touch. Two lines stay free above: the upper edge of the first row
        of seals then lies within one line of the text (7.3.5.1).
        """
        above = (2 if self.look.tracking else 1) * self.pitch if names else self.pitch
        day = max((self._width(one) for one in days), default=0)
        widest = max((self._width(one) for one in names), default=0)
        last = max(self.look.right * self.cell + day / 2, widest / 2)
        for row in self._rows(names, last, max(_SEAL, widest + self.cell)):
            if len(row) == 1 and row[0][0] is names[-1]:
                edge = self._from_right(last - self._width(names[-1]) / 2)
                yield self._line("Signature", self._text(names[-1]), above, edge)
            else:
                stops = "".join(f'<w:tab w:val="center" w:pos="{twips(self.whole - at)}"/>' for _, at in row)
                text = "".join(f"<w:r><w:tab/></w:r>{self._text(name)}" for name, _ in row)
                yield self._line("Signature", text, above, f"<w:tabs>{stops}</w:tabs>", '<w:jc w:val="left"/>')
            above = (_ROWS_OF_SEALS - 1) * self.pitch
        for number, one in enumerate(days):
            space = above if not names and number == 0 else 0
            yield self._line("Date", self._text(one), space, self._from_right(last - self._width(one) / 2))

    def _rows(self, names: list[Element], last: float, apart: float) -> Iterator[list[tuple[Element, float]]]:
        """Rows of names, each with where its middle lies in points from the right edge."""
        widest = max((self._width(one) for one in names), default=0)
        outer = max(_SEAL, widest) / 2
        columns = next(
            count for count in range(_MOST, 0, -1) if count == 1 or last + (count - 1) * apart + outer <= self.whole
        )
        rows = [names[at : at + columns] for at in range(0, len(names), columns)]
        for row in rows:
            yield [(name, last + (len(row) - 1 - place) * apart) for place, name in enumerate(row)]

    def _unsealed(self, names: list[Element], days: list[Element]) -> Iterator[str]:
        """The name two characters from the right, the date two further in; a longer date pushes the name (7.3.5.2)."""
        widest = max(self._width(name) for name in names)
        day = max((self._width(one) for one in days), default=0)
        left = self.whole - 2 * self.cell - (day + 2 * self.cell if day > widest else widest)
        above = self.pitch
        for name in names:
            edge = self._from_right(self.whole - left - self._width(name))
            yield self._line("Signature", self._text(name), above, edge)
            above = 0
        for one in days:
            edge = self._from_right(self.whole - left - 2 * self.cell - self._width(one))
            yield self._line("Date", self._text(one), 0, edge)

    def _stamped(self, stamps: list[Element], days: list[Element]) -> Iterator[str]:
        """Office, two characters, room for the stamp with the name in it, four characters to the edge (7.3.5.3)."""
        room = self.whole - 4 * self.cell - _STAMP
        stops = (
            f'<w:tabs><w:tab w:val="right" w:pos="{twips(room - 2 * self.cell)}"/>'
            f'<w:tab w:val="center" w:pos="{twips(room + _STAMP / 2)}"/></w:tabs>'
        )
        # The line of a stamp is as high as a stamp; its type stands in the middle.
        half = self.pitch / 2
        above = 2 * self.pitch + half
        for stamp in stamps:
            office, name = stamp.elements
            text = f"<w:r><w:tab/></w:r>{self._text(office)}<w:r><w:tab/></w:r>{self._text(name, 'kai')}"
            yield self._line("Signature", text, above, stops, '<w:jc w:val="left"/>')
            above = 2 * half
        for number, one in enumerate(days):
            yield self._line(
                "Date", self._text(one), half + self.pitch if number == 0 else 0, self._from_right(4 * self.cell)
            )
