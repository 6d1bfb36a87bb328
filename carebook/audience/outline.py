"""A care group without those it serves: how a notice lists it for readers who may not know whose group it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from carebook.records.registry import CareGroup, Registry
from carebook.records.team import Member


@dataclass(frozen=True, slots=True)
class MemberView:
    """A group member as rosters print one."""

    role: str
    role_title: str
    name: str
    position: str
    phone: str
    since: date
    until: date | None
    staff: str


@dataclass(frozen=True, slots=True)
class Outline:
    """A group in a notice: a running number instead of the household, offices instead of people.

    ``group`` is its id, by which those within reach are found; it is printed nowhere. A village is not named either:
    among the few households of a village one is soon guessed.
    """

    group: str
    name: str
    members: tuple[MemberView, ...]

    def roster(self, day: date | None = None) -> list[MemberView]:
        """The members on the day of the notice."""
        del day
        return list(self.members)


def outlines(registry: Registry, notice: str) -> tuple[Outline, ...]:
    """The groups a notice lists, in its order, on its day."""
    record = registry.notices[notice]
    return tuple(
        _outline(registry, registry.groups[code], number, record.date)
        for number, code in enumerate(record.groups, 1)
        if code in registry.groups
    )


def _outline(registry: Registry, group: CareGroup, number: int, day: date) -> Outline:
    members = tuple(_member(registry, member, day) for member in group.members_on(day))
    return Outline(group.id, f"第{number}户联合服务管理领导小组", members)


def _member(registry: Registry, member: Member, day: date) -> MemberView:
    """A member by office and duty phone; who belongs to a village is reached through the township's office."""
    position, phone = "监护人", ""
    staff = registry.staff.get(member.staff or "")
    if staff and registry.township:
        duty = {one.id: one for one in registry.township.departments}
        post = staff.post_on(day)
        office = duty.get(post.unit) or duty.get("office")
        position = post.position if post.unit in duty else "村（社区）干部"
        phone = (office.duty_phone if office else None) or ""
    return MemberView(member.role, "", "", position, phone, member.since, member.until, "")
