"""What each tree may hold, told from its words in ``audiences.yaml`` and not from the code that narrows it.

``allowed`` says whom a tree is about; ``strangers`` and ``missing`` compare with it everything that a view hands out,
value by value, by what the schemas say an id refers to.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from carebook.audience.record_view import RecordView
from carebook.audience.trees import Tree
from carebook.audience.view import View
from carebook.policy.item import DueItem
from carebook.records.entry import Entry
from carebook.records.kinds import ENTRIES
from carebook.records.official import Notice
from carebook.records.registry import Registry

_CODE = re.compile(r"[A-Z]+-[A-Z]?\d+")


@dataclass(frozen=True)
class Reach:
    """Whom a tree is about: ids of patients, groups and villages, and of the workers it may name as its own."""

    patients: frozenset[str]
    groups: frozenset[str]
    villages: frozenset[str]
    staff: frozenset[str]
    notices: frozenset[str]
    items: frozenset[str]


def allowed(registry: Registry, items: Iterable[DueItem], tree: Tree, day: date) -> Reach:
    """The reach of a tree: its patients, the groups that serve them, the villages they live in."""
    lived = {code: _lives(registry, code, day) for code in registry.patients}
    posts = {code: _post(registry, code, day) for code in registry.staff}
    patients = frozenset(code for code in lived if _about(registry, tree, code, lived, posts))
    groups = frozenset(g.id for g in registry.groups.values() if patients & set(g.group.patients))
    villages = frozenset(registry.villages)
    if tree.audience.patients in {"village", "group", "self"}:
        villages &= {tree.scope, *(lived[code] for code in patients)}
    offices = {unit for unit in posts.values() if unit not in registry.villages}
    held = {code: {post.unit for post in registry.staff[code].posts} for code in registry.staff}
    serving = {m.staff for code in groups for m in registry.groups[code].group.members}
    offices |= {unit for units in held.values() for unit in units if unit not in registry.villages}
    staff = frozenset(code for code, units in held.items() if units & (offices | villages) or code in serving)
    notices = frozenset(code for code, one in registry.notices.items() if _issued(one, tree.audience.notices))
    subjects = patients | groups
    if tree.audience.patients in {"all", "served", "village"}:
        subjects |= villages
    if tree.audience.patients in {"all", "served"} and registry.township:
        subjects |= {registry.township.id}
    asked = {code for code, unit in posts.items() if unit == tree.audience.id}
    about = {
        "none": frozenset[str](),
        "all": frozenset(one.id for one in items if one.subject in subjects),
        "own": frozenset(
            one.id for one in items if one.subject in subjects and asked & {*one.members, *one.responsible}
        ),
    }
    return Reach(patients, groups, villages, staff, notices, about[tree.audience.items])


def _issued(notice: Notice, reach: str) -> bool:
    """Drafts are the office's, what was issued is for all who work; the public gets what was published for it."""
    open_to_all = notice.publication is not None and notice.publication.attribute == "主动公开"
    return {
        "all": True,
        "issued": notice.state != "draft",
        "published": open_to_all and notice.state in {"published", "repealed"},
        "none": False,
    }[reach]


def _lives(registry: Registry, patient: str, day: date) -> str:
    lines = registry.patients[patient].profile.residences
    begun = [one for one in lines if one.since is None or one.since <= day] or [lines[0]]
    return begun[-1].village


def _post(registry: Registry, worker: str, day: date) -> str:
    posts = registry.staff[worker].posts
    begun = [one for one in posts if one.since is None or one.since <= day] or [posts[0]]
    return begun[-1].unit


def _about(registry: Registry, tree: Tree, patient: str, lived: dict[str, str], posts: dict[str, str]) -> bool:
    reach = tree.audience.patients
    serving = [one.group for one in registry.groups.values() if patient in one.group.patients]
    if reach == "served":
        here = (m.staff for g in serving if g.dissolved is None for m in g.members if m.until is None)
        return tree.audience.id in {posts.get(code or "") for code in here}
    return {
        "all": True,
        "village": lived[patient] == tree.scope,
        "group": tree.scope in {one.id for one in serving},
        "self": patient == tree.scope,
        "none": False,
    }[reach]


