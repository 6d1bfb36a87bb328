"""Plans of any month hold every constraint, seen from outside."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings, strategies as st

from carebook.planning.demand import settled
from carebook.planning.model import Duty, Problem, Visitor
from carebook.planning.plan import make_plan
from carebook.planning.verify import verify
from carebook.planning.ways import ways_of
from carebook.records.planning import PlanChoices
from tests.planning.small import LONG_AGO, duty, problem, team, weekly
from tests.planning.test_roads import VILLAGES

ROLES = ["leader", "doctor", "police", "grid"]


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """A few groups in two villages, some members short of time, on leave or gone, some visits weekly or overdue."""
    groups: dict[str, tuple[Visitor, ...]] = {}
    chains: list[tuple[Duty, ...]] = []
    for number in range(draw(st.integers(1, 4))):
        group, village = f"G{number}", draw(st.sampled_from(["V1", "V2"]))
        roles = draw(st.lists(st.sampled_from(ROLES), min_size=1, max_size=4, unique=True))
        until = draw(st.none() | st.integers(1, 31).map(lambda n: date(2026, 12, n)))
        members = team(group, *roles)
        home = Visitor(f"guardian:{group}", "guardian", LONG_AGO)
        groups[group] = (*members[:-1], replace(members[-1], until=until), home)
        first = draw(st.integers(1, 31))
        if draw(st.booleans()):
            chains.append(weekly(f"P{number}", first, group=group, village=village))
        else:
            one = duty(f"P{number}", first - draw(st.integers(0, 10)), first, group=group, village=village)
            chains.append((replace(one, overdue=draw(st.booleans())),))
    month = problem(*chains, groups=groups, per_day=draw(st.integers(1, 3)))
    hours = ((510, 510 + draw(st.integers(60, 210))), (870, 870 + draw(st.integers(10, 180))))
    settings = replace(month.settings, hours=hours, villages=draw(st.integers(1, 2)))
    away = {"S-doctor": ((date(2026, 12, draw(st.integers(1, 15))), date(2026, 12, draw(st.integers(10, 20)))),)}
    ways = ways_of(VILLAGES[: draw(st.integers(0, 2))], PlanChoices(), date(2026, 12, 1))
    held = replace(month, settings=settings, away=away, ways=ways, bases={"S-G1-leader": "V1"})
    return replace(held, duties=tuple(settled(held, one) for one in held.duties))


@settings(max_examples=60, deadline=None)
@given(problems())
def test_every_plan_holds_all_constraints(month: Problem) -> None:
    """Nothing is lost, doubled, out of its window, understaffed or too much for a day; it beats planning by hand."""
    plan = make_plan(month)
    assert verify(month, plan) == []
    assert plan.cost <= plan.greedy_cost


@settings(max_examples=5, deadline=None)
@given(problems())
def test_the_same_month_gives_the_same_plan(month: Problem) -> None:
    """Days, teams and reasons do not depend on chance."""
    assert make_plan(month) == make_plan(month)
