"""The records as they were known on a day: what was entered later is not seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TypeVar

from msgspec import structs

from carebook.reading.record import Record
from carebook.records.registry import Patient, Registry
from carebook.records.team import Merger

#: Lists of dated values that begin empty.
_NONE_AT_FIRST = frozenset({"merged_into"})

R = TypeVar("R", bound=Record)


def as_known(registry: Registry, day: date) -> Registry:
    """The registry without what was recorded after ``day`` (a visit of that day recorded later is left out).

    Entries go by their day of recording, and so do dated values: where somebody lives, guardians, posts, members,
    documents followed. The first of these always stays, except of what need not be at all (mergers).
    """
    known = registry.changed(lambda _, entries: entries.known_on(day))
    patients = {key: _patient(one, day) for key, one in known.patients.items()}
    groups = {
        key: replace(one, group=_until(one.group, day), merged=_mergers(one.merged, day))
        for key, one in known.groups.items()
    }
    return replace(
        known,
        patients=patients,
        groups=groups,
        township=_until(known.township, day) if known.township else None,
        staff={key: _until(one, day) for key, one in known.staff.items()},
        villages={key: _until(one, day) for key, one in known.villages.items()},
        plans={month: one for month, one in known.plans.items() if one.made_on <= day},
    )


def _patient(patient: Patient, day: date) -> Patient:
    identity = _until(patient.identity, day) if patient.identity else None
    merged = _mergers(patient.merged, day)
    return replace(patient, profile=_until(patient.profile, day), identity=identity, merged=merged)


def _mergers(merged: Mapping[str, tuple[Merger, ...]], day: date) -> dict[str, tuple[Merger, ...]]:
    return {key: tuple(one for one in many if one.recorded_on <= day) for key, many in merged.items()}


def last_recorded(registry: Registry) -> date:
    """The latest day on which an entry was recorded or a plan was given out (``date.min`` if none was)."""
    recorded = (entry.record.recorded_on for _, entries in registry.owned() for entry in entries)
    return max((*recorded, *(plan.made_on for plan in registry.plans.values())), default=date.min)


def _until(record: R, day: date) -> R:
    """A record whose lists of dated values hold only what was recorded by a day, the first value in any case."""
    kept = {}
    for key in record.__struct_fields__:
        values = getattr(record, key)
        if isinstance(values, tuple) and values and hasattr(values[0], "recorded_on"):
            early = tuple(one for one in values if (one.recorded_on or date.min) <= day)
            early = early or values[: key not in _NONE_AT_FIRST]
            if len(early) < len(values):
                kept[key] = early
    return structs.replace(record, **kept) if kept else record
