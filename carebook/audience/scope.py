"""What lies within an audience's reach: a registry with nothing else in it, and the due items that are its business.

A view made on a narrowed registry cannot show a record that is out of reach, whatever a template asks for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from msgspec import structs

from carebook.audience.audiences import Audience, Tree
from carebook.policy.item import DueItem
from carebook.records.codes import ISSUED, PUBLISHED
from carebook.records.official import Notice
from carebook.records.registry import CareGroup, Registry
from carebook.records.team import TownshipJournal

T = TypeVar("T")
_PUBLIC = "主动公开"


def narrowed(registry: Registry, tree: Tree) -> Registry:
    """The records of a township that lie within the reach of one tree."""
    patients = {code: registry.patients[code] for code in _patients(registry, tree)}
    groups = {code: _group(group, patients) for code, group in registry.groups.items()}
    groups = {code: group for code, group in groups.items() if group.group.patients}
    villages = registry.villages
    if tree.audience.patients in {"village", "group", "self"}:
        near = {tree.scope, *(p.profile.village for p in patients.values())}
        villages = _kept(villages, near)
    reach = {*patients, *villages}
    return replace(
        registry,
        villages=villages,
        village_journals=_kept(registry.village_journals, villages),
        patients=patients,
        groups=groups,
        staff=_staff(registry, villages),
        notices={code: one for code, one in registry.notices.items() if _noticed(one, tree.audience)},
        journals={year: _journal(one, reach, registry) for year, one in registry.journals.items()},
    )


def _kept(held: Mapping[str, T], wanted: Iterable[str]) -> dict[str, T]:
    chosen = set(wanted)
    return {code: one for code, one in held.items() if code in chosen}


def _patients(registry: Registry, tree: Tree) -> list[str]:
    """Ids of the patients within reach, in the order of the registry."""
    reach, scope = tree.audience.patients, tree.scope
    if reach == "all":
        return list(registry.patients)
    if reach == "served":
        unit = tree.audience.id
        served = {
            p for g in registry.groups.values() if _takes_part(registry, g, unit) for p in g.group.patients
        }
        return [code for code in registry.patients if code in served]
    if reach == "village":
        return [code for code, one in registry.patients.items() if one.profile.village == scope]
    if reach == "group" and scope in registry.groups:
        return [code for code in registry.patients if code in registry.groups[scope].group.patients]
    return [code for code in registry.patients if reach == "self" and code == scope]


def _takes_part(registry: Registry, group: CareGroup, unit: str) -> bool:
    """Whether a department has somebody in a group that works; who left it is not asked: terms are for rosters."""
    if group.group.dissolved:
        return False
    members = (registry.staff.get(m.staff or "") for m in group.group.members if m.until is None)
    return any(one is not None and one.unit == unit for one in members)


def _group(group: CareGroup, patients: Mapping[str, object]) -> CareGroup:
    """A group with those it serves who are within reach, and their guardians."""
    record = structs.replace(
        group.group,
        patients=tuple(p for p in group.group.patients if p in patients),
        members=tuple(m for m in group.group.members if not m.guardian_of or m.guardian_of in patients),
    )
    return replace(group, group=record)


def _staff(registry: Registry, villages: Mapping[str, object]) -> dict[str, Any]:
    """Workers of the departments, and of the villages within reach."""
    far = set(registry.villages) - set(villages)
    return {code: one for code, one in registry.staff.items() if one.unit not in far}


def _noticed(notice: Notice, audience: Audience) -> bool:
    if audience.notices == "published":
        public = notice.publication is not None and notice.publication.attribute == _PUBLIC
        return public and notice.state in PUBLISHED
    return audience.notices == "all" or (audience.notices == "issued" and notice.state in ISSUED)


def _journal(journal: TownshipJournal, reach: set[str], registry: Registry) -> TownshipJournal:
    """The township's journal without entries about villages and patients that are out of reach."""
    known = {*registry.patients, *registry.villages}
    kept = {}
    for key in journal.__struct_fields__:
        value = getattr(journal, key)
        if isinstance(value, tuple):
            kept[key] = tuple(e for e in value if {*_about(e)} & known <= reach)
    return structs.replace(journal, **kept)


def _about(entry: Any) -> Iterable[str]:
    return (str(getattr(entry, key, "")) for key in ("village", "patient"))


def own(items: Iterable[DueItem], registry: Registry, tree: Tree, township: Registry) -> tuple[DueItem, ...]:
    """The due items that are the business of a tree's readers.

    Args:
        items: all items of the township.
        registry: what is within reach.
        tree: for whom.
        township: the whole township, where a worker's department stands.
    """
    audience = tree.audience
    if audience.items == "none":
        return ()
    subjects = {*registry.patients, *registry.groups}
    if audience.patients in {"all", "served", "village"}:
        subjects |= set(registry.villages)
    if audience.patients in {"all", "served"} and township.township:
        subjects.add(township.township.id)
    found = (item for item in items if item.subject in subjects)
    if audience.items == "all":
        return tuple(found)
    workers = {code for code, one in township.staff.items() if one.unit == audience.id}
    return tuple(i for i in found if workers.intersection(i.members) or workers.intersection(i.responsible))
