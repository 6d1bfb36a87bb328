"""The documents that ask for something: each obligation with its article and words."""

from __future__ import annotations

from collections.abc import Sequence

from carebook.audience.record_view import RecordView
from carebook.policy.adopted import Adopted
from carebook.policy.item import LIVE, ItemState
from carebook.site.blocks import Block, Cell, Facts, Section, Words, cell
from carebook.site.draft import Draft
from carebook.site.page_material import PageMaterial
from carebook.site.words import joined, statuses

_CHANGES = {"up": "比上一次变大", "down": "比上一次变小", "new": "上一次不是"}
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
    said = obligation.words.strip()
    blocks: list[Block] = [
        Words(f"本镇自定：{said}", "note") if obligation.own else Words(said, "quote"),
        Facts(
            [
                ("条款", cell(source)),
                ("对象", cell(obligation.label("subject"))),
                ("负责", cell(obligation.label("responsible"))),
                *([("本镇的理解", cell(obligation.reading))] if obligation.reading else []),
                ("时间", _time(desk, obligation)),
                *([("只对", _scope(desk, obligation.only))] if obligation.only else []),
                *([("提前办理", cell(f"到期日前 {obligation.opens_before} 天起"))] if obligation.opens_before else []),
                ("完成条件", _closing(desk, obligation)),
                *_by_status(desk, obligation),
                *([("回来以后", cell(f"至少还有{_length(obligation.grace)}"))] if obligation.grace else []),
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
    first = "刚判定以后的第一次" if frequency.newly else ""
    whom = joined((f"病情{stability}" if stability else "", risk, first), "，") or "全部"
    if frequency.span:
        return f"{whom}：最多隔{_length(frequency.span)}一次"
    late = f"，期后{_length(frequency.by)}内交算按期" if frequency.by else ""
    return f"{whom}：{frequency.label('per')}一次，按日历算{late}"


def _time(desk: PageMaterial, obligation: RecordView) -> Cell:
    """When it must be done: how often, within what time after what, or always."""
    if obligation.times:
        return cell(f"每个日历年至少 {obligation.times} 次")
    if obligation.kind == "standing":
        return cell("经常具备")
    if obligation.after:
        return cell(f"{_happened(desk, obligation.after)}以后 {_length(obligation.within)}内")
    if obligation.every_from:
        return cell(f"间隔由{obligation.label('every_from')}")
    return cell("；".join(_frequency(f) for f in obligation.every))


def _happened(desk: PageMaterial, after: RecordView) -> str:
    """What sets it going: ``随访、病情诊断和危险性评估（病情分类变小，或者病情波动）``."""
    kinds = (after.entry, *after.others)
    told = [_condition(desk, kinds, one) for one in after.any]
    told += [f"危险性{after.label('risk')}级"] if after.risk else []
    if after.kinds:
        told.append(f"类别为{'、'.join(desk.view.code_words(kinds, 'kind', code) for code in after.kinds)}")
    counted = f"，从{desk.view.field_title(kinds, after.date)}算起" if after.date else ""
    told += [desk.view.field_title(kinds, after.flag)] if after.flag else []
    unless = f"，写了{desk.view.field_title(kinds, after.unless)}的除外" if after.unless else ""
    why = f"（{'，或者'.join(told)}{unless}{counted}）" if told or unless or counted else ""
    return joined((desk.view.titled(kind) for kind in kinds), "、") + why


def _condition(desk: PageMaterial, kinds: Sequence[str], one: RecordView) -> str:
    """What an entry must say in a field."""
    codes = f"为{'、'.join(desk.view.code_words(kinds, one.field, code) for code in one.values)}" if one.values else ""
    least = f"不小于 {one.at_least}" if one.at_least is not None else ""
    change = f"，{_CHANGES[one.change]}" if one.change else ""
    return f"{desk.view.field_title(kinds, one.field)}{codes}{least}{change}"


def _scope(desk: PageMaterial, only: RecordView) -> Cell:
    """For whom and when alone."""
    seasons = "、".join(f"{one.first} 至 {one.last}" for one in only.seasons)
    lasting = f"，管{_length(only.lasting)}" if only.lasting else ""
    parts = (
        f"危险性{only.label('risk')}级" if only.risk else "",
        "有奖监护协议期内" if only.agreement else "",
        "特殊敏感时期内" if only.sensitive_period else "",
        f"{'、'.join(only.named)}期间" if only.named else "",
        f"状态为{only.label('status')}期间" if only.status else "",
        f"每年 {seasons}" if seasons else "",
        f"{_happened(desk, only.after)}以后{lasting}" if only.after else "",
    )
    return cell(joined(parts, "，"))


def _length(span: RecordView) -> str:
    parts = ((span.months, "个月"), (span.days, "天"), (span.working_days, "个工作日"), (span.hours, "小时"))
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
        f"有{joined(map(desk.view.titled, (closing.entry, *closing.others)), '或者')}记录" if closing.entry else "",
        f"类别为{_kinds(desk, closing)}" if closing.kinds else "",
        f"记录里写明日期（{'、'.join(closing.fields)}）" if closing.fields else "",
        f"{closing.members} 人以上同行" if closing.members else "",
        f"形式为{closing.label('modes')}" if closing.modes else "",
        f"{closing.label('by')}在场" if closing.by else "",
        "填写随访服务记录表" if closing.sheet else "",
        f"写明{'、'.join(desk.view.field_title((closing.entry,), one) for one in closing.answers)}"
        if closing.answers
        else "",
        "没有见到人的也算" if closing.attempts else "",
        "当天的也算" if closing.same_day else "",
        "当天没有做的算漏做，不能补" if obligation.lapses else "",
    ]
    return cell(joined(parts, "，"))


def _kinds(desk: PageMaterial, closing: RecordView) -> str:
    return "、".join(desk.view.code_words((closing.entry,), "kind", code) for code in closing.kinds)


def _by_status(desk: PageMaterial, obligation: RecordView) -> list[tuple[str, Cell]]:
    """What happens while the patient has a status other than at home."""
    rules = obligation.statuses
    if rules is None:
        return []
    said = [f"{word}：{rules.label(code)}" for code, word in statuses(desk.view).items() if getattr(rules, code)]
    return [("按患者状态", cell("；".join(said)))]
