"""The order of blocks as every writer lays them out: signature and date belong together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from carebook.writers.tree import Element

# Kinds of paragraphs that writers lay out as one group, and the name of the group.
_GROUPS = {
    "signature": "signing",
    "signature-plain": "signing",
    "signature-stamp": "signing",
    "date": "signing",
    "attachment-note": "notes",
}
_NOTE = re.compile(r"(附件：)?([0-9]+\.)?")


def blocks(parent: Element) -> Iterator[Element]:
    """What a block holds, in order.

    In an article or section, signatures and the date below them come as one element ``signing``, because the
    signature is centred over the date (GB/T 9704—2012, 7.3.5.1); the names of attachments come as ``notes``,
    because they align with the first of them (7.3.4).
    """
    if parent.tag not in ("article", "section"):
        yield from parent.elements
        return
    for group, members in groupby(parent.elements, lambda block: _GROUPS.get(block.kind, "")):
        if group:
            yield Element(group, children=tuple(members))
        else:
            yield from members


def note_edges(note: Element, *, first: bool) -> tuple[float, float]:
    """Where the first and the other lines of an attachment's name begin, in characters from the edge.

    The first attachment begins two characters in with “附件：”, the next ones below its number; long names go on
    below their own first character (7.3.4).
    """
    text = "".join(child for child in note.children[:1] if isinstance(child, str))
    found = _NOTE.match(text)
    number = (found[2] or "") if found else ""
    start = 2 if first else 5
    broken = any(child.tag == "br" for child in note.elements)
    return start, 5 + (0 if broken else width(number))


def width(text: str) -> float:
    """Width of a line of text in Chinese characters; digits and Latin letters count half."""
    return sum(0.5 if ord(char) < 0x2000 else 1 for char in text)  # noqa: PLR2004 - where wide signs begin
