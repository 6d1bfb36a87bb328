"""The register of official documents, and of the papers made from the records."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence

from carebook.audience.record_view import RecordView
from carebook.audience.view import View
from carebook.site.blocks import Cell, ColumnHead, Section, Table, cell, heads, several
from carebook.site.draft import Draft
from carebook.site.page import PaperLink
from carebook.site.page_material import PageMaterial, formats
from carebook.site.tables import paper_table
from carebook.site.words import notice_state

#: Entries of the register as files: key, title.
ENTRIES = {
    "number": "发文字号", "title": "标题", "kind": "文种", "date": "成文日期", "state": "状态", "attribute": "公开属性",
    "validity": "有效性", "released_on": "发布日期", "repealed_on": "废止日期", "repealed_by": "废止依据",
    "digest": "摘要", "commit": "提交",
}  # fmt: skip
_SHORT = 10


def register_draft(desk: PageMaterial) -> Draft:
    """The register: all notices, then numbers without a document, then the other papers."""
    notices = _sorted(desk.view)
    columns = heads(
        ColumnHead("发文字号", "tight"), ColumnHead("标题", "long"), ColumnHead("文种", "tight", pick=True), ColumnHead("成文日期", "day"),
        ColumnHead("状态", "tight", pick=True), ColumnHead("公开属性", "tight", pick=True),
        ColumnHead("有效性", "tight"), ColumnHead("摘要", "tight"), ColumnHead("提交", "tight"), ColumnHead("打开", "tight"),
    )  # fmt: skip
    rows = [_row(desk, notice) for notice in notices]
    table = Table(
        f"公文 {len(rows)} 件，新的在前；摘要是这份文件的底稿，提交是底稿最后一次改动",
        columns,
        rows,
        "还没有公文",
        label=1,
        tools=True,
        ids=[n.id for n in notices],
    )
    sections = [Section("notices", "公文登记", (table,)), *_unused(desk)]
    for shelf in desk.shelves:
        if set(shelf.pages) != {"notices"}:
            made = paper_table(shelf.papers, f"共 {len(shelf.papers)} 份", f"没有生成{shelf.title}")
            sections.append(Section(shelf.kind, shelf.title, (made,)))
    return Draft("notices/index.html", "公文", "notices", tuple(sections), printable=True, wide=True)


def register_files(view: View, papers: Sequence[PaperLink]) -> dict[str, bytes]:
    """The register as ``notices/register.json`` and ``notices/register.csv`` (with the mark of UTF-8)."""
    links = _links(papers)
    rows = [_entry(notice, links.get(str(notice.id))) for notice in _sorted(view)]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(ENTRIES.values())
    writer.writerows([row[key] for key in ENTRIES] for row in rows)
    return {
        "notices/register.json": f"{json.dumps(rows, ensure_ascii=False, indent=1)}\n".encode(),
        "notices/register.csv": b"\xef\xbb\xbf" + out.getvalue().encode(),
    }


def _sorted(view: View) -> list[RecordView]:
    return sorted(view.notices.values(), key=lambda n: (n.date, n.id), reverse=True)


def _links(papers: Sequence[PaperLink]) -> Mapping[str, PaperLink]:
    return {paper.subject: paper for paper in papers if paper.kind == "notices"}


def _entry(notice: RecordView, link: PaperLink | None) -> dict[str, str]:
    public, repealed = notice.publication, notice.repealed
    return {
        "number": str(notice.number),
        "title": _title(notice),
        "kind": notice.label("kind"),
        "date": str(notice.date),
        "state": notice.label("state"),
        "attribute": public.label("attribute") if public else "",
        "validity": public.label("validity") if public else "",
        "released_on": public.label("released_on") if public else "",
        "repealed_on": repealed.label("on") if repealed else "",
        "repealed_by": repealed.label("by") if repealed else "",
        "digest": link.digest if link else "",
        "commit": link.commit if link else "",
    }


def _unused(desk: PageMaterial) -> list[Section]:
    """Numbers that carry no document, with the reason."""
    rows = [
        [cell(_span(run)), cell(run.reason)]
        for run in (desk.view.township.unused_numbers if desk.view.township.sees("unused_numbers") else ())
    ]
    table = Table(
        "没有公文的字号", heads(ColumnHead("发文字号", "tight"), ColumnHead("原因", "long")), rows, "没有断号"
    )
    return [Section("unused", "没有公文的字号", (table,))] if rows else []


def _span(run: RecordView) -> str:
    last = f"至{run.last}" if run.last != run.first else ""
    return f"{run.code}〔{run.year}〕{run.first}{last}号"


def _title(notice: RecordView) -> str:
    """The title on one line (``|`` marks where the paper breaks it)."""
    return str(notice.title).replace("|", "")


def _row(desk: PageMaterial, notice: RecordView) -> list[Cell]:
    publication = notice.publication
    link = _links(desk.papers).get(str(notice.id))
    return [
        cell(notice.number),
        cell(_title(notice)),
        cell(notice.label("kind")),
        cell(notice.date),
        notice_state(notice),
        cell(publication.label("attribute") if publication else ""),
        cell(publication.label("validity") if publication else ""),
        cell(link.digest[:_SHORT] if link else ""),
        cell(link.commit[:_SHORT] if link else ""),
        _papers(desk, notice),
    ]


def _papers(desk: PageMaterial, notice: RecordView) -> Cell:
    parts = [part for paper in desk.papers_on("notices", notice.id) for part in formats(paper).parts]
    return several(parts) if parts else cell("没有生成")
