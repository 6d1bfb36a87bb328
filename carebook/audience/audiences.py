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
from carebook.reading.nearest import meant_code
from carebook.reading.record import Record
from carebook.reading.schema import SchemaBook
from carebook.reading.source import Source, read
from carebook.records.registry import Registry

FILE = "audiences.yaml"
#: Among the papers of an audience: every kind.
ALL = "all"


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
        return ALL in self.papers or kind in self.papers


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


def load_audiences(
    policies: Path, schemas: SchemaBook, kinds: Mapping[str, str]
) -> tuple[Audiences, tuple[Finding, ...]]:
    """Read ``audiences.yaml`` in the ``policies`` folder; what is wrong with it comes back as findings.

    Args:
        policies: the folder.
        schemas: the schemas.
        kinds: what each kind of papers is called, by its name: the file may name these and no others.
    """
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
    wrong = (*found, *problems, *_unknown(source, book, kinds), *_given_to_nobody(source, book, kinds))
    return Audiences(by_id, book.small_numbers.threshold, words), wrong


def _unknown(source: Source, book: AudienceBook, kinds: Mapping[str, str]) -> Iterator[Finding]:
    """F204: a kind of papers that there is not."""
    known = {ALL: "全部", **kinds}
    listed = "、".join(f"{name} {title}" for name, title in known.items())
    for row, one in enumerate(book.audiences):
        for index, name in enumerate(one.papers):
            if name not in known:
                place = source.place(("audiences", row, "papers", index))
                fix = f"- {meant_code(name, list(known), known) or next(iter(kinds))}"
                yield Finding("F204", place, f"没有“{name}”这种文书，可以写：{listed}", fix)


def _given_to_nobody(source: Source, book: AudienceBook, kinds: Mapping[str, str]) -> Iterator[Finding]:
    """N885: a kind of papers that no audience is given."""
    for name, title in kinds.items():
        if not any(one.gets(name) for one in book.audiences):
            message = f"{title}（{name}）哪一方都没有，不会生成"
            fix = f"在要给的一方的 papers 里加上 {name}；确实不要的，不用改"
            yield Finding("N885", source.place(("audiences",)), message, fix)


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
