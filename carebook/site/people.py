"""The patients: a table of all, and a page for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dateutil.relativedelta import relativedelta

from carebook.audience.laid_out import of_patient
from carebook.audience.people import PatientView
from carebook.audience.support import unsupported
from carebook.forms.model import PaperForm
from carebook.policy.item import DueItem, ItemState
from carebook.policy.yearly import Yearly
from carebook.site.blocks import Block, ColumnHead, Facts, Part, Section, Table, Words, cell, heads, several
from carebook.site.draft import Draft
from carebook.site.history import changes
from carebook.site.laid_out import FormPage
from carebook.site.page_material import PageMaterial
from carebook.site.tables import due_table, leader, paper_table, patient_table
from carebook.site.words import risk, stability, status

FORM: PaperForm = "patient-page"


def patients_draft(desk: PageMaterial) -> Draft:
    """The table of all patients."""
    patients = list(desk.view.patients.values())
    table = patient_table(desk, patients, f"建档患者 {len(patients)} 人，按编号排列")
    blocks: list[Block] = [table]
    if desk.has("support"):
        alone = cell(f"{len(unsupported(desk.view))} 人", "unsupported.html")
        blocks.insert(0, Facts([("“三无”等患者", alone)]))
    section = Section("patients", "名册", tuple(blocks))
    return Draft("patients/index.html", "患者", "patients", (section,), printable=True, wide=True)


def patient_draft(desk: PageMaterial, patient: PatientView) -> Draft:
    """The page of one patient."""
    states = [status(desk.view, patient.status)]
    if desk.view.sees("entry.rating", "risk"):
        states += [stability(patient.stability).after("病情"), risk(desk.view, patient.risk).after("危险性")]
    return Draft(
        f"patients/{patient.id}.html",
        patient.name,
        "patients",
        _page(desk, patient).sections(),
        states=tuple(states),
        lead=patient.id,
        wide=True,
        contents=True,
    )


def _page(desk: PageMaterial, patient: PatientView) -> FormPage:
    absent: list[str] = []

    def absences() -> Iterator[Block]:
        if absent:
            yield Words(f"没有{'、'.join(absent)}的记录。", "note")

    return FormPage(
        desk,
        FORM,
        of_patient(desk.view, patient),
        {
            "absent": absences,
            "care": lambda: [_care(desk, patient)],
            "changes": lambda: changes(desk.history, f"patients/{patient.id}/"),
            "code": lambda: [Facts([("编号", cell(patient.id))])],
            "due": lambda: [_due(desk, patient)],
            "kept": lambda: [_record_of_year(desk, patient)],
            "papers": lambda: [paper_table(desk.papers_on("patients", patient.id), "可以打印的文书", "没有生成文书")],
        },
        patient=patient.id,
        unread=patient.unread,
        absent=absent,
    )


def _care(desk: PageMaterial, patient: PatientView) -> Facts:
    """Who cares for the patient, and how often they came."""
    group = desk.group_of.get(patient.id)
    visits = patient.entries("visit", desk.today - relativedelta(years=1) + relativedelta(days=1))
    yearly = desk.view.yearly(patient.id)
    return Facts(
        [
            ("小组", several([Part(group.name, f"groups/{group.id}.html")]) if group else cell("没有小组")),
            ("组长", leader(desk, group)),
            ("近一年随访", cell(f"{len(visits)} 次" + (f"，最近 {visits[0].date}" if visits else ""))),
            *((f"{one.year}年{one.obligation.title}", cell(_counted(one))) for one in yearly),
        ]
    )


def _counted(one: Yearly) -> str:
    """How often it was done this year, and how often it must be done still."""
    rest = f"还差 {one.missing} 次" if one.missing else "已够"
    return f"{one.done} 次，至少 {one.times} 次，{rest}"


def _due(desk: PageMaterial, patient: PatientView) -> Table:
    items = desk.by_subject.get(patient.id, [])
    return due_table(desk, items, "要办的事项，急的在前", "现在没有要办的事项", without=("subject", "village"))


def _record_of_year(desk: PageMaterial, patient: PatientView) -> Table:
    """How each duty was kept over the last year, by the day it was due; of several documents by the one that asks most."""
    since = desk.today - relativedelta(years=1)
    asked: dict[str, dict[str, list[DueItem]]] = {}
    for item in desk.past.get(patient.id, []):
        if item.due > since:
            asked.setdefault(item.duty, {}).setdefault(item.obligation, []).append(item)
    most = (max(documents.values(), key=len) for documents in asked.values())
    kept = {items[0].title: Counter(item.state for item in items) for items in most}
    columns = heads(
        "事项",
        ColumnHead("按期完成", "num"),
        ColumnHead("逾期完成", "num"),
        ColumnHead("漏做", "num"),
        ColumnHead("准免", "num"),
        ColumnHead("不再办", "num"),
    )
    states = (ItemState.DONE, ItemState.DONE_LATE, ItemState.MISSED, ItemState.EXCUSED, ItemState.CANCELLED)
    rows = [[cell(title), *(cell(counts[s]) for s in states)] for title, counts in kept.items()]
    return Table("近一年各事项的完成情况", columns, rows, "近一年没有到期的事项")
