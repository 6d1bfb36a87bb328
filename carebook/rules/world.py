"""What a rule looks at, and how rules are found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any

from carebook.findings import Finding
from carebook.policy.bounds import Bounds
from carebook.policy.definitions import Definition
from carebook.policy.disclosure import Disclosure
from carebook.policy.item import DueItem
from carebook.policy.load import Adopted, high_from
from carebook.policy.processing import ProcessingBook
from carebook.policy.workdays import Workdays
from carebook.reading.fields import Field, fields, values
from carebook.reading.source import Source
from carebook.records.layout import kind_of
from carebook.records.registry import Event, Registry


@dataclass(frozen=True, slots=True)
class World:
    """The registry on one day, with what the policies ask for.

    ``schemas`` is the folder of the schemas: a rule about fields in general reads them there.
    ``policies`` are the ids of all policy files that exist. ``definitions`` say how indicators are computed.
    ``disclosure`` is the limit for publication. ``not_names`` are words that hold somebody's name and mean something else.
    ``processing`` says how long records are kept.
    ``bounds`` are those of the expectations about the whole; without them nothing is expected.
    """

    registry: Registry
    adopted: Sequence[Adopted]
    items: Sequence[DueItem]
    today: date
    schemas: Path
    policies: frozenset[str]
    workdays: Workdays
    definitions: Sequence[Definition]
    disclosure: Disclosure | None = None
    not_names: Sequence[str] = ()
    processing: ProcessingBook | None = None
    bounds: Bounds | None = None

    def is_high(self, risk: int | None) -> bool:
        """Whether a level of the risk rating is high: from the lowest level on that an adopted document calls so."""
        lowest = high_from(self.adopted)
        return risk is not None and lowest is not None and risk >= lowest

    def at(self, code: str, event: Event, key: str, message: str, fix: str = "") -> Finding:
        """A finding at one key of a journal entry."""
        return Finding(code, self.registry.place(event.file, *event.path, key), message, fix)


@dataclass(frozen=True, slots=True)
class Spot:
    """One written value: its file, the field it fills, its exact path there."""

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

    def finding(self, code: str, message: str, fix: str = "") -> Finding:
        """A finding at this value."""
        return Finding(code, self.source.place(self.path), message, fix)


def spots(world: World, wanted: Callable[[Field], bool]) -> Iterator[Spot]:
    """Every value written for the wanted fields, in all files, broken records included."""
    for file, source in sorted(world.registry.sources.items()):
        found = kind_of(file)
        for field in fields(world.schemas, found[0].name) if found else ():
            if wanted(field):
                for path, value in values(source.data, field.path):
                    yield Spot(source, field, path, value)


Check = Callable[[World], Iterator[Finding]]


def expected(check: Callable[[World, Bounds], Iterator[Finding]]) -> Check:
    """A rule that compares with the bounds of what is expected; without bounds it is silent."""

    @wraps(check)
    def apply(world: World) -> Iterator[Finding]:
        if world.bounds is not None:
            yield from check(world, world.bounds)

    return apply
