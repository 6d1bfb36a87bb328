"""What makes a patient count in an indicator: for each one the record that decides, or an empty text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from dateutil.relativedelta import relativedelta

from carebook.policy.definitions import Definition
from carebook.records.codes import ACTS
from carebook.records.entry import Entry
from carebook.records.periods import Period
from carebook.records.registry import Patient

_MONTHS = 12
#: Figures of a state: what somebody is like, not what was done. They count only what is current.
STATES = frozenset({"medicated", "regular", "stable", "schizophrenia"})
_WITH_STAYS = frozenset({"medicated", "schizophrenia"})


@dataclass(frozen=True, slots=True)
class Behind:
    """What a figure counts: a patient or item, its village, the record that decided (empty: none), and how often.

    ``weight`` is the number of days where days are counted.
    """

    id: str
    village: str
    record: str
    weight: int = 1


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


def at_home(patient: Patient, window: Period) -> bool:
    """Whether a patient under management is not in hospital on the last day."""
    return bool(_full_visits(patient, window)) and not _hospital(patient, window.last)


def _visits(patient: Patient, window: Period) -> list[Entry]:
    """Follow-ups that met the patient (or, in hospital, asked after them), by day."""
    found = [entry for entry in patient.entries.of("visit") if window.has(entry.record.date) and entry.record.met]
    return sorted(found, key=lambda entry: entry.record.date)


def _full_visits(patient: Patient, window: Period) -> list[Entry]:
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


def _managed(patient: Patient, _: Definition, window: Period) -> str:
    return _last(_full_visits(patient, window))


def _standard(patient: Patient, one: Definition, window: Period) -> str:
    """Managed, and nobody waited longer than the months the definition allows: not up to the last day either.

    The gap before the first follow-up of the window counts, from the last one before it or from filing.
    """
    visits = _visits(patient, window)
    before = [e.day for e in patient.entries.of("visit") if e.record.met and e.day < window.first]
    begin = max([*before, patient.profile.filed]) if before else patient.profile.filed
    months = [day.year * _MONTHS + day.month for day in (begin, *(entry.day for entry in visits), window.last)]
    near = all(later - earlier <= (one.months or _MONTHS) for earlier, later in pairwise(months))
    return _last(visits) if near and _full_visits(patient, window) else ""


def current(patient: Patient, one: Definition, window: Period) -> str:
    """The record that says the state an indicator is about, as long as it is current; empty: it is not known.

    Somebody in hospital is under treatment; else it is the last sheet (of stability, the last judgement) that is not
    older than the months the definition gives.
    """
    if one.id in _WITH_STAYS and (stay := _hospital(patient, window.last)):
        return stay
    said = [e for e in patient.entries.of("visit") if e.record.met and e.day <= window.last and _says(e, one)]
    fresh = [e for e in said if e.day >= window.last - relativedelta(months=one.months or _MONTHS)]
    return fresh[-1].file if fresh else ""


def _says(entry: Entry, one: Definition) -> bool:
    return bool(entry.record.stability if one.id == "stable" else entry.record.sheet)


def _state(patient: Patient, one: Definition, window: Period) -> str:
    """The record that says the state, if what it says counts."""
    file = current(patient, one, window)
    entry = next((e for e in patient.entries.of("visit") if e.file == file), None)
    if entry is None:
        return file
    value = entry.record.stability if one.id == "stable" else entry.record.sheet.adherence
    return file if value in one.codes else ""


def _met(patient: Patient, one: Definition, window: Period) -> str:
    return _last([entry for entry in _visits(patient, window) if entry.record.mode in one.codes])


def _acted(patient: Patient, one: Definition, window: Period) -> str:
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


def _examined(patient: Patient, _: Definition, window: Period) -> str:
    return _last([e for e in patient.entries.of("checkup") if window.has(e.record.date) and not e.record.refused])


Measure = Callable[[Patient, Definition, Period], str]
MEASURES: Mapping[str, Measure] = {
    "managed": _managed,
    "standard": _standard,
    "medicated": _state,
    "regular": _state,
    "stable": _state,
    "met": _met,
    "schizophrenia": _state,
    "offences": _acted,
    "disturbances": _acted,
    "examined": _examined,
}
