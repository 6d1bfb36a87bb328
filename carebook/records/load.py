"""Read a data folder once: files, schemas, typed records, registry."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TypeVar

import msgspec

from carebook.findings import Finding, Place, Severity, ordered
from carebook.reading.record import Record
from carebook.reading.schema import SchemaBook
from carebook.reading.source import Source, read
from carebook.records.journal import Journal
from carebook.records.layout import KINDS, Kind, kind_of
from carebook.records.official import Notice
from carebook.records.person import Identity, Profile
from carebook.records.registry import CareGroup, Patient, Registry
from carebook.records.snapshot import Snapshot
from carebook.records.team import (
    Group,
    GroupJournal,
    Staff,
    Township,
    TownshipJournal,
    Village,
    VillageJournal,
)
from carebook.rulebook import severity
from carebook.vault.keys import Keys
from carebook.vault.model import Tombstone, Vault
from carebook.vault.safe import Safe, open_safe

#: A township of 5,000 patients has 40,000 files after six years.
MOST_FILES = 200_000
T = TypeVar("T", bound=Record)
#: One good record: its path relative to the data folder, its id and year as the path says, and itself.
Row = tuple[str, str, int, Record]


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
        The registry and all findings, ordered by file and line. Broken files never stop the others.
    """
    with _uncollected():
        return _load(root, schemas, shown, open_safe(root, schemas, shown, keys))


def _load(root: Path, schemas: SchemaBook, shown: str, safe: Safe) -> Loaded:
    sources: dict[str, Source] = {}
    rows: list[Row] = []
    present: set[str] = set()
    names, findings = _names(root, shown)
    for relative in names:
        place = f"{shown}/{relative}"
        if (found := kind_of(relative)) is None:
            findings.append(_misplaced(place))
            continue
        present.add(relative)
        kind, match = found
        source, problems = read(root / relative, root, place)
        findings.extend(problems)
        if source is None:
            continue
        groups = match.groupdict()
        checked, whole = source, True
        if kind.record is Identity:
            opened = safe.open(source, groups["id"])
            source, checked, whole = opened.source, opened.checked, opened.whole
            problems = (*problems, *opened.findings)
            findings.extend(opened.findings)
        sources[relative] = source
        value, faults = schemas.check(checked, kind.name)
        findings.extend(faults)
        if value is None:
            findings.extend(_dropped(place, (*problems, *faults)))
        else:
            findings.extend(_name_findings(source, kind, groups))
        if value is not None and whole:
            record = msgspec.convert(value, kind.record)
            rows.append((relative, groups.get("id") or "", int(groups.get("year") or 0), record))
    findings.extend(_absent(present, shown))
    findings.extend(safe.findings())
    registry = replace(
        _registry(rows, sources, frozenset(present)),
        closed=frozenset(safe.closed),
        exposed=frozenset(safe.exposed),
    )
    return Loaded(registry, tuple(ordered(findings)))


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


def _misplaced(shown: str) -> Finding:
    examples = "、".join(kind.example for kind in KINDS if kind.example)
    return Finding(
        "R301",
        Place(shown),
        "这个文件的位置或名称不对，程序不知道它是什么记录，没有读取",
        f"文件应放在规定的位置，扩展名用 .yaml，编号用大写字母和数字，例如：{examples}",
    )


def _name_findings(source: Source, kind: Kind, groups: dict[str, str]) -> Iterator[Finding]:
    """The id and year inside a file must repeat its path."""
    data = source.data if isinstance(source.data, dict) else {}
    wanted = {kind.id_key: groups.get("id"), "year": groups.get("year")}
    for key, value in wanted.items():
        if key and value is not None and str(data.get(key)) != value:
            yield Finding(
                "R302",
                source.place([key]),
                f"文件里的 {key} 是“{data.get(key)}”，而文件位置说的是“{value}”，两者必须相同",
                f"{key}: {value}",
            )


def _absent(present: set[str], shown: str) -> Iterator[Finding]:
    """Files that must be there because others are."""
    wanted = {"township.yaml": "乡镇基本信息"}
    for relative in present:
        folder, _, _ = relative.rpartition("/")
        if relative.startswith("patients/"):
            wanted[f"{folder}/profile.yaml"] = "患者档案"
            if f"{folder}/tombstone.yaml" not in present:
                wanted[f"{folder}/identity.yaml"] = "患者身份信息"
        elif relative.startswith("groups/"):
            wanted[f"{folder}/group.yaml"] = "小组"
        elif folder.startswith("villages/"):
            wanted[f"{folder}.yaml"] = "村（社区）"
    for relative, title in wanted.items():
        if relative not in present:
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
    journals = _by_year(rows, Journal)
    team_journals = _by_year(rows, GroupJournal)
    return Registry(
        township=next(iter(townships.values()), None),
        villages=_by_id(rows, Village),
        staff=_by_id(rows, Staff),
        patients={
            key: Patient(key, identities.get(key), profile, journals.get(key, {}))
            for key, profile in _by_id(rows, Profile).items()
        },
        groups={
            key: CareGroup(group, team_journals.get(key, {})) for key, group in _by_id(rows, Group).items()
        },
        journals=_by_year(rows, TownshipJournal).get("", {}),
        notices=_by_id(rows, Notice),
        sources=sources,
        present=present,
        snapshots=_by_id(rows, Snapshot),
        vault=_by_id(rows, Vault).get(""),
        tombstones=_by_id(rows, Tombstone),
        village_journals=_by_year(rows, VillageJournal),
    )


def _by_id(rows: list[Row], record: type[T]) -> dict[str, T]:
    return {key: item for _, key, _, item in rows if isinstance(item, record)}


def _by_year(rows: list[Row], record: type[T]) -> dict[str, dict[int, T]]:
    """Yearly records by owner, then year."""
    found: dict[str, dict[int, T]] = {}
    for _, owner, year, item in rows:
        if isinstance(item, record):
            found.setdefault(owner, {})[year] = item
    return found
