"""Official documents.

Field names, requiredness and nesting follow ``schemas/*.schema.json``, which is the one definition; a test holds
the two together. Dates are calendar days; partial dates (``2008``, ``2008-05``) stay text.
"""

from __future__ import annotations

from carebook.reading.record import Day, Record


class Sheet(Record, frozen=True):
    """A table of an attachment: texts only."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] = ()


class Attachment(Record, frozen=True):
    """An attachment with its own text; an ``issued`` one is the document itself that the notice issues."""

    title: str
    body: str
    issued: bool | None = None
    separate: bool | None = None
    landscape: bool | None = None
    table: Sheet | None = None


class Stamp(Record, frozen=True):
    """Whose stamp of signature is set, and their position."""

    position: str
    name: str


class Attendance(Record, frozen=True):
    """Who attended, was excused, or sat in at a meeting."""

    kind: str
    people: str


class Repeal(Record, frozen=True):
    """From when on it no longer holds, and by what."""

    on: Day
    by: str


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
    released_at: str | None = None
    publisher: str | None = None
    validity: str | None = None
    effective_on: Day | None = None
    valid_until: Day | None = None
    summary: str | None = None
    public_edition: str | None = None


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
    layout: str | None = None
    mark: str | None = None
    signers: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    recipients_in_imprint: bool | None = None
    groups: tuple[str, ...] = ()
    joint: tuple[str, ...] = ()
    seal: bool | None = None
    stamp: Stamp | None = None
    attendance: tuple[Attendance, ...] = ()
    note: str | None = None
    attachments: tuple[Attachment, ...] = ()
    copy_number: str | None = None
    secrecy: str | None = None
    urgency: str | None = None
    cc: tuple[str, ...] = ()
    imprint_other: tuple[str, ...] = ()
    printing: Printing | None = None
    repealed: Repeal | None = None
    publication: Publication | None = None

    @property
    def organs(self) -> tuple[str, ...]:
        """The issuing organs, the lead organ first."""
        return (self.signature, *self.joint)


def form_of(layout: str | None, kind: str) -> str:
    """The layout of a document: as written, else by its kind (GB/T 9704—2012 10)."""
    return layout or {"函": "letter", "命令": "order", "纪要": "minutes"}.get(kind, "standard")


def one_line(title: str) -> str:
    """A title on one line (``|`` marks where the paper breaks it)."""
    return title.replace("|", "")
