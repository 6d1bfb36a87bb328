"""What the offices of a township do: one entry, one file.

Field names, requiredness and nesting follow ``schemas/*.schema.json``, which is the one definition; a test holds
the two together. Dates are calendar days; partial dates (``2008``, ``2008-05``) stay text.
"""

from __future__ import annotations

from carebook.reading.record import Day
from carebook.records.entry import EntryRecord


class Comparison(EntryRecord, frozen=True, kw_only=True):
    """Weekly clinic–police comparison."""

    date: Day
    clinic: str
    police: str
    differences: int
    note: str | None = None


class Bulletin(EntryRecord, frozen=True, kw_only=True):
    """Monthly bulletin."""

    month: str
    issued_on: Day
    departments: tuple[str, ...]
    summary: str | None = None
    number: str | None = None


class Supervision(EntryRecord, frozen=True, kw_only=True):
    """Supervision item (挂牌督办)."""

    id: str
    village: str
    matter: str
    opened_on: Day
    deadline: Day
    reminded_on: Day | None = None
    listed_on: Day | None = None
    closed_on: Day | None = None
    outcome: str | None = None
    number: str | None = None


class JointResponse(EntryRecord, frozen=True, kw_only=True):
    """Joint response to an incident."""

    date: Day
    patient: str
    departments: tuple[str, ...]
    summary: str


class Clue(EntryRecord, frozen=True, kw_only=True):
    """Suspected cases the police came upon, and whom they told."""

    found_on: Day
    village: str
    count: int
    clinic_told_on: Day | None = None
    office_told_on: Day | None = None
    outcome: str | None = None


class Publicity(EntryRecord, frozen=True, kw_only=True):
    """Telling people about the care and their duties (宣传)."""

    date: Day
    unit: str
    form: str
    audience: tuple[str, ...]
    topic: str
    people: int


class Inspection(EntryRecord, frozen=True, kw_only=True):
    """An inspection (督导检查), what it found, and whether that was put right."""

    date: Day
    by: tuple[str, ...]
    units: tuple[str, ...]
    findings: str | None = None
    deadline: Day | None = None
    done_on: Day | None = None
    result: str | None = None
    decision: str | None = None


class Talk(EntryRecord, frozen=True, kw_only=True):
    """A talk with a leader who is answerable (约谈): the post, not the name."""

    date: Day
    unit: str
    post: str
    by: str
    reason: str


class Sanction(EntryRecord, frozen=True, kw_only=True):
    """Veto of the yearly assessment and loss of honours (一票否决、取消资格), both ends inclusive."""

    kinds: tuple[str, ...]
    village: str
    since: Day
    until: Day
    reason: str
    decided_by: str
    lifted_on: Day | None = None


class Transfer(EntryRecord, frozen=True, kw_only=True):
    """A referral to the competent organ (移送): that it was made, and nothing of the case."""

    date: Day
    kind: str
    organ: str


class Report(EntryRecord, frozen=True, kw_only=True):
    """A monthly report to the departments above (上报报表)."""

    month: str
    to: tuple[str, ...]
    sent_on: Day
    by: str
    number: str | None = None
