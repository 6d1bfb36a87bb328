"""A choice as a plan that can be read: every day with its reason, every failure with its cause, the load of each worker."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from carebook.planning.cost import cost_of, full, loads, trips
from carebook.planning.day import jobs, laid, timed
from carebook.planning.model import Appointment, Choice, Duty, Load, Plan, Problem, Round, Unmet, monday
from carebook.planning.moved import kept_not
from carebook.planning.teams import can_lead
from carebook.planning.timetable import Timetable


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
    stops = laid(problem, choice)
    clocks = {day: timed(problem, choice, day, groups) for day, groups in stops.items()}
    told = _Teller(problem, choice, loads(choice.teams), _places(problem, choice), certain, clocks)
    done = sorted(
        (duty for duty in problem.duties if duty.id in choice.days),
        key=lambda d: (choice.days[d.id], clocks[choice.days[d.id]].starts[d.group], d.group, d.subject, d.id),
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
        rounds=tuple(_rounds(problem, choice, clocks)),
        provisional=problem.provisional,
        loose=tuple((key, day, _loose(problem, key, day)) for key, day in problem.loose),
    )


def _loose(problem: Problem, patient: str, day: date) -> str:
    """Why a promised day is the business of no visit."""
    if day not in problem.workdays:
        return "当天不是工作日"
    spans = [f"{d.opens} 至 {d.due}" for d in problem.duties if d.subject == patient and d.kind == "visit"]
    return f"当天不在随访的办理期里（{'、'.join(dict.fromkeys(spans))}）" if spans else "本月没有应办的随访"


def _rounds(problem: Problem, choice: Choice, clocks: Mapping[date, Timetable]) -> Iterator[Round]:
    """Every worker's day, in the order of days and workers."""
    work: Counter[tuple[str, date]] = Counter()
    load = loads(choice.teams)
    for day, groups in laid(problem, choice).items():
        for group, duties in groups.items():
            for worker in choice.teams[group, day]:
                work[worker, day] += sum(jobs(problem, duties).values())
    for day, made in sorted(clocks.items()):
        for worker, legs in sorted(made.legs.items()):
            base = problem.base(worker)
            stops = [leg.end for leg in legs[:-1]] + ([legs[-1].end] if legs and legs[-1].end != base else [])
            at_home = [base] if base and _works_at(problem, choice, worker, day, base) else []
            far = [leg.km for leg in legs]
            km = None if None in far else round(sum(one or 0 for one in far), 1)
            ride = sum(leg.minutes for leg in legs)
            villages = tuple(dict.fromkeys([*at_home, *(one for one in stops if one)]))
            count = load[worker, day]
            yield Round(worker, day, legs, villages, count, work[worker, day], ride, km, made.back[worker])


