"""The day itself, the day before and the day after: where a rule begins and ceases to speak."""

from __future__ import annotations

from datetime import date

import pytest

from tests.rules.borrowed import Township

FIRST, SECOND = "patients/QX-0001", "patients/QX-0002"
AGREEMENT = f"{FIRST}/2026/01-01-agreement-S07.yaml"
AWARD = f"{FIRST}/2026/01-06-aid-S07.yaml"
SANCTION = "township/2026/05-26-sanction-S07.yaml"
INSPECTION = "township/2026/09-10-inspection-S07.yaml"
OFFENCE = "kind: 2\nsummary: 在集市推倒菜摊。\n"
RATED = "by: QX-S02\ndiagnosis: F20\nstability: 2\nrisk: 1\nbasis: 病情平稳。\n"


def files(township: Township, code: str, today: date = date(2026, 11, 21)) -> list[str]:
    """Where one rule found something, without the name of the data folder."""
    return [finding.place.file.removeprefix("data/") for finding in township.found(code, today)]


def test_an_act_of_a_dead_patient_is_told(township: Township) -> None:
    """T608: an offence cannot follow a death; the aid that is settled after it can."""
    township.enter(FIRST, "death", "2026-11-10", "cause: 4\n")
    township.enter(FIRST, "aid", "2026-11-11", "kind: insurance\n", by="QX-S07")
    assert township.found("T608") == []
    late = township.enter(FIRST, "incident", "2026-11-11", OFFENCE)
    assert files(township, "T608") == [late]


@pytest.mark.parametrize(("day", "told"), [("2026-05-25", 1), ("2026-05-26", 0)])
def test_a_sanction_is_not_lifted_before_it_was_set(township: Township, day: str, told: int) -> None:
    """T602: lifted on its first day at the earliest."""
    township.swap(SANCTION, "until: 2027-05-25\n", f"until: 2027-05-25\nlifted_on: {day}\n")
    found = township.found("T602")
    assert [finding.place.line for finding in found] == [township.line_of(SANCTION, "lifted_on:")] * told


def test_a_call_and_a_visit_on_one_day_are_two(township: Township) -> None:
    """C962: the same people telephoned first and then went; only a second visit of the same form is entered twice."""
    said = "mode: {}\nsubjects: [1]\nmembers: [QX-S01, QX-S02, QX-S04]\nlost:\n  reason: 1\n"
    township.enter(FIRST, "visit", "2026-11-06", said.format(3))
    assert township.found("C962") == []
    township.enter(FIRST, "visit", "2026-11-06", said.format(2), by="QX-S04")
    assert len(township.found("C962")) == 1


def test_offences_before_the_offices_kept_records_need_no_response(township: Township) -> None:
    """D716: asked only of years of which the offices wrote anything at all."""
    old = township.enter(FIRST, "incident", "2025-05-05", OFFENCE)
    assert township.found("D716") == []
    compared = "clinic: QX-S02\npolice: QX-S03\ndifferences: 0\n"
    township.enter("township", "comparison", "2025-12-05", compared)
    assert files(township, "D716") == [old]


def test_an_offence_is_answered_on_its_day_or_later(township: Township) -> None:
    """D716: a joint response before the act is an answer to something else."""
    response = "township/2026/03-02-joint-response-S07.yaml"
    assert township.found("D716") == []
    township.redate(response, "2026-03-01")
    assert files(township, "D716") == [f"{SECOND}/2026/03-02-incident-S02.yaml"]


def test_who_is_rated_on_the_day_of_the_offence_was_rated_after_it(township: Township) -> None:
    """D717: the last rating may be of the same day; one of the day before was made without knowing of the act."""
    act = township.enter(FIRST, "incident", "2026-09-10", OFFENCE)
    assert township.found("D717") == []
    later = township.redate(act, "2026-09-11")
    assert files(township, "D717") == [later]


