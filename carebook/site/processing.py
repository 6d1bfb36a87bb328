"""The page for the data-protection impact assessment (个人信息保护法 第五十五条、第五十六条): made from data, for the office."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from carebook.policy.processing import KindUse
from carebook.policy.retention import Kept, past
from carebook.reading.fields import Field
from carebook.site.accountability import Duties
from carebook.site.blocks import (
    Block,
    Cell,
    ColumnHead,
    Facts,
    Figures,
    Part,
    Section,
    Table,
    Words,
    cell,
    count,
    heads,
    several,
)
from carebook.site.draft import Draft
from carebook.site.page_material import PageMaterial

_RUNNING = 20
#: How a level of risk is shown: mark and tone.
_LEVELS = {"high": ("■", "severity-error"), "medium": ("▲", "severity-warning"), "low": ("○", "severity-note")}


def processing_draft(desk: PageMaterial, duties: Duties) -> Draft:
    """The assessment: what is kept, why, seen by whom, how long, where it goes, what may go wrong."""
    sections = (
        _summary(desk, duties),
        Section("kinds", "各类记录", (_kinds(duties),)),
        Section("recipients", "谁看得到", (_recipients(duties),)),
        Section("keeping", "保存期限", (_keeping(duties),)),
        _past(desk, duties),
        Section("risks", "风险和措施", (_risks(duties),)),
        *(_fields(duties, one) for one in duties.book.kinds),
    )
    return Draft(
        "processing.html", "个人信息保护影响评估", "policies", sections, printable=True, wide=True, contents=True
    )


def _summary(desk: PageMaterial, duties: Duties) -> Section:
    over = past(duties.kept, desk.today)
    figures = Figures(
        [
            ("记录种类", count(len(duties.book.kinds), "processing.html#kinds")),
            ("字段", count(sum(len(found) for found in duties.fields.values()))),
            ("看得到的各方", count(len(duties.recipients), "processing.html#recipients")),
            ("超过保存期限", count(len(over), "processing.html#past", tone="severity-warning", mark="▲")),
        ]
    )
    facts = Facts(
        [
            ("处理者", cell(f"{desk.view.township.county}{desk.view.township.organ}")),
            ("处理的信息", cell("医疗健康等敏感个人信息（个人信息保护法 第二十八条）")),
            ("评估的依据", cell("、".join(duties.book.articles))),
            ("报告和处理记录", cell(f"至少保存 {duties.book.report_years} 年")),
            ("谁改了什么", several([Part("每份记录最近一次修改", "changes.html")])),
            ("评估日期", cell(desk.today)),
            ("评估人（签字）", cell("　")),
            ("负责人（签字）", cell("　")),
        ]
    )
    return Section("summary", "概要", (figures, facts))


def _title(duties: Duties, kind: str) -> str:
    return duties.titles.get(kind, kind)


def _kinds(duties: Duties) -> Table:
    titles = {one.keeping.id: one.keeping.title for one in duties.terms}
    rows = [
        [
            cell(_title(duties, one.kind), f"processing.html#kind-{one.kind.replace('.', '-')}"),
            cell(one.persons),
            cell("；".join(purpose.purpose for purpose in one.purposes)),
            cell(len(duties.fields[one.kind])),
            several(Part(titles[key], "processing.html#keeping") for key in one.keeping),
            cell(one.measures),
        ]
        for one in duties.book.kinds
    ]
    columns = heads(
        ColumnHead("记录", "tight"),
        ColumnHead("涉及的人", "long"),
        ColumnHead("目的", "long"),
        ColumnHead("字段", "num"),
        "保存期限",
        ColumnHead("保护措施", "long"),
    )
    return Table(f"记录 {len(rows)} 种", columns, rows, "没有记录")


def _recipients(duties: Duties) -> Table:
    total = [field for found in duties.fields.values() for field in found]
    rows = [
        [cell(one.title), cell(one.why), cell(one.gets), cell(sum(one.id in field.audience for field in total))]
        for one in duties.recipients
    ]
    columns = heads(
        ColumnHead("哪一方", "tight"),
        ColumnHead("为了哪项职责", "long"),
        ColumnHead("给什么", "long"),
        ColumnHead("看得到的字段", "num"),
    )
    return Table(f"共 {len(rows)} 方；没有列出的一律不给，不向境外提供", columns, rows, "没有")


def _keeping(duties: Duties) -> Table:
    rows = [
        [
            cell(one.keeping.title),
            cell(f"{one.years} 年" if one.years else "不按年计算"),
            cell(duties.words["runs_from"][one.keeping.runs_from] if one.years else "—"),
            cell(duties.words["set_by"][one.keeping.set_by] + ("，已调整" if one.change else "")),
            cell(one.source),
            cell(one.keeping.deed or "—"),
        ]
        for one in duties.terms
    ]
    columns = heads(
        ColumnHead("内容", "long"),
        ColumnHead("期限", "tight"),
        "从何时算起",
        ColumnHead("谁定的", "tight"),
        ColumnHead("依据", "long"),
        ColumnHead("到期怎么办", "long"),
    )
    return Table(f"期限 {len(rows)} 条", columns, rows, "没有")


def _past(desk: PageMaterial, duties: Duties) -> Section:
    over = past(duties.kept, desk.today)
    note = Words("程序只列出，从不自己删除。核对、批准以后，由人执行最后一列写的动作，并提交。", "note")
    soon = [one for one in duties.kept if one not in over][:_RUNNING]
    return Section(
        "past",
        "超过保存期限的",
        (
            note,
            _kept(over, f"超过期限 {len(over)} 项", "没有超过保存期限的"),
            _kept(soon, f"正在计算期限的，先到期的 {len(soon)} 项", "没有正在计算期限的"),
        ),
    )


def _kept(found: Sequence[Kept], caption: str, empty: str) -> Table:
    rows = [
        [cell(one.subject), cell(one.term.keeping.title), cell(one.since), cell(one.until), cell(one.deed)]
        for one in found
    ]
    columns = heads(
        ColumnHead("编号", "tight"),
        "内容",
        ColumnHead("从何时算起", "day"),
        ColumnHead("保存到", "day"),
        ColumnHead("到期怎么办", "long"),
    )
    return Table(caption, columns, rows, empty)


def _risks(duties: Duties) -> Table:
    rows = [
        [cell(one.risk), _level(duties, one.level), cell(one.measures), cell(one.left)] for one in duties.book.risks
    ]
    columns = heads(
        ColumnHead("风险", "long"),
        ColumnHead("影响", "tight"),
        ColumnHead("措施", "long"),
        ColumnHead("剩余风险", "long"),
    )
    return Table(f"风险 {len(rows)} 项", columns, rows, "没有")


def _level(duties: Duties, code: str) -> Cell:
    mark, tone = _LEVELS[code]
    return cell(duties.words["level"][code], tone=tone, mark=mark)


def _fields(duties: Duties, use: KindUse) -> Section:
    """One kind of record: its purposes, and on the screen every single field."""
    titles = {one.id: one.title for one in duties.recipients}
    found = duties.fields[use.kind]
    names = {field.path[0]: str(field.schema.get("title", "")) for field in found if len(field.path) == 1}
    purposes = [
        [
            cell(one.purpose),
            cell("；".join(one.articles)),
            cell("、".join(names.get(name, name) for name in one.fields)),
            cell("、".join(_seen([field for field in found if field.path[0] in one.fields], titles))),
        ]
        for one in use.purposes
    ]
    columns = heads(
        ColumnHead("为了什么", "long"),
        ColumnHead("依据", "long"),
        ColumnHead("字段", "long"),
        ColumnHead("谁看得到", "long"),
    )
    rows = [list(_field(field, use, titles)) for field in found]
    each = heads("字段", "名称", ColumnHead("为了什么", "long"), ColumnHead("谁看得到", "long"))
    blocks: tuple[Block, ...] = (
        Table(f"目的 {len(purposes)} 项", columns, purposes, "没有写目的"),
        Table(f"逐个字段 {len(rows)} 个", each, rows, "没有字段", screen=True),
    )
    return Section(f"kind-{use.kind.replace('.', '-')}", _title(duties, use.kind), blocks, minor=True)


def _seen(found: Sequence[Field], titles: Mapping[str, str]) -> Iterator[str]:
    """Who sees at least one of some fields."""
    return (title for key, title in titles.items() if any(key in field.audience for field in found))


def _field(field: Field, use: KindUse, titles: Mapping[str, str]) -> Iterator[Cell]:
    purpose = use.purpose_of(field.path)
    yield cell(field.name)
    yield cell(field.schema.get("title", ""))
    yield cell(purpose.purpose if purpose else "没有写目的")
    yield cell("、".join(_seen([field], titles)))
