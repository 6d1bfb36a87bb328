"""The patients: a table of all, and a page for each."""

from __future__ import annotations

from collections.abc import Iterator

from dateutil.relativedelta import relativedelta

from carebook.audience.forms import EMERGENCY, REHABILITATION, doses, pairs, visit_text
from carebook.audience.shown import Shown
from carebook.audience.support import unsupported
from carebook.audience.people import PatientView
from carebook.policy.item import State
from carebook.site.blocks import Block, Cell, Facts, Head, Part, Section, Table, Words, cell, heads, several
from carebook.site.desk import Desk
from carebook.site.draft import Draft
from carebook.site.history import changes_section
from carebook.site.tables import due_table, leader, paper_table, patient_table, record_table
from carebook.site.words import age, risk, stability, status

_IDENTITY = (
    "id_number",
    "ethnicity",
    "phones",
    "registered_address",
    "residence_address",
    "hamlet",
    "employer",
)
_GUARDIAN = ("name", "relation", "phone", "address")
_MANAGED = (
    "filed_on",
    "form_number",
    "registration",
    "responsible",
    "insurance",
    "disability",
    "subsistence",
    "unsupported",
)
_SUPPLEMENTARY = (
    "village_contact", "household", "employment", "consent", "onset", "past_symptoms", "past_symptoms_other",
    "past_restraint", "outpatient", "first_medication", "admissions", "diagnosis", "effect", "dangerous_acts",
    "economy", "specialist_opinion", "filled_on", "doctor",
)  # fmt: skip
_ENTRIES = {
    "rating": ("病情诊断和危险性评估", ("date", "by", "hospital", "diagnosis", "stability", "risk", "basis", "police_told_on")),
    "checkup": ("健康体检", ("date", "refused", "reason", "weight", "systolic", "diastolic", "blood_count",
                 "transaminase", "glucose", "ecg", "conclusion")),
    "stays": ("住院", ("admitted", "discharged", "hospital", "cause", "diagnosis", "effect", "advice")),
    "incident": ("肇事肇祸等行为", ("date", "kind", "summary", "police_told_on", "first_response", "office_told_on",
                  "protection", "aftermath")),
    "alarm": ("来报和举报", ("date", "reporter", "kind", "to", "summary", "leader_told_on", "police_told_on",
               "office_told_on", "done")),
    "aid": ("救助帮扶", ("date", "kind", "amount", "note")),
    "referral": ("转诊", ("date", "to", "reason", "outcome")),
    "moves": ("离开和返回", ("date", "kind", "place", "reported_on", "handed_over_on")),
}  # fmt: skip
#: Lists that are put together from several kinds of entries: the field that must be seen for them.
_SEEN = {"stays": ("patient.stay", "admitted"), "moves": ("patient.movement", "date")}
#: Columns of the table of visits, each with the field that must be seen for it.
_VISIT = {
    "date": (Head("日期", "day"), ("date",)),
    "mode": (Head("形式", "tight"), ("mode",)),
    "members": (Head("同行成员"), ("members",)),
    "stability": (Head("病情", "tight"), ("stability",)),
    "risk": (Head("危险性", "tight"), ("sheet", "risk")),
    "said": (Head("随访内容", "long"), ("points",)),
    "medication": (Head("用药"), ("sheet", "medication")),
    "next_date": (Head("下次", "day"), ("next_date",)),
    "recorded_on": (Head("记录日期", "day"), ("recorded_on",)),
}
_AGREEMENT = ("number", "since", "until", "risk_at_signing", "amount", "assessments", "ended", "ended_reason")
_STATUS = ("status", "since", "until", "place", "reason")
_EXEMPTION = ("rule", "reason", "decided_by", "until")


def patients_draft(desk: Desk) -> Draft:
    """The table of all patients."""
    patients = list(desk.view.patients.values())
    table = patient_table(desk, patients, f"建档患者 {len(patients)} 人，按编号排列")
    blocks: list[Block] = [table]
    if desk.has("support"):
        alone = cell(f"{len(unsupported(desk.view))} 人", "unsupported.html")
        blocks.insert(0, Facts([("“三无”等患者", alone)]))
    section = Section("patients", "名册", tuple(blocks))
    return Draft("patients/index.html", "患者", "patients", (section,), printable=True, wide=True)


