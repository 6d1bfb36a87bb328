"""Terms: until which day a rule keeps silent, and from which on it speaks; and what of the same day is enough."""

from __future__ import annotations

from datetime import date

import pytest

from carebook.rulebook import rules
from tests.rules.borrowed import Township

FIRST, SECOND = "patients/QX-0001", "patients/QX-0002"
PROFILE, IDENTITY = f"{FIRST}/profile.yaml", f"{FIRST}/identity.yaml"
AGREEMENT = f"{FIRST}/2026/01-01-agreement-S07.yaml"
SUPERVISION = "township/2026/05-06-supervision-S07.yaml"
INSPECTION = "township/2026/09-10-inspection-S07.yaml"
TALK = "township/2026/05-22-talk-S07.yaml"
SHEET = f"{FIRST}/2026/09-10-visit-S02.yaml"
OFFENCE = "kind: 2\nsummary: 在集市推倒菜摊。\n"
SETTLED = "listed_on: 2026-05-21\nclosed_on: 2026-05-25\noutcome: 服药记录已补齐，村委会作了说明。\n"

#: A rule, how a file is spoilt, the last day on which the rule keeps silent, and the first on which it speaks.
LATE = [
    ("C916", PROFILE, "review_by: 2026-12-31", "review_by: 2026-10-01", "2026-10-01", "2026-10-02"),
    ("D741", SUPERVISION, SETTLED, "", "2026-05-20", "2026-05-21"),
    ("D752", INSPECTION, "done_on: 2026-09-20\nresult: done\n", "", "2026-09-24", "2026-09-25"),
    ("D755", TALK, "unit: QX-V1", "unit: clinic", "2026-05-20", "2026-05-21"),
    ("D723", f"{SECOND}/2026/03-02-emergency-S02.yaml", "effect: 1\n", "", "2026-03-02", "2026-03-03"),
    ("D726", f"{SECOND}/2026/03-02-incident-S02.yaml", '  ended_on: 2026-03-02\n  ended_at: "16:10"\n', "",
     "2026-03-02", "2026-03-03"),
    ("D729", f"{SECOND}/2026/03-02-alarm-S02.yaml", "done: 组长到场看住患者，民警到场控制，送市第三人民医院。\n", "",
     "2026-03-02", "2026-03-03"),
    ("C937", AGREEMENT, "amount: 2400\n", "", "2025-12-31", "2026-01-01"),
    ("C928", IDENTITY, "990101195501010017", "990101195501010017", "2030-12-31", "2031-01-01"),
    ("C904", "staff/QX-S06.yaml", "recorded_on: 2023-02-01\n", "recorded_on: 2023-02-01\n    until: 2026-11-10\n",
     "2026-11-10", "2026-11-11"),
]  # fmt: skip
#: The same, of rules that cease to speak: the last day on which they speak.
OVER = [
    ("C937", AGREEMENT, "amount: 2400\n", "", "2026-12-31"),
    ("D781", "township.yaml", "    until: 2025-10-07\n", "    until: 2026-11-21\n", "2026-11-21"),
    ("G401", "groups/QX-G01/group.yaml", "established: 2022-01-07\n",
     "established: 2022-01-07\ndissolved: 2026-11-20\n", "2026-11-20"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "file", "right", "wrong", "quiet", "loud"), LATE, ids=[row[0] for row in LATE])
def test_a_term_has_its_last_day(
    township: Township, code: str, file: str, right: str, wrong: str, quiet: str, loud: str
) -> None:
    """On the day itself nothing is late yet; on the next it is told, once for each file."""
    township.swap(file, right, wrong)
    township.follow("2022-01-01")
    assert township.found(code, date.fromisoformat(quiet)) == []
    assert len({finding.place for finding in township.found(code, date.fromisoformat(loud))}) >= 1


