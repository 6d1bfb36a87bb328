"""Eight kinds of wording from public notices, written as policies: each asks for what its words say, and no more."""

from __future__ import annotations

from typing import Any

from carebook.audience.items import item_words
from carebook.policy.item import DueItem, ItemState
from tests.policy.small import FILED, asked, document, group, patient, rating, registry, told, township, visit

DONE, LATE, MISSED = ItemState.DONE, ItemState.DONE_LATE, ItemState.MISSED
OVERDUE, OPEN, SCHEDULED = ItemState.OVERDUE, ItemState.OPEN, ItemState.SCHEDULED


def owed(records: Any, today: str, since: str, **obligation: Any) -> list[DueItem]:
    """What one obligation asks for."""
    return asked(records, today, document({"id": "asked", "responsible": ["doctor"], **obligation}), since=since)


def test_every_half_month_a_report_upward() -> None:
    """A report every half-month; a second one in it stands for no other（“每半月上报一次”）."""
    sent = [{"month": "2026-03", "sent_on": day} for day in ("2026-03-03", "2026-03-14", "2026-03-20")]
    found = owed(
        registry(land=township(), report=sent), "2026-04-10", "2026-03-01",
        subject="township", every=[{"per": "half-month"}], closed_by={"entry": "report"},
    )  # fmt: skip
    assert told(found) == [("2026-03-15", DONE), ("2026-03-31", DONE), ("2026-04-15", SCHEDULED)]


def test_every_half_year_the_award_is_paid() -> None:
    """The award twice a year; other aid is not the award（“每半年兑付一次看护补贴”）."""
    paid = [{"date": "2026-03-01", "kind": "insurance"}, {"date": "2026-08-02", "kind": "award"}]
    found = owed(
        registry(patient(aid=paid)), "2026-09-01", "2026-01-01",
        every=[{"per": "half-year"}], closed_by={"entry": "aid", "kinds": ["award"]},
    )  # fmt: skip
    assert told(found) == [("2026-06-30", MISSED), ("2026-12-31", DONE), ("2027-06-30", SCHEDULED)]


def test_a_named_carer_comes_every_week() -> None:
    """A visit a week by the named carer; one without them does not count（“包保责任人每周走访”）."""
    with_leader = visit("2026-03-04", members=2)
    without = {**visit("2026-03-10"), "members": ["S1", "S2", "S3"]}
    found = owed(
        registry(patient(visit=[with_leader, without]), groups=[group("P1")]), "2026-03-20", "2026-03-02",
        every=[{"per": "week"}], closed_by={"entry": "visit", "by": ["leader"]},
    )  # fmt: skip
    assert told(found) == [("2026-03-08", DONE), ("2026-03-15", MISSED), ("2026-03-22", SCHEDULED)]


def test_every_quarter_a_screening_and_every_month_a_comparison() -> None:
    """Each by its own period of the calendar（“每季度排查、每月比对”）."""
    records = registry(
        villages=["V1"], land=township(), in_villages={"V1": {"screening": [{"reported_on": "2026-02-20", "month": "2026-02", "suspected": 0}]}},
        comparison=["2026-01-15", "2026-03-02"],
    )  # fmt: skip
    screening = owed(
        records, "2026-04-02", "2026-01-01",
        subject="village", every=[{"per": "quarter"}], closed_by={"entry": "screening"},
    )  # fmt: skip
    comparison = owed(
        records, "2026-04-02", "2026-01-01",
        subject="township", every=[{"per": "month"}], closed_by={"entry": "comparison"},
    )  # fmt: skip
    assert told(screening) == [("2026-03-31", DONE), ("2026-06-30", SCHEDULED)]
    assert told(comparison)[:3] == [("2026-01-31", DONE), ("2026-02-28", MISSED), ("2026-03-31", DONE)]


def test_the_guardian_writes_down_every_day() -> None:
    """A day that was left out is missed; the next day cannot make up for it（“监护人每日记录”）."""
    seen = [{"date": f"2026-03-{day:02}"} for day in (2, 4)]
    found = owed(
        registry(patient(roll_call=seen)), "2026-03-05", "2026-03-01",
        every=[{"span": {"days": 1}}], lapses=True, closed_by={"entry": "roll-call"},
    )  # fmt: skip
    assert told(found) == [("2026-03-02", DONE), ("2026-03-03", MISSED), ("2026-03-04", DONE), ("2026-03-05", OPEN)]


def test_high_risk_is_closed_by_an_admission() -> None:
    """The admission of that day closes it, a visit does not（“4 级以上的立即收治”）."""
    rule: dict[str, Any] = {
        "kind": "triggered",
        "after": {"entry": "rating", "any": [{"field": "risk", "at_least": 4}]},
        "within": {"hours": 24},
        "closed_by": {"entry": "admission", "same_day": True},
    }
    ratings = [rating("2026-03-02", 1, 4), rating("2026-05-02", 1, 3), rating("2026-06-02", 1, 5)]
    inside = patient(rating=ratings, admission=["2026-03-02"], discharge=["2026-04-01"], visit=[visit("2026-06-03")])
    found = owed(registry(inside), "2026-06-10", "2026-01-01", **rule)
    assert told(found) == [("2026-03-03", DONE), ("2026-06-03", OVERDUE)]


