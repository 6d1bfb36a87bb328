"""When something is due: intervals, calendar periods, worsening, what closes an item and what does not."""

from __future__ import annotations

from datetime import date

import pytest

from carebook.policy.closing import met
from carebook.policy.item import ItemState
from carebook.policy.spans import add
from carebook.records.parts import Span
from tests.policy.small import (
    FAIRLY,
    STABLE,
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

DONE, LATE, OPEN = ItemState.DONE, ItemState.DONE_LATE, ItemState.OPEN
AHEAD, OVERDUE = ItemState.SCHEDULED, ItemState.OVERDUE


@pytest.mark.parametrize(
    ("stability", "due"), [(STABLE, "2026-04-30"), (FAIRLY, "2026-03-25"), (UNSTABLE, "2026-03-17")]
)
def test_interval_follows_stability(stability: int, due: str) -> None:
    """中梁府发〔2022〕9号 三、2: each month when stable, every 15 days when fairly stable, weekly when unstable."""
    records = registry(patient(visit=[visit("2026-03-10", stability)]))
    assert items(records, "2026-03-10")[-1].due.isoformat() == due


@pytest.mark.parametrize(
    ("stability", "due"), [(STABLE, "2026-04-10"), (FAIRLY, "2026-03-25"), (UNSTABLE, "2026-03-17")]
)
def test_an_interval_runs_from_the_visit(stability: int, due: str) -> None:
    """At most a month apart is another thing than once in every month."""
    records = registry(patient(visit=[visit("2026-03-10", stability)]))
    assert visits_due(records, "2026-03-10")[-1].due.isoformat() == due


@pytest.mark.parametrize(
    ("day", "months", "due"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2026-02-28", 1, "2026-03-28"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2026-12-15", 1, "2027-01-15"),
    ],
)
def test_months_are_clipped_to_their_end(day: str, months: int, due: str) -> None:
    """A month after the 31st is the last day of a shorter month."""
    assert add(date.fromisoformat(day), Span(months=months)) == date.fromisoformat(due)


def test_clipped_month_in_a_chain() -> None:
    """A visit on January 31 makes the next one due on February 28."""
    records = registry(patient(visit=[visit("2026-01-31")]))
    assert told(visits_due(records, "2026-02-01", since="2026-01-01"))[-1] == ("2026-02-28", AHEAD)


def test_never_assessed_is_held_to_the_shortest_interval() -> None:
    """Nobody knows how such a patient is: the first visit is due after a week."""
    assert told(items(registry(patient()), "2026-01-31")) == [("2026-02-07", OPEN)]


def test_states_over_time() -> None:
    """Early or on the day is done, later is done late, and lateness is counted in days."""
    days = ["2026-03-09", "2026-04-09", "2026-05-12"]
    records = registry(patient(visit=[visit(day) for day in days], rating=[rating("2026-01-30")]))
    found = visits_due(records, "2026-06-14", since="2026-02-10")
    assert told(found) == [("2026-03-10", DONE), ("2026-04-09", DONE), ("2026-05-09", LATE), ("2026-06-12", OVERDUE)]
    assert [item.days_overdue for item in found] == [0, 0, 3, 2]


@pytest.mark.parametrize(
    ("today", "state"), [("2026-04-02", AHEAD), ("2026-04-03", OPEN), ("2026-04-10", OPEN), ("2026-04-11", OVERDUE)]
)
def test_opens_and_due_day_belong_to_the_window(today: str, state: ItemState) -> None:
    """An item opens seven days before it is due, and is overdue only when the due day has passed."""
    item = visits_due(registry(patient(visit=[visit("2026-03-10")])), today)[-1]
    assert (item.due, item.opens, item.state) == (date(2026, 4, 10), date(2026, 4, 3), state)
    assert item.days_overdue == (1 if state is OVERDUE else 0)


@pytest.mark.parametrize("short", [{"members": 2}, {"mode": 3}])
def test_too_few_or_by_phone_does_not_close(short: dict[str, int]) -> None:
    """Fewer than three members, or a call while the patient is at home, leave the item open."""
    records = registry(patient(visit=[visit("2026-03-10"), visit("2026-04-08", **short)]))
    assert told(visits_due(records, "2026-04-12"))[-1] == ("2026-04-10", OVERDUE)


