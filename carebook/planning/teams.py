"""Who goes: the smallest team that satisfies all duties of a stop."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence, Set as AbstractSet
from datetime import date

from carebook.planning.cost import crowded_from, full, member_cost
from carebook.planning.model import Duty, Problem, Visitor


def can_lead(duty: Duty, member: Visitor) -> bool:
    """Whether a member is one of those a duty is entrusted to (anybody, if it names no role)."""
    return not duty.roles or member.role in duty.roles


def enough(duty: Duty, members: Sequence[Visitor]) -> bool:
    """Whether a team can do a duty."""
    return len(members) >= duty.need and any(can_lead(duty, member) for member in members)


def hindrance(problem: Problem, duty: Duty, day: date) -> str:
    """Why nobody can do a duty on a day however free everybody is; empty if they can."""
    team = problem.team(duty.group, day)
    if not any(m.serves(day) for m in problem.groups.get(duty.group, ())):
        return "没有管理小组，派不出人"
    away = [m for m in problem.groups[duty.group] if m.serves(day) and problem.is_away(m.worker, day)]
    leads = dict.fromkeys(m.worker for m in away if can_lead(duty, m))
    names = "、".join(leads)
    if leads and not any(can_lead(duty, m) for m in team if not m.guardian):
        return f"{'须由医生填写随访服务记录表，' if duty.sheet else '责任人 '}{names} 不在岗（{_days(problem, leads)}）"
    if not any(can_lead(duty, m) for m in team if not m.guardian):
        if duty.sheet:
            return "须由医生填写随访服务记录表，小组里没有在任的医生"
        return "责任人（组长或医生）不在任" if duty.need > 1 else "责任人不在任"
    if len(team) < duty.need:
        gone = f"，{'、'.join(dict.fromkeys(m.worker for m in away))} 不在岗" if away else ""
        return f"在任的小组成员只有 {len(team)} 人，须 {duty.need} 人{gone}"
    return ""


def _days(problem: Problem, workers: Iterable[str]) -> str:
    """On which days of the month they are away."""
    spans = {span for worker in workers for span in problem.away.get(worker, ())}
    mine = sorted((since, until) for since, until in spans if until >= problem.start and since <= problem.end)
    return "、".join(f"{since} 至 {until}" for since, until in mine)


def pick(
    problem: Problem,
    duties: Sequence[Duty],
    day: date,
    load: Counter[tuple[str, date]],
    present: Sequence[str] = (),
    tired: AbstractSet[str] = frozenset(),
) -> tuple[str, ...] | None:
    """The cheapest team of one stop, taken greedily; ``None`` if too few are free.

    Args:
        problem: the month.
        duties: everything done at the stop; all of one group.
        day: the day.
        load: stops of each worker on each day, without this one.
        present: who comes anyway.
        tired: who has no time left, or may not go to one village more.
    """
    group = duties[0].group
    free = [
        m
        for m in problem.team(group, day)
        if m.guardian or m.worker in present or not (m.worker in tired or full(problem, load, m.worker, day))
    ]
    team = [m for m in free if m.worker in present]
    crowded = crowded_from(problem)

    def price(member: Visitor) -> tuple[int, int]:
        busy = load[member.worker, day]
        return member_cost(member) + (busy if busy >= crowded else 0), busy

    rest = sorted((m for m in free if m.worker not in present), key=price)
    if not _led(duties, team, rest):
        return None
    missing = max(duty.need for duty in duties) - len(team)
    if missing > len(rest):
        return None
    return tuple(m.worker for m in [*team, *rest[: max(0, missing)]])


def _led(duties: Sequence[Duty], team: list[Visitor], rest: list[Visitor]) -> bool:
    """Move somebody who can lead from ``rest`` to ``team`` for each duty that nobody there can lead; whether all can."""
    for duty in sorted(duties, key=lambda d: len(d.roles) or 99):
        if any(can_lead(duty, m) for m in team if not m.guardian):
            continue
        lead = next((m for m in rest if can_lead(duty, m) and not m.guardian), None)
        if lead is None:
            return False
        team.append(lead)
        rest.remove(lead)
    return True