def patient_draft(desk: Desk, patient: PatientView) -> Draft:
    """The page of one patient."""
    states = [status(desk.view, patient.status)]
    if desk.view.sees("entry.rating", "risk"):
        states += [stability(patient.stability).after("病情"), risk(desk.view, patient.risk).after("危险性")]
    return Draft(
        f"patients/{patient.id}.html",
        patient.name,
        "patients",
        (
            _summary(desk, patient),
            _due(desk, patient),
            _person(desk, patient),
            *_happened(desk, patient),
            *_rehabilitation(desk, patient),
            _lasting(desk, patient),
            _papers(desk, patient),
            *changes_section(desk.history, f"patients/{patient.id}/"),
        ),
        states=tuple(states),
        lead=patient.id,
        wide=True,
        contents=True,
    )


def _summary(desk: Desk, patient: PatientView) -> Section:
    identity, group = patient.identity, desk.group_of.get(patient.id)
    visits = patient.entries("visit", desk.today - relativedelta(years=1) + relativedelta(days=1))
    rows: list[tuple[str, Cell]] = [("编号", cell(patient.id))]
    if identity:
        rows += [(identity.title_of("sex"), cell(identity.label("sex")))]
    if identity and identity.sees("birth_date"):
        years = age(identity.birth_date, desk.today)
        rows += [(identity.title_of("birth_date"), cell(f"{identity.birth_date}（{years}岁）"))]
    rows += [("村（社区）", several([desk.village(patient.village)]))]
    if patient.residence.sees("grid"):
        rows += [("网格", cell(desk.view.words(patient.residence, "grid")))]
    rows += [
        ("小组", several([Part(group.name, f"groups/{group.id}.html")]) if group else cell("没有小组")),
        ("组长", leader(desk, group)),
        ("近一年随访", cell(f"{len(visits)} 次" + (f"，最近 {visits[0].date}" if visits else ""))),
    ]
    if patient.profile.sees("plan"):
        rows += [("一人一策", cell(patient.profile.plan))]
    return Section("summary", "概要", (Facts(rows),))


def _due(desk: Desk, patient: PatientView) -> Section:
    items = desk.by_subject.get(patient.id, [])
    table = due_table(
        desk, items, "要办的事项，急的在前", "现在没有要办的事项", without=("subject", "village")
    )
    return Section("due", "到期事项", (table, _record_of_year(desk, patient)))


def _record_of_year(desk: Desk, patient: PatientView) -> Table:
    """How each duty was kept over the last year, by the day it was due."""
    since = desk.today - relativedelta(years=1)
    kept: dict[str, dict[State, int]] = {}
    for item in desk.past.get(patient.id, []):
        if item.due > since:
            counts = kept.setdefault(item.title, {})
            counts[item.state] = counts.get(item.state, 0) + 1
    columns = heads("事项", Head("按期完成", "num"), Head("逾期完成", "num"), Head("漏做", "num"), Head("取消", "num"))
    states = (State.DONE, State.DONE_LATE, State.MISSED, State.CANCELLED)
    rows = [[cell(title), *(cell(counts.get(s, 0)) for s in states)] for title, counts in kept.items()]
    return Table("近一年各事项的完成情况", columns, rows, "近一年没有到期的事项")


def _person(desk: Desk, patient: PatientView) -> Section:
    view, identity = desk.view, patient.identity
    if identity is None:
        return Section("person", "身份和联系人", (Words(patient.unread or "没有身份信息", "note"),))
    guardian = [(f"监护人：{t}", w) for t, w in pairs(view, patient.guardian, _GUARDIAN)]
    blocks: list[Block] = [_facts([*pairs(view, identity, _IDENTITY), *guardian])]
    if identity.sees("relatives"):
        blocks.append(record_table(desk, identity.relatives, _GUARDIAN, "亲属", "没有登记其他亲属"))
    return Section("person", "身份和联系人", tuple(blocks))


def _facts(found: list[tuple[str, str]]) -> Facts:
    return Facts([(title, cell(text)) for title, text in found])


def _happened(desk: Desk, patient: PatientView) -> Iterator[Section]:
    """Follow-ups, then each kind of entry that has any; the others are named in one line."""
    yield Section("visits", "随访", (_visits(desk, patient),))
    absent = []
    for key, (title, keys) in _ENTRIES.items():
        if not desk.view.sees(*_SEEN.get(key, (f"entry.{key}", "date"))):
            continue
        records = _records(patient, key)
        if records:
            caption = f"共 {len(records)} 条，新的在前"
            yield Section(key, title, (record_table(desk, records, keys, caption, "", patient.id),))
        else:
            absent.append(title)
    emergencies = patient.entries("emergency")
    if emergencies:
        blocks = [block for one in emergencies for block in _emergency(desk, one)]
        yield Section("emergencies", "应急医疗处置记录单", tuple(blocks))
    elif desk.view.knows("emergency"):
        absent.append("应急医疗处置")
    changes = patient.entries("medication-change")
    if changes:
        yield Section("medication", "用药调整", (_medication(changes),))
    elif desk.view.knows("medication-change"):
        absent.append("用药调整")
    if absent:
        yield Section("absent", "其他记录", (Words(f"没有{'、'.join(absent)}的记录。", "note"),))


