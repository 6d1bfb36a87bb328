"""Entries of all journals by the names that policies use for them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args

from msgspec import structs

from carebook.policy.spans import add
from carebook.policy.subjects import Subject
from carebook.reading.record import Record
from carebook.records.journal import FollowUp, Journal
from carebook.records.parts import Span
from carebook.records.person import AgreementAssessment
from carebook.records.team import GroupJournal, Patrol, TownshipJournal

#: Journal list and the field that holds the day, for each name a policy may use.
_PATIENT = {
    "follow_up": ("follow_ups", "date"),
    "rating": ("ratings", "date"),
    "checkup": ("checkups", "date"),
    "roll_call": ("roll_calls", "date"),
    "stay": ("stays", "admitted"),
    "incident": ("incidents", "date"),
    "emergency": ("emergencies", "date"),
    "alarm": ("alarms", "date"),
    "move": ("moves", "date"),
    "referral": ("referrals", "date"),
}
_GROUP = {"meeting": ("meetings", "date"), "exchange": ("exchanges", "date")}
_TOWNSHIP = {
    "screening": ("screenings", "reported_on"),
    "bulletin": ("bulletins", "issued_on"),
    "comparison": ("comparisons", "date"),
    "clue": ("clues", "found_on"),
    "inspection": ("inspections", "date"),
    "report": ("reports", "sent_on"),
}
_STEP = re.compile(r"(\w+)|\[(\d+)\]")
_TO_ITS_END = Span(months=0, month_end=True)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its day, itself, and where it is written (``patients/…/2026.yaml#follow_ups[3]``)."""

    day: date
    record: Any
    ref: str

    @property
    def since(self) -> date:
        """The day from which the next interval runs.

        That of the entry; what was written late for a month (``month``) counts for that month, so that the report
        of September, sent in October, does not stand for October's.
        """
        month = getattr(self.record, "month", "")
        return min(self.day, add(date.fromisoformat(f"{month}-01"), _TO_ITS_END)) if month else self.day


def form(kind: str) -> tuple[type[Record], frozenset[str]] | None:
    """What an entry of a kind looks like, and the subjects that have such entries; None if there is no such kind.

    A group has the entries of its patients, a village those of the township's that name it.
    """
    for table, journal, subjects in (
        (_PATIENT, Journal, {"patient", "group"}),
        (_GROUP, GroupJournal, {"group"}),
        (_TOWNSHIP, TownshipJournal, {"township"}),
    ):
        if kind in table:
            kinds = {field.name: field.type for field in structs.fields(journal)}
            record = get_args(kinds[table[kind][0]])[0]
            named = {"village"} if journal is TownshipJournal and hasattr(record, "village") else set()
            return record, frozenset(subjects | named)
    return _FORMS.get(kind)


def located(ref: str) -> tuple[str, tuple[str | int, ...]]:
    """File and path of a place written as an entry's ``ref``."""
    file, _, spot = ref.partition("#")
    steps = _STEP.findall(spot)
    return file, tuple(int(index) if index else key for key, index in steps)


def entries(subject: Subject, kind: str) -> list[Entry]:
    """The entries of one kind that concern a subject, by day."""
    return sorted(_entries(subject, kind), key=lambda entry: (entry.day, entry.ref))


def _entries(subject: Subject, kind: str) -> Iterator[Entry]:
    if kind in _PATIENT:
        yield from _patient(subject, kind)
    elif kind in _TOWNSHIP:
        yield from _township(subject, kind)
    elif kind in _GROUP and subject.group is not None:
        for event in subject.group.events(_GROUP[kind][0]):
            yield Entry(event.record.date, event.record, f"{event.file}#{event.key}[{event.index}]")
    elif kind in _OTHERS:
        yield from _OTHERS[kind](subject)


def _patient(subject: Subject, kind: str) -> Iterator[Entry]:
    key, field = _PATIENT[kind]
    for patient in subject.patients:
        for event in patient.events(key):
            ref = f"{event.file}#{event.key}[{event.index}]"
            yield Entry(getattr(event.record, field), event.record, ref)


def _lessons(subject: Subject) -> Iterator[Entry]:
    """Follow-ups at which something was taught."""
    return (entry for entry in _patient(subject, "follow_up") if entry.record.education)


def _patrols(subject: Subject) -> Iterator[Entry]:
    """The rounds of a village's grid keepers."""
    for year, journal in subject.own.items():
        for index, record in enumerate(journal.patrols):
            yield Entry(record.date, record, f"villages/{subject.id}/{year}.yaml#patrols[{index}]")


def _assessments(subject: Subject) -> Iterator[Entry]:
    for patient in subject.patients:
        for number, agreement in enumerate(patient.profile.agreements):
            for index, one in enumerate(agreement.assessments):
                ref = f"patients/{patient.id}/profile.yaml#agreements[{number}].assessments[{index}]"
                yield Entry(one.date, one, ref)


def _township(subject: Subject, kind: str) -> Iterator[Entry]:
    """Entries of the township's journal; a village is concerned by those that name it."""
    key, field = _TOWNSHIP[kind]
    for year, journal in subject.journals.items():
        for index, record in enumerate(getattr(journal, key)):
            if not subject.village or getattr(record, "village", "") == subject.village:
                yield Entry(getattr(record, field), record, f"journal/{year}.yaml#{key}[{index}]")


_OTHERS: Mapping[str, Callable[[Subject], Iterator[Entry]]] = {
    "assessment": _assessments,
    "education": _lessons,
    "patrol": _patrols,
}
_FORMS: Mapping[str, tuple[type[Record], frozenset[str]]] = {
    "assessment": (AgreementAssessment, frozenset({"patient", "group"})),
    "education": (FollowUp, frozenset({"patient", "group"})),
    "patrol": (Patrol, frozenset({"village"})),
}
