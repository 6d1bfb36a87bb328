"""The visit schedule of a month: what is due, overdue first, with lines to sign."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from dateutil.relativedelta import relativedelta

from carebook.audience.items import item_words, source_words
from carebook.audience.view import View
from carebook.documents.engine import compose, month_cn
from carebook.documents.paper_kind import Composed, Material
from carebook.policy.item import LIVE, DueItem, ItemState

TEMPLATE = "schedule.xhtml.j2"


def schedule_papers(material: Material) -> Iterator[Composed]:
    """This month's and the next month's schedule, for the township, each village, each worker."""
    view = material.view
    this, _ = month_of(view.today)
    for first in (this, this + relativedelta(months=1)):
        _, last = month_of(first)
        items = in_month(material.plan(last), first, last, view.today)
        for scope, name, mine in _scopes(view, items):
            key = f"{first:%Y-%m}-{scope}"
            body = schedule(view, mine, name, first, material.templates)
            running = f"{view.township.name}随访日程表　{key}"
            yield Composed(key, scope, f"{name}随访日程表 {first:%Y-%m}", body, view.today, running)


def _scopes(view: View, items: list[DueItem]) -> Iterator[tuple[str, str, list[DueItem]]]:
    """Each scope with its name and its items. Workers are those who are in a group today."""
    if view.township_wide:
        yield view.township.id, view.township.name, items
    for key, village in view.villages.items():
        yield key, village.name, [item for item in items if item.village == key]
    for key in view.own_workers():
        yield key, view.staff[key].name, [item for item in items if key in item.members]


def month_of(day: date) -> tuple[date, date]:
    """First and last day of a day's month."""
    first = day.replace(day=1)
    return first, first + relativedelta(months=1, days=-1)


def in_month(items: Sequence[DueItem], first: date, last: date, today: date) -> list[DueItem]:
    """Items to be done in a month: due in it, or overdue when it is the month of today or later."""
    live = (item for item in items if item.strictest and item.state in LIVE)
    return [
        i for i in live if first <= i.due <= last or (i.state is ItemState.OVERDUE and i.due < first and today <= last)
    ]


def schedule(view: View, items: Sequence[DueItem], scope: str, first: date, templates: Path) -> str:
    """Compose the schedule of one month for a scope (the township, a village, a worker).

    Args:
        view: the township as the readers may see it.
        items: what is to be done, already narrowed to month and scope.
        scope: the scope's name for the title.
        first: first day of the month.
        templates: the templates folder.
    """
    rows = [_row(view, item) for item in sorted(items, key=lambda i: (-i.days_overdue, i.due, i.village, i.id))]
    return compose(templates, TEMPLATE, view=view, rows=rows, title=f"{scope}{month_cn(first)}随访日程表")


def _row(view: View, item: DueItem) -> tuple[str, ...]:
    patient = item.subject if item.subject in view.patients else ""
    people = "、".join(view.person(code, patient) for code in item.responsible)
    return (
        item.due.isoformat(),
        item_words(item),
        view.unit_name(item.village),
        item.subject,
        view.subject_name(item.subject),
        f"{item.title}{'（可电话）' if item.by_phone else ''}",
        people,
        source_words(item),
    )
