"""Everything below ``policies/`` as one value: read once, handed to whoever needs it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar, cast

from carebook.policy.adopted import Adopted
from carebook.policy.audiences import Audiences
from carebook.policy.bounds import Bounds
from carebook.policy.definitions import Definition, IndicatorBook
from carebook.policy.workdays import Workdays
from carebook.reading.record import Record

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a township goes by.

    ``files`` are the files that could be read: by their type, and of each type by the name of the file. The rest is
    worked out from them: ``adopted`` are the documents the township follows, with its changes; ``workdays`` joins the
    calendars of all years; ``bounds`` are those of the expectations about the whole, with the township's own (without
    them nothing is expected); ``audiences`` are empty where nothing says who may see what. ``policies`` are the ids of
    all documents that have a file, broken ones included.
    """

    files: Mapping[type[Record], Mapping[str, Record]] = field(default_factory=dict)
    adopted: tuple[Adopted, ...] = ()
    workdays: Workdays = field(default_factory=Workdays)
    bounds: Bounds | None = None
    audiences: Audiences = field(default_factory=Audiences)
    policies: frozenset[str] = frozenset()

    def every(self, kind: type[R]) -> Mapping[str, R]:
        """All files of a type by their names."""
        return cast("Mapping[str, R]", self.files.get(kind, {}))

    def one(self, kind: type[R]) -> R | None:
        """The file of a type of which there is one; None if it is not there or wrong."""
        return next(iter(self.every(kind).values()), None)

    @property
    def definitions(self) -> tuple[Definition, ...]:
        """How indicators are computed."""
        book = self.one(IndicatorBook)
        return book.indicators if book is not None else ()
