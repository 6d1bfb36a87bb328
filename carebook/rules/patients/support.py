"""Rules about patients whom nobody supports: no guardian, no near relatives, registered elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from carebook.findings import Finding
from carebook.records.codes import BODIES
from carebook.records.registry import Patient
from carebook.rules import care
from carebook.rules.world import World


def unfounded(world: World) -> Iterator[Finding]:
    """D758: the identity says that a patient has no supporting family, and nobody wrote what that rests on."""
    for patient in care.in_care(world):
        reason, key = _reason(world, patient)
        if reason and patient.profile.unsupported is None:
            message = f"{patient.id} {reason}，档案里没有写“三无”等情形的认定和依据"
            advice = "核实以后在 profile.yaml 写 unsupported：kinds（哪种情形）、basis（谁怎样核实的）、on（哪天）"
            if key == "guardian":
                yield care.guardian(world, "D758", patient, "relation", message, advice)
            else:
                yield care.identity(world, "D758", patient, (key,), message, advice)


def _reason(world: World, patient: Patient) -> tuple[str, str]:
    """Why a patient seems to have no supporting family, and the field that says so; empty if none does."""
    identity, township = patient.identity, world.registry.township
    if identity is None:
        return "", ""
    guardian = patient.guardian_on(world.today)
    if guardian is None:
        return "没有写监护人", "patient"
    if guardian.relation in BODIES:
        return "由单位担任监护人", "guardian"
    address = identity.registered_address
    if address and township and township.county not in address:
        return f"户籍地址不在{township.county}", "registered_address"
    return "", ""


CHECKS = (unfounded,)