def _visits(desk: Desk, patient: PatientView) -> Table:
    visits = patient.entries("visit")
    keys = [key for key, (_, field) in _VISIT.items() if desk.view.sees("entry.visit", *field)]
    rows = [[_visit(desk, patient, visit, key) for key in keys] for visit in visits]
    columns = [_VISIT[key][0] for key in keys]
    return Table(f"共 {len(visits)} 次，新的在前", columns, rows, "还没有随访记录")


def _visit(desk: Desk, patient: PatientView, visit: Shown, key: str) -> Cell:
    """One cell of a visit."""
    if key == "members":
        return several(desk.person(code, patient.id) for code in visit.members)
    if key == "stability":
        return stability(visit.stability) if visit.stability else cell("")
    if key == "said":
        return cell(visit_text(visit))
    if key in {"risk", "medication"}:
        sheet = visit.sheet
        shown = {"risk": lambda: risk(desk.view, sheet.risk), "medication": lambda: cell(doses(sheet.medication))}
        return shown[key]() if sheet else cell("")
    return cell(visit.label("mode") if key == "mode" else getattr(visit, key))


def _emergency(desk: Desk, one: Shown) -> list[Block]:
    """One form of an emergency in full."""
    return [Words(one.date.isoformat(), "lead"), _facts(pairs(desk.view, one, EMERGENCY))]


def _rehabilitation(desk: Desk, patient: PatientView) -> Iterator[Section]:
    """The plan for rehabilitation and how it went, for readers who may see it."""
    if patient.profile.sees("rehabilitation"):
        yield Section("rehabilitation", "社区康复", tuple(_plan(desk, patient.profile.rehabilitation)))


def _plan(desk: Desk, plan: Shown | None) -> list[Block]:
    if plan is None:
        return [Words("没有社区康复计划", "note")]
    facts = _facts(pairs(desk.view, plan, REHABILITATION))
    reviews = record_table(desk, plan.reviews, ("date", "result"), "计划的检查", "还没有检查过")
    return [facts, reviews]


def _medication(changes: list[Shown]) -> Table:
    columns = heads(Head("日期", "day"), Head("调整后用药", "long"), "原因", "调整医师")
    rows = [[cell(c.date), cell(doses(c.medication)), cell(c.reason), cell(c.by)] for c in changes]
    return Table(f"共 {len(changes)} 条，新的在前", columns, rows, "")


def _lasting(desk: Desk, patient: PatientView) -> Section:
    """The profile: what lasts longer than a visit."""
    view, profile = desk.view, patient.profile
    blocks: list[Block] = [
        _facts([*pairs(view, profile, _MANAGED), *_death(desk, patient)]),
        record_table(desk, reversed(patient.statuses), _STATUS, "状态沿革，新的在前", ""),
    ]
    if view.opens("patient.agreement"):
        empty = "没有签订有奖监护协议"
        blocks.append(record_table(desk, patient.agreements, _AGREEMENT, "有奖监护协议", empty))
    if profile.sees("supplementary"):
        form = pairs(view, profile.supplementary, _SUPPLEMENTARY, patient.id)
        blocks += [Words("个人信息补充表", "lead"), _facts(form)]
    if profile.sees("exemptions") and profile.exemptions:
        blocks.append(record_table(desk, profile.exemptions, _EXEMPTION, "豁免", ""))
    return Section("profile", "档案", tuple(blocks))


def _death(desk: Desk, patient: PatientView) -> list[tuple[str, str]]:
    found = pairs(desk.view, patient.death, ("date", "cause", "detail"))
    return [(title if title.startswith("死亡") else f"死亡：{title}", words) for title, words in found]


def _records(patient: PatientView, key: str) -> list[Shown]:
    """The records of one list, newest first."""
    if key == "stays":
        return patient.stays
    return patient.movements if key == "moves" else patient.entries(key)


def _papers(desk: Desk, patient: PatientView) -> Section:
    table = paper_table(desk.papers_on("patients", patient.id), "可以打印的文书", "没有生成文书")
    return Section("papers", "文书", (table,))
