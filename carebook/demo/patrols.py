"""The rounds of grid keepers, month by month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from carebook.demo.courses import Span
from carebook.demo.days import chance, recorded, weekday_before
from carebook.demo.teams import GRIDS, Village
from carebook.demo.yamltext import Doc

FOUND = (
    ("一户反映患者这几天睡得少、说话多。", "组长和医生次日到户，核对服药，监护人夜间陪护。"),
    ("一户监护人外出，患者白天无人看护。", "组长联系亲属轮流照看，网格员每天上门一次。"),
    ("有患者在村道上自言自语、拦车。", "民警和组长到场劝回，医生上门查看。"),
    ("一户余药不足，家人没有去取药。", "网格员陪同取药，医生电话核对用量。"),
)
WARNED = (["leader", "doctor"], ["leader", "village"], ["leader", "police", "office"], ["doctor"])
DANGEROUS = 0.05  # share of rounds that find something


def patrols(village: Village, span: Span) -> Iterator[Doc]:
    """Yield every round of a village: each grid once a month, with chance of its own."""
    rng = Random(f"{village.id} {village.name} patrols")  # noqa: S311 - invented data, nothing secret
    yield from sorted(_rounds(rng, village, span), key=lambda one: (one["date"], one["grid"]))


def _rounds(rng: Random, village: Village, span: Span) -> Iterator[Doc]:
    """Yield the rounds of all grids in no order."""
    for month in range(span.begin.year * 12 + span.begin.month - 1, span.end.year * 12 + span.end.month):
        first = date(month // 12, month % 12 + 1, 1)
        for index in range(len(GRIDS)):
            day = weekday_before(first + timedelta(days=7 + rng.randint(0, 9)))
            what = rng.randrange(len(FOUND)) if chance(rng, DANGEROUS) else None
            keeper = village.keepers[index % len(village.keepers)]
            worker = keeper if keeper.since <= day else village.leaders[0]
            if day <= span.end:
                yield {
                    "date": day,
                    "recorded_on": recorded(rng, day, span.end),
                    "grid": village.grid(index),
                    "by": worker.id,
                    "households": rng.randint(24, 58),
                    "dangers": FOUND[what][0] if what is not None else None,
                    "warned": WARNED[what] if what is not None else None,
                    "warned_on": day if what is not None else None,
                    "measures": FOUND[what][1] if what is not None else None,
                }
