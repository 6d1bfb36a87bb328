"""The first page: how the township stands today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from carebook.findings import Severity
from carebook.policy.item import ItemState
from carebook.records.codes import UNSTABLE, words
from carebook.rulebook import severity
from carebook.site.affairs import affairs
from carebook.site.blocks import Block, ColumnHead, Facts, Figures, Section, Table, Words, cell, count, heads
from carebook.site.counts import by_obligation, by_risk, by_stability, by_status
from carebook.site.draft import Draft
from carebook.site.exemptions import exemption_tables, in_force
from carebook.site.page_material import PageMaterial
from carebook.site.tables import due_table, paper_table

_WEEK = timedelta(days=6)
#: So many rows of a list stand on the first page; the due board has all.
_SHOWN = 12


def overview_draft(desk: PageMaterial) -> Draft:
    """The first page."""
    sections = [
        Section("figures", "今天", (_figures(desk),)),
        Section("overdue", "逾期", tuple(_overdue(desk))),
        Section("week", "七天内到期", tuple(_week(desk))),
        Section("patients", "各村（社区）患者", tuple(_patients(desk))),
        Section("township", "全乡事务", tuple(affairs(desk))),
        Section("policies", "执行的文件", tuple(_documents(desk))),
        Section("contacts", "部门和值班电话", (_contacts(desk),)),
    ]
    if _exempting(desk):
        sections.insert(5, Section("exemptions", "豁免", tuple(exemption_tables(desk))))
    return Draft(
        "index.html",
        "今日概况",
        "home",
        tuple(sections),
        lead=f"{desk.today.year}年{desk.today.month}月{desk.today.day}日",
        printable=True,
    )


def _figures(desk: PageMaterial) -> Figures:
    patients = list(desk.view.patients.values())
    weights = Counter(severity(finding) for finding in desk.view.findings)
    states = Counter(item.state for item in desk.live)
    troubles = weights[Severity.ERROR] + weights[Severity.WARNING]
    rows = [
        ("逾期事项", count(states[ItemState.OVERDUE], "due.html", tone="item-overdue", mark="■")),
        ("可办理事项", count(states[ItemState.OPEN], "due.html", tone="item-open", mark="▲")),
        ("建档患者", cell(len(patients), "patients/index.html")),
    ]
    if _rating(desk):
        unstable = sum(p.stability == UNSTABLE for p in patients)
        rows.append((words("stability")[UNSTABLE], cell(unstable, "patients/index.html")))
        if (lowest := desk.view.high_risk) is not None:
            high = sum(desk.view.is_high(p.risk) for p in patients)
            rows.append((f"危险性{lowest}级以上", cell(high, "patients/index.html")))
    rows.append(("小组", cell(len(desk.view.groups), "groups/index.html")))
    if desk.has("check"):
        rows.append(("检查发现", cell(troubles, "check.html")))
    if _exempting(desk):
        rows.append(("有效的豁免", cell(len(in_force(desk)), "index.html#exemptions")))
    return Figures(rows)


def _rating(desk: PageMaterial) -> bool:
    """Whether the readers may see how patients were rated."""
    return desk.view.sees("entry.rating", "risk")


def _exempting(desk: PageMaterial) -> bool:
    return desk.view.sees("patient.profile", "exemptions")


def _patients(desk: PageMaterial) -> Iterator[Table]:
    yield by_status(desk)
    if _rating(desk):
        yield from (by_stability(desk), by_risk(desk))


def _overdue(desk: PageMaterial) -> Iterator[Block]:
    items = [i for i in desk.live if i.state is ItemState.OVERDUE]
    if items:
        yield by_obligation(desk, items)
    caption = f"逾期 {len(items)} 项，最久的在前"
    if len(items) > _SHOWN:
        caption += f"，先列 {_SHOWN} 项，其余见待办"
    yield due_table(desk, items[:_SHOWN], caption, "没有逾期的事项", without=("opens",))


def _week(desk: PageMaterial) -> Iterator[Block]:
    last = desk.today + _WEEK
    items = [i for i in desk.live if desk.today <= i.due <= last]
    caption = f"{desk.today} 至 {last} 到期 {len(items)} 项"
    if len(items) > 2 * _SHOWN:
        caption += f"，先列 {2 * _SHOWN} 项，其余见待办"
    yield due_table(desk, items[: 2 * _SHOWN], caption, "七天内没有到期的事项", without=("opens",))
    papers = desk.papers_on("home", desk.view.township.id)
    if papers:
        yield paper_table(papers, "全乡日程表", "")


def _documents(desk: PageMaterial) -> Iterator[Block]:
    if desk.view.calendar_gap:
        yield Words(f"{desk.view.calendar_gap}。", "note")
    yield _policies(desk)


def _policies(desk: PageMaterial) -> Table:
    rows = [
        [
            cell(one.policy.title, f"policies.html#{one.policy.id}"),
            cell(one.policy.number),
            cell(one.since),
            cell(len(one.policy.obligations)),
        ]
        for one in desk.view.adopted
    ]
    columns = heads("文件", ColumnHead("文号", "tight"), ColumnHead("执行自", "day"), ColumnHead("事项", "num"))
    return Table("应办事项的依据", columns, rows, "没有登记执行的文件")


def _contacts(desk: PageMaterial) -> Facts:
    return Facts([(d.name, cell(d.duty_phone)) for d in desk.view.township.departments])
