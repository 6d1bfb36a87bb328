"""What a plan decides, and what it says about it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from msgspec import structs

from carebook.planning.demand import demand
from carebook.planning.explain import explained
from carebook.planning.model import Choice, Plan, PlanSettings, Problem, Visitor
from carebook.planning.month import month_of
from carebook.planning.plan import make_plan
from carebook.planning.promises import Wishes, agreed
from carebook.planning.proof import proven
from carebook.planning.teams import hindrance, pick
from carebook.planning.verify import verify
from carebook.policy.adopted import Adopted
from carebook.policy.ledger import ledger
from carebook.policy.model import Policy
from carebook.records.registry import Registry
from tests.planning.small import LONG_AGO, duty, problem, team, weekly
from tests.policy.small import after, document, group, patient, policy, registry, visit
from tests.townships import DEMO, TODAY, shipped, township

TWO = {name: team(name, "leader", "doctor", "police", "grid") for name in ("G1", "G2")}


def test_two_households_of_a_village_are_one_trip() -> None:
    """Windows that overlap are used for one trip, and both visits say so."""
    plan = make_plan(problem((duty("P1", 1, 9),), (duty("P2", 7, 16, group="G2"),), groups=TWO))
    assert plan.trips == 1
    assert len({a.day for a in plan.appointments}) == 1
    assert all("同村同趟，另有 1 户" in a.why for a in plan.appointments)


def test_a_full_worker_is_named() -> None:
    """Two visits on the only day, one stop a day: the one that is left says who is full."""
    alone = {"G1": team("G1", "doctor"), "G2": team("G2", "doctor")}
    chains = ((duty("P1", 7, 7, need=1),), (duty("P2", 7, 7, group="G2", need=1),))
    plan = make_plan(problem(*chains, groups=alone, per_day=1))
    assert len(plan.appointments) == len(plan.unmet) == 1
    assert "S-doctor 已排满每日 1 处" in plan.unmet[0].why
    assert plan.unmet[0].proven
    assert "已证明" in plan.unmet[0].why


def test_what_is_not_proven_is_said_to_be_open() -> None:
    """A plan that leaves out what would fit is not called proven, and says so."""
    month = problem((duty("P1", 7, 9),))
    nothing = Choice({}, {})
    assert proven(month, nothing, 1.0) == frozenset()
    told = explained(month, nothing, nothing, proven=False)
    assert not told.unmet[0].proven
    assert "没有证明" in told.unmet[0].why


def test_a_window_without_days_is_proven_by_itself() -> None:
    """Nobody can come on a weekend, whatever else is planned."""
    plan = make_plan(problem((duty("P1", 5, 6),), (duty("P2", 7, 9, group="G2"),), groups=TWO))
    assert [(one.subject, one.proven) for one in plan.unmet] == [("P1", True)]


def test_a_window_without_working_day_says_so() -> None:
    """The 5th and 6th of December 2026 are a weekend."""
    month = problem((duty("P1", 5, 6),))
    assert month.duties[0].days == ()
    assert len(make_plan(month).unmet) == 1


def test_a_guardian_counts_only_in_need_and_never_leads() -> None:
    """With two workers the guardian is the third; alone with a neighbour nobody is responsible."""
    home = Visitor("guardian:P1", "guardian", LONG_AGO)
    short = make_plan(problem((duty("P1", 7, 9),), groups={"G1": (*team("G1", "leader", "grid"), home)}))
    assert "guardian:P1" in short.appointments[0].members
    full = make_plan(problem((duty("P1", 7, 9),), groups={"G1": (*TWO["G1"], home)}))
    assert "guardian:P1" not in full.appointments[0].members


def test_an_overdue_visit_comes_first() -> None:
    """The earliest day of the month is the best for what is late already."""
    late = replace(duty("P1", -30, -20), overdue=True)
    plan = make_plan(problem((late,)))
    assert plan.appointments[0].day == date(2026, 12, 1)
    assert "已逾期" in plan.appointments[0].why


def _wished(**words: Any) -> Plan:
    month = problem((duty("P1", 1, 9),), (duty("P2", 7, 16, group="G2"),), groups=TWO)
    first = replace(month.duties[0], **words)
    return make_plan(replace(month, duties=(first, *month.duties[1:])))


def test_a_promised_day_is_kept() -> None:
    """The patient was told a day; the trip follows it, even if that costs a trip."""
    plan = _wished(promised=date(2026, 12, 2))
    kept = next(a for a in plan.appointments if a.subject == "P1")
    assert kept.day == date(2026, 12, 2)
    assert "约定" in kept.why


def test_yesterdays_plan_is_kept_unless_a_trip_is_saved() -> None:
    """Of equal days the one of the plan before is taken."""
    plan = _wished(before=(date(2026, 12, 7),))
    kept = next(a for a in plan.appointments if a.subject == "P1")
    assert kept.day == date(2026, 12, 7)
    assert "与上次计划相同" in kept.why


def test_load_is_shown_by_week() -> None:
    """The doctor's stops of all weeks are the appointments the doctor takes part in."""
    plan = make_plan(problem(weekly("P1", 4)))
    mine = [one for one in plan.load if one.worker == "S-doctor"]
    assert sum(one.stops for one in mine) == sum("S-doctor" in a.members for a in plan.appointments) > 0
    assert all(one.doctor and one.stops <= one.most for one in mine)


