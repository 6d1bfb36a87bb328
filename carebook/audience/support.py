"""Patients whom nobody supports (中梁府发〔2022〕9号 二、4: “三无”及无监护人、近亲属或者户籍地属市外患者)."""

from __future__ import annotations

from carebook.audience.people import PatientView
from carebook.audience.view import View
from carebook.records.codes import BODIES


def unsupported(view: View) -> list[PatientView]:
    """Patients in care who were found to be without support, or whose guardian is a body or not known."""
    return [p for p in view.patients.values() if p.in_care(view.today) and _without(p)]


def _without(patient: PatientView) -> bool:
    if patient.profile.unsupported is not None or patient.identity is None:
        return patient.profile.unsupported is not None
    guardian = patient.guardian
    return guardian is None or guardian.relation in BODIES
