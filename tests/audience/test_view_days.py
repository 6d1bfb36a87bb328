"""A view shows what happened by its day, newest first, and whom its readers answer for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from msgspec import structs

from carebook.audience.people import PatientView
from carebook.audience.view import View
from carebook.audience.visits import visit_text
from carebook.policy.item import ItemState
from tests.policy.small import Happened, acts, entries, rating, visit
from tests.townships import DEMO, TODAY, township

WHO = "QX-0010"


def on(day: str, audience: str = "office", scope: str = "") -> View:
    """The demo township as one audience would have seen its records on another day."""
    return replace(township(DEMO), today=date.fromisoformat(day)).view(audience, scope)


def lived(day: str, happened: Mapping[str, Happened], audience: str = "office", scope: str = "") -> PatientView:
    """A patient of the demo township to whom this happened, and nothing else."""
    context = township(DEMO)
    known = {key.replace("-", "_"): many for key, many in happened.items()}
    one = replace(context.registry.patients[WHO], entries=entries(f"patients/{WHO}", **known))
    changed = replace(context.registry, patients={**context.registry.patients, WHO: one})
    return replace(context, registry=changed, today=date.fromisoformat(day)).view(audience, scope).patients[WHO]


def days(shown: list[Any], key: str = "date") -> list[str]:
    """The days of records, in their order."""
    return [f"{getattr(one, key)}" for one in shown]


def test_what_the_villages_did_is_listed_up_to_today_newest_first() -> None:
    """A patrol of today is there, with its village; one of tomorrow is not yet."""
    for day, newest in (("2026-06-11", "2026-06-11"), ("2026-06-10", "2026-06-09")):
        view = on(day)
        told = view.by_village("patrol")
        found = days([one for _, one in told])
        assert found == sorted(found, reverse=True)
        assert found[0] == newest
        assert {village for village, _ in told} == set(view.villages)
        assert days(view.everywhere("patrol")) == found
    assert days(on("2026-06-11").entries("patrol", "QX-V1"))[:3] == ["2026-06-11", "2026-06-11", "2026-05-15"]
    assert days(on("2026-06-10").entries("patrol", "QX-V1"))[0] == "2026-05-15"


def test_a_patients_stays_and_moves_are_listed_newest_first() -> None:
    """Up to today: an admission of tomorrow is not told, one of today is."""
    happened = {
        "admission": ["2026-02-01", "2026-05-01", "2026-08-01"],
        "discharge": ["2026-03-01", "2026-06-01", "2026-09-01"],
        "leave": ["2026-03-10", "2026-10-10"],
        "return": ["2026-04-10"],
    }
    assert days(lived("2026-08-01", happened).stays, "admitted") == ["2026-08-01", "2026-05-01", "2026-02-01"]
    assert days(lived("2026-07-31", happened).stays, "admitted") == ["2026-05-01", "2026-02-01"]
    assert days(lived("2026-10-10", happened).movements) == ["2026-10-10", "2026-04-10", "2026-03-10"]
    assert days(lived("2026-10-09", happened).movements) == ["2026-04-10", "2026-03-10"]
    assert days(lived("2026-03-10", happened).statuses, "since")[-1] == "2026-03-10"
    assert days(lived("2026-03-09", happened).statuses, "since")[-1] == "2026-03-01"


def test_a_death_is_told_from_its_day_on() -> None:
    """A later day, which only a slip can have written, is told by nobody before it comes."""
    happened = {"death": ["2026-10-10"]}
    assert lived("2026-10-09", happened).death is None
    assert lived("2026-10-09", happened).in_care(date(2026, 10, 9))
    dead = lived("2026-10-10", happened)
    assert dead.death is not None
    assert (dead.death.date, dead.status) == (date(2026, 10, 10), "deceased")
    assert not dead.in_care(date(2026, 10, 10))
    assert lived("2026-10-10", {}).death is None


def test_a_patient_is_in_care_from_the_day_of_filing_on() -> None:
    """The day itself is the first; who is away is in care, who moved with the file is not."""
    filed = township(DEMO).registry.patients[WHO].profile.filed
    one = lived(f"{TODAY}", acts(("home", "2026-01-01"), ("away", "2026-03-01")))
    assert one.in_care(filed)
    assert not one.in_care(date.fromordinal(filed.toordinal() - 1))
    assert one.in_care(date(2026, 3, 1))
    moved = lived(f"{TODAY}", {"move": ["2026-03-01"]})
    assert [moved.in_care(date(2026, *day)) for day in ((2, 28), (3, 1))] == [True, False]


def test_visits_from_a_day_on_include_that_day() -> None:
    """Newest first; without a day all of them."""
    one = lived("2026-06-30", {"visit": [visit(f"2026-0{month}-10") for month in (3, 4, 5, 7)]})
    assert days(one.entries("visit")) == ["2026-05-10", "2026-04-10", "2026-03-10"]
    assert days(one.entries("visit", date(2026, 4, 10))) == ["2026-05-10", "2026-04-10"]
    assert days(one.entries("visit", date(2026, 4, 11))) == ["2026-05-10"]


def test_the_risk_of_a_day_is_that_of_the_last_rating_by_then() -> None:
    """A rating of the day itself counts, one of tomorrow does not; today's is what the patient is known by."""
    one = lived("2026-06-30", {"rating": [rating("2026-03-10", risk=1), rating("2026-06-30", risk=4)]})
    assert [one.known(date(2026, 6, day)).risk for day in (29, 30)] == [1, 4]
    assert one.risk == 4
    assert lived("2026-06-29", {"rating": [rating("2026-03-10", risk=1), rating("2026-06-30", risk=4)]}).risk == 1


