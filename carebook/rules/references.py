"""Rules about ids: what is named must exist, and nothing is named twice."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from carebook.findings import Finding
from carebook.reading.fields import values
from carebook.records.entry import UNKNOWN
from carebook.records.kinds import kind_of
from carebook.rulebook import rules
from carebook.rules.world import World, spots

_TITLES = {
    "patient": "患者",
    "staff": "工作人员",
    "staff-or-guardian": "工作人员",
    "village": "村（社区）",
    "group": "小组",
    "grid": "网格",
    "recorder": "工作人员",
    "unit": "部门或村（社区）",
    "rule": "规则",
    "policy": "政策文件",
}


def duplicate_ids(world: World) -> Iterator[Finding]:
    """R304: two records of one kind carry the same id."""
    seen: dict[tuple[str, str], str] = {}
    for file, source in sorted(world.registry.sources.items()):
        found = kind_of(file)
        data = source.data if isinstance(source.data, dict) else {}
        if found is None or not found.kind.id_key:
            continue
        key = (found.kind.name, str(data.get(found.kind.id_key)))
        if key in seen:
            place = source.place([found.kind.id_key])
            yield Finding("R304", place, f"编号“{key[1]}”已经用在 {seen[key]}，编号不能重复", "换一个没有用过的编号")
        seen.setdefault(key, source.shown)


def broken_references(world: World) -> Iterator[Finding]:
    """R305: an id is named that no record has."""
    known = _known(world)
    for spot in spots(world, lambda field: field.schema.get("x-ref") in _TITLES):
        target = spot.field.schema["x-ref"]
        if isinstance(spot.value, str) and spot.value not in known[target]:
            near = difflib.get_close_matches(spot.value, sorted(known[target]), n=1)
            hint = f"是不是想写 {near[0]}？" if near else f"先建立这条{_TITLES[target]}记录，或改成已有的编号"
            yield spot.finding("R305", f"找不到编号为“{spot.value}”的{_TITLES[target]}", hint)


def _known(world: World) -> dict[str, set[str]]:
    """Ids that may be named, by kind. A record with errors counts: its own findings are enough."""
    known: dict[str, set[str]] = {title: set() for title in _TITLES}
    for file in world.registry.present:
        found = kind_of(file)
        if found and found.id and not found.kind.owner:
            known.setdefault(found.kind.name.partition(".")[0], set()).add(found.id)
    for source in world.registry.sources.values():
        data = source.data if isinstance(source.data, dict) else {}
        known["grid"].update(str(value) for _, value in values(data, ("grids", "[]", "id")))
        known["unit"].update(str(value) for _, value in values(data, ("departments", "[]", "id")))
    known["unit"] |= known["village"]
    known["recorder"] = known["staff"] | {UNKNOWN}
    known["staff-or-guardian"] = known["staff"] | {"guardian"}
    known["rule"] = set(rules())
    known["policy"] = set(world.settings.policies)
    return known


CHECKS = (duplicate_ids, broken_references)
