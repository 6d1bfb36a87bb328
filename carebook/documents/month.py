"""The figures of a month as bulletins, scorecards and reports print them: frozen ones where there are any."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

from carebook.audience.view import View
from carebook.policy.indicators import Indicator, figure
from carebook.policy.item import DueItem, ItemState


@dataclass(frozen=True, slots=True)
class Share:
    """A figure with its two numbers; ``over`` is None for a mere count."""

    title: str
    numerator: int
    over: int | None

    @property
    def words(self) -> str:
        """``81.82%（18/22）``, a count, or a dash where there is nothing to divide by."""
        return figure(self.numerator, self.over)


@dataclass(frozen=True, slots=True)
class ReportedMonth:
    """A month from ``first`` to ``last`` (inclusive; up to today if it is not over).

    ``shares`` are by indicator and village (empty: the township). ``frozen_on`` is None while the figures may change.
    """

    name: str
    first: date
    last: date
    frozen_on: date | None
    shares: Mapping[tuple[str, str], Share]

    def share(self, indicator: str, village: str = "") -> Share:
        """One figure; nothing of nothing if it was not computed."""
        return self.shares.get((indicator, village), Share("", 0, 0))

    def timely(self, obligations: Sequence[str], village: str = "") -> Share:
        """Items done in time of all that fell due, over some obligations (all if none is named)."""
        wanted = {f"timely/{key}" for key in obligations}
        found = [
            share
            for (key, where), share in self.shares.items()
            if where == village and (key in wanted or (not wanted and key.startswith("timely/")))
        ]
        return Share("按期完成率", sum(s.numerator for s in found), sum(s.over or 0 for s in found))


def recent_months(today: date) -> tuple[date, date]:
    """The first days of last month and of this one: papers of a month are made for these two."""
    this = today.replace(day=1)
    return this - relativedelta(months=1), this


def month_of_figures(view: View, first: date) -> ReportedMonth:
    """The figures of the month that begins on ``first``.

    Raises:
        HiddenFieldError: the audience may not see whom the figures count.
    """
    name = f"{first:%Y-%m}"
    frozen = view.snapshots.get(name)
    period = view.month(name)
    if frozen is not None and frozen.frozen_on <= view.today:
        shares = {
            (one.id, one.village or ""): Share(one.title, one.numerator, one.denominator) for one in frozen.indicators
        }
        return ReportedMonth(name, period.first, period.last, frozen.frozen_on, shares)
    found = view.indicators(name)
    parts = [*found, *(one.within(code, v.population) for code, v in view.villages.items() for one in found)]
    return ReportedMonth(name, period.first, period.last, None, dict(_shares(parts)))


def _shares(found: Iterable[Indicator]) -> Iterable[tuple[tuple[str, str], Share]]:
    for one in found:
        if one.denominator or "/" not in one.id:
            yield (one.id, one.village), Share(one.title, len(one.numerator), one.over)


def overdue(view: View, village: str = "") -> list[DueItem]:
    """What is overdue today, of the whole township or of one village."""
    return [item for item in view.live(village=village) if item.state is ItemState.OVERDUE]


def in_register(view: View, month: ReportedMonth, village: str = "") -> list[tuple[int | None, int | None]]:
    """Stability and risk of everybody in care at the end of the month, as known then."""
    found = []
    for patient in view.patients.values():
        if village in {"", patient.village_on(month.last)} and patient.in_care(month.last):
            known = patient.known(month.last)
            found.append((known.stability, known.risk))
    return found
