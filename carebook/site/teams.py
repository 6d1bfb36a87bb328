"""The care groups: a table of all, and a page for each."""

from __future__ import annotations

from collections.abc import Iterator

from carebook.audience.people import GroupView
from carebook.forms.model import PaperForm
from carebook.site.blocks import Block, ColumnHead, Facts, Part, Section, Table, cell, heads, several
from carebook.site.draft import Draft
from carebook.site.history import changes
from carebook.site.laid_out import FormPage
from carebook.site.page_material import PageMaterial
from carebook.site.tables import due_table, group_table, paper_table, patient_table
from carebook.site.words import notice_state

FORM: PaperForm = "group-page"


def groups_draft(desk: PageMaterial) -> Draft:
    """The table of all groups."""
    groups = list(desk.view.groups.values())
    table = group_table(desk, groups, f"联合服务管理小组 {len(groups)} 个，按编号排列")
    section = Section("groups", "名册", (table,))
    return Draft("groups/index.html", "小组", "groups", (section,), printable=True, wide=True)


def group_draft(desk: PageMaterial, group: GroupView) -> Draft:
    """The page of one group."""
    page = FormPage(
        desk,
        FORM,
        lambda block: [group.record] if block.of == "group" else group.entries(block.of),
        {
            "changes": lambda: changes(desk.history, f"groups/{group.id}/"),
            "code": lambda: [Facts([("编号", cell(group.id))])],
            "due": lambda: [_due(desk, group)],
            "notices": lambda: _notices(desk, group),
            "papers": lambda: _papers(desk, group),
            "patients": lambda: [_served(desk, group)],
            "roster": lambda: [_roster(desk, group)],
            "size": lambda: [Facts([("现有成员", cell(f"{len(group.roster())} 人"))])],
        },
        patient=group.record.patients[0],
    )
    return Draft(
        f"groups/{group.id}.html", group.name, "groups", page.sections(), lead=group.id, wide=True, contents=True
    )


def _due(desk: PageMaterial, group: GroupView) -> Table:
    items = [i for code in (group.id, *group.record.patients) for i in desk.by_subject.get(code, [])]
    items.sort(key=desk.rank)
    return due_table(desk, items, "小组和服务对象要办的事项，急的在前", "现在没有要办的事项", without=("village",))


def _served(desk: PageMaterial, group: GroupView) -> Table:
    served = [desk.view.patients[p] for p in group.record.patients if p in desk.view.patients]
    return patient_table(desk, served, f"共 {len(served)} 人", village=False)


def _roster(desk: PageMaterial, group: GroupView) -> Table:
    columns = heads(
        ColumnHead("岗位", "tight"),
        ColumnHead("姓名", "tight"),
        "单位职务",
        ColumnHead("电话", "tight"),
        ColumnHead("任职起", "day"),
    )
    rows = [
        [
            cell(m.role_title),
            several([desk.person(m.staff)]) if m.staff else cell(m.name),
            cell(m.position),
            cell(m.phone),
            cell(m.since),
        ]
        for m in group.roster()
    ]
    return Table(f"{desk.today.isoformat()} 在任成员 {len(rows)} 人", columns, rows, "没有在任成员", label=1)


def _notices(desk: PageMaterial, group: GroupView) -> Iterator[Block]:
    """The notices that list the group, for readers who may know that they do."""
    if not desk.view.sees("notice", "groups"):
        return
    rows = [
        [cell(n.number), cell(n.title.replace("|", ""), f"notices/index.html#{n.id}"), notice_state(n), cell(n.date)]
        for n in desk.view.notices.values()
        if group.id in n.groups
    ]
    columns = heads(ColumnHead("发文字号", "tight"), "标题", ColumnHead("状态", "tight"), ColumnHead("成文日期", "day"))
    yield Table("列有本小组的公文", columns, rows, "没有列有本小组的公文", label=1)


def _papers(desk: PageMaterial, group: GroupView) -> Iterator[Block]:
    if papers := desk.papers_on("groups", group.id):
        yield paper_table(papers, "可以打印的文书", "")


def membership_table(desk: PageMaterial, worker: str) -> Table:
    """The groups in which a worker is a member today."""
    found = desk.groups_with.get(worker, [])
    rows = [
        [
            cell(group.id, f"groups/{group.id}.html"),
            several([Part(group.household, f"groups/{group.id}.html")]),
            several([desk.village(group.village)]),
            cell(post),
        ]
        for group, post in found
    ]
    columns = heads(ColumnHead("编号", "tight"), "小组", "村（社区）", ColumnHead("岗位", "tight"))
    return Table(f"参加小组 {len(found)} 个", columns, rows, "没有参加小组", label=1)
