"""Rules on teaching, rehabilitation, emergencies, restraint and reports: the cases that pages cannot show."""

from __future__ import annotations

from datetime import date

from carebook.policy.item import DueItem, ItemState
from tests.rules.borrowed import Township

PROFILE = "patients/QX-0001/profile.yaml"
FIRST, SECOND = "patients/QX-0001", "patients/QX-0002"
INCIDENT = f"{SECOND}/2026/03-02-incident-S02.yaml"
ROUND = "villages/QX-V1/2026/10-13-patrol-S06.yaml"
ALARM = "reporter: guardian\nkind: {kind}\nto: QX-S01\nsummary: 连续两晚不睡。\ndone: 医生当日上门。\n{told}"


def test_each_silence_about_a_report_is_told(township: Township) -> None:
    """D728: whoever was not told is named; a report of which all knew is silent."""
    told = [f"{key}: 2026-11-19\n" for key in ("leader_told_on", "police_told_on", "office_told_on")]
    alarm = township.enter(FIRST, "alarm", "2026-11-19", ALARM.format(kind=1, told="".join(told)))
    assert township.found("D728") == []
    for line in (told[0], told[2]):
        township.swap(alarm, line, "")
    (finding,) = township.found("D728")
    assert "组长" in finding.message
    assert "办公室" in finding.message
    assert "派出所" not in finding.message


def test_a_reported_offence_may_turn_out_to_be_none(township: Township) -> None:
    """D730: only a report of an offence must lead to a registered act."""
    alarm = township.enter(FIRST, "alarm", "2026-11-19", ALARM.format(kind=2, told=""))
    assert township.found("D730") == []
    township.swap(alarm, "kind: 2", "kind: 3")
    assert len(township.found("D730")) == 1


def test_reports_and_the_leader_have_deadlines(township: Township) -> None:
    """中梁府发〔2022〕9号 二、6 三、2 三、5: leader, police and office must know within a day, each by an item of its own."""
    told = "leader_told_on: 2026-11-19\npolice_told_on: 2026-11-21\n"
    township.enter(FIRST, "alarm", "2026-11-19", ALARM.format(kind=1, told=told))
    items = [item for item in township.context().items if "/alarm-" in item.obligation]
    states = {item.obligation.partition("/")[2]: item.state for item in items if item.subject == "QX-0001"}
    assert states == {
        "alarm-leader": ItemState.DONE,
        "alarm-police": ItemState.DONE_LATE,
        "alarm-office": ItemState.OVERDUE,
    }


def test_teaching_is_due_and_closed_by_a_lesson(township: Township) -> None:
    """二、2: a visit with a lesson closes the duty, a visit without one does not."""
    items = [i for i in township.context().items if i.obligation.endswith("/education")]
    done = sorted((i.subject, str(i.closed_on)) for i in items if i.state is ItemState.DONE)
    assert done == [("QX-0001", "2026-09-10"), ("QX-0001", "2026-10-09"), ("QX-0002", "2026-10-20")]
    day = date(2027, 6, 1)
    late = [i for i in township.context(day).items if i.obligation.endswith("/education")]
    assert {i.subject for i in late if i.state is ItemState.OVERDUE} == {"QX-0001", "QX-0002"}


def test_an_emergency_asks_for_a_visit(township: Township) -> None:
    """工作规范（2018年版）: the days after an emergency are counted by the policy, and a visit ends them."""
    township.follow("2026-03-01", "national")
    (item,) = _after_emergency(township)
    assert (str(item.due), item.state) == ("2026-03-16", ItemState.DONE)
    township.redate(f"{SECOND}/2026/03-16-visit-S02.yaml", "2026-03-19")
    (item,) = _after_emergency(township)
    assert (item.state, item.days_overdue) == (ItemState.DONE_LATE, 3)


def _after_emergency(township: Township) -> list[DueItem]:
    return [i for i in township.context().items if i.obligation == "national/emergency-visit"]


def test_restraint_that_does_not_fit(township: Township) -> None:
    """D727: before the act, and lifted before it began on the same day; a right one is silent."""
    assert township.found("D727") == []
    township.swap(INCIDENT, '  began_at: "14:35"\n', '  began_at: "17:35"\n')
    (finding,) = township.found("D727")
    assert finding.place.line == township.line_of(INCIDENT, 'ended_at: "16:10"')
    township.swap(INCIDENT, "  began_on: 2026-03-02\n", "  began_on: 2026-03-01\n")
    assert township.found("D727")[0].place.line == township.line_of(INCIDENT, "began_on: 2026-03-01")


def test_only_those_at_home_need_a_plan(township: Township) -> None:
    """C915: somebody in hospital gets a plan when back."""
    text = township.read(PROFILE)
    township.write(PROFILE, text[: text.index("rehabilitation:")])
    assert len(township.found("C915")) == 1
    township.enter(FIRST, "admission", "2026-11-10", "hospital: 县医院\ncause: 1\n")
    assert township.found("C915") == []


def test_rounds_count_for_the_month_and_the_grid(township: Township) -> None:
    """D783: the current month is not over; a grid in which nobody lives need not be patrolled."""
    assert township.found("D783") == []
    township.redate(ROUND, "2026-09-20")
    (finding,) = township.found("D783")
    assert "2026-10" in finding.message
    township.swap(PROFILE, "grid: QX-V1-G1", "grid: QX-V1-G2")
    assert township.found("D783") == []


def test_a_round_is_due_every_month_and_a_danger_is_told_at_once(township: Township) -> None:
    """杉岭府发〔2021〕12号 三（五）: the village owes rounds; a danger found has a deadline of its own."""
    township.swap(
        "township.yaml",
        "  - id: zhongliang-2022-9\n",
        "  - id: shanling-2021-12\n    since: 2026-09-01\n    recorded_on: 2026-09-01\n  - id: zhongliang-2022-9\n",
    )
    items = [i for i in township.context().items if "/patrol" in i.obligation]
    found = {(i.obligation.partition("/")[2], str(i.due), i.state.value) for i in items}
    assert ("patrol-warning", "2026-10-15", "done") in found
    assert ("patrol", "2026-10-31", "done") in found
    assert {i.subject for i in items} == {"QX-V1"}
    assert {who for i in items for who in i.responsible} == {"QX-S06"}


def test_an_entry_of_no_village_is_told(township: Township) -> None:
    """R303: what happened in a village needs the village."""
    township.write("villages/QX-V9/2026/10-13-patrol-S06.yaml", township.read(ROUND))
    assert ["QX-V9.yaml" in finding.message for finding in township.found("R303")] == [True]


def test_a_period_that_is_over_needs_no_number(township: Township) -> None:
    """D781: only a period of today or later is asked for its interval; a decided one is silent."""
    assert township.found("D781") == []
    ahead = "    decided_by: QX-S07\n  - name: 元旦期间\n    since: 2026-12-31\n    until: 2027-01-03\n"
    township.swap("township.yaml", "    decided_by: QX-S07\n", ahead)
    assert len(township.found("D781")) == 1
    township.swap("township.yaml", "    until: 2027-01-03\n", "    until: 2027-01-03\n    visit_every: 2\n")
    assert township.found("D781") == []


def test_too_few_visitors_are_told_once(township: Township) -> None:
    """D702: the denser visits of a sensitive period do not tell of ordinary visits a second time."""
    visit = f"{FIRST}/2026/11-06-visit-S01.yaml"
    township.swap(visit, "members: [QX-S01, QX-S02, QX-S04]", "members: [QX-S01, QX-S02]")
    assert len(township.found("D702")) == 1
