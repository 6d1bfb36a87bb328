"""A plan that is carried out meets what it promised."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from carebook.context import Context, gather
from carebook.demo import generate
from carebook.planning.demand import demand
from carebook.planning.model import Plan, PlanSettings, Problem
from carebook.planning.month import month_of
from carebook.planning.plan import make_plan
from carebook.planning.promises import Wishes, agreed
from carebook.planning.verify import verify
from carebook.policy.item import LIVE, DueItem
from tests.planning.replay import KINDS, replay
from tests.townships import HOME

FIRST, LAST = date(2026, 12, 1), date(2026, 12, 31)


def _planned(context: Context) -> tuple[Problem, Plan]:
    """December, planned on its first day: nothing lies between the records and the plan."""
    month = month_of("2026-12", FIRST, context.settings.workdays)
    wishes = Wishes(agreed(context.registry, FIRST))
    settings = PlanSettings(seconds=2)
    problem = demand(context.registry, context.settings.adopted, context.plan(month.horizon), month, settings, wishes)
    return problem, make_plan(problem)


def _visited(context: Context) -> list[DueItem]:
    """The due items that are met by somebody meeting somebody, which is what a plan lays.

    Not the denser visits of a sensitive period: the ordinary ones are planned, and these are left to the due list.
    """
    closing = {
        f"{one.policy.id}/{duty.id}": duty.closed_by.entry
        for one in context.settings.adopted
        for duty in one.policy.obligations
        if duty.closed_by is not None and duty.every_from is None
    }
    return [item for item in context.items if closing.get(item.obligation) in KINDS]


@pytest.mark.parametrize("patients", [24, 60])
def test_a_plan_carried_out_closes_what_falls_due(patients: int, tmp_path: Path) -> None:
    """With every visit made on its day, nothing of the month stays open but what the plan said it could not meet."""
    data = tmp_path / "data"
    generate.township(patients, 1, data, FIRST)
    before = gather(HOME, data, "data", FIRST)
    problem, plan = _planned(before)
    assert verify(problem, plan) == []
    replay(data, plan.appointments, {duty.id for duty in problem.duties if duty.by_phone})
    after = gather(HOME, data, "data", LAST)
    assert before.errors() == []
    assert [f"{fault.place}: {fault.message}" for fault in after.errors()] == []

    named = {one.id.rpartition("/")[0] for one in plan.unmet}
    live = {item.id for item in _visited(after) if item.state in LIVE and item.due <= problem.last}
    assert {key for key in live if key.rpartition("/")[0] not in named} == set()
    due = [item for item in _visited(before) if item.state in LIVE and item.due <= problem.last]
    assert len({item.subject for item in due}) > patients