def test_visit_that_met_nobody_does_not_close() -> None:
    """A visit to a patient who was not found is recorded and does not count."""
    missed = {**visit("2026-04-08", None), "lost": {"reason": 1}}
    records = registry(patient(visit=[visit("2026-03-10"), missed]))
    assert told(visits_due(records, "2026-04-12"))[-1] == ("2026-04-10", OVERDUE)


def test_a_visit_that_finds_a_death_closes_nothing() -> None:
    """It is no service to the patient: what was open is cancelled by the death, not done."""
    last = {**visit("2026-04-08", None), "death": {"date": "2026-04-08", "cause": 1}}
    records = registry(patient(visit=[visit("2026-03-10"), last]))
    assert told(visits_due(records, "2026-04-12"))[-1] == ("2026-04-10", ItemState.CANCELLED)
    found = records.patients["P1"].entries.of("visit")
    assert [met(one.record) for one in found] == [True, False]


def test_refused_checkup_counts() -> None:
    """A check-up that was offered and refused is not asked for again the next day."""
    refused = {"date": "2027-05-01", "refused": True, "reason": "不同意"}
    found = items(registry(patient(checkup=[refused])), "2027-05-02", "checkup")
    assert told(found) == [("2027-12-31", DONE), ("2028-12-31", AHEAD)]


def test_the_first_period_is_the_first_whole_one() -> None:
    """Adopted on 31 January 2026, the yearly check-up is owed from 2027 on: what 2026 had of it counts for nothing."""
    early = registry(patient(checkup=["2026-05-01"]))
    assert told(items(early, "2026-12-31", "checkup")) == [("2027-12-31", AHEAD)]
    assert told(items(early, "2026-12-31", "checkup", since="2026-01-01")) == [
        ("2026-12-31", DONE),
        ("2027-12-31", AHEAD),
    ]


def test_every_interval_that_goes_by_is_one_that_was_missed() -> None:
    """The next one runs from its due day; what comes up to the day the next one is due closes the running one, late."""
    stable = rating("2026-01-30")
    nobody = [("2026-02-28", ItemState.MISSED), ("2026-03-28", ItemState.MISSED), ("2026-04-28", OVERDUE)]
    assert told(visits_due(registry(patient(rating=[stable])), "2026-05-20")) == nobody
    on_the_day = registry(patient(rating=[stable], visit=[visit("2026-04-28")]))
    assert told(visits_due(on_the_day, "2026-05-20")) == [
        ("2026-02-28", ItemState.MISSED),
        ("2026-03-28", LATE),
        ("2026-05-28", AHEAD),
    ]
    after_it = registry(patient(rating=[stable], visit=[visit("2026-04-29")]))
    assert told(visits_due(after_it, "2026-05-20")) == [
        ("2026-02-28", ItemState.MISSED),
        ("2026-03-28", ItemState.MISSED),
        ("2026-04-28", LATE),
        ("2026-05-29", AHEAD),
    ]


def test_what_waits_says_what_was_missed_before_it() -> None:
    """How many in a row, and since which due day; what was done ends the row."""
    stable = rating("2026-01-30")
    waiting = visits_due(registry(patient(rating=[stable])), "2026-05-20")[-1]
    assert (waiting.missed, waiting.missed_since) == (2, date(2026, 2, 28))
    visited = registry(patient(rating=[stable], visit=[visit("2026-03-20")]))
    waiting = visits_due(visited, "2026-05-21")[-1]
    assert (waiting.due, waiting.missed, waiting.missed_since) == (date(2026, 5, 20), 1, date(2026, 4, 20))


def test_every_calendar_month_is_one() -> None:
    """Two visits in March are March's; nothing is made up for in May, and April stays missed."""
    made = [visit(day) for day in ("2026-03-02", "2026-03-30", "2026-05-02")]
    records = registry(patient(visit=made, rating=[rating("2026-01-30")]))
    march, april, may = ("2026-03-31", DONE), ("2026-04-30", ItemState.MISSED), ("2026-05-31", DONE)
    assert told(items(records, "2026-05-02", since="2026-03-01")) == [march, april, may, ("2026-06-30", AHEAD)]
    assert told(items(records, "2026-04-22", since="2026-03-01")) == [march, ("2026-04-30", AHEAD)]
    assert told(items(records, "2026-04-23", since="2026-03-01")) == [march, ("2026-04-30", OPEN)]
    assert told(items(records, "2026-04-30", since="2026-03-01")) == [march, ("2026-04-30", OPEN)]
    assert told(items(records, "2026-05-01", since="2026-03-01"))[:2] == [march, april]


