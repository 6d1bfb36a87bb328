"""Everything that was read, as one frozen value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from carebook.findings import Place
from carebook.reading.source import Source
from carebook.records.journal import FollowUp, Journal
from carebook.records.official import Notice
from carebook.records.person import Identity, Profile, StatusPeriod
from carebook.records.snapshot import Snapshot
from carebook.records.team import (
    Group,
    GroupJournal,
    Member,
    Staff,
    Township,
    TownshipJournal,
    Village,
    VillageJournal,
)
from carebook.vault.model import Tombstone, Vault


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of a journal and where it stands: ``source`` is the file, ``path`` leads to the entry."""

    file: str
    key: str
    index: int
    record: Any

    @property
    def path(self) -> tuple[str, int]:
        """Path of the entry inside its file."""
        return (self.key, self.index)


@dataclass(frozen=True, slots=True)
class Patient:
    """One patient: identity (None where it may not be read), profile, and journals by year."""

    id: str
    identity: Identity | None
    profile: Profile
    journals: Mapping[int, Journal]

    def events(self, key: str) -> Iterator[Event]:
        """Entries of one kind (``follow_ups``, ``ratings``, …) over all years, in the order written."""
        for year, journal in sorted(self.journals.items()):
            for index, entry in enumerate(getattr(journal, key)):
                yield Event(f"patients/{self.id}/{year}.yaml", key, index, entry)

    def follow_ups(self) -> list[FollowUp]:
        """All follow-ups by date."""
        found = [entry for journal in self.journals.values() for entry in journal.follow_ups]
        return sorted(found, key=lambda entry: entry.date)

    def status_on(self, day: date) -> StatusPeriod | None:
        """The status period in force on a day (both ends inclusive); of two that overlap, the later one."""
        for period in reversed(self.profile.statuses):
            if period.since <= day and (period.until is None or day <= period.until):
                return period
        return None


@dataclass(frozen=True, slots=True)
class CareGroup:
    """One care group and its journals by year."""

    group: Group
    journals: Mapping[int, GroupJournal]

    @property
    def id(self) -> str:
        """The group's id."""
        return self.group.id

    def events(self, key: str) -> Iterator[Event]:
        """Entries of one kind (``meetings``, ``exchanges``) over all years, in the order written."""
        for year, journal in sorted(self.journals.items()):
            for index, entry in enumerate(getattr(journal, key)):
                yield Event(f"groups/{self.id}/{year}.yaml", key, index, entry)

    def members_on(self, day: date) -> tuple[Member, ...]:
        """Members whose term covers the day (both ends inclusive), in the order written."""
        return tuple(m for m in self.group.members if m.since <= day and (m.until is None or day <= m.until))


@dataclass(frozen=True)
class Registry:
    """All records of one township, and the sources they came from.

    Paths are relative to the data folder. A file with errors has no record; ``present`` still names its
    path, so that a reference to it is not called broken as well.
    """

    township: Township | None
    villages: Mapping[str, Village]
    staff: Mapping[str, Staff]
    patients: Mapping[str, Patient]
    groups: Mapping[str, CareGroup]
    journals: Mapping[int, TownshipJournal]
    notices: Mapping[str, Notice]
    sources: Mapping[str, Source]
    present: frozenset[str]
    #: Frozen indicators by month (``2026-10``).
    snapshots: Mapping[str, Snapshot] = field(default_factory=dict)
    #: Who can open identities; None where they are not locked.
    vault: Vault | None = None
    #: Whose identity was destroyed, by patient.
    tombstones: Mapping[str, Tombstone] = field(default_factory=dict)
    #: Patients whose identity is there and could not be opened with the keys at hand.
    closed: frozenset[str] = frozenset()
    #: Patients whose key the published demo key opens, though it is not among the recipients.
    exposed: frozenset[str] = frozenset()
    #: Journals of the villages by year.
    village_journals: Mapping[str, Mapping[int, VillageJournal]] = field(default_factory=dict)

    def village_events(self, village: str, key: str) -> Iterator[Event]:
        """Entries of one kind (``patrols``) of a village over all years, in the order written."""
        for year, journal in sorted(self.village_journals.get(village, {}).items()):
            for index, entry in enumerate(getattr(journal, key)):
                yield Event(f"villages/{village}/{year}.yaml", key, index, entry)

    def place(self, file: str, *path: str | int, key: bool = False) -> Place:
        """The spot of a value: path relative to the data folder, then keys and indexes inside the file."""
        return self.sources[file].place(path, key=key)

    @cached_property
    def _serving(self) -> Mapping[str, CareGroup]:
        """The group of each patient: of several, one that is not dissolved, then the first by id."""
        found: dict[str, CareGroup] = {}
        order = sorted(self.groups.values(), key=lambda g: (g.group.dissolved is not None, g.id))
        for group in order:
            for patient in group.group.patients:
                found.setdefault(patient, group)
        return found

    def group_of(self, patient: str) -> CareGroup | None:
        """The group that serves a patient; of several, one that is not dissolved, then the first."""
        return self._serving.get(patient)