def _works_at(problem: Problem, choice: Choice, worker: str, day: date, village: str) -> bool:
    """Whether somebody has something to do in a village on a day."""
    return any(
        duty.field
        and duty.village == village
        and choice.days.get(duty.id) == day
        and worker in choice.teams[duty.group, day]
        for duty in problem.duties
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
    clocks: Mapping[date, Timetable]

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
            start=self.clocks[day].starts[duty.group],
            minutes=self.problem.minutes(duty),
            field=duty.field,
            sheet=duty.sheet,
            promised=duty.promised,
        )

    def unmet(self, duty: Duty) -> Unmet:
        sure = duty.id in self.certain
        needed = "须由医生到场填写随访服务记录表；" if duty.sheet else ""
        said = "已证明：怎样排也要有这么多项排不进" if sure else "在限定的时间里没有找到排法，也没有证明排不进"
        why = duty.hindrance or f"{needed}{self._full(duty)}；{said}"
        return Unmet(
            duty.id,
            duty.village,
            duty.subject,
            duty.kind,
            duty.title,
            duty.due,
            duty.sources,
            why,
            sure,
            duty.sheet,
            duty.group,
        )

    def _due(self, duty: Duty) -> date:
        """The due day; of one that returns, counted from the day of the one before it."""
        before = self.choice.days.get(duty.follows)
        return min(duty.due, before + timedelta(days=duty.gap)) if before else duty.due

    def _reasons(self, duty: Duty, day: date) -> Iterator[str]:
        if duty.overdue:
            yield f"已逾期（{duty.due} 到期），尽早补办"
        else:
            yield f"到期日 {self._due(duty)}，{duty.opens} 起可办"
        if duty.sheet:
            doctors = [m.worker for m in self.problem.team(duty.group, day) if can_lead(duty, m)]
            names = "、".join(w for w in dict.fromkeys(doctors) if w in self.choice.teams[duty.group, day])
            yield f"须填随访服务记录表，医生 {names} 到场"
        yield from self._said(duty, day)
        yield from self._away(duty)
        if duty.by_phone:
            yield "住院期间电话随访，不出门"
        others = len(self.places.get((duty.village, day), set()) - {duty.group})
        if duty.field:
            yield f"同村同趟，另有 {others} 户" if others else "当日本村只此一户"
        together = [
            o.title
            for o in self.problem.duties
            if o.group == duty.group
            and (o.subject, o.kind) != (duty.subject, duty.kind)
            and self.choice.days.get(o.id) == day
        ]
        if together:
            yield f"与{'、'.join(dict.fromkeys(together))}一并办理"
        most = max((self.load[w, day] for w in self.choice.teams[duty.group, day]), default=0)
        yield f"成员当日至多 {most} 处（上限 {self.problem.settings.per_day}）"

    def _away(self, duty: Duty) -> Iterator[str]:
        """Who of those it is entrusted to is on leave for a part of its days."""
        span = [d for d in self.problem.workdays if duty.opens <= d <= duty.due and not duty.overdue]
        gone = {m.worker for m in self.problem.groups.get(duty.group, ()) if can_lead(duty, m)}
        names = [w for w in sorted(gone) if any(self.problem.is_away(w, d) for d in span)]
        if names and len(names) == len(gone):
            yield f"避开 {'、'.join(names)} 不在岗的日子"

    def _said(self, duty: Duty, day: date) -> Iterator[str]:
        if duty.promised == day:
            yield "按约定的日期"
        elif duty.promised is not None:
            yield f"原约 {duty.promised}，改期：{kept_not(self.problem, self.choice, duty, duty.promised)}"
        if day in duty.before:
            yield "与上次计划相同"
        elif duty.before:
            told = kept_not(self.problem, self.choice, duty, duty.before[0])
            yield f"上次计划为 {'、'.join(str(one) for one in duty.before)}，有调整：{told}"

    def _spent(self, worker: str, day: date, duty: Duty) -> bool:
        """Whether somebody has no time left on a day, or has been to as many villages as allowed."""
        been = {village for (village, on), _ in self.places.items() if on == day and self._goes(worker, village, day)}
        if duty.field and duty.village not in been and len(been) >= self.problem.settings.villages:
            return True
        made = self.clocks.get(day)
        back = made.back.get(worker, 0) if made else 0
        return back + self.problem.minutes(duty) > self.problem.settings.hours[-1][1]

    def _goes(self, worker: str, village: str, day: date) -> bool:
        return any(worker in self.choice.teams.get((group, day), ()) for group in self.places[village, day])

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
        leads = dict.fromkeys(
            m.worker for day in duty.days for m in self.problem.team(duty.group, day) if can_lead(duty, m)
        )
        out = [w for w in leads if all(self._spent(w, day, duty) for day in duty.days)]
        if out:
            limit = f"每天 {self.problem.settings.villages} 个村、{self.problem.settings.day_minutes} 分钟"
            return f"可办的 {len(duty.days)} 个工作日里，{'、'.join(out)} 的村数或时间已满（{limit}）"
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
