"""One person one file (一人一档): everything that is kept about a patient, on paper, as ``forms/dossier.yaml`` lays it out.

Sections are lists of tables; the template only sets them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from dateutil.relativedelta import relativedelta

from carebook.audience.forms import pairs, words
from carebook.audience.items import item_words, source_words
from carebook.audience.laid_out import columns, of_patient, records, seen
from carebook.audience.people import PatientView
from carebook.audience.record_view import RecordView
from carebook.audience.view import View
from carebook.documents.engine import compose, day
from carebook.documents.paper_kind import Composed, Material
from carebook.forms.model import FormBlock, FormPart, PaperForm
from carebook.policy.item import LIVE

TEMPLATE = "dossier.xhtml.j2"
FORM: PaperForm = "dossier"


@dataclass(frozen=True, slots=True)
class DossierTable:
    """One table of a dossier: a form (``heads`` empty, rows of title and words) or a grid."""

    title: str
    rows: Sequence[tuple[str, ...]]
    heads: tuple[str, ...] = ()
    widths: tuple[int, ...] = ()
    empty: str = ""


def dossier_papers(material: Material) -> Iterator[Composed]:
    """A file for every patient, on the day of the data."""
    view = material.view
    for key, patient in view.patients.items():
        body = dossier(view, patient, material.templates)
        running = f"{view.township.name}严重精神障碍患者服务管理档案　{key}　资料截止 {view.today.isoformat()}"
        yield Composed(key, key, f"服务管理档案 {key}", body, view.today, running)


def dossier(view: View, patient: PatientView, templates: Path) -> str:
    """Compose the dossier of one patient as the view's audience may see it."""
    return compose(
        templates,
        TEMPLATE,
        view=view,
        patient=patient,
        status=patient.statuses[-1].label("status"),
        sheets=[sheet for part in view.forms[FORM].parts for sheet in _sheets(view, patient, part)],
    )


def _sheets(view: View, patient: PatientView, part: FormPart) -> Iterator[DossierTable]:
    """The tables of one section of the form."""
    first = part.blocks[0]
    if first.made:
        yield MADE[first.made](view, patient, part.title)
        return
    holders = of_patient(view, patient)
    found = [(one, (records(view, one, holders) if seen(view, one) else None) or []) for one in part.blocks]
    if part.written and not any(rows for _, rows in found):
        return
    if first.layout == "each" and found[0][1]:
        for one in found[0][1]:
            rows = pairs(view, one, columns(view, first))
            yield DossierTable(f"{part.title}（{one.date.isoformat()}）", rows)
    elif first.layout == "table":
        yield _grid(view, patient, part.title, first, found[0][1])
    else:
        rows = [row for one, held in found for row in _rows(view, patient, one, held)]
        yield DossierTable(part.title, rows, empty=_empty(patient, first))


def _rows(view: View, patient: PatientView, block: FormBlock, held: Sequence[RecordView]) -> list[tuple[str, str]]:
    return [row for one in held for row in pairs(view, one, columns(view, block), patient.id)]


def _grid(view: View, patient: PatientView, title: str, block: FormBlock, held: Sequence[RecordView]) -> DossierTable:
    """A table of like records under the names of their fields."""
    since = view.today - relativedelta(years=block.years) + relativedelta(days=1)
    said = {"{since}": since.isoformat(), "{today}": view.today.isoformat(), "{count}": str(len(held))}
    for mark, text in said.items():
        title = title.replace(mark, text)
    if not held and not block.heads:
        return DossierTable(title, (), empty=_empty(patient, block))
    shown = columns(view, block)
    rows = [tuple(words(view, one, column, patient.id) for column in shown) for one in held]
    heads, widths = tuple(one.title for one in shown), tuple(one.width for one in shown)
    return DossierTable(title, rows, heads, widths, _empty(patient, block))


def _empty(patient: PatientView, block: FormBlock) -> str:
    """What is said where there is nothing: of an identity that cannot be read, why."""
    return (patient.unread if block.of == "patient.identity" else "") or block.empty


def _roster(_: View, patient: PatientView, title: str) -> DossierTable:
    group = patient.group
    rows = [(m.role_title, m.name, m.position, m.phone, day(m.since)) for m in group.roster()] if group else []
    heads = ("岗位", "姓名", "单位职务", "电话", "任职起")
    named = title.replace("{group}", f"（{group.id}）" if group else "")
    return DossierTable(named, rows, heads, (5, 3, 6, 4, 4), "没有小组")


def _due(view: View, patient: PatientView, title: str) -> DossierTable:
    items = [i for i in view.items if i.subject == patient.id and i.state in LIVE and i.strictest]
    rows = [(i.title, day(i.due), item_words(i), source_words(i)) for i in items]
    return DossierTable(title, rows, ("事项", "到期日", "状态", "依据"), (5, 4, 4, 7), "现在没有要办的事项")


#: The tables that a form names as composed by the program.
MADE: Mapping[str, Callable[[View, PatientView, str], DossierTable]] = MappingProxyType(
    {"due": _due, "roster": _roster}
)
