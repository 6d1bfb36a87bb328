"""Posts of a group that nobody holds: to fill one is a duty, overdue after the time the policy gives."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from carebook.policy.adopted import Adopted
from carebook.policy.item import DueItem, ItemState
from carebook.policy.model import Obligation
from carebook.policy.subjects import Subject, course
from carebook.policy.triggered import deadline
from carebook.policy.workdays import Workdays
from carebook.records.codes import words
from carebook.records.registry import CareGroup


def vacancy_items(
    adopted: Adopted, obligation: Obligation, subject: Subject, workdays: Workdays, today: date
) -> Iterator[DueItem]:
    """One item for each role that the obligation names and nobody in the group holds today."""
    group, within = subject.group, obligation.within
    over = subject.end is not None and subject.end < today
    resting = course(subject, obligation.statuses, today).on(today) not in {"due", "phone"}
    if group is None or within is None or over or resting or subject.start > today:
        return
    key, titles = f"{adopted.policy.id}/{obligation.id}", words("group_role")
    for role in obligation.roles:
        since = vacant_since(group, role, max(subject.start, adopted.since), today)
        if since is None:
            continue
        until = deadline(since, within, workdays)
        late = today > until.day
        state = (ItemState.OVERDUE if until.certain else ItemState.UNVERIFIED) if late else ItemState.OPEN
        yield DueItem(
            id=f"{subject.id}/{key}/{role}/{since.isoformat()}",
            obligation=key,
            title=f"补齐{titles[role]}",
            subject=subject.id,
            village=subject.village,
            opens=since,
            due=until.day,
            state=state,
            days_overdue=(today - until.day).days if state is ItemState.OVERDUE else 0,
            responsible=subject.people(("leader",), today),
            members=subject.people(("leader",), today),
            sources=(adopted.source(obligation),),
            duty=f"{obligation.duty or obligation.id}/{role}",
        )


def vacant_since(group: CareGroup, role: str, start: date, today: date) -> date | None:
    """The first day of a vacancy that lasts today: the day after the last holder's term; None if somebody holds it."""
    if any(member.role == role for member in group.members_on(today)):
        return None
    ends = [m.until for m in group.group.members if m.role == role and m.until and m.until < today]
    return max(start, max(ends) + timedelta(days=1)) if ends else start
