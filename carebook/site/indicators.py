"""Indicators: what they are, whom they count, and what was frozen of past months."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from carebook.policy.indicator import Indicator, figure, words
from carebook.policy.measures import Behind
from carebook.records.kinds import kind_of
from carebook.site.blocks import Block, Cell, ColumnHead, Facts, Part, Section, Table, Words, cell, heads, several
from carebook.site.draft import Draft
from carebook.site.page_material import PageMaterial

#: So many frozen months stand beside the figures of the year.
_MONTHS = 6
#: Each village's share in each indicator, by village and indicator.
_Parts = Mapping[tuple[str, str], Indicator]
_HELD = "有记录写得不对，没有算在内，指标算不准，暂不出数。改好以后再生成。"
_CONFIDENCE = {"found": "", "memory": "（待核）"}


def indicator_drafts(desk: PageMaterial) -> Iterator[Draft]:
    """The page of all indicators, and one page for each with the people or items it counts."""
    if desk.view.incomplete:
        yield Draft("indicators.html", "指标", "indicators", (Section("held", "暂不出数", (Words(_HELD),)),))
        return
    found = desk.view.indicators()
    people = [one for one in found if "/" not in one.id]
    timely = [one for one in found if "/" in one.id]
    parts = {
        (code, one.id): one.within(code, village.population)
        for code, village in desk.view.villages.items()
        for one in found
    }
    yield Draft(
        "indicators.html",
        "指标",
        "indicators",
        (
            Section("people", "患者", (_summary(desk, people, "患者指标"),)),
            Section("timely", "按期完成", (_summary(desk, timely, "按期完成率，按应办事项"),)),
            Section("villages", "各村（社区）", (_villages(parts, desk, people, "患者指标，今年"),)),
        ),
        lead=f"{desk.today.year}年1月1日至{desk.today.month}月{desk.today.day}日；已定稿的月份列在旁边，不再改动",
        printable=True,
        wide=True,
    )
    for one in people:
        yield _arrears_draft(desk, one) if one.id == "arrears" else _people_draft(desk, one)
    for one in timely:
        yield _timely_draft(desk, one, parts)


def _path(one: Indicator) -> str:
    return f"indicators/{one.id.replace('/', '-')}.html"


def _numbers(one: Indicator) -> str:
    return "" if one.over is None else f"{one.counted}/{one.over}"


def _goal(one: Indicator) -> Cell:
    """The target, and in words and shape whether it is reached."""
    target = one.definition.target
    if target is None:
        return cell("")
    if one.reached is None:
        return cell(f"{target}%")
    word, mark, tone = ("已达到", "●", "item-done") if one.reached else ("未达到", "■", "item-overdue")
    return cell(f"{target}%，{word}", mark=mark, tone=tone)


def _summary(desk: PageMaterial, found: Sequence[Indicator], caption: str) -> Table:
    months = list(desk.view.snapshots)[-_MONTHS:]
    frozen = {
        (month, one.id): figure(one.numerator, one.denominator)
        for month in months
        for one in desk.view.snapshots[month].indicators
        if one.village is None
    }
    goals = any(one.definition.target is not None for one in found)
    columns = heads(
        "指标",
        ColumnHead("今年", "num"),
        ColumnHead("分子/分母", "num"),
        *((ColumnHead("目标", "tight"),) if goals else ()),
        *(ColumnHead(f"{month} 定稿", "num") for month in months),
    )
    rows = [
        [
            cell(_short(one), _path(one)),
            cell(words(one.counted, one.over)),
            cell(_numbers(one)),
            *((_goal(one),) if goals else ()),
            *(cell(frozen.get((month, one.id), "—")) for month in months),
        ]
        for one in found
    ]
    return Table(caption, columns, rows, "没有指标")


def _villages(parts: _Parts, desk: PageMaterial, found: Sequence[Indicator], caption: str) -> Table:
    """One row a village, one column an indicator."""
    rows = [
        [cell(village.name, f"villages/{code}.html"), *(_part(parts[code, one.id]) for one in found)]
        for code, village in desk.view.villages.items()
    ]
    columns = heads("村（社区）", *(ColumnHead(_short(one), "num") for one in found))
    return Table(caption, columns, rows, "没有村（社区）")


def _short(one: Indicator) -> str:
    """The title without what the heading above says already; 待核 where no published text was found."""
    return one.title.removeprefix(f"{one.definition.title}：") + _CONFIDENCE[one.definition.confidence]


def _part(one: Indicator) -> Cell:
    return cell(figure(one.counted, one.over) if one.over != 0 else "—")


def _facts(one: Indicator) -> Facts:
    definition = one.definition
    rows = [
        ("今年", cell(figure(one.counted, one.over))),
        ("怎样算", cell(definition.formula)),
        ("出处", cell(f"{definition.source}{_CONFIDENCE[definition.confidence]}")),
    ]
    if definition.target is not None:
        rows += [("目标", _goal(one)), ("目标的出处", cell(definition.target_source or "没有写"))]
    return Facts(rows)


def _people_draft(desk: PageMaterial, one: Indicator) -> Draft:
    others, counted = one.others, one.numerator
    blocks: list[Block] = []
    if one.over is not None and one.id != "prevalence":
        blocks.append(_people(desk, others, f"未计入 {len(others)} 人", "没有未计入的人", record=False))
    blocks.append(_people(desk, counted, f"计入 {len(counted)} 人", "没有计入的人", record=True))
    sections = (Section("figure", "数值", (_facts(one),)), Section("people", "背后的患者", tuple(blocks)))
    return Draft(_path(one), one.title, "indicators", sections)


def _people(desk: PageMaterial, found: Sequence[Behind], caption: str, empty: str, *, record: bool) -> Table:
    patients = desk.view.patients
    rows = [
        [
            several([desk.patient(patients[one.id])]),
            several([desk.village(patients[one.id].village)]),
            *((cell(_entry(desk, one.record), f"patients/{one.id}.html"),) if record else ()),
        ]
        for one in found
    ]
    columns = heads(
        ColumnHead("患者", "tight"), ColumnHead("村（社区）", "tight", pick=True), *(("依据的记录",) if record else ())
    )
    return Table(caption, columns, rows, empty, tools=True)


def _entry(desk: PageMaterial, file: str) -> str:
    """A record in words: ``2026-10-20 随访``."""
    spot = kind_of(file)
    return f"{spot.day} {desk.view.titled(spot.kind.name)}" if spot and spot.day else "档案"


def _arrears_draft(desk: PageMaterial, one: Indicator) -> Draft:
    """What is in arrears: each subject with the duty."""
    titles = {f"{item.subject}/{item.duty}": item.title for item in desk.view.items}
    rows = [
        [
            several([desk.subject(behind.id.split("/")[0])]),
            several([desk.village(behind.village)]),
            cell(titles.get(behind.id, "")),
        ]
        for behind in one.numerator
    ]
    columns = heads(ColumnHead("对象", "tight"), ColumnHead("村（社区）", "tight", pick=True), "事项")
    table = Table(f"欠办 {len(rows)} 项", columns, rows, "没有欠办的事项", tools=True)
    sections = (Section("figure", "数值", (_facts(one),)), Section("items", "欠办的事项", (table,)))
    return Draft(_path(one), one.title, "indicators", sections)


def _timely_draft(desk: PageMaterial, one: Indicator, parts: _Parts) -> Draft:
    """Which items were not done in time, and whose days were not covered; what was kept is only counted."""
    items = {item.id: item for item in desk.view.items}
    by_days = any(behind.id not in items for behind in one.denominator)
    owed, kept = (one.owed, one.kept) if by_days else (one.denominator, one.numerator)
    in_time = {behind.id for behind in kept}
    rows = [
        [
            several([desk.subject(item.subject)]),
            several([desk.village(item.village)]),
            cell(item.due),
            cell(item.closed_on or "还没有办"),
            cell(item.days_overdue),
            several(Part(source, desk.sources.get(source, "")) for source in item.sources),
        ]
        for item in (items[behind.id] for behind in owed if behind.id not in in_time)
    ]
    columns = heads(
        ColumnHead("对象", "tight"), ColumnHead("村（社区）", "tight", pick=True), ColumnHead("到期日", "day"),
        ColumnHead("完成日", "day"), ColumnHead("逾期天数", "num"), "依据",
    )  # fmt: skip
    table = Table(f"没有按期完成的 {len(rows)} 项", columns, rows, "全部按期完成", tools=True)
    done = Words(f"按期完成 {len(kept)} 项，见各患者、小组的页面。", "note")
    sections = (
        Section("figure", "数值", (_facts(one), _villages(parts, desk, [one], "各村（社区），今年"))),
        *((Section("days", "拖欠的天数", (_short_of_days(desk, one),)),) if by_days else ()),
        Section("items", "背后的事项", (table, done)),
    )
    return Draft(_path(one), one.title, "indicators", sections)


def _short_of_days(desk: PageMaterial, one: Indicator) -> Table:
    """Whose days were not all covered, with how many were and how many should have been."""
    covered = {behind.id: behind.weight for behind in one.numerator}
    rows = [
        [
            several([desk.subject(behind.id)]),
            several([desk.village(behind.village)]),
            cell(behind.weight - covered.get(behind.id, 0)),
            cell(behind.weight),
        ]
        for behind in one.others
    ]
    columns = heads(
        ColumnHead("对象", "tight"), ColumnHead("村（社区）", "tight", pick=True), ColumnHead("拖欠天数", "num"),
        ColumnHead("应当保持的天数", "num"),
    )  # fmt: skip
    return Table(f"有拖欠的 {len(rows)} 个对象", columns, rows, "没有拖欠", tools=True)
