"""The records as they were known on a day: what was entered later is not seen."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TypeVar

from msgspec import structs

from carebook.reading.record import Record
from carebook.records.registry import Registry

_ENTRY = re.compile(r"(patients|groups|villages|journal)(?:/([A-Z0-9-]+))?/(\d{4})\.yaml#(\w+)\[(\d+)\]")
R = TypeVar("R", bound=Record)


def as_known(registry: Registry, day: date) -> Registry:
    """The registry without journal entries recorded after ``day`` (a visit of that day recorded later is left out).

    Entries keep their own ``recorded_on`` only in journals; profiles, groups and terms are taken as they stand.
    Positions inside a file (``#follow_ups[3]``) change where entries are left out; ``written`` gives them back.
    """
    return replace(
        registry,
        patients={
            key: replace(patient, journals={y: _until(j, day) for y, j in patient.journals.items()})
            for key, patient in registry.patients.items()
        },
        groups={
            key: replace(group, journals={y: _until(j, day) for y, j in group.journals.items()})
            for key, group in registry.groups.items()
        },
        journals={year: _until(journal, day) for year, journal in registry.journals.items()},
        village_journals={
            key: {year: _until(journal, day) for year, journal in journals.items()}
            for key, journals in registry.village_journals.items()
        },
    )


def last_recorded(registry: Registry) -> date:
    """The latest day on which something was written into a journal (``date.min`` if nothing was)."""
    journals = [
        *(j for patient in registry.patients.values() for j in patient.journals.values()),
        *(j for group in registry.groups.values() for j in group.journals.values()),
        *registry.journals.values(),
        *(j for own in registry.village_journals.values() for j in own.values()),
    ]
    entries = (
        entry
        for journal in journals
        for key in journal.__struct_fields__
        for entry in (getattr(journal, key) if isinstance(getattr(journal, key), tuple) else ())
    )
    return max((getattr(entry, "recorded_on", date.min) for entry in entries), default=date.min)


def written(registry: Registry, known: Registry, ref: str) -> str:
    """Where an entry named by ``known = as_known(registry, …)`` stands in its file; other refs as they are."""
    found = _ENTRY.fullmatch(ref)
    if found is None:
        return ref
    folder, owner, year, key, index = found.groups()
    before, after = (_journal(one, folder, owner, int(year)) for one in (known, registry))
    if before is after:
        return ref
    entry = getattr(before, key)[int(index)]
    place = next(i for i, one in enumerate(getattr(after, key)) if one is entry)
    return f"{ref.partition('#')[0]}#{key}[{place}]"


def _journal(registry: Registry, folder: str, owner: str | None, year: int) -> Record:
    if folder == "journal":
        return registry.journals[year]
    if folder == "villages":
        return registry.village_journals[owner or ""][year]
    if folder == "patients":
        return registry.patients[owner or ""].journals[year]
    return registry.groups[owner or ""].journals[year]


def _until(journal: R, day: date) -> R:
    """A journal without entries recorded later; the journal itself if there are none."""
    kept = {}
    for key in journal.__struct_fields__:
        entries = getattr(journal, key)
        if isinstance(entries, tuple):
            early = tuple(entry for entry in entries if getattr(entry, "recorded_on", day) <= day)
            if len(early) < len(entries):
                kept[key] = early
    return structs.replace(journal, **kept) if kept else journal
