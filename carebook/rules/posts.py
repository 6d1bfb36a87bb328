"""Rules about people who acted while they held no post: not yet, or no longer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from carebook.findings import Finding
from carebook.reading.fields import fields, values
from carebook.records.entry import Entry
from carebook.records.team import Staff
from carebook.rules.world import World

_PEOPLE = {"staff", "recorder", "staff-or-guardian"}


@cache
def _named(schemas: Path, kind: str) -> tuple[tuple[str, ...], ...]:
    """Where an entry of a kind names workers."""
    return tuple(one.path for one in fields(schemas, f"entry.{kind}") if one.schema.get("x-ref") in _PEOPLE)


def _days(entry: Entry, key: str) -> tuple[date, ...]:
    """When somebody named under a key of an entry acted; who was there may still record it after they left."""
    if key == "recorded_by":
        return (entry.record.recorded_on, entry.day)
    if key == "withdrawn" and entry.record.withdrawn:
        return (entry.record.withdrawn.on,)
    return (entry.day,)


def _acts(world: World, entry: Entry) -> Iterator[tuple[tuple[str | int, ...], Any, tuple[date, ...]]]:
    data = world.registry.sources[entry.file].data
    for path in _named(world.schemas, entry.kind):
        for spot, name in values(data, path):
            yield spot, name, _days(entry, path[0])


def out_of_office(world: World) -> Iterator[Finding]:
    """T611: somebody took part, signed or recorded on a day on which they held no post."""
    for _, entries in world.registry.owned():
        for entry in entries:
            told: set[str] = set()
            for spot, name, days in _acts(world, entry):
                staff = world.registry.staff.get(name)
                if staff and name not in told and not any(staff.in_office(day) for day in days):
                    told.add(name)
                    day = days[0]
                    message = f"{name} {_why(staff, day)}，这里却是 {day} 的记录"
                    advice = "核对日期和编号；任期写错的，更正工作人员的 posts"
                    yield Finding("T611", world.registry.place(entry.file, *spot), message, advice)


def _why(staff: Staff, day: date) -> str:
    post = staff.post_on(day)
    return f"{post.since} 起才任职" if (post.since or day) > day else f"{post.until} 已经离任"


def before_the_post(world: World) -> Iterator[Finding]:
    """T612: a term in a group begins before the person held any post."""
    for group in world.registry.groups.values():
        for index, member in enumerate(group.group.members):
            staff = world.registry.staff.get(member.staff or "")
            first = min(post.since or member.since for post in staff.posts) if staff else member.since
            if member.since < first:
                place = world.registry.place(f"groups/{group.id}/group.yaml", "members", index, "since")
                message = f"{member.staff} {first} 起才任职，小组里的任期却从 {member.since} 起"
                yield Finding("T612", place, message, "核对这两个日期；以前任过别的职务的，补写进 posts")


CHECKS = (out_of_office, before_the_post)
