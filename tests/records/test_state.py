"""Where a patient is, and which agreements run, follows from what happened."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings, strategies as st
from msgspec import structs

from carebook.policy.hindsight import as_known
from carebook.records.entry import Entry
from carebook.records.kinds import entry_kinds
from carebook.records.registry import Patient
from carebook.records.team import Merger
from tests.policy.small import FILED, group, patient, registry, visit
from tests.townships import BASE, township

BACK = {"on": "2026-05-01", "by": "S1", "reason": "录错了"}


def statuses(one: Patient) -> list[tuple[str, str, str]]:
    """Status, first and last day (empty: still so) of each period."""
    return [(p.status, f"{p.since}", f"{p.until or ''}") for p in one.statuses]


def known(one: Patient, day: str) -> Patient:
    """The patient as known at the end of a day."""
    return Patient(one.id, one.identity, one.profile, one.entries.known_on(date.fromisoformat(day)))


def status(one: Patient, day: str) -> str:
    """The status in force on a day."""
    found = one.status_on(date.fromisoformat(day))
    return found.status if found else ""


def test_who_agreed_is_at_home_from_filing_on() -> None:
    """Before filing nobody knows; nothing happened since."""
    assert statuses(patient()) == [("home", FILED, "")]
    assert patient().status_on(date(2019, 12, 31)) is None
    assert patient().standings[0].file == ""


def test_who_did_not_agree_on_the_form_begins_as_refusing() -> None:
    """The consent of the form at filing; a later consent ends it, and a refusal before it changes nothing."""
    assert statuses(patient(agreed=0)) == [("refused", FILED, "")]
    assert statuses(patient(agreed=0, consent=["2026-03-01"])) == [
        ("refused", FILED, "2026-02-28"),
        ("home", "2026-03-01", ""),
    ]
    again = patient(agreed=0, refusal=["2026-02-01"])
    assert statuses(again) == [("refused", FILED, "")]
    assert [entry.kind for entry in again.course.idle] == ["refusal"]


def test_who_was_never_asked_has_not_refused() -> None:
    """A form without the question answered leaves the patient at home, where visits are due."""
    one = patient(agreed=0)
    unasked = structs.replace(one.profile, supplementary=structs.replace(one.profile.supplementary, consent=None))
    assert statuses(replace(one, profile=unasked)) == [("home", FILED, "")]


@pytest.mark.parametrize(
    ("begins", "status", "ends"),
    [
        ("admission", "hospital", "discharge"),
        ("leave", "away", "return"),
        ("loss", "lost", "return"),
        ("refusal", "refused", "consent"),
        ("move", "moved", "return"),
        ("death", "deceased", None),
    ],
)
def test_an_act_counts_from_its_own_day(begins: str, status: str, ends: str | None) -> None:
    """The day of the act is the first of the new status; the day of what ends it is the first at home again."""
    happened = {begins: ["2026-03-10"], **({ends: ["2026-04-01"]} if ends else {})}
    since = ("home", FILED, "2026-03-09")
    after = [(status, "2026-03-10", "2026-03-31"), ("home", "2026-04-01", "")] if ends else [(status, "2026-03-10", "")]
    assert statuses(patient(lived=happened)) == [since, *after]


@pytest.mark.parametrize(
    ("before", "today", "status", "idle"),
    [
        ({"admission": ["2026-03-01"]}, ("discharge", "leave"), "away", []),
        ({"admission": ["2026-03-01"]}, ("discharge", "admission"), "hospital", []),
        ({"admission": ["2026-03-01"]}, ("discharge", "death"), "deceased", []),
        ({"leave": ["2026-03-01"]}, ("return", "admission"), "hospital", []),
        ({"leave": ["2026-03-01"]}, ("return", "leave"), "away", []),
        ({}, ("admission", "discharge"), "home", []),
        ({}, ("leave", "return"), "home", []),
        ({}, ("return",), "home", ["return"]),
        ({"refusal": ["2026-03-01"]}, ("discharge",), "refused", ["discharge"]),
    ],
)
def test_acts_of_one_day(before: dict[str, list[str]], today: tuple[str, ...], status: str, idle: list[str]) -> None:
    """What ends the status of the day before comes first, then what begins one, then what ends that again."""
    happened = {kind: list(days) for kind, days in before.items()}
    for kind in today:
        happened.setdefault(kind, []).append("2026-03-20")
    for order in (happened, dict(reversed(happened.items()))):
        one = patient(lived=order)
        assert one.statuses[-1].status == status
        assert [entry.kind for entry in one.course.idle] == idle
        assert all(p.until is None or p.since <= p.until for p in one.statuses)


def test_nothing_follows_death() -> None:
    """Neither a return nor an admission; a death learned of at a visit is one, on its own day."""
    assert status(patient(death=["2026-03-10"], admission=["2026-03-12"]), "2026-03-20") == "deceased"
    learned = patient(visit=[{**visit("2026-03-20"), "death": {"date": "2026-03-10", "cause": 4}}])
    assert statuses(learned)[-1] == ("deceased", "2026-03-10", "")
    assert learned.died_on == date(2026, 3, 10)
    assert learned.death is not None
    assert learned.standings[-1].file == "patients/P1/2026/03-20-visit-S1.yaml"


def test_what_happened_before_filing_counts_from_filing_on() -> None:
    """Who was in hospital when the dossier was filed begins there."""
    inside = patient(admission=["2019-12-01"], discharge=["2020-02-01"])
    assert statuses(inside) == [("hospital", FILED, "2020-01-31"), ("home", "2020-02-01", "")]
    assert inside.standings[0].file == "patients/P1/2019/12-01-admission-S1.yaml"
    assert status(patient(admission=["2019-11-01"], discharge=["2019-12-01"]), FILED) == "home"


def test_what_was_recorded_later_was_not_known() -> None:
    """Known on a day is what was recorded by then, whenever it happened."""
    late = patient(admission=[{"date": "2026-03-01", "recorded_on": "2026-03-20"}])
    assert status(late, "2026-03-05") == "hospital"
    assert status(known(late, "2026-03-19"), "2026-03-05") == "home"
    assert status(known(late, "2026-03-20"), "2026-03-05") == "hospital"


def test_a_withdrawn_entry_counts_nowhere() -> None:
    """Not as a status, a visit, a death, a stay or an agreement; as known before the withdrawal it still counts."""
    wrong = patient(
        admission=[{"date": "2026-03-01", "withdrawn": BACK}],
        death=[{"date": "2026-04-01", "withdrawn": BACK}],
        visit=[{**visit("2026-04-10"), "withdrawn": BACK}],
        agreement=[{"number": "1", "since": "2026-01-01", "until": "2026-12-31", "withdrawn": BACK}],
    )
    assert statuses(wrong) == [("home", FILED, "")]
    assert (wrong.death, wrong.died_on, wrong.stays, wrong.accords) == (None, None, (), ())
    assert wrong.entries.of("visit") == ()
    assert {entry.kind for entry in wrong.entries} == {"admission", "death", "visit", "agreement"}
    before = known(wrong, "2026-04-30")
    assert status(before, "2026-03-05") == "hospital"
    assert before.died_on == date(2026, 4, 1)
    assert len(before.accords) == len(before.stays) == len(before.entries.of("visit")) == 1
    assert statuses(known(wrong, "2026-05-01")) == [("home", FILED, "")]


def test_a_withdrawn_end_lets_the_status_go_on() -> None:
    """A discharge that was none leaves the patient in hospital."""
    inside = patient(admission=["2026-03-01"], discharge=[{"date": "2026-03-20", "withdrawn": BACK}])
    assert statuses(inside)[-1] == ("hospital", "2026-03-01", "")
    assert inside.stays[0].discharged is None


def test_a_stay_ends_with_the_discharge_before_the_next_admission() -> None:
    """Each admission has its own discharge; one that was forgotten stays open."""
    stays = patient(admission=["2026-01-05", "2026-02-05", "2026-03-05"], discharge=["2026-02-01", "2026-03-20"]).stays
    assert [(f"{one.admitted}", f"{one.discharged}") for one in stays] == [
        ("2026-01-05", "2026-02-01"),
        ("2026-02-05", "None"),
        ("2026-03-05", "2026-03-20"),
    ]


def test_who_changes_hospital_on_one_day_has_two_stays() -> None:
    """The discharge of the day ends the stay before; the next one ends with its own."""
    stays = patient(admission=["2026-03-01", "2026-03-20"], discharge=["2026-03-20", "2026-04-01"]).stays
    assert [f"{one.discharged}" for one in stays] == ["2026-03-20", "2026-04-01"]
    (short,) = patient(admission=["2026-03-20"], discharge=["2026-03-20"]).stays
    assert f"{short.discharged}" == "2026-03-20"


def test_agreements_are_put_together_from_what_happened() -> None:
    """An assessment belongs to the agreement that holds its quarter, an end to the one that ran; each names its file."""
    one = patient(
        agreement=[
            {"number": "1", "since": "2025-01-01", "until": "2025-12-31", "amount": 2400},
            {"number": "2", "since": "2026-01-01", "until": "2026-12-31", "amount": 2400},
        ],
        assessment=[
            {"date": "2026-01-08", "quarter": "2025Q4"},
            {"date": "2026-04-02", "quarter": "2026Q1", "passed": False},
        ],
        agreement_end=[{"date": "2026-06-30", "reason": "监护人变更"}],
    )
    first, second = one.accords
    assert [f"{made.date}" for made in first.state.assessments] == ["2026-01-08"]
    assert [made.passed for made in second.state.assessments] == [False]
    assert first.state.ended is None
    assert (second.state.ended, second.state.ended_reason) == (date(2026, 6, 30), "监护人变更")
    assert second.signed.file == "patients/P1/2026/01-01-agreement-S1.yaml"
    assert [entry.file for entry in first.assessed] == ["patients/P1/2026/01-08-assessment-S1.yaml"]
    assert second.ended is not None
    then = known(one, "2026-04-01").accords
    assert [len(made.state.assessments) for made in then] == [1, 0]
    assert then[1].state.ended is None


def test_an_end_of_no_agreement_ends_none() -> None:
    """On its day nothing ran."""
    one = patient(
        agreement=[{"number": "1", "since": "2026-01-01", "until": "2026-06-30"}], agreement_end=["2026-07-01"]
    )
    assert one.accords[0].ended is None


def test_what_changed_nothing_before_filing_is_not_told() -> None:
    """Of the time before the dossier not everything is known, so that nothing of it is a slip; of the days after it is."""
    assert patient(admission=["2019-11-01", "2019-12-01"]).course.idle == ()
    assert patient(agreed=0, lived={"return": [FILED]}).course.idle == ()
    for happened in ({"admission": ["2019-11-01", "2020-01-02"]}, {"discharge": ["2020-01-02"]}):
        assert [f"{one.day}" for one in patient(lived=happened).course.idle] == ["2020-01-02"]


def test_the_status_at_filing_rests_on_the_act_that_says_so() -> None:
    """The first of several that say it, up to the day of filing itself."""
    inside = patient(admission=["2019-11-01", "2019-12-01"])
    assert [one.file for one in inside.standings] == ["patients/P1/2019/11-01-admission-S1.yaml"]
    refusing = patient(agreed=0, refusal=[FILED])
    assert [one.file for one in refusing.standings] == ["patients/P1/2020/01-01-refusal-S1.yaml"]


def test_an_end_belongs_to_the_agreement_begun_last() -> None:
    """Where a new agreement began before the old one ran out, it is the new one that is ended, on its days inclusive."""
    signed = [
        {"number": "1", "since": "2025-07-01", "until": "2026-06-30"},
        {"number": "2", "since": "2026-01-01", "until": "2026-12-31"},
    ]
    for day in ("2026-01-01", "2026-03-01", "2026-12-31"):
        ended = patient(agreement=signed, agreement_end=[day]).accords
        assert [f"{one.state.ended}" for one in ended] == ["None", day]
    before = patient(agreement=signed, agreement_end=["2025-12-31"]).accords
    assert [f"{one.state.ended}" for one in before] == ["2025-12-31", "None"]


def test_only_the_first_end_of_an_agreement_counts() -> None:
    """What was ended cannot be ended again."""
    signed = [{"number": "1", "since": "2026-01-01", "until": "2026-12-31"}]
    one = patient(agreement=signed, agreement_end=["2026-03-01", "2026-05-01"])
    assert one.accords[0].state.ended == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("day", "quarter", "number"),
    [
        ("2025-04-02", "2025Q1", "1"),  # before all of them: the first
        ("2026-03-01", "2026Q1", "1"),  # between the two
        ("2026-07-01", "2026Q2", "2"),  # on the second one's first day
        ("2027-01-10", "2027Q1", "2"),  # after all of them: the last
    ],
)
def test_an_assessment_of_no_agreements_quarter_goes_to_the_last_begun(day: str, quarter: str, number: str) -> None:
    """Agreements of the second halves of two years, and assessments of quarters that neither holds."""
    halves = [
        {"number": "1", "since": "2025-07-01", "until": "2025-12-31"},
        {"number": "2", "since": "2026-07-01", "until": "2026-12-31"},
    ]
    one = patient(agreement=halves, assessment=[{"date": day, "quarter": quarter}])
    assert [made.state.number for made in one.accords if made.state.assessments] == [number]


def test_a_residence_holds_until_the_next() -> None:
    """Whatever order they are written in; before the first it is the first."""
    moved = patient(residences=[("V2", "2026-11-10", "2026-11-12"), ("V1", FILED, FILED)])
    days = ["2019-01-01", "2026-11-09", "2026-11-10", "2030-01-01"]
    assert [moved.village_on(date.fromisoformat(day)) for day in days] == ["V1", "V1", "V2", "V2"]


def test_a_village_is_the_other_one_from_the_day_of_the_merger_on() -> None:
    """The day itself is the first; a merger that was recorded later was not known before."""
    first, second = date(2026, 6, 1), date(2026, 9, 1)
    merged = {
        "V1": (Merger(village="V2", since=first, recorded_on=first),),
        "V2": (Merger(village="V3", since=second, recorded_on=date(2026, 10, 1)),),
    }
    one = replace(patient(), merged=merged)
    days = [date(2026, 5, 31), first, date(2026, 8, 31), second]
    assert [one.village_on(day) for day in days] == ["V1", "V2", "V2", "V3"]
    records = registry(one)
    known = {day: as_known(records, date.fromisoformat(day)).patients["P1"] for day in ("2026-09-30", "2026-10-01")}
    assert [then.village_on(second) for then in known.values()] == ["V2", "V3"]


def test_of_two_mergers_of_a_village_the_later_holds() -> None:
    """A village that was given to another one after all, whatever order the two are written in."""
    march, june = date(2026, 3, 1), date(2026, 6, 1)
    lines = (Merger(village="V2", since=march, recorded_on=march), Merger(village="V3", since=june, recorded_on=june))
    for order in (lines, lines[::-1]):
        one = replace(patient(), merged={"V1": order})
        assert [one.village_on(date(2026, month, 1)) for month in (2, 3, 5, 6)] == ["V1", "V2", "V2", "V3"]


def test_a_post_is_held_on_its_first_and_on_its_last_day() -> None:
    """Nobody is in office the day before and the day after; the last post is still shown then."""
    posts = [
        {"unit": "clinic", "position": "医生", "role": "doctor", "since": a, "until": b, "recorded_on": a}
        for a, b in (("2026-01-10", "2026-03-31"), ("2026-06-01", "2026-06-30"))
    ]
    worker = registry(staff=[{"id": "S1", "name": "某人", "posts": posts}]).staff["S1"]
    held = {
        "2026-01-09": None, "2026-01-10": "2026-01-10", "2026-03-31": "2026-01-10", "2026-04-01": None,
        "2026-06-01": "2026-06-01", "2026-06-30": "2026-06-01", "2026-07-01": None,
    }  # fmt: skip
    for day, since in held.items():
        post = worker.in_office(date.fromisoformat(day))
        assert (f"{post.since}" if post else None) == since, day
    assert worker.post_on(date(2026, 4, 1)) == worker.posts[0]
    assert worker.left_on == date(2026, 6, 30)


def test_a_member_serves_on_the_first_and_on_the_last_day_of_the_term() -> None:
    """Both ends are inclusive."""
    some = group("P1")
    terms = (structs.replace(some.group.members[0], since=date(2026, 3, 1), until=date(2026, 3, 31)),)
    short = replace(some, group=structs.replace(some.group, members=terms))
    days = {"2026-02-28": 0, "2026-03-01": 1, "2026-03-31": 1, "2026-04-01": 0}
    assert {day: len(short.members_on(date.fromisoformat(day))) for day in days} == days


def test_of_two_groups_the_one_that_works_serves_the_patient() -> None:
    """A dissolved group serves nobody any more, even if it comes first; if all are dissolved, the first did."""
    old, new, later = group("P1", dissolved="2026-01-01"), group("P1", key="G2"), group("P1", key="G3")
    for order in ((old, new, later), (later, new, old)):
        serving = registry(patient(), groups=order).group_of("P1")
        assert serving is not None
        assert serving.id == "G2"
    over = registry(patient(), groups=(group("P1", key="G2", dissolved="2026-02-01"), old)).group_of("P1")
    assert over is not None
    assert over.id == "G1"


def test_a_death_told_twice_is_the_one_that_was_entered() -> None:
    """An entry of its own says more than the visit that learned of it."""
    told = patient(death=["2026-03-09"], visit=[{**visit("2026-03-20"), "death": {"date": "2026-03-10", "cause": 4}}])
    assert told.death is not None
    assert told.death.date == date(2026, 3, 9)


ACTS = sorted(kind.name.replace("-", "_") for kind in entry_kinds("patients") if kind.status)
histories = st.lists(st.tuples(st.sampled_from(ACTS), st.dates(date(2019, 6, 1), date(2021, 6, 1))), max_size=12)


@settings(max_examples=150, deadline=None)
@given(histories, st.dates(date(2019, 6, 1), date(2021, 6, 1)))
def test_periods_lie_end_to_end(history: list[tuple[str, date]], day: date) -> None:
    """From filing on every day has one status, whatever was written; the past does not depend on what came later."""
    one = _lived(history)
    periods = one.statuses
    assert periods[0].since == one.profile.filed_on
    assert periods[-1].until is None
    for before, after in pairwise(periods):
        assert before.until is not None
        assert (after.since - before.until).days == 1
        assert before.status != "deceased"
    earlier = _lived([(kind, when) for kind, when in history if when <= day])
    assert earlier.status_on(day) is None or status(earlier, f"{day}") == status(one, f"{day}")


def _lived(history: list[tuple[str, date]]) -> Patient:
    happened: dict[str, list[str]] = {}
    for kind, when in history:
        happened.setdefault(kind, []).append(when.isoformat())
    return patient(lived=happened)


def test_dated_values_recorded_later_were_not_known() -> None:
    """A post, a member, a change of a document and a merger are dated like a residence: the past stays what it was."""
    day, later = date(2026, 9, 1), date(2026, 10, 1)
    registry = township(BASE).registry
    worker, group = registry.staff["QX-S03"], registry.groups["QX-G01"]
    land, village = registry.township, registry.villages["QX-V1"]
    assert land is not None
    post = structs.replace(worker.posts[0], position="所长", since=day, recorded_on=later)
    member = structs.replace(group.group.members[0], since=day, recorded_on=later)
    merger = Merger(village="QX-V2", since=day, recorded_on=later)
    changed = replace(
        registry,
        staff={"QX-S03": structs.replace(worker, posts=(*worker.posts, post))},
        groups={"QX-G01": replace(group, group=structs.replace(group.group, members=(*group.group.members, member)))},
        villages={"QX-V1": structs.replace(village, merged_into=(merger,))},
    )
    then, now = as_known(changed, day), as_known(changed, later)
    assert [len(one.staff["QX-S03"].posts) for one in (then, now)] == [1, 2]
    assert [len(one.groups["QX-G01"].group.members) for one in (then, now)] == [7, 8]
    assert [len(one.villages["QX-V1"].merged_into) for one in (then, now)] == [0, 1]


def test_the_tenth_entry_of_a_day_comes_last() -> None:
    """Numbers behind a name are numbers, not letters."""
    days = [Entry("visit", date(2026, 3, 1), None, f"03-01-visit-S02{tail}.yaml") for tail in ("-10", "-2", "")]
    assert [one.file for one in sorted(days, key=lambda one: one.order)] == [
        "03-01-visit-S02.yaml", "03-01-visit-S02-2.yaml", "03-01-visit-S02-10.yaml",
    ]  # fmt: skip
