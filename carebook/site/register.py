"""The register of official documents, and of the papers made from the records."""

from __future__ import annotations

from carebook.audience.kinds import PAPERS
from carebook.audience.shown import Shown
from carebook.site.blocks import Cell, Head, Section, Table, cell, heads, several
from carebook.site.desk import Desk, formats
from carebook.site.draft import Draft
from carebook.site.tables import paper_table
from carebook.site.words import notice_state


def register_draft(desk: Desk) -> Draft:
    """The register: all notices, then the other papers."""
    notices = sorted(desk.view.notices.values(), key=lambda n: (n.date, n.id), reverse=True)
    columns = heads(
        Head("发文字号", "tight"), Head("标题", "long"), Head("文种", "tight", pick=True), Head("成文日期", "day"),
        Head("状态", "tight", pick=True), Head("公开属性", "tight", pick=True),
        Head("有效性", "tight"), Head("打开", "tight"),
    )  # fmt: skip
    rows = [_row(desk, notice) for notice in notices]
    table = Table(
        f"公文 {len(rows)} 件，新的在前",
        columns,
        rows,
        "还没有公文",
        label=1,
        tools=True,
        ids=[n.id for n in notices],
    )
    sections = [Section("notices", "公文登记", (table,))]
    for kind, title in PAPERS.items():
        if kind != "notices":
            found = [paper for paper in desk.papers if paper.kind == kind]
            made = paper_table(found, f"共 {len(found)} 份", f"没有生成{title}")
            sections.append(Section(kind, title, (made,)))
    return Draft("notices/index.html", "公文", "notices", tuple(sections), printable=True, wide=True)


def _title(notice: Shown) -> str:
    """The title on one line (``|`` marks where the paper breaks it)."""
    return str(notice.title).replace("|", "")


def _row(desk: Desk, notice: Shown) -> list[Cell]:
    publication = notice.publication
    return [
        cell(notice.number),
        cell(_title(notice)),
        cell(notice.label("kind")),
        cell(notice.date),
        notice_state(notice),
        cell(publication.label("attribute") if publication else ""),
        cell(publication.label("validity") if publication else ""),
        _papers(desk, notice),
    ]


def _papers(desk: Desk, notice: Shown) -> Cell:
    parts = [part for paper in desk.papers_on(notice.id, "notices") for part in formats(paper).parts]
    return several(parts) if parts else cell("没有生成")
