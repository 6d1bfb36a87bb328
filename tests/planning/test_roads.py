"""Minutes, kilometres, working hours, leave: what somebody who walks the plan would check."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date

import pytest

from carebook.planning.demand import settled
from carebook.planning.greedy import greedy
from carebook.planning.model import Plan, PlanSettings, Problem, settings_of
from carebook.planning.plan import make_plan
from carebook.planning.timetable import TimedStop, timetable
from carebook.planning.verify import verify
from carebook.planning.ways import SEAT, Leg, WayBasis, ways_of
from carebook.planning.words import leg_words, way_words
from carebook.records.planning import KindMinutes, PlanChoices, Way, WorkingSpan
from carebook.records.team import Village
from tests.planning.small import duty, problem, team

TODAY = date(2026, 11, 21)
VILLAGES = (
    Village(id="V1", name="甲村", kind="village", ways=(Way(km=10, minutes=20, recorded_on=TODAY),)),
    Village(
        id="V2",
        name="乙村",
        kind="village",
        ways=(Way(km=8, recorded_on=TODAY), Way(to="V1", km=3, minutes=8, recorded_on=TODAY)),
    ),
    Village(id="V3", name="丙村", kind="village"),
)
WAYS = ways_of(VILLAGES, PlanChoices(speed=30, unknown_minutes=45), TODAY)
THREE = {name: team(name, "leader", "doctor", "grid") for name in ("G1", "G2", "G3")}


def _apart(need: int = 3, villages: int = 2, hours: tuple[tuple[int, int], ...] = ((510, 720), (870, 1050))) -> Problem:
    """Three households in three villages, all due on the same Monday, with one doctor for all."""
    chains = [(duty(f"P{n}", 7, 7, group=f"G{n}", village=f"V{n}", need=need),) for n in (1, 2, 3)]
    month = problem(*chains, groups=THREE)
    sheets = tuple(replace(one, sheet=True, roles=("doctor",)) for one in month.duties)
    settings = replace(month.settings, villages=villages, hours=hours)
    return replace(month, duties=sheets, settings=settings, ways=WAYS)


def _villages(plan: Plan) -> list[int]:
    went = defaultdict(set)
    for a in plan.appointments:
        for worker in a.members:
            went[worker, a.day].add(a.village)
    return [len(places) for places in went.values()]


def test_a_way_is_known_put_together_or_unknown() -> None:
    """What is written is known, kilometres alone and two ways in a row are estimates, no way at all is said to be unknown."""
    assert WAYS.leg(SEAT, "V1") == Leg(SEAT, "V1", 20, 10, WayBasis.KNOWN)
    assert WAYS.leg("V1", "V2") == Leg("V1", "V2", 8, 3, WayBasis.KNOWN)
    assert WAYS.leg("V2", SEAT) == Leg("V2", SEAT, 16, 8, WayBasis.ESTIMATED)
    assert WAYS.leg("V3", "V1") == Leg("V3", "V1", 45, None, WayBasis.UNKNOWN)
    assert [leg_words(WAYS.leg(SEAT, one)) for one in ("V1", "V2", "V3")] == [
        "20 分钟、10 公里",
        "16 分钟、8 公里，估计",
        "45 分钟、公里数未知，未知，暂按此排",
    ]
    assert way_words((WAYS.leg(SEAT, "V1"),), lambda _: "甲村") == "乡镇驻地 →（20 分钟、10 公里）甲村"


def test_a_detour_is_taken_where_it_is_quicker() -> None:
    """The sum of two known ways is an estimate, in minutes and in kilometres."""
    slow = Village(
        id="V2", name="乙村", kind="village",
        ways=(Way(km=9, minutes=60, recorded_on=TODAY), Way(to="V1", km=3, minutes=8, recorded_on=TODAY)),
    )  # fmt: skip
    found = ways_of((VILLAGES[0], slow), PlanChoices(), TODAY).leg(SEAT, "V2")
    assert found == Leg(SEAT, "V2", 28, 13, WayBasis.ESTIMATED)


def test_a_way_is_the_one_of_the_day() -> None:
    """A bridge that is gone from July on makes it longer from July on."""
    village = Village(
        id="V1",
        name="甲村",
        kind="village",
        ways=(Way(minutes=20, recorded_on=TODAY), Way(minutes=50, since=date(2026, 7, 1), recorded_on=TODAY)),
    )
    days = (date(2026, 6, 30), date(2026, 7, 1))
    assert [ways_of((village,), PlanChoices(), day).leg("V1", SEAT).minutes for day in days] == [20, 50]


def test_nobody_goes_to_more_villages_a_day_than_allowed() -> None:
    """One doctor, three villages on one day: two are served, and the third says by name who lacks time and why."""
    month = _apart()
    for made in (make_plan(month), make_plan(_apart(villages=1))):
        assert max(_villages(made)) <= 2
    plan = make_plan(month)
    assert verify(month, plan) == []
    assert len(plan.unmet) == 1
    assert "须由医生到场填写随访服务记录表" in plan.unmet[0].why
    assert "S-doctor" in plan.unmet[0].why
    assert "每天 2 个村" in plan.unmet[0].why
    assert make_plan(_apart(villages=3)).unmet == ()


def test_a_day_ends_when_work_ends() -> None:
    """Two hours a day are enough for one household and the ways, not for two."""
    month = _apart(hours=((510, 630),))
    plan = make_plan(month)
    assert verify(month, plan) == []
    assert len(plan.appointments) == 1
    assert all(one.back <= 630 for one in plan.rounds)


def test_the_round_is_printed_with_minutes_and_kilometres() -> None:
    """Out to the nearer village first or last, never twice; the sums are those of the ways."""
    month = _apart(need=1)
    plan = make_plan(replace(month, duties=month.duties[:2]))
    mine = next(one for one in plan.rounds if one.worker == "S-doctor")
    assert {mine.legs[0].start, mine.legs[-1].end} == {SEAT}
    assert (mine.ride, mine.km, mine.stops, mine.work) == (44, 21, 2, 80)
    assert min(a.start for a in plan.appointments) in {510 + 20, 510 + 16}


def test_all_who_meet_begin_together_and_nobody_rides_twice() -> None:
    """Two stops in one village lie one after the other, with the way from door to door between them."""
    stops = [
        TimedStop("G1", "V1", 40, ("a", "b")),
        TimedStop("G2", "V2", 40, ("a",)),
        TimedStop("G3", "V1", 40, ("a", "b")),
    ]
    made = timetable(_apart(), stops)
    assert abs(made.starts["G1"] - made.starts["G3"]) == 50
    assert len(made.legs["a"]) == 3
    assert made.late == frozenset()


def test_nothing_is_done_in_the_noon_break() -> None:
    """What does not fit before noon begins in the afternoon."""
    made = timetable(_apart(), [TimedStop("G1", "V1", 180, ("a",)), TimedStop("G2", "V1", 60, ("a",))])
    assert sorted(made.starts.values()) == [530, 870]


def test_who_is_on_leave_is_not_sent_and_is_named() -> None:
    """The doctor's course takes the only day: no other member fills in the form instead."""
    month = problem((duty("P1", 7, 9),), groups={"G1": THREE["G1"]})
    course = {"S-doctor": ((date(2026, 12, 7), date(2026, 12, 8)),)}
    sheet = tuple(replace(one, sheet=True, roles=("doctor",)) for one in month.duties)
    partly = replace(month, duties=sheet, away=course)
    plan = make_plan(_settled(partly))
    assert [a.day for a in plan.appointments] == [date(2026, 12, 9)]
    assert "避开 S-doctor 不在岗的日子" in plan.appointments[0].why
    whole = _settled(replace(partly, away={"S-doctor": ((date(2026, 12, 1), date(2026, 12, 20)),)}))
    plan = make_plan(whole)
    assert verify(whole, plan) == []
    assert plan.appointments == ()
    assert "须由医生填写随访服务记录表，S-doctor 不在岗（2026-12-01 至 2026-12-20）" in plan.unmet[0].why


