"""Tables that several pages share: due items, patients, groups, papers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from carebook.audience.forms import age
from carebook.audience.people import GroupView, PatientView
from carebook.policy.item import DueItem
from carebook.site.blocks import Cell, ColumnHead, Part, Table, cell, heads, several
from carebook.site.page import PaperLink
from carebook.site.page_material import PageMaterial, formats
from carebook.site.words import item_state, risk, stability, status

_DUE = {
    "state": ColumnHead("状态", "tight", pick=True),
    "due": ColumnHead("到期日", "day"),
    "title": ColumnHead("事项", pick=True),
    "subject": ColumnHead("对象", "tight"),
    "village": ColumnHead("村（社区）", pick=True),
    "people": ColumnHead("负责人", pick=True),
    "share": ColumnHead("分工", "tight"),
    "opens": ColumnHead("可办理自", "day"),
    "sources": ColumnHead("依据"),
}
_PATIENT = {
    "id": ColumnHead("编号", "tight"),
    "name": ColumnHead("姓名", "tight"),
    "sex": ColumnHead("性别", "tight", pick=True),
    "age": ColumnHead("年龄", "num"),
    "village": ColumnHead("村（社区）", "tight", pick=True),
    "grid": ColumnHead("网格", "tight"),
    "status": ColumnHead("状态", "tight", pick=True),
    "stability": ColumnHead("病情", "tight", pick=True),
    "risk": ColumnHead("危险性", "tight", pick=True),
    "leader": ColumnHead("小组组长", "tight"),
    "visited": ColumnHead("上次随访", "day"),
    "urgent": ColumnHead("最急的事项"),
    "due": ColumnHead("到期日", "day"),
}
#: The field that a column shows, where not everybody may see it.
_PATIENT_FIELDS = {
    "sex": ("patient.identity", "sex"),
    "age": ("patient.identity", "birth_date"),
    "grid": ("patient.profile", "residences", "grid"),
    "stability": ("entry.rating", "stability"),
    "risk": ("entry.rating", "risk"),
}
_DUE_COLUMNS = ("state", "due", "title", "subject", "village", "people", "opens", "sources")


def due_table(
    desk: PageMaterial,
    items: Sequence[DueItem],
    caption: str,
    empty: str,
    *,
    without: Iterable[str] = (),
    worker: str = "",
    tools: bool = False,
) -> Table:
    """Due items, one a row.

    Args:
        desk: names and links.
        items: in the order in which they are shown.
        caption: what the table holds.
        empty: what to say when there are none.
        without: columns to leave out, because the page itself says them.
        worker: if set, a column tells this worker's share in each item.
        tools: whether the reader may filter and sort.
    """
    keys = [k for k in _DUE_COLUMNS if k not in without]
    if worker:
        keys.insert(keys.index("opens"), "share")
    found = [_due_row(desk, item, worker) for item in items]
    rows = [[row[key] for key in keys] for row in found]
    return Table(caption, [_DUE[k] for k in keys], rows, empty, keys.index("title"), tools)


def _due_row(desk: PageMaterial, item: DueItem, worker: str) -> dict[str, Cell]:
    """All cells of an item by column."""
    return {
        "state": item_state(item),
        "due": cell(item.due),
        "title": cell(f"{item.title}（可电话）" if item.by_phone else item.title, pick=item.title),
        "subject": several([desk.subject(item.subject)]),
        "village": several([desk.village(item.village)]),
        "people": several(desk.person(code) for code in item.responsible),
        "share": cell("负责" if worker in item.responsible else "参加"),
        "opens": cell(item.opens),
        "sources": several(_sources(desk, item)),
    }


def _sources(desk: PageMaterial, item: DueItem) -> Iterator[Part]:
    """The articles an item comes from, then those of other documents with their own day."""
    yield from (Part(source, desk.sources.get(source, "")) for source in item.sources)
    yield from (Part(f"{source} {due}", desk.sources.get(source, "")) for source, due in item.others)


def patient_table(desk: PageMaterial, patients: Sequence[PatientView], caption: str, *, village: bool = True) -> Table:
    """Patients with what one looks for first; ``village`` tells whether to name it."""
    keys = [key for key in _PATIENT if _patient_column(desk, key) and (village or key != "village")]
    found = [_patient_row(desk, patient) for patient in patients]
    rows = [[row[key]() for key in keys] for row in found]
    columns = [_PATIENT[key] for key in keys]
    return Table(caption, columns, rows, "没有建档的患者", label=1, tools=True)


def _patient_column(desk: PageMaterial, key: str) -> bool:
    """Whether the readers may see a column of the table of patients."""
    field = _PATIENT_FIELDS.get(key)
    return field is None or desk.view.sees(*field)


def _patient_row(desk: PageMaterial, patient: PatientView) -> dict[str, Callable[[], Cell]]:
    """All cells of a patient by column; each is made only where it is shown."""
    identity, view = patient.identity, desk.view
    visits = patient.entries("visit")
    items = desk.by_subject.get(patient.id, [])
    return {
        "id": lambda: cell(patient.id, f"patients/{patient.id}.html"),
        "name": lambda: several([desk.patient(patient)]),
        "sex": lambda: cell(identity.label("sex") if identity else ""),
        "age": lambda: cell(age(identity.birth_date if identity else None, desk.today)),
        "village": lambda: several([desk.village(patient.village)]),
        "grid": lambda: cell(view.words(patient.residence, "grid")),
        "status": lambda: status(view, patient.status),
        "stability": lambda: stability(patient.stability),
        "risk": lambda: risk(view, patient.risk),
        "leader": lambda: leader(desk, desk.group_of.get(patient.id)),
        "visited": lambda: cell(visits[0].date if visits else ""),
        "urgent": lambda: _urgent(items[0]) if items else cell(""),
        "due": lambda: cell(items[0].due if items else ""),
    }


def _urgent(item: DueItem) -> Cell:
    state = item_state(item)
    return Cell((Part(f"{item.title}：{state.text}"),), state.tone, state.mark, state.sort)


def leader(desk: PageMaterial, group: GroupView | None) -> Cell:
    """Who leads a group today."""
    members = group.roster() if group else []
    return several(desk.person(m.staff) for m in members if m.role == "leader" and m.staff)


def group_table(desk: PageMaterial, groups: Sequence[GroupView], caption: str, *, village: bool = True) -> Table:
    """Groups with leader, doctor, size, last meeting and what is due."""
    columns = heads(
        ColumnHead("编号", "tight"), ColumnHead("小组", "tight"), *((ColumnHead("村（社区）", "tight", pick=True),) if village else ()),
        ColumnHead("组长", "tight", pick=True), ColumnHead("医生", "tight", pick=True), ColumnHead("成员", "num"), ColumnHead("成立", "day"),
        ColumnHead("上次会议", "day"), ColumnHead("最急的事项"), ColumnHead("到期日", "day"),
    )  # fmt: skip
    rows = [_group_row(desk, group, village=village) for group in groups]
    return Table(caption, columns, rows, "没有小组", label=1, tools=True)


def _group_row(desk: PageMaterial, group: GroupView, *, village: bool) -> list[Cell]:
    roster = group.roster()
    items = desk.by_subject.get(group.id, [])
    meetings = group.entries("meeting")
    href = f"groups/{group.id}.html"
    place = [several([desk.village(group.village)])] if village else []
    return [
        cell(group.id, href),
        cell(group.household if not group.record.dissolved else f"{group.household}（已撤销）", href),
        *place,
        leader(desk, group),
        several(desk.person(m.staff) for m in roster if m.role == "doctor" and m.staff),
        cell(len(roster)),
        cell(group.record.established),
        cell(meetings[0].date if meetings else ""),
        _urgent(items[0]) if items else cell(""),
        cell(items[0].due if items else ""),
    ]


def paper_table(papers: Sequence[PaperLink], caption: str, empty: str) -> Table:
    """Papers with links to each of their formats."""
    rows = [[cell(paper.title), formats(paper)] for paper in papers]
    return Table(caption, heads("文书", ColumnHead("打开", "tight")), rows, empty, screen=True)
