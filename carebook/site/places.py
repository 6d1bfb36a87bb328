"""The villages: a table of all, and a page for each."""

from __future__ import annotations

from carebook.audience.shown import Shown
from carebook.policy.item import State
from carebook.site.blocks import Cell, Facts, Head, Section, Table, cell, heads, several
from carebook.site.desk import Desk
from carebook.site.draft import Draft
from carebook.site.tables import due_table, group_table, paper_table, patient_table, record_table


def villages_draft(desk: Desk) -> Draft:
    """The table of all villages."""
    rows = [_row(desk, village) for village in desk.view.villages.values()]
    columns = heads(
        Head("编号", "tight"), "村（社区）", Head("类别", "tight"), Head("办公电话", "tight"), Head("常住人口", "num"),
        Head("网格", "num"), Head("患者", "num"), Head("小组", "num"), Head("逾期", "num"), Head("可办理", "num"),
    )  # fmt: skip
    table = Table(f"村（社区）{len(rows)} 个", columns, rows, "没有村（社区）", label=1, tools=True)
    section = Section("villages", "名册", (table,))
    return Draft("villages/index.html", "村（社区）", "villages", (section,), printable=True)


def _row(desk: Desk, village: Shown) -> list[Cell]:
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
        cell(sum(i.state is State.OVERDUE for i in items)),
        cell(sum(i.state is State.OPEN for i in items)),
    ]


def village_draft(desk: Desk, village: Shown) -> Draft:
    """The page of one village."""
    code = str(village.id)
    patients, groups = desk.patients_of.get(code, []), desk.groups_of.get(code, [])
    due = due_table(
        desk,
        desk.by_village.get(code, []),
        "要办的事项，急的在前",
        "现在没有要办的事项",
        without=("village",),
        tools=True,
    )
    papers = paper_table(desk.papers_on("villages", code), "可以打印的文书", "没有生成文书")
    return Draft(
        f"villages/{code}.html",
        str(village.name),
        "villages",
        (
            Section("summary", "概要", (_summary(desk, village), _grids(desk, village))),
            Section("due", "到期事项", (due,)),
            Section(
                "patients", "患者", (patient_table(desk, patients, f"共 {len(patients)} 人", village=False),)
            ),
            Section("groups", "小组", (group_table(desk, groups, f"共 {len(groups)} 个", village=False),)),
            Section("workers", "村里的工作人员", (_workers(desk, code),)),
            Section("patrols", "网格员巡查", (_patrols(desk, code),)),
            Section("papers", "日程表和督办通知", (papers,)),
        ),
        lead=code,
        printable=True,
        wide=True,
        contents=True,
    )


def _summary(desk: Desk, village: Shown) -> Facts:
    items = desk.by_village.get(village.id, [])
    overdue = sum(i.state is State.OVERDUE for i in items)
    return Facts(
        [
            *((village.title_of(k), cell(village.label(k))) for k in ("kind", "phone", "population")),
            ("逾期事项", cell(f"{overdue} 项")),
        ]
    )


def _grids(desk: Desk, village: Shown) -> Table:
    rows = [
        [cell(g.id), cell(g.name), several([desk.person(g.keeper)]) if g.keeper else cell("")]
        for g in village.grids
    ]
    return Table("网格", heads(Head("编号", "tight"), "网格", "网格员"), rows, "没有登记网格", label=1)


def _patrols(desk: Desk, code: str) -> Table:
    """The rounds of the grid keepers: where, how many households, what was found and what followed."""
    rounds = desk.view.entries("patrol", code)
    keys = ("date", "grid", "by", "households", "dangers", "warned", "warned_on", "measures")
    found = sum(bool(one.dangers) for one in rounds if one.sees("dangers"))
    told = f"，发现隐患 {found} 次" if all(one.sees("dangers") for one in rounds) else ""
    caption = f"共 {len(rounds)} 次{told}，新的在前"
    return record_table(desk, rounds, keys, caption, "没有网格员巡查的记录")


def _workers(desk: Desk, code: str) -> Table:
    found = [w for w in desk.view.staff.values() if w.unit == code and not (w.until and w.until < desk.today)]
    rows = [
        [several([desk.person(w.id)]), cell(w.position), cell(w.mobile), cell(w.office_phone)] for w in found
    ]
    columns = heads(Head("姓名", "tight"), "职务", Head("手机", "tight"), Head("办公电话", "tight"))
    return Table(f"在任 {len(rows)} 人", columns, rows, "没有登记在村里任职的人员")
