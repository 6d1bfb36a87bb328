"""Months small enough to count on one's fingers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from carebook.planning.chains import walk
from carebook.planning.model import Duty, PlanSettings, Problem, Visitor
from carebook.planning.month import PlanMonth, month_of
from tests.townships import shipped

_ROOT = Path(__file__).parents[2]
CALENDAR = shipped().workdays
TODAY = date(2026, 11, 21)
LONG_AGO = date(2022, 1, 1)


def december(today: date = TODAY) -> PlanMonth:
    """December 2026, whose year is known and whose successor is not."""
    return month_of("2026-12", today, CALENDAR)


def team(group: str, *roles: str) -> tuple[Visitor, ...]:
    """A group's members: the doctor is shared by all groups, the others are the group's own."""
    return tuple(Visitor("S-doctor" if role == "doctor" else f"S-{group}-{role}", role, LONG_AGO) for role in roles)


def duty(key: str, opens: int, due: int, *, group: str = "G1", village: str = "V1", need: int = 3) -> Duty:
    """A visit that can be done from one day of December to another."""
    return Duty(
        id=f"{key}/visit/2026-11-01",
        kind="visit",
        title="定期随访",
        subject=key,
        group=group,
        village=village,
        opens=date(2026, 12, 1) + timedelta(days=opens - 1),
        due=date(2026, 12, 1) + timedelta(days=due - 1),
        need=need,
        roles=("leader", "doctor"),
        sources=("甲府发〔2026〕1号 一",),
    )


def problem(
    *chains: tuple[Duty, ...], groups: dict[str, tuple[Visitor, ...]] | None = None, per_day: int = 6
) -> Problem:
    """A month of chains."""
    month = december()
    duties = tuple(one for chain in chains for one in walk(chain, month))
    return Problem(
        month.name,
        month.start,
        month.end,
        month.last,
        month.workdays,
        duties,
        groups or {"G1": team("G1", "leader", "doctor", "police", "grid")},
        PlanSettings(per_day=per_day, seconds=0.5),
    )


def weekly(key: str, first: int, times: int = 6, *, group: str = "G1", village: str = "V1") -> tuple[Duty, ...]:
    """A chain that falls due every seven days from a day of December on."""
    made = [duty(key, first + 7 * n - 5, first + 7 * n, group=group, village=village) for n in range(times)]
    return tuple(replace(one, id=f"{key}/visit/{one.due - timedelta(days=7)}") for one in made)
