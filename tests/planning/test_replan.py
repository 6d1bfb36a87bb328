"""A plan that is out is changed as little as can be, promises least of all, and every change says why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from carebook.planning.model import Plan, Problem
from carebook.planning.plan import make_plan
from carebook.planning.promises import Planned, Wishes, issued_choice, with_plan, with_promises
from carebook.planning.verify import verify
from tests.planning.small import duty, problem, team

GROUPS = {f"G{n}": team(f"G{n}", "leader", "doctor", "grid") for n in range(1, 7)}


def _month(start: date | None = None) -> Problem:
    """Six households in three villages, each due within two weeks; ``start`` is the day from which is planned."""
    chains = [
        (duty(f"P{n}", 1, 18, group=f"G{n}", village=f"V{(n + 1) // 2}"),) for n in range(1, 7)
    ]  # fmt: skip
    month = problem(*chains, groups=GROUPS)
    if start is None:
        return month
    days = tuple(day for day in month.workdays if day >= start)
    late = [replace(one, days=tuple(d for d in one.days if d >= start)) for one in month.duties]
    return replace(month, start=start, workdays=days, duties=tuple(late))


def _rows(plan: Plan) -> tuple[Planned, ...]:
    return tuple(Planned(a.id, a.group, a.day, a.members) for a in plan.appointments)


def _again(month: Problem, before: Plan) -> Plan:
    """The month planned once more, with the plan that is out in hand."""
    rows = _rows(before)
    held = replace(month, duties=tuple(with_plan(month.duties, rows)))
    plan = make_plan(held, issued_choice(held.duties, rows))
    assert verify(held, plan) == []
    return plan


def test_nothing_new_moves_nothing() -> None:
    """The same month planned again is the same plan."""
    first = make_plan(_month())
    again = _again(_month(), first)
    assert {a.id: (a.day, a.members) for a in again.appointments} == {
        a.id: (a.day, a.members) for a in first.appointments
    }
    assert again.moved == ()


def test_a_missed_visit_moves_only_itself() -> None:
    """Whoever was not visited on the first day of the plan is laid anew; the others keep their days."""
    first = make_plan(_month())
    missed = first.appointments[0]
    next_day = min(a.day for a in first.appointments if a.day > missed.day)
    done = {a.id for a in first.appointments if a.day < next_day} - {missed.id}
    rest = _month(next_day)
    rest = replace(rest, duties=tuple(one for one in rest.duties if one.id not in done))
    again = _again(rest, first)
    assert [one.id for one in again.moved] == [missed.id]
    assert again.moved[0].why == "原定的日子已过，记录里没有办"
    assert "有调整：原定的日子已过" in next(a.why for a in again.appointments if a.id == missed.id)


def test_sudden_leave_moves_what_it_must_and_names_it() -> None:
    """The doctor falls ill: only that day's visits move, and the plan names who is away and until when."""
    month = _month()
    doctors = tuple(replace(one, roles=("doctor",), sheet=True) for one in month.duties)
    month = replace(month, duties=doctors)
    first = make_plan(month)
    day = first.appointments[0].day
    ill = replace(month, away={"S-doctor": ((day, day),)})
    ill = replace(ill, duties=tuple(replace(one, days=tuple(d for d in one.days if d != day)) for one in ill.duties))
    again = _again(ill, first)
    hit = {a.id for a in first.appointments if a.day == day}
    assert {one.id for one in again.moved} == hit
    assert all(f"S-doctor 不在岗（{day} 至 {day}）" in one.why for one in again.moved)


def test_a_promise_holds_before_a_planned_day() -> None:
    """Two households and one stop a day: the one whose day was promised stays, the other one moves."""
    pair = {"G1": team("G1", "doctor"), "G2": team("G2", "doctor")}
    chains = [(duty(f"P{n}", 7, 8, group=f"G{n}", need=1),) for n in (1, 2)]
    month = problem(*chains, groups=pair, per_day=1)
    rows = (
        Planned("P1/visit/2026-11-01", "G1", date(2026, 12, 7), ("S-doctor",)),
        Planned("P2/visit/2026-11-01", "G2", date(2026, 12, 8), ("S-doctor",)),
    )
    asked, loose = with_promises(month, month.duties, Wishes({"P2": (date(2026, 12, 7),)}))
    held = replace(month, duties=tuple(with_plan(asked, rows)))
    plan = make_plan(held, issued_choice(held.duties, rows))
    assert loose == ()
    assert {a.subject: a.day.day for a in plan.appointments} == {"P1": 8, "P2": 7}
    assert verify(held, plan) == []
    assert {one.subject for one in plan.moved} == {"P1", "P2"}
    assert all(one.why for one in plan.moved)


def test_a_family_may_ask_for_an_earlier_day() -> None:
    """A promise before the visit could be due is kept; one on a weekend is broken, and the plan says why."""
    groups = {"G1": GROUPS["G1"]}
    month = problem((duty("P1", 9, 16),), groups=groups)
    early, _ = with_promises(month, month.duties, Wishes({"P1": (date(2026, 12, 3),)}))
    plan = make_plan(replace(month, duties=tuple(early)))
    assert plan.appointments[0].day == date(2026, 12, 3)
    assert "按约定的日期" in plan.appointments[0].why
    sunday, _ = with_promises(month, month.duties, Wishes({"P1": (date(2026, 12, 13),)}))
    held = replace(month, duties=tuple(sunday))
    plan = make_plan(held)
    assert "原约 2026-12-13，改期：原定的日子不是工作日" in plan.appointments[0].why
    assert verify(held, plan) == []


def test_what_counts_anew_takes_the_place_of_the_one_before() -> None:
    """A weekly visit made a day late has another name, and keeps the day that the plan gave to the next one."""
    held = (replace(duty("P1", 9, 16), id="P1/visit/2026-12-02"),)
    month = problem(held, groups={"G1": GROUPS["G1"]})
    rows = (Planned("P1/visit/2026-12-01", "G1", date(2026, 12, 10), ("S-doctor",)),)
    assert issued_choice(month.duties, rows).days == {"P1/visit/2026-12-02": date(2026, 12, 10)}
    other = (Planned("P1/rating/2026-12-01", "G1", date(2026, 12, 10), ("S-doctor",)),)
    assert issued_choice(month.duties, other).days == {}
