"""Figures frozen: made once from what was known, written as a file, compared ever after.

A snapshot of a month holds what was known on the day it was frozen. Computing the month again later sees entries
recorded since; where that gives another number, the difference is told and the frozen number stays.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from carebook.policy.adopted import adoptions
from carebook.policy.chain import Chain
from carebook.policy.definitions import Definition
from carebook.policy.hindsight import as_known
from carebook.policy.indicator import Indicator
from carebook.policy.indicators import indicators
from carebook.policy.item import DueItem
from carebook.policy.ledger import ledger, recurring
from carebook.policy.model import Policy
from carebook.policy.settings import Settings
from carebook.records.periods import Period, period_named
from carebook.records.registry import Registry
from carebook.records.snapshot import Frozen, Snapshot

#: How figures are reckoned now; 1 counted an interval that went by only once.
RECKONING = 2


@dataclass(frozen=True, slots=True)
class Basis:
    """All that figures are computed from, as known on the day ``today``."""

    registry: Registry
    items: Sequence[DueItem]
    definitions: Sequence[Definition]
    today: date
    chains: Sequence[Chain] = ()

    def figures(self, period: Period, villages: Sequence[str] = ("",)) -> tuple[Indicator, ...]:
        """The indicators of a period, for each village named; an empty name is the township."""
        whole = indicators(self.registry, self.items, self.definitions, period, self.chains)
        held = self.registry.villages
        return tuple(
            one.within(village, held[village].population if village in held else None) if village else one
            for village in villages
            for one in whole
        )


def known_basis(registry: Registry, settings: Settings, today: date) -> Basis:
    """What was known on a day: without the entries recorded later, and the due items that follow."""
    known = as_known(registry, today)
    land = known.township
    adopted = adoptions(settings.every(Policy), land, today) if land else settings.adopted
    items = ledger(known, adopted, today, workdays=settings.workdays)
    chains = tuple(recurring(known, adopted, today, settings.workdays))
    return Basis(known, items, settings.definitions, today, chains)


def _month(name: str, today: date) -> Period:
    period = period_named(name)
    if period is None:
        raise ValueError(name)
    return period.until(today)


def freeze(basis: Basis, name: str) -> Snapshot:
    """The month's figures of the township and of each village, as known on the basis's day."""
    found = basis.figures(_month(name, basis.today), ("", *sorted(basis.registry.villages)))
    return Snapshot(
        month=name, frozen_on=basis.today, reckoning=RECKONING, indicators=tuple(_frozen(one) for one in found)
    )


def _frozen(one: Indicator) -> Frozen:
    """The figure with its ids; of a village only the numbers, the township's figure has the ids already."""
    named = not one.village
    short = {behind.id for behind in one.others}
    return Frozen(
        id=one.id,
        title=one.title,
        village=one.village or None,
        numerator=one.counted,
        denominator=one.over,
        counted=tuple(behind.id for behind in one.numerator if named and behind.id not in short),
        others=tuple(sorted(short)) if named else (),
    )


def differences(basis: Basis, snapshot: Snapshot) -> Iterator[tuple[int, Frozen, Frozen | None]]:
    """Where computing a frozen month again gives other numbers.

    Yields:
        The position in the snapshot, what was frozen, and what comes out now (None: no longer defined). An indicator
        that was not defined when the month was frozen is passed over. Of a month frozen by an older reckoning nothing:
        its figures stay as they are and cannot be compared.
    """
    if snapshot.reckoning != RECKONING:
        return
    period = _month(snapshot.month, basis.today)
    villages = dict.fromkeys(one.village or "" for one in snapshot.indicators)
    now = {(one.id, one.village): _frozen(one) for one in basis.figures(period, tuple(villages))}
    for index, frozen in enumerate(snapshot.indicators):
        again = now.get((frozen.id, frozen.village or ""))
        numbers = (again.numerator, again.denominator) if again else None
        if numbers != (frozen.numerator, frozen.denominator):
            yield index, frozen, again


def text(snapshot: Snapshot) -> str:
    """A snapshot as its file ``snapshots/<month>.yaml``; same input, same text."""
    lines = [
        f"# {snapshot.month} 指标定稿：由 python3 build.py indicators --freeze {snapshot.month} 写出，此后不改",
        f"month: {snapshot.month}",
        f"reckoning: {snapshot.reckoning}",
        f"frozen_on: {snapshot.frozen_on}",
        "indicators:",
    ]
    for one in snapshot.indicators:
        lines += [f"  - id: {one.id}", f"    title: {json.dumps(one.title, ensure_ascii=False)}"]
        lines += [f"    {key}: {value}" for key, value in _plain(one) if value is not None]
        lines += [line for key, ids in _lists(one) if ids for line in _wrapped(key, ids)]
    return "\n".join(lines) + "\n"


def _plain(one: Frozen) -> tuple[tuple[str, object], ...]:
    return ("village", one.village), ("numerator", one.numerator), ("denominator", one.denominator)


def _wrapped(key: str, ids: Sequence[str]) -> list[str]:
    """A list of ids over as many lines as it needs, so that a change of one id shows as a change of one line."""
    return textwrap.wrap(
        f"    {key}: [{', '.join(ids)}]",
        110,
        subsequent_indent="      ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _lists(one: Frozen) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return ("counted", one.counted), ("others", one.others)
