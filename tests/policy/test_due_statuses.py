"""What a patient's status does to what is due."""

from __future__ import annotations

import pytest

from carebook.policy.item import ItemState
from tests.policy.small import (
    FILED,
    INTERVALS,
    UNSTABLE,
    asked,
    document,
    group,
    items,
    patient,
    rating,
    registry,
    told,
    visit,
    visits_due,
)
from tests.policy.test_triggered import SHEET

AWAY = {"leave": ["2026-03-20"], "return": ["2026-05-05"]}


def test_phone_is_enough_in_hospital() -> None:
    """三、2: during a hospital stay one member may ask by phone, and the item says so."""
    calls = [visit("2026-03-10", UNSTABLE), visit("2026-03-16", UNSTABLE, members=1, mode=3)]
    found = items(registry(patient(admission=["2026-03-12"], visit=calls)), "2026-03-17")
    assert told(found)[-2:] == [("2026-03-17", ItemState.DONE), ("2026-03-23", ItemState.OPEN)]
    assert found[-1].by_phone


def test_phone_is_not_enough_after_discharge() -> None:
    """The day of discharge asks for a visit again."""
    calls = [visit("2026-03-10", UNSTABLE), visit("2026-03-16", UNSTABLE, members=1, mode=3)]
    stay = {"admission": ["2026-03-12"], "discharge": ["2026-03-16"]}
    found = items(registry(patient(visit=calls, lived=stay)), "2026-03-18")
    assert told(found)[-1] == ("2026-03-17", ItemState.OVERDUE)
    assert not found[-1].by_phone


def test_away_mutes_and_what_fell_due_meanwhile_is_due_on_return() -> None:
    """While away nothing is asked; what would have been due is due on the day of return, and no later for the absence."""
    records = registry(patient(visit=[visit("2026-03-10")], lived=AWAY))
    assert told(visits_due(records, "2026-04-20"))[-1] == ("2026-04-10", ItemState.CANCELLED)
    assert told(visits_due(records, "2026-05-05"))[-1] == ("2026-05-05", ItemState.OPEN)
    assert told(visits_due(records, "2026-05-06"))[-1] == ("2026-05-05", ItemState.OVERDUE)


def test_a_few_days_away_move_nothing() -> None:
    """Back before it was due, a patient is due on the day it always was; until then nobody knows when that will be."""
    week = {"leave": ["2026-03-20"], "return": ["2026-03-27"]}
    records = registry(patient(visit=[visit("2026-03-10")], lived=week))
    assert told(visits_due(records, "2026-03-27"))[-1] == ("2026-04-10", ItemState.SCHEDULED)
    assert told(visits_due(records, "2026-03-22"))[-1] == ("2026-04-10", ItemState.CANCELLED)


@pytest.mark.parametrize(
    ("home", "due"), [("2026-04-02", "2026-04-10"), ("2026-04-09", "2026-04-16"), ("2026-05-05", "2026-05-12")]
)
def test_grace_is_left_after_coming_back(home: str, due: str) -> None:
    """With a grace of seven days there are at least seven from the return, and the day it always was if that is later."""
    paper = document({**INTERVALS, "grace": {"days": 7}})
    records = registry(patient(visit=[visit("2026-03-10")], lived={"leave": ["2026-03-20"], "return": [home]}))
    assert told(asked(records, home, paper))[-1][0] == due


def test_a_month_that_ends_in_an_absence_is_not_owed() -> None:
    """April and May end while somebody is away: the first month owed again is June, in which they are back."""
    records = registry(patient(visit=[visit("2026-03-10")], lived={"leave": ["2026-04-20"], "return": ["2026-06-10"]}))
    found = told(items(records, "2026-06-11"))
    assert found[-1] == ("2026-06-30", ItemState.SCHEDULED)
    assert not {"2026-04-30", "2026-05-31"} & {due for due, _ in found}
    assert told(items(records, "2026-05-15"))[-1] == ("2026-04-30", ItemState.CANCELLED)


def test_a_year_that_ended_in_an_absence_does_not_apply() -> None:
    """It stays in the ledger as what it was while it waited; the year of the return is owed."""
    records = registry(patient(lived={"leave": ["2027-05-01"], "return": ["2029-02-03"]}))
    year = ("2027-12-31", ItemState.CANCELLED)
    assert told(items(records, "2028-05-01", "checkup")) == [year]
    found = items(records, "2029-02-03", "checkup")
    assert told(found) == [year, ("2029-12-31", ItemState.SCHEDULED)]
    assert [item.days_overdue for item in found] == [0, 0]