def test_worsening_counts_from_its_own_day() -> None:
    """Found unstable twelve days after a visit, a patient is due a week later, not at the end of the month."""
    records = registry(patient(visit=[visit("2026-03-10")], rating=[rating("2026-03-22", UNSTABLE, 3)]))
    assert told(visits_due(records, "2026-03-22"))[-1] == ("2026-03-29", OPEN)
    assert told(visits_due(records, "2026-03-21"))[-1] == ("2026-04-10", AHEAD)


def test_worsening_after_the_visit_does_not_touch_it() -> None:
    """A visit that came early stays done in time, whatever was found later; only the next item is pulled forward."""
    records = registry(
        patient(visit=[visit("2026-03-10"), visit("2026-03-15")], rating=[rating("2026-03-22", UNSTABLE, 3)])
    )
    found = visits_due(records, "2026-03-22")
    assert told(found)[-2:] == [("2026-03-29", OPEN), ("2026-04-10", DONE)]
    assert found[-2].id != found[-1].id


def test_id_stays_when_the_due_day_moves() -> None:
    """A calendar that was given the item before the worsening moves it instead of showing two."""
    records = registry(patient(visit=[visit("2026-03-10")], rating=[rating("2026-03-22", UNSTABLE, 3)]))
    before, after = items(records, "2026-03-21")[-1], items(records, "2026-03-22")[-1]
    assert before.id == after.id == "P1/zhongliang-2022-9/visit/2026-03-10"
    assert (before.due, after.due) == (date(2026, 4, 30), date(2026, 3, 29))


def test_id_of_a_period_is_its_name() -> None:
    """Where the calendar alone decides, entries recorded late rename nothing."""
    records = registry(patient(), groups=[group("P1", meeting=["2026-02-20"])])
    assert [item.id for item in items(records, "2026-03-21", "meeting")] == [
        "G1/zhongliang-2022-9/meeting/2026-02",
        "G1/zhongliang-2022-9/meeting/2026-03",
    ]


def test_improvement_does_not_put_off() -> None:
    """Found stable between two visits, a patient is still due when the last visit said."""
    records = registry(patient(visit=[visit("2026-03-10", UNSTABLE)], rating=[rating("2026-03-12")]))
    assert told(visits_due(records, "2026-03-12"))[-1] == ("2026-03-17", OPEN)


def test_replay_sees_nothing_after_its_day() -> None:
    """The state on a past day is the one staff saw: later visits are unknown then."""
    records = registry(patient(visit=[visit("2026-03-10"), visit("2026-04-09")]))
    assert told(visits_due(records, "2026-04-08"))[-1] == ("2026-04-10", OPEN)
    assert told(visits_due(records, "2026-04-09"))[-1] == ("2026-05-09", AHEAD)


def test_policy_not_adopted_yet_asks_for_nothing() -> None:
    """Before the day of adoption there are no items, and old visits do not matter on it."""
    records = registry(patient(visit=[visit("2026-01-05")]))
    assert items(records, "2026-01-30") == []
    assert told(items(records, "2026-01-31")) == [("2026-02-28", AHEAD)]


def test_horizon_carries_the_chain_on() -> None:
    """A plan repeats each item as if it were done on its due day, up to the day asked for."""
    records = registry(patient(visit=[visit("2026-03-31")]))
    found = visits_due(records, "2026-04-01", horizon="2026-07-31")
    ahead = [item.due.isoformat() for item in found if item.due > date(2026, 4, 1)]
    assert [day for day in ahead if day <= "2026-07-31"] == ["2026-04-30", "2026-05-30", "2026-06-30", "2026-07-30"]


def test_horizon_holds_every_calendar_month() -> None:
    """A plan has one visit for each month to come."""
    found = items(registry(patient(visit=[visit("2026-03-31")])), "2026-04-01", horizon="2026-07-31")
    ahead = [item.due.isoformat() for item in found if item.due > date(2026, 4, 1)]
    assert ahead == ["2026-04-30", "2026-05-31", "2026-06-30", "2026-07-31"]


