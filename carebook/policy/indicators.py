"""Indicators of the work: a pure function of records, due items, definitions and a period.

Nothing here knows a target or a limit; they stand in ``policies/indicators/``. Records are looked at as they were
known: see ``as_known``.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from carebook.policy.definitions import Definition
from carebook.policy.item import DueItem, State
from carebook.policy.measures import MEASURES, Behind, Window, at_home, disease, registered
from carebook.records.registry import Patient, Registry

_CLOSED = {State.DONE, State.DONE_LATE, State.OVERDUE}
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

    def at(self, place: Callable[[str], str]) -> Indicator:
        """The same figure with its records named as ``place`` says."""
        above, below = (
            tuple(Behind(one.id, place(one.record)) for one in many)
            for many in (self.numerator, self.denominator)
        )
        return replace(self, numerator=above, denominator=below)

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
    registry: Registry,
    items: Sequence[DueItem],
    definitions: Sequence[Definition],
    period: Period,
    village: str = "",
) -> tuple[Indicator, ...]:
    """Every defined indicator.

    Args:
        registry: the records, as known on the day of asking (``as_known``).
        items: the due items as they stood on the period's last day.
        definitions: what to compute, in this order.
        period: the days looked at.
        village: the id of a village to look at alone; empty for the township.
    """
    patients = [p for p in registry.patients.values() if village in {"", p.profile.village}]
    without = next((d.without for d in definitions if d.id == "registered"), ())
    people = [p for p in patients if registered(p, without, period.last)]
    found: list[Indicator] = []
    for one in definitions:
        if one.id == "timely":
            found.extend(_timely(one, [i for i in items if village in {"", i.village}], period, village))
        else:
            found.append(_of_people(one, people, period, village, _population(registry, village)))
    return tuple(found)


def _population(registry: Registry, village: str) -> int:
    place = registry.villages.get(village) if village else registry.township
    return (place.population if place else None) or 0


def _of_people(
    one: Definition, people: Iterable[Patient], period: Period, village: str, population: int
) -> Indicator:
    """An indicator that counts patients."""
    window = period.window(one)
    base = [p for p in people if not one.diseases or disease(p) in one.diseases]
    if one.id == "stable":
        base = [p for p in base if at_home(p, window)]
    all_of_them = tuple(Behind(p.id, f"patients/{p.id}/profile.yaml") for p in base)
    if one.id in {"registered", "prevalence"}:
        over = population if one.id == "prevalence" else None
        return Indicator(one.id, one.title, one, village, all_of_them, all_of_them, over)
    measured = ((p, MEASURES[one.id](p, one, window)) for p in base)
    counted = tuple(Behind(p.id, ref) for p, ref in measured if ref)
    return Indicator(one.id, one.title, one, village, counted, all_of_them, len(all_of_them))


def _timely(one: Definition, items: Iterable[DueItem], period: Period, village: str) -> Iterator[Indicator]:
    """Items that fell due in the period and were done in time, one indicator an obligation."""
    window = period.window(one)
    found: dict[str, list[DueItem]] = {}
    for item in items:
        if item.state in _CLOSED and not item.projected and window.first <= item.due <= window.last:
            found.setdefault(item.obligation, []).append(item)
    for key, due in sorted(found.items()):
        title = f"{one.title}：{due[0].title}（{'；'.join(due[0].sources)}）"
        everything = tuple(Behind(item.id, item.closed_by) for item in due)
        done = tuple(Behind(item.id, item.closed_by) for item in due if item.state is State.DONE)
        yield Indicator(f"{one.id}/{key}", title, one, village, done, everything, len(everything))
