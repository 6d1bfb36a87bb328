"""Everything in a township's records that identifies somebody, and who may read it.

Each value stands once for every field that holds it. Whether a tree may hold a value is worked out from the fields:
it may if one of them is for its audience and belongs to somebody within its reach.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from carebook.audience.trees import Tree
from carebook.reading.fields import Field, fields, values
from carebook.records.kinds import kind_of
from carebook.records.registry import Registry

#: A guardian that is a body and no person: a village committee, a home.
_BODY = re.compile(
    "(?:委员会|居委会|村委会|政府|民政局|办公室|卫生院|派出所|福利院|敬老院|养老院|社区|中心|残联|联合会)$"
)
#: Kinds of values in words.
WORDS = {
    "id": "编号", "name": "姓名", "id-number": "公民身份号码", "birth": "出生日期", "phone": "电话", "address": "住址",
    "employer": "工作单位", "account": "银行账号", "number": "档案或协议编号", "worker": "工作人员姓名",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Value:
    """One identifying value: what it is, whose record holds it, and which audiences its field is for.

    ``record`` is ``patients/QX-0001``. ``mask`` tells under which (schema, field) an audience may have masked it.
    """

    kind: str
    text: str
    record: str
    audience: frozenset[str]
    schema: str
    field: str


def identifying(registry: Registry, schemas: Path) -> tuple[Value, ...]:
    """Every identifying value of a township, field by field, hamlets with the village before them."""
    return tuple(_values(registry, schemas))


def _values(registry: Registry, schemas: Path) -> Iterator[Value]:
    for relative, source in sorted(registry.sources.items()):
        spot = kind_of(relative)
        if spot is None or (spot.kind.name == "patient.identity" and _locked(registry, spot.id)):
            continue
        for field in _telling(schemas, spot.kind.schema):
            kind = str(field.schema["x-identifies"])
            for _, value in values(source.data, field.path):
                if value not in {None, ""} and not (kind == "name" and _BODY.search(str(value))):
                    yield _value(kind, value, relative, spot.kind.schema, field)


@cache
def _telling(schemas: Path, schema: str) -> tuple[Field, ...]:
    """The fields of a kind of record that hold something identifying (``x-identifies``)."""
    return tuple(field for field in fields(schemas, schema) if "x-identifies" in field.schema)


def _locked(registry: Registry, patient: str) -> bool:
    """Whether an identity could not be opened: then there is only ciphertext to read."""
    return patient in registry.closed


def _value(kind: str, value: Any, relative: str, schema: str, field: Field) -> Value:
    text = value.isoformat() if isinstance(value, date) else str(value)
    record = re.sub(r"(?<=/)([^/]+)/.*|\.yaml$", r"\1", relative)
    path = ".".join(part for part in field.path if part != "[]")
    return Value(kind, text, record, field.audience, schema, path)


def allowed(found: Iterable[Value], within: Registry, tree: Tree) -> frozenset[tuple[str, str]]:
    """What a tree may hold, as (kind, text): fields for its audience, of records within its reach, not masked."""
    audience = tree.audience
    reach = {f"patients/{code}" for code in within.patients} | {f"groups/{code}" for code in within.groups}
    masks = {(mask.record, mask.field) for mask in audience.masks}
    return frozenset(
        (one.kind, one.text)
        for one in found
        if audience.id in one.audience
        and (one.record in reach or not one.record.startswith(("patients/", "groups/")))
        and (one.schema, one.field) not in masks
    )
