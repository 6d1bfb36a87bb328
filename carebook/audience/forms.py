"""Records in words as their form lays them out, for papers and pages: what the audience may see, empty fields included."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType

from carebook.audience.record_view import RecordView
from carebook.audience.view import View
from carebook.audience.visits import visit_text
from carebook.forms.model import Column, Path_


def pairs(view: View, record: RecordView, columns: Iterable[Column], patient: str = "") -> list[tuple[str, str]]:
    """Title and words of each column that the record has.

    A nested record gives one pair for each of its single values that the audience may see.
    """
    return [pair for column in columns for pair in _pairs(view, record, column, patient)]


def _pairs(view: View, record: RecordView, column: Column, patient: str) -> Iterator[tuple[str, str]]:
    if not asked_for(record, column):
        return
    found = below(record, column.path)
    value = getattr(found, column.path[-1]) if found else None
    if isinstance(value, RecordView) and not column.how:
        yield from _nested(view, value, column.title, patient)
    elif found:
        yield column.title, words(view, record, column, patient)


def _nested(view: View, record: RecordView, outer: str, patient: str) -> Iterator[tuple[str, str]]:
    for key in record.names():
        value, title = getattr(record, key), record.title_of(key)
        inside = _nested(view, value, title, patient) if isinstance(value, RecordView) else ()
        for said, text in inside or ((title, plain(view, record, key, patient)),):
            yield (said if said == outer else f"{outer}：{said}"), text


def asked_for(record: RecordView, column: Column) -> bool:
    """Whether a record has what a form makes the condition of a row."""
    if not column.when:
        return True
    found = below(record, column.when)
    return bool(found and getattr(found, column.when[-1])) is not column.unless


def below(record: RecordView, path: Path_) -> RecordView | None:
    """The record in which the last step of a path is a field; None where it is not written."""
    found: RecordView | None = record
    for step in path[:-1]:
        found = getattr(found, step) if found else None
    return found


def words(view: View, record: RecordView, column: Column, patient: str = "") -> str:
    """What stands in one column of a record; empty where nothing is written."""
    if column.how in WAYS:
        return WAYS[column.how](view, record, column, patient)
    found = below(record, column.path)
    return plain(view, found, column.path[-1], patient) if found else ""


def plain(view: View, record: RecordView, key: str, patient: str = "") -> str:
    """A field in words: ids by name, codes by their meaning, nested records in one line."""
    value = getattr(record, key)
    many = value if isinstance(value, tuple) else (value,)
    if many and isinstance(many[0], RecordView):
        return "；".join(_inner(view, one, patient) for one in many)
    return view.words(record, key, patient)


def _inner(view: View, record: RecordView, patient: str) -> str:
    """A nested record in one line: ``编号：…，日期：…``; what is not written is left out."""
    found = ((record.title_of(key), plain(view, record, key, patient)) for key in record.names())
    return "，".join(f"{title}：{text}" for title, text in found if text)


def acts(counted: RecordView) -> str:
    """Dangerous acts with their counts: ``轻度滋事1次``, or ``无``."""
    if counted.none:
        return "无"
    kinds = [key for key in counted.names() if key != "none" and getattr(counted, key)]
    return "，".join(f"{counted.title_of(key).removesuffix('次数')}{getattr(counted, key)}次" for key in kinds)


def doses(medicines: Iterable[RecordView]) -> str:
    """Medicines with their doses on one line: ``利培酮片 早1mg 晚2mg``."""
    return "；".join(_dose(medicine) for medicine in medicines)


def _dose(medicine: RecordView) -> str:
    parts = [medicine.name]
    for title, amount in (("早", medicine.morning), ("中", medicine.noon), ("晚", medicine.evening)):
        if amount:
            parts.append(f"{title}{amount:g}mg")
    if medicine.every_weeks:
        parts.append(f"每{medicine.every_weeks}周一次，每次{medicine.dose:g}mg")
    return " ".join(parts)


def age(born: date | None, today: date) -> str:
    """Full years of age on a day."""
    if born is None:
        return ""
    return str(today.year - born.year - ((today.month, today.day) < (born.month, born.day)))


def _value(record: RecordView, column: Column) -> object:
    found = below(record, column.path)
    return getattr(found, column.path[-1]) if found else None


def _acts(_view: View, record: RecordView, column: Column, _patient: str) -> str:
    value = _value(record, column)
    return acts(value) if isinstance(value, RecordView) else ""


def _age(view: View, record: RecordView, column: Column, _patient: str) -> str:
    value = _value(record, column)
    return f"{value}（{age(value, view.today)}岁）" if isinstance(value, date) else ""


def _doses(_view: View, record: RecordView, column: Column, _patient: str) -> str:
    value = _value(record, column)
    return doses(value) if isinstance(value, tuple) else ""


def _id(_view: View, record: RecordView, column: Column, _patient: str) -> str:
    return str(_value(record, column) or "")


def _term(_view: View, record: RecordView, column: Column, _patient: str) -> str:
    since, until = (getattr(record, path[-1]) for path in column.paths)
    return f"{since} 至 {until or '今'}"


def _titled(view: View, record: RecordView, column: Column, patient: str) -> str:
    """Several fields one after the other, each with its name; what is not written is left out."""
    found = [(below(record, path), path[-1]) for path in column.paths]
    seen = [(one, key) for one, key in found if one and one.sees(key)]
    told = ((one.title_of(key), plain(view, one, key, patient)) for one, key in seen)
    return "；".join(f"{title}：{text.rstrip('。；')}" for title, text in told if text)


def _visit(_view: View, record: RecordView, _column: Column, _patient: str) -> str:
    return visit_text(record)


def _visit_kind(_view: View, record: RecordView, _column: Column, _patient: str) -> str:
    risk = f"危险性{record.sheet.risk}级" if record.sheet else ""
    return "，".join(part for part in (record.label("mode"), record.label("stability"), risk) if part)


#: Ways of writing that forms name; the others are written as the schema says, and set by pages.
WAYS: Mapping[str, Callable[[View, RecordView, Column, str], str]] = MappingProxyType(
    {
        "acts": _acts,
        "age": _age,
        "doses": _doses,
        "id": _id,
        "term": _term,
        "titled": _titled,
        "visit": _visit,
        "visit-kind": _visit_kind,
    }
)
