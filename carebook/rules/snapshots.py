"""Rules about frozen figures."""

from __future__ import annotations

from collections.abc import Iterator

from carebook.findings import Finding
from carebook.policy.snapshots import Basis, differences, figure
from carebook.rules.world import World


def changed_figures(world: World) -> Iterator[Finding]:
    """T610: a frozen month computed again today gives another number."""
    basis = Basis(world.registry, world.adopted, world.workdays, world.definitions, world.today)
    for name, snapshot in sorted(world.registry.snapshots.items()):
        if snapshot.frozen_on > world.today:
            continue  # told by T601
        for index, frozen, again in differences(basis, snapshot):
            where = f"{frozen.village} " if frozen.village else ""
            now = f"现在重算是 {figure(again)}" if again else "现在没有这一项"
            yield Finding(
                "T610",
                world.registry.place(f"snapshots/{name}.yaml", "indicators", index, "numerator"),
                f"{name} {where}{frozen.title}：{snapshot.frozen_on} 定稿 {figure(frozen)}，{now}",
                "定稿不改；查清是哪些记录定稿后才补录或改动，上报时说明",
            )


CHECKS = (changed_figures,)
