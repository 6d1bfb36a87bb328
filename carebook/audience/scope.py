"""What lies within an audience's reach: a registry with nothing else in it, and the due items that are its business.

A view made on a narrowed registry cannot show a record that is out of reach, whatever a template asks for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from msgspec import structs

from carebook.audience.plans_within import within as plans_within
from carebook.audience.references import named
from carebook.audience.trees import Tree
from carebook.policy.audiences import Audience
from carebook.policy.item import DueItem
from carebook.records.codes import ISSUED, PUBLISHED
from carebook.records.entry import Entries
from carebook.records.official import Notice
from carebook.records.registry import CareGroup, Registry

T = TypeVar("T")
_PUBLIC = "主动公开"


def narrowed(registry: Registry, tree: Tree, schemas: Path, day: date) -> Registry:
    """The records of a township that lie within the reach of one tree on a day.

    Everything else follows from the references (``x-ref``) that the schemas declare: an entry is out of reach if it
    names a patient, a group or a village that is.
    """
    patients = {code: registry.patients[code] for code in _patients(registry, tree, day)}
    groups = {code: _group(group, patients) for code, group in registry.groups.items()}
    groups = {code: group for code, group in groups.items() if group.group.patients}
    villages = registry.villages
    if tree.audience.patients in {"village", "group", "self"}:
        villages = _kept(villages, {tree.scope, *(p.village_on(day) for p in patients.values())})
    far = {*registry.patients, *registry.groups, *registry.villages} - {*patients, *groups, *villages}
    near = replace(
        registry,
        villages=villages,
        village_entries=_kept(registry.village_entries, villages),
        patients=patients,
        groups=groups,
        staff=_staff(registry, villages, groups),
        notices={code: one for code, one in registry.notices.items() if _noticed(one, tree.audience)},
        plans=plans_within(registry, tree, {*patients, *groups}, villages, day),
    )
    return near.changed(lambda _, entries: _within(entries, far, schemas)) if far else near


def _within(entries: Entries, far: set[str], schemas: Path) -> Entries:
    """Entries that name nobody and no place out of reach."""
    near = (one for one in entries if far.isdisjoint(named(one.record, schemas, f"entry.{one.kind}")))
    return Entries.gathered(near)


def _kept(held: Mapping[str, T], wanted: Iterable[str]) -> dict[str, T]:
    chosen = set(wanted)
    return {code: one for code, one in held.items() if code in chosen}


def _patients(registry: Registry, tree: Tree, day: date) -> list[str]:
    """Ids of the patients within reach, in the order of the registry."""
    reach, scope = tree.audience.patients, tree.scope
    chosen: set[str] = set()
    if reach == "all":
        chosen = set(registry.patients)
    elif reach == "served":
        serving = (g for g in registry.groups.values() if _takes_part(registry, g, tree.audience.id, day))
        chosen = {patient for group in serving for patient in group.group.patients}
    elif reach == "village":
        chosen = {code for code, one in registry.patients.items() if one.village_on(day) == scope}
    elif reach == "group":
        chosen = {patient for group in _kept(registry.groups, [scope]).values() for patient in group.group.patients}
    elif reach == "self":
        chosen = {scope}
    return [code for code in registry.patients if code in chosen]


def _takes_part(registry: Registry, group: CareGroup, unit: str, day: date) -> bool:
    """Whether a department has somebody in a group that works; who left it is not asked: terms are for rosters."""
    if group.group.dissolved:
        return False
    present = {m.staff for m in group.group.members if m.until is None}
    return any(one.post_on(day).unit == unit for code, one in registry.staff.items() if code in present)


def _group(group: CareGroup, patients: Mapping[str, object]) -> CareGroup:
    """A group with those it serves who are within reach, and their guardians."""
    record = structs.replace(
        group.group,
        patients=tuple(p for p in group.group.patients if p in patients),
        members=tuple(m for m in group.group.members if not m.guardian_of or m.guardian_of in patients),
    )
    return replace(group, group=record)


def _staff(registry: Registry, villages: Mapping[str, object], groups: Mapping[str, CareGroup]) -> dict[str, Any]:
    """Workers who have, or had, a post in a department or a village within reach, and who serve in a group within reach."""
    far = set(registry.villages) - set(villages)
    serving = {member.staff for group in groups.values() for member in group.group.members}
    return {
        code: one
        for code, one in registry.staff.items()
        if code in serving or any(post.unit not in far for post in one.posts)
    }


def _noticed(notice: Notice, audience: Audience) -> bool:
    if audience.notices == "published":
        return notice.state in PUBLISHED and getattr(notice.publication, "attribute", "") == _PUBLIC
    return audience.notices == "all" or (audience.notices == "issued" and notice.state in ISSUED)


def own(items: Iterable[DueItem], registry: Registry, tree: Tree, township: Registry, day: date) -> tuple[DueItem, ...]:
    """The due items that are the business of a tree's readers.

    Args:
        items: all items of the township.
        registry: what is within reach.
        tree: for whom.
        township: the whole township, where a worker's department stands.
        day: the day of the posts.
    """
    audience = tree.audience
    if audience.items == "none":
        return ()
    subjects = {*registry.patients, *registry.groups}
    if audience.patients in {"all", "served", "village"}:
        subjects |= set(registry.villages)
    if audience.patients in {"all", "served"}:
        subjects.add(str(getattr(township.township, "id", "")))
    found = (item for item in items if item.subject in subjects)
    if audience.items == "all":
        return tuple(found)
    workers = {code for code, one in township.staff.items() if one.post_on(day).unit == audience.id}
    return tuple(i for i in found if workers.intersection(i.members) or workers.intersection(i.responsible))
