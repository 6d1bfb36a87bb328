"""Typst with the shipped fonts: one paper in, its PDF and the places of some of its parts out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

import typst

from carebook.writers import fonts, vocabulary
from carebook.writers.flow import blocks, note_edges
from carebook.writers.look import COVER, LOOKS, MARK, WHOLE_ROSTER
from carebook.writers.paper import Paper
from carebook.writers.sheetcode import svg
from carebook.writers.tree import Element, lay_out, row_elements, widths

Imprint = Literal["flow", "own page", ""]
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_OPENING = frozenset({"", "lead", "flush", "center"})  # kinds of paragraphs that are text proper


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a part of a paper came to stand: page, counted from 1, and points from the upper edge of the sheet."""

    page: int
    down: float


@dataclass(frozen=True, slots=True)
class Typeset:
    """A typeset paper: its bytes, the number of its pages, and where some parts of it begin.

    The parts are ``text`` (the first line of the text proper), ``sign`` (names of attachments or, without them,
    the signature), ``end`` (where all but the imprint ends) and ``imprint``. Only official documents have places.
    """

    data: bytes
    pages: int
    places: Mapping[str, Placement]
    reserve: int = 0


@cache
def _compiler(home: Path) -> tuple[typst.Compiler, Mapping[str, tuple[str, ...]]]:
    """The compiler, and the families of each role; once per process, because reading fonts is slow."""
    folder = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(home / "fonts")])
    mine = fonts.licensed(home)
    families = {Path(font.path or "").resolve(): font.family for font in folder.fonts() if font.index == 0}
    first = {role: families[file.resolve()] for role, file in mine.items() if file.resolve() in families}
    others = tuple(sorted(set(families.values()) - set(fonts.FAMILIES.values()) - set(first.values())))
    stacks = {role: (*filter(None, [first.get(role)]), *fonts.stack(role), *others) for role in fonts.FAMILIES}
    root = home / "templates"
    compiler = typst.Compiler(input=str(root / "paper.typ"), root=str(root), font_paths=folder)
    return compiler, MappingProxyType(stacks)


def typeset(
    paper: Paper,
    home: Path,
    *,
    pitch: float = 0,
    imprint: Imprint = "flow",
    hold: bool = False,
    reserve: int = 0,
    short: bool = False,
) -> Typeset:
    """Typeset a paper.

    Args:
        paper: what to set.
        home: the folder that holds ``fonts/`` and ``templates/``.
        pitch: points between base lines; 0 for that of the layout.
        imprint: where the imprint goes.
        hold: whether the last paragraph goes to the page of the signature.
        reserve: so many lines stay empty at the foot of the page where the text opens, so that its last lines go over.
        short: leave out the attachments and the imprint, to try something on the text.

    Raises:
        VocabularyError: the body is outside the vocabulary.
        MissingGlyph: a character is in no font.
    """
    tree = vocabulary.parse(paper.body)
    text = vocabulary.text(tree) + paper.running
    fonts.require(text, home)
    compiler, stacks = _compiler(home)
    data = {**_data(paper, tree, pitch), "stacks": dict(stacks), "imprint": imprint, "reserve": reserve}
    if hold:
        _hold(data["blocks"])
    if short:
        data["blocks"] = [part for part in data["blocks"] if part["tag"] not in ("section", "footer")]
    made = _compile(compiler, data, paper, text)
    places: dict[str, Placement] = {}
    for name, page, down in _facts(compiler):
        places.setdefault(name, Placement(page, down))
    pages = places.pop("pages").page
    return Typeset(made, pages, MappingProxyType(places), reserve)


def _compile(compiler: typst.Compiler, data: dict[str, Any], paper: Paper, text: str) -> bytes:
    made = compiler.compile(
        format="pdf",
        sys_inputs={"paper": json.dumps(data, ensure_ascii=False)},
        timestamp=paper.moment,
        pdf_standards=_standards(text),
    )
    if not isinstance(made, bytes):
        raise TypeError("Typst returned several files for one paper")
    return made


def _standards(text: str) -> list[Any]:
    """Archivable and readable by programs for the blind, both at once.

    Characters that a township has made for itself have no meaning to others: with them a paper cannot be archived
    with its text (level a), only with its looks (level b), and no program can read it out.
    """
    return ["a-2b"] if _PRIVATE.search(text) else ["a-2a", "ua-1"]


def _facts(compiler: typst.Compiler) -> Iterator[tuple[str, int, float]]:
    """What the document that was compiled last says about itself."""
    for fact in json.loads(compiler.query("<fact>", field="value")):
        yield fact["name"], fact["page"], float(fact["down"].removesuffix("pt"))


def _data(paper: Paper, tree: Element, pitch: float) -> dict[str, Any]:
    look = asdict(LOOKS[paper.layout])
    if pitch:
        look["lead"] = pitch - look["size"]
    parts = [_block(block) for block in blocks(tree)]
    _outline(parts, 0)
    opening = next((part for part in parts if _opens(part)), None)
    if opening is not None:
        opening["opens"] = True
    return {
        "id": paper.id,
        "title": paper.title,
        "layout": paper.layout,
        "form": tree.kind,
        "digest": paper.digest,
        "running": paper.running,
        "code": svg(paper.code) if paper.code else "",
        "look": {**look, "cover": COVER, "mark": MARK, "whole_roster": WHOLE_ROSTER},
        "blocks": parts,
    }


def _hold(parts: list[dict[str, Any]]) -> None:
    """Mark the paragraph above the names of attachments and the signature."""
    tags = [part["tag"] for part in parts]
    places = [tags.index(tag) for tag in ("notes", "signing") if tag in tags]
    above = parts[min(places) - 1] if places and min(places) > 0 else {}
    if above.get("tag") == "p" and not above.get("opens"):
        above["held"] = True


def _outline(parts: list[dict[str, Any]], level: int) -> int:
    """Give headings the levels of an outline: the first is 1 and none is skipped, or programs refuse to read it."""
    for part in parts:
        if part["tag"] in ("h1", "h2", "h3"):
            part["level"] = level = min(int(part["tag"][1]), level + 1)
        elif part["tag"] == "section":
            level = _outline(part["blocks"], level)
    return level


def _opens(part: dict[str, Any]) -> bool:
    return part["tag"] in ("h2", "h3") or (part["tag"] == "p" and part["kind"] in _OPENING)


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
