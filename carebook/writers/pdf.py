"""Paper to PDF with Typst. The tree goes in as data, so nothing in a name can become markup."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import typst

from carebook.writers import fonts, vocabulary
from carebook.writers.flow import blocks, note_edges
from carebook.writers.look import COVER, LOOKS, MARK, WHOLE_ROSTER
from carebook.writers.paper import Paper
from carebook.writers.tree import Element, lay_out, row_elements, widths


@cache
def _typesetter(home: Path) -> tuple[typst.Compiler, tuple[str, ...]]:
    """The compiler, and the families a township has added; once per process, because reading fonts is slow."""
    folder = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(home / "fonts")]
    )
    others = {font.family for font in folder.fonts()} - set(fonts.FAMILIES.values())
    return typst.Compiler(root=str(home / "templates"), font_paths=folder), tuple(sorted(others))


def render(paper: Paper, home: Path) -> bytes:
    """Typeset a paper; ``home`` is the folder that holds ``fonts/`` and ``templates/``.

    Raises:
        VocabularyError: the body is outside the vocabulary.
        MissingGlyph: a character is in no shipped font.
    """
    tree = vocabulary.parse(paper.body)
    fonts.require(vocabulary.text(tree) + paper.running, home)
    compiler, added = _typesetter(home)
    made = compiler.compile(
        input=str(home / "templates" / "paper.typ"),
        format="pdf",
        sys_inputs={"paper": json.dumps(_data(paper, tree, added), ensure_ascii=False)},
        timestamp=paper.moment,
    )
    if not isinstance(made, bytes):
        raise TypeError("Typst returned several files for one paper")
    return made


def _data(paper: Paper, tree: Element, added: tuple[str, ...]) -> dict[str, Any]:
    return {
        "id": paper.id,
        "title": paper.title,
        "layout": paper.layout,
        "digest": paper.digest,
        "running": paper.running,
        "stacks": {role: fonts.stack(role) + added for role in fonts.FAMILIES},
        "look": {**asdict(LOOKS[paper.layout]), "cover": COVER, "mark": MARK, "whole_roster": WHOLE_ROSTER},
        "blocks": [_block(block) for block in blocks(tree)],
    }


def _block(block: Element) -> dict[str, Any]:
    if block.tag == "table":
        return _table(block)
    if block.tag == "notes":
        return {
            "tag": "notes",
            "kind": "",
            "notes": [_note(note, number) for number, note in enumerate(block.elements)],
        }
    if block.tag in ("section", "header", "footer", "ul", "signing"):
        return {"tag": block.tag, "kind": block.kind, "blocks": [_block(child) for child in blocks(block)]}
    return {"tag": block.tag, "kind": block.kind, "run": _run(block)}


def _note(note: Element, number: int) -> dict[str, Any]:
    start, hanging = note_edges(note, first=number == 0)
    return {"start": start, "hanging": hanging, "run": _run(note)}


def _run(element: Element) -> list[Any]:
    """Content of a line: strings, and ``{tag, kind, run}`` for what is marked."""
    return [
        child if isinstance(child, str) else {"tag": child.tag, "kind": child.kind, "run": _run(child)}
        for child in element.children
    ]


def _table(table: Element) -> dict[str, Any]:
    columns = widths(table)
    caption = table.first("caption")
    rows = row_elements(table)
    return {
        "tag": "table",
        "kind": table.kind,
        "widths": columns,
        "caption": _run(caption) if caption else [],
        "head": _cells([row for head, row in rows if head], len(columns)),
        "body": _cells([row for head, row in rows if not head], len(columns)),
    }


def _cells(rows: list[Element], columns: int) -> list[dict[str, Any]]:
    return [
        {
            "first": slot.column == 0,
            "th": slot.cell.tag == "th",
            "kinds": sorted(slot.cell.kinds),
            "colspan": slot.colspan,
            "rowspan": slot.rowspan,
            "run": _run(slot.cell),
        }
        for row in lay_out(rows, columns)
        for slot in row
        if not slot.above
    ]
