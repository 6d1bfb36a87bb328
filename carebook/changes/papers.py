"""What a change does to the text of papers."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

from carebook.context import Context
from carebook.documents.papers import PAPERS
from carebook.publish.finished_paper import FinishedPaper
from carebook.publish.papers import papers
from carebook.writers.vocabulary import parse, text

AUDIENCE = "office"
MOST_LINES = 40
_NUMBER = re.compile(r"^\d+ ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """A paper that was added, removed or says something else.

    ``lines`` is a unified diff without context, cut after ``MOST_LINES``; it holds names. ``more`` and ``fewer``
    count all lines added and taken away.
    """

    what: str
    kind: str
    id: str
    more: int
    fewer: int
    lines: tuple[str, ...]


def document_changes(before: Context | None, after: Context) -> tuple[DocumentChange, ...] | None:
    """Compare the papers of two states, as the office gets them.

    Returns:
        The changes by kind and id; None if one of the states has errors, since from such data nothing is made.
    """
    if after.errors() or (before is not None and before.errors()):
        return None
    old, new = _papers(before), _papers(after)
    found, order = [], list(PAPERS)
    for kind, key in sorted({*old, *new}, key=lambda name: (order.index(name[0]), name[1])):
        change = _change(kind, key, old.get((kind, key)), new.get((kind, key)))
        if change is not None:
            found.append(change)
    return tuple(found)


def _papers(context: Context | None) -> dict[tuple[str, str], FinishedPaper]:
    if context is None or context.registry.township is None:
        return {}
    made = papers(context, context.view(AUDIENCE), PAPERS)
    return {(one.kind, one.paper.id): one for one in made}


def _change(kind: str, key: str, old: FinishedPaper | None, new: FinishedPaper | None) -> DocumentChange | None:
    # Setting the text free from a body costs more than composing it: bodies that are equal are not looked into.
    if old is not None and new is not None and old.paper.body == new.paper.body:
        return None
    if old is None or new is None:
        return DocumentChange("removed" if new is None else "added", kind, key, 0, 0, ())
    numbered = PAPERS[kind].numbered
    lines = _compared(text(parse(old.paper.body)), text(parse(new.paper.body)), numbered=numbered)
    if not lines:
        return None
    more = sum(line.startswith("+") for line in lines)
    fewer = sum(line.startswith("-") for line in lines)
    if len(lines) > MOST_LINES:
        lines = [*lines[:MOST_LINES], f"@@ 还有 {len(lines) - MOST_LINES} 行没有列出 @@"]
    return DocumentChange("changed", kind, key, more, fewer, tuple(lines))


def _compared(old: str, new: str, *, numbered: bool) -> list[str]:
    """A unified diff without context and without the two lines that name the files.

    Where rows are ``numbered``, one row more would change all rows below it, so that numbers count only if nothing
    else differs.
    """
    if numbered and (lines := _compared(_NUMBER.sub("", old), _NUMBER.sub("", new), numbered=False)):
        return lines
    return list(difflib.unified_diff(old.split("\n"), new.split("\n"), lineterm="", n=0))[2:]
