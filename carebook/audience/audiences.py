"""Who gets what: the audiences of a township as ``policies/audiences.yaml`` defines them. Default is no.

Fields are not named here: ``x-audience`` in the schemas is their one definition. Here stands which tree there is, whose
records lie in it, how a person is called in lists, and which pages, papers and calendars are made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from carebook.findings import Finding
from carebook.reading.record import Record
from carebook.reading.schema import SchemaBook
from carebook.reading.source import read
from carebook.records.registry import Registry

FILE = "audiences.yaml"


class Reason(Record, frozen=True):
    """Why an audience is given anything: the duty, and the article it comes from (个人信息保护法 第三十四条)."""

    duty: str
    article: str


class Mask(Record, frozen=True):
    """A field that is seen, but masked: ``record`` names the schema, ``field`` the way to it, ``by`` the mask."""

    record: str
    field: str
    by: str


class Audience(Record, frozen=True):
    """One audience: its scope (``patients``, ``items``, ``findings``, ``notices``) and what is made for it.

    ``id`` is the code that ``x-audience`` names. Trees of an audience ``on_request`` are made only when named.
    """

    id: str
    title: str
    why: tuple[Reason, ...]
    patients: str
    items: str
    findings: str
    names: str
    notices: str
    pages: tuple[str, ...]
    papers: tuple[str, ...]
    foot: str
    masks: tuple[Mask, ...] = ()
    calendars: tuple[str, ...] = ()
    prints: bool = False
    on_request: bool = False

    def gets(self, kind: str) -> bool:
        """Whether papers of a kind are made for it."""
        return "all" in self.papers or kind in self.papers


class SmallNumbers(Record, frozen=True):
    """From how many people on a figure may be published."""

    threshold: int
    source: str


class NotName(Record, frozen=True):
    """A word that holds somebody's name and means something else (``和平路``)."""

    word: str
    why: str


class AudienceBook(Record, frozen=True):
    """The whole file."""

    audiences: tuple[Audience, ...]
    small_numbers: SmallNumbers
    not_names: tuple[NotName, ...] = ()


@dataclass(frozen=True, slots=True)
class Audiences:
    """All audiences by id; empty where the file is missing or wrong, so that nobody is given anything."""

    by_id: Mapping[str, Audience] = field(default_factory=dict)
    threshold: int = 0
    not_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tree:
    """One tree to make: for whom, and whose (a village's, group's or patient's id; empty for the township)."""

    audience: Audience
    scope: str = ""

    @property
    def folder(self) -> str:
        """Where the tree lies in the output: ``office``, ``village/QX-V1``."""
        return f"{self.audience.id}/{self.scope}" if self.scope else self.audience.id


def load_audiences(policies: Path, schemas: SchemaBook) -> tuple[Audiences, tuple[Finding, ...]]:
    """Read ``audiences.yaml`` in the ``policies`` folder; what is wrong with it comes back as findings."""
    path = policies / FILE
    if not path.is_file():
        return Audiences(), ()
    source, found = read(path, policies, f"policies/{FILE}")
    if source is None:
        return Audiences(), found
    value, problems = schemas.check(source, "audiences")
    if value is None:
        return Audiences(), (*found, *problems)
    book = msgspec.convert(value, AudienceBook)
    by_id = {one.id: one for one in book.audiences}
    words = tuple(one.word for one in book.not_names)
    return Audiences(by_id, book.small_numbers.threshold, words), (*found, *problems)


def trees(audience: Audience, registry: Registry) -> Iterator[Tree]:
    """Every tree of an audience in a township: one for all, or one for each village, group or patient."""
    scopes: Mapping[str, Mapping[str, object]] = {
        "village": registry.villages,
        "group": registry.groups,
        "self": registry.patients,
    }
    if audience.patients in scopes:
        yield from (Tree(audience, scope) for scope in scopes[audience.patients])
    else:
        yield Tree(audience)