def _demo() -> Problem:
    context = township(DEMO)
    month = month_of("2026-12", TODAY, context.settings.workdays)
    return demand(
        context.registry,
        context.settings.adopted,
        context.plan(month.horizon),
        month,
        PlanSettings(seconds=4),
        Wishes(agreed(context.registry, TODAY)),
    )


def test_the_demo_township_is_planned() -> None:
    """December of the demo township holds every constraint, and no worse than by hand."""
    month = _demo()
    plan = make_plan(month)
    assert verify(month, plan) == []
    assert len(plan.appointments) > 50
    assert plan.cost <= plan.greedy_cost
    assert {"visit", "meeting", "exchange", "rating"} <= {a.kind for a in plan.appointments}


def test_every_item_due_in_the_month_is_asked_for() -> None:
    """No obligation is lost on the way from due items to duties, except what needs no visit and is counted."""
    context, month = township(DEMO), _demo()
    subjects = {(one.subject, one.kind) for one in month.duties}
    kinds = {"visit", "rating", "checkup", "meeting"}
    for item in context.plan(month.last):
        kind = item.obligation.rpartition("/")[2]
        planned = item.closed_on is None and item.strictest and item.state != "cancelled"
        if kind in kinds and planned and (month.start <= item.due <= month.last or item.state == "overdue"):
            assert (item.subject, kind) in subjects, item.id


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"day": date(2026, 12, 6)}, "不是工作日"),
        ({"day": date(2026, 12, 30)}, "之内"),
        ({"members": ("S-G1-leader", "S-doctor")}, "须 3 人"),
        ({"members": ("S-G1-leader", "S-doctor", "S-G2-grid")}, "不是小组成员"),
        ({"members": ("S-G1-leader", "S-doctor", "S-doctor")}, "写了两次"),
        ({"id": "other"}, "漏排"),
        ({"why": ""}, "为什么"),
    ],
)
def test_the_checker_sees_what_is_wrong(change: dict[str, Any], words: str) -> None:
    """Each constraint is checked: a plan that breaks it is told apart."""
    month = problem((duty("P1", 1, 9),))
    plan = make_plan(month)
    assert verify(month, plan) == []
    broken = replace(plan, appointments=(replace(plan.appointments[0], **change),))
    assert any(words in fault for fault in verify(month, broken))


def test_the_checker_sees_intervals_and_loads() -> None:
    """Visits too far apart, and more stops than allowed, are told."""
    month = problem(weekly("P1", 4))
    plan = make_plan(month)
    one = plan.appointments[1]
    apart = replace(plan, appointments=(plan.appointments[0], replace(one, day=plan.appointments[0].day)))
    assert any("距上一次" in fault for fault in verify(month, apart))
    strict = replace(month, settings=PlanSettings(per_day=0))
    assert any("超过 0 处" in fault for fault in verify(strict, plan))


def test_a_week_may_be_bounded_beside_the_day() -> None:
    """Three households in one week, two stops a week for the only doctor: one is left, and the checker sees more."""
    alone = {f"G{n}": team(f"G{n}", "doctor") for n in (1, 2, 3)}
    month = problem(*((duty(f"P{n}", 7, 11, group=f"G{n}", need=1),) for n in (1, 2, 3)), groups=alone)
    assert make_plan(month).unmet == ()
    bound = replace(month, settings=replace(month.settings, per_week=2))
    plan = make_plan(bound)
    assert (len(plan.appointments), len(plan.unmet)) == (2, 1)
    assert "每周 2 处" in plan.unmet[0].why
    assert verify(bound, plan) == []
    assert "第 50 周：3 处，超过 2 处" in " ".join(verify(bound, make_plan(month)))
    assert [load.most for load in plan.load if load.week == date(2026, 12, 7)] == [2]


