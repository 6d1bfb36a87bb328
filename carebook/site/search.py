"""The search of one tree: an index over what its pages show, read by a script that needs no server."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from carebook.site.blocks import Facts, Search, Section, Words
from carebook.site.draft import Draft
from carebook.site.page import PaperLink

INDEX = "assets/search-index.js"
#: The pages that are looked up by their parts, not as a whole.
_BY_SECTION = {"policies"}
#: Pages whose words are examples with invented people.
_BY_TITLE = {"rules"}
Entry = tuple[str, str, str]


def search_draft() -> Draft:
    """The page to search on."""
    return Draft("search.html", "搜索", "search", (Section("search", "全站搜索", (Search(),)),))


def entries(draft: Draft) -> Iterator[Entry]:
    """What a page is found by: address, title, words. Tables of visits and items are left to their own filter."""
    if draft.part in _BY_TITLE:
        yield draft.path, draft.title, ""
    elif draft.part in _BY_SECTION:
        for section in draft.sections:
            yield f"{draft.path}#{section.id}", section.title, " ".join(_words(section))
    else:
        states = " ".join(state.text for state in draft.states)
        words = (word for section in draft.sections for word in _words(section))
        yield draft.path, draft.title, " ".join([draft.lead, states, *words])


def _words(section: Section) -> Iterator[str]:
    for block in section.blocks:
        if isinstance(block, Facts):
            yield from (value.text for _, value in block.rows if value.text)
        elif isinstance(block, Words):
            yield block.text


def index(found: Iterable[Entry], papers: Iterable[PaperLink]) -> bytes:
    """The index as a script: it can be read from a folder on a stick, where pages may not ask for data."""
    rows = [*found, *((f"{paper.base}.html", paper.title, paper.id) for paper in papers)]
    text = json.dumps(rows, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'"use strict";\nglobalThis.carebookIndex = {text};\n'.encode()
