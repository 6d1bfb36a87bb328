"""Rules about deadlines that cannot be computed."""

from __future__ import annotations

from collections.abc import Iterator

from carebook.findings import Finding
from carebook.policy.item import ItemState
from carebook.rules.world import World


def unverified(world: World) -> Iterator[Finding]:
    """D704: deadlines count working days of a year whose calendar nobody has announced or entered."""
    waiting: dict[str, int] = {}
    for item in world.items:
        if item.state is ItemState.UNVERIFIED:
            for source in item.sources:
                waiting[source] = waiting.get(source, 0) + 1
    if waiting and world.registry.township:
        place = world.registry.place("township.yaml", "policies")
        last = max(world.settings.workdays.years, default=None)
        known = f"放假安排只到 {last} 年" if last else "没有任何一年的放假安排"
        for source, count in sorted(waiting.items()):
            message = f"{source} 有 {count} 件事的期限按工作日算，{known}，期限待核"
            yield Finding("D704", place, message, "国务院办公厅公布放假安排后，在 policies/calendar 加上这一年")


CHECKS = (unverified,)