@pytest.mark.parametrize(("code", "file", "right", "wrong", "last"), OVER, ids=[row[0] for row in OVER])
def test_what_is_over_is_not_asked_for(
    township: Township, code: str, file: str, right: str, wrong: str, last: str
) -> None:
    """The last day of an agreement, a period or a group belongs to it; from the next day on nothing is asked."""
    if code == "G401":
        township.swap(file, "    staff: QX-S03\n", "    staff: QX-S03\n    until: 2026-11-01\n")
    township.swap(file, right, wrong)
    day = date.fromisoformat(last)
    assert len(township.found(code, day)) == 1
    assert township.found(code, date.fromordinal(day.toordinal() + 1)) == []


def test_a_talk_on_the_day_a_matter_was_opened_is_enough(township: Township) -> None:
    """D755: one of the day before was about something else."""
    talk = township.redate(TALK, "2026-05-06")
    assert township.found("D755") == []
    township.redate(talk, "2026-05-05")
    assert len(township.found("D755")) == 1


def test_a_quarter_may_be_assessed_within_itself(township: Township) -> None:
    """C938: on its last day, or its first; not on the day before."""
    quarter = f"{FIRST}/2026/10-09-assessment-S07.yaml"
    for day, told in (("2026-09-30", 0), ("2026-07-01", 0), ("2026-06-30", 1)):
        quarter = township.redate(quarter, day)
        assert len(township.found("C938")) == told, day


def test_a_discharge_of_the_years_written_of_must_be_there(township: Township) -> None:
    """C959: from the first of January of the first year of which anything is written; what was before nobody wrote."""
    visit = f"{SECOND}/2026/04-10-visit-S02.yaml"
    township.swap(visit, "last_discharge: 2026-04-01", "last_discharge: 2025-12-31")
    assert township.found("C959") == []
    township.swap(visit, "last_discharge: 2025-12-31", "last_discharge: 2026-01-01")
    assert len(township.found("C959")) == 1


def test_a_visit_of_today_that_met_nobody_is_a_ground(township: Township) -> None:
    """C961: somebody may be called lost from the first visit on that met nobody, today's included."""
    township.remove(f"{FIRST}/2026/02-15-visit-S02.yaml")
    township.enter(FIRST, "loss", "2026-11-20")
    assert len(township.found("C961")) == 1
    township.enter(FIRST, "visit", "2026-11-21", "mode: 2\nmembers: [QX-S01]\nlost:\n  reason: 4\n")
    assert township.found("C961") == []


def test_the_guardian_met_on_the_day_of_the_call_was_reached(township: Township) -> None:
    """C925: a call that reached nobody is mended by a visit of that day; one of an earlier day says nothing."""
    call = township.enter(FIRST, "visit", "2026-11-06", "mode: 3\nmembers: [QX-S02]\nlost:\n  reason: 1\n")
    assert township.found("C925") == []
    township.redate(call, "2026-11-07")
    assert len(township.found("C925")) == 1


@pytest.mark.parametrize(("signed", "told"), [("2003-06-13", 1), ("2003-06-14", 0)])
def test_who_is_eighteen_today_may_sign(township: Township, signed: str, told: int) -> None:
    """C926: of age on the eighteenth birthday, not the day before."""
    township.swap(f"{SECOND}/profile.yaml", "signed_on: 2020-04-15", f"signed_on: {signed}")
    assert len(township.found("C926")) == told


def test_the_outcome_of_a_referral_is_asked_for_at_the_next_visit(township: Township) -> None:
    """M111: the visit that referred the patient cannot know what came of it."""
    referral = township.enter(FIRST, "referral", "2026-11-06", "to: 市第三人民医院\nreason: 复查\n")
    assert township.found("M111") == []
    township.redate(referral, "2026-11-05")
    assert len(township.found("M111")) == 1


def test_a_referral_of_the_day_of_the_visit_answers_it(township: Township) -> None:
    """M116: who takes no medicine is referred at that visit or later."""
    example = rules()["M116"].example
    township.swap(example.file, example.right, example.wrong)
    referral = township.enter(FIRST, "referral", "2026-09-10", "to: 市第三人民医院\nreason: 不服药\noutcome: 门诊\n")
    assert township.found("M116") == []
    township.redate(referral, "2026-09-09")
    assert len(township.found("M116")) == 1


