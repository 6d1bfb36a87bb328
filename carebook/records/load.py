"""Read a data folder once: files, schemas, typed records, registry."""

from __future__ import annotations

import gc
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TypeVar

import msgspec

from carebook.findings import Finding, Place, Severity, ordered
from carebook.reading.record import Record
from carebook.reading.resolved import resolved_schema
from carebook.reading.schema import SchemaBook, agreed
from carebook.reading.source import Source, Value, read
from carebook.records.aliases import FILE, aliases, meant
from carebook.records.entry import Entries, Entry
from carebook.records.issued import IssuedPlan
from carebook.records.kinds import ENTRIES, LASTING, FileKind, entry_kinds, file_name, in_a_year, kind_of, who
from carebook.records.official import Notice
from carebook.records.person import Identity, Profile
from carebook.records.registry import CareGroup, Patient, Registry
from carebook.records.snapshot import Snapshot
from carebook.records.strays import strays
from carebook.records.team import Group, Staff, Township, Village
from carebook.records.version import other_format
from carebook.rulebook import severity
from carebook.vault.keys import Keys
from carebook.vault.model import Tombstone, Vault
from carebook.vault.safe import Safe, open_safe

#: A township of 5,000 patients writes some 230,000 entries a year, each a file of its own.
MOST_FILES = 2_000_000
T = TypeVar("T", bound=Record)
#: One good record: its path relative to the data folder, what the path says, and itself.
Row = tuple[str, FileKind, Record]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What reading gave: the registry of all good records, and what is wrong with the others."""

    registry: Registry
    findings: tuple[Finding, ...]


def load(root: Path, schemas: SchemaBook, shown: str, keys: Keys = Keys()) -> Loaded:  # noqa: B008 - frozen
    """Read every record under ``root``.

    Args:
        root: the data folder.
        schemas: the schemas to hold the files against.
        shown: how the user names the folder (``data``); findings show paths under this name.
        keys: what opens identities; without one they stay closed, and all else is read.

    Returns:
        The registry and all findings, ordered by file and line. Broken files never stop the others; a folder of another
        format is not read at all.
    """
    other = other_format(root, shown)
    if other is not None:
        return Loaded(_registry([], {}, frozenset()), (other,))
    with _uncollected():
        return _load(root, schemas, shown, open_safe(root, schemas, shown, keys))


def _load(root: Path, schemas: SchemaBook, shown: str, safe: Safe) -> Loaded:
    sources: dict[str, Source] = {}
    rows: list[Row] = []
    present: set[str] = set()
    names, findings = _names(root, shown)
    merged = aliases(root, names)
    findings += strays(root, shown)
    for relative in names:
        place = f"{shown}/{relative}"
        if (spot := kind_of(relative)) is None:
            findings.append(_misplaced(relative, place))
            continue
        present.add(relative)
        source, problems = read(root / relative, root, place)
        if source is None:
            findings.extend(problems)
            continue
        checked, whole = source, True
        if spot.kind.record is Identity:
            opened = safe.open(source, spot.id)
            source, checked, whole = opened.source, opened.checked, opened.whole
            problems = (*problems, *opened.findings)
        sources[relative] = source
        value, faults = schemas.check(checked, spot.kind.schema, _said_by_path(spot))
        told = agreed(problems, source, faults)
        findings.extend(told)
        if value is None:
            findings.extend(_dropped(place, told))
        else:
            findings.extend(_name_findings(source, spot))
        if value is not None and whole:
            value = meant(value, merged, schemas.folder, spot.kind.schema) if merged else value
            rows.append((relative, spot, _typed(value, spot)))
    findings.extend(_absent(present, shown, schemas.folder))
    findings.extend(safe.findings())
    closed, exposed = frozenset(safe.closed), frozenset(safe.exposed)
    registry = _registry(rows, sources, frozenset(present))
    return Loaded(replace(registry, closed=closed, exposed=exposed, aliases=merged), tuple(ordered(findings)))


def _typed(value: Value, spot: FileKind) -> Record:
    record: Record = msgspec.convert(value, spot.kind.record)
    return record.completed() if isinstance(record, Identity) else record


def _said_by_path(spot: FileKind) -> dict[str, str]:
    """What the path of a file says of its values."""
    said = {spot.kind.id_key: spot.id, spot.kind.day: spot.day}
    return {key: value for key, value in said.items() if key and value}


def _names(root: Path, shown: str) -> tuple[list[str], list[Finding]]:
    """The files of a data folder, and a finding if there are more than are read."""
    names = list(islice(_files(root), MOST_FILES + 1))
    return names[:MOST_FILES], [_too_many(shown)] if len(names) > MOST_FILES else []


def _dropped(place: str, told: Iterable[Finding]) -> Iterator[Finding]:
    """A record must never drop out silently: whatever the reader thought, this blocks the build."""
    if not any(severity(finding) is Severity.ERROR for finding in told):
        yield Finding("F200", Place(place), "这个文件没有通过检查，请逐项核对全部内容")


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the garbage collector still, and let it pass over what was read.

    Reading makes millions of small values and no cycles; searching them for cycles again and again takes half of the
    time of a check.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.freeze()
            gc.enable()


def _files(root: Path) -> Iterator[str]:
    """YAML files under the folder, relative, in a stable order; hidden and backup files are passed over."""
    for folder, names, files in os.walk(root):
        names[:] = sorted(n for n in names if not n.startswith("."))
        links = [n for n in names if (Path(folder) / n).is_symlink()]
        for name in sorted([*files, *links]):
            yaml_like = name.lower().endswith((".yaml", ".yml")) or name in links
            if yaml_like and not name.startswith((".", "~")):
                yield (Path(folder) / name).relative_to(root).as_posix()


def _too_many(shown: str) -> Finding:
    message = f"文件超过 {MOST_FILES} 个，其余的没有读取"
    return Finding("Y115", Place(shown), message, "查一查是不是把别的文件夹、备份放进了数据文件夹")


def _misplaced(relative: str, shown: str) -> Finding:
    if re.search(r"(?:^|/)20\d\d\.yaml$", relative):
        message = "这是第 1 版格式的一年一份的文件，现在一件事写一份，没有读取"
        return Finding("R301", Place(shown), message, "迁移过的，核对各份记录都在以后删去它；没有迁移的，先迁移")
    if in_a_year(relative):
        owner = relative.partition("/")[0]
        names = "、".join(kind.name for kind in entry_kinds(owner))
        return Finding(
            "R301",
            Place(shown),
            "这个文件的名称不对，程序不知道它是什么记录，没有读取",
            f"文件名写成 月-日-类别-记录人.yaml，例如 {file_name('visit', '2026-11-20', 'QX-S02')[5:]}；"
            f"这里的类别有：{names}",
        )
    examples = "、".join([*(kind.example for kind in LASTING), ENTRIES[0].example])
    return Finding(
        "R301",
        Place(shown),
        "这个文件的位置或名称不对，程序不知道它是什么记录，没有读取",
        f"文件应放在规定的位置，扩展名用 .yaml，编号用大写字母和数字，例如：{examples}",
    )


def _name_findings(source: Source, spot: FileKind) -> Iterator[Finding]:
    """What a path says, the file must say too: the id; of an entry its day and who recorded it."""
    data = source.data if isinstance(source.data, dict) else {}
    key = spot.kind.id_key
    if key and str(data.get(key)) != spot.id:
        yield Finding(
            "R302",
            source.place([key]),
            f"文件里的 {key} 是“{data.get(key)}”，而文件位置说的是“{spot.id}”，两者必须相同",
            fix=f"{key}: {spot.id}",
        )
    day = spot.kind.day
    if day and str(data.get(day)) != spot.day:
        yield Finding(
            "R302",
            source.place([day]),
            f"文件里的 {day} 是“{data.get(day)}”，而文件名说的是“{spot.day}”，两者必须相同",
            "写错的是文件名的，把文件改名",
            f"{day}: {spot.day}",
        )
    by = str(data.get("recorded_by", ""))
    if spot.who and who(by) != spot.who:
        yield Finding(
            "R302",
            source.place(["recorded_by"]),
            f"记录人是“{by}”，而文件名末尾是“{spot.who}”，两者必须相同",
            f"把文件名末尾改成 {who(by)}，或更正 recorded_by",
        )


def _absent(present: set[str], shown: str, schemas: Path) -> Iterator[Finding]:
    """Files that must be there because others are."""
    wanted = {"township.yaml": "township"}
    for relative in present:
        if not (match := re.match(r"(patients|groups|villages)/([^/]+)/", relative)):
            continue
        owner, folder = match[1], match[0].rstrip("/")
        if owner == "patients" and f"{folder}/{FILE}" not in present:
            wanted[f"{folder}/profile.yaml"] = "patient.profile"
            if f"{folder}/tombstone.yaml" not in present:
                wanted[f"{folder}/identity.yaml"] = "patient.identity"
        elif owner == "patients":
            continue
        elif owner == "groups":
            wanted[f"{folder}/group.yaml"] = "group"
        else:
            wanted[f"{folder}.yaml"] = "village"
    for relative, kind in wanted.items():
        if relative not in present:
            title = resolved_schema(schemas, kind)["title"]
            yield Finding(
                "R303",
                Place(f"{shown}/{relative}"),
                f"缺少文件：{title}（{relative}）",
                f"请新建 {shown}/{relative}，可参照其他同类文件的写法",
            )


def _registry(rows: list[Row], sources: dict[str, Source], present: frozenset[str]) -> Registry:
    """Put the good records together."""
    townships = _by_id(rows, Township)
    identities = _by_id(rows, Identity)
    happened = _happened(rows)
    merged = {key: one.merged_into for key, one in _by_id(rows, Village).items() if one.merged_into}
    nothing = Entries()
    return Registry(
        township=next(iter(townships.values()), None),
        villages=_by_id(rows, Village),
        staff=_by_id(rows, Staff),
        patients={
            key: Patient(key, identities.get(key), profile, happened.get(f"patients/{key}", nothing), merged)
            for key, profile in _by_id(rows, Profile).items()
        },
        groups={
            key: CareGroup(group, happened.get(f"groups/{key}", nothing), merged)
            for key, group in _by_id(rows, Group).items()
        },
        notices=_by_id(rows, Notice),
        sources=sources,
        present=present,
        entries=happened.get("township", nothing),
        village_entries={
            owner.partition("/")[2]: entries for owner, entries in happened.items() if owner.startswith("villages/")
        },
        snapshots=_by_id(rows, Snapshot),
        plans=_by_id(rows, IssuedPlan),
        vault=_by_id(rows, Vault).get(""),
        tombstones=_by_id(rows, Tombstone),
    )


def _by_id(rows: list[Row], record: type[T]) -> dict[str, T]:
    return {spot.id: item for _, spot, item in rows if isinstance(item, record)}


def _happened(rows: list[Row]) -> dict[str, Entries]:
    """Entries by the folder of their owner."""
    found: dict[str, list[Entry]] = {}
    for file, spot, item in rows:
        if spot.kind.owner:
            owner = f"{spot.kind.owner}/{spot.id}" if spot.id else spot.kind.owner
            found.setdefault(owner, []).append(Entry(spot.kind.name, getattr(item, spot.kind.day), item, file))
    return {owner: Entries.gathered(many) for owner, many in found.items()}
