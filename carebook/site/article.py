"""The text of an official document as a page shows it: without the red head and the imprint, which are of paper."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from markupsafe import Markup

from carebook.writers.columns import columns
from carebook.writers.tree import Element

_HEADS = {"h1": "h2", "h2": "h3", "h3": "h4"}
_FLAT = {"br": "<br>"}


def heading(tree: Element) -> Markup:
    """The title of a paper, broken as the paper breaks it; empty if it has none."""
    found = tree.first("h1")
    return Markup(_inline(found)) if found else Markup()  # noqa: S704 - escaped below


def article(tree: Element) -> Markup:
    """The text of a paper without its title, headings one level below the page's; all text is escaped."""
    blocks = (block for block in tree.elements if block.tag != "h1")
    return Markup("\n".join(line for block in blocks for line in _block(block)))  # noqa: S704 - escaped below


def _block(block: Element) -> Iterator[str]:
    if block.tag in {"header", "footer"}:
        return
    if block.tag == "section":
        yield "<section>"
        for child in block.elements:
            yield from _block(child)
        yield "</section>"
    elif block.tag == "ul":
        yield "<ul>" + "".join(f"<li>{_inline(item)}</li>" for item in block.elements) + "</ul>"
    elif block.tag == "table":
        yield from _table(block)
    else:
        tag = _HEADS.get(block.tag, block.tag)
        kind = f' class="{block.kind}"' if block.kind else ""
        yield f"<{tag}{kind}>{_inline(block)}</{tag}>"


def _inline(element: Element) -> str:
    return "".join(escape(child) if isinstance(child, str) else _child(child) for child in element.children)


def _child(element: Element) -> str:
    return _FLAT.get(element.tag) or _inline(element)


def _table(table: Element) -> Iterator[str]:
    yield f'<div class="scroll" tabindex="0"><table class="{table.kind}"><colgroup>{columns(table)}</colgroup>'
    for part in table.elements:
        if part.tag in {"thead", "tbody"}:
            rows = "".join(f"<tr>{_cells(row, head=part.tag == 'thead')}</tr>" for row in part.elements)
            yield f"<{part.tag}>{rows}</{part.tag}>"
    yield "</table></div>"


def _cells(row: Element, *, head: bool) -> str:
    found = []
    for cell in row.elements:
        spans = "".join(f' {name}="{value}"' for name, value in cell.attributes)
        scope = (' scope="col"' if head else ' scope="row"') if cell.tag == "th" else ""
        found.append(f"<{cell.tag}{scope}{spans}>{_inline(cell)}</{cell.tag}>")
    return "".join(found)
