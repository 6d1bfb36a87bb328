"""The lasting record of a patient: national supplementary form, insurance; and the agreements signed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from carebook.demo.cases import Case, employment
from carebook.demo.codes import CRIME, HIGH_RISK, OFFENCE, OTHER_SYMPTOM
from carebook.demo.courses import HOSPITAL, DemoSpan
from carebook.demo.days import between, chance, months_on, quarter, weekday_before
from carebook.demo.phrases import sentence
from carebook.demo.services import rehabilitation
from carebook.demo.source import source
from carebook.demo.teams import Worker
from carebook.demo.yamltext import Act, Doc

OTHER_NAME = {"other": "重度抑郁发作"}


def _registration(rng: Random, case: Case, division: str) -> Doc:
    """When the patient was entered into the three systems."""
    return {
        "clinic": {"number": f"{division}-{case.number:05d}", "on": case.filed + timedelta(days=rng.randint(0, 5))},
        "police": {"on": case.filed + timedelta(days=rng.randint(1, 9))} if chance(rng, 0.93) else None,
        "governance": {"on": case.filed + timedelta(days=12)} if case.number % 13 else None,
    }


def profile_doc(
    rng: Random, case: Case, span: DemoSpan, leader: Worker, number: tuple[str, str]
) -> tuple[Doc, list[Act]]:
    """Return the profile record and the agreements signed; ``number`` is the division code and their prefix."""
    division, prefix = number
    filed = case.filed
    poor = chance(rng, 0.45)
    level = rng.choices((0, 1, 2, 3, 4), (35, 5, 35, 18, 7))[0]
    certified = between(rng, filed, min(span.end, filed + timedelta(days=900)))
    form = f"{(case.village.number - 1) % 790 + (1 if case.village.town else 201):03d}-{case.number % 100_000:05d}"
    home = {"village": case.village.id, "grid": case.village.grid(case.grid)}
    doc: Doc = {
        "patient": case.id,
        "residences": [home | {"since": filed, "recorded_on": filed}],
        "filed_on": filed,
        "form_number": form,
        "registration": _registration(rng, case, division),
        "responsible": {"unit": case.village.id, "leader": leader.id},
        "supplementary": _supplementary(rng, case, poor=poor, contact=case.village.leaders[-1], span=span),
        "insurance": {"kind": 1 if case.village.town and not poor else 2, "paid_by_state": poor or None},
        "disability": {"held": True, "level": level, "on": certified} if level else {"held": False},
        "subsistence": {"receiving": poor, "since": date(min(2024, filed.year + 1), 1, 1) if poor else None},
        "unsupported": _unsupported(case, filed),
    }
    agreements = list(_agreements(rng, case, span, prefix)) if case.agreement else []
    doc |= {
        "plan": sentence(rng, source("care")["plan"]) if case.course.worst() >= HIGH_RISK else None,
        "rehabilitation": rehabilitation(case, span),
        "exemptions": None,
    }
    return {key: case.profile.get(key, value) for key, value in doc.items()}, agreements


def _unsupported(case: Case, filed: date) -> Doc | None:
    """Return what the township found where a body had to become the guardian."""
    if not case.guardian.public:
        return None
    nothing = ["three-nos"] if case.guardian.relation == "civil-affairs" else []
    return {
        "kinds": [*nothing, "no-guardian", "no-relatives"],
        "basis": "民政办走访核实，父母已故，无配偶、子女和兄弟姐妹",
        "on": filed,
        "by": "民政和社会事务办公室",
    }


def _supplementary(rng: Random, case: Case, *, poor: bool, contact: Worker, span: DemoSpan) -> Doc:
    """Return the national form 个人信息补充表."""
    onset = max(case.birth.year + 14, case.filed.year - rng.randint(0, 18))
    treated = min(case.filed.year, onset + rng.randint(0, 2))
    past = tuple(sorted(case.symptoms))
    refused = any(period.status == "refused" for period in case.course.periods)
    signer = rng.choice(("guardian", "guardian", "patient"))
    calm = chance(rng, 0.6)
    acts: Doc = {"none": True} if calm else {rng.choice(("mild", "offence", "self_harm")): rng.randint(1, 2)}
    doc: Doc = {
        "village_contact": contact.id,
        "household": 1 if case.village.town else 2,
        "employment": employment(case),
        "consent": {"agreed": 0} if refused else {"agreed": 1, "signed_by": signer, "signed_on": case.filed},
        "onset": str(onset) if chance(rng, 0.5) else f"{onset}-{rng.randint(1, 12):02d}",
        "past_symptoms": past,
        "past_symptoms_other": "夜间不眠" if OTHER_SYMPTOM in past else None,
        "past_restraint": rng.choices((1, 3), (9, 1))[0],
        "outpatient": rng.choice((2, 3, 3)),
        "first_medication": str(treated),
        "admissions": rng.choice((0, 1, 1, 2, 3)),
        "diagnosis": {
            "disease": case.disease,
            "name": OTHER_NAME.get(case.disease),
            "hospital": HOSPITAL,
            "date": str(min(case.filed.year, treated + rng.randint(0, 1))),
        },
        "effect": rng.choice((2, 2, 2, 3)),
        "dangerous_acts": acts,
        "economy": 1 if poor else 2,
        "specialist_opinion": rng.choice(source("care")["opinions"]),
        "filled_on": weekday_before(min(span.end, case.filed + timedelta(days=rng.randint(0, 400)))),
        "doctor": case.village.shared[0].id,
    }
    return {key: case.supplementary.get(key, value) for key, value in doc.items()}


def _agreements(rng: Random, case: Case, span: DemoSpan, prefix: str) -> Iterator[Act]:
    """Yield the guardian award agreements of the years told, their assessments, and their ends."""
    last = next((period for period in case.course.periods if period.status in {"moved", "deceased"}), None)
    for year in range(max(case.filed.year + 1, span.begin.year), span.end.year + 1):
        if last and last.since.year < year:
            break
        ended = last.since if last and last.since.year == year else None
        begins = date(year, 1, 1)
        doc: Doc = {
            "number": f"{prefix}JH-{year}-{case.number:03d}",
            "since": begins,
            "until": date(year, 12, 31),
            "risk_at_signing": case.course.phase(begins).risk,
            "amount": 2400,
            "recorded_on": begins,
        }
        yield "agreement", doc
        yield from _assessments(rng, case, year, min(span.end, ended or span.end))
        if last and ended:
            reason = "患者死亡" if last.status == "deceased" else "患者迁出"
            yield "agreement-end", {"date": ended, "recorded_on": ended, "reason": reason}


def _assessments(rng: Random, case: Case, year: int, end: date) -> Iterator[Act]:
    """Yield the quarterly assessments made until ``end``."""
    for index in range(4):
        close = months_on(date(year, 1, 1), 3 * index + 3)
        day = weekday_before(between(rng, close + timedelta(days=4), close + timedelta(days=12)))
        if day > end:
            break
        label = f"{year}Q{index + 1}"
        acted = any(kind in {OFFENCE, CRIME} and quarter(when) == label for when, kind in case.course.incidents)
        praise = None if acted else rng.choice(("按医嘱服药，配合随访", "看护尽责", None, None))
        note = "季度内有肇事行为，不予兑现" if acted else praise
        doc: Doc = {"date": day, "recorded_on": day, "quarter": label, "passed": not acted, "note": note}
        yield "assessment", doc
