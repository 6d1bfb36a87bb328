"""What a rule looks at, and how rules are found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any

from carebook.findings import Finding
from carebook.policy.adopted import high_from
from carebook.policy.bounds import Bounds
from carebook.policy.item import DueItem
from carebook.policy.settings import Settings
from carebook.reading.fields import Field, fields, values
from carebook.reading.resolved import resolved_schema
from carebook.reading.source import Source
from carebook.records.entry import Entry
from carebook.records.kinds import kind_of
from carebook.records.registry import Registry
from carebook.records.state import StatusPeriod


@dataclass(frozen=True, slots=True)
class World:
    """The registry on one day, with what the township goes by and what it asks for.

    ``schemas`` is the folder of the schemas: a rule about fields in general reads them there.
    """

    registry: Registry
    settings: Settings
    items: Sequence[DueItem]
    today: date
    schemas: Path

    def is_high(self, risk: int | None) -> bool:
        """Whether a level of the risk rating is high: from the lowest level on that an adopted document calls so."""
        lowest = high_from(self.settings.adopted)
        return risk is not None and lowest is not None and risk >= lowest

    def title(self, kind: str, key: str = "") -> str:
        """The Chinese title of a kind of entry, or of one of its fields."""
        schema = resolved_schema(self.schemas, f"entry.{kind}")
        return str((schema["properties"][key] if key else schema)["title"])

    def status_words(self, period: StatusPeriod | None) -> str:
        """A status as people call it."""
        codes = resolved_schema(self.schemas, "patient.status")["properties"]["status"]["x-codes"]
        return str(codes[period.status]) if period else "没有建档"

    def at(self, code: str, entry: Entry, key: str, message: str, advice: str = "") -> Finding:
        """A finding at one key of an entry."""
        return Finding(code, self.registry.place(entry.file, key), message, advice)


@dataclass(frozen=True, slots=True)
class WrittenValue:
    """One written value: its file (relative to the data folder), the field it fills, its exact path there."""

    file: str
    source: Source
    field: Field
    path: tuple[str | int, ...]
    value: Any

    def beside(self, key: str) -> Any:
        """The value of another key of the same mapping; None if it is not written."""
        owner: Any = self.source.data
        for step in self.path[:-1]:
            owner = owner[step]
        return owner.get(key) if isinstance(owner, dict) else None

    def finding(self, code: str, message: str, advice: str = "") -> Finding:
        """A finding at this value."""
        return Finding(code, self.source.place(self.path), message, advice)


def spots(world: World, wanted: Callable[[Field], bool]) -> Iterator[WrittenValue]:
    """Every value written for the wanted fields, in all files, broken records included."""
    for file, source in sorted(world.registry.sources.items()):
        found = kind_of(file)
        for field in fields(world.schemas, found.kind.schema) if found else ():
            if wanted(field):
                for path, value in values(source.data, field.path):
                    yield WrittenValue(file, source, field, path, value)


Check = Callable[[World], Iterator[Finding]]


def expected(check: Callable[[World, Bounds], Iterator[Finding]]) -> Check:
    """A rule that compares with the bounds of what is expected; without bounds it is silent."""

    @wraps(check)
    def apply(world: World) -> Iterator[Finding]:
        if world.settings.bounds is not None:
            yield from check(world, world.settings.bounds)

    return apply
