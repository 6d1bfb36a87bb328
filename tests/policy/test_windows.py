"""Duties that exist only for a time, and those of villages and the township."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from msgspec import structs

from carebook.policy.item import ItemState
from carebook.records.registry import Patient
from carebook.records.team import Merger
from tests.policy.small import asked, document, patient, rating, registry, told, township

ROLL_CALL = document(
    {
        "id": "roll-call",
        "only": {"risk": [3, 4, 5], "sensitive_period": True},
        "every": [{"span": {"days": 1}}],
        "lapses": True,
        "responsible": ["police"],
        "closed_by": {"entry": "roll-call"},
        "statuses": {"hospital": "mute"},
    }
)
AWARD = document(
    {
        "id": "award",
        "only": {"agreement": True},
        "every": [{"per": "quarter", "by": {"days": 15}}],
        "opens_before": 15,
        "responsible": ["leader"],
        "closed_by": {"entry": "assessment"},
    }
)
#: The same as an interval, closed by what names no quarter.
QUARTERLY = document(
    {
        "id": "award",
        "only": {"agreement": True},
        "every": [{"span": {"months": 3}}],
        "responsible": ["leader"],
        "closed_by": {"entry": "checkup"},
    }
)
OCTOBER = ("2026-10-01", "2026-10-07")
NEW_YEAR = ("2026-12-30", "2027-01-02")


def periodic(name: str, subject: str, span: dict[str, int]) -> dict[str, Any]:
    """A duty that an entry of the township or of a village closes."""
    return {
        "id": name,
        "subject": subject,
        "responsible": ["leader"],
        "every": [{"span": span}],
        "closed_by": {"entry": name},
    }


def called(*days: str) -> list[dict[str, Any]]:
    """Roll-calls."""
    return [{"date": day} for day in days]


def agreed(since: str, until: str, *days: str, **assessed: str) -> Patient:
    """A patient with an agreement, with check-ups on some days and the quarters (``y2026Q1``) assessed."""
    quarters = [{"date": day, "quarter": quarter[1:], "passed": True} for quarter, day in assessed.items()]
    return patient(agreement=[agreement(since, until)], checkup=list(days), assessment=quarters)


def agreement(since: str, until: str) -> dict[str, Any]:
    """An agreement."""
    return {"number": "1", "since": since, "until": until}


@pytest.mark.parametrize(("risk", "count"), [(2, 0), (3, 1)])
def test_roll_call_is_for_those_at_risk(risk: int, count: int) -> None:
    """三、2: only key patients are called daily; the first call is due on the first day of the period."""
    records = registry(patient(rating=[rating("2026-08-01", risk=risk)]), land=township(OCTOBER))
    found = asked(records, "2026-10-01", ROLL_CALL)
    assert told(found) == [("2026-10-01", ItemState.OPEN)] * count


def test_no_roll_call_outside_the_period() -> None:
    """Two days before nothing is due; every day without a call is missed, and stays so after the period."""
    records = registry(
        patient(rating=[rating("2026-08-01", risk=4)], roll_call=called("2026-10-01", "2026-10-02")),
        land=township(OCTOBER),
    )
    assert asked(records, "2026-09-29", ROLL_CALL) == []
    done = [("2026-10-01", ItemState.DONE), ("2026-10-02", ItemState.DONE)]
    assert told(asked(records, "2026-10-03", ROLL_CALL)) == [*done, ("2026-10-03", ItemState.OPEN)]
    missed = [(f"2026-10-0{day}", ItemState.MISSED) for day in range(3, 7)]
    assert told(asked(records, "2026-10-07", ROLL_CALL)) == [*done, *missed, ("2026-10-07", ItemState.OPEN)]
    after = [*done, *missed, ("2026-10-07", ItemState.MISSED)]
    assert told(asked(records, "2026-10-08", ROLL_CALL)) == after
    assert told(asked(records, "2026-12-08", ROLL_CALL)) == after


def test_a_later_call_does_not_make_up_for_a_missed_day() -> None:
    """Called on the first, third and fifth day: the days between are missed, each for itself."""
    calls = called("2026-10-01", "2026-10-03", "2026-10-05")
    records = registry(patient(rating=[rating("2026-08-01", risk=4)], roll_call=calls), land=township(OCTOBER))
    found = told(asked(records, "2026-10-06", ROLL_CALL))
    states = [ItemState.DONE, ItemState.MISSED, ItemState.DONE, ItemState.MISSED, ItemState.DONE, ItemState.OPEN]
    assert found == [(f"2026-10-0{day}", state) for day, state in enumerate(states, 1)]


def test_a_call_entered_later_fills_its_day() -> None:
    """The day of the call counts, not the day on which it was entered."""
    calls = called("2026-10-01", "2026-10-03")
    second = {**called("2026-10-02")[0]}
    risky = [rating("2026-08-01", risk=4)]
    records = registry(patient(rating=risky, roll_call=[*calls, second]), land=township(OCTOBER))
    states = [state for _, state in told(asked(records, "2026-10-04", ROLL_CALL))]
    assert states == [ItemState.DONE, ItemState.DONE, ItemState.DONE, ItemState.OPEN]


def test_every_period_starts_anew() -> None:
    """Each of two periods has its own first day; a call between them counts for neither."""
    calls = called(*(f"2026-10-0{n}" for n in range(1, 8)), "2026-11-11", "2026-12-30")
    records = registry(
        patient(rating=[rating("2026-08-01", risk=3)], roll_call=calls), land=township(NEW_YEAR, OCTOBER)
    )
    found = told(asked(records, "2026-12-31", ROLL_CALL))
    assert found[:7] == [(f"2026-10-0{n}", ItemState.DONE) for n in range(1, 8)]
    assert found[-2:] == [("2026-12-30", ItemState.DONE), ("2026-12-31", ItemState.OPEN)]
    assert "2026-11-11" not in {day for day, _ in found}


def test_risk_found_within_the_period() -> None:
    """Who is rated 3 during the period is called from the next day on, and no more once the risk has gone down.

    The 4th went by without a call, and is missed even though nothing is asked from the 5th on.
    """
    ratings = [rating("2026-10-03", risk=3), rating("2026-10-05", risk=1)]
    records = registry(patient(rating=ratings), land=township(OCTOBER))
    assert asked(records, "2026-10-02", ROLL_CALL) == []
    assert told(asked(records, "2026-10-03", ROLL_CALL)) == [("2026-10-04", ItemState.SCHEDULED)]
    for today in ("2026-10-05", "2026-10-06"):
        assert told(asked(records, today, ROLL_CALL)) == [("2026-10-04", ItemState.MISSED)]


def test_status_mutes_within_the_period() -> None:
    """A patient who is in hospital need not be called."""
    inside = {"admission": ["2026-09-21"], "discharge": ["2026-10-04"]}
    records = registry(patient(rating=[rating("2026-08-01", risk=3)], lived=inside), land=township(OCTOBER))
    assert asked(records, "2026-10-02", ROLL_CALL) == []
    assert told(asked(records, "2026-10-06", ROLL_CALL)) == [
        ("2026-10-05", ItemState.MISSED),
        ("2026-10-06", ItemState.OPEN),
    ]


def test_award_is_assessed_within_the_agreement() -> None:
    """三、4: every quarter that begins in the agreement; nothing before and nothing after.

    Of the quarter in which it ends more than half lies within: it is owed by the last day.
    """
    records = registry(agreed("2026-03-01", "2027-02-28", y2026Q2="2026-07-10", y2026Q3="2026-10-20"))
    assert asked(records, "2026-02-28", AWARD) == []
    begun = [("2026-07-15", ItemState.DONE), ("2026-10-15", ItemState.DONE_LATE)]
    assert told(asked(records, "2026-12-01", AWARD)) == [*begun, ("2027-01-15", ItemState.SCHEDULED)]
    assert told(asked(records, "2027-01-16", AWARD)) == [*begun, ("2027-01-15", ItemState.OVERDUE)]
    over = [*begun, ("2027-01-15", ItemState.MISSED), ("2027-02-28", ItemState.MISSED)]
    assert told(asked(records, "2027-03-01", AWARD)) == over
    assert told(asked(records, "2027-09-01", AWARD)) == over


def test_what_was_missed_takes_nothing_from_the_end_of_a_term() -> None:
    """The last quarter of an agreement is owed alike, whether the one before it was assessed or not."""
    short = agreed("2026-03-01", "2027-02-28")
    kept = agreed("2026-03-01", "2027-02-28", y2026Q4="2027-01-02")
    ends = [told(asked(registry(one), "2027-03-01", AWARD))[-1] for one in (short, kept)]
    assert ends == [("2027-02-28", ItemState.MISSED)] * 2


def test_agreement_that_ended_early_asks_no_more() -> None:
    """From the day after its end nothing is due, whatever its term was."""
    made = [agreement("2026-03-01", "2027-02-28")]
    records = registry(patient(agreement=made, agreement_end=["2026-05-10"]))
    assert told(asked(records, "2026-05-10", QUARTERLY)) == [("2026-06-01", ItemState.SCHEDULED)]
    assert told(asked(records, "2026-05-11", QUARTERLY)) == [("2026-06-01", ItemState.CANCELLED)]
    assert told(asked(records, "2026-05-10", AWARD)) == [("2026-07-15", ItemState.SCHEDULED)]
    assert told(asked(records, "2026-05-11", AWARD)) == [("2026-07-15", ItemState.CANCELLED)]


@pytest.mark.parametrize(("today", "days"), [("2026-05-09", 3), ("2026-05-10", 3), ("2026-05-11", 0)])
def test_that_an_agreement_will_end_early_is_not_known_before(today: str, days: int) -> None:
    """Up to the day of the end the plan goes by the term that was signed."""
    made = [agreement("2026-03-01", "2026-12-31")]
    records = registry(patient(agreement=made, agreement_end=["2026-05-10"]))
    found = asked(records, today, QUARTERLY, horizon="2026-12-31")
    assert len([item for item in found if item.state is ItemState.SCHEDULED]) == days


@pytest.mark.parametrize(("until", "days"), [("2026-03-11", ["2026-03-11"]), ("2026-03-10", [])])
def test_half_of_the_time_within_the_term_is_enough(until: str, days: list[str]) -> None:
    """Every twenty days, and a term that ends after ten of them asks once more; one that ends after nine does not."""
    every = document(
        {
            "id": "award",
            "only": {"agreement": True},
            "every": [{"span": {"days": 20}}],
            "responsible": ["leader"],
            "closed_by": {"entry": "assessment"},
        }
    )
    assert [due for due, _ in told(asked(registry(agreed("2026-03-01", until)), "2026-03-05", every))] == days


def test_without_agreement_nothing_is_assessed() -> None:
    """Most patients have none."""
    assert asked(registry(patient()), "2026-12-01", AWARD) == []


def test_every_village_reports_for_itself() -> None:
    """杉岭 三（一）: the report of one village closes nothing of another."""
    report = {"month": "2026-02", "reported_on": "2026-02-27", "suspected": 0}
    records = registry(villages=["V1", "V2"], in_villages={"V1": {"screening": [report]}}, land=township())
    monthly = {**periodic("screening", "village", {}), "every": [{"per": "month"}]}
    found = asked(records, "2026-03-05", document(monthly))
    assert [(item.subject, item.village, *told([item])[0]) for item in found] == [
        ("V1", "V1", "2026-02-28", ItemState.DONE),
        ("V2", "V2", "2026-02-28", ItemState.OVERDUE),
        ("V1", "V1", "2026-03-31", ItemState.SCHEDULED),
    ]


@pytest.mark.parametrize(("today", "state"), [("2026-02-19", ItemState.SCHEDULED), ("2026-02-20", ItemState.CANCELLED)])
def test_a_village_that_was_merged_reports_no_more(today: str, state: ItemState) -> None:
    """From the day of its first merger on; the day before is its last, and other villages report as ever."""
    records = registry(villages=["V1", "V2"], land=township())
    mergers = tuple(
        Merger(village="V2", since=date.fromisoformat(day), recorded_on=date(2026, 2, 1))
        for day in ("2026-02-20", "2026-06-01")
    )
    merged = structs.replace(records.villages["V1"], merged_into=mergers)
    records = replace(records, villages={**records.villages, "V1": merged})
    found = asked(records, today, document(periodic("screening", "village", {"months": 1})))
    assert [(item.subject, item.state) for item in found] == [("V1", state), ("V2", ItemState.SCHEDULED)]


def test_township_compares_weekly_and_informs_monthly() -> None:
    """杉岭 三（二）: once for the whole township, late when a week is missed."""
    compared = [
        {"date": day, "recorded_on": day, "clinic": "S1", "police": "S2", "differences": 0}
        for day in ("2026-02-06", "2026-02-15")
    ]
    bulletin = {"month": "2026-02", "issued_on": "2026-02-20", "departments": ["office"]}
    paper = document(periodic("comparison", "township", {"days": 7}), periodic("bulletin", "township", {"months": 1}))
    records = registry(villages=["V1", "V2"], land=township(), comparison=compared, bulletin=[bulletin])
    found = asked(records, "2026-02-22", paper)
    assert {item.subject for item in found} == {"T1"}
    assert told([i for i in found if i.duty == "comparison"]) == [
        ("2026-02-07", ItemState.DONE),
        ("2026-02-13", ItemState.DONE_LATE),
        ("2026-02-22", ItemState.OPEN),
    ]
    assert told([i for i in found if i.duty == "bulletin"]) == [
        ("2026-02-28", ItemState.DONE),
        ("2026-03-20", ItemState.SCHEDULED),
    ]


def test_last_quarter_may_be_assessed_after_the_term() -> None:
    """An agreement of a calendar year has four assessments; the fourth has its fifteen days after the year."""
    three = {"y2026Q1": "2026-04-01", "y2026Q2": "2026-07-01", "y2026Q3": "2026-10-01"}
    open_one = registry(agreed("2026-01-01", "2026-12-31", **three))
    assert told(asked(open_one, "2026-12-31", AWARD, since="2025-12-01"))[-1] == ("2027-01-15", ItemState.OPEN)
    assert told(asked(open_one, "2027-01-16", AWARD, since="2025-12-01"))[-1] == ("2027-01-15", ItemState.OVERDUE)
    for last in ("2026-12-20", "2027-01-15"):
        four = registry(agreed("2026-01-01", "2026-12-31", **three, y2026Q4=last))
        found = told(asked(four, "2027-02-01", AWARD, since="2025-12-01"))
        assert [state for _, state in found] == [ItemState.DONE] * 4


@pytest.mark.parametrize(("third", "days"), [("2026-10-20", ["2026-12-31"]), ("2026-11-25", [])])
def test_end_of_the_term_comes_before_the_next_quarter(third: str, days: list[str]) -> None:
    """With most of a quarter left the last day of the term is the due day; with little of it nothing more is asked."""
    records = registry(agreed("2026-01-01", "2026-12-31", third))
    found = asked(records, "2026-12-01", QUARTERLY, since="2026-09-01")
    assert [item.due.isoformat() for item in found if item.closed_on is None] == days


def test_agreement_that_is_renewed_goes_on() -> None:
    """Two agreements without a day between them are one chain."""
    years = [agreement("2026-01-01", "2026-12-31"), agreement("2027-01-01", "2027-12-31")]
    records = registry(patient(agreement=years, checkup=["2026-12-01"]))
    found = asked(records, "2027-01-05", QUARTERLY, since="2026-10-01")
    assert told(found) == [("2027-01-01", ItemState.DONE), ("2027-03-01", ItemState.SCHEDULED)]


def test_plan_knows_the_coming_period() -> None:
    """Looking ahead, each day of the coming period is laid out, and no day after it."""
    records = registry(patient(rating=[rating("2026-08-01", risk=3)]), land=township(OCTOBER))
    assert asked(records, "2026-09-15", ROLL_CALL) == []
    found = asked(records, "2026-09-15", ROLL_CALL, horizon="2026-10-31")
    assert told(found) == [(f"2026-10-0{n}", ItemState.SCHEDULED) for n in range(1, 8)]
    assert all(item.projected for item in found)


def worker(key: str, role: str, unit: str, **term: str) -> dict[str, Any]:
    """Somebody in a post."""
    post = {"position": "某职", "role": role, "unit": unit, "since": "2020-01-01", "recorded_on": "2020-01-01", **term}
    return {"id": key, "name": "某人", "posts": [post]}


@pytest.mark.parametrize(
    ("subject", "roles", "people"),
    [
        ("village", ["leader"], {"V1": ("S1",), "V2": ("S2",)}),
        ("village", ["grid"], {"V1": ("S3",), "V2": ()}),
        ("village", ["doctor"], {"V1": ("S5",), "V2": ("S5",)}),
        ("township", ["leader"], {"T1": ("S4",)}),
        ("township", ["doctor", "police"], {"T1": ("S5", "S6")}),
    ],
)
def test_who_answers_where_there_is_no_group(
    subject: str, roles: list[str], people: dict[str, tuple[str, ...]]
) -> None:
    """A village's own cadres answer for it, the office for the township; who has left answers for nothing."""
    staff = [
        worker("S1", "village-cadre", "V1"),
        worker("S2", "village-cadre", "V2"),
        worker("S3", "grid", "V1"),
        worker("S4", "office", "office"),
        worker("S5", "doctor", "clinic"),
        worker("S6", "police", "police"),
        worker("S7", "doctor", "clinic", until="2026-01-31"),
    ]
    paper = document({**periodic("screening", subject, {"months": 1}), "responsible": roles})
    found = asked(registry(villages=["V1", "V2"], land=township(), staff=staff), "2026-02-01", paper)
    assert {item.subject: item.responsible for item in found} == people


def test_interval_in_working_days() -> None:
    """Every five working days: over Spring Festival that is long, and in a year without calendar nobody knows."""
    paper = document(periodic("comparison", "township", {"working_days": 5}))
    days = ["2026-02-12", "2026-12-29"]
    compared = [{"date": day, "recorded_on": day, "clinic": "S1", "police": "S2", "differences": 0} for day in days]
    records = registry(land=township(), comparison=compared)
    assert told(asked(records, "2026-02-13", paper, since="2026-02-05")) == [
        ("2026-02-12", ItemState.DONE),
        ("2026-02-26", ItemState.SCHEDULED),
    ]
    assert told(asked(records, "2027-01-20", paper, since="2026-12-25")) == [
        ("2026-12-30", ItemState.DONE),
        ("2027-01-03", ItemState.UNVERIFIED),
    ]
    ahead = asked(records, "2026-02-13", paper, since="2026-02-05", horizon="2026-03-10")
    assert [day for day, _ in told(ahead)] == ["2026-02-12", "2026-02-26", "2026-03-04", "2026-03-11"]
