"""Sizes of the three layouts, shared by the writers. Lengths in points unless the name says otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from carebook.writers.paper import Layout

# The type area of an official document: 156 mm by 225 mm, 28 characters by 22 lines (GB/T 9704—2012, 5.2).
POINTS_PER_MM = 72 / 25.4
CELL = 156 * POINTS_PER_MM / 28
PITCH = 225 * POINTS_PER_MM / 22
_SPARE = 0.01  # points per character, so that rounding never takes the twenty-eighth from a line


@dataclass(frozen=True, slots=True)
class Look:
    """Type sizes and distances of one layout.

    ``lead`` is the space between lines, ``tracking`` what is added to each character, ``indent`` the first-line
    indent of body text, ``right`` the characters between the date and the right edge. Margins are in
    millimetres: top, right, bottom, left.
    """

    size: float
    lead: float
    h1: float
    h1_lead: float
    h2: float
    h3: float
    table: float
    inset: float
    margins: tuple[float, float, float, float]
    tracking: float = 0
    indent: float = 0
    right: float = 2
    landscape: bool = False

    @property
    def cell(self) -> float:
        """Width of one character."""
        return self.size + self.tracking

    @property
    def pitch(self) -> float:
        """Distance of two base lines."""
        return self.size + self.lead


LOOKS: Mapping[Layout, Look] = MappingProxyType(
    {
        "official": Look(
            size=16, lead=PITCH - 16, h1=22, h1_lead=12, h2=16, h3=16, table=12, inset=5,
            margins=(37, 26, 35, 28), tracking=CELL - 16 - _SPARE, indent=2 * CELL, right=4,
        ),
        "file": Look(
            size=12, lead=9, h1=20, h1_lead=10, h2=14, h3=12, table=10.5, inset=5, margins=(20, 20, 20, 25)
        ),
        "sheet": Look(
            size=10.5, lead=7, h1=18, h1_lead=8, h2=12, h3=10.5, table=10.5, inset=5.5,
            margins=(20, 20, 20, 20), landscape=True,
        ),
    }
)  # fmt: skip
PAGE_MM = (210, 297)
COVER = 32  # size of the title on a cover sheet
MARK = 42  # largest size of the mark of the issuing organ
WHOLE_ROSTER = 8  # a roster of so many rows stays on one page


def type_width(look: Look) -> float:
    """Width of the type area in points."""
    page = PAGE_MM[1] if look.landscape else PAGE_MM[0]
    return (page - look.margins[1] - look.margins[3]) * POINTS_PER_MM
