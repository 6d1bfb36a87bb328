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
from carebook.policy.indicator import Indicator, words
from carebook.policy.indicators import indicators, year_to
from carebook.policy.measures import MEASURES
from carebook.policy.snapshots import Basis, differences, freeze, known_basis, text
from carebook.policy.workdays import Workdays
from carebook.records.periods import Period
from carebook.records.registry import Patient, Registry
from carebook.records.snapshot import Snapshot
from tests.policy.small import acts, group, month, patient, policy, rating, registry, visit
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
    assert {d.id for d in definitions()} == {*MEASURES, "registered", "prevalence", "timely", "arrears"}


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
    """Neighbouring visits lie three calendar months apart at most, from the last one before the year to its end."""
    kept = [full("2026-01-01"), visit("2026-04-30"), visit("2026-07-01"), visit("2026-10-31")]
    before = visit("2025-10-31")
    assert counted(
        "standard",
        patient(key="P1", visit=[before, *kept]),
        patient(key="P2", visit=[before, full("2026-01-31"), *kept[2:]]),
        patient(key="P3", visit=[before, *(visit(one["date"]) for one in kept)]),
        patient(key="P4", visit=[before, *kept[:3]]),
        patient(key="P5", visit=kept),
        patient(key="P6", visit=[visit("2025-09-30"), *kept]),
        patient(key="P7", visit=[before]),
    ) == ({"P1"}, {"P2", "P3", "P4", "P5", "P6", "P7"})


def test_a_standard_year_goes_up_to_its_last_day() -> None:
    """Visited in January, a patient is standard until April and not from May on."""
    one_visit = patient(visit=[visit("2025-12-05"), full("2026-01-20")])
    days = {date(2026, 4, 30): {"P1"}, date(2026, 5, 1): set()}
    assert {day: counted("standard", one_visit, period=year_to(day))[0] for day in days} == days


def test_medicine_is_taken_regularly_with_gaps_or_in_hospital() -> None:
    """The latest sheet decides, if it is not older than three months; whoever is in hospital takes it."""
    people = (
        patient(key="P1", visit=[full("2026-09-01", 3), full("2026-10-01", 1)]),
        patient(key="P2", visit=[full("2026-09-01", 1), full("2026-10-01", 2), visit("2026-11-01")]),
        patient(key="P3", visit=[full("2026-09-01", 1), full("2026-10-01", 3)]),
        patient(key="P4", lived=since("hospital", "2026-02-01")),
        patient(key="P5", visit=[full("2026-10-01", 4)]),
        patient(key="P6", visit=[full("2026-08-20", 1), visit("2026-11-01")]),
        patient(key="P7", visit=[full("2026-08-21", 1)]),
    )
    assert counted("medicated", *people) == ({"P1", "P2", "P4", "P7"}, {"P3", "P5", "P6"})
    assert counted("regular", *people) == ({"P1", "P7"}, {"P2", "P3", "P4", "P5", "P6"})
    assert counted("schizophrenia", *people) == counted("medicated", *people)
    assert [b.id for b in one("medicated", *people).unknown] == ["P6"]
    assert [b.id for b in one("regular", *people).unknown] == ["P4", "P6"]
    assert one("medicated", *people).beside == "另有 1 人情况不明"


def test_stable_is_asked_of_those_at_home_and_managed() -> None:
    """Whoever is in hospital, or was never seen, is not below the line; what is older than three months counts nothing."""
    people = (
        patient(key="P1", visit=[full("2026-03-01", stability=1), visit("2026-10-01", 3)]),
        patient(key="P2", visit=[full("2026-03-01", stability=3), visit("2026-10-01", 2)]),
        patient(key="P3", visit=[full("2026-01-05")], lived=since("hospital", "2026-02-01")),
        patient(key="P4"),
        patient(key="P5", visit=[full("2026-08-20", stability=3)]),
    )
    assert counted("stable", *people) == ({"P1"}, {"P2", "P5"})
    assert [b.id for b in one("stable", *people).unknown] == ["P5"]


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


def _visits(records: Registry, name: str, today: str) -> Indicator:
    found = basis(records, today).figures(month(name, date.fromisoformat(today)))
    return next(i for i in found if i.id == "timely/zhongliang-2022-9/visit")


def _timely(records: Registry, name: str, today: str) -> tuple[int, int | None]:
    found = _visits(records, name, today)
    return found.counted, found.over


def _occurrences(records: Registry, name: str, today: str) -> tuple[int, int]:
    found = _visits(records, name, today)
    return len(found.kept), len(found.owed)


