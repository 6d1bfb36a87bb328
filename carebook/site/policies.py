"""The documents that ask for something: each obligation with its article and words."""

from __future__ import annotations

from carebook.audience.record_view import RecordView
from carebook.policy.adopted import Adopted
from carebook.policy.item import LIVE, ItemState
from carebook.site.blocks import Block, Cell, Facts, Section, Words, cell
from carebook.site.draft import Draft
from carebook.site.page_material import PageMaterial
from carebook.site.words import joined, statuses

_LINKS = (
    ("影响评估和保存期限", cell("个人信息保护影响评估", "processing.html")),
    ("修改记录", cell("谁改了什么", "changes.html")),
)


def policies_draft(desk: PageMaterial) -> Draft:
    """All adopted documents, one after the other."""
    sections = [section for one in desk.view.adopted for section in _policy(desk, one)]
    if not sections:
        sections = [
            Section(
                "none", "没有登记执行的文件", (Words("在乡镇基本信息里登记执行的文件后，这里列出其中每一项要求。"),)
            )
        ]
    if desk.history is not None:
        sections.append(Section("processing", "个人信息", (Facts(_LINKS),)))
    return Draft("policies.html", "依据", "policies", tuple(sections), printable=True, contents=True)


def _policy(desk: PageMaterial, one: Adopted) -> list[Section]:
    shown = desk.view.show(one.policy, "policy")
    facts = Facts(
        [
            (shown.title_of("number"), cell(one.policy.number)),
            (shown.title_of("issued"), cell(one.policy.issued)),
            ("执行自", cell(one.since)),
        ]
    )
    head = Section(one.policy.id, one.policy.title, (facts,))
    return [head, *(_obligation(desk, one, o) for o in shown.obligations)]


def _obligation(desk: PageMaterial, one: Adopted, obligation: RecordView) -> Section:
    key = f"{one.policy.id}/{obligation.id}"
    source = next(one.source(each) for each in one.policy.obligations if each.id == obligation.id)
    live = [i for i in desk.view.items if i.obligation == key and i.state in LIVE and not i.projected]
    overdue = sum(i.state is ItemState.OVERDUE for i in live)
    now = ("现在", cell(f"{len(live)} 项在办，其中逾期 {overdue} 项", "due.html"))
    blocks: list[Block] = [
        Words(obligation.words.strip(), "quote"),
        Facts(
            [
                ("条款", cell(source)),
                ("对象", cell(obligation.label("subject"))),
                ("负责", cell(obligation.label("responsible"))),
                ("时间", _time(desk, obligation)),
                ("提前办理", cell(f"到期日前 {obligation.opens_before} 天起" if obligation.opens_before else "")),
                ("完成条件", _closing(desk, obligation)),
                *_by_status(desk, obligation),
                *([now] if desk.has("due") else []),
            ]
        ),
    ]
    title = f"{obligation.title}（{obligation.article}）"
    return Section(f"{one.policy.id}-{obligation.id}", title, tuple(blocks), minor=True)


def _frequency(frequency: RecordView) -> str:
    """How often, in words: ``病情稳定：每1个月``."""
    stability = frequency.label("stability")
    risk = f"危险性{frequency.label('risk')}级" if frequency.risk else ""
    whom = joined((f"病情{stability}" if stability else "", risk), "，") or "全部"
    if frequency.span:
        return f"{whom}：最多隔{_length(frequency.span)}一次"
    late = f"，期后{_length(frequency.by)}内交算按期" if frequency.by else ""
    return f"{whom}：{frequency.label('per')}一次，按日历算{late}"


def _time(desk: PageMaterial, obligation: RecordView) -> Cell:
    """When it must be done: how often, within what time after what, or always."""
    if obligation.kind == "standing":
        return cell("经常具备")
    if obligation.after:
        after = obligation.after
        happened = joined([desk.view.words(after, "entry"), *map(desk.view.titled, after.others)], "、")
        return cell(f"{happened}以后 {_length(obligation.within)}内")
    if obligation.every_from:
        return cell(f"间隔由{obligation.label('every_from')}")
    return cell("；".join(_frequency(f) for f in obligation.every))


def _length(span: RecordView) -> str:
    parts = ((span.months, "个月"), (span.days, "天"), (span.working_days, "个工作日"))
    return joined((f"{number}{unit}" if number else "" for number, unit in parts), "零")


def _closing(desk: PageMaterial, obligation: RecordView) -> Cell:
    closing = obligation.closed_by
    if closing is None:
        checked = f"由规则 {'、'.join(obligation.rules)} 检查" if obligation.rules else ""
        shown = f"体现在{'、'.join(obligation.shown_in)}" if obligation.shown_in else ""
        roles = f"小组须有{obligation.label('roles')}" if obligation.roles else ""
        misses = f"连续 {obligation.misses} 次未访到" if obligation.misses else ""
        return cell(joined((roles, misses, checked, shown), "，"))
    parts = [
        f"有{desk.view.words(closing, 'entry')}记录" if closing.entry else "",
        f"记录里写明日期（{'、'.join(closing.fields)}）" if closing.fields else "",
        f"{closing.members} 人以上同行" if closing.members else "",
        f"形式为{closing.label('modes')}" if closing.modes else "",
        "填写随访服务记录表" if closing.sheet else "",
        "当天没有做的算漏做，不能补" if obligation.lapses else "",
    ]
    return cell(joined(parts, "，"))


def _by_status(desk: PageMaterial, obligation: RecordView) -> list[tuple[str, Cell]]:
    """What happens while the patient has a status other than at home."""
    rules = obligation.statuses
    if rules is None:
        return []
    said = [f"{word}：{rules.label(code)}" for code, word in statuses(desk.view).items() if getattr(rules, code)]
    return [("按患者状态", cell("；".join(said)))]