def _settled(month: Problem) -> Problem:
    """The month with the days on which somebody can come."""
    return replace(month, duties=tuple(settled(month, one) for one in month.duties))


def test_the_settings_are_the_townships() -> None:
    """What it chose holds; what the user sets for once goes before it."""
    chosen = PlanChoices(
        minutes=KindMinutes(visit=55), hours=(WorkingSpan("09:00", "17:00"),), villages_per_day=3, stops_per_week=12
    )
    found = settings_of(chosen, per_day=4)
    assert (found.minutes.visit, found.hours, found.villages, found.per_week) == (55, ((540, 1020),), 3, 12)
    assert (found.per_day, settings_of(PlanChoices())) == (4, PlanSettings())


def _broken(plan: Plan, how: str) -> Plan:
    first = plan.appointments[0]
    if how == "early":
        return replace(plan, appointments=(replace(first, start=400), *plan.appointments[1:]))
    if how == "doctor":
        return replace(
            plan, appointments=tuple(replace(a, members=("S-G1-leader",), why="x") for a in plan.appointments)
        )
    if how == "km":
        return replace(plan, rounds=tuple(replace(one, km=1.0) for one in plan.rounds))
    return replace(plan, rounds=())


@pytest.mark.parametrize(
    ("how", "said"), [("early", "不在工作时间"), ("doctor", "没有医生"), ("km", "公里"), ("rounds", "没有当天的路线")]
)
def test_the_checker_sees_what_is_wrong(how: str, said: str) -> None:
    """A plan spoilt in one place is found out, in words."""
    month = _apart()
    assert any(said in fault for fault in verify(month, _broken(make_plan(month), how)))


def test_planning_by_hand_keeps_to_the_clock_as_well() -> None:
    """The baseline leaves out what nobody could be back from in time."""
    month = _apart(hours=((510, 630),))
    assert len(greedy(month).days) == 1


def test_weeks_are_level() -> None:
    """Eight households of a month, each free to choose its day, do not fall into one week."""
    groups = {f"G{n}": team(f"G{n}", "doctor") for n in range(8)}
    days = [
        replace(duty(f"P{number}", 1, 31, group=f"G{number}", village="V1", need=1), period="2026-12")
        for number in range(8)
    ]
    plan = make_plan(problem(*((one,) for one in days), groups=groups))
    weeks = Counter(a.day.isocalendar().week for a in plan.appointments)
    assert max(weeks.values()) <= 4
