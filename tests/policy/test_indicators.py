"""Indicators: who counts, who does not, and what happens to a figure once it is frozen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from carebook.policy.adopted import Adopted
from carebook.policy.definitions import Definition
from carebook.policy.hindsight import as_known
from carebook.policy.indicators import Indicator, Period, indicators, month, words, year_to
from carebook.policy.measures import MEASURES
from carebook.policy.snapshots import Basis, differences, freeze, known_basis, text
from carebook.policy.workdays import Workdays
from carebook.records.registry import Patient, Registry
from carebook.records.snapshot import Snapshot
from tests.policy.small import acts, group, patient, policy, rating, registry, visit
from tests.townships import DEMO, shipped, township

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 21)
YEAR = year_to(TODAY)
OCTOBER = month("2026-10", TODAY)


def definitions() -> tuple[Definition, ...]:
    """The shipped definitions."""
    return shipped().definitions


def sheet(adherence: int = 1, **acts: int) -> dict[str, Any]:
    """The national form of a follow-up."""
    return {
        "risk": 0, "symptoms": [], "insight": 1, "sleep": 1, "diet": 1,
        "function": {"self_care": 1, "housework": 1, "work": 1, "study": 1, "social": 1},
        "dangerous_acts": acts or {"none": True}, "restraint": 1, "hospitalization": 0, "lab": {"result": 1},
        "adherence": adherence, "adverse": {"result": 1}, "effect": 1, "referral": {"referred": 1},
        "medication": [], "rehabilitation": [],
    }  # fmt: skip


def full(day: str, adherence: int = 1, stability: int = 3, mode: int = 2, **acts: int) -> dict[str, Any]:
    """A complete follow-up."""
    return visit(day, stability, mode=mode) | {"sheet": sheet(adherence, **acts)}


def one(name: str, *patients: Patient, period: Period = YEAR) -> Indicator:
    """One indicator of a few patients."""
    return next(i for i in indicators(registry(*patients), (), definitions(), period) if i.id == name)


def counted(name: str, *patients: Patient, period: Period = YEAR) -> tuple[set[str], set[str]]:
    """Whom an indicator counts, and who else stands below the line."""
    found = one(name, *patients, period=period)
    return {b.id for b in found.numerator}, {b.id for b in found.others}


def since(status: str, day: str) -> dict[str, list[str]]:
    """At home until a day, then otherwise."""
    return acts((status, day))


def test_every_definition_is_computed() -> None:
    """What the file defines and what the program computes is the same."""
    assert {d.id for d in definitions()} == {*MEASURES, "registered", "prevalence", "timely"}


def test_the_dead_and_those_who_moved_leave_the_register() -> None:
    """Filed minus dead minus moved with their file, on the last day."""
    people = (
        patient(key="P1"),
        patient(key="P2", lived=since("deceased", "2026-02-01")),
        patient(key="P3", lived=since("moved", "2026-02-01")),
        patient(key="P4", lived=since("lost", "2026-02-01")),
    )
    assert counted("registered", *people) == ({"P1", "P4"}, set())
    assert len(one("registered", *people, period=month("2026-01", TODAY)).numerator) == 4
    assert one("registered", *people, period=Period("2019", date(2019, 1, 1), date(2019, 12, 31))).value == 0


def test_whoever_was_filed_on_the_last_day_is_on_the_register() -> None:
    """The day of filing is the first, so is the first day of a period, and so is its last."""
    days = {date(2019, 12, 31): 0, date(2020, 1, 1): 1}
    assert {day: one("registered", patient(), period=year_to(day)).value for day in days} == days
    for day, number in (("2026-09-30", 0), ("2026-10-01", 1), ("2026-10-31", 1), ("2026-11-01", 0)):
        assert len(one("met", patient(visit=[visit(day)]), period=OCTOBER).numerator) == number


@pytest.mark.parametrize(("target", "reached"), [(49, True), (50, True), (51, False), (None, None)])
def test_a_target_is_reached_at_its_number(target: int | None, reached: bool | None) -> None:
    """Half of two patients is fifty of a hundred; without a target nothing is said."""
    half = one("managed", patient(key="P1", visit=[full("2026-03-10")]), patient(key="P2"))
    assert replace(half, definition=msgspec.structs.replace(half.definition, target=target)).reached is reached


def test_a_month_that_is_not_over_ends_today() -> None:
    """What is still to come is in no figure; a month that is over is whole."""
    assert (month("2026-11", TODAY).last, month("2026-10", TODAY).last) == (TODAY, date(2026, 10, 31))


def test_prevalence_needs_a_population() -> None:
    """Without one there is no share, rather than a wrong one."""
    assert one("prevalence", patient()).value is None


def test_managed_asks_for_a_complete_follow_up_this_year() -> None:
    """A sheet, a rating of the same day, or a stay in hospital make a visit complete; a visit in vain does not count."""
    assert counted(
        "managed",
        patient(key="P1", visit=[full("2026-03-10")]),
        patient(key="P2", visit=[visit("2026-03-10")], rating=[rating("2026-03-10")]),
        patient(key="P3", visit=[visit("2026-03-10", mode=3)], admission=["2026-02-01"]),
        patient(key="P4", visit=[visit("2026-03-10")]),
        patient(key="P5", visit=[full("2026-03-10") | {"lost": {"reason": 1}}]),
        patient(key="P6", visit=[full("2025-12-31")]),
        patient(key="P7", rating=[rating("2026-03-10")]),
    ) == ({"P1", "P2", "P3"}, {"P4", "P5", "P6", "P7"})


def test_standard_allows_three_months_between_visits() -> None:
    """Neighbouring visits of the year lie three calendar months apart at most; the year before does not matter."""
    assert counted(
        "standard",
        patient(key="P1", visit=[full("2026-01-01"), visit("2026-04-30"), visit("2026-07-01")]),
        patient(key="P2", visit=[full("2026-01-31"), visit("2026-05-01")]),
        patient(key="P3", visit=[full("2025-01-01"), full("2026-06-01")]),
        patient(key="P4", visit=[visit("2026-01-01")]),
    ) == ({"P1", "P3"}, {"P2", "P4"})


def test_medicine_is_taken_regularly_with_gaps_or_in_hospital() -> None:
    """The latest sheet of the year decides; whoever is in hospital takes it."""
    people = (
        patient(key="P1", visit=[full("2026-03-01", 3), full("2026-06-01", 1)]),
        patient(key="P2", visit=[full("2026-03-01", 1), full("2026-06-01", 2), visit("2026-07-01")]),
        patient(key="P3", visit=[full("2026-03-01", 1), full("2026-06-01", 3)]),
        patient(key="P4", lived=since("hospital", "2026-02-01")),
        patient(key="P5", visit=[full("2026-06-01", 4)]),
    )
    assert counted("medicated", *people) == ({"P1", "P2", "P4"}, {"P3", "P5"})
    assert counted("regular", *people) == ({"P1"}, {"P2", "P3", "P4", "P5"})
    assert counted("schizophrenia", *people) == counted("medicated", *people)


def test_stable_is_asked_of_those_at_home_and_managed() -> None:
    """Whoever is in hospital, or was never seen, is not below the line."""
    assert counted(
        "stable",
        patient(key="P1", visit=[full("2026-03-01", stability=1), visit("2026-06-01", 3)]),
        patient(key="P2", visit=[full("2026-03-01", stability=3), visit("2026-06-01", 2)]),
        patient(key="P3", visit=[full("2026-01-05")], lived=since("hospital", "2026-02-01")),
        patient(key="P4"),
    ) == ({"P1"}, {"P2"})


def test_a_call_is_no_meeting_and_a_month_is_a_month() -> None:
    """Clinic and home visits count, telephone calls do not; a month's figure looks at the month alone."""
    people = (
        patient(key="P1", visit=[visit("2026-10-01", mode=1)]),
        patient(key="P2", visit=[visit("2026-10-31", mode=2)]),
        patient(key="P3", visit=[visit("2026-10-15", mode=3)]),
        patient(key="P4", visit=[visit("2026-09-30"), visit("2026-11-01")]),
    )
    assert counted("met", *people, period=OCTOBER) == ({"P1", "P2"}, {"P3", "P4"})
    assert counted("met", *people) == ({"P1", "P2", "P4"}, {"P3"})


