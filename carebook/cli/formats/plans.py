"""A month's plan as text, Markdown, rows and values; ids only, never a name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import groupby
from typing import Any

from carebook.planning.model import Appointment, Load, Plan, Round, Shift
from carebook.planning.timetable import clock
from carebook.planning.words import km_words, provisional_words, way_words

_WEEKDAYS = "一二三四五六日"


def plan_value(plan: Plan) -> dict[str, Any]:
    """The whole plan as plain values; ``--previous`` reads it back."""
    return asdict(plan)


def plan_rows(plan: Plan) -> list[dict[str, Any]]:
    """Appointments, then what cannot be met (without a day)."""
    rows = [asdict(one) | {"start": clock(one.start)} for one in plan.appointments]
    return [*rows, *(asdict(one) | {"day": "", "members": (), "start": "", "minutes": ""} for one in plan.unmet)]


def plan_text(plan: Plan) -> str:
    """Day by day, then what cannot be met, the doctors' load, and the figures."""
    lines: list[str] = [f"【{told}】"] if (told := provisional_words(plan.provisional)) else []
    for day, made in groupby(plan.appointments, key=lambda a: a.day):
        lines += ["", f"{day} 星期{_WEEKDAYS[day.weekday()]}"]
        lines += [f"  {_one(appointment)}" for appointment in made]
        lines += [f"  路线  {_round(one)}" for one in plan.rounds if one.day == day]
    if plan.unmet:
        lines += ["", "排不进的："]
        lines += [f"  {u.village}  {u.subject}  {u.title}  到期 {u.due}  {u.why}" for u in plan.unmet]
    if plan.loose:
        lines += ["", "约定了而没有排的："]
        lines += [f"  {key}  {day}  {why}；要去的，请另行安排并告诉家里" for key, day, why in plan.loose]
    if plan.moved:
        lines += ["", "和上次计划不同的（约定的在前）："]
        lines += [f"  {s.village}  {s.subject}  {s.title}  {_shift(s)}" for s in plan.moved]
    lines += ["", "医生每周的处数（上限）：", *(f"  {line}" for line in _doctors(plan.load))]
    return "\n".join([*lines, "", *_verdict(plan)]).lstrip("\n")


def _one(made: Appointment) -> str:
    members = "、".join(made.members)
    return f"{clock(made.start)}  {made.village}  {made.subject}  {made.title}  {members}  依据 {'；'.join(made.sources)}  （{made.why}）"


def _shift(one: Shift) -> str:
    """From which day to which, and why."""
    promise = "（约定的）" if one.promised else ""
    return f"{one.before}{promise} → {one.day or '排不进'}：{one.why}"


def _round(one: Round) -> str:
    """A worker's day: the way, the stops, the minutes, the kilometres, and when the worker is back."""
    way = way_words(one.legs) or "不出村"
    sums = f"{one.stops} 处 {one.work} 分钟，路上 {one.ride} 分钟、{km_words(one.km)}，{clock(one.back)} 完"
    return f"{one.worker}  {way}  {sums}"


def _doctors(load: Sequence[Load]) -> Iterator[str]:
    mine = [one for one in load if one.doctor]
    for worker, weeks in groupby(mine, key=lambda one: one.worker):
        shown = "　".join(f"{one.week:%m-%d} 起 {one.stops}（{one.most}）" for one in weeks)
        yield f"{worker}　{shown}"


def _verdict(plan: Plan) -> Iterator[str]:
    known_km = [one.km for one in plan.rounds if one.km is not None]
    known = "，已证明没有更好的" if plan.proven else ""
    yield (
        f"{plan.month}：排定 {len(plan.appointments)} 项，排不进 {len(plan.unmet)} 项；"
        f"下村 {plan.trips} 趟（按到期先后手排 {plan.greedy_trips} 趟）。"
    )
    if plan.rounds:
        hidden = len(plan.rounds) - len(known_km)
        unknown = f"（另有 {hidden} 人次的公里数未知）" if hidden else ""
        yield (
            f"{len(plan.rounds)} 人次，办事 {sum(one.work for one in plan.rounds)} 分钟，"
            f"路上 {sum(one.ride for one in plan.rounds)} 分钟、{km_words(round(sum(known_km), 1))}{unknown}。"
        )
    yield f"总代价 {plan.cost}（手排 {plan.greedy_cost}）{known}。"
    if plan.left_out:
        yield f"另有 {plan.left_out} 项不必走访的事（通报、名单比对、点名等）不在计划里，见 due。"


def plan_markdown(plan: Plan) -> str:
    """For a forge: tables, ids only."""
    told = provisional_words(plan.provisional)
    lines = [f"## {plan.month} 走访计划{'（暂定）' if told else ''}", "", *([f"{told}。", ""] if told else [])]
    lines += [*_verdict(plan), ""]
    lines += [
        "| 日期 | 时间 | 村（社区） | 对象 | 事项 | 成员 | 到期日 | 为什么这天 |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for a in plan.appointments:
        lines.append(
            f"| {a.day} | {clock(a.start)} | {a.village} | {a.subject} | {a.title} | {'、'.join(a.members)} | {a.due} | {a.why} |"
        )
    if plan.unmet:
        lines += ["", "### 排不进的", "", "| 到期日 | 村（社区） | 对象 | 事项 | 原因 |", "|---|---|---|---|---|"]
        lines += [f"| {u.due} | {u.village} | {u.subject} | {u.title} | {u.why} |" for u in plan.unmet]
    if plan.loose:
        lines += ["", "### 约定了而没有排的", "", *(f"- {key} {day}：{why}" for key, day, why in plan.loose)]
    if plan.moved:
        lines += ["", "### 和上次计划不同的", ""]
        lines += [f"- {s.village} {s.subject} {s.title}：{_shift(s)}" for s in plan.moved]
    lines += ["", "### 每人每天的路线", "", *(f"- {one.day}　{_round(one)}" for one in plan.rounds)]
    lines += ["", "### 医生每周的处数", "", *(f"- {line}" for line in _doctors(plan.load))]
    return "\n".join(lines)
