"""How long and how far it is from one place to another: known, put together of known ways, or taken for granted.

A *place* is a village's id, or ``SEAT``, the seat of the township, where whoever has no post in a village sets out.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from math import ceil, inf, isinf

from carebook.records.dated import in_force
from carebook.records.planning import PlanChoices
from carebook.records.team import Village

SEAT = ""


class WayBasis(StrEnum):
    """Where the figures of a leg come from: written down, worked out from what is written, or from nothing."""

    KNOWN = "known"
    ESTIMATED = "estimated"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Leg:
    """One ride: minutes that are counted, kilometres (None: not known), and how well that is known."""

    start: str
    end: str
    minutes: int
    km: float | None
    basis: WayBasis


@dataclass(frozen=True)
class Ways:
    """The ways of a township; ``edges`` hold both directions, ``unknown`` is what is counted where nothing leads."""

    edges: Mapping[str, Mapping[str, Leg]] = field(default_factory=dict)
    unknown: int = PlanChoices().unknown_minutes
    _legs: dict[tuple[str, str], Leg] = field(default_factory=dict, compare=False, repr=False)

    def leg(self, start: str, end: str) -> Leg:
        """The shortest ride by minutes; of several known ways one after the other an estimate."""
        if (start, end) not in self._legs:
            self._legs[start, end] = self._ridden(start, end)
        return self._legs[start, end]

    def there_and_back(self, base: str, place: str) -> int:
        """Minutes of a round trip to one place."""
        return self.leg(base, place).minutes + self.leg(place, base).minutes

    def saved(self, base: str, one: str, other: str) -> int:
        """Minutes saved by visiting two places in one round instead of two."""
        apart = self.leg(base, one).minutes + self.leg(base, other).minutes
        return max(0, apart - self.leg(one, other).minutes)

    def _ridden(self, start: str, end: str) -> Leg:
        if start == end:
            return Leg(start, end, 0, 0.0, WayBasis.KNOWN)
        known = self.edges.get(start, {}).get(end)
        found = self._shortest(start, end)
        if found is None:
            return Leg(start, end, self.unknown, None, WayBasis.UNKNOWN)
        minutes, km = found
        if known is not None and (known.minutes, known.km) == found:
            return known
        return Leg(start, end, minutes, km, WayBasis.ESTIMATED)

    def _shortest(self, start: str, end: str) -> tuple[int, float | None] | None:
        """Minutes and kilometres of the quickest chain of known ways, of two as quick the nearer (Dijkstra)."""
        waiting: list[tuple[int, float, str]] = [(0, 0.0, start)]
        done: set[str] = set()
        while waiting:
            minutes, km, here = heapq.heappop(waiting)
            if here == end:
                return minutes, None if isinf(km) else km
            if here in done:
                continue
            done.add(here)
            for there, leg in self.edges.get(here, {}).items():
                far = inf if leg.km is None else round(km + leg.km, 1)
                heapq.heappush(waiting, (minutes + leg.minutes, far, there))
        return None


def ways_of(villages: Iterable[Village], choices: PlanChoices, day: date) -> Ways:
    """The ways as they are on a day; where only kilometres are written, minutes follow from the township's speed."""
    edges: dict[str, dict[str, Leg]] = {}
    for village in villages:
        for end in {way.to or SEAT: None for way in village.ways}:
            found = in_force([way for way in village.ways if (way.to or SEAT) == end], day)
            if found is None:
                continue
            way = found[1]
            minutes = way.minutes or ceil((way.km or 0) * 60 / choices.speed)
            basis = WayBasis.KNOWN if way.minutes else WayBasis.ESTIMATED
            edges.setdefault(village.id, {})[end] = Leg(village.id, end, minutes, way.km, basis)
            edges.setdefault(end, {})[village.id] = Leg(end, village.id, minutes, way.km, basis)
    return Ways(edges, choices.unknown_minutes)
