"""Duties that return: which of them fall into the month, and how far apart they may be."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from carebook.planning.model import Duty
from carebook.planning.month import PlanMonth


def walk(chain: Sequence[Duty], month: PlanMonth) -> Iterator[Duty]:
    """The duties of one chain in the month, each with its window's working days.

    What is overdue today is planned in this month; what falls due between today and the month is the business of the
    month before, and taken as done when due. Who goes on the Friday before a Sunday counts anew from that Friday, so
    the chain is walked by the days on which it can be kept, not by the days on which it falls due. What is owed for
    calendar periods is owed for each of them, whenever it was done before.

    Args:
        chain: the items of one subject and obligation by due day, carried on past the month.
        month: the month.
    """
    mine = [duty for duty in chain if duty.overdue or duty.due >= month.start]
    if mine and mine[0].period:
        yield from (replace(one, days=_window(one, month)) for one in mine if one.overdue or one.due <= month.last)
        return
    gaps = _gaps(mine, month.today)
    duty: Duty | None = mine[0] if mine else None
    step = 0
    while duty is not None and (duty.overdue or duty.due <= month.last):
        gap = gaps[min(step, len(gaps) - 1)] if gaps else 0
        days = _window(duty, month)
        kept = (days[0] if duty.overdue else days[-1]) if days else max(duty.due, month.start)
        after = _next(mine, duty, kept, gap) if gap else None
        duty = replace(duty, days=days)
        yield duty
        if after is not None and after.due > month.last:
            yield from _spare(duty, after, month)
        duty, step = after, step + 1


def _gaps(chain: Sequence[Duty], today: date) -> list[int]:
    """Days from each item to the next; an overdue one counts as done today."""
    pairs = itertools.pairwise(chain)
    return [(later.due - max(one.due, today)).days for one, later in pairs]


def _window(duty: Duty, month: PlanMonth) -> tuple[date, ...]:
    if duty.overdue:
        return month.workdays
    return tuple(day for day in month.workdays if duty.opens <= day <= duty.due)


def _next(chain: Sequence[Duty], duty: Duty, kept: date, gap: int) -> Duty:
    """The duty after one that is done at the latest on ``kept``."""
    due = kept + timedelta(days=gap)
    same = next((one for one in chain if one.due == due), None)
    if same is None:
        name = f"{duty.id.rpartition('/')[0]}/{kept.isoformat()}"
        same = replace(duty, id=name, opens=due - (duty.due - duty.opens), due=due, overdue=False)
    return replace(same, follows=duty.id, gap=gap)


def _spare(duty: Duty, after: Duty, month: PlanMonth) -> Iterator[Duty]:
    """The duty that arises if the last of the month is done so early that the next falls due in the month after all.

    It is itself done so late that the month asks for no further one, wherever there are such days.
    """
    early = [day for day in duty.days if day + timedelta(days=after.gap) <= month.last]
    if early:
        opens = early[0] + timedelta(days=after.gap) - (after.due - after.opens)
        name = f"{duty.id.rpartition('/')[0]}/{early[0].isoformat()}.early"
        spare = replace(after, id=name, opens=opens, due=month.last, spare=True)
        days = _window(spare, month)
        settling = tuple(day for day in days if day + timedelta(days=after.gap) > month.last)
        yield replace(spare, days=settling or days)
