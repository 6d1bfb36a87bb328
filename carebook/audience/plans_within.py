"""Plans that were given out, as far as they are a tree's business."""

from __future__ import annotations

from collections.abc import Container, Mapping

from msgspec import structs

from carebook.records.issued import IssuedPlan, PlannedShift, PlannedStop, PlannedUnmet


def within(
    plans: Mapping[str, IssuedPlan], subjects: Container[str], villages: Container[str], workers: Container[str] | None
) -> dict[str, IssuedPlan]:
    """The plans with those within reach only; months in which nothing is left of a plan are left out.

    Args:
        plans: the township's plans by month.
        subjects: patients and groups within reach.
        villages: villages within reach; a round that leads elsewhere is left out whole.
        workers: whose stops and rounds alone are shown; None for everybody's.
    """
    near = {month: _near(plan, subjects, villages, workers) for month, plan in plans.items()}
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

    return structs.replace(
        plan,
        stops=tuple(s for s in plan.stops if ours(s) and any(map(mine, s.members))),
        unmet=tuple(u for u in plan.unmet if ours(u) and workers is None),
        rounds=tuple(
            r for r in plan.rounds if mine(r.worker) and all(known(leg.start) and known(leg.end) for leg in r.legs)
        ),
        moved=tuple(m for m in plan.moved if ours(m) and workers is None),
        loose=tuple(one for one in plan.loose if one.patient in subjects and workers is None),
    )
