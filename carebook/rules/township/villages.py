"""Villages that were merged into others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from carebook.findings import Finding
from carebook.records.registry import merged_on
from carebook.rules.world import World


def rings(world: World) -> Iterator[Finding]:
    """R320: a village was merged into itself, or into one that was merged into it."""
    merged = {code: one.merged_into for code, one in world.registry.villages.items() if one.merged_into}
    for code, mergers in merged.items():
        for index, one in enumerate(mergers):
            last = merged_on(one.village, merged, date.max)
            if code in {one.village, last} or last in merged:
                place = world.registry.place(f"villages/{code}.yaml", "merged_into", index, "village")
                message = (
                    f"{code} 并入 {one.village}，{one.village} 又{'是它自己' if one.village == code else '并了回来'}"
                )
                yield Finding("R320", place, message, "并入的村写错了的改正")


CHECKS = (rings,)
