"""The due board: what is overdue, what can be done now, what comes in the next thirty days."""

from __future__ import annotations

from datetime import timedelta

from carebook.policy.item import ItemState
from carebook.site.blocks import Block, Figures, Section, Words, count
from carebook.site.draft import Draft
from carebook.site.page_material import PageMaterial
from carebook.site.tables import due_table, paper_table

_AHEAD = timedelta(days=30)
_YEAR = timedelta(days=365)


def board_draft(desk: PageMaterial) -> Draft:
    """The page of all that is due."""
    last = desk.today + _AHEAD
    items = [i for i in desk.live if i.state is not ItemState.SCHEDULED or i.due <= last]
    counts = {
        state: sum(i.state is state for i in items)
        for state in (ItemState.OVERDUE, ItemState.OPEN, ItemState.SCHEDULED)
    }
    figures = Figures(
        [
            ("逾期", count(counts[ItemState.OVERDUE], tone="item-overdue", mark="■")),
            ("可办理", count(counts[ItemState.OPEN], tone="item-open", mark="▲")),
            ("三十天内到期", count(counts[ItemState.SCHEDULED], tone="item-scheduled", mark="○")),
        ]
    )
    caption = f"{desk.today} 逾期、可办理和 {last} 以前到期的事项，共 {len(items)} 项，急的在前"
    table = due_table(desk, items, caption, "现在没有要办的事项", tools=True)
    later = len(desk.live) - len(items)
    blocks: list[Block] = [figures, table]
    if later:
        blocks.append(Words(f"另有 {later} 项在 {last} 以后到期，见各患者、小组的页面。", "note"))
    sections = [Section("items", "事项", tuple(blocks))]
    since = desk.today - _YEAR
    dropped = [item for item in reversed(desk.view.items) if item.given_up and item.due > since]
    if dropped:
        caption = "近一年里逾期没有办、后来因去世、迁出等不再办的，新的在前"
        sections.append(Section("given-up", "逾期没有办就不再办", (due_table(desk, dropped, caption, ""),)))
    papers = desk.papers_on("due", desk.view.township.id)
    if papers:
        table = paper_table(papers, "可以打印的全乡日程表", "")
        sections.append(Section("papers", "日程表", (table,)))
    return Draft("due.html", "待办", "due", tuple(sections), printable=True, wide=True)
