"""The figures of a month as bulletins, scorecards and reports print them: frozen ones where there are any."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from dateutil.relativedelta import relativedelta

from carebook.audience.view import View
from carebook.policy.indicator import Indicator, figure, words
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
class InTime:
    """How far several obligations were kept: the mean of their shares, whatever each of them counts."""

    shares: tuple[Share, ...]

    @property
    def value(self) -> Fraction | None:
        """The mean; None where nothing was owed."""
        if not self.shares:
            return None
        return sum((Fraction(s.numerator, s.over or 1) for s in self.shares), Fraction(0)) / len(self.shares)

    @property
    def words(self) -> str:
        """``81.82%``, or a dash."""
        return "—" if self.value is None else words(self.value.numerator, self.value.denominator)

    @property
    def basis(self) -> str:
        """The numbers behind it: ``27/30``, of several obligations one after the other."""
        return "，".join(f"{s.numerator}/{s.over}" for s in self.shares) or "—"


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

    def timely(self, obligations: Sequence[str], village: str = "") -> InTime:
        """How far some obligations were kept (all if none is named); each weighs the same, those not owed nothing."""
        wanted = {f"timely/{key}" for key in obligations}
        return InTime(
            tuple(
                share
                for (key, where), share in self.shares.items()
                if where == village and share.over and (key in wanted or (not wanted and key.startswith("timely/")))
            )
        )


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
    period = view.period(name)
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
        yield (one.id, one.village), Share(one.title, one.counted, one.over)


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
