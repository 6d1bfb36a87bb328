"""The monthly report to the departments above (上报报表): figures only, nobody named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from carebook.audience.record_view import RecordView
from carebook.audience.view import View
from carebook.documents.bulletin import entries
from carebook.documents.engine import compose, day
from carebook.documents.month import ReportedMonth, in_register, month_of_figures, recent_months
from carebook.documents.paper_kind import Composed, Material
from carebook.records.codes import words

TEMPLATE = "report.xhtml.j2"


def report_papers(material: Material) -> Iterator[Composed]:
    """A report that was sent says what was known on that day."""
    view = material.view
    for first in recent_months(view.today):
        record = sent(view, first)
        then = material.known(record.sent_on if record else view.today)
        month = month_of_figures(then, first)
        body = report(then, month, record, material.templates)
        running = f"{view.township.name}上报报表　{month.name}"
        title = f"上报报表 {month.name}"
        yield Composed(month.name, str(view.township.id), title, body, then.today, running)


def sent(view: View, first: date) -> RecordView | None:
    """What was entered of the report of the month that begins on ``first``, up to today."""
    return next(entries(view, "report", f"{first:%Y-%m}"), None)


def report(view: View, month: ReportedMonth, record: RecordView | None, templates: Path) -> str:
    """Compose the report of a month; what is not entered of its sending is left to fill in.

    Args:
        view: the township as it was known on the day of the report.
        month: the figures of the month.
        record: the entry of this report.
        templates: the templates folder.
    """
    counts = [*_people(view, month), *_events(view, month), *_township(view, month)]
    half = (len(counts) + 1) // 2
    right = [*counts[half:], ("", "", "")]
    shares = [s for (key, village), s in month.shares.items() if not village and "/" not in key]
    return compose(
        templates,
        TEMPLATE,
        view=view,
        month=month,
        head=_head(view, month, record),
        shares=[(s.title, "" if s.over is None else f"{s.numerator}/{s.over}", s.words) for s in shares],
        timely=month.timely(()),
        counts=[(*left, *other) for left, other in zip(counts[:half], right, strict=False)],
    )


def _head(view: View, month: ReportedMonth, record: RecordView | None) -> Sequence[tuple[str, str]]:
    return (
        ("填报单位", view.unit_name("clinic")),
        ("报表月份", month.name),
        ("报送单位", "、".join(record.to) if record else ""),
        ("编号", str(record.number or "") if record else ""),
        ("填表人", view.person(record.by) if record else ""),
        ("报出日期", day(record.sent_on) if record else ""),
        ("单位负责人（签字）", ""),
        ("指标", f"{month.frozen_on} 定稿" if month.frozen_on else f"按 {view.today} 的记录计算，尚未定稿"),
    )


def _people(view: View, month: ReportedMonth) -> Iterator[tuple[str, str, int]]:
    known = in_register(view, month)
    yield "期末患者", "在册", len(known)
    for code, title in reversed(tuple(words("stability").items())):
        yield "期末患者", f"病情{title}", sum(stability == code for stability, _ in known)
    yield "期末患者", "未评估病情", sum(stability is None for stability, _ in known)
    if (lowest := view.high_risk) is not None:
        high = sum(view.is_high(risk) for _, risk in known)
        yield "期末患者", f"危险性评估{lowest}级以上（含{lowest}级）", high
    filed = [p.profile.filed_on for p in view.patients.values()]
    yield "本月变化", "新建档", sum(month.first <= on <= month.last for on in filed)
    titles = view.codes("patient.status", "status")
    for status in ("moved", "lost", "refused", "deceased"):
        since = [s.since for p in view.patients.values() for s in p.statuses if s.status == status]
        yield "本月变化", titles[status], sum(month.first <= on <= month.last for on in since)


def _events(view: View, month: ReportedMonth) -> Iterator[tuple[str, str, int]]:
    """What happened with patients in the month."""
    kinds = {
        "visit": "随访（次）",
        "rating": "病情诊断和危险性评估（次）",
        "checkup": "健康体检（次）",
        "admission": "住院（人次）",
        "incident": "肇事肇祸等行为（起）",
        "aid": "救助帮扶（次）",
    }
    for key, title in kinds.items():
        found = [e for p in view.patients.values() for e in p.entries(key, month.first)]
        yield "本月工作", title, sum(one.date <= month.last for one in found)


def _township(view: View, month: ReportedMonth) -> Iterator[tuple[str, str, int]]:
    told = [one for one in view.everywhere("screening") if one.month == month.name]
    yield "全乡事务", "上报排查情况的村（社区）", len(told)
    yield "全乡事务", "上报的疑似患者", sum(s.suspected for s in told)
    for key, title in (("comparison", "卫生院与派出所比对（次）"), ("publicity", "宣传（次）")):
        days = [one.date for one in view.entries(key)]
        yield "全乡事务", title, sum(month.first <= on <= month.last for on in days)
