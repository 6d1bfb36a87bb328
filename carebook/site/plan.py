"""The page of the plans that were given out: who goes where on which day, by the clock, and what could not be placed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from carebook.audience.plan_words import (
    legs_words,
    minutes_of,
    named_words,
    provisional,
    reasons_words,
    settings_words,
    things_words,
    totals_words,
    visits,
    weeks,
)
from carebook.audience.record_view import RecordView
from carebook.site.blocks import Block, Cell, ColumnHead, Part, Section, Table, Words, cell, heads, several
from carebook.site.draft import Draft
from carebook.site.page_material import PageMaterial

_WEEKDAYS = "一二三四五六日"


def plan_draft(desk: PageMaterial) -> Draft:
    """The plan of this month and of those to come; a page that says so where none was given out."""
    coming = [plan for month, plan in desk.view.plans.items() if month >= f"{desk.today:%Y-%m}"]
    sections = [section for plan in coming for section in _sections(desk, plan)]
    if not sections:
        told = Words("没有发下去的走访计划。用 python3 build.py plan <年-月> --issue 排定并写进数据文件夹。", "note")
        sections = [Section("none", "走访计划", (told,))]
    lead = "；".join(f"{plan.month}{'（暂定）' if plan.provisional else ''}" for plan in coming)
    return Draft("plan.html", "走访计划", "plan", tuple(sections), lead=lead, printable=True, wide=True, contents=True)


def _sections(desk: PageMaterial, plan: RecordView) -> list[Section]:
    """What stands in the way first, then the days, then everybody's weeks."""
    month = plan.month
    head: list[Block] = [Words(f"{totals_words(plan, plan.rounds, plan.stops)}。{settings_words(desk.view)}", "note")]
    if told := provisional(plan):
        head.insert(0, Words(f"{told}。", "lead"))
    mark = "（暂定）" if plan.provisional else ""
    found = [Section(f"m{month}", f"{month} 走访计划{mark}", tuple(head))]
    if trouble := _trouble(desk, plan):
        found.append(Section(f"open{month}", "排不进的、改了的", tuple(trouble)))
    for day, mine in groupby(plan.stops, key=lambda stop: stop.planned):
        title = f"{day} 星期{_WEEKDAYS[day.weekday()]}{mark}"
        blocks: list[Block] = [_stops(desk, list(mine), f"{day} 的走访，按时刻排列")]
        rounds = [one for one in plan.rounds if one.planned == day]
        if rounds:
            blocks.append(_rounds(desk, rounds, f"{day} 每人的路线"))
        found.append(Section(f"d{day}", title, tuple(blocks)))
    if plan.rounds:
        found.append(Section(f"load{month}", "每人每周的处数和小时", (_weeks(desk, plan.rounds),)))
    return found


def _trouble(desk: PageMaterial, plan: RecordView) -> list[Block]:
    blocks: list[Block] = []
    if plan.unmet:
        columns = heads(ColumnHead("到期日", "day"), "村（社区）", "对象", "事项", ColumnHead("为什么排不进", "long"))
        rows = [
            [
                cell(u.due),
                several([desk.village(u.village)]),
                _subject(desk, u),
                cell(u.title + ("（须医生填表）" if u.sheet else "")),
                _why(desk, [u]),
            ]
            for u in plan.unmet
        ]
        blocks.append(Table(f"排不进的 {len(rows)} 项", columns, rows, "", label=2))
    if plan.loose:
        columns = heads("对象", ColumnHead("约定", "day"), ColumnHead("为什么没有排", "long"))
        rows = [[cell(desk.view.subject_name(o.patient)), cell(o.agreed), _why(desk, [o])] for o in plan.loose]
        blocks.append(Table("约定了没有排的", columns, rows, ""))
    if plan.moved:
        columns = heads(
            "对象", "事项", ColumnHead("原定", "day"), ColumnHead("改到", "day"), ColumnHead("为什么", "long")
        )
        rows = [
            [
                _subject(desk, m),
                cell(m.title + ("（约定的）" if m.promised else "")),
                cell(m.before),
                cell(m.planned or "排不进"),
                _why(desk, [m]),
            ]
            for m in plan.moved
        ]
        blocks.append(Table(f"和上一份计划不同的 {len(rows)} 项，约定的在前", columns, rows, ""))
    return blocks


def _stops(desk: PageMaterial, stops: Sequence[RecordView], caption: str) -> Table:
    columns = heads(
        ColumnHead("时刻", "tight"), ColumnHead("村（社区）", pick=True), ColumnHead("对象", "tight"), "事项",
        ColumnHead("谁去", pick=True), ColumnHead("分钟", "num"), ColumnHead("到期日", "day"), ColumnHead("为什么", "long"),
    )  # fmt: skip
    rows = []
    for visit in visits(stops):
        first = visit[0]
        people = [Part(desk.view.person(code, first.patient or "")) for code in first.members]
        rows.append(
            [
                cell(first.start),
                several([desk.village(first.village)]),
                _household(desk, visit),
                cell(things_words(desk.view, visit)),
                several(people),
                cell(minutes_of(visit)),
                cell(min(one.due for one in visit)),
                cell(reasons_words(desk.view, visit)),
            ]
        )
    return Table(caption, columns, rows, "", label=2)


def _household(desk: PageMaterial, visit: Sequence[RecordView]) -> Cell:
    """Whom a stop is for, each linked to the page there is."""
    seen = {one.patient or "": one for one in visit}
    patients = [_subject(desk, one).parts[0] for key, one in seen.items() if key]
    return several(patients) if patients else _subject(desk, visit[0])


def _subject(desk: PageMaterial, one: RecordView) -> Cell:
    code = one.patient or one.group or ""
    page = "patients" if one.patient else "groups"
    return cell(desk.view.subject_name(code), f"{page}/{code}.html" if code and desk.has(page) else "")


def _why(desk: PageMaterial, many: Sequence[RecordView]) -> Cell:
    told = (named_words(desk.view, one.why) for one in many if one.sees("why"))
    return cell("　".join(dict.fromkeys(told)))


def _rounds(desk: PageMaterial, rounds: Sequence[RecordView], caption: str) -> Table:
    columns = heads(
        ColumnHead("谁", "tight"), ColumnHead("路线", "long"), ColumnHead("处", "num"), ColumnHead("办事分钟", "num"),
        ColumnHead("路上分钟", "num"), ColumnHead("公里", "num"), ColumnHead("回到", "tight"),
    )  # fmt: skip
    rows = [
        [
            cell(desk.view.person(one.worker)),
            cell(legs_words(desk.view, one, alone=True).partition("；")[0]),
            cell(one.stops),
            cell(one.work),
            cell(one.ride),
            cell("未知" if one.km is None else f"{one.km:g}"),
            cell(one.back),
        ]
        for one in rounds
    ]
    return Table(caption, columns, rows, "")


def _weeks(desk: PageMaterial, rounds: Sequence[RecordView]) -> Table:
    first, *rest = weeks(desk.view, rounds)
    caption = "每人每周的处数和小时（办事加路上），多的在前"
    return Table(caption, heads(*first), [[cell(one) for one in row] for row in rest], "")
