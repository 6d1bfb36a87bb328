"""A choice as a plan that can be read: every day with its reason, every failure with its cause, the load of each worker."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from carebook.planning.cost import cost_of, full, loads, trips
from carebook.planning.model import Appointment, Choice, Duty, Load, Plan, Problem, Unmet, monday
from carebook.planning.teams import can_lead


def explained(
    problem: Problem, choice: Choice, first: Choice, *, proven: bool, certain: frozenset[str] = frozenset()
) -> Plan:
    """The plan of a choice.

    Args:
        problem: the month.
        choice: the days and teams.
        first: the greedy baseline, for comparison.
        proven: whether no better choice exists.
        certain: what is left out of which it is proven that no plan does better.
    """
    told = _Teller(problem, choice, loads(choice.teams), _places(problem, choice), certain)
    done = sorted(
        (duty for duty in problem.duties if duty.id in choice.days),
        key=lambda d: (choice.days[d.id], d.village, d.group, d.subject, d.id),
    )
    return Plan(
        month=problem.month,
        appointments=tuple(told.appointment(duty) for duty in done),
        unmet=tuple(told.unmet(duty) for duty in problem.asked(choice.days) if duty.id not in choice.days),
        load=tuple(_load(problem, choice)),
        cost=cost_of(problem, choice),
        greedy_cost=cost_of(problem, first),
        trips=trips(problem, choice),
        greedy_trips=trips(problem, first),
        proven=proven,
        left_out=problem.left_out,
    )


def _places(problem: Problem, choice: Choice) -> Mapping[tuple[str, date], set[str]]:
    """The groups reached by each trip."""
    found: dict[tuple[str, date], set[str]] = defaultdict(set)
    for duty in problem.duties:
        if duty.field and duty.id in choice.days:
            found[duty.village, choice.days[duty.id]].add(duty.group)
    return found


@dataclass(frozen=True)
class _Teller:
    problem: Problem
    choice: Choice
    load: Counter[tuple[str, date]]
    places: Mapping[tuple[str, date], set[str]]
    certain: frozenset[str]

    def appointment(self, duty: Duty) -> Appointment:
        day = self.choice.days[duty.id]
        return Appointment(
            id=duty.id,
            day=day,
            village=duty.village,
            subject=duty.subject,
            group=duty.group,
            kind=duty.kind,
            title=duty.title,
            members=self.choice.teams[duty.group, day],
            due=self._due(duty),
            overdue=duty.overdue,
            sources=duty.sources,
            why="；".join(self._reasons(duty, day)),
        )

    def unmet(self, duty: Duty) -> Unmet:
        sure = duty.id in self.certain
        said = "已证明：怎样排也要有这么多项排不进" if sure else "在限定的时间里没有找到排法，也没有证明排不进"
        why = duty.hindrance or f"{self._full(duty)}；{said}"
        return Unmet(duty.id, duty.village, duty.subject, duty.kind, duty.title, duty.due, duty.sources, why, sure)

    def _due(self, duty: Duty) -> date:
        """The due day; of one that returns, counted from the day of the one before it."""
        before = self.choice.days.get(duty.follows)
        return min(duty.due, before + timedelta(days=duty.gap)) if before else duty.due

    def _reasons(self, duty: Duty, day: date) -> Iterator[str]:
        if duty.overdue:
            yield f"已逾期（{duty.due} 到期），尽早补办"
        else:
            yield f"到期日 {self._due(duty)}，{duty.opens} 起可办"
        yield from self._said(duty, day)
        if duty.by_phone:
            yield "住院期间电话随访，不出门"
        others = len(self.places.get((duty.village, day), set()) - {duty.group})
        if duty.field:
            yield f"同村同趟，另有 {others} 户" if others else "当日本村只此一户"
        together = [
            o.title
            for o in self.problem.duties
            if o.group == duty.group and o.id != duty.id and self.choice.days.get(o.id) == day
        ]
        if together:
            yield f"与{'、'.join(dict.fromkeys(together))}一并办理"
        most = max((self.load[w, day] for w in self.choice.teams[duty.group, day]), default=0)
        yield f"成员当日至多 {most} 处（上限 {self.problem.settings.per_day}）"

    def _said(self, duty: Duty, day: date) -> Iterator[str]:
        if duty.promised == day:
            yield "按上次随访约定的日期"
        elif duty.promised is not None:
            yield f"原约 {duty.promised}，当日排不下，改期"
        if day in duty.before:
            yield "与上次计划相同"
        elif duty.before:
            yield f"上次计划为 {'、'.join(str(one) for one in duty.before)}，有调整"

    def _full(self, duty: Duty) -> str:
        """Who was full on the days on which the duty could have been done."""
        busy = [
            m.worker
            for day in duty.days
            for m in self.problem.team(duty.group, day)
            if can_lead(duty, m) and full(self.problem, self.load, m.worker, day)
        ]
        if names := "、".join(dict.fromkeys(busy)):
            return f"可办的 {len(duty.days)} 个工作日里，{names} 已排满{_limit(self.problem)}"
        return f"可办的 {len(duty.days)} 个工作日里，凑不齐 {duty.need} 名有空的成员，或与前后两次的间隔冲突"


def _load(problem: Problem, choice: Choice) -> Iterator[Load]:
    """Each worker's stops by week, doctors first."""
    doctors = {m.worker for team in problem.groups.values() for m in team if m.role == "doctor"}
    stops: Counter[tuple[str, date]] = Counter()
    for (worker, day), count in loads(choice.teams).items():
        stops[worker, monday(day)] += count
    days = Counter(monday(day) for day in problem.workdays)
    workers = sorted({worker for worker, _ in stops}, key=lambda w: (w not in doctors, w))
    for worker in workers:
        for week, number in sorted(days.items()):
            most = number * problem.settings.per_day
            most = min(most, problem.settings.per_week or most)
            yield Load(worker, worker in doctors, week, stops[worker, week], most)


def _limit(problem: Problem) -> str:
    """The bounds on a worker's stops in words."""
    week = problem.settings.per_week
    return f"每日 {problem.settings.per_day} 处" + (f"或每周 {week} 处" if week else "")