def test_timely_counts_the_days_that_were_covered() -> None:
    """A visit of 20 March stands for April as far as days go; 1 May is covered by nothing.

    The first month after the adoption is covered by itself: the patient was known to be stable.
    """
    records = _visited("2026-02-20", "2026-03-20", "2026-05-02")
    assert _timely(records, "2026-01", "2026-06-30") == (1, 1)
    assert _timely(records, "2026-02", "2026-06-30") == (28, 28)
    assert _timely(records, "2026-03", "2026-06-30") == (31, 31)
    assert _timely(records, "2026-04", "2026-06-30") == (30, 30)
    assert _timely(records, "2026-05", "2026-06-30") == (30, 31)
    assert _timely(records, "2026-05", "2026-05-01") == (0, 1)
    assert _timely(records, "2026-07", "2026-07-31") == (0, 31)


def test_beside_the_days_stand_the_occurrences() -> None:
    """April was missed, whatever the days say; what is not due yet is not owed."""
    records = _visited("2026-02-20", "2026-03-20", "2026-05-02")
    assert _occurrences(records, "2026-03", "2026-06-30") == (1, 1)
    assert _occurrences(records, "2026-04", "2026-04-30") == (0, 0)
    assert _occurrences(records, "2026-04", "2026-05-01") == (0, 1)
    assert _occurrences(records, "2026-06", "2026-06-30") == (0, 0)
    assert _occurrences(records, "2026-06", "2026-07-01") == (0, 1)
    assert _visits(records, "2026-04", "2026-05-01").beside == "按期 0 次／应办 1 次"


def test_a_period_is_kept_or_missed() -> None:
    """What the calendar alone asks for is counted by occurrences: the group met in February and not in March."""
    met = registry(patient(), groups=[group("P1", meeting=["2026-02-20"])])

    def meetings(name: str, today: str) -> list[tuple[int, int | None]]:
        found = basis(met, today).figures(month(name, date.fromisoformat(today)))
        return [(i.counted, i.over) for i in found if i.id == "timely/zhongliang-2022-9/meeting"]

    assert meetings("2026-02", "2026-03-01") == [(1, 1)]
    assert meetings("2026-03", "2026-03-31") == []
    assert meetings("2026-03", "2026-04-01") == [(0, 1)]
    assert meetings("2026Q1", "2026-05-01") == [(1, 2)]


def test_arrears_are_what_nothing_covers_when_a_period_is_over() -> None:
    """The visit of 20 March covers April: on 1 May it is in arrears, and so is each other duty once."""
    records = _visited("2026-02-20", "2026-03-20", "2026-05-02")

    def owed(name: str, today: str) -> set[str]:
        found = basis(records, today).figures(month(name, date.fromisoformat(today)))
        return {b.id for i in found if i.id == "arrears" for b in i.numerator}

    assert "P1/visit" not in owed("2026-03", "2026-06-30")
    assert "P1/visit" in owed("2026-04", "2026-06-30")
    assert "P1/visit" not in owed("2026-05", "2026-06-30")
    assert "P1/visit" not in owed("2026-04", "2026-04-30")
    assert "G1/meeting" in owed("2026-04", "2026-06-30")


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
    days = "timely/zhongliang-2022-9/visit"  # nothing covered October; from the 20th on it was, as came out later
    assert changed[days] == ((0, 31), (12, 31))


def test_figures_of_an_older_reckoning_are_not_compared() -> None:
    """They stay what they are; counting otherwise is no change of the records."""
    records = _visited("2026-02-20", ("2026-10-20", "2026-11-10"))
    frozen = freeze(basis(records, "2026-11-05"), "2026-10")
    older = msgspec.structs.replace(frozen, reckoning=1)
    assert list(differences(basis(records, "2026-11-10"), older)) == []


def test_a_definition_that_is_gone_is_told() -> None:
    """A frozen figure that nobody computes any more does not pass in silence."""
    whole = basis(_visited("2026-02-20"), "2026-11-05")
    frozen = freeze(whole, "2026-10")
    less = replace(whole, definitions=[one for one in whole.definitions if one.id != "examined"])
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
    """Each patient, item and day belongs to one village, but for what the township itself must do."""
    shown = township(DEMO)
    basis = known_basis(shown.registry, shown.settings, shown.today)
    whole = {i.id: i for i in basis.figures(YEAR)}
    villages = sorted(shown.registry.villages)
    for key, found in whole.items():
        counted = {b.id: b.weight for b in found.denominator}
        assert all(b.weight <= counted[b.id] for b in found.numerator), key
        parts = [found.within(village, None) for village in ("", *villages)]
        for whole_side, sides in (
            (found.numerator, [p.numerator for p in parts]),
            (found.denominator, [p.denominator for p in parts]),
            (found.owed, [p.owed for p in parts]),
        ):
            assert sorted((b.id, b.weight) for side in sides for b in side) == sorted(
                (b.id, b.weight) for b in whole_side
            )
        assert found.over is None or key == "prevalence" or sum(p.over or 0 for p in parts) == found.over, key
