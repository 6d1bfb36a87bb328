"""The files of settings below ``policies/``, in one table: to add one, write a schema, a type, and a row here.

What a file names elsewhere is written in its schema (``x-ref``, ``x-defines``) and looked up for every row alike; a row
needs a check of its own only for what no schema can say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from carebook.findings import Finding
from carebook.policy.audiences import AudienceBook
from carebook.policy.bounds import Bounds
from carebook.policy.calendars import Calendar, contradictions
from carebook.policy.definitions import IndicatorBook
from carebook.policy.disclosure import Disclosure, unknown_attribute
from carebook.policy.model import Policy
from carebook.policy.processing import ProcessingBook
from carebook.policy.scores import ScoreBook
from carebook.policy.workable import misworded
from carebook.reading.record import Record
from carebook.reading.source import Source, Value

#: Says what is wrong with a file that fits its schema: from the source, the typed value and the folder of the schemas.
Check = Callable[[Source, Any, Path], Iterator[Finding]]


def _nothing(_source: Source, _value: Record, _schemas: Path) -> Iterator[Finding]:
    yield from ()


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """A kind of settings: its schema, where it lies below ``policies/``, its type.

    A ``pattern`` with a star may be many files, told apart by their names; a file that another row names is not among
    them. ``example`` is one of them, for handbooks. What ``check`` finds is told and the file is used all the same;
    of a ``strict`` one nothing is used then.
    """

    schema: str
    pattern: str
    record: type[Record]
    check: Check = _nothing
    strict: bool = False
    example: str = ""

    @property
    def many(self) -> bool:
        """Whether there may be several such files."""
        return "*" in self.pattern

    @property
    def shown(self) -> str:
        """A file of the kind as a person would name it."""
        return f"policies/{self.example or self.pattern}"


@dataclass(frozen=True, slots=True)
class Written:
    """A file that is there. Without ``source`` it cannot be read, without ``value`` it is not to be used."""

    row: SettingsFile
    shown: str
    source: Source | None
    data: Value = None
    value: Record | None = None

    @property
    def name(self) -> str:
        """The name of the file without its ending."""
        return PurePosixPath(self.shown).stem


FILES: tuple[SettingsFile, ...] = (
    SettingsFile("policy", "*.yaml", Policy, misworded, example="zhongliang-2022-9.yaml"),
    SettingsFile("calendar", "calendar/*.yaml", Calendar, contradictions, strict=True, example="calendar/2026.yaml"),
    SettingsFile("expectations", "expectations/default.yaml", Bounds),
    SettingsFile("indicators", "indicators/national.yaml", IndicatorBook),
    SettingsFile("publication", "publication/national.yaml", Disclosure, unknown_attribute),
    SettingsFile("scorecard", "scorecard/township.yaml", ScoreBook),
    SettingsFile("processing", "processing/national.yaml", ProcessingBook),
    SettingsFile("audiences", "audiences.yaml", AudienceBook),
)
