"""The monthly bulletin among the offices (每月通报): figures of the month, village by village."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import zip_longest
from pathlib import Path

from carebook.audience.record_view import RecordView
from carebook.audience.view import View
from carebook.documents.engine import compose, month_cn
from carebook.documents.month import ReportedMonth, in_register, month_of_figures, overdue, recent_months
from carebook.documents.paper_kind import Composed, Material
from carebook.records.codes import UNSTABLE, tagged

TEMPLATE = "bulletin.xhtml.j2"
_SHOWN = ("managed", "standard", "medicated", "regular", "met")


def bulletin_papers(material: Material) -> Iterator[Composed]:
    """A bulletin that was issued carries that day, and what was known on it; one that was not, the day of the data."""
    view = material.view
    for first in recent_months(view.today):
        record = issued(view, first)
        then = material.known(record.issued_on if record else view.today)
        body = bulletin(then, month_of_figures(then, first), record, material.templates)
        title = f"{month_cn(first)}服务管理工作情况通报"
        yield Composed(f"{first:%Y-%m}", str(view.township.id), title, body, then.today)


def bulletin(view: View, month: ReportedMonth, record: RecordView | None, templates: Path) -> str:
    """Compose the bulletin of a month; number and day are left to fill in until they are entered.

    Args:
        view: the township as it was known on the day of the bulletin.
        month: the figures of the month.
        record: the entry of this bulletin.
        templates: the templates folder.
    """
    people = in_register(view, month)
    return compose(
        templates,
        TEMPLATE,
        view=view,
        month=month,
        record=record,
        recipients=["各村（社区）", *_offices(view)],
        people=len(people),
        high=sum(view.is_high(risk) for _, risk in people),
        unstable=sum(stability == UNSTABLE for stability, _ in people),
        pairs=_pairs(month),
        overdue=len(overdue(view)),
        rows=[_row(view, month, code) for code in view.villages],
        screenings=[one for one in view.everywhere("screening") if one.month == month.name],
        comparisons=[one for one in reversed(view.entries("comparison")) if month.first <= one.date <= month.last],
    )


def issued(view: View, first: date) -> RecordView | None:
    """What was entered of the bulletin of the month that begins on ``first``, up to today."""
    return next(entries(view, "bulletin", f"{first:%Y-%m}"), None)


def entries(view: View, kind: str, month: str) -> Iterator[RecordView]:
    """Entries of the offices up to today that name the month."""
    return (entry for entry in view.entries(kind) if entry.month == month)


def _pairs(month: ReportedMonth) -> list[tuple[str, ...]]:
    """The main indicators, two to a row."""
    shares = [month.share(key) for key in _SHOWN]
    cells = [(s.title, s.words) for s in shares if s.title] + [("各项事项按期完成率", month.timely(()).words)]
    return [(*left, *right) for left, right in zip_longest(cells[::2], cells[1::2], fillvalue=("", ""))]


def _offices(view: View) -> list[str]:
    """The offices among which the document wants the bulletin to go, beside the villages (杉岭府发〔2021〕12号 三（二）)."""
    names = {str(d.id): str(d.name) for d in view.township.departments}
    return [names[key] for key in tagged("department", "bulletin") if key in names]


def _row(view: View, month: ReportedMonth, village: str) -> tuple[str, ...]:
    people = in_register(view, month, village)
    return (
        str(view.villages[village].name),
        str(len(people)),
        str(sum(view.is_high(risk) for _, risk in people)),
        str(sum(stability == UNSTABLE for stability, _ in people)),
        month.share("met", village).words,
        month.timely((), village).words,
        str(len(overdue(view, village))),
    )
