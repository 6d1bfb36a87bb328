"""A policy file that names what the records do not have is told so, and nothing breaks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from carebook.policy.workable import unworkable
from tests.policy.small import POLICIES, after, asked, document, group, patient, policy_of, rating, registry, visit

SCHEMAS = Path(__file__).resolve().parents[2] / "schemas"
MONTHLY = [{"span": {"months": 1}}]


def every(closed_by: dict[str, Any], **further: Any) -> dict[str, Any]:
    """An obligation that comes round every month."""
    return {"id": "asked", "every": MONTHLY, "closed_by": closed_by, **further}


@pytest.mark.parametrize(
    ("obligation", "key", "name"),
    [
        (every({"entry": "checkup", "members": 2}), "members", "members"),
        (every({"entry": "meeting", "modes": [1]}, subject="group"), "modes", "mode"),
        (every({"entry": "rating", "sheet": True}), "sheet", "sheet"),
        (every({"entry": "visit"}, subject="village"), "entry", "visit"),
        (every({"entry": "comparison"}), "entry", "comparison"),
        (after("rating", {"days": 2}, {"fields": ["told_on"]}), "fields", "told_on"),
        (after("rating", {"days": 2}, {"fields": ["hospital"]}), "fields", "hospital"),
        (after("visit", {"days": 1}, {"fields": ["reported_on"]}, flag="wave"), "flag", "wave"),
        (after("discharge", {"days": 14}, {"entry": "visit"}, date="left_on"), "date", "left_on"),
        (after("rating", {"days": 2}, {"fields": ["police_told_on"]}, kinds=["leave"]), "kinds", "kind"),
        (after("move", {"days": 2}, {"fields": ["reported_on"]}, risk=[3]), "risk", "risk"),
        (
            after("visit", {"days": 1}, {"fields": ["reported_on"]}, any=[{"field": "sheet.risks"}]),
            "field",
            "sheet.risks",
        ),
        (
            after("visit", {"days": 1}, {"fields": ["reported_on"]}, any=[{"field": "stability", "values": ["4"]}]),
            "values",
            "4",
        ),
        (after("visit", {"days": 1}, {"fields": ["reported_on"]}, unless="calm"), "unless", "calm"),
        (after("rating", {"days": 2}, {"fields": ["police_told_on"]}, others=["loss"], date="by"), "date", "by"),
        (
            after("rating", {"days": 2}, {"fields": ["treatment_offered_on"]}, others=["loss"]),
            "fields",
            "treatment_offered_on",
        ),
        (every({"entry": "visit", "others": ["meeting"], "members": 2}), "others", "meeting"),
        (every({"entry": "visit", "answers": ["points.mood"]}), "answers", "points.mood"),
        (every({"entry": "visit"}, only={"after": {"entry": "incident", "flag": "harm"}}), "flag", "harm"),
        (after("clue", {"days": 2}, {"fields": ["clinic_told_on"]}), "entry", "clue"),
    ],
)
def test_what_cannot_work_is_told(obligation: dict[str, Any], key: str, name: str) -> None:
    """R310: at the key, by its name; the board is computed all the same."""
    paper = document(obligation)
    told = next(iter(unworkable(paper, SCHEMAS)))
    assert key in told[0]
    assert name in told[1]
    records = registry(
        patient(visit=[visit("2026-03-01")], rating=[rating("2026-03-01", hospital="医院")]),
        groups=[group("P1")],
        villages=["V1"],
    )
    asked(records, "2026-06-01", paper)


@pytest.mark.parametrize(
    "obligation", [every({"entry": "follow_up"}), after("stay", {"days": 2}, {"fields": ["left_on"]})]
)
def test_an_entry_that_does_not_exist_is_told_elsewhere(obligation: dict[str, Any]) -> None:
    """R311 tells of the name; that nothing of it works is not told a second time, and the board is computed."""
    paper = document(obligation)
    assert list(unworkable(paper, SCHEMAS)) == []
    asked(registry(patient(visit=[visit("2026-03-01")])), "2026-06-01", paper)


@pytest.mark.parametrize("name", POLICIES)
def test_shipped_documents_work(name: str) -> None:
    """Nothing they ask for is out of reach."""
    assert list(unworkable(policy_of(name), SCHEMAS)) == []