def test_family_alone_does_nothing_that_asks_for_nobody_in_particular() -> None:
    """A duty that names no role is still no duty of the guardian: without any worker in office it says so."""
    home = Visitor("guardian:P1", "guardian", LONG_AGO)
    anybody = replace(duty("P1", 7, 9, need=1), roles=())
    month = problem((anybody,), groups={"G1": (home,)})
    assert hindrance(month, month.duties[0], date(2026, 12, 7)) == "责任人不在任"
    plan = make_plan(month)
    assert plan.appointments == ()
    assert len(plan.unmet) == 1
    with_one = problem((anybody,), groups={"G1": (home, *team("G1", "grid"))})
    assert make_plan(with_one).appointments[0].members == ("S-G1-grid",)


def test_whoever_has_many_stops_already_is_spared() -> None:
    """The doctor goes first, but not to a fourth household of the day while the leader is free."""
    month = problem((duty("P1", 7, 9, need=1),))
    day = date(2026, 12, 7)
    sent = {busy: pick(month, month.duties, day, Counter({("S-doctor", day): busy})) for busy in range(7)}
    assert [sent[busy] for busy in (0, 1, 2)] == [("S-doctor",)] * 3
    assert [sent[busy] for busy in (3, 4, 5, 6)] == [("S-G1-leader",)] * 4


def test_the_due_day_of_a_return_is_told_from_the_visit_before_it() -> None:
    """Kept two days early, a weekly visit returns two days earlier; the plan says that day and not the calendar's."""
    month = problem(weekly("P1", 11, 2))
    first, second, *_ = month.duties
    days = {first.id: date(2026, 12, 9), second.id: date(2026, 12, 16)}
    choice = Choice(days, {("G1", day): ("S-doctor", "S-G1-leader", "S-G1-police") for day in days.values()})
    plan = explained(month, choice, choice, proven=False)
    assert [one.due for one in plan.appointments] == [date(2026, 12, 11), date(2026, 12, 16)]
    assert "到期日 2026-12-16" in plan.appointments[1].why


def test_a_return_is_never_due_later_than_it_was() -> None:
    """An interval that counts from the last of its days is what the calendar says already."""
    month = problem(weekly("P1", 11, 2))
    first, second, *_ = month.duties
    days = {first.id: date(2026, 12, 11), second.id: date(2026, 12, 18)}
    choice = Choice(days, {("G1", day): ("S-doctor",) for day in days.values()})
    due = [one.due for one in explained(month, choice, choice, proven=False).appointments]
    assert due == [date(2026, 12, 11), date(2026, 12, 18)]


def _agreed(*promised: tuple[str, str], today: str) -> dict[str, tuple[date, ...]]:
    """Appointments of a patient who was promised days at visits."""
    visits = [{**visit(day), "next_date": then} for day, then in promised]
    return agreed(registry(patient(visit=visits)), date.fromisoformat(today))


def test_a_promise_is_kept_up_to_its_day() -> None:
    """The day the patient was told at the last visit, as long as it is not over; of visits to come nothing is known."""
    once = ("2026-11-10", "2026-11-24")
    assert _agreed(once, today="2026-11-24") == {"P1": (date(2026, 11, 24),)}
    assert _agreed(once, today="2026-11-25") == {}
    again = ("2026-11-20", "2026-12-04")
    assert _agreed(once, again, today="2026-11-20") == {"P1": (date(2026, 12, 4),)}
    assert _agreed(once, again, today="2026-11-19") == {"P1": (date(2026, 11, 24),)}


def _asked(**lived: Any) -> Problem:
    """A month of one patient with a group, under the shipped policy."""
    records = registry(patient(lived=lived), groups=[group("P1")])
    adopted = [Adopted(policy(), date(2026, 1, 31))]
    span = month_of("2026-12", TODAY, shipped().workdays)
    assert span is not None
    found = ledger(records, adopted, TODAY, span.horizon, shipped().workdays)
    return demand(records, adopted, found, span, PlanSettings(quorum=4))