def strangers(view: View, township: Registry, reach: Reach) -> Iterator[str]:
    """Everything a view hands out that leads out of its reach: where it was found, and the id."""
    far = {*township.patients, *township.groups, *township.villages}
    far -= {*reach.patients, *reach.groups, *reach.villages}
    far -= {township.groups[code].group.village for code in reach.groups}
    far |= set(township.staff) - reach.staff
    lists: dict[str, tuple[Iterable[str], Container[str]]] = {
        "patients": (view.patients, reach.patients),
        "groups": (view.groups, reach.groups),
        "villages": (view.villages, reach.villages),
        "staff": (view.staff, reach.staff),
        "notices": (view.notices, reach.notices),
        "items": ({one.id for one in view.items}, reach.items),
    }
    for name, (held, may) in lists.items():
        yield from (f"{name}: {code}" for code in held if code not in may)
    for where, value in handed(view, township):
        yield from (f"{where}: {code}" for code in _CODE.findall(value) if code in far and not _worker(where))
    for guardian in (m for g in view.groups.values() for m in g.record.members if m.guardian_of):
        if guardian.guardian_of not in reach.patients:
            yield f"guardian of {guardian.guardian_of}"


def _worker(where: str) -> bool:
    """Fields that name a worker, who may come from anywhere: who visited, who recorded."""
    return where.rsplit(".", 1)[-1] in {"staff", "staff-or-guardian", "recorder"}


def handed(view: View, township: Registry) -> Iterator[tuple[str, str]]:
    """Every value a template can get from a view: where it came from, with what it refers to, and the value."""
    records = [view.township, *view.villages.values(), *view.notices.values(), *view.snapshots.values()]
    for shown in (*records, *(found for kind in ENTRIES for found in _entries(view, kind.name, township.villages))):
        yield from _values(shown, shown_name(shown))
    for person in view.patients.values():
        known = (person.profile, person.identity, *person.statuses, *person.stays, *person.movements)
        for shown in (one for one in (*known, *person.agreements) if one is not None):
            yield from _values(shown, f"{person.id}/{shown_name(shown)}")
    for group in view.groups.values():
        yield from _values(group.record, group.id)
    for item in view.items:
        yield from ((f"item {item.obligation}", text) for text in _words(item))
    for finding in view.findings:
        yield f"finding {finding.rule}", f"{finding.place} {finding.whole}"


def _entries(view: View, kind: str, villages: Iterable[str] = ()) -> Iterator[RecordView]:
    yield from view.entries(kind)
    yield from view.everywhere(kind)
    for code in villages:
        yield from view.entries(kind, code)
    for person in view.patients.values():
        yield from person.entries(kind)
    for group in view.groups.values():
        yield from group.entries(kind)


def shown_name(shown: RecordView) -> str:
    """The kind of record behind a window."""
    return type(shown._record).__name__


def _values(shown: RecordView, where: str) -> Iterator[tuple[str, str]]:
    for key in shown.names():
        ref = shown.ref(key)
        for one in _flat(getattr(shown, key)):
            if isinstance(one, RecordView):
                yield from _values(one, f"{where}.{key}")
            elif isinstance(one, str):
                yield f"{where}.{key}.{ref}", one


def _flat(value: Any) -> Iterator[Any]:
    if isinstance(value, tuple):
        for one in value:
            yield from _flat(one)
    else:
        yield value


def _words(item: DueItem) -> tuple[str, ...]:
    return item.subject, item.title, item.village or "", item.closed_by, item.set_by


def missing(view: View, township: Registry, reach: Reach, day: date) -> Iterator[str]:
    """What lies within reach and is not handed out: records of the lists, and entries that name nobody farther."""
    for name in ("patients", "groups", "villages", "staff", "notices"):
        yield from (f"{name}: {code}" for code in getattr(reach, name) if code not in getattr(view, name))
    yield from (f"item: {code}" for code in reach.items - {one.id for one in view.items})
    far = {*township.patients, *township.groups, *township.villages}
    far -= {*reach.patients, *reach.groups, *reach.villages}
    handed_out = {kind.name: {id(one._record) for one in _entries(view, kind.name, reach.villages)} for kind in ENTRIES}
    for entry in _near(township, reach):
        near = entry.day <= day and view.knows(entry.kind) and id(entry.record) not in handed_out[entry.kind]
        if near and not far.intersection(_CODE.findall(repr(entry.record))):
            yield entry.file


def _near(township: Registry, reach: Reach) -> Iterator[Entry]:
    owners = {f"patients/{code}" for code in reach.patients} | {f"groups/{code}" for code in reach.groups}
    owners |= {f"villages/{code}" for code in reach.villages} | {"township"}
    for owner, entries in township.owned():
        if owner in owners:
            yield from (one for one in entries if one.record.withdrawn is None)
