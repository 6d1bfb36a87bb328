"""Measure planning: time and cost beside the greedy baseline, for townships of several sizes."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from carebook.bench.generate import township
from carebook.build.context import Home, gather
from carebook.planning.demand import Wishes, agreed, demand
from carebook.planning.model import Problem, Settings
from carebook.planning.month import month_of
from carebook.planning.plan import make_plan
from carebook.planning.verify import verify


@dataclass(frozen=True, slots=True)
class Measured:
    """One size: duties to lay, seconds spent, both costs, trips, what is unmet, and faults the checker found."""

    patients: int
    duties: int
    seconds: float
    cost: int
    greedy_cost: int
    trips: int
    greedy_trips: int
    unmet: int
    proven: bool
    faults: int


def measured(home: Home, sizes: Sequence[int], month: str, today: date, seconds: float) -> Iterator[Measured]:
    """Plan generated townships of these sizes, one after another.

    Args:
        home: the product's own files.
        sizes: numbers of patients.
        month: the month to plan, ``2026-12``.
        today: the day of the data.
        seconds: the solver's time.

    Raises:
        ValueError: the month is none, is over, or its year has no calendar.
    """
    for patients in sizes:
        problem = _problem(home, patients, month, today, seconds)
        start = time.perf_counter()
        plan = make_plan(problem)
        spent = time.perf_counter() - start
        yield Measured(
            patients,
            len(problem.duties),
            round(spent, 1),
            plan.cost,
            plan.greedy_cost,
            plan.trips,
            plan.greedy_trips,
            len(plan.unmet),
            plan.proven,
            len(verify(problem, plan)),
        )


def _problem(home: Home, patients: int, month: str, today: date, seconds: float) -> Problem:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        township(patients, 1, data, today)
        context = gather(home, data, "data", today)
    when = month_of(month, today, context.workdays)
    if when is None:
        raise ValueError(month)
    return demand(
        context.registry,
        context.adopted,
        context.plan(when.horizon),
        when,
        Settings(seconds=seconds),
        Wishes(agreed(context.registry, today)),
    )
