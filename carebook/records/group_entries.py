"""What a care group does together: one entry, one file.

Field names, requiredness and nesting follow ``schemas/*.schema.json``, which is the one definition; a test holds
the two together. Dates are calendar days; partial dates (``2008``, ``2008-05``) stay text.
"""

from __future__ import annotations

from carebook.reading.record import Day
from carebook.records.entry import EntryRecord


class Meeting(EntryRecord, frozen=True, kw_only=True):
    """A group meeting."""

    date: Day
    chair: str
    members: tuple[str, ...]
    summary: str
    place: str | None = None
    problems: str | None = None
    decisions: str | None = None
    absent: tuple[str, ...] = ()
    guests: tuple[str, ...] = ()
    number: str | None = None


class Exchange(EntryRecord, frozen=True, kw_only=True):
    """An exchange of information."""

    date: Day
    departments: tuple[str, ...]
    summary: str