def test_acts_count_by_kind_once_a_person() -> None:
    """Incidents and what sheets tell of acts; two acts of one person are one."""
    act = {"date": "2026-10-09", "summary": "事"}
    people = (
        patient(key="P1", incident=[act | {"kind": 2}, act | {"kind": 3}]),
        patient(key="P2", incident=[act | {"kind": 1}]),
        patient(key="P3", visit=[full("2026-10-05", crime=1)]),
        patient(key="P4", incident=[act | {"kind": 2, "date": "2026-09-09"}]),
    )
    assert counted("offences", *people, period=OCTOBER) == ({"P1", "P3"}, {"P2", "P4"})
    assert counted("disturbances", *people, period=OCTOBER)[0] == {"P2"}


def test_a_refused_check_up_is_none() -> None:
    """Refusal is recorded and does not count as examined."""
    entry = {"date": "2026-05-01"}
    assert counted(
        "examined",
        patient(key="P1", checkup=[entry]),
        patient(key="P2", checkup=[entry | {"refused": True, "reason": "不愿"}]),
    ) == ({"P1"}, {"P2"})


def basis(records: Registry, today: str) -> Basis:
    """The small township under the shipped policy."""
    adopted = Adopted(policy(), date(2026, 1, 31))
    going_by = replace(shipped(), adopted=(adopted,), workdays=Workdays())
    return known_basis(records, going_by, date.fromisoformat(today))


def _visited(*days: str | tuple[str, str]) -> Registry:
    """One patient at home, stable, visited on these days; (day, day of recording) if recorded later."""
    pairs = [(d, d) if isinstance(d, str) else d for d in days]
    visits = [full(day) | {"recorded_on": entered} for day, entered in pairs]
    people = patient(visit=visits, rating=[rating("2026-01-30")])
    return registry(people, groups=[group("P1")])


