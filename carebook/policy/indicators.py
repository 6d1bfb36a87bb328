"""Indicators of the work: a pure function of records, due items, definitions and a period.

Nothing here knows a target or a limit; they stand in ``policies/indicators/``. Records are looked at as they were
known: see ``as_known``.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from carebook.policy.definitions import Definition
from carebook.policy.item import DueItem, ItemState
from carebook.policy.measures import MEASURES, Behind, Window, at_home, disease, registered
from carebook.records.registry import Patient, Registry

_CLOSED = {ItemState.DONE, ItemState.DONE_LATE, ItemState.MISSED, ItemState.OVERDUE}
_PERCENT = 100


@dataclass(frozen=True, slots=True)
class Period:
    """Days from ``first`` to ``last``, both inclusive; ``name`` is ``2026`` or ``2026-10``."""

    name: str
    first: date
    last: date

    def window(self, definition: Definition) -> Window:
        """The days an indicator counts in: from 1 January if its definition says so, else the period's own."""
        first = date(self.last.year, 1, 1) if definition.window == "year" else self.first
        return Window(first, self.last)


def year_to(today: date) -> Period:
    """The year up to today."""
    return Period(str(today.year), date(today.year, 1, 1), today)


def month(name: str, today: date) -> Period:
    """A month named ``2026-10``, up to today if it is not over yet."""
    year, number = (int(part) for part in name.split("-"))
    last = date(year, number, monthrange(year, number)[1])
    return Period(name, date(year, number, 1), min(last, today))


@dataclass(frozen=True, slots=True)
class Indicator:
    """One figure and what it is made of.

    ``id`` is the definition's id; of the share of items done in time it goes on with policy and obligation. ``village``
    is empty for the whole township. ``numerator`` counts patients or due items, each with the record that decided;
    ``denominator`` holds all of them. ``over`` is the number below the line: None for a mere count, the population
    (0 if it is not known) for the prevalence.
    """

    id: str
    title: str
    definition: Definition
    village: str
    numerator: tuple[Behind, ...]
    denominator: tuple[Behind, ...]
    over: int | None

    def within(self, village: str, population: int | None) -> Indicator:
        """The same figure of one village, which has this population."""
        above, below = (
            tuple(one for one in many if one.village == village) for many in (self.numerator, self.denominator)
        )
        over = None if self.over is None else len(below)
        if self.id == "prevalence":
            over = population or 0
        return replace(self, village=village, numerator=above, denominator=below, over=over)

    @property
    def value(self) -> Fraction | None:
        """The count, or the share; None where there is nothing to divide by."""
        if self.over is None:
            return Fraction(len(self.numerator))
        return Fraction(len(self.numerator), self.over) if self.over else None

    @property
    def others(self) -> tuple[Behind, ...]:
        """What stands in the denominator and is not counted."""
        counted = {one.id for one in self.numerator}
        return tuple(one for one in self.denominator if one.id not in counted)

    @property
    def reached(self) -> bool | None:
        """Whether the target is reached; None without target or value."""
        value, target = self.value, self.definition.target
        return value * _PERCENT >= target if value is not None and target is not None else None


def words(numerator: int, over: int | None) -> str:
    """A figure as people read it: ``22``, ``81.82%``, or a dash where there is nothing to divide by."""
    if over is None:
        return str(numerator)
    if not over:
        return "—"
    share = Decimal(numerator * _PERCENT) / Decimal(over)
    return f"{share.quantize(Decimal('0.01'), ROUND_HALF_UP)}%"


def figure(numerator: int, over: int | None) -> str:
    """A figure with its numbers: ``81.82%（18/22）``."""
    shown = words(numerator, over)
    return shown if over is None else f"{shown}（{numerator}/{over}）"


def indicators(
    registry: Registry, items: Sequence[DueItem], definitions: Sequence[Definition], period: Period
) -> tuple[Indicator, ...]:
    """Every defined indicator of the township; ``Indicator.within`` gives a village's part.

    Args:
        registry: the records, as known on the day of asking (``as_known``).
        items: the due items as they stand on the day of asking.
        definitions: what to compute, in this order.
        period: the days looked at.
    """
    without = next((d.without for d in definitions if d.id == "registered"), ())
    people = [p for p in registry.patients.values() if registered(p, without, period.last)]
    population = registry.township.population if registry.township else None
    found: list[Indicator] = []
    for one in definitions:
        if one.id == "timely":
            found.extend(_timely(one, items, period))
        else:
            found.append(_of_people(one, people, period, population or 0))
    return tuple(found)


def _of_people(one: Definition, people: Iterable[Patient], period: Period, population: int) -> Indicator:
    """An indicator that counts patients."""
    window = period.window(one)
    base = [p for p in people if not one.diseases or disease(p) in one.diseases]
    if one.id == "stable":
        base = [p for p in base if at_home(p, window)]
    everybody = tuple(Behind(p.id, p.village_on(window.last), f"patients/{p.id}/profile.yaml") for p in base)
    if one.id in {"registered", "prevalence"}:
        over = population if one.id == "prevalence" else None
        return Indicator(one.id, one.title, one, "", everybody, everybody, over)
    measured = ((p, MEASURES[one.id](p, one, window)) for p in base)
    counted = tuple(Behind(p.id, p.village_on(window.last), ref) for p, ref in measured if ref)
    return Indicator(one.id, one.title, one, "", counted, everybody, len(everybody))


def _timely(one: Definition, items: Iterable[DueItem], period: Period) -> Iterator[Indicator]:
    """Items that fell due in the period and were done in time, one indicator an obligation."""
    window = period.window(one)
    found: dict[str, list[DueItem]] = {}
    for item in items:
        if item.state in _CLOSED and not item.projected and window.has(item.due):
            found.setdefault(item.obligation, []).append(item)
    for key, due in sorted(found.items()):
        title = f"{one.title}：{due[0].title}（{'；'.join(due[0].sources)}）"
        everything = tuple(Behind(item.id, item.village, item.closed_by) for item in due)
        done = tuple(Behind(item.id, item.village, item.closed_by) for item in due if item.state is ItemState.DONE)
        yield Indicator(f"{one.id}/{key}", title, one, "", done, everything, len(everything))
