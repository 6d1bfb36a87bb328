"""What an entry says sets duties going: the sentences of the norm and of both notices, one by one."""

from __future__ import annotations

from typing import Any

import pytest

from carebook.policy.item import DueItem, ItemState
from carebook.records.registry import Registry
from tests.policy.small import POLICIES, asked, group, patient, policy_of, rating, registry, visit

SHEET: dict[str, Any] = {
    "risk": 0, "symptoms": [], "insight": 1, "sleep": 1, "diet": 1,
    "function": {"self_care": 1, "housework": 1, "work": 1, "study": 1, "social": 1},
    "dangerous_acts": {"none": True}, "restraint": 1, "hospitalization": 0, "lab": {"result": 1}, "adherence": 1,
    "adverse": {"result": 1}, "effect": 2, "referral": {"referred": 1}, "medication": [], "rehabilitation": [1],
}  # fmt: skip
BEFORE = {**visit("2026-03-01"), "sheet": SHEET}


def with_sheet(day: str, stability: int = 3, **sheet: Any) -> dict[str, Any]:
    """A visit whose form says this."""
    return {**visit(day, stability), "sheet": {**SHEET, **sheet}}


def found(records: Registry, today: str) -> dict[str, DueItem]:
    """The latest item of each triggered duty, by its name."""
    items = asked(records, today, *(policy_of(name) for name in POLICIES), since="2026-01-01")
    return {item.obligation.partition("/")[2]: item for item in items if item.set_by}


def lived(**happened: Any) -> Registry:
    """One patient with a group, to whom this happened."""
    return registry(patient(lived=happened), groups=[group("P1")])


@pytest.mark.parametrize(
    ("later", "duties"),
    [
        (visit("2026-04-01", 2), {"fluctuation", "fluctuation-leader"}),
        (with_sheet("2026-04-01", risk=1), {"fluctuation", "fluctuation-leader"}),
        (with_sheet("2026-04-01", effect=4), {"fluctuation", "fluctuation-leader"}),
        ({**visit("2026-04-01"), "fluctuation": True}, {"fluctuation", "fluctuation-leader"}),
        (visit("2026-04-01", 1), {"fluctuation", "fluctuation-leader", "referral"}),
        (with_sheet("2026-04-01", symptoms=[8]), {"self-harm-rating", "self-harm-referral"}),
        (
            with_sheet("2026-04-01", dangerous_acts={"self_harm": 1}),
            {"fluctuation", "fluctuation-leader", "self-harm-rating", "self-harm-referral"},
        ),
        (
            with_sheet("2026-04-01", dangerous_acts={"suicide_attempt": 1}),
            {"fluctuation", "fluctuation-leader", "self-harm-rating", "self-harm-referral"},
        ),
        (with_sheet("2026-04-01", adverse={"result": 2, "text": "抽搐", "severe": True}), {"side-effect"}),
        (with_sheet("2026-04-01", adverse={"result": 2, "text": "手抖"}), set()),
        (with_sheet("2026-04-01", adherence=3), {"non-adherence"}),
        (with_sheet("2026-04-01", adherence=1), set()),
        (with_sheet("2026-04-01", depot_missed=True), {"depot"}),
        (visit("2026-04-01"), set()),
    ],
)
def test_what_a_visit_says_has_consequences(later: dict[str, Any], duties: set[str]) -> None:
    """Each of them asks for its duties, and an ordinary visit for none but its entry."""
    asks = found(lived(visit=[BEFORE, later]), "2026-04-20").keys()
    assert asks - {"entry", "registration", "registration-clinic"} == duties


def test_a_doctor_may_deny_a_fluctuation_with_a_reason() -> None:
    """A worse class alone is none, where the reason stands beside it."""
    denied = {**visit("2026-04-01", 2), "no_fluctuation": "上次评估偏低"}
    assert "fluctuation" not in found(lived(visit=[BEFORE, denied]), "2026-04-20")


def test_a_rating_that_is_worse_is_a_fluctuation_too() -> None:
    """Found at the rating, not at a visit."""
    worse = rating("2026-04-01", 2, 1)
    assert found(lived(visit=[BEFORE], rating=[worse]), "2026-04-20")["fluctuation"].state is ItemState.OVERDUE
    told = {**worse, "reported_on": "2026-04-02", "leader_told_on": "2026-04-02"}
    assert found(lived(visit=[BEFORE], rating=[told]), "2026-04-20")["fluctuation"].state is ItemState.DONE


