"""Rules about the visits that a sensitive period asks for, where the township decides how many."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from carebook.findings import Finding
from carebook.policy.model import Obligation
from carebook.policy.spans import add, length
from carebook.records.parts import Span
from carebook.rules.world import World

_FROM_PERIOD = "sensitive_period"


def _asking(world: World) -> Iterator[tuple[str, Obligation]]:
    """Source and obligation of every adopted duty that leaves the interval to the period."""
    for one in world.settings.adopted:
        for obligation in one.policy.obligations:
            if obligation.every_from == _FROM_PERIOD:
                yield one.source(obligation), obligation


def undecided_intervals(world: World) -> Iterator[Finding]:
    """D781: more visits are asked for in a period of now or later, and the township decided no interval."""
    periods = world.registry.township.sensitive_periods if world.registry.township else ()
    for source, _ in _asking(world):
        for index, period in enumerate(periods):
            if period.visit_every is None and period.until >= world.today:
                place = world.registry.place("township.yaml", "sensitive_periods", index, "name")
                message = f"{period.name}没有定几天随访一次；{source} 要求加大随访力度，没有写数字"
                yield Finding("D781", place, message, "研究决定后写 visit_every（几天一次），或只加每日点名并豁免")


def slow_intervals(world: World) -> Iterator[Finding]:
    """D782: the interval decided for a period is no shorter than the longest of ordinary times."""
    periods = world.registry.township.sensitive_periods if world.registry.township else ()
    asking = {id(obligation) for _, obligation in _asking(world)}
    for one in world.settings.adopted:
        mine = [o for o in one.policy.obligations if id(o) in asking]
        spans = [span for o in one.policy.obligations for span in _ordinary(o, mine)]
        for index, period in enumerate(periods if spans else ()):
            if period.visit_every is not None and _no_shorter(period.since, period.visit_every, spans):
                place = world.registry.place("township.yaml", "sensitive_periods", index, "visit_every")
                message = f"{period.name}每 {period.visit_every} 天随访一次，不比平时密"
                yield Finding("D782", place, message, "敏感时期要加大随访力度，间隔应比平时短")


def _ordinary(obligation: Obligation, asking: list[Obligation]) -> list[Span]:
    """The intervals of the same duty in ordinary times."""
    duties = {one.duty for one in asking}
    return [length(frequency) for frequency in obligation.every if (obligation.duty or obligation.id) in duties]


def _no_shorter(since: date, days: int, spans: list[Span]) -> bool:
    return all(add(since, Span(days=days)) >= add(since, span) for span in spans)


CHECKS = (undecided_intervals, slow_intervals)