@pytest.mark.parametrize(("day", "told"), [("2024-03-05", 1), ("2024-03-06", 0)])
def test_a_form_counts_the_acts_up_to_its_day(township: Township, day: str, told: int) -> None:
    """C912: one of the day on which it was filled in included; of a later one it could not know."""
    township.swap(PROFILE, "    mild: 1\n    offence: 1\n", "    mild: 1\n")
    township.enter(FIRST, "incident", day, OFFENCE)
    assert len(township.found("C912")) == told


@pytest.mark.parametrize(("day", "told"), [("2026-08-24", 1), ("2026-08-25", 0), ("2026-09-10", 0), ("2026-09-11", 1)])
def test_an_act_between_two_visits_is_the_one_the_sheet_counts(township: Township, day: str, told: int) -> None:
    """D718: from the day of the visit before to that of the sheet itself."""
    example = rules()["D718"].example
    township.swap(example.file, example.right, example.wrong)
    township.enter(FIRST, "incident", day, OFFENCE)
    assert len(township.found("D718")) == told


@pytest.mark.parametrize(("day", "told"), [("2026-10-08", 1), ("2026-10-09", 0), ("2026-11-06", 0), ("2026-11-07", 1)])
def test_an_act_since_the_visit_before_is_the_one_that_was_reported(township: Township, day: str, told: int) -> None:
    """D730: a visit of the day of the report itself is not the one before it."""
    said = "reporter: neighbour\nkind: 3\nto: QX-S01\nsummary: 在集市推菜摊。\ndone: 组长到场。\n"
    township.enter(FIRST, "alarm", "2026-11-06", said)
    township.enter(FIRST, "incident", day, OFFENCE)
    assert len(township.found("D730")) == told


@pytest.mark.parametrize(("day", "told"), [("2026-09-09", 1), ("2026-09-10", 0)])
def test_a_rating_of_the_day_of_the_sheet_is_enough(township: Township, day: str, told: int) -> None:
    """D721: what a sheet found is rated on its day or later."""
    township.swap(SHEET, "risk: 0", "risk: 3")
    rating = f"{FIRST}/2026/09-10-rating-S02.yaml"
    township.swap(rating, "risk: 0", "risk: 3")
    township.redate(rating, day)
    assert len(township.found("D721")) == told


def test_what_has_not_happened_yet_was_not_recorded_too_early(township: Township) -> None:
    """T605: a visit of a day to come is told by T601, once; when its day is there, by T605."""
    township.swap(f"{FIRST}/2026/11-06-visit-S01.yaml", "recorded_on: 2026-11-07", "recorded_on: 2026-11-05")
    assert township.found("T605", date(2026, 11, 5)) == []
    assert len(township.found("T605", date(2026, 11, 6))) == 1


@pytest.mark.parametrize(("died", "told"), [("2026-11-10", 0), ("2026-11-11", 1), ("2026-11", 0), ("2026-12", 1)])
def test_a_death_was_not_later_than_it_was_known(township: Township, died: str, told: int) -> None:
    """T609: known on its own day or in its own month at the earliest."""
    township.enter(FIRST, "death", "2026-11-10", f"cause: 4\ndied: {died}\n")
    assert len(township.found("T609")) == told


def test_a_document_speaks_on_the_day_it_is_followed(township: Township) -> None:
    """C907 serves 杉岭府发〔2021〕12号, which the township follows from 2026-10-30 on."""
    township.swap(f"{SECOND}/profile.yaml", "insurance:\n  kind: 2\n", "")
    assert township.found("C907", date(2026, 10, 29)) == []
    assert len(township.found("C907", date(2026, 10, 30))) == 1


def test_rounds_are_asked_for_from_the_first_month_written_of(township: Township) -> None:
    """D783: of the month of the first round, every grid where somebody lives; of months before it nothing."""
    rounds = "villages/QX-V1/2026/09-16-patrol-S06.yaml"
    assert township.found("D783") == []
    township.swap(rounds, "grid: QX-V1-G2", "grid: QX-V1-G1")
    (finding,) = township.found("D783")
    assert "2026-09 没有巡查记录" in finding.message