def test_what_is_done_in_an_absence_is_that_periods() -> None:
    """A check-up of 2028, while somebody lives elsewhere, is that of 2028 and neither the waiting one's nor 2029's."""
    acts = {"leave": ["2027-05-01"], "return": ["2029-02-03"]}
    records = registry(patient(lived=acts, checkup=["2028-06-01"]))
    kept = [("2027-12-31", ItemState.CANCELLED), ("2028-12-31", ItemState.DONE)]
    assert told(items(records, "2028-06-01", "checkup"))[:2] == kept
    assert told(items(records, "2029-03-01", "checkup")) == [*kept, ("2029-12-31", ItemState.SCHEDULED)]


def test_an_absence_counts_from_the_day_it_is_recorded() -> None:
    """Entered in April for March on, it excuses nothing that was due by then."""
    late = {"date": "2026-03-20", "recorded_on": "2026-04-20"}
    records = registry(patient(visit=[visit("2026-03-10")], leave=[late]))
    assert told(visits_due(records, "2026-05-20"))[-2:] == [
        ("2026-04-10", ItemState.MISSED),
        ("2026-05-10", ItemState.CANCELLED),
    ]
    in_time = registry(patient(visit=[visit("2026-03-10")], leave=[late | {"recorded_on": "2026-04-10"}]))
    assert told(visits_due(in_time, "2026-05-20"))[-1] == ("2026-04-10", ItemState.CANCELLED)


def test_an_absence_entered_when_it_was_over_excuses_nothing() -> None:
    """Neither the interval nor the months between."""
    acts = {
        "leave": [{"date": "2026-03-20", "recorded_on": "2026-06-01"}],
        "return": [{"date": "2026-05-28", "recorded_on": "2026-06-01"}],
    }
    never = registry(patient(visit=[visit("2026-03-10")]))
    records = registry(patient(visit=[visit("2026-03-10")], lived=acts))
    for obligation in ("visit", "checkup", "rating", "education"):
        assert items(records, "2026-06-20", obligation) == items(never, "2026-06-20", obligation), obligation
    assert visits_due(records, "2026-06-20") == visits_due(never, "2026-06-20")


def test_two_days_away_leave_the_yearly_check_up_where_it_was() -> None:
    """An absence in November moves no year."""
    weekend = {"leave": ["2027-11-20"], "return": ["2027-11-22"]}
    records = registry(patient(lived=weekend))
    for today, state in (
        ("2027-11-19", ItemState.OPEN),
        ("2027-11-21", ItemState.CANCELLED),
        ("2027-11-22", ItemState.OPEN),
    ):
        assert told(items(records, today, "checkup")) == [("2027-12-31", state)], today


def test_visit_while_away_counts() -> None:
    """Care given while nothing is asked closes what waits, and the next counts from it."""
    records = registry(patient(visit=[visit("2026-03-10"), visit("2026-04-02")], lived=AWAY))
    assert told(visits_due(records, "2026-05-06"))[-2:] == [
        ("2026-04-10", ItemState.DONE),
        ("2026-05-05", ItemState.OVERDUE),
    ]


def test_item_already_overdue_when_the_patient_left_stays_owed() -> None:
    """It was missed; what falls due after it waits."""
    records = registry(patient(leave=["2026-04-20"], visit=[visit("2026-03-10")]))
    assert told(visits_due(records, "2026-04-19"))[-1] == ("2026-04-10", ItemState.OVERDUE)
    assert told(visits_due(records, "2026-04-20"))[-2:] == [
        ("2026-04-10", ItemState.MISSED),
        ("2026-05-10", ItemState.CANCELLED),
    ]


@pytest.mark.parametrize("act", ["death", "move"])
def test_death_and_move_end_everything(act: str) -> None:
    """From that day on nothing is due, for the patient or a group that serves nobody else."""
    one = patient(visit=[visit("2026-03-10")], lived={act: ["2026-03-20"]})
    records = registry(one, groups=[group("P1")])
    for obligation in ("visit", "rating", "checkup", "meeting", "exchange"):
        found = items(records, "2026-08-01", obligation)
        assert {item.state for item in found[-1:]} == {ItemState.CANCELLED}, obligation


def test_group_works_on_for_the_other_patient() -> None:
    """A group of two patients goes on meeting when one has died."""
    records = registry(patient(death=["2026-03-20"]), patient(key="P2"), groups=[group("P1", "P2")])
    assert told(items(records, "2026-04-01", "meeting")) == [
        ("2026-02-28", ItemState.MISSED),
        ("2026-03-31", ItemState.MISSED),
        ("2026-04-30", ItemState.SCHEDULED),
    ]


