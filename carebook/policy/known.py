"""The records as they were known on a day: what was entered later is not seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TypeVar

from msgspec import structs

from carebook.reading.record import Record
from carebook.records.registry import Registry

R = TypeVar("R", bound=Record)


def as_known(registry: Registry, day: date) -> Registry:
    """The registry without what was recorded after ``day`` (a visit of that day recorded later is left out).

    Entries go by their day of recording, and so do the dated values in profiles; the first of these always stays.
    """
    known = registry.changed(lambda _, entries: entries.known_on(day))
    patients = {key: replace(one, profile=_until(one.profile, day)) for key, one in known.patients.items()}
    return replace(known, patients=patients)


def last_recorded(registry: Registry) -> date:
    """The latest day on which an entry was recorded (``date.min`` if none was)."""
    return max(
        (entry.record.recorded_on for _, entries in registry.owned() for entry in entries), default=date.min
    )


def _until(record: R, day: date) -> R:
    """A record whose lists of dated values hold only what was recorded by a day, the first value in any case."""
    kept = {}
    for key in record.__struct_fields__:
        values = getattr(record, key)
        if isinstance(values, tuple) and values and hasattr(values[0], "recorded_on"):
            early = tuple(one for one in values if one.recorded_on <= day) or values[:1]
            if len(early) < len(values):
                kept[key] = early
    return structs.replace(record, **kept) if kept else record
