"""What happens in a village: one entry, one file.

Field names, requiredness and nesting follow ``schemas/*.schema.json``, which is the one definition; a test holds
the two together. Dates are calendar days; partial dates (``2008``, ``2008-05``) stay text.
"""

from __future__ import annotations

from carebook.reading.record import Day
from carebook.records.entry import EntryRecord


class Patrol(EntryRecord, frozen=True, kw_only=True):
    """A grid keeper's round: what was seen, whom it warned, what followed."""

    date: Day
    grid: str
    by: str
    households: int
    dangers: str | None = None
    warned: tuple[str, ...] = ()
    warned_on: Day | None = None
    measures: str | None = None


class Screening(EntryRecord, frozen=True, kw_only=True):
    """Monthly report of suspected cases."""

    month: str
    reported_on: Day
    suspected: int
    told: tuple[str, ...] = ()
    outcome: str | None = None
    rated_on: Day | None = None
    answered_on: Day | None = None
