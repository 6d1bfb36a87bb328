"""What a new plan changes in the one that is out, and why each change had to be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from carebook.planning.cost import full, loads
from carebook.planning.model import Choice, Duty, Problem, Shift
from carebook.planning.teams import can_lead, hindrance


def moved(problem: Problem, choice: Choice, issued: Choice) -> Iterator[Shift]:
    """Every duty that the plan that is out has on another day, promises first.

    Args:
        problem: what is still to be done of the month.
        choice: the new plan.
        issued: the plan that is out.
    """
    found = [
        _shift(problem, choice, duty, issued.days[duty.id])
        for duty in problem.asked(choice.days)
        if duty.id in issued.days and choice.days.get(duty.id) != issued.days[duty.id]
    ]
    yield from sorted(found, key=lambda one: (not one.promised, one.before, one.id))


def _shift(problem: Problem, choice: Choice, duty: Duty, before: date) -> Shift:
    why = kept_not(problem, choice, duty, before)
    day = choice.days.get(duty.id)
    return Shift(duty.id, duty.subject, duty.village, duty.title, before, day, duty.promised == before, why, duty.group)


def kept_not(problem: Problem, choice: Choice, duty: Duty, before: date) -> str:
    """Why a duty cannot stay on its day; where it could by itself, what else was better for the whole."""
    reasons = _reasons(problem, choice, duty, before)
    return next(reasons, "同来的人或者村数、时间当天排不下，改到这一天整个计划改动最少")


def _reasons(problem: Problem, choice: Choice, duty: Duty, before: date) -> Iterator[str]:
    if before < problem.start:
        yield "原定的日子已过，记录里没有办"
    if before not in problem.workdays:
        yield "原定的日子不是工作日"
    if reason := hindrance(problem, duty, before):
        yield reason
    earlier = choice.days.get(duty.follows)
    if earlier is not None and not 0 < (before - earlier).days <= duty.gap:
        yield f"前一次在 {earlier}，两次之间应在 1 至 {duty.gap} 天"
    if not duty.overdue and not duty.opens <= before <= duty.due:
        yield f"到期日变为 {duty.due}（{duty.opens} 起可办），原定的日子不在其中"
    load = loads(choice.teams)
    leads = dict.fromkeys(m.worker for m in problem.team(duty.group, before) if can_lead(duty, m))
    if busy := [worker for worker in leads if full(problem, load, worker, before)]:
        yield f"{'、'.join(busy)} 当天已排满"
