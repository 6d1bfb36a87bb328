"""Which records have errors, and what depends on them: a fault holds back its own, and nothing else.

An error stands in a file, and a file belongs to a record: a patient, a group, a village, a worker, a notice, or the
township's common entries. What is made from that record is held back and says so; all else is made. Errors in the
township's own record, its vault, or the settings concern everything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from carebook.audience.references import named
from carebook.audience.trees import Tree
from carebook.findings import Finding
from carebook.reading.record import Record
from carebook.records.kinds import kind_of
from carebook.records.registry import Registry

_OWNERS = ("patients", "groups", "villages", "staff", "notices")
_COMMON = ("township/", "snapshots/", "plans/")
_IDENTITY = "identity.yaml"
#: Errors about files that are no records: they must go, and nothing is made from them.
_BESIDE = frozenset({"R315"})
_PEOPLE = frozenset({"patient", "group", "village", "unit", "staff", "staff-or-guardian", "recorder"})


@dataclass(frozen=True, slots=True)
class FaultyRecord:
    """The errors of one record: ``owner`` is its folder (``patients``, or ``township`` for common entries), ``id`` its id."""

    owner: str
    id: str
    findings: tuple[Finding, ...]

    @property
    def figures(self) -> bool:
        """Whether figures are counted from what has errors: not from names and numbers of persons, nor from notices."""
        if self.owner in {"staff", "notices"}:
            return False
        return any(not one.place.file.endswith(_IDENTITY) for one in self.findings)


@dataclass(frozen=True, slots=True)
class FaultyRecords:
    """All records with errors. ``everywhere`` are errors after which nothing can be made."""

    faults: tuple[FaultyRecord, ...] = ()
    everywhere: tuple[Finding, ...] = ()

    @property
    def ids(self) -> frozenset[str]:
        """Ids of the records with errors; an empty one for what is common to the township."""
        return frozenset(one.id for one in self.faults)

    def within(self, near: Registry, township: Registry, tree: Tree) -> tuple[tuple[FaultyRecord, ...], int]:
        """The faults of records within a tree's reach, and how many more there are of which nobody knows whose they are."""
        everybody = tree.audience.patients == "all"
        reach: Mapping[str, Iterable[str]] = {
            "patients": near.patients, "groups": near.groups, "villages": near.villages, "staff": near.staff,
            "notices": near.notices,
        }  # fmt: skip
        known: Mapping[str, Iterable[str]] = {
            "patients": township.patients, "groups": township.groups, "villages": township.villages,
            "staff": township.staff, "notices": township.notices,
        }  # fmt: skip
        told, unknown = [], 0
        for one in self.faults:
            if everybody or one.id in reach.get(one.owner, ()):
                told.append(one)
            elif one.id not in known.get(one.owner, ()):
                unknown += 1
        return tuple(told), unknown


def faulty(errors: Iterable[Finding], shown: str) -> FaultyRecords:
    """Sort errors by the record whose file they stand in; ``shown`` is how the data folder is named in places."""
    owned: dict[tuple[str, str], list[Finding]] = {}
    everywhere: list[Finding] = []
    for one in errors:
        if one.rule in _BESIDE:
            continue
        owner = _owner(one.place.file.removeprefix(f"{shown}/")) if one.place.file.startswith(f"{shown}/") else None
        if owner is None:
            everywhere.append(one)
        else:
            owned.setdefault(owner, []).append(one)
    faults = tuple(FaultyRecord(*owner, tuple(found)) for owner, found in sorted(owned.items()))
    return FaultyRecords(faults, tuple(everywhere))


def _owner(relative: str) -> tuple[str, str] | None:
    """Folder and id of the record that a file of the data folder belongs to; None where it is the township's own."""
    folder, _, rest = relative.partition("/")
    code = rest.partition("/")[0].removesuffix(".yaml")
    if folder in _OWNERS and code:
        return folder, code
    spot = kind_of(relative)
    return ("township", "") if spot is None or relative.startswith(_COMMON) else None


@dataclass(frozen=True)
class Dependencies:
    """What papers about a record are made from: the ids of all records whose fault holds them back."""

    registry: Registry
    schemas: Path
    day: date
    _found: dict[str, frozenset[str] | None] = field(default_factory=dict, repr=False)

    def touched(self, subject: str, faults: frozenset[str]) -> bool:
        """Whether something that papers about a subject are made from has an error."""
        if subject not in self._found:
            self._found[subject] = self._of(subject)
        found = self._found[subject]
        return bool(faults) if found is None else bool(found & faults)

    def _of(self, subject: str) -> frozenset[str] | None:
        """The ids; None where papers count everybody."""
        known = self.registry
        ways: tuple[tuple[Mapping[str, object], Callable[[str], Iterator[str]]], ...] = (
            (known.patients, self._of_patient),
            (known.groups, self._of_group),
            (known.villages, self._of_village),
            (known.staff, self._of_worker),
            (known.notices, self._of_notice),
        )
        return next((frozenset(way(subject)) for records, way in ways if subject in records), None)

    def _of_patient(self, code: str) -> Iterator[str]:
        patient = self.registry.patients[code]
        yield code
        yield from self._named(patient.profile, "patient.profile")
        if patient.identity:
            yield from self._named(patient.identity, "patient.identity")
        for entry in patient.entries:
            yield from self._named(entry.record, f"entry.{entry.kind}")
        group = self.registry.group_of(patient.id)
        if group:
            yield group.id
            yield from (member.staff for member in group.group.members if member.staff)

    def _of_group(self, code: str) -> Iterator[str]:
        group = self.registry.groups[code]
        yield code
        yield from self._named(group.group, "group")
        for entry in group.entries:
            yield from self._named(entry.record, f"entry.{entry.kind}")

    def _of_village(self, village: str) -> Iterator[str]:
        """Everybody who lives there; those whose record cannot be read may, and count."""
        yield village
        known = self.registry.patients
        yield from (code for code, one in known.items() if one.village_on(self.day) == village)
        yield from self._unread()

    def _of_worker(self, worker: str) -> Iterator[str]:
        yield worker
        for group in self.registry.groups.values():
            if any(member.staff == worker for member in group.group.members):
                yield group.id
                yield from group.group.patients

    def _of_notice(self, notice: str) -> Iterator[str]:
        record = self.registry.notices[notice]
        yield notice
        yield from self._named(record, "notice")
        for code in record.groups:
            yield from self._of_group(code) if code in self.registry.groups else ()

    def _unread(self) -> Iterator[str]:
        """Patients of whom a file is there, and no profile that could be read."""
        for file in self.registry.present:
            spot = kind_of(file)
            if spot and file.startswith("patients/") and spot.id not in self.registry.patients:
                yield spot.id

    def _named(self, record: Record, schema: str) -> Iterator[str]:
        return named(record, self.schemas, schema, _PEOPLE)


def unlooked(registry: Registry) -> frozenset[str]:
    """Patients whose identity lies there and could not be read at all: nobody can look for their names."""
    files = (file for file in registry.present if file.startswith("patients/") and file.endswith(f"/{_IDENTITY}"))
    return frozenset(file.split("/")[1] for file in files if file not in registry.sources)