def test_dissolved_group_owes_nothing_afterwards() -> None:
    """The open item of a dissolved group is cancelled on the day after."""
    records = registry(patient(), groups=[group("P1", dissolved="2026-02-20")])
    assert told(items(records, "2026-02-20", "meeting")) == [("2026-02-28", ItemState.SCHEDULED)]
    assert told(items(records, "2026-02-21", "meeting")) == [("2026-02-28", ItemState.CANCELLED)]


def test_refusal_mutes_the_patient_and_not_the_group() -> None:
    """Who refuses to take part is not visited, but the group still meets."""
    records = registry(patient(refusal=["2026-02-10"]), groups=[group("P1")])
    assert told(items(records, "2026-02-10"))[-1][1] is ItemState.CANCELLED
    assert told(items(records, "2026-02-10", "meeting"))[-1][1] is ItemState.SCHEDULED


def test_whoever_was_away_from_the_first_day_on_owes_nothing_yet() -> None:
    """The first status counts as every later one does."""
    records = registry(patient(leave=[FILED]))
    assert told(items(records, "2026-04-20")) == []


def test_a_call_in_hospital_fills_the_form_all_the_same() -> None:
    """Where the national form is asked for, a call without it is not enough, whether the patient is at home or not."""
    formal = document(
        {
            "id": "follow-up",
            "every": [{"span": {"months": 3}}],
            "responsible": ["doctor"],
            "closed_by": {"entry": "visit", "sheet": True, "modes": [1, 2], "members": 2},
            "statuses": {"hospital": "phone"},
        }
    )
    call = visit("2026-04-10", members=1, mode=3)
    for made, state in ((call, ItemState.OVERDUE), (call | {"sheet": SHEET}, ItemState.DONE)):
        records = registry(patient(admission=["2026-03-12"], visit=[made]))
        assert told(asked(records, "2026-05-02", formal))[0] == ("2026-04-30", state)
    at_home = registry(patient(visit=[call | {"sheet": SHEET}]))
    assert told(asked(at_home, "2026-05-02", formal)) == [("2026-04-30", ItemState.OVERDUE)]
    unanswered = registry(patient(admission=["2026-03-12"], visit=[call | {"sheet": SHEET, "lost": {"reason": 1}}]))
    assert told(asked(unanswered, "2026-05-02", formal)) == [("2026-04-30", ItemState.OVERDUE)]


def test_an_entry_of_today_closes_and_one_of_tomorrow_does_not() -> None:
    """What will have happened is not known today."""
    records = registry(patient(visit=[visit("2026-03-10")], rating=[rating("2026-01-30")]))
    assert [one.closed_on is not None for one in visits_due(records, "2026-03-09")] == [False]
    assert [one.closed_on is not None for one in visits_due(records, "2026-03-10")] == [True, False]


def test_the_status_of_today_counts_and_that_of_tomorrow_does_not() -> None:
    """Whoever leaves tomorrow is visited today; on the day of leaving nothing is asked any more."""
    records = registry(patient(leave=["2026-04-10"], visit=[visit("2026-03-10")]))
    assert told(visits_due(records, "2026-04-09"))[-1] == ("2026-04-10", ItemState.OPEN)
    assert told(visits_due(records, "2026-04-10"))[-1] == ("2026-04-10", ItemState.CANCELLED)


def test_a_dissolved_group_owes_on_its_last_day() -> None:
    """The day of dissolution is the last day; the day after it everything open is off."""
    records = registry(patient(), groups=[group("P1", dissolved="2026-02-20")])
    assert told(items(records, "2026-02-20", "meeting")) == [("2026-02-28", ItemState.SCHEDULED)]
    assert told(items(records, "2026-02-21", "meeting")) == [("2026-02-28", ItemState.CANCELLED)]


def test_what_happened_on_the_last_day_of_a_group_still_counts() -> None:
    """Dissolved on the day the patient died: the meeting of that day is that of a group which has nobody to serve."""
    held = group("P1", dissolved="2026-02-20", meeting=["2026-02-20"])
    records = registry(patient(death=["2026-02-20"]), groups=[held])
    assert told(items(records, "2026-02-21", "meeting")) == [("2026-02-28", ItemState.CANCELLED)]
    alive = registry(patient(), groups=[held])
    assert told(items(alive, "2026-02-21", "meeting"))[0] == ("2026-02-28", ItemState.DONE)
