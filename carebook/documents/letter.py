"""The letter to the police on a patient at high risk (函, GB/T 9704—2012 10.1; 杉岭府发〔2021〕12号 三（二）)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from carebook.audience.people import PatientView
from carebook.audience.record_view import RecordView
from carebook.audience.view import View
from carebook.audience.visits import visit_text
from carebook.documents.engine import compose, day
from carebook.documents.month import recent_months
from carebook.documents.paper_kind import Composed, Material
from carebook.policy.item import DueItem

TEMPLATE = "letter.xhtml.j2"
#: The duties of telling the police that a rating, or a follow-up, found a high risk.
_DUTIES = {"risk-police", "visit-risk-police"}


@dataclass(frozen=True, slots=True)
class HighRiskLetter:
    """One finding of high risk: whose, on which day, the due item that asks to tell it, the entry that found it."""

    patient: PatientView
    day: date
    item: DueItem
    entry: RecordView
    risk: int


def letter_papers(material: Material) -> Iterator[Composed]:
    """A letter carries the day the police were told; until then the day of the data."""
    view = material.view
    for one in high_risk_told(view, recent_months(view.today)[0]):
        body = letter(view, one, material.templates)
        name = f"{one.patient.id}-{one.day}"
        sent = one.entry.police_told_on or view.today
        yield Composed(name, one.patient.id, f"通报高风险患者的函 {name}", body, sent)


def high_risk_told(view: View, since: date) -> Iterator[HighRiskLetter]:
    """Every patient and day on which a high risk was found, from ``since`` on (inclusive); a rating before a visit."""
    seen: set[tuple[str, date]] = set()
    items = [i for i in view.items if i.obligation.partition("/")[2] in _DUTIES and i.opens >= since]
    for item in sorted(items, key=lambda i: (i.opens, i.subject, i.obligation)):
        patient = view.patients[item.subject]
        entry = _entry(patient, item)
        if entry is not None and (patient.id, item.opens) not in seen:
            seen.add((patient.id, item.opens))
            risk = entry.sheet.risk if item.obligation.endswith("/visit-risk-police") else entry.risk
            yield HighRiskLetter(patient, item.opens, item, entry, risk)


def _entry(patient: PatientView, item: DueItem) -> RecordView | None:
    visit = item.obligation.endswith("/visit-risk-police")
    found = patient.entries("visit" if visit else "rating", item.opens)
    return next((e for e in found if e.date == item.opens and (not visit or e.sheet)), None)


def letter(view: View, one: HighRiskLetter, templates: Path) -> str:
    """Compose the letter; its number and, until the police were told, its day are left to fill in."""
    return compose(
        templates,
        TEMPLATE,
        view=view,
        risk=one.risk,
        high=one.risk if view.high_risk is None else view.high_risk,
        clinic=view.unit_name("clinic"),
        police=view.unit_name("police"),
        source="；".join(one.item.sources),
        due=one.item.due,
        sent=one.entry.police_told_on,
        rows=list(_rows(view, one)),
        basis=_basis(one),
        day=one.day,
    )


def _rows(view: View, one: HighRiskLetter) -> Iterator[tuple[str, str]]:
    patient, identity = one.patient, one.patient.identity
    guardian = patient.guardian
    leaders = [m for m in (patient.group.roster() if patient.group else ()) if m.role == "leader"]
    rating = one.item.obligation.endswith("/risk-police")
    yield "档案编号", patient.id
    yield "姓名", patient.name if identity else ""
    yield "性别", identity.label("sex") if identity else ""
    yield "公民身份号码", str(identity.id_number or "") if identity else ""
    yield "现住址", str(identity.residence_address or "") if identity else ""
    yield "村（社区）", view.unit_name(patient.village)
    yield "监护人", f"{guardian.name}（{guardian.label('relation')}）" if guardian else ""
    yield "监护人电话", str(guardian.phone or "") if guardian else ""
    yield "评估方式", "病情诊断和危险性评估" if rating else "随访评估"
    yield "评估日期", day(one.day)
    yield "危险性评估", f"{one.risk}级"
    yield "病情分类", one.entry.label("stability")
    yield "评估人", _rater(view, one, rating=rating)
    yield "目前状态", view.codes("patient.status", "status")[patient.status]
    yield "小组组长", _joined(leaders, "name")
    yield "组长电话", _joined(leaders, "phone")


def _basis(one: HighRiskLetter) -> str:
    """What the finding rests on: the rating's own words, or what the visit saw."""
    rating = one.item.obligation.endswith("/risk-police")
    return str(one.entry.basis or "") if rating else visit_text(one.entry)


def _rater(view: View, one: HighRiskLetter, *, rating: bool) -> str:
    code = one.entry.by if rating else one.entry.doctor
    return view.person(code) if code else ""


def _joined(members: Sequence[object], key: str) -> str:
    return "、".join(str(getattr(member, key)) for member in members)
