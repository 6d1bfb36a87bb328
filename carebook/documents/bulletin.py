"""The monthly bulletin among the offices (每月通报): figures of the month, village by village."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import zip_longest
from pathlib import Path

from carebook.audience.shown import Shown
from carebook.audience.view import View
from carebook.documents.engine import compose
from carebook.documents.month import Month, in_register, overdue
from carebook.records.codes import UNSTABLE, tagged

_SHOWN = ("managed", "standard", "medicated", "regular", "met")


def bulletin(view: View, month: Month, record: Shown | None, templates: Path) -> str:
    """Compose the bulletin of a month; number and day are left to fill in until the journal has them.

    Args:
        view: the township as it was known on the day of the bulletin.
        month: the figures of the month.
        record: what the journal says of this bulletin.
        templates: the templates folder.
    """
    people = in_register(view, month)
    return compose(
        templates,
        "bulletin.xhtml.j2",
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
        screenings=[s for s in entries(view, "screenings", month.name) if s.reported_on <= view.today],
        comparisons=[
            c for j in view.journals.values() for c in j.comparisons if month.first <= c.date <= month.last
        ],
    )


def issued(view: View, first: date) -> Shown | None:
    """What the journal says of the bulletin of the month that begins on ``first``, up to today."""
    found = (b for b in entries(view, "bulletins", f"{first:%Y-%m}") if b.issued_on <= view.today)
    return next(found, None)


def entries(view: View, key: str, month: str) -> Iterator[Shown]:
    """Entries of the township's journals that name the month."""
    for journal in view.journals.values():
        yield from (entry for entry in getattr(journal, key) if entry.month == month)


def _pairs(month: Month) -> list[tuple[str, ...]]:
    """The main indicators, two to a row."""
    shares = [month.share(key) for key in _SHOWN]
    cells = [(s.title, s.words) for s in shares if s.title] + [("各项事项按期完成率", month.timely(()).words)]
    return [(*left, *right) for left, right in zip_longest(cells[::2], cells[1::2], fillvalue=("", ""))]


def _offices(view: View) -> list[str]:
    """The offices among which the document wants the bulletin to go, beside the villages (杉岭府发〔2021〕12号 三（二）)."""
    names = {str(d.id): str(d.name) for d in view.township.departments}
    return [names[key] for key in tagged("department", "bulletin") if key in names]


def _row(view: View, month: Month, village: str) -> tuple[str, ...]:
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