def test_unstable_is_referred_once_and_at_once() -> None:
    """Not again at every visit while it lasts; a referral, an admission or an emergency of the same day is enough."""
    unstable = [visit("2026-04-01", 1), visit("2026-04-08", 1)]
    late = found(lived(visit=[BEFORE, *unstable]), "2026-04-20")["referral"]
    assert (late.due.isoformat(), late.state, late.set_by[-22:]) == (
        "2026-04-02",
        ItemState.OVERDUE,
        "2026/04-01-visit-S1.yaml"[-22:],
    )
    for closer in ("referral", "admission"):
        sent = lived(visit=[BEFORE, *unstable], **{closer: ["2026-04-01"]})
        assert found(sent, "2026-04-20")["referral"].state is ItemState.DONE


def test_a_suicide_attempt_opens_everything_that_must_follow() -> None:
    """Re-rating, referral, report to the office, somebody there within a day, and weekly visits."""
    attempt = lived(visit=[BEFORE], incident=[{"date": "2026-04-01", "kind": 6, "summary": "服药过量，已洗胃"}])
    asks = found(attempt, "2026-04-20")
    due = {name: item.due.isoformat() for name, item in asks.items()}
    assert due.items() >= {
        ("self-harm-rating", "2026-04-04"), ("self-harm-referral", "2026-04-02"), ("self-harm-visit", "2026-04-02"),
        ("incident-office", "2026-04-02"),
    }  # fmt: skip
    items = asked(attempt, "2026-04-20", policy_of("zhongliang-2022-9"), since="2026-01-01")
    weekly = [i.due.isoformat() for i in items if i.obligation.endswith("self-harm-weekly")]
    assert weekly[:2] == ["2026-04-08", "2026-04-15"]


def test_loss_absence_refusal_and_return_have_duties() -> None:
    """The office and the police at once, a search every two weeks, a call every month, a question every year."""
    lost = lived(visit=[BEFORE], loss=["2026-04-01"])
    asks = found(lost, "2026-05-20")
    assert {asks["loss-office"].due.isoformat(), asks["loss-police"].due.isoformat()} == {"2026-04-02"}
    vain = {"date": "2026-04-10", "mode": 2, "members": ["S0"], "lost": {"reason": 3}}
    items = asked(
        lived(visit=[BEFORE, vain], loss=["2026-04-01"]), "2026-05-20", policy_of("national"), since="2026-01-01"
    )
    search = [(i.due.isoformat(), i.state) for i in items if i.obligation == "national/search"]
    assert search[:3] == [
        ("2026-04-15", ItemState.DONE), ("2026-04-24", ItemState.MISSED), ("2026-05-08", ItemState.OVERDUE),
    ]  # fmt: skip
    refused = asked(lived(refusal=["2026-02-01"]), "2027-02-10", policy_of("national"), since="2026-01-01")
    again = [(i.due.isoformat(), i.state) for i in refused if i.obligation == "national/asking-again"]
    assert again == [("2027-02-01", ItemState.OVERDUE)]
    back = lived(visit=[BEFORE], leave=["2026-04-01"], **{"return": ["2026-05-01"]})
    assert found(back, "2026-05-20")["return-visit"].due.isoformat() == "2026-05-08"


def test_a_readmission_ends_the_wait_for_the_discharge_visit() -> None:
    """Who is in hospital again needs no visit after the discharge before."""
    again = lived(visit=[BEFORE], admission=["2026-04-01", "2026-04-12"], discharge=["2026-04-08"])
    assert found(again, "2026-05-20")["discharge-visit"].state is ItemState.CANCELLED


def test_every_patient_is_entered_into_the_police_register() -> None:
    """Not only the dangerous: thirty days from filing."""
    items = asked(lived(visit=[BEFORE]), "2026-05-20", policy_of("zhongliang-2022-9"), since="2019-01-01")
    (item,) = [i for i in items if i.obligation.endswith("/registration")]
    assert (item.due.isoformat(), item.state) == ("2020-01-31", ItemState.OVERDUE)


def test_only_a_visit_with_doctor_and_form_is_one_of_the_norm() -> None:
    """Neither without the form, nor without the doctor; what the township asks for is done by both."""
    without_doctor = {**with_sheet("2026-05-30"), "members": ["S0", "S2", "S3"]}
    for seen, kept in ((with_sheet("2026-05-30"), True), (visit("2026-05-30"), False), (without_doctor, False)):
        items = asked(lived(visit=[BEFORE, seen]), "2026-06-20", policy_of("national"), since="2026-01-01")
        closed = [i.closed_by for i in items if i.obligation == "national/visit"]
        assert any("05-30" in file for file in closed) is kept


def test_newly_fairly_stable_is_seen_after_two_weeks_then_every_month() -> None:
    """分类干预: two weeks after the first finding, a month after the next."""
    seen = lived(visit=[BEFORE, with_sheet("2026-04-01", 2), with_sheet("2026-04-14", 2)])
    items = asked(seen, "2026-04-20", policy_of("national"), since="2026-01-01")
    due = [i.due.isoformat() for i in items if i.obligation == "national/visit"]
    assert due[-3:] == ["2026-04-15", "2026-05-14", "2026-06-01"]
