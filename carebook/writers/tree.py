"""The parsed paper: a frozen tree, and the table seen as a grid of cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Element:
    """One element: its name, its class (or classes, separated by a space), what it holds, other attributes."""

    tag: str
    kind: str = ""
    children: tuple[Element | str, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()

    def get(self, name: str, default: str = "") -> str:
        """Value of an attribute."""
        return dict(self.attributes).get(name, default)

    @property
    def kinds(self) -> frozenset[str]:
        """The classes, each by itself."""
        return frozenset(self.kind.split())

    @property
    def elements(self) -> Iterator[Element]:
        """The children that are elements."""
        return (child for child in self.children if isinstance(child, Element))

    def all(self, tag: str) -> Iterator[Element]:
        """Children with a given name."""
        return (child for child in self.elements if child.tag == tag)

    def first(self, tag: str) -> Element | None:
        """The first child with a given name."""
        return next(self.all(tag), None)


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell in its place: column counted from 0; ``above`` if the cell began in an earlier row."""

    cell: Element
    column: int
    colspan: int
    rowspan: int
    above: bool = False


def widths(table: Element) -> tuple[float, ...]:
    """Relative widths of the columns: those the table gives; those its text needs in a roster that is too narrow."""
    group = table.first("colgroup")
    columns = group.all("col") if group else ()
    given = tuple(float(column.get("width", "1")) for column in columns for _ in range(int(column.get("span", "1"))))
    return _widened(table, given) if table.kind == "roster" and given else given


_LINE = 28.0  # characters in a line of an official document, where rosters stand
_GAP = 0.4  # between two columns, in characters
_LEAST = 5.0  # below this, a column cannot give way


def _widened(table: Element, given: tuple[float, ...]) -> tuple[float, ...]:
    """Names and telephone numbers stay on one line; the widest column, which holds positions, gives way."""
    room = [_LINE * share / sum(given) for share in given]
    needed = [0.0] * len(given)
    for _, row in row_elements(table):
        cells = list(row.elements)
        if len(cells) == len(given):
            needed = [max(need, _width(cell) + _GAP) for need, cell in zip(needed, cells, strict=True)]
    needed[-1] = max(needed[-1] - _GAP, 0)
    if all(need <= have for need, have in zip(needed, room, strict=True)):
        return given
    widest = needed.index(max(needed))
    rest = _LINE - sum(needed) + needed[widest]
    needed[widest] = rest
    return tuple(needed) if rest >= _LEAST and min(needed) > 0 else given


def _width(element: Element) -> float:
    """Width of a line of text in Chinese characters; a wide name of two takes three."""
    letters = "".join(_texts(element))
    spread = sum(child.kind == "wide" and _width(child) == _PAIR for child in element.elements)
    return sum(0.5 if char.isascii() else 1 for char in letters) + spread


_PAIR = 2  # characters of a name that is spread


def _texts(element: Element) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, str):
            yield child
        else:
            yield from _texts(child)


def row_elements(table: Element) -> list[tuple[bool, Element]]:
    """All rows in order, each with whether it belongs to the heading."""
    parts = [part for part in table.elements if part.tag in ("thead", "tbody")]
    return [(part.tag == "thead", row) for part in parts for row in part.all("tr")]


def lay_out(rows: list[Element], columns: int) -> list[tuple[Slot, ...]]:
    """Give every cell its column.

    Raises:
        ValueError: a row does not fill the columns exactly, or a cell reaches below the last row. The
            argument is a Chinese sentence.
    """
    open_slots: dict[int, tuple[Slot, int]] = {}
    result = []
    for number, row in enumerate(rows, 1):
        slots = _row(row, columns, open_slots, number)
        open_slots = {
            slot.column: (slot, left) for slot, left in ((slot, _left(slot, open_slots)) for slot in slots) if left > 0
        }
        result.append(slots)
    if open_slots:
        raise ValueError("表格末行有单元格的 rowspan 超出了表格")
    return result


def _left(slot: Slot, before: dict[int, tuple[Slot, int]]) -> int:
    return before[slot.column][1] - 1 if slot.above else slot.rowspan - 1


def _row(row: Element, columns: int, open_slots: dict[int, tuple[Slot, int]], number: int) -> tuple[Slot, ...]:
    slots: list[Slot] = []
    cells = list(row.elements)
    column = 0
    while column < columns:
        if column in open_slots:
            slot = open_slots[column][0]
            slots.append(Slot(slot.cell, column, slot.colspan, slot.rowspan, above=True))
        elif cells:
            cell = cells.pop(0)
            slots.append(Slot(cell, column, int(cell.get("colspan", "1")), int(cell.get("rowspan", "1"))))
        else:
            break
        column += slots[-1].colspan
    taken = sum(slot.colspan for slot in slots)
    if cells or taken != columns or any(other in open_slots for slot in slots for other in _inner(slot)):
        have = taken + sum(int(cell.get("colspan", "1")) for cell in cells)
        raise ValueError(f"表格第 {number} 行占 {have} 列，表格有 {columns} 列")
    return tuple(slots)


def _inner(slot: Slot) -> range:
    return range(slot.column + 1, slot.column + slot.colspan) if not slot.above else range(0)