def test_by_phone_one_is_enough() -> None:
    """While the patient is in hospital one member asks by phone; at home as many go as the document says."""
    for admitted, need, field in ([], 3, True), (["2026-11-10"], 1, False):
        asked = _asked(visit=[visit("2026-11-05")], admission=admitted).duties
        visits = [one for one in asked if one.kind == "visit"]
        assert visits
        assert {(one.need, one.field, one.by_phone) for one in visits} == {(need, field, not field)}


def test_a_meeting_takes_as_many_as_the_township_says() -> None:
    """No document names a number for it."""
    assert {one.need for one in _asked().duties if one.kind == "meeting"} == {4}


@pytest.mark.parametrize(
    ("left", "until", "ends"),
    [
        (None, None, None),
        ("2026-12-10", None, "2026-12-10"),
        (None, "2026-12-20", "2026-12-20"),
        ("2026-12-10", "2026-12-20", "2026-12-10"),
        ("2026-12-20", "2026-12-10", "2026-12-10"),
    ],
)
def test_who_leaves_the_post_or_the_group_comes_no_more(left: str | None, until: str | None, ends: str | None) -> None:
    """Whichever is first ends it; of several posts the first begins and the last ends."""
    post = {"unit": "clinic", "position": "医生", "role": "doctor", "recorded_on": "2021-01-01"}
    before = {**post, "since": "2021-06-01", "until": "2022-12-31"}
    worker = {"id": "S1", "name": "某人", "posts": [before, {**post, "since": "2023-01-01", "until": left}]}
    served = group("P1")
    members = tuple(
        structs.replace(one, until=date.fromisoformat(until)) if until and one.staff == "S1" else one
        for one in served.group.members
    )
    records = registry(
        patient(), groups=[replace(served, group=structs.replace(served.group, members=members))], staff=[worker]
    )
    span = month_of("2026-12", TODAY, shipped().workdays)
    assert span is not None
    (doctor,) = (one for one in demand(records, (), (), span, PlanSettings()).groups["G1"] if one.worker == "S1")
    assert (f"{doctor.until}", doctor.since) == (f"{ends}", date(2021, 6, 1))


def _planned(records: Registry, *papers: Policy, wishes: Wishes | None = None) -> Problem:
    """December of a small township that follows these documents."""
    adopted = [Adopted(one, date(2026, 1, 31)) for one in papers]
    span = month_of("2026-12", TODAY, shipped().workdays)
    assert span is not None
    found = ledger(records, adopted, TODAY, span.horizon, shipped().workdays)
    return demand(records, adopted, found, span, PlanSettings(), wishes)


def _every(key: str, days: int, entry: str = "visit") -> Policy:
    """A document that asks for something every so many days."""
    asks = {"id": key, "duty": "same", "responsible": ["doctor"], "opens_before": 10}
    return document({**asks, "every": [{"span": {"days": days}}], "closed_by": {"entry": entry}}, key=key)


def test_what_two_documents_ask_for_is_planned_once() -> None:
    """The stricter of them decides, and the other is done with it."""
    records = registry(patient(visit=[visit("2026-11-20")]), groups=[group("P1")])
    alone = _planned(records, _every("strict", 20)).duties
    both = _planned(records, _every("strict", 20), _every("lax", 31)).duties
    assert alone
    assert [one.id for one in both] == [one.id for one in alone]


def _closed_by(key: str, days: int, closed: dict[str, Any]) -> Policy:
    asks = {"id": key, "duty": "same", "responsible": ["leader", "doctor"], "opens_before": 10, "closed_by": closed}
    return document({**asks, "every": [{"span": {"days": days}}]}, key=key)


def test_the_form_and_the_visit_of_three_are_laid_each_by_itself() -> None:
    """The stricter visit has no doctor in it and settles no form; the form's own visit must have one."""
    records = registry(patient(visit=[visit("2026-11-20")]), groups=[group("P1")])
    three = _closed_by("three", 20, {"entry": "visit", "members": 3})
    form = _closed_by("form", 31, {"entry": "visit", "sheet": True, "by": ["doctor"]})
    found = [one for one in _planned(records, three, form).duties if not one.spare]
    assert {(one.id.split("/")[1], one.sheet, one.roles, one.need) for one in found} == {
        ("three", False, ("leader", "doctor"), 3),
        ("form", True, ("doctor",), 1),
    }
    both = _closed_by("both", 20, {"entry": "visit", "members": 3, "sheet": True, "by": ["doctor"]})
    assert {
        one.id.split("/")[1] for one in _planned(records, both, _closed_by("late", 20, {"entry": "visit"})).duties
    } == {"both"}


