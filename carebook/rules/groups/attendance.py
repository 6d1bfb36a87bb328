"""Rules about who was at a meeting, and whether the group was there at all."""

from __future__ import annotations

from collections.abc import Iterator

from carebook.findings import Finding
from carebook.rules.world import World


def no_group(world: World) -> Iterator[Finding]:
    """T613: a group met or exchanged before it was established, or after it was dissolved."""
    for group in world.registry.groups.values():
        begun, over = group.group.established, group.group.dissolved
        for entry in group.entries.of("meeting", "exchange"):
            title = world.title(entry.kind)
            if entry.day < begun:
                message = f"{entry.day} 的“{title}”早于小组成立的 {begun}"
            elif over and entry.day > over:
                message = f"{entry.day} 的“{title}”晚于小组撤销的 {over}"
            else:
                continue
            yield world.at("T613", entry, "date", message, "核对日期，或更正小组的 established、dissolved")


def absent_chairs(world: World) -> Iterator[Finding]:
    """C985: who chaired a meeting is not among those present; C986: somebody was present and absent."""
    for group in world.registry.groups.values():
        for entry in group.entries.of("meeting"):
            meeting = entry.record
            both = [one for one in meeting.absent if one in meeting.members]
            if both:
                message = f"{'、'.join(both)} 既写了到会，又写了缺席"
                yield world.at("C986", entry, "absent", message, "核对到会的人，只写一处")
            if meeting.chair not in meeting.members:
                message = f"主持人 {meeting.chair} 不在到会的成员里"
                yield world.at("C985", entry, "chair", message, "主持人到会的，写进 members；没有到会的，更正主持人")


def guardians_of_the_dead(world: World) -> Iterator[Finding]:
    """C987: the guardian took part after every patient of the group had died."""
    for group in world.registry.groups.values():
        patients = [world.registry.patients.get(key) for key in group.group.patients]
        days = [one.died_on if one else None for one in patients]
        dead = [day for day in days if day is not None]
        for entry in group.entries.of("meeting") if dead and len(dead) == len(days) else ():
            if "guardian" in entry.record.members and entry.day > max(dead):
                message = f"{entry.day} 的会议有监护人到会，而小组的患者 {max(dead)} 已经死亡"
                yield world.at("C987", entry, "members", message, "核对会议日期、到会的人和死亡日期")


CHECKS = (no_group, absent_chairs, guardians_of_the_dead)
