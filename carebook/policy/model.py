"""Policy documents and what they ask.

Field names, requiredness and nesting follow ``schemas/*.schema.json``, which is the one definition; a test holds
the two together. Dates are calendar days; partial dates (``2008``, ``2008-05``) stay text.
"""

from __future__ import annotations

from carebook.records.record import Day, Record


class Span(Record, frozen=True):
    """A length of time: exactly one of the two."""

    months: int | None = None
    days: int | None = None


class Frequency(Record, frozen=True):
    """How often, for which stability and risk."""

    span: Span
    stability: tuple[int, ...] = ()
    risk: tuple[int, ...] = ()


class Closing(Record, frozen=True):
    """What counts as done."""

    entry: str
    members: int | None = None
    modes: tuple[int, ...] = ()
    sheet: bool | None = None


class ByStatus(Record, frozen=True):
    """What to do while the patient has a status."""

    home: str | None = None
    hospital: str | None = None
    away: str | None = None
    lost: str | None = None
    moved: str | None = None
    refused: str | None = None
    deceased: str | None = None


class Obligation(Record, frozen=True):
    """Something a document asks for, with its article."""

    id: str
    title: str
    article: str
    words: str
    subject: str
    responsible: tuple[str, ...]
    every: tuple[Frequency, ...]
    closed_by: Closing
    opens_before: int | None = None
    statuses: ByStatus | None = None


class Policy(Record, frozen=True):
    """A governing document."""

    id: str
    title: str
    number: str
    issued: Day
    obligations: tuple[Obligation, ...]