def test_an_offence_before_the_agreement_forbids_no_pass(township: Township) -> None:
    """C934: an agreement that begins and ends within a quarter answers for its own days only, the first and the last."""
    quarter = f"{FIRST}/2026/10-09-assessment-S07.yaml"
    township.redate(AGREEMENT, "2026-08-15")
    township.enter(FIRST, "agreement-end", "2026-09-10", "reason: 监护人变更\n", by="QX-S07")
    act = township.enter(FIRST, "incident", "2026-08-14", OFFENCE)
    for day, told in (("08-14", 0), ("08-15", 1), ("09-10", 1), ("09-11", 0)):
        act = township.redate(act, f"2026-{day}")
        assert files(township, "C934") == [quarter] * told, day


def test_an_award_follows_the_first_agreement(township: Township) -> None:
    """C939: from the day of the first agreement on, however many follow; not on the day before."""
    township.swap(AWARD, "kind: insurance", "kind: award")
    township.enter(FIRST, "agreement", "2027-01-01", "number: QXJH-2027-001\nuntil: 2027-12-31\namount: 2400\n")
    assert township.found("C939") == []
    early = township.redate(township.redate(AWARD, "2026-01-01"), "2025-12-31")
    assert files(township, "C939") == [early]


def test_a_visit_before_the_document_was_followed_needs_no_three(township: Township) -> None:
    """D702: heads are counted from the day on which the township adopted the document that asks for them."""
    visit = f"{FIRST}/2026/08-25-visit-S01.yaml"
    township.swap(visit, "members: [QX-S01, QX-S02, QX-S03]", "members: [QX-S01, QX-S02]")
    before = township.redate(visit, "2026-08-31")
    assert township.found("D702") == []
    first = township.redate(before, "2026-09-01")
    assert files(township, "D702") == [first]


def test_what_was_missed_is_told_for_a_while(township: Township) -> None:
    """D705: ninety days, by the day on which it should have been done; the ninetieth is over."""
    period = "  - name: 国庆节期间\n    since: 2026-10-02\n    until: 2026-10-03\n    decided_by: QX-S07\n"
    township.swap("township.yaml", "sensitive_periods:\n", f"sensitive_periods:\n{period}")
    township.swap(f"{FIRST}/2026/09-10-rating-S02.yaml", "risk: 0", "risk: 3")

    def told(today: date) -> list[bool]:
        (said,) = [
            one.message for one in township.found("D705", today) if "QX-0001 的敏感时期每日点名" in one.message
        ] or [""]
        return [day in said for day in ("2026-10-02", "2026-10-03")]

    assert told(date(2026, 12, 30)) == [True, True]
    assert told(date(2026, 12, 31)) == [False, True]
    assert told(date(2027, 1, 1)) == [False, False]


@pytest.mark.parametrize(("day", "told"), [("2026-09-09", 1), ("2026-09-10", 0)])
def test_a_sanction_of_the_day_of_the_inspection_follows_it(township: Township, day: str, told: int) -> None:
    """D754: whoever is sanctioned at once needs no second one; an older sanction was for something else."""
    township.swap(INSPECTION, "result: done\n", "result: failed\n")
    township.redate(SANCTION, day)
    assert len(township.found("D754")) == told


@pytest.mark.parametrize(
    ("since", "by", "told"), [("2026-10-01", "QX-S07", "没有免去什么"), ("2026-10-01", "QX-S02", "这次准免不算")]
)
def test_an_excuse_that_excuses_nothing(township: Township, since: str, by: str, told: str) -> None:
    """D707: nothing was missed in those days, or it was given by somebody without authority."""
    text = f"duty: visit\nsince: {since}\nuntil: 2026-10-31\nreason: 断路\napproved_by: {by}\n"
    township.enter(FIRST, "excuse", "2026-11-20", text, by="QX-S07")
    (found,) = township.found("D707")
    assert told in found.message


def test_four_visits_a_year_are_counted_down(township: Township) -> None:
    """D706: with one form of two that the rest of the year asks for it can still be done; with none it cannot."""
    assert township.found("D706") == []
    township.remove(f"{FIRST}/2026/09-10-visit-S02.yaml")
    (found,) = township.found("D706")
    assert "QX-0001" in found.message
    assert "还差 2 次" in found.message
