"""One person one file (一人一档): everything that is kept about a patient, on paper.

Contents follow 杉岭府发〔2021〕12号 三（三）. Sections are lists of tables; the template only sets them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dateutil.relativedelta import relativedelta

from carebook.audience.forms import EMERGENCY, REHABILITATION, doses, pairs, visit_text
from carebook.audience.items import item_words, source_words
from carebook.audience.people import PatientView
from carebook.audience.shown import Shown
from carebook.audience.view import View
from carebook.documents.engine import compose, day
from carebook.documents.paper_kind import Composed, Material
from carebook.policy.item import LIVE

TEMPLATE = "dossier.xhtml.j2"
_IDENTITY = ("name", "sex", "birth_date", "id_number", "ethnicity", "phones", "registered_address",
             "residence_address", "hamlet", "employer")  # fmt: skip
_GUARDIAN = ("name", "relation", "phone", "address")
_LIVING = ("village", "grid")
_MANAGED = ("filed_on", "form_number", "responsible", "registration")
_SUPPLEMENTARY = (
    "village_contact", "household", "employment", "consent", "onset", "past_symptoms", "past_symptoms_other",
    "past_restraint", "outpatient", "first_medication", "admissions", "diagnosis", "effect", "dangerous_acts",
    "economy", "specialist_opinion", "filled_on", "doctor",
)  # fmt: skip
_DEATH = ("date", "cause", "detail")
_AID = ("insurance", "disability", "subsistence", "unsupported")

_STAYS = (("admitted", "discharged", "hospital", "cause", "effect", "advice"), (3, 3, 5, 5, 3, 6))
_MOVEMENTS = (("date", "kind", "place", "reported_on", "handed_over_on"), (3, 4, 5, 3, 3))


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a dossier: a form (``heads`` empty, rows of title and words) or a grid."""

    title: str
    rows: Sequence[tuple[str, ...]]
    heads: tuple[str, ...] = ()
    widths: tuple[int, ...] = ()
    empty: str = "无记录"


def dossier_papers(material: Material) -> Iterator[Composed]:
    """A file for every patient, on the day of the data."""
    view = material.view
    for key, patient in view.patients.items():
        body = dossier(view, patient, material.templates)
        running = (
            f"{view.township.name}严重精神障碍患者服务管理档案　{key}　资料截止 {view.today.isoformat()}"
        )
        yield Composed(key, key, f"服务管理档案 {key}", body, view.today, running)


def dossier(view: View, patient: PatientView, templates: Path) -> str:
    """Compose the dossier of one patient as the view's audience may see it."""
    return compose(
        templates,
        TEMPLATE,
        view=view,
        patient=patient,
        status=patient.statuses[-1].label("status"),
        sheets=[*_forms(view, patient), *_year(view, patient), *_events(view, patient), _due(view, patient)],
    )


def _forms(view: View, patient: PatientView) -> Iterator[Sheet]:
    identity, profile = patient.identity, patient.profile
    guardian = patient.guardian
    empty = patient.unread or "无记录"
    yield Sheet("个人基本信息", pairs(view, identity, _IDENTITY), empty=empty)
    yield Sheet("监护人", pairs(view, guardian, _GUARDIAN), empty=empty)
    relatives = identity.relatives if identity else ()
    kin = _grid("亲属", relatives, ("name", "relation", "phone", "address"), (3, 3, 4, 8), view)
    yield replace(kin, empty=empty)
    yield Sheet(
        "属地管控和系统录入", [*pairs(view, patient.residence, _LIVING), *pairs(view, profile, _MANAGED)]
    )
    yield Sheet("个人信息补充表", pairs(view, profile.supplementary, _SUPPLEMENTARY, patient.id))
    yield Sheet("保险和救助资格", pairs(view, profile, _AID))
    yield _grid(
        "状态", patient.statuses, ("status", "since", "until", "place", "reason"), (3, 3, 3, 5, 5), view
    )
    if patient.death:
        yield Sheet(
            "死亡", [(f"死亡：{title}", words) for title, words in pairs(view, patient.death, _DEATH)]
        )
    yield Sheet("一人一策", [("方案", profile.plan or "")])
    plan = profile.rehabilitation
    yield Sheet("社区康复计划", pairs(view, plan, REHABILITATION), empty="没有社区康复计划")
    if plan and plan.reviews:
        yield _grid("社区康复计划的检查", plan.reviews, ("date", "result"), (3, 15), view)
    group = patient.group
    rows = (
        [(m.role_title, m.name, m.position, m.phone, day(m.since)) for m in group.roster()] if group else []
    )
    heads = ("岗位", "姓名", "单位职务", "电话", "任职起")
    yield Sheet(
        f"联合服务管理小组{f'（{group.id}）' if group else ''}", rows, heads, (5, 3, 6, 4, 4), "没有小组"
    )


