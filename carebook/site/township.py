"""The township's own work, whole: publicity, inspections, supervision and what followed, bulletins and reports."""

from __future__ import annotations

from collections.abc import Iterator

from carebook.site.affairs import entries
from carebook.site.blocks import Block, Section
from carebook.site.desk import Desk
from carebook.site.draft import Draft
from carebook.site.tables import paper_table, record_table

#: Each list of the journal: its key, the field that holds the day, the columns, what to say when it is empty.
_LISTS = (
    (
        "publicity",
        "宣传",
        "date",
        ("date", "unit", "form", "audience", "topic", "people"),
        "没有宣传工作的记录",
    ),
    (
        "inspections",
        "督导检查",
        "date",
        ("date", "by", "units", "findings", "deadline", "done_on", "result", "decision"),
        "没有督导检查的记录",
    ),
    (
        "supervision",
        "挂牌督办",
        "opened_on",
        ("id", "village", "matter", "opened_on", "deadline", "reminded_on", "listed_on", "closed_on", "outcome"),
        "没有督办事项",
    ),
    ("talks", "约谈", "date", ("date", "unit", "post", "by", "reason"), "没有约谈的记录"),
    (
        "sanctions",
        "一票否决和取消资格",
        "since",
        ("kinds", "village", "since", "until", "reason", "decided_by", "lifted_on"),
        "没有实行一票否决、取消资格的记录",
    ),
    ("transfers", "移送", "date", ("date", "kind", "organ"), "没有移送的记录；案情由有关机关依法办理，不在这里写"),
    ("bulletins", "每月通报", "issued_on", ("month", "issued_on", "number", "departments", "summary"), "没有每月通报的记录"),
    ("reports", "上报报表", "sent_on", ("month", "sent_on", "to", "number", "by"), "没有上报报表的记录"),
    (
        "screenings",
        "疑似患者排查",
        "reported_on",
        ("month", "village", "reported_on", "suspected", "told", "rated_on", "answered_on", "outcome"),
        "没有排查的记录",
    ),
)  # fmt: skip


def township_draft(desk: Desk) -> Draft:
    """The page of the township's work."""
    return Draft(
        "township.html", "全乡事务", "home", tuple(_sections(desk)), printable=True, wide=True, contents=True
    )


def _sections(desk: Desk) -> Iterator[Section]:
    papers = desk.papers_on("township", desk.view.township.id)
    yield Section("papers", "可以打印的文书", (paper_table(papers, f"共 {len(papers)} 份", "没有生成文书"),))
    lists = (one for one in _LISTS if desk.view.sees("township.journal", one[0]))
    for key, title, day, columns, empty in lists:
        found = entries(desk, key, day)
        block: Block = record_table(desk, found, columns, f"共 {len(found)} 条，新的在前", empty)
        yield Section(key, title, (block,))
