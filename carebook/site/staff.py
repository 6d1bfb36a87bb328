"""The workers: a table of all, and a page for each."""

from __future__ import annotations

from carebook.audience.people import WorkerView
from carebook.forms.model import PaperForm
from carebook.policy.item import ItemState
from carebook.site.blocks import Cell, ColumnHead, Section, Table, cell, heads, several
from carebook.site.draft import Draft
from carebook.site.laid_out import FormPage
from carebook.site.page_material import PageMaterial
from carebook.site.tables import due_table, paper_table
from carebook.site.teams import membership_table

FORM: PaperForm = "worker-page"


def workers_draft(desk: PageMaterial) -> Draft:
    """The table of all workers."""
    rows = [_row(desk, worker) for worker in desk.view.staff.values()]
    columns = heads(
        ColumnHead("编号", "tight"), ColumnHead("姓名", "tight"), ColumnHead("单位", pick=True), "职务", ColumnHead("岗位", "tight", pick=True),
        ColumnHead("手机", "tight"), ColumnHead("办公电话", "tight"), ColumnHead("任职", "tight", pick=True), ColumnHead("小组", "num"),
        ColumnHead("逾期", "num"), ColumnHead("可办理", "num"),
    )  # fmt: skip
    table = Table(f"工作人员 {len(rows)} 人，按编号排列", columns, rows, "没有工作人员", label=1, tools=True)
    section = Section("workers", "名册", (table,))
    return Draft("workers/index.html", "工作人员", "workers", (section,), printable=True, wide=True)


def _row(desk: PageMaterial, worker: WorkerView) -> list[Cell]:
    href = f"workers/{worker.id}.html"
    items = desk.by_worker.get(worker.id, [])
    return [
        cell(worker.id, href),
        cell(worker.name, href),
        several([desk.village(worker.unit)]),
        cell(worker.position),
        cell(worker.label("role")),
        cell(worker.mobile),
        cell(worker.office_phone),
        in_post(desk, worker),
        cell(len(desk.groups_with.get(worker.id, []))),
        cell(sum(i.state is ItemState.OVERDUE for i in items)),
        cell(sum(i.state is ItemState.OPEN for i in items)),
    ]


def in_post(desk: PageMaterial, worker: WorkerView) -> Cell:
    """Whether a worker is in post today."""
    if worker.since > desk.today:
        return cell("未到任", tone="post-later", mark="○")
    if worker.until and worker.until < desk.today:
        return cell("已离任", tone="post-left", mark="×")
    return cell("在任", tone="post-now", mark="●")


def worker_draft(desk: PageMaterial, worker: WorkerView) -> Draft:
    """The page of one worker."""
    page = FormPage(
        desk,
        FORM,
        lambda _: [worker.record],
        {
            "due": lambda: [_due(desk, worker)],
            "groups": lambda: [membership_table(desk, worker.id)],
            "papers": lambda: [paper_table(desk.papers_on("workers", worker.id), "可以打印的日程表", "没有生成日程表")],
        },
    )
    return Draft(
        f"workers/{worker.id}.html",
        str(worker.name),
        "workers",
        page.sections(),
        states=(in_post(desk, worker),),
        lead=worker.id,
        wide=True,
        contents=True,
    )


def _due(desk: PageMaterial, worker: WorkerView) -> Table:
    return due_table(
        desk,
        desk.by_worker.get(worker.id, []),
        "负责和参加的事项，急的在前",
        "现在没有要办的事项",
        without=("people",),
        worker=worker.id,
        tools=True,
    )
