"""Measure planning: time and cost beside the greedy baseline, for townships of several sizes."""

from __future__ import annotations

import os
import platform
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

from carebook.context import Home
from carebook.demo.generate import township
from carebook.planning.demand import demand
from carebook.planning.explain import explained
from carebook.planning.greedy import greedy
from carebook.planning.model import PlanSettings, Problem
from carebook.planning.month import month_of
from carebook.planning.plan import make_plan
from carebook.planning.promises import Wishes, agreed
from carebook.planning.verify import verify
from carebook.policy.ledger import ledger
from carebook.policy.load import read_settings
from carebook.reading.schema import SchemaBook
from carebook.records.load import load

#: The lines of a page between which the table stands.
BEGIN, END = "<!-- bench plan -->", "<!-- /bench plan -->"


@dataclass(frozen=True, slots=True)
class MeasuredPlan:
    """One size: duties to lay, seconds spent, both costs, trips, what is unmet (and proven so), the checker's faults.

    ``faults`` counts those of the plan and those of the greedy baseline beside it.
    """

    patients: int
    duties: int
    seconds: float
    cost: int
    greedy_cost: int
    trips: int
    greedy_trips: int
    unmet: int
    certain: int
    greedy_unmet: int
    proven: bool
    faults: int


def measured(
    home: Home, sizes: Sequence[int], month: str, today: date, seconds: float | None
) -> Iterator[MeasuredPlan]:
    """Plan generated townships of these sizes, one after another.

    Args:
        home: the product's own files.
        sizes: numbers of patients.
        month: the month to plan, ``2026-12``.
        today: the day of the data.
        seconds: the solver's time; without a number it grows with what is to be laid.

    Raises:
        ValueError: the month is none, or is over.
    """
    for patients in sizes:
        problem = _problem(home, patients, month, today, seconds)
        start = time.perf_counter()
        plan = make_plan(problem)
        spent = time.perf_counter() - start
        first = greedy(problem)
        baseline = explained(problem, first, first, proven=False)
        yield MeasuredPlan(
            patients,
            len(problem.duties),
            round(spent, 1),
            plan.cost,
            plan.greedy_cost,
            plan.trips,
            plan.greedy_trips,
            len(plan.unmet),
            sum(one.proven for one in plan.unmet),
            len(baseline.unmet),
            plan.proven,
            len(verify(problem, plan)) + len(verify(problem, baseline)),
        )


def machine() -> str:
    """On what was measured: processors, Python and OR-Tools."""
    return (
        f"{platform.machine()}，{os.cpu_count()} 个处理器核心，Python {platform.python_version()}，"
        f"OR-Tools {version('ortools')}"
    )


def table(rows: Sequence[MeasuredPlan]) -> str:
    """What was measured, as a Markdown table."""
    lines = [
        "| 患者 | 事项 | 用时（秒） | 代价 | 手排的代价 | 比值 | 下村（手排） | 排不进（其中已证明） | 手排排不进 | 核对错误 |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {m.patients} | {m.duties} | {m.seconds:.1f} | {m.cost}{'（最好）' if m.proven else ''} | {m.greedy_cost} "
        f"| {m.cost / max(m.greedy_cost, 1):.3f} | {m.trips}（{m.greedy_trips}） | {m.unmet}（{m.certain}） "
        f"| {m.greedy_unmet} | {m.faults} |"
        for m in rows
    ]
    return "\n".join(lines)


def replaced(page: str, told: str) -> str | None:
    """A page with what was measured in the place of what stood between the two marks; None if they are not there."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    return f"{before}{begin}\n{told}\n{end}{after}" if end else None


def _problem(home: Home, patients: int, month: str, today: date, seconds: float | None) -> Problem:
    """The month of a generated township; nothing is judged, for planning asks for due items only."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        township(patients, 1, data, today)
        schemas = SchemaBook(home.schemas)
        registry = load(data, schemas, "data").registry
    going_by, _ = read_settings(home.policies, schemas, registry.township)
    when = month_of(month, today, going_by.workdays)
    if registry.township is None:
        raise ValueError(month)
    items = ledger(registry, going_by.adopted, today, when.horizon, going_by.workdays)
    wishes = Wishes(agreed(registry, today))
    return demand(registry, going_by.adopted, items, when, PlanSettings(seconds=seconds), wishes)
