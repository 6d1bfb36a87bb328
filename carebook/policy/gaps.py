"""What is not known of a patient is asked for: who asks and until when says the gap itself, else the policy."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from carebook.policy.adopted import Adopted
from carebook.policy.item import DueItem, ItemState
from carebook.policy.model import Obligation
from carebook.policy.subjects import Subject, course
from carebook.policy.triggered import deadline
from carebook.policy.workdays import Workdays
from carebook.records.codes import title_of
from carebook.records.parts import Gap

_SHOWN = 4


def gap_items(
    adopted: Adopted, obligation: Obligation, subject: Subject, workdays: Workdays, today: date
) -> Iterator[DueItem]:
    """One item for each gap that somebody is still to ask about."""
    patient, within = subject.patient, obligation.within
    if patient is None or within is None or course(subject, obligation.statuses, today).on(today) == "cancel":
        return
    key = f"{adopted.policy.id}/{obligation.id}"
    for number, gap in enumerate(patient.profile.gaps, 1):
        if not gap.open or gap.since > today:
            continue
        until = gap.until or deadline(max(gap.since, adopted.since), within, workdays).day
        asked = (gap.asks,) if gap.asks else subject.people(obligation.responsible, today)
        late = today > until
        yield DueItem(
            id=f"{subject.id}/{key}/{gap.since.isoformat()}-{number}",
            obligation=key,
            title=f"补齐{_named(gap)}",
            subject=subject.id,
            village=subject.village_on(today),
            opens=gap.since,
            due=until,
            state=ItemState.OVERDUE if late else ItemState.OPEN,
            days_overdue=(today - until).days if late else 0,
            responsible=asked,
            members=asked,
            sources=(adopted.source(obligation),),
            duty=f"{obligation.duty or obligation.id}/{number}",
        )


def _named(gap: Gap) -> str:
    named = [title_of(path) for path in gap.fields]
    return "、".join(named[:_SHOWN]) + (f"等{len(named)}项" if len(named) > _SHOWN else "")
