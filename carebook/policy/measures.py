"""What makes a patient count in an indicator: for each one the record that decides, or an empty text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from carebook.policy.definitions import Definition
from carebook.records.codes import ACTS
from carebook.records.entry import Entry
from carebook.records.registry import Patient

_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Window:
    """The days in which something counts, both inclusive."""

    first: date
    last: date

    def has(self, day: date) -> bool:
        """Whether a day lies within."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Behind:
    """What a figure counts: a patient or due item, its village, and the record that decided (empty: none)."""

    id: str
    village: str
    record: str


def registered(patient: Patient, without: Sequence[str], day: date) -> bool:
    """Whether a patient is on the register on a day: filed, and in none of the statuses that leave it."""
    if patient.profile.filed > day:
        return False
    period = patient.status_on(day)
    return period is None or period.status not in without


def disease(patient: Patient) -> str:
    """The diagnosis in the profile; empty where it is not known."""
    found = patient.profile.supplementary.diagnosis
    return found.disease if found else ""


def at_home(patient: Patient, window: Window) -> bool:
    """Whether a patient under management is not in hospital on the last day."""
    return bool(_full_visits(patient, window)) and not _hospital(patient, window.last)


def _visits(patient: Patient, window: Window) -> list[Entry]:
    """Follow-ups that met the patient (or, in hospital, asked after them), by day."""
    found = [entry for entry in patient.entries.of("visit") if window.has(entry.record.date) and entry.record.met]
    return sorted(found, key=lambda entry: entry.record.date)


def _full_visits(patient: Patient, window: Window) -> list[Entry]:
    """Complete follow-ups: with a risk rating on the sheet or the same day, or while in hospital."""
    rated = {entry.record.date for entry in patient.entries.of("rating")}
    return [
        entry
        for entry in _visits(patient, window)
        if entry.record.sheet or entry.record.date in rated or _hospital(patient, entry.record.date)
    ]


def _hospital(patient: Patient, day: date) -> str:
    """The record that says a patient is in hospital on a day; the day of discharge is no longer one."""
    standing = patient.standing_on(day)
    return standing.file if standing is not None and standing.period.status == "hospital" else ""


def _last(events: Sequence[Entry]) -> str:
    return events[-1].file if events else ""


def _managed(patient: Patient, _: Definition, window: Window) -> str:
    return _last(_full_visits(patient, window))


def _standard(patient: Patient, one: Definition, window: Window) -> str:
    """Managed, and no two neighbouring follow-ups are further apart than the months the definition allows."""
    visits = _visits(patient, window)
    months = [entry.record.date.year * _MONTHS + entry.record.date.month for entry in visits]
    near = all(later - earlier <= (one.months or _MONTHS) for earlier, later in pairwise(months))
    return _last(visits) if near and _full_visits(patient, window) else ""


def _adherence(patient: Patient, one: Definition, window: Window) -> str:
    """The latest sheet, if what it says of taking medicine counts."""
    sheets = [entry for entry in _visits(patient, window) if entry.record.sheet]
    return sheets[-1].file if sheets and sheets[-1].record.sheet.adherence in one.codes else ""


def _medicated(patient: Patient, one: Definition, window: Window) -> str:
    return _hospital(patient, window.last) or _adherence(patient, one, window)


def _stable(patient: Patient, one: Definition, window: Window) -> str:
    judged = [entry for entry in _visits(patient, window) if entry.record.stability]
    return judged[-1].file if judged and judged[-1].record.stability in one.codes else ""


def _met(patient: Patient, one: Definition, window: Window) -> str:
    return _last([entry for entry in _visits(patient, window) if entry.record.mode in one.codes])


def _acted(patient: Patient, one: Definition, window: Window) -> str:
    """An incident of such a kind, or a follow-up sheet that counts such acts since the one before."""
    incidents = [
        entry
        for entry in patient.entries.of("incident")
        if window.has(entry.record.date) and entry.record.kind in one.codes
    ]
    told = [
        entry
        for entry in _visits(patient, window)
        if entry.record.sheet and any(getattr(entry.record.sheet.dangerous_acts, ACTS[code]) for code in one.codes)
    ]
    return _last(incidents) or _last(told)


def _examined(patient: Patient, _: Definition, window: Window) -> str:
    return _last([e for e in patient.entries.of("checkup") if window.has(e.record.date) and not e.record.refused])


Measure = Callable[[Patient, Definition, Window], str]
MEASURES: Mapping[str, Measure] = {
    "managed": _managed,
    "standard": _standard,
    "medicated": _medicated,
    "regular": _adherence,
    "stable": _stable,
    "met": _met,
    "schizophrenia": _medicated,
    "offences": _acted,
    "disturbances": _acted,
    "examined": _examined,
}
