"""Paper to a page of HTML: the same text, on screen a sheet, in print the same layout.

Everything about looks is a class of ``paper.css``: servers forbid style that stands in a page (deploy/nginx).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from carebook.writers import vocabulary
from carebook.writers.columns import columns
from carebook.writers.flow import blocks, note_edges, width
from carebook.writers.look import LOOKS, MARK, WHOLE_ROSTER, type_width
from carebook.writers.paper import Paper
from carebook.writers.tree import Element

_TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
_HANGING = 8  # characters; the widest hanging indent that paper.css has a class for: six digits of a number


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES), undefined=StrictUndefined, autoescape=True, keep_trailing_newline=True
    )
    return environment.get_template("paper.html.j2")


def render(paper: Paper, stylesheet: str) -> bytes:
    """Write a paper as an HTML page; ``stylesheet`` is the relative address of ``paper.css``.

    Raises:
        VocabularyError: the body is outside the vocabulary.
    """
    tree = vocabulary.parse(paper.body)
    inner = "".join(line for block in blocks(tree) for line in _block(block))
    kinds = f"{paper.layout} {tree.kind}".rstrip()
    # In numbers, because it stands before the page says in which encoding it is.
    running = str(escape(paper.running)).encode("ascii", "xmlcharrefreplace").decode()
    safe = {"body": Markup(inner), "running": Markup(running)}  # noqa: S704 - every text in them went through escape()
    made = _template().render(paper=paper, stylesheet=stylesheet, kinds=kinds, **safe)
    return made.encode("utf-8")


def _block(block: Element) -> Iterator[str]:
    if block.tag == "header":
        yield from _head(block)
    elif block.tag in ("section", "signing", "ul", "footer"):
        tag = "div" if block.tag == "signing" else block.tag
        plain = any(part.kind == "signature-plain" for part in block.elements)
        kind = {"signing": "signing plain" if plain else "signing", "footer": "imprint"}.get(block.tag, block.kind)
        inner = "".join(line for child in blocks(block) for line in _block(child))
        if block.tag == "footer":  # WeasyPrint makes empty lines of line breaks in a block that floats
            inner = inner.replace("\n", "")
        yield f"{_open(tag, kind)}{inner}</{tag}>\n"
    elif block.tag == "notes":
        for number, note in enumerate(block.elements):
            _, hanging = note_edges(note, first=number == 0)
            kind = f"attachment-note{' more' if number else ''} hang-{round(2 * min(hanging, _HANGING))}"
            yield f"{_open('p', kind)}{_inline(note)}</p>\n"
    elif block.tag == "table":
        yield from _table(block)
    else:
        yield f"{_open(block.tag, block.kind)}{_inline(block)}</{block.tag}>\n"


def _open(tag: str, kind: str = "", more: str = "") -> str:
    return f'<{tag} class="{kind}"{more}>' if kind else f"<{tag}{more}>"


def _inline(element: Element) -> str:
    return "".join(str(escape(child)) if isinstance(child, str) else _marked(child) for child in element.children)


def _marked(element: Element) -> str:
    inner = _inline(element)
    if element.tag == "br":
        return "<br>"
    if element.tag == "a":
        return f'<a href="{escape(element.get("href"))}">{inner}</a>'
    if element.kind == "blank":
        inner = inner or "\u3000"
    if element.kind == "wide" and len(element.children) == 1 and len(str(element.children[0])) == 2:  # noqa: PLR2004 - two characters
        name = str(element.children[0])
        inner = f"<span>{escape(name[0])}</span>{escape(name[1])}"
    return f"{_open(element.tag, element.kind)}{inner}</{element.tag}>"


def _head(header: Element) -> Iterator[str]:
    parts = list(header.elements)
    marks = [part for part in parts if part.kind in ("mark", "mark-suffix")]
    corners = [part for part in parts if part.kind in ("copy-number", "secrecy", "urgency")]
    yield _open("header", "head marked" if marks else "head") + "\n"
    for part in parts:
        if part in marks:
            yield from _mark(marks) if part is marks[0] else ()
        elif part in corners:
            row = f" first first-{corners.index(part) + 1}" if marks else ""
            yield f"{_open('p', part.kind + row)}{_inline(part)}</p>\n"
        elif part.kind == "number":
            kind = f"number corners-{len(corners)}" if corners else "number"
            yield f"{_open('p', kind)}{_inline(part)}</p>\n"
        else:
            yield "<hr>\n" if part.tag == "hr" else f"{_open('p', part.kind)}{_inline(part)}</p>\n"
    yield "</header>\n"


def _mark(marks: list[Element]) -> Iterator[str]:
    """The organs' names as large as fits, those of a joint document equally wide, with 文件 to their right."""
    names = [part for part in marks if part.kind == "mark"]
    joint = len(marks) > 1
    longest = max(width(vocabulary.inline_text(part)) for part in names) + (3.5 if joint else 0)
    size = min(MARK, int(type_width(LOOKS["official"]) / max(longest, 1)), max(20, round(136 / len(names))))
    lines = [f"{_open('p', f'{part.kind} size-{max(size, 1)}')}{_inline(part)}</p>\n" for part in marks]
    if joint:
        yield f'<div class="marks"><div>\n{"".join(lines[: len(names)])}</div>\n{"".join(lines[len(names) :])}</div>\n'
    else:
        yield from lines


def _table(table: Element) -> Iterator[str]:
    short = len(list((table.first("tbody") or table).elements)) <= WHOLE_ROSTER
    yield _open("table", f"{table.kind} whole" if table.kind == "roster" and short else table.kind) + "\n"
    caption = table.first("caption")
    if caption is not None:
        yield f"<caption>{_inline(caption)}</caption>\n"
    yield f"<colgroup>{columns(table)}</colgroup>\n"
    for part in table.elements:
        if part.tag in ("thead", "tbody"):
            yield f"<{part.tag}>\n"
            for row in part.elements:
                yield f"<tr>{''.join(_cell(cell, head=part.tag == 'thead') for cell in row.elements)}</tr>\n"
            yield f"</{part.tag}>\n"
    yield "</table>\n"


def _cell(cell: Element, *, head: bool) -> str:
    spans = "".join(f' {name}="{value}"' for name, value in cell.attributes)
    scope = (' scope="col"' if head else ' scope="row"') if cell.tag == "th" else ""
    return f"{_open(cell.tag, cell.kind, spans + scope)}{_inline(cell)}</{cell.tag}>"
