"""Which papers a township gets, for one audience, on one day."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

from carebook.audience.view import View
from carebook.build.context import Context
from carebook.documents.dossier import dossier
from carebook.documents.notice import notice, plain_title
from carebook.documents.schedule import in_month, month_of, schedule
from carebook.policy.item import DueItem
from carebook.writers.paper import Layout, Paper

KINDS = ("notices", "dossiers", "schedules")


@dataclass(frozen=True, slots=True)
class Made:
    """A paper with its kind and the id of what it is about (a notice, a patient, a village, a worker)."""

    kind: str
    subject: str
    paper: Paper


def papers(context: Context, view: View, kinds: frozenset[str]) -> Iterator[Made]:
    """Compose every paper of the wanted kinds."""
    makers = {"notices": _notices, "dossiers": _dossiers, "schedules": _schedules}
    for kind in KINDS:
        if kind in kinds:
            yield from makers[kind](context, view)


def _paper(name: str, title: str, layout: Layout, body: str, day: date, running: str = "") -> Paper:
    """A paper with the digest of everything that decides what it looks like, but for code and fonts."""
    inputs = f"{name}\n{title}\n{layout}\n{body}\n{day}\n{running}"
    return Paper(name, title, layout, body, day, hashlib.sha256(inputs.encode()).hexdigest(), running)


def _notices(context: Context, view: View) -> Iterator[Made]:
    """Notices carry their own date: a sheet that is signed does not change with the day."""
    for key, record in view.notices.items():
        body = notice(view, record, context.home.templates)
        yield Made("notices", key, _paper(key, plain_title(record), "official", body, record.date))


def _dossiers(context: Context, view: View) -> Iterator[Made]:
    for key, patient in view.patients.items():
        body = dossier(view, patient, context.home.templates)
        running = (
            f"{view.township.name}严重精神障碍患者服务管理档案　{key}　资料截止 {view.today.isoformat()}"
        )
        yield Made("dossiers", key, _paper(key, f"服务管理档案 {key}", "file", body, view.today, running))


def _schedules(context: Context, view: View) -> Iterator[Made]:
    """This month's and the next month's schedule, for the township, each village, each worker."""
    this, _ = month_of(view.today)
    for first in (this, this + relativedelta(months=1)):
        _, last = month_of(first)
        items = in_month(context.plan(last), first, last, view.today)
        for scope, name, mine in _scopes(view, items):
            key = f"{first:%Y-%m}-{scope}"
            body = schedule(view, mine, name, first, context.home.templates)
            running = f"{view.township.name}随访日程表　{key}"
            yield Made(
                "schedules",
                scope,
                _paper(key, f"{name}随访日程表 {first:%Y-%m}", "sheet", body, view.today, running),
            )


def _scopes(view: View, items: list[DueItem]) -> Iterator[tuple[str, str, list[DueItem]]]:
    """Each scope with its name and its items. Workers are those who are in a group today."""
    yield view.township.id, view.township.name, items
    for key, village in view.villages.items():
        yield key, village.name, [item for item in items if item.village == key]
    workers = {member.staff for group in view.groups.values() for member in group.roster() if member.staff}
    for key in sorted(workers):
        yield key, view.staff[key].name, [item for item in items if key in item.members]
