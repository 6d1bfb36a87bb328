"""What is asked of every patient (``x-needed``) and neither written nor said to be unknown; gaps that are none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from carebook.findings import Finding
from carebook.reading.blanks import blank_line
from carebook.reading.resolved import resolved_schema
from carebook.reading.source import Source
from carebook.reading.wording import codes
from carebook.records.codes import title_of
from carebook.records.parts import Gap
from carebook.records.registry import Patient
from carebook.rules import care
from carebook.rules.world import World

_PREFIXES = {"profile.yaml": ("patient.profile", ""), "identity.yaml": ("patient.identity", "identity.")}
#: What follows from an ID number need not be typed, nor said to be unknown beside it.
_FROM_NUMBER = {"identity.birth_date": "id_number", "identity.sex": "id_number"}
_ADVICE = "知道的写上；不知道的在 profile.yaml 的 gaps 写一条：fields 写 {path}，state 写怎样，since 写哪天"


def missing(world: World) -> Iterator[Finding]:
    """C947: a field that every patient must have is neither written nor said to be unknown."""
    for patient in world.registry.patients.values():
        for name, (schema, prefix) in _PREFIXES.items():
            source = world.registry.sources.get(f"patients/{patient.id}/{name}")
            if source is None:
                continue
            whole = resolved_schema(world.schemas, schema)
            data = source.cipher or source.data
            for path, field in _lacking(whole, data, ()):
                dotted = prefix + ".".join(step for step in path if isinstance(step, str))
                follows = _FROM_NUMBER.get(dotted)
                if follows and isinstance(data, dict) and (follows in data or care.gap(patient, f"{prefix}{follows}")):
                    continue
                if care.gap(patient, dotted) is None:
                    yield _finding(source, path, field, dotted)


def _lacking(
    schema: Mapping[str, Any], value: Any, path: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], Mapping[str, Any]]]:
    """Needed fields that a value lacks, each with its schema; what lies in a block that is lacking is not told."""
    if isinstance(value, list):
        for spot, item in enumerate(value):
            yield from _lacking(schema.get("items", {}), item, (*path, spot))
    if not isinstance(value, dict):
        return
    for key, field in schema.get("properties", {}).items():
        if key in value:
            yield from _lacking(field, value[key], (*path, key))
        elif key in schema.get("x-needed", ()):
            yield (*path, key), field


def _finding(source: Source, path: tuple[str | int, ...], field: Mapping[str, Any], dotted: str) -> Finding:
    message = f"没有写{field.get('title', path[-1])}（{path[-1]}），也没有写为什么不知道"
    blank = blank_line(path, field, codes(field, field["enum"]) if "enum" in field else "")
    return Finding(
        "C947", source.place(path[:-1] or ("patient",), key=True), message, _ADVICE.format(path=dotted), "", blank
    )


def needless(world: World) -> Iterator[Finding]:
    """C948: a gap of a field that does not exist, or is written."""
    for patient in world.registry.patients.values():
        for index, one in enumerate(patient.profile.gaps):
            for spot, path in enumerate(one.fields):
                said = _fault(world, patient, one, path)
                if said:
                    file = f"patients/{patient.id}/profile.yaml"
                    place = world.registry.place(file, "gaps", index, "fields", spot)
                    yield Finding("C948", place, said, "填上了的，把这一项从 gaps 删去；写错的改正")


def _fault(world: World, patient: Patient, one: Gap, path: str) -> str:
    """What is wrong with naming a field; one that is written may be doubted (``unknown``): it stands as it was given."""
    inside = path.startswith("identity.")
    keys = path.removeprefix("identity.").split(".")
    title = title_of(path)
    if title == path:
        return f"没有“{path}”这一项"
    source = world.registry.sources.get(f"patients/{patient.id}/{'identity' if inside else 'profile'}.yaml")
    value: Any = (source.cipher or source.data) if source else None
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return f"{title}已经写了，gaps 里却说不知道" if value is not None and one.state != "unknown" else ""


CHECKS = (missing, needless)
