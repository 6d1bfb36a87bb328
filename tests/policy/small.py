"""Registries small enough to count on one's fingers, made without files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from carebook.policy.due import due_items
from carebook.policy.item import DueItem, State
from carebook.policy.load import Adopted
from carebook.policy.model import Policy
from carebook.records.journal import Journal
from carebook.records.person import Profile
from carebook.records.registry import CareGroup, Patient, Registry
from carebook.records.source import read
from carebook.records.team import Group, GroupJournal

ROOT = Path(__file__).parents[2]
ROLES = ("leader", "doctor", "police", "civil-affairs", "rehab")
STABLE, FAIRLY, UNSTABLE = 3, 2, 1
HOME = {"status": "home", "since": "2020-01-01"}


@cache
def policy() -> Policy:
    """The shipped policy, as its file says it."""
    source, _ = read(ROOT / "policies/zhongliang-2022-9.yaml", ROOT / "policies", "policies")
    assert source is not None
    return msgspec.convert(source.data, Policy)


def visit(day: str, stability: int | None = STABLE, members: int = 3, mode: int = 2) -> dict[str, Any]:
    """A follow-up as its file would say it."""
    people = [f"S{number}" for number in range(members)]
    return {"date": day, "recorded_on": day, "mode": mode, "members": people, "stability": stability}


def rating(day: str, stability: int = STABLE, risk: int = 0) -> dict[str, Any]:
    """A diagnosis and risk rating."""
    return {
        "date": day,
        "recorded_on": day,
        "by": "S1",
        "diagnosis": "F20",
        "stability": stability,
        "risk": risk,
    }


def patient(*, statuses: Sequence[dict[str, Any]] = (HOME,), key: str = "P1", **entries: Any) -> Patient:
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


def registry(*patients: Patient, groups: Sequence[CareGroup] = ()) -> Registry:
    """All of them together."""
    return Registry(
        township=None,
        villages={},
        staff={},
        patients={p.id: p for p in patients},
        groups={g.id: g for g in groups},
        journals={},
        notices={},
        sources={},
        present=frozenset(),
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
