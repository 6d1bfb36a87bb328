"""The care groups: a table of all, and a page for each."""

from __future__ import annotations

from carebook.audience.people import GroupView
from carebook.site.blocks import Block, Facts, Head, Part, Section, Table, Words, cell, heads, several
from carebook.site.desk import Desk
from carebook.site.draft import Draft
from carebook.site.history import changes_section
from carebook.site.tables import due_table, group_table, paper_table, patient_table, record_table
from carebook.site.words import notice_state

_MEETING = ("date", "chair", "members", "place", "summary", "problems", "decisions", "recorded_on")
_EXCHANGE = ("date", "departments", "summary", "recorded_on")
_EXEMPTION = ("rule", "reason", "decided_by", "until")


def groups_draft(desk: Desk) -> Draft:
    """The table of all groups."""
    groups = list(desk.view.groups.values())
    table = group_table(desk, groups, f"联合服务管理小组 {len(groups)} 个，按编号排列")
    section = Section("groups", "名册", (table,))
    return Draft("groups/index.html", "小组", "groups", (section,), printable=True, wide=True)


def group_draft(desk: Desk, group: GroupView) -> Draft:
    """The page of one group."""
    served = [desk.view.patients[p] for p in group.record.patients if p in desk.view.patients]
    items = [i for code in (group.id, *group.record.patients) for i in desk.by_subject.get(code, [])]
    items.sort(key=desk.rank)
    due = due_table(
        desk, items, "小组和服务对象要办的事项，急的在前", "现在没有要办的事项", without=("village",)
    )
    sections = (
        Section("summary", "概要", (_summary(desk, group),)),
        Section("due", "到期事项", (due,)),
        Section("roster", "成员", (_roster(desk, group),)),
        Section(
            "patients", "服务对象", (patient_table(desk, served, f"共 {len(served)} 人", village=False),)
        ),
        *_together(desk, group),
    )
    if papers := tuple(_papers(desk, group)):
        sections += (Section("papers", "公文和文书", papers),)
    sections += tuple(changes_section(desk.history, f"groups/{group.id}/"))
    return Draft(
        f"groups/{group.id}.html", group.name, "groups", sections, lead=group.id, wide=True, contents=True
    )


def _summary(desk: Desk, group: GroupView) -> Facts:
    record = group.record
    rows = [
        ("编号", cell(group.id)),
        ("村（社区）", several([desk.village(record.village)])),
        (record.title_of("established"), cell(record.established)),
        ("现有成员", cell(f"{len(group.roster())} 人")),
    ]
    if record.dissolved:
        rows.append((record.title_of("dissolved"), cell(record.dissolved)))
    return Facts(rows)


def _roster(desk: Desk, group: GroupView) -> Table:
    columns = heads(
        Head("岗位", "tight"), Head("姓名", "tight"), "单位职务", Head("电话", "tight"), Head("任职起", "day")
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


def _together(desk: Desk, group: GroupView) -> tuple[Section, ...]:
    meetings, exchanges = group.entries("meeting"), group.entries("exchange")
    household = group.record.patients[0]
    met = record_table(
        desk, meetings, _MEETING, f"共 {len(meetings)} 次，新的在前", "还没有会议记录", household
    )
    told = record_table(desk, exchanges, _EXCHANGE, f"共 {len(exchanges)} 次，新的在前", "还没有信息交换记录")
    return (Section("meetings", "小组会议", (met,)), Section("exchanges", "信息交换", (told,)))


def _papers(desk: Desk, group: GroupView) -> list[Block]:
    notices = [n for n in desk.view.notices.values() if n.sees("groups") and group.id in n.groups]
    rows = [
        [
            cell(n.number),
            cell(n.title.replace("|", ""), f"notices/index.html#{n.id}"),
            notice_state(n),
            cell(n.date),
        ]
        for n in notices
    ]
    columns = heads(Head("发文字号", "tight"), "标题", Head("状态", "tight"), Head("成文日期", "day"))
    blocks: list[Block] = []
    if desk.view.sees("notice", "groups"):
        blocks.append(Table("列有本小组的公文", columns, rows, "没有列有本小组的公文", label=1))
    papers = desk.papers_on("groups", group.id)
    if papers:
        blocks.append(paper_table(papers, "可以打印的文书", ""))
    if group.record.sees("exemptions") and group.record.exemptions:
        blocks += [Words("豁免", "lead"), record_table(desk, group.record.exemptions, _EXEMPTION, "豁免", "")]
    return blocks


def membership_table(desk: Desk, worker: str) -> Table:
    """The groups in which a worker is a member today."""
    found = desk.groups_with.get(worker, [])
    rows = [
        [
            cell(group.id, f"groups/{group.id}.html"),
            several([Part(group.household, f"groups/{group.id}.html")]),
            several([desk.village(group.record.village)]),
            cell(post),
        ]
        for group, post in found
    ]
    columns = heads(Head("编号", "tight"), "小组", "村（社区）", Head("岗位", "tight"))
    return Table(f"参加小组 {len(found)} 个", columns, rows, "没有参加小组", label=1)
