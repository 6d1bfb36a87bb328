"""Who gets what: the audiences of a township as ``policies/audiences.yaml`` defines them. Default is no.

Fields are not named here: ``x-audience`` in the schemas is their one definition. Here stands which tree there is, whose
records lie in it, how a person is called in lists, and which pages, papers and calendars are made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from carebook.reading.record import Record

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


def audiences_of(book: AudienceBook | None) -> Audiences:
    """The audiences of a file; nobody where there is none."""
    if book is None:
        return Audiences()
    words = tuple(one.word for one in book.not_names)
    return Audiences({one.id: one for one in book.audiences}, book.small_numbers.threshold, words)
