"""What can be seen on a page: characters and lines with their places.

All lengths are millimetres, measured from the left and upper edge of the page; type sizes are points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

_Value = TypeVar("_Value")
Colour = tuple[int, int, int]
BLACK: Colour = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: left, top, right, bottom."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """Half way between left and right."""
        return (self.left + self.right) / 2


def around(boxes: Sequence[Box]) -> Box:
    """The smallest rectangle around several (at least one)."""
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character: ``ink`` is what is printed, ``left`` and ``right`` its cell, ``base`` its base line."""

    text: str
    ink: Box
    left: float
    right: float
    base: float
    font: str
    size: float
    colour: Colour


@dataclass(frozen=True, slots=True)
class Stroke:
    """A horizontal rule."""

    box: Box
    weight: float
    colour: Colour


@dataclass(frozen=True)
class Line:
    """Characters on one base line, from left to right; blanks are only in ``text``."""

    page: int
    glyphs: tuple[Glyph, ...]
    text: str

    @cached_property
    def ink(self) -> Box:
        """What is printed."""
        return around([glyph.ink for glyph in self.glyphs])

    @property
    def left(self) -> float:
        """Left edge of the first cell."""
        return self.glyphs[0].left

    @property
    def right(self) -> float:
        """Right edge of the last cell."""
        return self.glyphs[-1].right

    @property
    def base(self) -> float:
        """The base line."""
        return self.glyphs[0].base

    @cached_property
    def size(self) -> float:
        """The type size of most characters."""
        return _most([round(glyph.size, 1) for glyph in self.glyphs])

    @cached_property
    def font(self) -> str:
        """The font of most characters."""
        return _most([glyph.font for glyph in self.glyphs])

    @cached_property
    def colour(self) -> Colour:
        """The colour of most characters."""
        return _most([glyph.colour for glyph in self.glyphs])

    @property
    def solid(self) -> str:
        """The text without blanks."""
        return "".join(self.text.split())


@dataclass(frozen=True)
class PrintedPage:
    """One page, counted from 1."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    strokes: tuple[Stroke, ...]


def _most(values: Sequence[_Value]) -> _Value:
    return max(dict.fromkeys(values), key=values.count)
