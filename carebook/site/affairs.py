"""What the township itself has to do: screening, comparison, bulletin, supervision, sensitive periods."""

from __future__ import annotations

from collections.abc import Iterator

from carebook.audience.record_view import RecordView
from carebook.site.blocks import Block, Cell, ColumnHead, Facts, Table, cell, heads, several
from carebook.site.page_material import PageMaterial


def affairs(desk: PageMaterial) -> Iterator[Block]:
    """The latest of each kind in a few lines, and the supervision items that are not closed."""
    yield Facts([*_latest(desk), *_periods(desk)], "没有全乡的记录")
    if not desk.view.knows("supervision"):
        return
    rows = [
        [
            cell(item.id),
            several([desk.village(item.village)]),
            cell(item.matter),
            cell(item.opened_on),
            cell(item.deadline),
            _stage(desk, item),
        ]
        for item in desk.view.entries("supervision")
        if not (item.closed_on and item.closed_on <= desk.today)
    ]
    columns = heads(
        ColumnHead("编号", "tight"),
        "村（社区）",
        "事项",
        ColumnHead("立项", "day"),
        ColumnHead("期限", "day"),
        ColumnHead("进展", "tight"),
    )
    yield Table("没有销号的挂牌督办事项", columns, rows, "没有未销号的挂牌督办事项", label=2)


def _latest(desk: PageMaterial) -> Iterator[tuple[str, Cell]]:
    screenings = desk.view.everywhere("screening")
    if screenings:
        month = max(s.month for s in screenings)
        told = [s for s in screenings if s.month == month]
        suspected = sum(s.suspected for s in told)
        yield "疑似患者排查", cell(f"{month}：{len(told)} 个村（社区）上报，疑似 {suspected} 人")
    comparisons = desk.view.entries("comparison")
    if comparisons:
        yield "卫生院与派出所比对", cell(f"{comparisons[0].date}：不一致 {comparisons[0].differences} 条")
    bulletins = desk.view.entries("bulletin")
    if bulletins:
        yield "每月通报", cell(f"{bulletins[0].month}：{bulletins[0].issued_on} 印发")
    yield from _oversight(desk)


def _oversight(desk: PageMaterial) -> Iterator[tuple[str, Cell]]:
    reports = desk.view.entries("report")
    if reports:
        yield "上报报表", cell(f"{reports[0].month}：{reports[0].sent_on} 报出")
    inspections = desk.view.entries("inspection")
    if inspections:
        last = inspections[0]
        found = last.label("result") or "没有整改结果" if last.findings else "没有发现问题"
        yield "督导检查", cell(f"{last.date}：{found}")
    for sanction in desk.view.entries("sanction"):
        if not sanction.lifted_on and desk.today <= sanction.until:
            words = f"{desk.view.unit_name(sanction.village)}，至 {sanction.until}：{sanction.label('kinds')}"
            yield "一票否决和取消资格", cell(words)
    yield "全部记录", cell("全乡事务", "township.html")


def _periods(desk: PageMaterial) -> Iterator[tuple[str, Cell]]:
    for period in desk.view.township.sensitive_periods:
        if desk.today <= period.until:
            how = f"每 {period.visit_every} 天随访" if period.visit_every else "没有定随访间隔"
            if period.visit_risk:
                how += f"（危险性 {period.label('visit_risk')} 级）"
            yield "特殊敏感时期", cell(f"{period.name}：{period.since} 至 {period.until}，{how}")


def _stage(desk: PageMaterial, item: RecordView) -> Cell:
    if item.deadline < desk.today:
        return cell("超过期限", tone="item-overdue", mark="■")
    if item.listed_on:
        return cell("已挂牌", tone="item-open", mark="▲")
    return cell("已催办" if item.reminded_on else "已立项", tone="item-scheduled", mark="○")
