"""What stands over a column says what stands in it, and lists run in the order that papers and pages promise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest
from msgspec import structs

from carebook.audience.laid_out import of_patient, records
from carebook.audience.view import View
from carebook.documents.dossier import dossier
from carebook.forms.load import read_forms
from carebook.forms.model import Column, Forms
from carebook.reading.fields import ITEM, fields
from carebook.records.entry import Entries
from carebook.site.blocks import Table
from carebook.site.page_material import PageMaterial
from carebook.site.people import patient_draft
from carebook.writers import vocabulary
from tests.townships import BASE, HOME, township

PATIENT = "QX-0001"
#: Titles that share no words with the field's own: what stands beside it is named as well, or the table says the rest.
OTHER_WORDS = {
    ("patient.profile", "plan"): "方案",
    ("entry.visit", "mode"): "形式和分类",
    ("entry.visit", "stability"): "病情",
    ("entry.rating", "hospital"): "机构、通报和送医",
    ("staff", "posts.since"): "任期",
}


@cache
def forms() -> Forms:
    """The forms that are shipped."""
    return read_forms(HOME.forms, HOME.schemas)[0]


@cache
def titles(schema: str) -> dict[tuple[str, ...], str]:
    """What each field of a record is called; a list by its own name before that of its items."""
    found: dict[tuple[str, ...], str] = {}
    for one in fields(HOME.schemas, schema):
        found.setdefault(tuple(step for step in one.path if step != ITEM), str(one.schema.get("title", "")))
    return found


def columns() -> Iterator[tuple[str, str, tuple[str, ...], Column]]:
    """Every column of every form: the form, the schema, the path to its field."""
    for name, form in forms().items():
        for block in (block for part in form.parts for block in part.blocks):
            yield from ((name, block.schema, (*block.part, *one.path), one) for one in block.columns)


def within(short: str, long: str) -> bool:
    """Whether the characters of one title stand in the other in that order: 下次随访 in 下次随访日期."""
    left = iter(long)
    return all(character in left for character in short)


def says(given: str, own: str) -> bool:
    """Whether a title is the field's own, shortened or lengthened; 死亡：死亡原因 says first what it is about."""
    tail = given.rpartition("：")[2]
    return within(tail, own) or within(own, tail)


def test_a_title_in_a_form_says_which_field_it_is() -> None:
    """A form may shorten a field's name or add to it; where it takes other words, they are listed here."""
    strange = {
        (schema, ".".join(path)): one.title
        for _, schema, path, one in columns()
        if not says(one.title, titles(schema)[path])
    }
    assert strange == OTHER_WORDS


def test_a_title_in_a_form_is_not_that_of_another_field() -> None:
    """下次随访日期 over the day of the visit itself would be read as a promise."""
    for name, schema, path, one in columns():
        tail, known = one.title.rpartition("：")[2], titles(schema)
        others = {title for where, title in known.items() if where[:-1] == path[:-1] and where != path}
        assert tail == known[path] or tail not in others, (name, schema, path, one.title)


def test_no_table_has_two_columns_of_one_title() -> None:
    """Nobody could tell which is which."""
    for name, form in forms().items():
        for block in (block for part in form.parts for block in part.blocks):
            heads = [one.title for one in block.columns]
            assert len(heads) == len(set(heads)), (name, block.of, heads)


@pytest.mark.parametrize(("given", "own", "right"), [
    ("下次随访", "下次随访日期", True), ("上次随访", "下次随访日期", False), ("死亡：死亡原因", "死亡原因", True),
    ("死亡：死亡日期", "死亡原因", False), ("死亡原因", "躯体疾病类别", False), ("公安机关人员", "人员", True),
])  # fmt: skip
def test_the_guard_tells_titles_apart(given: str, own: str, *, right: bool) -> None:
    """Shortened and lengthened ones pass, those of something else do not."""
    assert says(given, own) is right


@cache
def seen() -> View:
    """The base township, in which the first patient had an agreement the year before as well."""
    context = township(BASE)
    patient = context.registry.patients[PATIENT]
    (signed,) = patient.entries.of("agreement")
    days: dict[str, Any] = {"since": date(2025, 1, 1), "until": date(2025, 12, 31), "number": "QXJH-2025-001"}
    record = structs.replace(signed.record, **days)
    before = replace(signed, day=date(2025, 1, 1), record=record, file=signed.file.replace("/2026/", "/2025/"))
    assessed = patient.entries.of("assessment")[0]
    record = structs.replace(assessed.record, date=date(2025, 4, 3), quarter="2025Q1")
    file = assessed.file.replace("/2026/04-02", "/2025/04-03")
    more = [before, replace(assessed, day=date(2025, 4, 3), record=record, file=file)]
    entries = Entries.gathered([*patient.entries, *more])
    patients = {**context.registry.patients, PATIENT: replace(patient, entries=entries)}
    return replace(context, registry=replace(context.registry, patients=patients)).view("office")


def placed(text: str, days: Iterable[str]) -> list[str]:
    """Days in the order in which a text first names them."""
    return sorted(days, key=text.index)


STATES = ("2019-03-05", "2026-02-10", "2026-02-26")
QUARTERS = ("2025Q1", "2026Q1", "2026Q2", "2026Q3")


def test_a_dossier_tells_states_and_agreements_from_the_first_on() -> None:
    """As a file is read: from its first sheet to its last."""
    view = seen()
    said = vocabulary.text(vocabulary.parse(dossier(view, view.patients[PATIENT], HOME.templates)))
    states = said[said.index("．状态\n") :]
    assert placed(states, STATES) == list(STATES)
    agreements = said[said.index("．有奖监护协议") :]
    assert placed(agreements, ("QXJH-2025-001", "QXJH-2026-001")) == ["QXJH-2025-001", "QXJH-2026-001"]
    assert placed(agreements, QUARTERS) == list(QUARTERS)


def test_a_page_tells_states_from_the_last_on_and_agreements_from_the_first() -> None:
    """The caption says so of the states."""
    view = seen()
    draft = patient_draft(PageMaterial(view, ()), view.patients[PATIENT])
    tables = [block for part in draft.sections for block in part.blocks if isinstance(block, Table)]
    (states,) = [one for one in tables if one.caption.startswith("状态沿革")]
    shown = [" ".join(cell.text for cell in row) for row in states.rows]
    assert [next(day for day in STATES if f" {day}" in f" {row}") for row in shown] == list(reversed(STATES))
    assert "新的在前" in states.caption
    (agreements,) = [one for one in tables if one.caption == "有奖监护协议"]
    shown = [" ".join(cell.text for cell in row) for row in agreements.rows]
    assert ["2025-001" in row for row in shown] == [True, False]


@pytest.mark.parametrize("name", ["dossier", "patient-page", "group-page", "township-page", "village-page"])
def test_captions_do_not_promise_another_order(name: str) -> None:
    """Where a caption says 新的在前 the form does not turn the list round, and the entries run so."""
    view = seen()
    holders = of_patient(view, view.patients[PATIENT])
    for block in (block for part in forms()[name].parts for block in part.blocks):
        if "新的在前" in f"{block.caption}{block.title}":
            assert not block.oldest, block.of
            found = (records(view, block, holders) or []) if name == "patient-page" else []
            day = {"patient.status": "since", "patient.stay": "admitted"}.get(block.of, "date")
            days = [getattr(one, day) for one in found]
            assert days == sorted(days, reverse=True), block.of
