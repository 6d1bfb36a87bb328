"""Everything that was read, as one frozen value."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from carebook.findings import Place
from carebook.reading.source import Source
from carebook.records.codes import AGREED
from carebook.records.dated import in_force
from carebook.records.entry import Entries, Entry
from carebook.records.issued import IssuedPlan
from carebook.records.official import Notice
from carebook.records.parts import DeathFound
from carebook.records.person import Guardian, Identity, Profile, Residence
from carebook.records.snapshot import Snapshot
from carebook.records.state import HOME, REFUSED, Accord, Course, Standing, StatusPeriod, Stay, accords, course, stays
from carebook.records.team import Group, Member, Merger, Staff, Township, Village
from carebook.vault.model import Tombstone, Vault

_NOTHING = Entries()


def merged_on(village: str, merged: Mapping[str, tuple[Merger, ...]], day: date) -> str:
    """What a village is on a day: itself, or the one it was merged into by then."""
    seen = {village}
    while True:
        done = [one for one in merged.get(village, ()) if one.since <= day]
        into = in_force(done, day)
        if into is None or into[1].village in seen:
            return village
        village = into[1].village
        seen.add(village)


@dataclass(frozen=True)
class Patient:
    """One patient: identity (None where it may not be read), profile, and what happened."""

    id: str
    identity: Identity | None
    profile: Profile
    entries: Entries = _NOTHING
    #: Villages that were merged into others: those who live there live in the other one from that day on.
    merged: Mapping[str, tuple[Merger, ...]] = field(default_factory=dict)

    @cached_property
    def course(self) -> Course:
        """What became of the patient: statuses from filing on; who did not agree on the form begins as refusing."""
        consent = self.profile.supplementary.consent
        agreed = consent is None or consent.agreed == AGREED  # nobody who was not asked yet has refused
        return course(self.profile.filed, HOME if agreed else REFUSED, self.entries)

    @property
    def standings(self) -> tuple[Standing, ...]:
        """The patient's statuses from filing on, by day, each with the file of the act that began it."""
        return self.course.standings

    @property
    def stays(self) -> tuple[Stay, ...]:
        """The patient's hospital stays, by day of admission."""
        return stays(self.entries)

    @property
    def death(self) -> DeathFound | None:
        """Day and cause of the patient's death, wherever it was written."""
        told = [one.record for one in self.entries.of("death")]
        found = [DeathFound(date=one.date, cause=one.cause, died=one.died, detail=one.detail) for one in told]
        found += [one.record.death for one in self.entries.of("visit") if one.record.death is not None]
        return found[0] if found else None

    @property
    def died_on(self) -> date | None:
        """The day of the patient's death."""
        last = self.standings[-1].period
        return last.since if last.status == "deceased" else None

    @property
    def statuses(self) -> tuple[StatusPeriod, ...]:
        """The patient's statuses from filing on, by day."""
        return tuple(one.period for one in self.standings)

    @cached_property
    def accords(self) -> tuple[Accord, ...]:
        """The patient's guardian award agreements, each with the entries it was put together from."""
        return accords(self.entries)

    def standing_on(self, day: date) -> Standing | None:
        """The status in force on a day and the file of the act that began it; None before filing."""
        return next((one for one in reversed(self.standings) if one.period.since <= day), None)

    def status_on(self, day: date) -> StatusPeriod | None:
        """The status period in force on a day (both ends inclusive); None before filing."""
        found = self.standing_on(day)
        return found.period if found else None

    def residence_on(self, day: date) -> Residence:
        """Where the patient lived on a day; before the first residence that one."""
        found = in_force(self.profile.residences, day)
        return found[1] if found else self.profile.residences[0]

    def village_on(self, day: date) -> str:
        """The id of the village the patient lived in on a day, by its name of that day."""
        return merged_on(self.residence_on(day).village, self.merged, day)

    def guardian_on(self, day: date) -> Guardian | None:
        """The patient's guardian on a day; None if there is none, or the identity may not be read."""
        found = self.identity.guardian_on(day) if self.identity else None
        return found[1] if found else None


@dataclass(frozen=True, slots=True)
class CareGroup:
    """One care group and what it did."""

    group: Group
    entries: Entries = _NOTHING
    #: Villages that were merged into others.
    merged: Mapping[str, tuple[Merger, ...]] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The group's id."""
        return self.group.id

    def village_on(self, day: date) -> str:
        """The id of the group's village, by what it was on a day."""
        return merged_on(self.group.village, self.merged, day)

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
    notices: Mapping[str, Notice]
    sources: Mapping[str, Source]
    present: frozenset[str]
    #: What the offices of the township did.
    entries: Entries = _NOTHING
    #: What happened in each village.
    village_entries: Mapping[str, Entries] = field(default_factory=dict)
    #: Frozen indicators by month (``2026-10``).
    snapshots: Mapping[str, Snapshot] = field(default_factory=dict)
    #: Plans that were given out, by month (``2026-12``).
    plans: Mapping[str, IssuedPlan] = field(default_factory=dict)
    #: Who can open identities; None where they are not locked.
    vault: Vault | None = None
    #: Whose identity was destroyed, by patient.
    tombstones: Mapping[str, Tombstone] = field(default_factory=dict)
    #: Ids that were merged into others, each with the id it stands for.
    aliases: Mapping[str, str] = field(default_factory=dict)
    #: Patients whose identity is there and could not be opened with the keys at hand.
    closed: frozenset[str] = frozenset()
    #: Patients whose key the published demo key opens, though it is not among the recipients.
    exposed: frozenset[str] = frozenset()

    def in_village(self, village: str) -> Entries:
        """What happened in a village; nothing for one that is not known."""
        return self.village_entries.get(village, _NOTHING)

    def owned(self) -> Iterator[tuple[str, Entries]]:
        """All entries by the folder of their owner: ``patients/QX-0001``, ``villages/QX-V1``, ``township``."""
        yield from ((f"patients/{key}", one.entries) for key, one in self.patients.items())
        yield from ((f"groups/{key}", one.entries) for key, one in self.groups.items())
        yield from ((f"villages/{key}", one) for key, one in self.village_entries.items())
        yield "township", self.entries

    def every(self, *kinds: str) -> Iterator[Entry]:
        """Every entry of some kinds that counts, whoever's it is, owner by owner and by day."""
        return (entry for _, entries in self.owned() for entry in entries.of(*kinds))

    def changed(self, change: Callable[[str, Entries], Entries]) -> Registry:
        """The registry with the entries of each owner put through ``change`` (owner's folder, entries)."""
        return replace(
            self,
            patients={
                key: replace(one, entries=change(f"patients/{key}", one.entries)) for key, one in self.patients.items()
            },
            groups={
                key: replace(one, entries=change(f"groups/{key}", one.entries)) for key, one in self.groups.items()
            },
            village_entries={key: change(f"villages/{key}", one) for key, one in self.village_entries.items()},
            entries=change("township", self.entries),
        )

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
