"""Rules about frozen figures."""

from __future__ import annotations

from collections.abc import Iterator

from carebook.findings import Finding
from carebook.policy.indicator import figure
from carebook.policy.ledger import recurring
from carebook.policy.snapshots import Basis, differences
from carebook.records.snapshot import Frozen
from carebook.rules.world import World


def changed_figures(world: World) -> Iterator[Finding]:
    """T610: a frozen month computed again today gives another number."""
    if not world.registry.snapshots:
        return
    settings = world.settings
    chains = tuple(recurring(world.registry, settings.adopted, world.today, settings.workdays))
    basis = Basis(world.registry, world.items, settings.definitions, world.today, chains)
    for name, snapshot in sorted(world.registry.snapshots.items()):
        if snapshot.frozen_on > world.today:
            continue  # told by T601
        told: set[str] = set()
        for index, frozen, again in differences(basis, snapshot):
            if frozen.id in told:
                continue  # the township's figure says it; its villages would repeat it
            told.add(frozen.id)
            where = f"{frozen.village} " if frozen.village else ""
            now = f"现在重算是 {_said(again)}{_moved(frozen, again)}" if again else "现在没有这一项"
            yield Finding(
                "T610",
                world.registry.place(f"snapshots/{name}.yaml", "indicators", index, "numerator"),
                f"{name} {where}{frozen.title}：{snapshot.frozen_on} 定稿 {_said(frozen)}，{now}",
                "定稿不改；查清是哪些记录定稿后才补录或改动，上报时说明",
            )


def _said(one: Frozen) -> str:
    return figure(one.numerator, one.denominator)


def _moved(frozen: Frozen, again: Frozen) -> str:
    """Whom the figure counts now and did not count then, and the other way round."""
    more = [one for one in again.counted if one not in frozen.counted]
    less = [one for one in frozen.counted if one not in again.counted]
    parts = [f"{word} {_some(ids)}" for word, ids in (("多计", more), ("少计", less)) if ids]
    return f"（{'；'.join(parts)}）" if parts else ""


def _some(ids: list[str]) -> str:
    return "、".join(ids[:3]) + (f" 等 {len(ids)} 项" if ids[3:] else "")


CHECKS = (changed_figures,)