def test_horizon_starts_from_today_when_overdue() -> None:
    """What is overdue is planned for today, and the next a whole interval later."""
    records = registry(patient(visit=[visit("2026-03-10")]))
    found = visits_due(records, "2026-04-20", horizon="2026-06-01")
    assert told(found)[-3:-1] == [("2026-04-10", OVERDUE), ("2026-05-20", AHEAD)]


def test_group_meets_every_month() -> None:
    """三、1: a meeting a month, for the group, led by its leader."""
    records = registry(patient(), groups=[group("P1", meeting=["2026-02-20"])])
    found = items(records, "2026-04-01", "meeting")
    assert told(found) == [("2026-02-28", DONE), ("2026-03-31", ItemState.MISSED), ("2026-04-30", AHEAD)]
    assert told(items(records, "2026-03-31", "meeting")) == [("2026-02-28", DONE), ("2026-03-31", OPEN)]
    assert (found[-1].subject, found[-1].responsible) == ("G1", ("S0",))
    assert found[-1].sources == ("中梁府发〔2022〕9号 三、1",)


def test_visit_names_who_answers_and_who_comes_along() -> None:
    """Leader and doctor answer for a visit; every member of the group may take part, the guardian too."""
    item = items(registry(patient(), groups=[group("P1")]), "2026-02-01")[0]
    assert item.responsible == ("S0", "S1")
    assert item.members == ("S0", "S1", "S2", "S3", "S4", "guardian:P1")


def test_a_late_report_does_not_stand_for_the_next_month() -> None:
    """September's report, sent on 2 October, leaves October's due on the 31st; August's closes nothing of September."""
    obligation = {"id": "report", "subject": "township", "every": [{"per": "month"}], "closed_by": {"entry": "report"}}

    def sent(month: str, day: str) -> dict[str, object]:
        return {"month": month, "sent_on": day}

    def found(*reports: dict[str, object]) -> list[tuple[str, ItemState]]:
        return told(asked(registry(report=reports), "2026-11-21", document(obligation), since="2026-08-31"))

    assert found(sent("2026-09", "2026-10-02")) == [
        ("2026-09-30", ItemState.DONE_LATE),
        ("2026-10-31", ItemState.OVERDUE),
    ]
    missed = ("2026-09-30", ItemState.MISSED)
    assert found(sent("2026-08", "2026-09-02")) == [missed, ("2026-10-31", ItemState.OVERDUE)]
    assert found(sent("2026-10", "2026-11-02"))[:2] == [missed, ("2026-10-31", ItemState.DONE_LATE)]
    assert found(sent("2026-09", "2026-11-20"), sent("2026-10", "2026-10-30"))[:2] == [
        ("2026-09-30", ItemState.DONE_LATE),
        ("2026-10-31", ItemState.DONE),
    ]
    assert found(sent("2026-09", "2026-09-28"), sent("2026-10", "2026-11-01")) == [
        ("2026-09-30", ItemState.DONE),
        ("2026-10-31", ItemState.DONE_LATE),
        ("2026-11-30", ItemState.SCHEDULED),
    ]


def test_what_is_written_for_a_period_may_have_time_after_it() -> None:
    """With ten days after the month, September's report of 10 October is in time and that of the 11th is late."""
    obligation = {
        "id": "report",
        "subject": "township",
        "every": [{"per": "month", "by": {"days": 10}}],
        "closed_by": {"entry": "report"},
    }

    def found(day: str) -> list[tuple[str, ItemState]]:
        records = registry(report=[{"month": "2026-09", "sent_on": day}])
        return told(asked(records, "2026-10-20", document(obligation), since="2026-09-01"))

    october = ("2026-11-10", AHEAD)
    assert found("2026-10-10") == [("2026-10-10", DONE), october]
    assert found("2026-10-11") == [("2026-10-10", LATE), october]
    assert told(asked(registry(), "2026-10-20", document(obligation), since="2026-09-01"))[0] == ("2026-10-10", OVERDUE)


def test_a_visit_that_finds_somebody_worse_closes_what_was_due_as_it_was() -> None:
    """The shorter interval counts from that visit on, not against it."""
    records = registry(patient(visit=[visit("2026-03-10"), visit("2026-03-20", UNSTABLE)]))
    assert {due: state for due, state in told(visits_due(records, "2026-03-20")) if due > "2026-03-11"} == {
        "2026-04-10": DONE,
        "2026-03-27": OPEN,
    }
