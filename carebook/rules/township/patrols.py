"""Rules about the rounds of grid keepers (杉岭府发〔2021〕12号 三、（五）)."""

from __future__ import annotations

from collections.abc import Iterator

from carebook.findings import Finding
from carebook.records.periods import months_of
from carebook.rules import care
from carebook.rules.world import World


def unpatrolled_grids(world: World) -> Iterator[Finding]:
    """D783: a grid with patients was not patrolled in a month that is over, since the village's first patrol."""
    inhabited = {patient.residence_on(world.today).grid for patient in care.in_care(world)}
    until = world.today.isoformat()[:7]
    for village in world.registry.villages.values():
        if village.merged_into:
            continue
        rounds = world.registry.in_village(village.id).of("patrol")
        said = {(one.record.grid, one.day.isoformat()[:7]) for one in rounds}
        first = min((month for _, month in said), default=until)
        owed = [m for year in range(int(first[:4]), world.today.year + 1) for m in months_of(year)]
        for index, grid in enumerate(village.grids):
            absent = [m for m in owed if first <= m < until and (grid.id, m) not in said]
            if absent and grid.id in inhabited:
                place = world.registry.place(f"villages/{village.id}.yaml", "grids", index)
                message = f"{village.name}{grid.name}有患者，{'、'.join(absent)} 没有巡查记录"
                yield Finding(
                    "D783", place, message, f"巡查过的在 villages/{village.id} 补录 patrol，grid 写 {grid.id}"
                )


def unwarned_dangers(world: World) -> Iterator[Finding]:
    """D784: a round found a danger, and nobody was warned or nothing followed."""
    titles = {"warned": "向谁预警", "warned_on": "预警日期", "measures": "稳控措施"}
    for village in world.registry.village_entries:
        for entry in world.registry.in_village(village).of("patrol"):
            absent = [key for key in titles if not getattr(entry.record, key)]
            if entry.record.dangers and absent:
                message = f"{entry.record.date} 巡查发现隐患，没有写{'、'.join(titles[key] for key in absent)}"
                yield world.at("D784", entry, "dangers", message, f"补写 {'、'.join(absent)}")


def strange_rounds(world: World) -> Iterator[Finding]:
    """D785: a round in a grid of another village, or by somebody who does not work in this one."""
    for village in world.registry.villages.values():
        grids = {grid.id for grid in village.grids}
        for entry in world.registry.in_village(village.id).of("patrol"):
            staff = world.registry.staff.get(entry.record.by)
            if entry.record.grid not in grids:
                message = f"网格 {entry.record.grid} 不在{village.name}"
                yield world.at("D785", entry, "grid", message, "记到那个村（社区）的文件里，或更正网格编号")
            elif staff and staff.post_on(entry.day).unit != village.id:
                message = f"{staff.id}（{staff.post_on(entry.day).position}）不是{village.name}的网格员"
                yield world.at("D785", entry, "by", message, "写实际巡查的网格员；别人代巡的写明原因后豁免")


CHECKS = (unpatrolled_grids, unwarned_dangers, strange_rounds)
