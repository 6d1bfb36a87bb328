"""Rules about care groups: the roles that the adopted documents ask for, and terms."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from carebook.findings import Finding
from carebook.records.codes import OFF_FILE, OUT_OF_CARE, SHARED_ROLES, posts, words
from carebook.records.registry import CareGroup
from carebook.records.team import Member
from carebook.rules.world import World


def _working(world: World) -> Iterator[CareGroup]:
    """Groups that are at work today, with at least one patient who is still in care."""
    for group in world.registry.groups.values():
        dissolved = group.group.dissolved
        statuses = [
            world.registry.patients[p].status_on(world.today)
            for p in group.group.patients
            if p in world.registry.patients
        ]
        gone = bool(statuses) and all(s and s.status in OFF_FILE for s in statuses)
        if not gone and group.group.established <= world.today and not (dissolved and dissolved < world.today):
            yield group


def missing_roles(world: World) -> Iterator[Finding]:
    """G401: a group lacks a role today that an adopted document asks for."""
    titles = words("group_role")
    asked = _asked_roles(world)
    for group in _working(world):
        held = {member.role for member in group.members_on(world.today)}
        for role, source in asked.items():
            if role not in held:
                place = world.registry.place(f"groups/{group.id}/group.yaml", "members", key=True)
                who = "guardian_of（哪名患者的监护人）" if role == "guardian" else "staff（工作人员编号）"
                yield Finding(
                    "G401",
                    place,
                    f"小组 {group.id} 现在没有{titles[role]}；{source} 要求小组有{'、'.join(titles[one] for one in asked)}",
                    f"在 members 下加一项：role 写 {role}，再写 {who} 和 since（哪天起）",
                )


def _asked_roles(world: World) -> dict[str, str]:
    """The roles a group must have, each with the document that asks for it."""
    found: dict[str, str] = {}
    for one in world.settings.adopted:
        for obligation in one.policy.obligations:
            for role in obligation.roles:
                found.setdefault(role, one.source(obligation))
    return found


def wrong_posts(world: World) -> Iterator[Finding]:
    """G402: a member's post does not fit the role."""
    titles = words("group_role")
    for group in _working(world):
        for index, member in enumerate(group.group.members):
            staff = world.registry.staff.get(member.staff or "")
            wanted = posts(member.role) if member.role not in SHARED_ROLES else ()
            if staff and wanted and staff.post_on(world.today).role not in wanted:
                place = world.registry.place(f"groups/{group.id}/group.yaml", "members", index, "role")
                message = f"{staff.id} 的岗位是“{staff.post_on(world.today).position}”，不像{titles[member.role]}"
                yield Finding("G402", place, message, "核对 role，或更正该工作人员的 role")


def unserved_patients(world: World) -> Iterator[Finding]:
    """G403: a patient in care has no group, or two."""
    serving: dict[str, list[str]] = {}
    for group in _working(world):
        for patient_id in group.group.patients:
            serving.setdefault(patient_id, []).append(group.id)
    for patient in world.registry.patients.values():
        status = patient.status_on(world.today)
        if status and status.status in OUT_OF_CARE:
            continue
        groups = serving.get(patient.id, [])
        if len(groups) == 1:
            continue
        place = world.registry.place(f"patients/{patient.id}/profile.yaml", "patient")
        if not groups:
            yield Finding(
                "G403", place, f"患者 {patient.id} 没有联合服务管理小组", f"新建一个小组，patients 写 {patient.id}"
            )
        else:
            message = f"患者 {patient.id} 同时列在小组 {'、'.join(groups)}"
            yield Finding("G403", place, message, "只保留一个小组，其余的写 dissolved（撤销日期）")


def foreign_guardians(world: World) -> Iterator[Finding]:
    """G404: a group's guardian belongs to a patient the group does not serve."""
    for group in world.registry.groups.values():
        for index, member in enumerate(group.group.members):
            if member.guardian_of and member.guardian_of not in group.group.patients:
                file = f"groups/{group.id}/group.yaml"
                place = world.registry.place(file, "members", index, "guardian_of")
                message = f"监护的患者 {member.guardian_of} 不在本组的服务对象里"
                yield Finding("G404", place, message, "改成本组的患者，或把患者写进 patients")


def departed_members(world: World) -> Iterator[Finding]:
    """G405: a member of today has left their post."""
    for group in _working(world):
        for index, member in enumerate(group.group.members):
            staff = world.registry.staff.get(member.staff or "")
            left = staff.left_on if staff else None
            if left and left < world.today and (member.until is None or member.until > left):
                place = world.registry.place(f"groups/{group.id}/group.yaml", "members", index, "staff")
                message = f"{member.staff} 已于 {left} 离岗，仍列为小组成员"
                yield Finding("G405", place, message, f"until 写 {left}，再写接任的人")


def unknown_guardians(world: World) -> Iterator[Finding]:
    """G406: a group counts on a guardian of whom nothing is known."""
    for group in _working(world):
        for member in group.members_on(world.today):
            patient = world.registry.patients.get(member.guardian_of or "")
            if patient and patient.identity and patient.guardian_on(world.today) is None:
                place = world.registry.place(f"patients/{patient.id}/identity.yaml", "patient")
                message = f"小组 {group.id} 有患者 {patient.id} 的监护人，身份信息里却没有监护人"
                advice = "在身份信息的 guardians 里写监护人的 name、relation、phone"
                yield Finding("G406", place, message, advice)


def overlapping_terms(world: World) -> Iterator[Finding]:
    """T603: two terms of one role in a group overlap."""
    titles = words("group_role")
    for group in world.registry.groups.values():
        members = group.group.members
        for index, later in enumerate(members):
            for earlier in members[:index]:
                if _same_seat(earlier, later) and _overlap(earlier, later):
                    place = world.registry.place(f"groups/{group.id}/group.yaml", "members", index, "since")
                    title = titles[later.role]
                    message = f"{title}的任期与前面一段（自 {earlier.since} 起）重叠"
                    yield Finding("T603", place, message, f"给前一段写 until，早于 {later.since}")


def _same_seat(one: Member, other: Member) -> bool:
    """One seat per role; guardians have one per patient, other members one per person."""
    if one.role != other.role:
        return False
    if one.role == "guardian":
        return one.guardian_of == other.guardian_of
    return one.role not in SHARED_ROLES or one.staff == other.staff


def _overlap(one: Member, other: Member) -> bool:
    first, second = sorted((one, other), key=lambda m: m.since)
    return (first.until or date.max) >= second.since


CHECKS = (
    missing_roles,
    wrong_posts,
    unserved_patients,
    foreign_guardians,
    departed_members,
    unknown_guardians,
    overlapping_terms,
)
