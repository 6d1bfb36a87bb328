"""Patients whom nobody supports (“三无”等): whom civil affairs must take care of, and on what ground they stand there.

中梁府发〔2022〕9号 二、4: “三无”及无监护人、近亲属或者户籍地属市外患者.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from carebook.audience.people import PatientView
from carebook.audience.support import unsupported
from carebook.audience.view import View
from carebook.documents.engine import compose, day
from carebook.documents.paper_kind import Composed, Material

TEMPLATE = "unsupported.xhtml.j2"


def list_papers(material: Material) -> Iterator[Composed]:
    """One list of the whole township."""
    view = material.view
    body = unsupported_list(view, material.templates)
    running = f"{view.township.name}“三无”等患者名单　资料日期 {view.today}"
    yield Composed("unsupported", str(view.township.id), "“三无”等患者名单", body, view.today, running)


def unsupported_list(view: View, templates: Path) -> str:
    """Compose the list; what was not found yet is an empty cell to fill in."""
    rows = [tuple(_row(view, patient)) for patient in unsupported(view)]
    return compose(templates, TEMPLATE, view=view, rows=rows)


def _row(view: View, patient: PatientView) -> Iterator[str]:
    identity, profile = patient.identity, patient.profile
    found, guardian = profile.unsupported, patient.guardian
    yield patient.id
    yield patient.name
    yield identity.label("sex") if identity else ""
    yield view.unit_name(patient.village)
    yield str(identity.registered_address or "") if identity else ""
    yield found.label("kinds") if found else ""
    yield str(found.basis) if found else ""
    yield day(found.on) if found else ""
    yield str(guardian.name) if guardian else ""
    yield view.codes("patient.status", "status")[patient.status]
    yield profile.subsistence.label("receiving") if profile.subsistence else ""
    yield profile.insurance.label("kind") if profile.insurance else ""
