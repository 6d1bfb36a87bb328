"""Entries by the names that policies use for them: those of the table of kinds, and a few that are parts of one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from carebook.policy.subjects import Subject
from carebook.reading.record import Record
from carebook.records.entry import Entry
from carebook.records.kinds import kind_named
from carebook.records.periods import Period, period_named
from carebook.records.person import Profile
from carebook.records.registry import Patient

#: Names for some entries of a kind only: the kind, and the field that must be filled in.
PARTS: Mapping[str, tuple[str, str]] = {"education": ("visit", "education")}
#: Being taken into care is told in the profile.
FILING = "filing"
#: Whose entries concern whom: a group has those of its patients, a village those of the township that name it.
_CONCERNED: Mapping[str, frozenset[str]] = {
    "patients": frozenset({"patient", "group"}),
    "groups": frozenset({"group"}),
    "villages": frozenset({"village", "township"}),
    "township": frozenset({"township"}),
}
#: Fields that say which period an entry is for.
PERIODS = ("month", "quarter")


def form(name: str) -> tuple[type[Record], frozenset[str]] | None:
    """What an entry of a name looks like, and the subjects that have such entries; None if there is no such name."""
    if name == FILING:
        return Profile, _CONCERNED["patients"]
    kind = kind_named(PARTS[name][0] if name in PARTS else name)
    if kind is None or not kind.owner:
        return None
    concerned = _CONCERNED[kind.owner]
    if kind.owner == "township" and "village" in kind.record.__struct_fields__:
        concerned |= {"village"}
    return kind.record, concerned


def entries(subject: Subject, *names: str) -> list[Entry]:
    """The entries of some names that concern a subject, by day."""
    found = (entry for name in names for entry in _entries(subject, name))
    return sorted(found, key=lambda entry: entry.order)


def _entries(subject: Subject, name: str) -> Iterator[Entry]:
    if name == FILING:
        yield from (_filing(patient) for patient in subject.patients)
        return
    kind, filled = PARTS.get(name, (name, ""))
    for held in subject.held():
        for entry in held.of(kind):
            elsewhere = subject.village_only and getattr(entry.record, "village", subject.id) != subject.id
            if not elsewhere and (not filled or getattr(entry.record, filled)):
                yield entry


def _filing(patient: Patient) -> Entry:
    return Entry(FILING, patient.profile.filed, patient.profile, f"patients/{patient.id}/profile.yaml")


def period_written(entry: Entry) -> Period | None:
    """The month or quarter an entry says it is for; None if it does not say so."""
    written = next((value for key in PERIODS if (value := getattr(entry.record, key, None))), "")
    return period_named(written) if written else None


def counts_from(entry: Entry) -> date:
    """The day from which the next interval runs after an entry.

    That of the entry; what was written late for a period counts for that one, so that the report of September, sent
    in October, does not stand for October's.
    """
    period = period_written(entry)
    return min(entry.day, period.last) if period else entry.day


def names_period(name: str) -> bool:
    """Whether entries of a name say which month or quarter they are for."""
    found = form(name)
    return found is not None and any(key in found[0].__struct_fields__ for key in PERIODS)
