"""The plan of a month on paper: for the office the whole, for each worker the days, for each village who comes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from carebook.audience.plan_words import (
    at_home_words,
    household,
    legs_words,
    members_words,
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
from carebook.audience.view import View
from carebook.documents.engine import compose, month_cn
from carebook.documents.paper_kind import Composed, Material

TEMPLATE = "plan.xhtml.j2"
_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class PlanDay:
    """One day of a paper: its heading, what is done by the clock, and who rides where."""

    title: str
    rows: Sequence[tuple[str, ...]]
    ways: Sequence[str]


def plan_papers(material: Material) -> Iterator[Composed]:
    """The plan of this month and of those to come: whole, by worker, by village."""
    view = material.view
    for month, plan in view.plans.items():
        if month < f"{view.today:%Y-%m}":
            continue
        for scope, name, kind in _scopes(view):
            if kind == "whole" or any(_concerns(stop, scope) for stop in plan.stops):
                yield _paper(material, plan, scope, name, kind)


def _scopes(view: View) -> Iterator[tuple[str, str, str]]:
    if view.township_wide:
        yield view.township.id, view.township.name, "whole"
    for key, village in view.villages.items():
        yield key, village.name, "village"
    for key in view.own_workers():
        yield key, view.staff[key].name, "worker"


def _concerns(stop: RecordView, scope: str) -> bool:
    return scope in stop.members or scope == stop.village


def _paper(material: Material, plan: RecordView, scope: str, name: str, kind: str) -> Composed:
    view = material.view
    told = provisional(plan)
    mark = "（暂定）" if told else ""
    key = f"{plan.month}-{scope}"
    title = f"{name}{month_cn(date.fromisoformat(f'{plan.month}-01'))}走访计划{mark}"
    body = plan_paper(view, plan, scope, kind, title, material.templates)
    running = f"{view.township.name}走访计划{mark}　{key}"
    return Composed(key, scope, f"{name}走访计划{mark} {plan.month}", body, view.today, running)


def plan_paper(view: View, plan: RecordView, scope: str, kind: str, title: str, templates: Path) -> str:
    """Compose the plan of one month for a scope.

    Args:
        view: the township as the readers may see it.
        plan: the plan that was given out.
        scope: the id of the township, a village or a worker.
        kind: ``whole``, ``village`` or ``worker``.
        title: the title of the paper.
        templates: the templates folder.
    """
    stops = [stop for stop in plan.stops if kind == "whole" or _concerns(stop, scope)]
    rounds = [one for one in plan.rounds if kind == "whole" or one.worker == scope]
    days = [_day(view, day, list(mine), rounds, kind) for day, mine in groupby(stops, key=lambda stop: stop.planned)]
    unmet = [u for u in plan.unmet if kind == "whole" or (kind == "village" and u.village == scope)]
    moved = [m for m in plan.moved if kind == "whole" or (kind == "village" and m.village == scope)]
    return compose(
        templates,
        TEMPLATE,
        view=view,
        plan=plan,
        title=title,
        kind=kind,
        provisional=provisional(plan),
        settings=settings_words(view),
        days=days,
        totals=totals_words(plan, rounds, stops),
        weeks=weeks(view, rounds) if kind == "whole" and rounds else [],
        unmet=[_unmet(view, one) for one in unmet],
        moved=[_moved(view, one) for one in moved],
        loose=[
            (view.subject_name(one.patient), str(one.agreed), _why(view, one)) for one in plan.loose if kind == "whole"
        ],
    )


def _why(view: View, one: RecordView) -> str:
    return named_words(view, one.why) if one.sees("why") else ""


def _day(view: View, day: date, stops: list[RecordView], rounds: list[RecordView], kind: str) -> PlanDay:
    rows = [
        (
            visit[0].start,
            view.unit_name(visit[0].village),
            household(view, visit),
            things_words(view, visit),
            members_words(view, visit[0], visit[0].patient or ""),
            f"{minutes_of(visit)}",
            f"{min(one.due for one in visit):%m-%d}",
            reasons_words(view, visit),
        )
        for visit in visits(stops)
    ]
    mine = [one for one in rounds if one.planned == day]
    if kind == "worker":
        ways = [legs_words(view, one, alone=True) for one in mine]
    else:
        ways = [legs_words(view, one) for one in mine if one.legs]
        ways += [told] if (told := at_home_words(view, [one for one in mine if not one.legs])) else []
    return PlanDay(f"{day} 星期{_WEEKDAYS[day.weekday()]}", rows, ways)


def _unmet(view: View, one: RecordView) -> tuple[str, ...]:
    subject = one.patient or one.group or ""
    need = "（须医生填表）" if one.sheet else ""
    return (
        f"{one.due}",
        view.unit_name(one.village),
        view.subject_name(subject) if subject else "",
        f"{one.title}{need}",
        _why(view, one),
    )


def _moved(view: View, one: RecordView) -> tuple[str, ...]:
    subject = one.patient or one.group or ""
    kept = f"{one.before}{'（约定的）' if one.promised else ''}"
    return (
        kept,
        f"{one.planned or '排不进'}",
        view.subject_name(subject) if subject else "",
        one.title,
        _why(view, one),
    )
