"""The villages: a table of all, and a page for each."""

from __future__ import annotations

from carebook.audience.record_view import RecordView
from carebook.forms.model import PaperForm
from carebook.policy.item import ItemState
from carebook.site.blocks import Cell, ColumnHead, Facts, Section, Table, cell, heads, several
from carebook.site.draft import Draft
from carebook.site.laid_out import FormPage
from carebook.site.page_material import PageMaterial
from carebook.site.tables import due_table, group_table, paper_table, patient_table

FORM: PaperForm = "village-page"


def villages_draft(desk: PageMaterial) -> Draft:
    """The table of all villages."""
    rows = [_row(desk, village) for village in desk.view.villages.values()]
    columns = heads(
        ColumnHead("编号", "tight"), "村（社区）", ColumnHead("类别", "tight"), ColumnHead("办公电话", "tight"), ColumnHead("常住人口", "num"),
        ColumnHead("网格", "num"), ColumnHead("患者", "num"), ColumnHead("小组", "num"), ColumnHead("逾期", "num"), ColumnHead("可办理", "num"),
    )  # fmt: skip
    table = Table(f"村（社区）{len(rows)} 个", columns, rows, "没有村（社区）", label=1, tools=True)
    section = Section("villages", "名册", (table,))
    return Draft("villages/index.html", "村（社区）", "villages", (section,), printable=True)


def _row(desk: PageMaterial, village: RecordView) -> list[Cell]:
    code, href = village.id, f"villages/{village.id}.html"
    items = desk.by_village.get(code, [])
    return [
        cell(code, href),
        cell(village.name, href),
        cell(village.label("kind")),
        cell(village.phone),
        cell(village.population),
        cell(len(village.grids)),
        cell(len(desk.patients_of.get(code, []))),
        cell(len(desk.groups_of.get(code, []))),
        cell(sum(i.state is ItemState.OVERDUE for i in items)),
        cell(sum(i.state is ItemState.OPEN for i in items)),
    ]


def village_draft(desk: PageMaterial, village: RecordView) -> Draft:
    """The page of one village."""
    code = str(village.id)
    page = FormPage(
        desk,
        FORM,
        lambda block: [village] if block.of == "village" else desk.view.entries(block.of, code),
        {
            "due": lambda: [_due(desk, code)],
            "groups": lambda: [_groups(desk, code)],
            "overdue": lambda: [_overdue(desk, code)],
            "papers": lambda: [paper_table(desk.papers_on("villages", code), "可以打印的文书", "没有生成文书")],
            "patients": lambda: [_patients(desk, code)],
            "workers": lambda: [_workers(desk, code)],
        },
        said={"{dangers}": _dangers(desk, code)},
    )
    return Draft(
        f"villages/{code}.html",
        str(village.name),
        "villages",
        page.sections(),
        lead=code,
        printable=True,
        wide=True,
        contents=True,
    )


def _due(desk: PageMaterial, code: str) -> Table:
    return due_table(
        desk,
        desk.by_village.get(code, []),
        "要办的事项，急的在前",
        "现在没有要办的事项",
        without=("village",),
        tools=True,
    )


def _patients(desk: PageMaterial, code: str) -> Table:
    patients = desk.patients_of.get(code, [])
    return patient_table(desk, patients, f"共 {len(patients)} 人", village=False)


def _groups(desk: PageMaterial, code: str) -> Table:
    groups = desk.groups_of.get(code, [])
    return group_table(desk, groups, f"共 {len(groups)} 个", village=False)


def _overdue(desk: PageMaterial, code: str) -> Facts:
    overdue = sum(i.state is ItemState.OVERDUE for i in desk.by_village.get(code, []))
    return Facts([("逾期事项", cell(f"{overdue} 项"))])


def _dangers(desk: PageMaterial, code: str) -> str:
    """How often the rounds of the grid keepers found dangers, for readers who may know it."""
    rounds = desk.view.entries("patrol", code)
    if not all(one.sees("dangers") for one in rounds):
        return ""
    return f"，发现隐患 {sum(bool(one.dangers) for one in rounds)} 次"


def _workers(desk: PageMaterial, code: str) -> Table:
    found = [w for w in desk.view.staff.values() if w.unit == code and not (w.until and w.until < desk.today)]
    rows = [[several([desk.person(w.id)]), cell(w.position), cell(w.mobile), cell(w.office_phone)] for w in found]
    columns = heads(ColumnHead("姓名", "tight"), "职务", ColumnHead("手机", "tight"), ColumnHead("办公电话", "tight"))
    return Table(f"在任 {len(rows)} 人", columns, rows, "没有登记在村里任职的人员")
