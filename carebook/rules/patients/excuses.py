"""Rules about what was excused."""

from __future__ import annotations

from collections.abc import Iterator

from carebook.findings import Finding
from carebook.policy.excuses import authorised
from carebook.policy.item import ItemState
from carebook.records.entry import Entry
from carebook.rules.world import World


def idle_excuses(world: World) -> Iterator[Finding]:
    """D707: an excuse that excuses nothing, or was given by somebody without authority."""
    for patient in world.registry.patients.values():
        for entry in patient.entries.of("excuse"):
            yield from _authority(world, entry)
            known = authorised(world.registry, entry) and entry.day <= world.today
            if known and not _excuses(world, patient.id, entry):
                message = "这次准免没有免去什么：没有应在这段日子里做、到核准那天还没有做的这件事"
                yield world.at(
                    "D707", entry, "duty", message, "核对事项和起止日期；还没有漏做的不能先免；多余的写 withdrawn"
                )


def _authority(world: World, entry: Entry) -> Iterator[Finding]:
    who = entry.record.approved_by
    if who in world.registry.staff and not authorised(world.registry, entry):
        message = f"{who} 在 {entry.day} 不是乡镇综合管理小组办公室的人，这次准免不算"
        yield world.at("D707", entry, "approved_by", message, "由办公室的人核准，写他的编号")


def _excuses(world: World, patient: str, entry: Entry) -> bool:
    excuse = entry.record
    return any(
        item.state is ItemState.EXCUSED
        and item.subject == patient
        and excuse.duty in {item.duty, item.obligation.rpartition("/")[2]}
        and excuse.since <= item.due <= excuse.until
        for item in world.items
    )


CHECKS = (idle_excuses,)
