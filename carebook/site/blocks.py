"""What pages are made of: tables, lists of facts, figures, links. Content only; templates set it.

All ``href`` are paths from the root of the tree (``patients/QX-0001.html#due``); the template makes them relative
to the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of text, perhaps a link."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table, or the value of a fact.

    ``tone`` names a state for colour and ``mark`` is its shape, so that no state is said by colour alone. ``sort``
    is what the column is sorted by, ``pick`` what it is chosen by, where the words themselves do not serve.
    """

    parts: tuple[Part, ...]
    tone: str = ""
    mark: str = ""
    sort: str = ""
    pick: str = ""

    @property
    def text(self) -> str:
        """The words of the cell."""
        return "、".join(part.text for part in self.parts)

    def after(self, title: str) -> Cell:
        """The cell with a title before its words, for where no column says it."""
        first, *rest = self.parts
        return replace(self, parts=(Part(title + first.text, first.href), *rest))

    @property
    def picks(self) -> str:
        """What the cell can be chosen by, several joined by ``|``."""
        return self.pick or "|".join(part.text for part in self.parts)


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """A column: its title, how it is set (``num``, ``day``, ``long``, ``tight``), and whether one may choose by it."""

    text: str
    kind: str = ""
    pick: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption; ``empty`` is said instead when there are no rows.

    ``label`` is the column that names the row; ``tools`` lets the reader filter and sort; ``ids`` are anchors of rows;
    ``screen`` tables are of no use on paper.
    """

    block: ClassVar[str] = "table"
    caption: str
    heads: Sequence[ColumnHead]
    rows: Sequence[Sequence[Cell]]
    empty: str
    label: int = 0
    tools: bool = False
    foot: Sequence[Cell] = ()
    ids: Sequence[str] = ()
    screen: bool = False

    @property
    def matrix(self) -> bool:
        """Whether everything but the heading column is numbers; such a table stays a table on a phone."""
        return all(head.kind == "num" for head in self.heads[1:])

    @property
    def narrow(self) -> bool:
        """Whether the table is small enough not to be stretched over a wide screen."""
        few = 5
        return len(self.heads) <= few and all(head.kind != "long" for head in self.heads)


@dataclass(frozen=True, slots=True)
class Facts:
    """Titles with their values."""

    block: ClassVar[str] = "facts"
    rows: Sequence[tuple[str, Cell]]
    empty: str = "没有记录"


@dataclass(frozen=True, slots=True)
class Figures:
    """A few numbers that stand out, each leading to what it counts."""

    block: ClassVar[str] = "figures"
    rows: Sequence[tuple[str, Cell]]


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph; ``kind`` is ``lead``, ``quote``, ``note`` or ``code``."""

    block: ClassVar[str] = "words"
    text: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Search:
    """A field to search the tree by."""

    block: ClassVar[str] = "search"


Block = Table | Facts | Figures | Words | Search


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page with its own heading and anchor; a ``minor`` one is left out of the page's contents."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    minor: bool = False

    @property
    def screen(self) -> bool:
        """Whether nothing in it is of use on paper."""
        return all(isinstance(block, Table) and block.screen for block in self.blocks)


def cell(text: object, href: str = "", *, tone: str = "", mark: str = "", sort: object = "", pick: str = "") -> Cell:
    """A cell with one text; days are written ``2026-11-21``, nothing where there is nothing."""
    return Cell((Part(plain(text), href),), tone, mark, str(sort), pick)


def count(number: int, href: str = "", *, tone: str = "", mark: str = "") -> Cell:
    """A number that stands out; none is nothing to be alarmed by and loses its tone."""
    return cell(number, href, tone=tone if number else "calm", mark=mark)


def several(parts: Iterable[Part]) -> Cell:
    """A cell with several texts."""
    return Cell(tuple(parts))


def heads(*titles: str | ColumnHead) -> tuple[ColumnHead, ...]:
    """Columns from their titles."""
    return tuple(ColumnHead(title) if isinstance(title, str) else title for title in titles)


def plain(value: object) -> str:
    """A value as a page writes it."""
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)
