"""Rules about identities that were written where they do not belong: notes, minutes, notices, names of files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from carebook.findings import Finding, Place
from carebook.leakscan.identifying import WORDS, Value, identifying
from carebook.leakscan.spelling import PART, SURE, Finder
from carebook.reading.fields import Field
from carebook.rules.world import World, spots

#: What is looked for. Ids are how records speak of people; a place of work is often a place like others.
_SOUGHT = {"name", "phone", "id-number", "account", "address"}
#: Records that name officials and offices, with their phones.
_OFFICIAL = ("staff/", "villages/", "township.yaml")


@dataclass(frozen=True, slots=True)
class _Sought:
    """Everything that identifies a patient, with the finder that knows it by number."""

    keys: tuple[tuple[str, str], ...]
    owners: dict[tuple[str, str], tuple[Value, ...]]
    finder: Finder

    def said(self, text: str) -> list[tuple[int, str]]:
        """How sure each thing found in a text is, and whose: ``患者 QX-0001 的电话``."""
        found = set()
        for hit in self.finder.find(text, PART):
            key = self.keys[hit.index]
            for owner in self.owners[key]:
                found.add((hit.sure, f"患者 {owner.record.rpartition('/')[-1]} 的{_whose(owner)}{WORDS[owner.kind]}"))
        return sorted(found, key=lambda one: (-one[0], one[1]))


def _whose(value: Value) -> str:
    return {"guardians": "监护人的", "relatives": "亲属的"}.get(value.field.partition(".")[0], "")


def _known(world: World) -> _Sought:
    found = identifying(world.registry, world.schemas)
    workers = [one.text for one in found if one.kind == "worker"]
    held = [one for one in found if one.kind in _SOUGHT and one.record.startswith("patients/")]
    held = [one for one in held if not (one.kind == "name" and one.text in workers)]
    # Where a hamlet lies may be said: only a house is somebody's.
    held = [one for one in held if one.kind != "address" or any(sign.isdigit() for sign in one.text)]
    held.sort(key=lambda one: (one.kind, one.text))
    owners = {key: tuple(group) for key, group in groupby(held, key=lambda one: (one.kind, one.text))}
    return _Sought(tuple(owners), owners, Finder(owners, (*workers, *world.settings.audiences.not_names)))


def identities(world: World) -> Iterator[Finding]:
    """P520, P521: a name, phone, number or address of a patient, guardian or relative outside ``identity.yaml``."""
    known = _known(world)
    for spot in spots(world, _free):
        if isinstance(spot.value, str) and not _apart(spot.source.shown):
            yield from _findings(known, spot.value, partial(spot.source.place, spot.path))
    for path, source in sorted(world.registry.sources.items()):
        yield from _findings(known, path, partial(Place, source.shown), "文件名")


def _apart(shown: str) -> bool:
    """Whether a file is an identity, or names officials."""
    return shown.endswith("/identity.yaml") or any(f"/{folder}" in f"/{shown}" for folder in _OFFICIAL)


def _free(field: Field) -> bool:
    """Whether people write what they like in a field."""
    schema = field.schema
    return schema.get("type") == "string" and not {"enum", "x-ref", "x-kind"} & set(schema)


def _findings(known: _Sought, text: str, place: partial[Place], what: str = "文字") -> Iterator[Finding]:
    lines = text.splitlines()
    for sure, whose in known.said(text):
        spot = next((n for n, line in enumerate(lines, 1) if any(w == whose for _, w in known.said(line))), 1)
        where = f"（第 {spot} 行）" if len(lines) > 1 else ""
        if sure == SURE:
            advice = "改写成编号、称呼（患者、监护人、家属）或村名；身份只写在 identity.yaml"
            yield Finding("P520", place(), f"{what}里写了{whose}{where}", advice)
        else:
            advice = "确是此人的，改写成编号或称呼；不是的，把这个词写进 policies/audiences.yaml 的 not_names"
            yield Finding("P521", place(), f"{what}里有两个字与{whose}相同{where}", advice)


CHECKS = (identities,)
