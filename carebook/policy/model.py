"""Policy documents and what they ask.

Field names, requiredness and nesting follow ``schemas/*.schema.json``, which is the one definition; a test holds
the two together. Dates are calendar days; partial dates (``2008``, ``2008-05``) stay text.
"""

from __future__ import annotations

from carebook.reading.record import Day, Record
from carebook.records.parts import Frequency, Span


class Closing(Record, frozen=True):
    """What counts as done: by so many ``members`` of the group of that day, with one of the posts ``by`` among them."""

    entry: str | None = None
    members: int | None = None
    by: tuple[str, ...] = ()
    modes: tuple[int, ...] = ()
    sheet: bool | None = None
    fields: tuple[str, ...] = ()


class ByStatus(Record, frozen=True):
    """What to do while the patient has a status."""

    home: str | None = None
    hospital: str | None = None
    away: str | None = None
    lost: str | None = None
    moved: str | None = None
    refused: str | None = None
    deceased: str | None = None


class Trigger(Record, frozen=True):
    """Which entry sets a deadline going (``others`` do as well), and from which of its days (the day of the event if none is named)."""

    entry: str
    others: tuple[str, ...] = ()
    date: str | None = None
    risk: tuple[int, ...] = ()
    flag: str | None = None
    kinds: tuple[str, ...] = ()


class Scope(Record, frozen=True):
    """When an obligation exists at all: with these risks, during an agreement, in a sensitive period."""

    risk: tuple[int, ...] = ()
    agreement: bool | None = None
    sensitive_period: bool | None = None


class Obligation(Record, frozen=True):
    """Something a document asks for, with its article.

    ``kind`` is ``periodic`` (every so often; also when none is written), ``triggered`` (within a time after something
    happened) or ``standing`` (always; checked by rules). ``every_from`` says who decides how often where the document
    gives no number. ``duty`` names what several documents ask for alike. ``roles`` are the posts a group must have,
    ``misses`` the visits in a row that met nobody before somebody is lost. What ``lapses`` can be done on its day only:
    a day that went by is missed for good. ``grace`` is the time that is left at least after somebody is back.
    """

    id: str
    title: str
    article: str
    words: str
    subject: str
    responsible: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    every: tuple[Frequency, ...] = ()
    every_from: str | None = None
    closed_by: Closing | None = None
    opens_before: int | None = None
    lapses: bool | None = None
    statuses: ByStatus | None = None
    kind: str | None = None
    duty: str | None = None
    after: Trigger | None = None
    within: Span | None = None
    only: Scope | None = None
    grace: Span | None = None
    misses: int | None = None
    rules: tuple[str, ...] = ()
    shown_in: tuple[str, ...] = ()


class Policy(Record, frozen=True):
    """A governing document; from the level ``high_risk`` of the risk rating (0–5) on it speaks of high risk."""

    id: str
    title: str
    number: str
    issued: Day
    obligations: tuple[Obligation, ...]
    high_risk: int | None = None
