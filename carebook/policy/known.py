"""The records as they were known on a day: what was entered later is not seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TypeVar

from msgspec import structs

from carebook.records.record import Record
from carebook.records.registry import Registry

R = TypeVar("R", bound=Record)


def as_known(registry: Registry, day: date) -> Registry:
    """The registry without journal entries recorded after ``day`` (a visit of that day recorded later is left out).

    Entries keep their own ``recorded_on`` only in journals; profiles, groups and terms are taken as they stand.
    Positions inside a file (``#follow_ups[3]``) hold for the day's own view: an entry written later between others
    moves those behind it.
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
    )


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
