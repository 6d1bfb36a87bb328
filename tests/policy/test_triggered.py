"""What something that happened sets going: from which day, until when, and what ends it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from carebook.policy.assessed import assessments, known_on
from carebook.policy.item import ItemState
from carebook.records.registry import Registry
from tests.policy.small import after, asked, document, group, patient, rating, registry, told, visit

RISK = document(
    after("rating", {"working_days": 2}, {"fields": ["police_told_on"]}, risk=[3, 4, 5]), number="乙府发〔2026〕2号"
)
FLUCTUATION = document(after("visit", {"days": 1}, {"fields": ["reported_on"]}, flag="fluctuation"))
LEAVING = document(after("leave", {"days": 7}, {"fields": ["reported_on", "handed_over_on"]}, others=["move"]))
DISCHARGE = document(after("discharge", {"days": 14}, {"entry": "visit"}))
#: Items 6–21 of the national form, as little as it allows.
SHEET: dict[str, Any] = {
    "risk": 0,
    "symptoms": [],
    "insight": 1,
    "sleep": 1,
    "diet": 1,
    "restraint": 1,
    "hospitalization": 0,
    "function": {"self_care": 1, "housework": 1, "work": 1, "study": 1, "social": 1},
    "dangerous_acts": {"none": True},
    "lab": {"result": 1},
    "adherence": 1,
    "adverse": {"result": 1},
    "effect": 2,
    "referral": {"referred": 1},
    "medication": [],
    "rehabilitation": [],
}
REFERRAL = document(after("referral", {"days": 14}, {"entry": "visit"}))


def rated(day: str, risk: int = 3, told_on: str | None = None) -> Registry:
    """A patient rated once."""
    return registry(patient(rating=[rating(day, risk=risk, police_told_on=told_on)]))


@pytest.mark.parametrize(
    ("day", "due"),
    [
        ("2026-03-10", "2026-03-12"),  # Tuesday: Wednesday, Thursday
        ("2026-03-13", "2026-03-17"),  # Friday: over the weekend
        ("2026-09-24", "2026-09-29"),  # the day before the Mid-Autumn holiday, a Friday
        ("2026-09-25", "2026-09-29"),  # on the holiday itself
        ("2026-09-18", "2026-09-21"),  # Friday before a Sunday on which people work
        ("2026-02-13", "2026-02-24"),  # over Spring Festival, with one make-up Saturday
        ("2026-04-03", "2026-04-08"),  # over a Monday off
    ],
)
def test_two_working_days(day: str, due: str) -> None:
    """The day of the rating does not count; holidays are skipped and make-up days count."""
    (item,) = asked(rated(day), day, RISK)
    assert (item.due.isoformat(), item.opens.isoformat()) == (due, day)


@pytest.mark.parametrize(
    ("told_on", "today", "state", "late"),
    [
        (None, "2026-03-12", ItemState.OPEN, 0),
        (None, "2026-03-15", ItemState.OVERDUE, 3),
        ("2026-03-10", "2026-03-15", ItemState.DONE, 0),
        ("2026-03-12", "2026-03-15", ItemState.DONE, 0),
        ("2026-03-13", "2026-03-15", ItemState.DONE_LATE, 1),
        ("2026-03-13", "2026-03-12", ItemState.OPEN, 0),
    ],
)
def test_states(told_on: str | None, today: str, state: ItemState, late: int) -> None:
    """Told in time is done, told later is done late; what is written under a coming day is not seen yet."""
    (item,) = asked(rated("2026-03-10", told_on=told_on), today, RISK)
    assert (item.state, item.days_overdue) == (state, late)
    assert (item.closed_by != "") == (item.closed_on is not None) == (state in {ItemState.DONE, ItemState.DONE_LATE})


@pytest.mark.parametrize(
    ("told_on", "today", "state"),
    [
        (None, "2027-03-03", ItemState.OPEN),
        (None, "2027-03-04", ItemState.UNVERIFIED),
        ("2027-03-03", "2027-03-20", ItemState.DONE),
        ("2027-03-04", "2027-03-20", ItemState.UNVERIFIED),
    ],
)
def test_year_without_calendar_is_not_guessed(told_on: str | None, today: str, state: ItemState) -> None:
    """2027 is not announced: within two calendar days all is well in any case, after that nobody can say."""
    (item,) = asked(rated("2027-03-01", told_on=told_on), today, RISK)
    assert (item.due.isoformat(), item.state, item.days_overdue) == ("2027-03-03", state, 0)


@pytest.mark.parametrize(("day", "state"), [("2026-12-29", ItemState.OVERDUE), ("2026-12-30", ItemState.UNVERIFIED)])
def test_turn_of_the_year(day: str, state: ItemState) -> None:
    """Only a deadline that reaches into the unknown year is unverified."""
    assert asked(rated(day), "2027-01-10", RISK)[0].state is state


@pytest.mark.parametrize(("risk", "count"), [(0, 0), (2, 0), (3, 1), (5, 1)])
def test_only_the_named_risks(risk: int, count: int) -> None:
    """A rating below 3 sets nothing going."""
    assert len(asked(rated("2026-03-10", risk), "2026-03-10", RISK)) == count


def test_item_says_what_and_from_where() -> None:
    """Id, source, duty and people are those of the obligation, the patient and the day."""
    records = registry(patient(rating=[rating("2026-03-10", risk=4)]), groups=[group("P1")])
    (item,) = asked(records, "2026-03-10", RISK)
    assert (item.id, item.duty) == ("P1/paper/told/2026-03-10", "told")
    assert (item.sources, item.responsible) == (("乙府发〔2026〕2号 一",), ("S1",))


def test_flag_sets_the_time_going() -> None:
    """A fluctuation is to be reported by the next day; a visit without one asks for nothing."""
    seen = [visit("2026-03-01"), {**visit("2026-03-08"), "fluctuation": True, "reported_on": "2026-03-10"}]
    steady = {**visit("2026-03-15"), "fluctuation": False}
    (item,) = asked(registry(patient(visit=[*seen, steady])), "2026-04-01", FLUCTUATION)
    assert (*told([item])[0], item.days_overdue) == ("2026-03-09", ItemState.DONE_LATE, 1)


def test_number_as_flag_must_be_above_zero() -> None:
    """A village that reported nobody suspected starts no rating."""
    obligation = after("screening", {"days": 30}, {"fields": ["rated_on"]}, flag="suspected")
    paper = document({**obligation, "subject": "village"})
    reports = {
        v: {"screening": [{"month": "2026-03", "reported_on": "2026-03-31", "suspected": n}]}
        for v, n in (("V1", 0), ("V2", 2))
    }
    found = asked(registry(villages=["V1", "V2"], in_villages=reports), "2026-04-01", paper)
    assert [(item.subject, item.due.isoformat()) for item in found] == [("V2", "2026-04-30")]


def test_only_the_named_kinds() -> None:
    """Leaving is reported, coming back is not."""
    away = patient(leave=["2026-03-01"], lived={"return": ["2026-03-20"]})
    assert told(asked(registry(away), "2026-03-05", LEAVING)) == [("2026-03-08", ItemState.OPEN)]


def test_a_kind_of_act_may_be_asked_for() -> None:
    """An obligation may name the kinds of an entry that set it going; others do not."""
    paper = document(after("incident", {"days": 1}, {"fields": ["police_told_on"]}, kinds=["2", "3"]))
    acts = [{"date": f"2026-03-0{kind}", "kind": kind, "summary": "事"} for kind in (1, 2, 3, 4)]
    found = asked(registry(patient(incident=acts)), "2026-03-10", paper)
    assert [item.opens.day for item in found] == [2, 3]


def test_all_fields_are_needed() -> None:
    """What asks for two things is done on the day of the later one, and not before."""
    half = {"date": "2026-03-01", "reported_on": "2026-03-02"}
    whole = {**half, "handed_over_on": "2026-03-09"}
    assert told(asked(registry(patient(leave=[half])), "2026-03-20", LEAVING)) == [("2026-03-08", ItemState.OVERDUE)]
    (item,) = asked(registry(patient(leave=[whole])), "2026-03-20", LEAVING)
    assert (item.state, item.days_overdue) == (ItemState.DONE_LATE, 1)
    assert item.closed_by == "patients/P1/2026/03-01-leave-S1.yaml"


def test_time_runs_from_the_named_day() -> None:
    """After a stay it runs from the discharge, and not while the patient is still in hospital."""
    inside = registry(patient(admission=["2026-03-01"]))
    assert asked(inside, "2026-06-01", DISCHARGE) == []
    left = registry(patient(admission=["2026-03-01"], discharge=["2026-03-20"]))
    assert asked(left, "2026-03-19", DISCHARGE) == []
    assert told(asked(left, "2026-03-20", DISCHARGE)) == [("2026-04-03", ItemState.OPEN)]


def test_entry_of_another_kind_closes() -> None:
    """The first follow-up after a referral closes it; one on the day itself or one that met nobody does not."""
    lost = {**visit("2026-03-12"), "lost": {"reason": 3}}
    visits = [visit("2026-03-10"), lost, visit("2026-03-18"), visit("2026-03-20")]
    (item,) = asked(registry(patient(referral=["2026-03-10"], visit=visits)), "2026-04-30", REFERRAL)
    assert (*told([item])[0], str(item.closed_on)) == ("2026-03-24", ItemState.DONE, "2026-03-18")
    assert item.closed_by == "patients/P1/2026/03-18-visit-S1.yaml"


@pytest.mark.parametrize(
    ("closing", "state"),
    [
        ({"members": 3}, ItemState.OVERDUE),
        ({"sheet": True}, ItemState.OVERDUE),
        ({"modes": [1]}, ItemState.OVERDUE),
        ({}, ItemState.DONE),
    ],
)
def test_closing_entry_must_be_enough(closing: dict[str, Any], state: ItemState) -> None:
    """Head-count, form and sheet hold here as they hold for regular visits."""
    paper = document(after("discharge", {"days": 14}, {"entry": "visit", **closing}))
    records = registry(
        patient(admission=["2026-03-01"], discharge=["2026-03-10"], visit=[visit("2026-03-12", members=2)])
    )
    assert asked(records, "2026-04-30", paper)[0].state is state


def test_two_on_one_day_are_two() -> None:
    """Each has an item of its own, with an id of its own."""
    twice = [rating("2026-03-10", risk=3, police_told_on="2026-03-10"), rating("2026-03-10", risk=4)]
    found = asked(registry(patient(rating=twice)), "2026-03-20", RISK)
    assert {(item.id, item.state) for item in found} == {
        ("P1/paper/told/2026-03-10", ItemState.DONE),
        ("P1/paper/told/2026-03-10-2", ItemState.OVERDUE),
    }


def test_before_adoption_and_after_today_nothing_is_asked() -> None:
    """The document binds from its day of adoption, and the board of a past day does not know the future."""
    days = ["2026-03-09", "2026-03-10", "2026-05-01"]
    records = registry(patient(rating=[rating(day, risk=3) for day in days]))
    found = asked(records, "2026-04-30", RISK, since="2026-03-10")
    assert [item.opens.isoformat() for item in found] == ["2026-03-10"]


@pytest.mark.parametrize("act", ["death", "move"])
@pytest.mark.parametrize(
    ("day", "state"),
    [("2026-03-11", ItemState.CANCELLED), ("2026-03-12", ItemState.CANCELLED), ("2026-03-13", ItemState.OVERDUE)],
)
def test_death_and_move_before_the_time_ran_out_cancel(act: str, day: str, state: ItemState) -> None:
    """What could still have been done in time is cancelled; what was overdue by then stays overdue."""
    records = registry(patient(rating=[rating("2026-03-10", risk=3)], lived={act: [day]}))
    assert asked(records, "2026-04-01", RISK)[0].state is state


def test_move_itself_does_not_cancel_its_own_report() -> None:
    """Who has moved away is reported and handed over just because of that."""
    records = registry(patient(move=["2026-03-01"]))
    assert asked(records, "2026-03-20", LEAVING)[0].state is ItemState.OVERDUE


def test_nobody_visits_the_dead() -> None:
    """Who died in hospital is discharged on that day and asks for no follow-up."""
    records = registry(patient(admission=["2026-03-01"], discharge=["2026-03-10"], death=["2026-03-10"]))
    assert asked(records, "2026-04-20", DISCHARGE)[0].state is ItemState.CANCELLED


def test_a_high_risk_found_at_a_visit_sets_the_time_going_too() -> None:
    """杉岭府发〔2021〕12号 三（二）: a risk of 3 or more in the sheet of a follow-up; lower ones and visits without a sheet do not."""
    told_at_visits = document(after("visit", {"working_days": 2}, {"fields": ["police_told_on"]}, risk=[3, 4, 5]))
    visits = [
        {**visit("2026-03-10"), "sheet": {**SHEET, "risk": 3}},
        {**visit("2026-03-11"), "sheet": {**SHEET, "risk": 4}, "police_told_on": "2026-03-12"},
        {**visit("2026-03-12"), "sheet": {**SHEET, "risk": 2}},
        visit("2026-03-13"),
    ]
    found = asked(registry(patient(visit=visits)), "2026-03-20", told_at_visits)
    assert [(item.due.isoformat(), item.state) for item in found] == [
        ("2026-03-12", ItemState.OVERDUE),
        ("2026-03-13", ItemState.DONE),
    ]


def test_a_sheet_of_a_visit_that_met_nobody_rates_nobody() -> None:
    """Whoever was not met is known as before; a visit that says how the patient was carries the risk of its sheet."""
    met = {**visit("2026-03-10"), "sheet": {**SHEET, "risk": 2}}
    vain = {**visit("2026-03-20", None), "lost": {"reason": 1}, "sheet": {**SHEET, "risk": 4}}
    (known,) = assessments(patient(visit=[met, vain]), date(2026, 3, 31))
    assert (known.day, known.stability, known.risk) == (date(2026, 3, 10), 3, 2)


def test_an_assessment_carries_on_what_it_does_not_say() -> None:
    """The risk of the last rating stays known after a visit without a sheet, whatever the visit found else."""
    one = patient(rating=[rating("2026-03-10", risk=4)], visit=[visit("2026-03-20", stability=1)])
    found = assessments(one, date(2026, 3, 31))
    assert [(one.stability, one.risk) for one in found] == [(3, 4), (1, 4)]
    assert known_on(found, date(2026, 3, 19)).stability == 3
    assert known_on(found, date(2026, 3, 20)).stability == 1
    assert known_on(found, date(2026, 3, 9)).risk is None


def test_what_was_done_today_is_done_and_what_will_be_done_tomorrow_is_not() -> None:
    """Both a day written in the entry itself and an entry of another kind count from their own day on."""
    rating_told = rated("2026-03-10", told_on="2026-03-11")
    home = registry(
        patient(lived={"admission": ["2026-02-01"], "discharge": ["2026-03-10"], "visit": [visit("2026-03-11")]})
    )
    for records, paper in ((rating_told, RISK), (home, DISCHARGE)):
        states = [asked(records, day, paper)[0].state for day in ("2026-03-10", "2026-03-11")]
        assert states == [ItemState.OPEN, ItemState.DONE]
