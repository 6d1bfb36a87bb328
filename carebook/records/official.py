"""Official documents.

Field names, requiredness and nesting follow ``schemas/*.schema.json``, which is the one definition; a test holds
the two together. Dates are calendar days; partial dates (``2008``, ``2008-05``) stay text.
"""

from __future__ import annotations

from carebook.records.record import Day, Record


class Attachment(Record, frozen=True):
    """An attachment with its own text."""

    title: str
    body: str


class Printing(Record, frozen=True):
    """Who printed it and when."""

    organ: str
    date: Day


class Publication(Record, frozen=True):
    """The entry in the public information catalogue."""

    attribute: str
    index_number: str | None = None
    topic: str | None = None
    genre: str | None = None
    released_on: Day | None = None
    publisher: str | None = None
    validity: str | None = None


class Notice(Record, frozen=True):
    """An official document (公文)."""

    id: str
    kind: str
    number: str
    title: str
    body: str
    signature: str
    date: Day
    state: str
    recipients: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    seal: bool | None = None
    note: str | None = None
    attachments: tuple[Attachment, ...] = ()
    copy_number: str | None = None
    secrecy: str | None = None
    urgency: str | None = None
    cc: tuple[str, ...] = ()
    printing: Printing | None = None
    publication: Publication | None = None
