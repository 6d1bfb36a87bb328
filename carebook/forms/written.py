"""The files of ``forms/`` as they are written."""

from __future__ import annotations

from carebook.reading.record import Record


class WrittenField(Record, frozen=True):
    """A column of a table or a row of a form."""

    field: str
    beside: tuple[str, ...] = ()
    title: str | None = None
    width: int | None = None
    look: str | None = None
    how: str | None = None
    when: str | None = None


class WrittenBlock(Record, frozen=True):
    """A table or a form; with ``made`` one that the program composes."""

    of: str | None = None
    part: str | None = None
    made: str | None = None
    layout: str | None = None
    lead: str | None = None
    caption: str | None = None
    empty: str | None = None
    when: str | None = None
    order: str | None = None
    years: int | None = None
    now: bool | None = None
    heads: bool | None = None
    fields: tuple[WrittenField, ...] = ()
    rest: bool | None = None


class WrittenSection(Record, frozen=True):
    """A part of a paper or a page; with ``others`` one for each kind of entry that is not named elsewhere."""

    id: str | None = None
    title: str | None = None
    when: str | None = None
    absent: str | None = None
    silent: bool | None = None
    others: str | None = None
    blocks: tuple[WrittenBlock, ...] = ()


class LeftOutFields(Record, frozen=True):
    """Fields that are not shown (without ``fields`` the whole record), and why."""

    reason: str
    of: str | None = None
    fields: tuple[str, ...] = ()


class FormFile(Record, frozen=True):
    """One file: the fields of a kind of entry, or the sections of a paper or a page."""

    about: str | None = None
    fields: tuple[WrittenField, ...] = ()
    rest: bool | None = None
    sections: tuple[WrittenSection, ...] = ()
    not_shown: tuple[LeftOutFields, ...] = ()