def test_high_is_from_the_level_that_the_documents_name() -> None:
    """The level itself is high; somebody never rated is not."""
    view = township(DEMO).view("office")
    assert view.high_risk == 3
    assert [view.is_high(risk) for risk in (None, 2, 3, 5)] == [False, False, True, True]


def test_a_visit_says_whom_it_told_of_a_turn_for_the_worse() -> None:
    """Leader, office and police, each with its day, as far as the reader may know."""
    told = {"fluctuation": True, "leader_told_on": "2026-06-01", "reported_on": "2026-06-02"}
    made = {"visit": [{**visit("2026-06-01"), **told, "police_told_on": "2026-06-03"}]}
    whole = "病情波动，2026-06-01 报告组长，2026-06-02 报告办公室，2026-06-03 报告派出所"
    assert visit_text(lived("2026-06-30", made).entries("visit")[0]) == whole
    village = township(DEMO).registry.patients[WHO].village_on(TODAY)
    (seen,) = lived("2026-06-30", made, "village", village).entries("visit")
    assert seen.sees("fluctuation")
    assert not seen.sees("police_told_on")
    assert visit_text(seen) == "病情波动，2026-06-01 报告组长，2026-06-02 报告办公室"
    some = lived(
        "2026-06-30", {"visit": [{**visit("2026-06-01"), "fluctuation": True, "police_told_on": "2026-06-01"}]}
    )
    assert visit_text(some.entries("visit")[0]) == "病情波动，2026-06-01 报告派出所"


def test_papers_are_made_for_the_readers_own_people() -> None:
    """A department's calendars are those of its members, a village's of its cadres; the office has everybody's."""
    everybody = township(DEMO).view("office")
    units = {code: str(everybody.staff[code].unit) for code in everybody.own_workers()}
    assert {"police", "clinic", "civil-affairs", "QX-V1"} <= set(units.values())
    for audience, scope in (("police", ""), ("civil-affairs", ""), ("village", "QX-V1")):
        view = township(DEMO).view(audience, scope)
        mine = [code for code, unit in sorted(units.items()) if unit == (scope or audience)]
        assert view.own_workers() == mine != []
    assert township(DEMO).view("clinic").own_workers() == sorted(units)


@pytest.mark.parametrize(("number", "edition", "out"), [(4, "codes", True), (5, "codes", False), (5, None, True)])
def test_a_public_roster_needs_as_many_groups_as_may_be_said(number: int, edition: str | None, out: bool) -> None:
    """Five are the smallest number that may be said; with four, or without a decision, the roster is left out."""
    context = township(DEMO)
    whole = next(one for one in context.registry.notices.values() if len(one.groups) > 5)
    assert whole.publication is not None
    decided = structs.replace(whole.publication, attribute="主动公开", public_edition=edition)
    few = structs.replace(whole, groups=whole.groups[:number], publication=decided, state="published")
    changed = replace(context, registry=replace(context.registry, notices={few.id: few}))
    public, office = changed.view("public"), changed.view("office")
    assert len(public.noticed(public.notices[few.id])) == number
    assert public.rosters_left_out(public.notices[few.id]) is out
    assert not office.rosters_left_out(office.notices[few.id])
    assert public.counted(number) == ("若干" if number == 4 else "5")
    assert public.counted(0) == "0"
    assert office.counted(number) == str(number)


def test_what_is_still_to_be_done_can_be_narrowed() -> None:
    """By subject, village or worker; what is done, or asked for more strictly by another document, is not there."""
    view = township(DEMO).view("office")
    live = view.live()
    assert live
    assert all(one.strictest and one.state not in {ItemState.DONE, ItemState.CANCELLED} for one in live)
    one = next(item for item in live if item.subject in view.patients and item.members)
    assert {item.subject for item in view.live(subject=one.subject)} == {one.subject}
    assert {item.village for item in view.live(village=one.village)} == {one.village}
    assert all(one.members[0] in item.members for item in view.live(worker=one.members[0]))
    assert one in view.live(subject=one.subject, village=one.village, worker=one.members[0])
