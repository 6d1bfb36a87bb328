"""Registries small enough to count on one's fingers, made without files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from carebook.policy.adopted import Adopted
from carebook.policy.item import DueItem, ItemState
from carebook.policy.ledger import ledger
from carebook.policy.model import Policy
from carebook.reading.source import read
from carebook.records.entry import Entries, Entry
from carebook.records.kinds import ENTRIES, Kind, file_name
from carebook.records.periods import Period, period_named
from carebook.records.person import Profile
from carebook.records.registry import CareGroup, Patient, Registry
from carebook.records.team import Group, Staff, Township, Village
from tests.townships import shipped

ROOT = Path(__file__).parents[2]
ROLES = ("leader", "doctor", "police", "civil-affairs", "rehab")
STABLE, FAIRLY, UNSTABLE = 3, 2, 1
FILED = "2020-01-01"
POLICIES = ("zhongliang-2022-9", "shanling-2021-12", "national")
CALENDAR = shipped().workdays
#: What an entry must say beside its day, where a test says nothing of it.
LEAST: Mapping[str, dict[str, Any]] = {
    "admission": {"hospital": "医院", "cause": 1},
    "leave": {"place": "外地"},
    "move": {"place": "外地"},
    "death": {"cause": 4},
    "roll-call": {"by": "S1", "seen": True},
    "referral": {"to": "医院", "reason": "复诊"},
    "assessment": {"quarter": "2026Q1", "passed": True},
    "meeting": {"chair": "S0", "members": ["S0", "S1"], "summary": "落实情况"},
    "exchange": {"departments": ["clinic"], "summary": "一致"},
    "comparison": {"clinic": "S1", "police": "S2", "differences": 0},
    "report": {"to": ["县"], "by": "S1"},
}
Happened = Sequence[str | dict[str, Any]]


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
        {"title": one["id"], "article": "一", "words": "原文", "subject": "patient", **one} for one in obligations
    ]
    head = {"id": key, "title": "文件", "number": number, "issued": "2026-01-01"}
    return msgspec.convert({**head, "obligations": filled}, Policy)


#: The visits of the shipped policy, but once within a month instead of once in each calendar month.
INTERVALS: dict[str, Any] = {
    "id": "visit",
    "every": [
        {"stability": [STABLE], "span": {"months": 1}},
        {"stability": [FAIRLY], "span": {"days": 15}},
        {"stability": [UNSTABLE], "span": {"days": 7}},
    ],
    "responsible": ["leader", "doctor"],
    "opens_before": 7,
    "closed_by": {"entry": "visit", "members": 3, "modes": [1, 2]},
    "statuses": {
        "hospital": "phone",
        "away": "mute",
        "lost": "mute",
        "refused": "mute",
        "moved": "cancel",
        "deceased": "cancel",
    },
}


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
    return {"date": day, "mode": mode, "members": people, "stability": stability}


def rating(day: str, stability: int = STABLE, risk: int = 0, **further: Any) -> dict[str, Any]:
    """A diagnosis and risk rating."""
    return {**further, "date": day, "by": "S1", "diagnosis": "F20", "stability": stability, "risk": risk}


def entries(owner: str, /, **happened: Happened) -> Entries:
    """What happened, by kind (``roll_call`` for ``roll-call``).

    An entry is what its file would say, or its day alone; what the kind must have is filled in. It is recorded on its
    day, if it does not say otherwise.
    """
    kinds = {kind.name.replace("-", "_"): kind for kind in ENTRIES}
    unknown = happened.keys() - kinds.keys()
    assert not unknown, f"没有这种记录：{unknown}"
    return Entries.gathered(entry for name, many in happened.items() for entry in _of(owner, kinds[name], many))


def _of(owner: str, kind: Kind, many: Happened) -> list[Entry]:
    found: list[Entry] = []
    for one in many:
        told = {kind.day: one} if isinstance(one, str) else one
        day = told[kind.day]
        record = {"recorded_on": day, "recorded_by": "S1", **LEAST.get(kind.name, {}), **told}
        nth = 1 + sum(other.day == date.fromisoformat(day) for other in found)
        file = f"{owner}/{file_name(kind.name, day, record['recorded_by'], nth)}"
        found.append(Entry(kind.name, date.fromisoformat(day), msgspec.convert(record, kind.record), file))
    return found


#: Which act begins a status; the way home depends on where somebody was.
BEGINS = {
    "hospital": "admission",
    "away": "leave",
    "lost": "loss",
    "refused": "refusal",
    "moved": "move",
    "deceased": "death",
}
ENDS = {"hospital": "discharge", "away": "return", "lost": "return", "refused": "consent", "moved": "return"}


def acts(*statuses: tuple[str, str]) -> dict[str, list[str]]:
    """The acts through which somebody who was at home had these statuses, each from its day on until the next."""
    found: dict[str, list[str]] = {}
    before = "home"
    for status, since in statuses:
        if status != before:
            found.setdefault(ENDS[before] if status == "home" else BEGINS[status], []).append(since)
        before = status
    return found


def patient(
    key: str = "P1",
    *,
    agreed: int = 1,
    residences: Sequence[tuple[str, str, str]] = (("V1", FILED, FILED),),
    lived: Mapping[str, Happened] | None = None,
    **happened: Happened,
) -> Patient:
    """A patient filed in 2020 and what happened, by kind.

    ``agreed`` is the form's code of consent (0: no); ``residences`` are village, first day and day of recording.
    ``lived`` is what happened where its kinds are not known beforehand, or are no names (``return``).
    """
    supplementary = {
        "village_contact": "S0",
        "household": 2,
        "employment": 3,
        "consent": {"agreed": agreed},
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
        "filled_on": FILED,
        "doctor": "S1",
    }
    profile = {
        "patient": key,
        "residences": [{"village": v, "since": since, "recorded_on": on} for v, since, on in residences],
        "filed_on": FILED,
        "supplementary": supplementary,
    }
    return Patient(
        key, None, msgspec.convert(profile, Profile), entries(f"patients/{key}", **{**(lived or {}), **happened})
    )


def group(*patients: str, key: str = "G1", dissolved: str | None = None, **happened: Happened) -> CareGroup:
    """A group with five officials for one or more patients."""
    members = [{"role": r, "staff": f"S{i}", "since": FILED, "recorded_on": FILED} for i, r in enumerate(ROLES)]
    members += [{"role": "guardian", "guardian_of": p, "since": FILED, "recorded_on": FILED} for p in patients]
    record = {
        "id": key,
        "patients": patients,
        "village": "V1",
        "established": FILED,
        "members": members,
        "dissolved": dissolved,
    }
    return CareGroup(msgspec.convert(record, Group), entries(f"groups/{key}", **happened))


def township(*periods: tuple[str, str]) -> Township:
    """A township with sensitive periods (first and last day)."""
    record = {
        "format": 2,
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
    in_villages: Mapping[str, Mapping[str, Happened]] | None = None,
    **happened: Happened,
) -> Registry:
    """All of them together; further entries are the township's, those of a village stand under its id."""
    records = [{"id": v, "name": v, "kind": "village"} for v in villages]
    return Registry(
        township=land,
        villages={v["id"]: msgspec.convert(v, Village) for v in records},
        staff={one["id"]: msgspec.convert(one, Staff) for one in staff},
        patients={p.id: p for p in patients},
        groups={g.id: g for g in groups},
        notices={},
        sources={},
        present=frozenset(),
        entries=entries("township", **happened),
        village_entries={v: entries(f"villages/{v}", **of) for v, of in (in_villages or {}).items()},
    )


def asked(
    records: Registry, today: str, *documents: Policy, since: str = "2026-01-31", horizon: str = ""
) -> list[DueItem]:
    """Every item of documents adopted on one day, with the official calendar."""
    return list(
        ledger(
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
    found = ledger(
        records,
        [Adopted(policy(), date.fromisoformat(since))],
        date.fromisoformat(today),
        date.fromisoformat(horizon) if horizon else None,
    )
    return [item for item in found if item.obligation == f"zhongliang-2022-9/{obligation}"]


def visits_due(records: Registry, today: str, since: str = "2026-01-31", horizon: str = "") -> list[DueItem]:
    """The visits that fall due by intervals alone (``INTERVALS``)."""
    return asked(records, today, document(INTERVALS), since=since, horizon=horizon)


def month(name: str, today: date) -> Period:
    """The days of a period (``2026-10``) up to today."""
    period = period_named(name)
    assert period is not None
    return period.until(today)


def told(found: list[DueItem]) -> list[tuple[str, ItemState]]:
    """Due day and state, which is most of what matters."""
    return [(item.due.isoformat(), item.state) for item in found]
