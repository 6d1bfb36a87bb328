"""Rules about the rounds of grid keepers (杉岭府发〔2021〕12号 三、（五）)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from carebook.findings import Finding
from carebook.records.periods import months_of
from carebook.rules import care
from carebook.rules.world import World


def unpatrolled_grids(world: World) -> Iterator[Finding]:
    """D783: a grid with patients was not patrolled in a month that is over, in a year in which its village is."""
    inhabited = {patient.profile.grid for patient in care.in_care(world)}
    for village in world.registry.villages.values():
        for year, journal in sorted(world.registry.village_journals.get(village.id, {}).items()):
            said = {(one.grid, one.date.isoformat()[:7]) for one in journal.patrols}
            first = min((month for _, month in said), default="")
            until = min(world.today, date(year + 1, 1, 1)).isoformat()[:7]
            for grid in village.grids if first else ():
                absent = [m for m in months_of(year) if first <= m < until and (grid.id, m) not in said]
                if absent and grid.id in inhabited:
                    place = world.registry.place(f"villages/{village.id}/{year}.yaml", "patrols", key=True)
                    message = f"{village.name}{grid.name}有患者，{'、'.join(absent)} 没有巡查记录"
                    fix = f"巡查过的补录：- {{date: …, grid: {grid.id}, by: {grid.keeper or '网格员编号'}, households: …}}"
                    yield Finding("D783", place, message, fix)


def unwarned_dangers(world: World) -> Iterator[Finding]:
    """D784: a round found a danger, and nobody was warned or nothing followed."""
    titles = {"warned": "向谁预警", "warned_on": "预警日期", "measures": "稳控措施"}
    for village in world.registry.village_journals:
        for event in world.registry.village_events(village, "patrols"):
            absent = [key for key in titles if not getattr(event.record, key)]
            if event.record.dangers and absent:
                message = (
                    f"{event.record.date} 巡查发现隐患，没有写{'、'.join(titles[key] for key in absent)}"
                )
                yield world.at("D784", event, "dangers", message, f"补写 {'、'.join(absent)}")


def strange_rounds(world: World) -> Iterator[Finding]:
    """D785: a round in a grid of another village, or by somebody who does not work in this one."""
    for village in world.registry.villages.values():
        grids = {grid.id for grid in village.grids}
        for event in world.registry.village_events(village.id, "patrols"):
            staff = world.registry.staff.get(event.record.by)
            if event.record.grid not in grids:
                message = f"网格 {event.record.grid} 不在{village.name}"
                yield world.at("D785", event, "grid", message, "记到那个村（社区）的文件里，或更正网格编号")
            elif staff and staff.unit != village.id:
                message = f"{staff.id}（{staff.position}）不是{village.name}的网格员"
                yield world.at("D785", event, "by", message, "写实际巡查的网格员；别人代巡的写明原因后豁免")


CHECKS = (unpatrolled_grids, unwarned_dangers, strange_rounds)
