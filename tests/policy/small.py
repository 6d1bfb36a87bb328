"""Registries small enough to count on one's fingers, made without files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from carebook.policy.adopted import Adopted
from carebook.policy.due import due_items
from carebook.policy.item import DueItem, State
from carebook.policy.model import Policy
from carebook.reading.source import read
from carebook.records.journal import Journal
from carebook.records.person import Profile
from carebook.records.registry import CareGroup, Patient, Registry
from carebook.records.team import Group, GroupJournal, Staff, Township, TownshipJournal, Village
from tests.townships import shipped

ROOT = Path(__file__).parents[2]
ROLES = ("leader", "doctor", "police", "civil-affairs", "rehab")
STABLE, FAIRLY, UNSTABLE = 3, 2, 1
HOME = {"status": "home", "since": "2020-01-01"}
POLICIES = ("zhongliang-2022-9", "shanling-2021-12", "national")
CALENDAR = shipped().workdays


@cache
def policy_of(name: str) -> Policy:
    """A shipped policy, as its file says it."""
    source, _ = read(ROOT / f"policies/{name}.yaml", ROOT / "policies", "policies")
    assert source is not None
    return msgspec.convert(source.data, Policy)


def policy() -> Policy:
    """The shipped policy that most tests are about."""
    return policy_of("zhongliang-2022-9")


def document(*obligations: dict[str, Any], key: str = "paper", number: str = "甲府发〔2026〕1号") -> Policy:
    """A policy that asks for these obligations; what they leave out is filled in."""
    filled = [
        {"title": one["id"], "article": "一", "words": "原文", "subject": "patient", **one}
        for one in obligations
    ]
    head = {"id": key, "title": "文件", "number": number, "issued": "2026-01-01"}
    return msgspec.convert({**head, "obligations": filled}, Policy)


def after(entry: str, within: dict[str, int], closed_by: dict[str, Any], **trigger: Any) -> dict[str, Any]:
    """An obligation that an entry sets going; further words say which entries do."""
    return {
        "id": "told",
        "kind": "triggered",
        "responsible": ["doctor"],
        "after": {"entry": entry, **trigger},
        "within": within,
        "closed_by": closed_by,
    }


def visit(day: str, stability: int | None = STABLE, members: int = 3, mode: int = 2) -> dict[str, Any]:
    """A follow-up as its file would say it."""
    people = [f"S{number}" for number in range(members)]
    return {"date": day, "recorded_on": day, "mode": mode, "members": people, "stability": stability}


def rating(day: str, stability: int = STABLE, risk: int = 0, **further: Any) -> dict[str, Any]:
    """A diagnosis and risk rating."""
    return {
        **further,
        "date": day,
        "recorded_on": day,
        "by": "S1",
        "diagnosis": "F20",
        "stability": stability,
        "risk": risk,
    }


def patient(
    *,
    statuses: Sequence[dict[str, Any]] = (HOME,),
    key: str = "P1",
    agreements: Sequence[dict[str, Any]] = (),
    **entries: Any,
) -> Patient:
    """A patient filed in 2020 with one journal; entries by list (``follow_ups``, ``ratings``, …)."""
    supplementary = {
        "village_contact": "S0",
        "household": 2,
        "employment": 3,
        "consent": {"agreed": 1},
        "onset": "2008",
        "past_symptoms": [1],
        "past_restraint": 1,
        "outpatient": 1,
        "admissions": 0,
        "diagnosis": {"disease": "F20", "hospital": "医院", "date": "2009"},
        "effect": 2,
        "dangerous_acts": {"none": True},
        "economy": 2,
        "specialist_opinion": "无",
        "filled_on": "2020-01-01",
        "doctor": "S1",
    }
    profile = {
        "patient": key,
        "village": "V1",
        "filed_on": "2020-01-01",
        "supplementary": supplementary,
        "statuses": list(statuses),
        "agreements": list(agreements),
    }
    journal = msgspec.convert({"patient": key, "year": 2026, **entries}, Journal)
    return Patient(key, None, msgspec.convert(profile, Profile), {2026: journal})


def group(*patients: str, **entries: Any) -> CareGroup:
    """A group with five officials for one or more patients."""
    members = [{"role": r, "staff": f"S{i}", "since": "2020-01-01"} for i, r in enumerate(ROLES)]
    members += [{"role": "guardian", "guardian_of": p, "since": "2020-01-01"} for p in patients]
    dissolved = entries.pop("dissolved", None)
    record = {
        "id": "G1",
        "patients": patients,
        "village": "V1",
        "established": "2020-01-01",
        "members": members,
        "dissolved": dissolved,
    }
    journal = msgspec.convert({"group": "G1", "year": 2026, **entries}, GroupJournal)
    return CareGroup(msgspec.convert(record, Group), {2026: journal})


def township(*periods: tuple[str, str]) -> Township:
    """A township with sensitive periods (first and last day)."""
    record = {
        "id": "T1",
        "name": "某乡",
        "county": "某县",
        "organ": "某乡人民政府",
        "organ_code": "某府发",
        "departments": [],
        "policies": [],
        "sensitive_periods": [{"name": "节日", "since": a, "until": b} for a, b in periods],
    }
    return msgspec.convert(record, Township)


def registry(
    *patients: Patient,
    groups: Sequence[CareGroup] = (),
    land: Township | None = None,
    villages: Sequence[str] = (),
    staff: Sequence[dict[str, Any]] = (),
    **journal: Any,
) -> Registry:
    """All of them together; further entries are those of the township's journal."""
    records = [{"id": v, "name": v, "kind": "village"} for v in villages]
    return Registry(
        township=land,
        villages={v["id"]: msgspec.convert(v, Village) for v in records},
        staff={one["id"]: msgspec.convert(one, Staff) for one in staff},
        patients={p.id: p for p in patients},
        groups={g.id: g for g in groups},
        journals={2026: msgspec.convert({"year": 2026, **journal}, TownshipJournal)},
        notices={},
        sources={},
        present=frozenset(),
    )


def asked(
    records: Registry, today: str, *documents: Policy, since: str = "2026-01-31", horizon: str = ""
) -> list[DueItem]:
    """Every item of documents adopted on one day, with the official calendar."""
    return list(
        due_items(
            records,
            [Adopted(one, date.fromisoformat(since)) for one in documents],
            date.fromisoformat(today),
            date.fromisoformat(horizon) if horizon else None,
            CALENDAR,
        )
    )


def items(
    records: Registry, today: str, obligation: str = "visit", since: str = "2026-01-31", horizon: str = ""
) -> list[DueItem]:
    """The items of one obligation of the shipped policy, adopted on the day ``since``."""
    found = due_items(
        records,
        [Adopted(policy(), date.fromisoformat(since))],
        date.fromisoformat(today),
        date.fromisoformat(horizon) if horizon else None,
    )
    return [item for item in found if item.obligation == f"zhongliang-2022-9/{obligation}"]


def told(found: list[DueItem]) -> list[tuple[str, State]]:
    """Due day and state, which is most of what matters."""
    return [(item.due.isoformat(), item.state) for item in found]