def _timely(records: Registry, name: str, today: str) -> tuple[int, int | None] | None:
    found = basis(records, today).figures(month(name, date.fromisoformat(today)))
    visits = (i for i in found if i.id == "timely/zhongliang-2022-9/visit")
    return next(((len(i.numerator), i.over) for i in visits), None)


def test_what_is_due_on_the_last_day_of_a_month_is_not_lost() -> None:
    """Asked after the month, an item of its last day that was not done in time is below the line."""
    records = _visited("2026-02-28", "2026-03-31", "2026-05-02")
    assert _timely(records, "2026-04", "2026-04-30") is None
    assert _timely(records, "2026-04", "2026-05-01") == (0, 1)


def test_timely_counts_what_fell_due_within_the_period() -> None:
    """In time is above the line, late and overdue below; what is due later or still open is not looked at."""
    records = _visited("2026-02-20", "2026-03-20", "2026-05-02")
    assert _timely(records, "2026-03", "2026-06-30") == (1, 1)
    assert _timely(records, "2026-04", "2026-06-30") == (0, 1)
    assert _timely(records, "2026-06", "2026-06-30") == (0, 1)
    assert not [
        i for i in basis(records, "2026-06-01").figures(month("2026-06", date(2026, 6, 1))) if i.id.endswith("/visit")
    ]


@pytest.mark.parametrize(
    ("numerator", "over", "said"),
    [(22, None, "22"), (1, 3, "33.33%"), (2, 3, "66.67%"), (1, 800, "0.13%"), (0, 0, "—"), (5, 5, "100.00%")],
)
def test_figures_are_rounded_as_people_round(numerator: int, over: int | None, said: str) -> None:
    """Two places, halves up, and a dash where there is nothing to divide by."""
    assert words(numerator, over) == said


def test_entries_recorded_later_were_not_known() -> None:
    """What is recorded on the day itself was known, what is recorded the day after was not."""
    records = _visited(("2026-10-01", "2026-11-05"), ("2026-10-02", "2026-11-06"))
    known = as_known(records, date(2026, 11, 5))
    assert [one.day.day for one in known.patients["P1"].entries.of("visit")] == [1]
    assert len(records.patients["P1"].entries.of("visit")) == 2


def test_records_are_named_by_their_files() -> None:
    """The record that decided is the file of one that was known, whatever was written since."""
    records = _visited(("2026-10-21", "2026-10-22"), ("2026-10-22", "2026-11-10"))
    then = basis(records, "2026-11-05")
    met = next(i for i in then.figures(OCTOBER) if i.id == "met")
    assert [one.record for one in met.numerator] == ["patients/P1/2026/10-21-visit-S1.yaml"]


def test_a_late_entry_shows_as_a_difference() -> None:
    """A visit of the month recorded after the freeze changes what comes out again, and is told; before it, nothing."""
    records = _visited("2026-02-20", ("2026-10-20", "2026-11-10"))
    frozen = freeze(basis(records, "2026-11-05"), "2026-10")
    assert list(differences(basis(records, "2026-11-09"), frozen)) == []
    changed = {
        f.id: ((f.numerator, f.denominator), (again.numerator, again.denominator))
        for _, f, again in differences(basis(records, "2026-11-10"), frozen)
        if again
    }
    assert changed["met"] == ((0, 1), (1, 1))


def test_a_definition_that_is_gone_is_told() -> None:
    """A frozen figure that nobody computes any more does not pass in silence."""
    whole = basis(_visited("2026-02-20"), "2026-11-05")
    frozen = freeze(whole, "2026-10")
    less = Basis(whole.registry, whole.items, whole.definitions[:-2], whole.today)
    gone = [f.id for _, f, again in differences(less, frozen) if again is None]
    assert "examined" in gone


def test_a_snapshot_is_read_as_it_was_written() -> None:
    """The file gives back the same numbers and ids, and passes its schema."""
    shown = township(DEMO)
    whole = Basis(shown.registry, shown.items, shown.settings.definitions, shown.today)
    frozen = freeze(whole, "2026-10")
    again = yaml.safe_load(text(frozen))
    assert msgspec.convert(again, Snapshot) == frozen
    assert max(map(len, text(frozen).splitlines())) < 160


def test_villages_add_up_to_the_township() -> None:
    """Each patient and item belongs to one village, but for what the township itself must do."""
    shown = township(DEMO)
    whole = {i.id: i for i in indicators(shown.registry, shown.items, shown.settings.definitions, YEAR)}
    own = {i.id for i in shown.items if not i.village}
    parts: dict[str, list[Indicator]] = {}
    for village in shown.registry.villages:
        for one in whole.values():
            parts.setdefault(one.id, []).append(one.within(village, None))
    for key, found in whole.items():
        numerator = {b.id for b in found.numerator}
        assert numerator <= {b.id for b in found.denominator}
        assert {b.id for part in parts.get(key, ()) for b in part.numerator} == numerator - own
        below = [b.id for part in parts.get(key, ()) for b in part.denominator]
        assert sorted(below) == sorted(b.id for b in found.denominator if b.id not in own)
