"""Cells as HTML. Written here and not as macros: a large township has millions of them, and this is ten times faster."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from markupsafe import Markup

from carebook.site.blocks import Cell, ColumnHead, Part, Table

#: From the path of a page in the tree to its address from here; empty if there is no such page.
Way = Callable[[str], str] | None


def link(part: Part, way: Way) -> Markup:
    """A text, linked if it has somewhere to lead; ``way`` gives the address of a page of the tree, None means no links."""
    return Markup(_link(part, way))  # noqa: S704 - escaped below


def texts(cell: Cell, way: Way) -> Markup:
    """The texts of a cell, without its state."""
    return Markup(_texts(cell, way))  # noqa: S704 - escaped below


def value(cell: Cell, way: Way) -> Markup:
    """A cell's content: shape, texts, links."""
    return Markup(_value(cell, way))  # noqa: S704 - escaped below


def cells(row: Sequence[Cell], table: Table, way: Way, label: int) -> Markup:
    """The cells of one row; the one in column ``label`` heads the row."""
    found = (
        _cell(cell, head, way, named=not table.matrix, heading=index == label)
        for index, (cell, head) in enumerate(zip(row, table.heads, strict=True))
    )
    return Markup("".join(found))  # noqa: S704 - escaped below


def _cell(cell: Cell, head: ColumnHead, way: Way, *, named: bool, heading: bool) -> str:
    many = len(cell.parts) > 1
    kinds = f"{head.kind} several".strip() if many else head.kind
    attributes = ' scope="row"' if heading else ""
    if kinds:
        attributes += f' class="{kinds}"'
    if head.pick and (many or cell.tone or cell.pick):
        attributes += f' data-pick="{escape(cell.picks)}"'
    if cell.sort:
        attributes += f' data-sort="{escape(cell.sort)}"'
    if named:
        attributes += f' data-label="{escape(head.text)}"'
    tag = "th" if heading else "td"
    return f"<{tag}{attributes}>{_value(cell, way)}</{tag}>"


def _value(cell: Cell, way: Way) -> str:
    if not cell.tone:
        return _texts(cell, way)
    mark = f'<span class="mark" aria-hidden="true">{cell.mark}</span>'
    return f'<span class="tone {cell.tone}">{mark}{_texts(cell, way)}</span>'


def _texts(cell: Cell, way: Way) -> str:
    if len(cell.parts) == 1:
        return _link(cell.parts[0], way)
    return "、".join(f"<span>{_link(part, way)}</span>" for part in cell.parts)


def _link(part: Part, way: Way) -> str:
    address = way(part.href) if part.href and way is not None else ""
    if address:
        return f'<a href="{escape(address)}">{escape(part.text)}</a>'
    return escape(part.text)
