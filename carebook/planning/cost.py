"""What a plan costs: one scale for the solver, the greedy baseline and whoever compares them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from math import ceil

from carebook.planning.model import Choice, Duty, Problem, Stop, Visitor, monday

UNMET = 100_000
PROMISE = 5_000
TRIP = 120
MOVED = 1_000
LATE = 40
STOP = 60
EARLY = 1
DOCTOR = 1
WORKER = 2
GUARDIAN = 60
CROWDED = 4
#: For each ten minutes that a worker rides to a village and back.
RIDE = 2
#: For each stop of a worker in a week above a half, one, one and a half, two, three a working day.
LEVEL = 10
LEVELS = (0.5, 1, 1.5, 2, 3)
#: For each stop of the township in a week above its share, if every household were seen once, and multiples of that.
TOWN = 15
TOWN_LEVELS = (1, 1.5, 2, 2.5, 3)
_WEEK = 7


def day_cost(problem: Problem, duty: Duty, day: date) -> int:
    """What a duty's day costs by itself: lateness, a broken promise, a moved visit, days too early."""
    cost = 0 if duty.period else EARLY * (duty.due - day).days
    if duty.overdue:
        cost = LATE * problem.workdays.index(day)
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
    load = loads(choice.teams)
    cost += CROWDED * sum(max(0, n - limit) for n in load.values())
    cost += sum(ride_cost(problem, worker, village) for worker, _, village in rides(problem, choice))
    weeks: Counter[tuple[str, date]] = Counter()
    for (worker, day), count in load.items():
        weeks[worker, monday(day)] += count
    steps, town = level_steps(problem), town_steps(problem)
    together = Counter(monday(day) for _, day in choice.teams)
    cost += TOWN * sum(max(0, n - step) for week, n in together.items() for step in town[week])
    return cost + LEVEL * sum(max(0, n - step) for (_, week), n in weeks.items() for step in steps[week])


def level_steps(problem: Problem) -> Mapping[date, tuple[int, ...]]:
    """For each week (its Monday) the numbers of stops above which each further one costs extra."""
    days = Counter(monday(day) for day in problem.workdays)
    return {week: tuple(ceil(number * many) for many in LEVELS) for week, number in days.items()}


def town_steps(problem: Problem) -> Mapping[date, tuple[int, ...]]:
    """For each week (its Monday) the numbers of stops of all together above which each further one costs extra."""
    days = Counter(monday(day) for day in problem.workdays)
    share = len({duty.group for duty in problem.duties}) / max(1, len(problem.workdays))
    return {week: tuple(ceil(number * share * many) for many in TOWN_LEVELS) for week, number in days.items()}


def ride_cost(problem: Problem, worker: str, village: str) -> int:
    """What it costs that a worker goes to a village on a day."""
    return RIDE * (problem.ways.there_and_back(problem.base(worker), village) // 10)


def rides(problem: Problem, choice: Choice) -> set[tuple[str, date, str]]:
    """Who goes to which village on which day; guardians are at home."""
    return {
        (worker, choice.days[duty.id], duty.village)
        for duty in problem.duties
        if duty.field and duty.id in choice.days
        for worker in choice.teams[duty.group, choice.days[duty.id]]
        if not worker.startswith("guardian:")
    }


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