def test_what_is_owed_for_a_month_can_be_done_on_any_of_its_days() -> None:
    """The month is the window, and nothing returns earlier because it was done early."""
    asks = {"id": "monthly", "responsible": ["doctor"], "opens_before": 7, "every": [{"per": "month"}]}
    paper = document({**asks, "closed_by": {"entry": "visit"}})
    records = registry(patient(visit=[visit("2026-11-20")]), groups=[group("P1")])
    found = _planned(records, paper).duties
    assert [(one.opens, one.due, one.spare) for one in found] == [(date(2026, 12, 1), date(2026, 12, 31), False)]


def test_what_needs_no_visit_is_counted_from_the_first_to_the_last_day() -> None:
    """A check of the papers every 33 days, due on 1 December and on 3 January, which this month covers: both count."""
    for last, number in (("2026-10-28", 1), ("2026-10-29", 2), ("2026-10-31", 1)):
        paper = _every("paper", 33, "roll-call")
        records = registry(patient(roll_call=[last]), groups=[group("P1")])
        assert _planned(records, paper).left_out == number, last


def test_each_discharge_asks_for_its_own_visit() -> None:
    """What two events set going does not follow one upon the other."""
    discharge = document(after("discharge", {"days": 14}, {"entry": "visit"}))
    stays = {"admission": ["2026-11-01", "2026-11-19"], "discharge": ["2026-11-18", "2026-11-20"]}
    found = _planned(registry(patient(lived=stays), groups=[group("P1")]), discharge).duties
    assert [(one.due, one.follows) for one in found] == [(date(2026, 12, 2), ""), (date(2026, 12, 4), "")]


def test_a_promise_is_the_business_of_the_visit_that_can_keep_it() -> None:
    """Of the next one or the one after it; a day that suits none is told, with the days that would."""
    records = registry(patient(visit=[visit("2026-11-20")]), groups=[group("P1")])
    paper = _every("weekly", 12)

    def wished(day: str) -> tuple[list[int | None], Plan]:
        month = _planned(records, paper, wishes=Wishes({"P1": (date.fromisoformat(day),)}))
        plan = make_plan(replace(month, settings=replace(month.settings, seconds=0.5)))
        assert verify(month, plan) == []
        return [one.promised.day if one.promised else None for one in month.duties if not one.spare][:2], plan

    assert wished("2026-12-01")[0] == [1, None]
    assert wished("2026-12-14")[0] == [None, 14]
    days, plan = wished("2026-12-03")  # the first is due on the 2nd, the second opens on the 4th
    assert days == [None, None]
    assert [(key, day.day) for key, day, _ in plan.loose] == [("P1", 3)]
    assert "2026-12-04 至 2026-12-14" in plan.loose[0][2]


def test_after_an_overdue_visit_the_next_is_due_as_if_it_were_made_good_at_once() -> None:
    """Done two days later than it could be, it does not put off the next one."""
    late = replace(duty("P1", -40, -19), overdue=True)
    month = problem((late, replace(duty("P1", 16, 21), id="P1/visit/2026-11-21")))
    first, second = (one for one in month.duties if not one.spare)
    days = {first.id: date(2026, 12, 3), second.id: date(2026, 12, 30)}
    choice = Choice(days, {("G1", day): ("S-doctor",) for day in days.values()})
    made = explained(month, choice, choice, proven=False).appointments
    assert made[1].due == date(2026, 12, 31)
    assert not any("一并办理" in one.why for one in made)


def test_family_that_comes_anyway_leads_nothing() -> None:
    """A second duty of the stop that names no role brings a worker all the same."""
    home = Visitor("guardian:P1", "guardian", LONG_AGO)
    anybody = replace(duty("P1", 7, 9, need=1), roles=())
    month = problem((anybody,), groups={"G1": (home, *team("G1", "grid"))})
    sent = pick(month, month.duties, date(2026, 12, 7), Counter(), ("guardian:P1",))
    assert sent == ("guardian:P1", "S-G1-grid")