def test_every_three_months_the_carers_are_recognised() -> None:
    """At most three months apart, within the agreement; what is of a quarter counts from its end（“每三个月审查认定一次”）."""
    held = patient(
        agreement=[{"since": "2026-01-10", "until": "2026-12-31", "number": "1", "amount": 2400}],
        assessment=[{"date": "2026-04-01", "quarter": "2026Q1", "passed": True}],
    )
    found = owed(
        registry(held, patient("P2")), "2026-05-01", "2026-01-01",
        only={"agreement": True}, every=[{"span": {"months": 3}}], closed_by={"entry": "assessment"},
    )  # fmt: skip
    assert [(one.subject, one.due.isoformat(), one.state) for one in found] == [
        ("P1", "2026-04-10", DONE),
        ("P1", "2026-06-30", SCHEDULED),
    ]


def test_visits_on_holidays() -> None:
    """Only in a period of that name（“节假日期间走访”）."""
    land = township(("2026-05-01", "2026-05-03"))
    seen = patient(visit=[visit("2026-05-02")])
    rule: dict[str, Any] = {"every": [{"span": {"days": 3}}], "closed_by": {"entry": "visit"}}
    found = owed(registry(seen, land=land), "2026-05-10", "2026-01-01", only={"named": ["节日"]}, **rule)
    assert told(found) == [("2026-05-03", DONE)]
    assert owed(registry(seen, land=land), "2026-05-10", "2026-01-01", only={"named": ["春节"]}, **rule) == []


def test_within_two_weeks_of_filing() -> None:
    """From the day of filing（“建档两周内首次随访”）."""
    rule: dict[str, Any] = {
        "kind": "triggered", "after": {"entry": "filing"}, "within": {"days": 14}, "closed_by": {"entry": "visit"},
    }  # fmt: skip
    found = owed(registry(patient(visit=[visit("2020-01-20")])), "2020-02-01", FILED, **rule)
    assert told(found) == [("2020-01-15", LATE)]


def test_in_spring_twice_as_often() -> None:
    """From March to May every half-month, else not by this（“春季高发期加密随访”）."""
    rule: dict[str, Any] = {"every": [{"per": "half-month"}], "closed_by": {"entry": "visit"}}
    spring = {"seasons": [{"first": "03-01", "last": "05-31"}]}
    found = owed(registry(patient(visit=[visit("2026-03-10")])), "2026-06-10", "2026-01-01", only=spring, **rule)
    assert [one.due.isoformat() for one in found] == [
        "2026-03-15", "2026-03-31", "2026-04-15", "2026-04-30", "2026-05-15", "2026-05-31",
    ]  # fmt: skip
    assert [one.state for one in found] == [DONE] + [MISSED] * 5


def test_the_points_a_visit_must_answer() -> None:
    """A visit that leaves the point out does not count（“了解在控情况”）."""
    points = {"situation": "在家", "change": "无", "treatment": "规律", "guardianship": "在家", "control": "在控"}
    rule: dict[str, Any] = {"every": [{"per": "month"}], "closed_by": {"entry": "visit", "answers": ["points.control"]}}
    bare, full = visit("2026-03-05"), {**visit("2026-04-05"), "points": points}
    found = owed(registry(patient(visit=[bare, full])), "2026-05-01", "2026-03-01", **rule)
    assert told(found)[:2] == [("2026-03-31", MISSED), ("2026-04-30", DONE)]


def test_the_guardian_is_one_of_the_three() -> None:
    """A member of the group like the others, of which one alone is not three."""
    rule: dict[str, Any] = {"every": [{"per": "month"}], "closed_by": {"entry": "visit", "members": 3}}
    both = [
        {**visit("2026-03-05"), "members": ["S0", "S1", "guardian"]},
        {**visit("2026-04-05"), "members": ["S0", "guardian"]},
    ]
    found = owed(registry(patient(visit=both), groups=[group("P1")]), "2026-05-01", "2026-03-01", **rule)
    assert told(found)[:2] == [("2026-03-31", DONE), ("2026-04-30", MISSED)]


def test_what_is_due_today_is_marked_apart_from_what_may_be_done() -> None:
    """On its day it says so; the day before it may be done, the day after it is late."""
    rule: dict[str, Any] = {"every": [{"span": {"days": 10}}], "opens_before": 3, "closed_by": {"entry": "visit"}}
    records = registry(patient(visit=[visit("2026-03-10")]))
    said = [item_words(owed(records, f"2026-03-{day}", "2026-03-01", **rule)[-1]) for day in (19, 20, 21)]
    assert said == ["可办理", "今天到期", "逾期 1 天"]
