"""Which papers a township gets, for one audience, on one day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dateutil.relativedelta import relativedelta

from carebook.audience.view import View
from carebook.context import Context
from carebook.documents.dossier import dossier
from carebook.documents.notice import notice, plain_title
from carebook.documents.schedule import in_month, month_of, schedule
from carebook.policy.item import DueItem
from carebook.publish import office_papers
from carebook.publish.made import Made, Maker, coded, digested

__all__ = ["KINDS", "Made", "papers"]


def papers(context: Context, view: View, kinds: frozenset[str]) -> Iterator[Made]:
    """Compose every paper of the wanted kinds."""
    for kind, maker in _MAKERS.items():
        if kind in kinds and view.scope.audience.gets(kind):
            made = maker(context, view)
            yield from map(coded, made) if _wants_code(view) else made


def _wants_code(view: View) -> bool:
    """Only the office's own sheets carry the code, and only where the township wants it."""
    return view.audience == "office" and bool(view.township.sheet_code)


def _notices(context: Context, view: View) -> Iterator[Made]:
    """Notices carry their own date: a sheet that is signed does not change with the day."""
    for key, record in view.notices.items():
        body = notice(view, record, context.home.templates)
        yield Made("notices", key, digested(key, plain_title(record), "official", body, record.date))


def _dossiers(context: Context, view: View) -> Iterator[Made]:
    for key, patient in view.patients.items():
        body = dossier(view, patient, context.home.templates)
        running = (
            f"{view.township.name}严重精神障碍患者服务管理档案　{key}　资料截止 {view.today.isoformat()}"
        )
        yield Made("dossiers", key, digested(key, f"服务管理档案 {key}", "file", body, view.today, running))


def _schedules(context: Context, view: View) -> Iterator[Made]:
    """This month's and the next month's schedule, for the township, each village, each worker."""
    this, _ = month_of(view.today)
    for first in (this, this + relativedelta(months=1)):
        _, last = month_of(first)
        items = in_month(view.within(context.plan(last)), first, last, view.today)
        for scope, name, mine in _scopes(view, items):
            key = f"{first:%Y-%m}-{scope}"
            body = schedule(view, mine, name, first, context.home.templates)
            running = f"{view.township.name}随访日程表　{key}"
            yield Made(
                "schedules",
                scope,
                digested(key, f"{name}随访日程表 {first:%Y-%m}", "sheet", body, view.today, running),
            )


def _scopes(view: View, items: list[DueItem]) -> Iterator[tuple[str, str, list[DueItem]]]:
    """Each scope with its name and its items. Workers are those who are in a group today."""
    if view.township_wide:
        yield view.township.id, view.township.name, items
    for key, village in view.villages.items():
        yield key, village.name, [item for item in items if item.village == key]
    for key in view.own_workers():
        yield key, view.staff[key].name, [item for item in items if key in item.members]


#: Who composes the papers of each kind, in the order in which they are listed.
_MAKERS: Mapping[str, Maker] = {
    "notices": _notices,
    "dossiers": _dossiers,
    "schedules": _schedules,
    "minutes": office_papers.minute_papers,
    "bulletins": office_papers.bulletin_papers,
    "letters": office_papers.letter_papers,
    "lists": office_papers.list_papers,
    "scorecards": office_papers.scorecard_papers,
    "reports": office_papers.report_papers,
    "supervision": office_papers.supervision_papers,
}
KINDS = tuple(_MAKERS)
