"""Figures of the work: periods, indicators, and how they are said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from carebook.policy.definitions import Definition
from carebook.policy.measures import Behind

_PERCENT = 100


@dataclass(frozen=True, slots=True)
class Indicator:
    """One figure and what it is made of.

    ``id`` is the definition's id; of a share by duty it goes on with policy and obligation. ``village`` is empty for the
    whole township. ``numerator`` counts patients, items or days, each with the record that decided; ``denominator``
    holds all of them. ``over`` is the number below the line: None for a mere count, the population (0 if it is not
    known) for the prevalence. ``unknown`` are those in it of whom the state is not known now; ``owed`` and
    ``kept`` are the occurrences, where days are counted.
    """

    id: str
    title: str
    definition: Definition
    village: str
    numerator: tuple[Behind, ...]
    denominator: tuple[Behind, ...]
    over: int | None
    unknown: tuple[Behind, ...] = ()
    owed: tuple[Behind, ...] = ()
    kept: tuple[Behind, ...] = ()

    def within(self, village: str, population: int | None) -> Indicator:
        """The same figure of one village, which has this population."""
        above, below, unknown, owed, kept = (
            tuple(one for one in many if one.village == village)
            for many in (self.numerator, self.denominator, self.unknown, self.owed, self.kept)
        )
        over = None if self.over is None else weight(below)
        if self.id == "prevalence":
            over = population or 0
        return replace(
            self, village=village, numerator=above, denominator=below, over=over, unknown=unknown, owed=owed, kept=kept
        )

    @property
    def counted(self) -> int:
        """The number above the line."""
        return weight(self.numerator)

    @property
    def beside(self) -> str:
        """What is said beside it: the occurrences behind days, and of how many the state is not known."""
        if self.owed:
            return f"按期 {len(self.kept)} 次／应办 {len(self.owed)} 次"
        return f"另有 {len(self.unknown)} 人情况不明" if self.unknown else ""

    @property
    def value(self) -> Fraction | None:
        """The count, or the share; None where there is nothing to divide by."""
        if self.over is None:
            return Fraction(self.counted)
        return Fraction(self.counted, self.over) if self.over else None

    @property
    def others(self) -> tuple[Behind, ...]:
        """What stands in the denominator and is not counted, or not with all its days."""
        counted = {one.id: one.weight for one in self.numerator}
        return tuple(one for one in self.denominator if counted.get(one.id, 0) < one.weight)

    @property
    def reached(self) -> bool | None:
        """Whether the target is reached; None without target or value."""
        value, target = self.value, self.definition.target
        return value * _PERCENT >= target if value is not None and target is not None else None


def weight(many: Iterable[Behind]) -> int:
    """How many there are: patients and items, or days."""
    return sum(one.weight for one in many)


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
