"""The township's own work, whole: publicity, inspections, supervision and what followed, bulletins and reports."""

from __future__ import annotations

from collections.abc import Sequence

from carebook.audience.record_view import RecordView
from carebook.forms.model import FormBlock, PaperForm
from carebook.records.kinds import kind_named
from carebook.site.blocks import Cell, ColumnHead, Table, several
from carebook.site.draft import Draft
from carebook.site.laid_out import FormPage
from carebook.site.page_material import PageMaterial
from carebook.site.tables import paper_table

FORM: PaperForm = "township-page"


def township_draft(desk: PageMaterial) -> Draft:
    """The page of the township's work."""
    page = FormPage(
        desk,
        FORM,
        lambda block: _entries(desk, block),
        {"papers": lambda: [_papers(desk)]},
        beside=lambda block: _whose(desk, block),
    )
    return Draft("township.html", "全乡事务", "home", page.sections(), printable=True, wide=True, contents=True)


def _papers(desk: PageMaterial) -> Table:
    papers = desk.papers_on("township", desk.view.township.id)
    return paper_table(papers, f"共 {len(papers)} 份", "没有生成文书")


def _entries(desk: PageMaterial, block: FormBlock) -> Sequence[RecordView]:
    return desk.view.everywhere(block.of) if _of_villages(block) else desk.view.entries(block.of)


def _whose(desk: PageMaterial, block: FormBlock) -> tuple[ColumnHead, Sequence[Cell]] | None:
    """Of what the villages reported, which village it was."""
    if not _of_villages(block):
        return None
    told = desk.view.by_village(block.of)
    return ColumnHead("村（社区）"), [several([desk.village(village)]) for village, _ in told]


def _of_villages(block: FormBlock) -> bool:
    known = kind_named(block.of)
    return known is not None and known.owner == "villages"
