"""An entry: something that happened, written once in a file of its own; and all entries of one owner.

An entry proved wrong is withdrawn, not deleted. Entries are asked for by kind (``visit``); the kinds stand in
``carebook.records.kinds``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from msgspec import structs

from carebook.reading.record import Day, Record

#: Who recorded an entry, where that is not known (entries of an older format).
UNKNOWN = "unknown"


class Withdrawal(Record, frozen=True):
    """That an entry does not count: since which day, by whose decision, why."""

    on: Day
    by: str
    reason: str


class EntryRecord(Record, frozen=True):
    """What every entry says: the day it was recorded, by whom (a staff id, or ``unknown``), and whether it counts."""

    recorded_on: Day
    recorded_by: str
    withdrawn: Withdrawal | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its kind, its day, itself, and its file relative to the data folder."""

    kind: str
    day: date
    record: Any
    file: str

    @property
    def order(self) -> tuple[date, str, int]:
        """Entries by day; of one day by file, the second one of a person (``-2``) after the first, the tenth last."""
        stem, _, tail = self.file.removesuffix(".yaml").rpartition("-")
        return (self.day, stem, int(tail)) if tail.isdecimal() else (self.day, f"{stem}-{tail}", 1)


@dataclass(frozen=True, slots=True)
class Entries:
    """The entries of one owner: by kind, each kind by day."""

    by_kind: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)

    @staticmethod
    def gathered(entries: Iterable[Entry]) -> Entries:
        """Put entries in order: by kind, then day, then file."""
        found: dict[str, list[Entry]] = {}
        for entry in sorted(entries, key=lambda one: (one.kind, one.order)):
            found.setdefault(entry.kind, []).append(entry)
        return Entries({kind: tuple(many) for kind, many in found.items()})

    def of(self, *kinds: str) -> tuple[Entry, ...]:
        """Entries of one kind that count, by day; of several kinds, by day over all of them."""
        found = [one for kind in kinds for one in self.by_kind.get(kind, ()) if one.record.withdrawn is None]
        return tuple(found) if len(kinds) == 1 else tuple(sorted(found, key=lambda one: one.order))

    def __iter__(self) -> Iterator[Entry]:
        """Every entry, withdrawn ones included."""
        return (one for many in self.by_kind.values() for one in many)

    def known_on(self, day: date) -> Entries:
        """What was known at the end of a day: without what was recorded later, nor withdrawals decided later."""
        kept = {
            kind: tuple(_known(one, day) for one in many if one.record.recorded_on <= day)
            for kind, many in self.by_kind.items()
        }
        return Entries({kind: many for kind, many in kept.items() if many})


def _known(entry: Entry, day: date) -> Entry:
    withdrawn = entry.record.withdrawn
    if withdrawn is None or withdrawn.on <= day:
        return entry
    return replace(entry, record=structs.replace(entry.record, withdrawn=None))
