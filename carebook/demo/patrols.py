"""The rounds of grid keepers, month by month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from carebook.demo.courses import DemoSpan
from carebook.demo.days import chance, recorded, weekday_before
from carebook.demo.source import source
from carebook.demo.teams import GRIDS, DemoVillage
from carebook.demo.yamltext import Doc

DANGEROUS = 0.05  # share of rounds that find something


def patrols(village: DemoVillage, span: DemoSpan) -> Iterator[Doc]:
    """Yield every round of a village: each grid once a month, with chance of its own."""
    rng = Random(f"{village.id} {village.name} patrols")
    yield from sorted(_rounds(rng, village, span), key=lambda one: (one["date"], one["grid"]))


def _rounds(rng: Random, village: DemoVillage, span: DemoSpan) -> Iterator[Doc]:
    """Yield the rounds of all grids in no order."""
    for month in range(span.begin.year * 12 + span.begin.month - 1, span.end.year * 12 + span.end.month):
        first = date(month // 12, month % 12 + 1, 1)
        for index in range(len(GRIDS)):
            day = weekday_before(first + timedelta(days=7 + rng.randint(0, 9)))
            found = rng.choice(source("offices")["patrols"]) if chance(rng, DANGEROUS) else {}
            keeper = village.keepers[index % len(village.keepers)]
            worker = keeper if keeper.since <= day else village.leaders[0]
            if day <= span.end:
                yield {
                    "date": day,
                    "recorded_on": recorded(rng, day, span.end),
                    "grid": village.grid(index),
                    "by": worker.id,
                    "households": rng.randint(24, 58),
                    "dangers": found.get("dangers"),
                    "warned": found.get("warned"),
                    "warned_on": day if found else None,
                    "measures": found.get("measures"),
                }
