"""The township's own work, whole: publicity, inspections, supervision and what followed, bulletins and reports."""

from __future__ import annotations

from collections.abc import Sequence

from carebook.audience.shown import Shown
from carebook.forms.model import Block
from carebook.records.kinds import kind_named
from carebook.site.blocks import Cell, Head, Table, several
from carebook.site.desk import Desk
from carebook.site.draft import Draft
from carebook.site.laid_out import Page
from carebook.site.tables import paper_table

FORM = "township-page"


def township_draft(desk: Desk) -> Draft:
    """The page of the township's work."""
    page = Page(
        desk,
        FORM,
        lambda block: _entries(desk, block),
        {"papers": lambda: [_papers(desk)]},
        beside=lambda block: _whose(desk, block),
    )
    return Draft("township.html", "全乡事务", "home", page.sections(), printable=True, wide=True, contents=True)


def _papers(desk: Desk) -> Table:
    papers = desk.papers_on("township", desk.view.township.id)
    return paper_table(papers, f"共 {len(papers)} 份", "没有生成文书")


def _entries(desk: Desk, block: Block) -> Sequence[Shown]:
    return desk.view.everywhere(block.of) if _of_villages(block) else desk.view.entries(block.of)


def _whose(desk: Desk, block: Block) -> tuple[Head, Sequence[Cell]] | None:
    """Of what the villages reported, which village it was."""
    if not _of_villages(block):
        return None
    told = desk.view.by_village(block.of)
    return Head("村（社区）"), [several([desk.village(village)]) for village, _ in told]


def _of_villages(block: Block) -> bool:
    known = kind_named(block.of)
    return known is not None and known.owner == "villages"
