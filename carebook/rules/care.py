"""What several rules ask about a patient: in care or not, at risk or not, what was written last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from carebook.findings import Finding
from carebook.policy.assessed import assessments
from carebook.records.codes import OFFENCES, OUT_OF_CARE
from carebook.records.entry import Entry
from carebook.records.parts import DangerousActs, Gap
from carebook.records.person import Profile
from carebook.records.registry import Patient
from carebook.rules.world import World


def in_care(world: World) -> Iterator[Patient]:
    """Patients whom a group looks after today, wherever they are."""
    for patient in world.registry.patients.values():
        status = patient.status_on(world.today)
        if status is None or status.status not in OUT_OF_CARE:
            yield patient


def risk_today(world: World, patient: Patient) -> int | None:
    """The risk level known today; None if it was never rated."""
    known = assessments(patient, world.today)
    return known[-1].risk if known else None


def offended(acts: DangerousActs | None) -> bool:
    """Whether a form counts 肇事 or 肇祸; not where it is not known."""
    return acts is not None and bool(acts.offence or acts.crime)


def has_offended(patient: Patient, before: date = date.max) -> bool:
    """Whether 肇事 or 肇祸 is known of a patient, by form or by an incident up to a day (inclusive)."""
    incidents = (entry.record for entry in patient.entries.of("incident"))
    return offended(patient.profile.supplementary.dangerous_acts) or any(
        incident.kind in OFFENCES and incident.date <= before for incident in incidents
    )


def deep(world: World) -> Iterator[Patient]:
    """Patients whose dossier must be of the full depth: high risk, or 肇事肇祸 (杉岭府发〔2021〕12号 三、（三）)."""
    for patient in in_care(world):
        if world.is_high(risk_today(world, patient)) or has_offended(patient):
            yield patient


def visits(patient: Patient) -> list[Entry]:
    """All follow-ups by date."""
    return list(patient.entries.of("visit"))


def entries_begin(patient: Patient) -> date | None:
    """The first day of the first year of which anything is written; what happened before is not."""
    first = min((entry.day for entry in patient.entries), default=None)
    return first.replace(month=1, day=1) if first else None


def profile(
    world: World, code: str, patient: Patient, path: tuple[str | int, ...], message: str, advice: str
) -> Finding:
    """A finding in a patient's profile, at a path or the nearest part of it that is written."""
    file = f"patients/{patient.id}/profile.yaml"
    known = path if path[0] in Profile.__struct_fields__ and _is_written(patient, path[0]) else ("patient",)
    return Finding(code, world.registry.place(file, *known), message, advice)


def unwritten(
    world: World, code: str, among: Iterable[Patient], path: tuple[str, ...], said: str, advice: str
) -> Iterator[Finding]:
    """A finding for each of some patients in whose profile nothing is written at a path."""
    for patient in among:
        found: Any = patient.profile
        for key in path:
            found = getattr(found, key) if found else None
        if not found and not gap(patient, ".".join(path)):
            yield profile(world, code, patient, path[:1], f"{patient.id} {said}", advice)


def gap(patient: Patient, path: str) -> Gap | None:
    """What is written of why a field is not known: who was asked, or that it does not apply."""
    return next((one for one in patient.profile.gaps if one.covers(path)), None)


def residence(world: World, code: str, patient: Patient, key: str, message: str, advice: str) -> Finding:
    """A finding at where the patient lives today, at a key of it or the whole where that is not written."""
    index = patient.profile.residences.index(patient.residence_on(world.today))
    return profile(world, code, patient, ("residences", index, key), message, advice)


def identity(
    world: World, code: str, patient: Patient, path: tuple[str | int, ...], message: str, advice: str
) -> Finding:
    """A finding in a patient's identity."""
    return Finding(code, world.registry.place(f"patients/{patient.id}/identity.yaml", *path), message, advice)


def guardian(world: World, code: str, patient: Patient, key: str, message: str, advice: str) -> Finding:
    """A finding at a field of the guardian of today; at the guardian's name if the field is not written."""
    found = patient.identity.guardian_on(world.today) if patient.identity else None
    if found is None:
        return identity(world, code, patient, ("patient",), message, advice)
    written = key if getattr(found[1], key) is not None else "name"
    return identity(world, code, patient, ("guardians", found[0], written), message, advice)


def _is_written(patient: Patient, key: str | int) -> bool:
    return getattr(patient.profile, str(key)) not in (None, ())
