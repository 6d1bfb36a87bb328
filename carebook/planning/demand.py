"""What is to be planned in a month: due items become duties with the days on which they can be done."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from carebook.planning.chains import walk
from carebook.planning.model import Duty, PlanSettings, Problem, Visitor
from carebook.planning.month import PlanMonth
from carebook.planning.promises import Wishes, with_plan, with_promises
from carebook.planning.teams import hindrance
from carebook.planning.ways import ways_of
from carebook.policy.adopted import Adopted
from carebook.policy.item import LIVE, DueItem, ItemState
from carebook.policy.model import Obligation
from carebook.records.periods import period_named
from carebook.records.planning import PlanChoices
from carebook.records.registry import Registry

#: Entries that a meeting of people closes, and whether somebody must go to the village for it.
_PLANNED = {"visit": True, "rating": True, "checkup": True, "meeting": True, "exchange": False}


def demand(
    registry: Registry,
    adopted: Sequence[Adopted],
    items: Sequence[DueItem],
    month: PlanMonth,
    settings: PlanSettings,
    wishes: Wishes | None = None,
) -> Problem:
    """Everything that must be done in a month, and by whom it can be.

    Args:
        registry: the records.
        adopted: the policies in force.
        items: due items carried on to ``month.horizon`` at least.
        month: the month and its working days.
        settings: what the user set.
        wishes: agreed appointments and yesterday's plan.
    """
    asked = {f"{one.policy.id}/{o.id}": o for one in adopted for o in one.policy.obligations}
    live = [item for item in items if item.state in LIVE]
    planned = [item for item in _needed(live, asked, month) if _entry(asked[item.obligation]) in _PLANNED]
    empty = _empty(registry, month, settings)
    chains: dict[tuple[str, str], list[Duty]] = defaultdict(list)
    for item in sorted(planned, key=lambda item: (item.due, item.id)):
        obligation = asked[item.obligation]
        name = item.id if obligation.kind == "triggered" else item.obligation
        chains[item.subject, name].append(_duty(registry, obligation, item, settings))
    said = wishes or Wishes()
    walked = sorted((d for chain in chains.values() for d in walk(chain, month)), key=lambda d: (d.due, d.id))
    wanted, loose = with_promises(empty, walked, said)
    duties = [settled(empty, duty) for duty in wanted]
    here = [item for item in live if item.strictest and month.start <= item.due <= month.last]
    left = sum(_entry(asked[item.obligation]) not in _PLANNED for item in here)
    return replace(
        empty,
        duties=tuple(with_plan(sorted(duties, key=lambda d: (d.due, d.id)), said.issued)),
        left_out=left,
        loose=loose,
    )


def _empty(registry: Registry, month: PlanMonth, settings: PlanSettings) -> Problem:
    """The month with everybody and every way, and nothing to do yet."""
    choices = registry.township.planning if registry.township else None
    homes = {key: one.post_on(month.start).unit for key, one in registry.staff.items()}
    away = {key: tuple((a.since, a.until) for a in one.absences) for key, one in registry.staff.items() if one.absences}
    return Problem(
        month.name,
        month.start,
        month.end,
        month.last,
        month.workdays,
        (),
        {key: _members(registry, key) for key in registry.groups},
        settings,
        ways=ways_of(registry.villages.values(), choices or PlanChoices(), month.start),
        bases={key: unit for key, unit in homes.items() if unit in registry.villages},
        away=away,
        provisional=month.provisional,
    )


def _needed(live: Sequence[DueItem], asked: Mapping[str, Obligation], month: PlanMonth) -> Iterator[DueItem]:
    """What must be laid: the strictest of each duty, and what it does not settle along the way.

    A monthly visit of three is not settled by the doctor's alone, nor is the form by a visit without a doctor. What the
    township itself decides how often (visits of a sensitive period) is laid only where it is the strictest.
    """
    near = [item for item in live if item.state is ItemState.OVERDUE or item.due <= month.last]
    count = Counter((item.subject, item.obligation) for item in near)
    first: dict[tuple[str, str], set[str]] = defaultdict(set)
    for item in near:
        if item.strictest and item.duty:
            first[item.subject, item.duty].add(item.obligation)
    for item in live:
        mine = asked[item.obligation]
        rivals = first[item.subject, item.duty] - {item.obligation} if item.duty else set()
        settled = any(
            _settles(asked[key], mine) and count[item.subject, key] >= count[item.subject, item.obligation]
            for key in rivals
        )
        if item.strictest or not (settled or mine.every_from is not None or item.set_by):
            yield item


def _settles(one: Obligation, other: Obligation) -> bool:
    """Whether what closes one obligation closes another one as well."""
    does, asks = one.closed_by, other.closed_by
    if does is None or asks is None or does.entry != asks.entry:
        return False
    led = not asks.by or (bool(does.by) and set(does.by) <= set(asks.by))
    return (does.members or 1) >= (asks.members or 1) and led and bool(does.sheet or not asks.sheet)


def _entry(obligation: Obligation) -> str:
    return (obligation.closed_by.entry if obligation.closed_by else None) or ""


def _members(registry: Registry, group: str) -> tuple[Visitor, ...]:
    """Members of a group; a term ends where the member leaves the group or the post."""
    found = []
    for m in registry.groups[group].group.members:
        staff = registry.staff.get(m.staff or "")
        ends = [day for day in (m.until, staff.left_on if staff else None) if day is not None]
        since = max(m.since, min(post.since or m.since for post in staff.posts)) if staff else m.since
        found.append(Visitor(m.staff or f"guardian:{m.guardian_of}", m.role, since, min(ends, default=None)))
    return tuple(found)


def _duty(registry: Registry, obligation: Obligation, item: DueItem, settings: PlanSettings) -> Duty:
    entry = _entry(obligation)
    asked = (obligation.closed_by.members if obligation.closed_by else None) or 1
    serving = registry.group_of(item.subject)
    group = item.subject if item.subject in registry.groups else serving.id if serving else item.subject
    closing = obligation.closed_by
    period = period_named(item.period) if item.period and obligation.kind != "triggered" else None
    return Duty(
        id=item.id,
        kind=entry,
        title=item.title,
        subject=item.subject,
        group=group,
        village=item.village,
        opens=min(item.opens, period.first) if period else item.opens,
        due=item.due,
        need=1 if item.by_phone else settings.quorum if entry == "meeting" else asked,
        roles=(closing.by if closing else ()) or obligation.responsible,
        sources=item.sources,
        overdue=item.state is ItemState.OVERDUE,
        field=_PLANNED[entry] and not item.by_phone,
        by_phone=item.by_phone,
        sheet=bool(closing and closing.sheet),
        period=period.name if period else "",
    )


def settled(problem: Problem, duty: Duty) -> Duty:
    """A duty with the days on which somebody can do it, or why there is none."""
    reasons = {day: hindrance(problem, duty, day) for day in duty.days}
    days = tuple(day for day, reason in reasons.items() if not reason)
    told = "；".join(dict.fromkeys(reason for reason in reasons.values() if reason))
    why = "" if days else told or f"{duty.opens} 至 {duty.due} 之间没有可用的工作日"
    return replace(duty, days=days, hindrance=why)
