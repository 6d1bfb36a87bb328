"""Entries of all journals by the names that policies use for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from carebook.policy.subjects import Subject

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


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its day, itself, and where it is written (``patients/…/2026.yaml#follow_ups[3]``)."""

    day: date
    record: Any
    ref: str


def entries(subject: Subject, kind: str) -> list[Entry]:
    """The entries of one kind that concern a subject, by day."""
    return sorted(_entries(subject, kind), key=lambda entry: (entry.day, entry.ref))


def _entries(subject: Subject, kind: str) -> Iterator[Entry]:
    if kind == "education":
        yield from (entry for entry in _entries(subject, "follow_up") if entry.record.education)
    elif kind in _PATIENT:
        for patient in subject.patients:
            for event in patient.events(_PATIENT[kind][0]):
                day = getattr(event.record, _PATIENT[kind][1])
                yield Entry(day, event.record, f"{event.file}#{event.key}[{event.index}]")
    elif kind in _GROUP and subject.group is not None:
        for event in subject.group.events(_GROUP[kind][0]):
            yield Entry(event.record.date, event.record, f"{event.file}#{event.key}[{event.index}]")
    elif kind == "assessment":
        yield from _assessments(subject)
    elif kind in _TOWNSHIP:
        yield from _township(subject, kind)


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
