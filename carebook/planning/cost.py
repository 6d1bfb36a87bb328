"""What a plan costs: one scale for the solver, the greedy baseline and whoever compares them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta

from carebook.planning.model import Choice, Duty, Problem, Stop, Visitor, monday

UNMET = 100_000
PROMISE = 5_000
TRIP = 300
MOVED = 150
LATE = 40
STOP = 20
EARLY = 1
DOCTOR = 1
WORKER = 2
GUARDIAN = 60
CROWDED = 4
_WEEK = 7


def day_cost(problem: Problem, duty: Duty, day: date) -> int:
    """What a duty's day costs by itself: lateness, a broken promise, a moved visit, days too early."""
    cost = LATE * problem.workdays.index(day) if duty.overdue else EARLY * (duty.due - day).days
    if duty.promised is not None and day != duty.promised:
        cost += PROMISE
    if duty.before and day not in duty.before:
        cost += MOVED
    return cost


def member_cost(member: Visitor) -> int:
    """What it costs that a member comes: the doctor is worth most at a visit, a guardian is counted only in need."""
    if member.guardian:
        return GUARDIAN
    return DOCTOR if member.role == "doctor" else WORKER


def crowded_from(problem: Problem) -> int:
    """The number of stops a day above which each further one costs extra, so that loads are level."""
    return (problem.settings.per_day + 1) // 2


def cost_of(problem: Problem, choice: Choice) -> int:
    """The whole cost of a choice."""
    duties = {duty.id: duty for duty in problem.duties}
    cost = UNMET * (len(problem.asked(choice.days)) - len(choice.days))
    cost += sum(day_cost(problem, duties[key], day) for key, day in choice.days.items())
    cost += TRIP * trips(problem, choice) + STOP * len(choice.teams)
    for (group, day), workers in choice.teams.items():
        cost += sum(member_cost(m) for m in problem.team(group, day) if m.worker in workers)
    limit = crowded_from(problem)
    return cost + CROWDED * sum(max(0, n - limit) for n in loads(choice.teams).values())


def trips(problem: Problem, choice: Choice) -> int:
    """How many village-days there are."""
    return len({(d.village, choice.days[d.id]) for d in problem.duties if d.field and d.id in choice.days})


def full(problem: Problem, load: Counter[tuple[str, date]], worker: str, day: date) -> bool:
    """Whether a worker has as many stops as allowed, on the day or in its week."""
    settings = problem.settings
    if load[worker, day] >= settings.per_day:
        return True
    return settings.per_week is not None and week_load(load, worker, day) >= settings.per_week


def week_load(load: Counter[tuple[str, date]], worker: str, day: date) -> int:
    """A worker's stops in the week of a day."""
    first = monday(day)
    return sum(load[worker, first + timedelta(days=number)] for number in range(_WEEK))


def loads(teams: Mapping[Stop, tuple[str, ...]]) -> Counter[tuple[str, date]]:
    """Stops of each worker on each day; guardians have no load."""
    return Counter(
        (worker, day) for (_, day), workers in teams.items() for worker in workers if not worker.startswith("guardian:")
    )