def _grid(title: str, records: Any, keys: tuple[str, ...], widths: tuple[int, ...], view: View) -> Sheet:
    """A table of like records: their own Chinese field names as heading."""
    records = list(records)
    if not records:
        return Sheet(title, ())
    seen = [(key, width) for key, width in zip(keys, widths, strict=True) if records[0].sees(key)]
    rows = [tuple(view.words(record, key) for key, _ in seen) for record in records]
    heads = tuple(records[0].title_of(key) for key, _ in seen)
    return Sheet(title, rows, heads, tuple(width for _, width in seen))


def _year(view: View, patient: PatientView) -> Iterator[Sheet]:
    since = view.today - relativedelta(years=1) + relativedelta(days=1)
    visits = patient.entries("visit", since)
    yield Sheet(
        f"随访（{since.isoformat()} 至 {view.today.isoformat()}，{len(visits)} 次）",
        [_visit(view, patient, visit) for visit in visits],
        ("日期", "形式和分类", "同行成员", "随访内容", "用药", "下次随访"),
        (14, 11, 12, 33, 15, 14),
    )


def _visit(view: View, patient: PatientView, visit: Shown) -> tuple[str, ...]:
    sheet = visit.sheet
    return (
        day(visit.date),
        "，".join(part for part in (visit.label("mode"), visit.label("stability"), _risk(sheet)) if part),
        view.words(visit, "members", patient.id),
        visit_text(visit),
        doses(sheet.medication) if sheet else "",
        day(visit.next_date),
    )


def _risk(sheet: Shown | None) -> str:
    return f"危险性{sheet.risk}级" if sheet else ""


def _events(view: View, patient: PatientView) -> Iterator[Sheet]:
    """Everything but follow-ups, over all years."""
    plain = {
        "rating": ("病情诊断和危险性评估", ("date", "by", "diagnosis", "stability", "risk", "basis"), (3, 3, 4, 3, 6, 6)),
        "checkup": ("健康体检", ("date", "refused", "reason", "weight", "systolic", "diastolic", "conclusion"),
                     (3, 3, 5, 2, 2, 2, 6)),
        "incident": ("肇事肇祸等行为", ("date", "kind", "summary", "police_told_on", "aftermath"), (3, 3, 7, 3, 5)),
        "aid": ("救助帮扶", ("date", "kind", "amount", "note"), (3, 4, 3, 8)),
        "referral": ("转诊", ("date", "to", "reason", "outcome"), (3, 6, 5, 6)),
    }  # fmt: skip
    for key, (title, keys, widths) in plain.items():
        yield _grid(title, patient.entries(key), keys, widths, view)
        if key == "checkup":
            yield _grid("住院", patient.stays, *_STAYS, view)
    yield _grid("离开和返回", patient.movements, *_MOVEMENTS, view)
    yield from _urgent(view, patient)
    changes = [
        (day(c.date), doses(c.medication), c.reason or "", c.by or "")
        for c in patient.entries("medication-change")
    ]
    yield Sheet("用药调整", changes, ("日期", "调整后用药", "原因", "调整医师"), (3, 8, 4, 5))
    keys = ("number", "since", "until", "risk_at_signing", "amount", "ended", "ended_reason")
    yield _grid("有奖监护协议", patient.agreements, keys, (5, 3, 3, 2, 3, 3, 4), view)


def _urgent(view: View, patient: PatientView) -> Iterator[Sheet]:
    """Protective restraint, reports that came in, and each form of an emergency in full."""
    restrained = [one.protection for one in patient.entries("incident") if one.protection]
    keys = ("measure", "by", "began_on", "began_at", "ended_on", "ended_at", "basis")
    yield _grid("保护性约束措施", restrained, keys, (5, 2, 3, 2, 3, 2, 4), view)
    heard = (
        "date",
        "reporter",
        "kind",
        "to",
        "summary",
        "leader_told_on",
        "police_told_on",
        "office_told_on",
        "done",
    )
    yield _grid("来报和举报", patient.entries("alarm"), heard, (6, 4, 4, 4, 8, 6, 6, 6, 8), view)
    emergencies = patient.entries("emergency")
    if not emergencies:
        yield Sheet("应急医疗处置记录单", ())
    for one in emergencies:
        yield Sheet(f"应急医疗处置记录单（{one.date.isoformat()}）", pairs(view, one, EMERGENCY))


def _due(view: View, patient: PatientView) -> Sheet:
    items = [i for i in view.items if i.subject == patient.id and i.state in LIVE and i.strictest]
    rows = [(i.title, day(i.due), item_words(i), source_words(i)) for i in items]
    return Sheet("到期事项", rows, ("事项", "到期日", "状态", "依据"), (5, 4, 4, 7), "现在没有要办的事项")
