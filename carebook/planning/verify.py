"""Check a plan from outside: nothing here is shared with what makes plans."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from carebook.planning.model import Appointment, Duty, Plan, Problem
from carebook.planning.verify_road import road_faults


def verify(problem: Problem, plan: Plan) -> list[str]:
    """What is wrong with a plan, in words; empty if every constraint holds."""
    duties = {duty.id: duty for duty in problem.duties}
    return [
        *_complete(problem, plan),
        *(fault for a in plan.appointments if a.id in duties for fault in _single(problem, duties[a.id], a)),
        *_chains(duties, plan),
        *_teams_and_loads(problem, plan),
        *_said_before(duties, plan),
        *_doctors(problem, duties, plan),
        *road_faults(problem, plan),
    ]


def _complete(problem: Problem, plan: Plan) -> Iterator[str]:
    """Each duty stands exactly once: as an appointment or among what cannot be met, there with a reason."""
    told = Counter([a.id for a in plan.appointments] + [u.id for u in plan.unmet])
    day = {a.id: a.day for a in plan.appointments}
    duties = {
        duty.id
        for duty in problem.duties
        if not duty.spare or (duty.follows in day and day[duty.follows] + timedelta(days=duty.gap) <= problem.last)
    }
    yield from (f"{key}：漏排" for key in sorted(duties) if key not in told)
    yield from (f"{key}：排了 {n} 次" for key, n in told.items() if n > 1)
    yield from (f"{key}：不在应办事项中" for key in told if key not in duties)
    yield from (f"{u.id}：没有说明为什么排不进" for u in plan.unmet if not u.why)


def _single(problem: Problem, duty: Duty, found: Appointment) -> Iterator[str]:
    """Day, window, members and head-count of one appointment."""
    name = f"{duty.id}（{found.day}）"
    if found.day not in problem.workdays:
        yield f"{name}：不是工作日，或不在可排的日子里"
    if not duty.overdue and not duty.opens <= found.day <= duty.due:
        yield f"{name}：不在 {duty.opens} 至 {duty.due} 之内"
    serving = {
        m.worker: m.role
        for m in problem.groups.get(duty.group, ())
        if m.since <= found.day and (m.until is None or m.until >= found.day)
    }
    if len(set(found.members)) != len(found.members):
        yield f"{name}：同一人写了两次"
    yield from (f"{name}：{worker} 当日不是小组成员" for worker in found.members if worker not in serving)
    if len(found.members) < duty.need:
        yield f"{name}：只有 {len(found.members)} 人，须 {duty.need} 人"
    roles = {
        m.role
        for m in problem.groups.get(duty.group, ())
        if m.worker in found.members and m.since <= found.day and (m.until is None or m.until >= found.day)
    }
    if duty.roles and not roles & set(duty.roles):
        yield f"{name}：责任人（{'、'.join(duty.roles)}）一个也没有到"
    if not found.why:
        yield f"{name}：没有说明为什么排在这一天"


def _chains(duties: dict[str, Duty], plan: Plan) -> Iterator[str]:
    """What returns is done in order, and never further apart than the document allows."""
    day = {a.id: a.day for a in plan.appointments}
    for duty in duties.values():
        if duty.id in day and duty.follows in day:
            apart = (day[duty.id] - day[duty.follows]).days
            if not 0 < apart <= duty.gap:
                yield f"{duty.id}：距上一次 {apart} 天，应在 1 至 {duty.gap} 天"


def _teams_and_loads(problem: Problem, plan: Plan) -> Iterator[str]:
    """One team per group and day; nobody has more of them a day than allowed."""
    teams: dict[tuple[str, date], set[frozenset[str]]] = defaultdict(set)
    for a in plan.appointments:
        teams[a.group, a.day].add(frozenset(a.members))
    yield from (f"{group} {day}：同一天有两套人" for (group, day), sets in teams.items() if len(sets) > 1)
    load = Counter(
        (worker, day)
        for (_, day), sets in teams.items()
        for worker in frozenset().union(*sets)
        if not worker.startswith("guardian:")
    )
    for (worker, day), stops in load.items():
        if stops > problem.settings.per_day:
            yield f"{worker} {day}：{stops} 处，超过 {problem.settings.per_day} 处"
    weeks: Counter[tuple[str, tuple[int, int]]] = Counter()
    for (worker, day), stops in load.items():
        weeks[worker, day.isocalendar()[:2]] += stops
    for (worker, (year, week)), stops in weeks.items():
        if problem.settings.per_week is not None and stops > problem.settings.per_week:
            yield f"{worker} {year} 年第 {week} 周：{stops} 处，超过 {problem.settings.per_week} 处"


def _said_before(duties: dict[str, Duty], plan: Plan) -> Iterator[str]:
    """An agreed day is kept, or the plan says that it is not."""
    for a in plan.appointments:
        promised = duties[a.id].promised if a.id in duties else None
        if promised is not None and a.day != promised and str(promised) not in a.why:
            yield f"{a.id}：原约 {promised}，改到 {a.day} 而没有说明"


def _doctors(problem: Problem, duties: dict[str, Duty], plan: Plan) -> Iterator[str]:
    """Where the national form is due, a doctor in office that day is there; where none can be, it is said."""
    for a in plan.appointments:
        if a.id not in duties or not duties[a.id].sheet:
            continue
        doctors = {m.worker for m in problem.groups.get(a.group, ()) if m.role == "doctor" and m.serves(a.day)}
        if not doctors & set(a.members):
            yield f"{a.id}（{a.day}）：须填随访服务记录表，没有医生"
        elif not any(doctor in a.why for doctor in doctors & set(a.members)):
            yield f"{a.id}（{a.day}）：没有写明哪位医生填表"
    for one in plan.unmet:
        if one.id in duties and duties[one.id].sheet and "医生" not in one.why:
            yield f"{one.id}：排不进，没有说明缺医生"
