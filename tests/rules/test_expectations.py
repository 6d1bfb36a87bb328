"""Expectations about the whole: what is a habit, and what is not."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from msgspec import structs

from carebook.context import Context
from carebook.policy.bounds import Bounds
from carebook.reading.fields import fields
from carebook.records.entry import Entries, Entry
from carebook.records.kinds import file_name
from carebook.records.patient_entries import Move
from carebook.records.registry import CareGroup, Patient
from carebook.records.visit import Points, Visit
from carebook.rules.township import expectations
from carebook.rules.world import Check, World
from tests.rules.borrowed import ROOT, TODAY, Township
from tests.townships import shipped

Change = Callable[[Visit], Visit]


def _bounds() -> Bounds:
    found = shipped().bounds
    assert found is not None
    return found


BOUNDS = _bounds()
FEWEST = BOUNDS.fewest


def _points(text: str) -> Points:
    return Points(situation=text, change=text, treatment=text, guardianship=text, control=text)


def _visit(number: int) -> Visit:
    """An honest visit: every third day, entered on the next, in words of its own, now and then fairly stable."""
    day = date(2026, 9, 1) + timedelta(days=number * 3)
    return Visit(
        date=day,
        recorded_on=day + timedelta(days=1),
        recorded_by="QX-S02",
        mode=2,
        subjects=(1,),
        members=("QX-S01", "QX-S02", "QX-S03"),
        points=_points(f"第{number}次看望，情况平稳。"),
        stability=2 if number % 5 == 0 else 3,
    )


def _entries(patient: str, visits: Iterable[Visit]) -> Entries:
    """These visits and nothing else."""
    return Entries.gathered(
        Entry("visit", visit.date, visit, f"patients/{patient}/{file_name('visit', f'{visit.date}', 'QX-S02', nth)}")
        for nth, visit in enumerate(visits, 1)
    )


def _with(base: Context, visits: list[Visit]) -> World:
    """The base township in which one patient has exactly these visits."""
    patient = base.registry.patients["QX-0001"]
    return _world(base, {patient.id: replace(patient, entries=_entries(patient.id, visits))})


def _world(base: Context, patients: dict[str, Patient], groups: dict[str, CareGroup] | None = None) -> World:
    """The base township with other patients, and other groups where they are given."""
    serving = base.registry.groups if groups is None else groups
    like = base.registry.sources["patients/QX-0001/2026/11-06-visit-S01.yaml"]
    invented = {entry.file: like for patient in patients.values() for entry in patient.entries}
    return World(
        registry=replace(
            base.registry, patients=patients, groups=serving, sources={**invented, **base.registry.sources}
        ),
        settings=base.settings,
        items=(),
        today=TODAY,
        schemas=base.home.schemas,
    )


def _many(base: Context, count: int) -> dict[str, Patient]:
    """Patients like the first of the base township, each visited once, all in its grid."""
    first = base.registry.patients["QX-0001"]
    ids = [f"QX-9{number:03}" for number in range(count)]
    visit = structs.replace(_visit(1), stability=3)
    return {i: replace(first, id=i, entries=_entries(i, [visit])) for i in ids}


def _codes(check: Check, world: World) -> list[str]:
    return [finding.rule for finding in check(world)]


HABITS: list[tuple[Check, str, Change]] = [
    (expectations.brief_points, "E103", lambda v: structs.replace(v, points=_points("正常"))),
    (expectations.month_ends, "E105", lambda v: structs.replace(v, recorded_on=date(2026, 10, 31))),
    (expectations.one_weekday, "E106", lambda v: structs.replace(v, date=date(2026, 10, 14))),
    (expectations.late_entries, "E107", lambda v: structs.replace(v, recorded_on=v.date + timedelta(days=8))),
    (expectations.by_phone, "E108", lambda v: structs.replace(v, mode=3)),
]
NAMES = [code for _, code, _ in HABITS]


@pytest.mark.parametrize(("check", "code", "change"), HABITS, ids=NAMES)
def test_a_habit_is_told_once(base: Context, check: Check, code: str, change: Change) -> None:
    """What most visits of the quarter show is said once, at the township; honest visits say nothing."""
    visits = [_visit(number) for number in range(FEWEST)]
    assert _codes(check, _with(base, visits)) == []
    assert _codes(check, _with(base, [change(visit) for visit in visits])) == [code]


@pytest.mark.parametrize(("check", "code", "change"), HABITS, ids=NAMES)
def test_half_is_no_habit(base: Context, check: Check, code: str, change: Change) -> None:
    """As many visits of one sort as of the other show no habit."""
    visits = [_visit(number) for number in range(FEWEST)]
    half = [change(visit) if number % 2 else visit for number, visit in enumerate(visits)]
    assert code not in _codes(check, _with(base, half))


@pytest.mark.parametrize(("check", "code", "change"), HABITS, ids=NAMES)
def test_few_visits_are_no_habit(base: Context, check: Check, code: str, change: Change) -> None:
    """Fewer visits than show a habit are left alone, whatever they look like."""
    visits = [change(_visit(number)) for number in range(FEWEST - 1)]
    assert code not in _codes(check, _with(base, visits))


def test_copied_words_are_told_at_the_third_visit(base: Context) -> None:
    """E104: two visits with the same words pass, three in a row do not; other words in between break the row."""
    visits = [structs.replace(_visit(number), points=_points("在家，平稳。")) for number in range(3)]
    assert _codes(expectations.copied_points, _with(base, visits[:2])) == []
    assert _codes(expectations.copied_points, _with(base, visits)) == ["E104"]
    broken = [visits[0], _visit(1), *visits[1:]]
    assert _codes(expectations.copied_points, _with(base, broken)) == []


def test_a_day_that_cannot_hold_its_visits(base: Context) -> None:
    """E109: one more visit than a day can hold is told for each who was there; the bound itself is not."""
    visits = [structs.replace(_visit(n), date=date(2026, 10, 14)) for n in range(BOUNDS.visits_per_day + 1)]
    assert _codes(expectations.busy_days, _with(base, visits[1:])) == []
    assert _codes(expectations.busy_days, _with(base, visits)) == ["E109"] * 3


def test_nobody_ever_changes(base: Context) -> None:
    """E110: a quarter in which twenty patients are all stable is told; one fluctuation is enough to be believed."""
    patients = _many(base, FEWEST)
    assert _codes(expectations.all_calm, _world(base, patients)) == ["E110"]
    one = patients["QX-9000"]
    visit = structs.replace(one.entries.of("visit")[0].record, fluctuation=True)
    patients["QX-9000"] = replace(one, entries=_entries(one.id, [visit]))
    assert _codes(expectations.all_calm, _world(base, patients)) == []


def test_old_forms(base: Context) -> None:
    """E111: forms filled in more than three years ago are told once; newer ones are not."""
    patients = _many(base, FEWEST)
    assert _codes(expectations.old_forms, _world(base, patients)) == []
    for patient in list(patients.values()):
        form = structs.replace(patient.profile.supplementary, filled_on=date(2020, 1, 1))
        patients[patient.id] = replace(patient, profile=structs.replace(patient.profile, supplementary=form))
    assert _codes(expectations.old_forms, _world(base, patients)) == ["E111"]


def test_a_grid_keeper_with_too_many(base: Context) -> None:
    """E102: the bound itself passes, one patient more does not; those who moved away do not count."""
    patients = _many(base, BOUNDS.patients_per_keeper)
    assert _codes(expectations.keepers_load, _world(base, patients)) == []
    patients = _many(base, BOUNDS.patients_per_keeper + 1)
    assert _codes(expectations.keepers_load, _world(base, patients)) == ["E102"]
    first = patients["QX-9000"]
    move = Move(date=TODAY, recorded_on=TODAY, recorded_by="QX-S02", place="外县")
    gone = Entry("move", TODAY, move, "patients/QX-9000/2026/11-21-move-S02.yaml")
    patients["QX-9000"] = replace(first, entries=Entries.gathered([*first.entries, gone]))
    assert _codes(expectations.keepers_load, _world(base, patients)) == []


def test_a_doctor_with_too_many(base: Context) -> None:
    """E101: a doctor's patients are counted over all groups."""
    patients = _many(base, BOUNDS.patients_per_doctor + 1)
    group = base.registry.groups["QX-G01"]
    serving = CareGroup(structs.replace(group.group, patients=tuple(patients)), group.entries)
    world = _world(base, patients, {group.id: serving})
    assert _codes(expectations.doctors_load, world) == ["E101"]
    assert _codes(expectations.doctors_load, _world(base, _many(base, BOUNDS.patients_per_doctor))) == []


