"""Cells as HTML. Written here and not as macros: a large township has millions of them, and this is ten times faster."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from markupsafe import Markup

from carebook.site.blocks import Cell, Head, Part, Table


def link(part: Part, root: str | None) -> Markup:
    """A text, linked if it has somewhere to lead; ``root`` leads to the root of the tree, None means no links."""
    return Markup(_link(part, root))  # noqa: S704 - escaped below


def texts(cell: Cell, root: str | None) -> Markup:
    """The texts of a cell, without its state."""
    return Markup(_texts(cell, root))  # noqa: S704 - escaped below


def value(cell: Cell, root: str | None) -> Markup:
    """A cell's content: shape, texts, links."""
    return Markup(_value(cell, root))  # noqa: S704 - escaped below


def cells(row: Sequence[Cell], table: Table, root: str | None, label: int) -> Markup:
    """The cells of one row; the one in column ``label`` heads the row."""
    found = (
        _cell(cell, head, root, named=not table.matrix, heading=index == label)
        for index, (cell, head) in enumerate(zip(row, table.heads, strict=True))
    )
    return Markup("".join(found))  # noqa: S704 - escaped below


def _cell(cell: Cell, head: Head, root: str | None, *, named: bool, heading: bool) -> str:
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
    return f"<{tag}{attributes}>{_value(cell, root)}</{tag}>"


def _value(cell: Cell, root: str | None) -> str:
    if not cell.tone:
        return _texts(cell, root)
    mark = f'<span class="mark" aria-hidden="true">{cell.mark}</span>'
    return f'<span class="tone {cell.tone}">{mark}{_texts(cell, root)}</span>'


def _texts(cell: Cell, root: str | None) -> str:
    if len(cell.parts) == 1:
        return _link(cell.parts[0], root)
    return "、".join(f"<span>{_link(part, root)}</span>" for part in cell.parts)


def _link(part: Part, root: str | None) -> str:
    if part.href and root is not None:
        return f'<a href="{escape(root + part.href)}">{escape(part.text)}</a>'
    return escape(part.text)
