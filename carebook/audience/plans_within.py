"""Plans that were given out, as far as they are a tree's business."""

from __future__ import annotations

from collections.abc import Container
from datetime import date

from msgspec import structs

from carebook.audience.trees import Tree
from carebook.records.issued import IssuedPlan, PlannedShift, PlannedStop, PlannedUnmet
from carebook.records.registry import Registry


def within(
    registry: Registry, tree: Tree, subjects: Container[str], villages: Container[str], day: date
) -> dict[str, IssuedPlan]:
    """The plans with those within reach only; months in which nothing is left of a plan are left out.

    A department that sees its own items only sees its own people's days.

    Args:
        registry: the whole township.
        tree: for whom.
        subjects: patients and groups within reach.
        villages: villages within reach; a round that leads elsewhere is left out whole.
        day: the day of the posts.
    """
    unit = tree.audience.id if tree.audience.items == "own" else ""
    workers = {code for code, one in registry.staff.items() if one.post_on(day).unit == unit} if unit else None
    near = {month: _near(plan, subjects, villages, workers) for month, plan in registry.plans.items()}
    return {month: plan for month, plan in near.items() if plan.stops or plan.unmet}


def _near(
    plan: IssuedPlan, subjects: Container[str], villages: Container[str], workers: Container[str] | None
) -> IssuedPlan:
    def known(place: str | None) -> bool:
        return place is None or place in villages

    def mine(worker: str) -> bool:
        return workers is None or worker in workers

    def ours(one: PlannedStop | PlannedUnmet | PlannedShift) -> bool:
        return (one.patient or one.group) in subjects and known(one.village)

    stops = tuple(s for s in plan.stops if ours(s) and any(map(mine, s.members)))
    met = {(worker, s.planned) for s in stops for worker in s.members}
    return structs.replace(
        plan,
        stops=stops,
        unmet=tuple(u for u in plan.unmet if ours(u) and workers is None),
        rounds=tuple(
            r
            for r in plan.rounds
            if mine(r.worker)
            and (r.worker, r.planned) in met
            and all(known(leg.start) and known(leg.end) for leg in r.legs)
        ),
        moved=tuple(m for m in plan.moved if ours(m) and workers is None),
        loose=tuple(one for one in plan.loose if one.patient in subjects and workers is None),
    )
