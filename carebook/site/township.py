"""The township's own work, whole: publicity, inspections, supervision and what followed, bulletins and reports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from carebook.site.blocks import Block, Head, Section, Table, several
from carebook.site.desk import Desk
from carebook.site.draft import Draft
from carebook.site.tables import paper_table, record_table

#: Each list: the kind of its entries, the columns, what to say when it is empty.
_LISTS = (
    ("publicity", ("date", "unit", "form", "audience", "topic", "people"), "没有宣传工作的记录"),
    ("inspection", ("date", "by", "units", "findings", "deadline", "done_on", "result", "decision"), "没有督导检查的记录"),
    (
        "supervision",
        ("id", "village", "matter", "opened_on", "deadline", "reminded_on", "listed_on", "closed_on", "outcome"),
        "没有督办事项",
    ),
    ("talk", ("date", "unit", "post", "by", "reason"), "没有约谈的记录"),
    (
        "sanction",
        ("kinds", "village", "since", "until", "reason", "decided_by", "lifted_on"),
        "没有实行一票否决、取消资格的记录",
    ),
    ("transfer", ("date", "kind", "organ"), "没有移送的记录；案情由有关机关依法办理，不在这里写"),
    ("bulletin", ("month", "issued_on", "number", "departments", "summary"), "没有每月通报的记录"),
    ("report", ("month", "sent_on", "to", "number", "by"), "没有上报报表的记录"),
)  # fmt: skip
_SCREENING = ("month", "reported_on", "suspected", "told", "rated_on", "answered_on", "outcome")


def township_draft(desk: Desk) -> Draft:
    """The page of the township's work."""
    return Draft(
        "township.html", "全乡事务", "home", tuple(_sections(desk)), printable=True, wide=True, contents=True
    )


def _sections(desk: Desk) -> Iterator[Section]:
    papers = desk.papers_on("township", desk.view.township.id)
    yield Section("papers", "可以打印的文书", (paper_table(papers, f"共 {len(papers)} 份", "没有生成文书"),))
    for kind, columns, empty in _LISTS:
        if desk.view.knows(kind):
            found = desk.view.entries(kind)
            block: Block = record_table(desk, found, columns, f"共 {len(found)} 条，新的在前", empty)
            yield Section(kind, desk.view.titled(kind), (block,))
    if desk.view.knows("screening"):
        yield Section("screening", desk.view.titled("screening"), (_screenings(desk),))


def _screenings(desk: Desk) -> Table:
    """What each village reported: the table of its entries with the village as second column."""
    told = desk.view.by_village("screening")
    caption = f"共 {len(told)} 条，新的在前"
    table = record_table(desk, [one for _, one in told], _SCREENING, caption, "没有排查的记录")
    villages = [several([desk.village(key)]) for key, _ in told]
    rows = [[row[0], village, *row[1:]] for row, village in zip(table.rows, villages, strict=True)]
    columns = [*table.heads[:1], Head("村（社区）"), *table.heads[1:]] if rows else table.heads
    return replace(table, heads=columns, rows=rows)
