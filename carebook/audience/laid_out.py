"""Which records stand in a block of a form, and which of its columns the audience may see."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from dateutil.relativedelta import relativedelta

from carebook.audience.people import PatientView
from carebook.audience.record_view import RecordView
from carebook.audience.view import View
from carebook.forms.model import Column, FormBlock
from carebook.records.dated import in_force
from carebook.records.kinds import kind_named

#: Gives the whole records that a block is of, newest first.
Holders = Callable[[FormBlock], Sequence[RecordView]]


def seen(view: View, block: FormBlock) -> bool:
    """Whether the audience may know of what stands in a block."""
    known = kind_named(block.of)
    if known and known.owner:
        return view.knows(block.of)
    depths = range(1, len(block.part) + 1)
    parts = all(view.sees(block.schema, *block.part[:depth]) for depth in depths)
    return parts and bool(columns(view, block))


def columns(view: View, block: FormBlock) -> list[Column]:
    """The columns of a block that the audience may see."""
    return [one for one in block.columns if view.sees(block.schema, *block.part, *one.path)]


def records(view: View, block: FormBlock, holders: Holders) -> list[RecordView] | None:
    """The records of a block, in its order; None where that is not written of which they are a part."""
    found = list(holders(block))[:: -1 if block.oldest else 1]
    for step in block.part:
        if not found:
            return None
        values = [getattr(one, step) for one in found]
        found = [one for value in values for one in (value if isinstance(value, tuple) else (value,)) if one]
    if block.now:
        held = in_force(found, view.today)
        return [held[1]] if held else []
    return found


def of_patient(view: View, patient: PatientView) -> Holders:
    """The records of a patient, and the states worked out from them."""

    def found(block: FormBlock) -> Sequence[RecordView]:
        if block.of in _WRITTEN:
            return _WRITTEN[block.of](patient)
        since = view.today - relativedelta(years=block.years) + relativedelta(days=1)
        return patient.entries(block.of, since if block.years else None)

    return found


#: What a patient has beside entries; a death may have been found at a visit.
_WRITTEN: Mapping[str, Callable[[PatientView], Sequence[RecordView]]] = MappingProxyType(
    {
        "patient.identity": lambda patient: [patient.identity] if patient.identity else [],
        "patient.profile": lambda patient: [patient.profile],
        "patient.status": lambda patient: patient.statuses[::-1],
        "patient.stay": lambda patient: patient.stays,
        "patient.movement": lambda patient: patient.movements,
        "patient.agreement": lambda patient: patient.agreements[::-1],
        "death": lambda patient: [patient.death] if patient.death else [],
    }
)