OWN = "expectations:\n  - bound: {bound}\n    value: {value}\n    reason: 县里派医生每周来两天\nsensitive_periods:\n"


def _own(township: Township, bound: str, value: int) -> None:
    township.swap("township.yaml", "sensitive_periods:\n", OWN.format(bound=bound, value=value))


def test_the_township_may_set_a_bound_of_its_own(township: Township) -> None:
    """E101: two patients for one doctor are too many where the township says one; the reason must be written."""
    assert township.found("E101") == []
    _own(township, "patients_per_doctor", 1)
    (finding,) = township.found("E101")
    assert "2 名患者，超过 1 名" in finding.message
    township.swap("township.yaml", "    reason: 县里派医生每周来两天\n", "")
    assert [f.rule for f in township.context().findings] == ["F202"]


def test_an_unknown_bound_is_told_with_those_there_are(township: Township) -> None:
    """F204: a bound that does not exist is refused where it is written."""
    _own(township, "patients_per_nurse", 1)
    (finding,) = township.context().findings
    assert (finding.rule, finding.place.line) == ("F204", township.line_of("township.yaml", "patients_per_nurse"))


def test_bounds_are_called_alike_everywhere() -> None:
    """The names a township may use are the bounds there are; the handbook shows the value in force as the example."""
    known = {field.path[0]: field.schema for field in fields(ROOT / "schemas", "expectations")}
    own = next(f for f in fields(ROOT / "schemas", "township") if f.path[-2:] == ("[]", "bound"))
    assert own.schema["x-codes"] == {key: schema["title"] for key, schema in known.items()}
    assert {key: schema["examples"][0] for key, schema in known.items()} == structs.asdict(BOUNDS)
