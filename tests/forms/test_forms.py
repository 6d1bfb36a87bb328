"""Every field of every record stands in a form, or is left out with a reason; forms name only what there is."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, cast, get_args

import msgspec
import pytest

from carebook.audience.forms import WAYS, pairs
from carebook.context import Home, gather
from carebook.documents.dossier import MADE, dossier
from carebook.forms.load import read_forms
from carebook.forms.model import Form, PaperForm
from carebook.forms.written import FormFile
from carebook.reading.fields import ITEM, fields
from carebook.reading.record import Record
from carebook.reading.resolved import resolved_schema
from carebook.records import kinds
from carebook.site import pages
from carebook.site.laid_out import CELLS, FormPage
from tests.townships import BASE, HOME, TODAY, township

NEW = "added"
FIELD = {"title": "新加的", "description": "新加的一项。", "type": "string", "examples": ["有"]}
PAPERS = [name for name in read_forms(HOME.forms, HOME.schemas)[0] if "/" not in name]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """The product with schemas and forms that may be changed."""
    for folder in ("policies", "templates", "fonts"):
        (tmp_path / folder).symlink_to(HOME.root / folder)
    for folder in ("schemas", "forms"):
        shutil.copytree(HOME.root / folder, tmp_path / folder)
    return Home(tmp_path)


def add(home: Home, schema: str, *path: str) -> None:
    """An optional field more, below a group of fields if a path is given."""
    file = home.schemas / f"{schema}.schema.json"
    whole = json.loads(file.read_text("utf-8"))
    group = whole
    for step in path:
        group = group["properties"][step]
    group["properties"][NEW] = FIELD
    file.write_text(json.dumps(whole, ensure_ascii=False), "utf-8")


def told(home: Home) -> list[str]:
    """What is wrong with the forms."""
    return [f"{one.place} {one.rule} {one.message}" for one in read_forms(home.forms, home.schemas)[1]]


def shows(form: Form, schema: str) -> bool:
    """Whether a form has a column for the field that was added."""
    mine = [one for part in form.parts for one in part.blocks if one.schema == schema]
    return any(column.path[-1] == NEW for block in mine for column in block.columns)


def test_every_field_stands_in_a_form_or_is_left_out_with_a_reason() -> None:
    """The forms that are shipped name nothing that is not there, and forget nothing; what they would forget is named here."""
    assert told(HOME) == []


@pytest.mark.parametrize("name", PAPERS)
def test_nothing_is_both_shown_and_left_out(name: str) -> None:
    """What a form says is not shown is not shown; only what it says of all entries one kind may have nevertheless."""
    form = read_forms(HOME.forms, HOME.schemas)[0][name]
    general = {("recorded_on",), ("recorded_by",), ("withdrawn",)}
    for part in form.parts:
        for block in part.blocks:
            shown = {(*block.part, *path) for one in block.columns for path in one.paths}
            assert shown & set(form.left_out.get(block.schema, {})) <= general, (name, block.of)


def test_a_new_field_is_shown_or_named(home: Home) -> None:
    """With a field more in every schema, each is a column of the page and paper of its record, or told as forgotten."""
    names = [kind.schema for kind in kinds.KINDS] + ["patient.status", "patient.stay", "patient.movement"]
    for name in names:
        add(home, name)
    found = told(home)
    forms, _ = read_forms(home.forms, home.schemas)
    left = {name for name in names if not any(shows(form, name) for form in forms.values())}
    whole = {schema for form in forms.values() for schema, paths in form.left_out.items() if () in paths}
    named = {name for name in left if any(f" {name.removeprefix('entry.')} 的字段 {NEW}" in one for one in found)}
    assert left - whole == named
    assert left - whole <= {"entry.death"}
    for name in ("entry.rating", "entry.checkup", "entry.visit", "patient.identity", "patient.profile", "patient.stay"):
        assert shows(forms["dossier"], name), name
        assert shows(forms["patient-page"], name), name


def test_a_new_field_deep_inside_is_named(home: Home) -> None:
    """A field of which no form shows the whole group is told with file, kind and title."""
    add(home, "entry.visit", "sheet")
    for file in ("dossier", "patient-page", "entries/visit"):
        assert f"forms/{file}.yaml:1:1 R314 visit 的字段 sheet.{NEW}（新加的） 没有写进表样" in told(home)


def test_a_new_field_reaches_page_and_dossier(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Schema and typed record are all that is touched: what somebody writes there is read on the page and on paper."""
    add(home, "entry.rating")
    rating = kinds.kind_named("rating")
    assert rating is not None
    typed = msgspec.defstruct("Rating", [(NEW, str | None, None)], bases=(rating.record,), frozen=True, kw_only=True)
    more = replace(rating, record=cast(type[Record], typed))
    monkeypatch.setitem(cast(dict[str, Any], kinds._BY_NAME), "rating", more)
    data = Path(shutil.copytree(BASE, tmp_path / "data"))
    file = data / "patients/QX-0001/2026/09-10-rating-S02.yaml"
    file.write_text(f"{file.read_text('utf-8')}{NEW}: 写了新加的一项\n", "utf-8")
    view = gather(home, data, "data", TODAY).view("office")
    (page,) = (one for one in pages(view, [], home.templates) if one.path == "patients/QX-0001.html")
    for text in (page.html, dossier(view, view.patients["QX-0001"], home.templates)):
        assert "新加的" in text
        assert "写了新加的一项" in text


def test_a_new_kind_of_entry_is_shown(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """Schema, type, row, form: page and dossier have a section for the kind; without its form, all its fields."""
    aid = kinds.kind_named("aid")
    assert aid is not None
    kind = replace(aid, name="gift")
    monkeypatch.setitem(cast(dict[str, Any], kinds._BY_NAME), "gift", kind)
    monkeypatch.setattr(kinds, "ENTRIES", (*kinds.ENTRIES, kind))
    shutil.copy(home.schemas / "entry.aid.schema.json", home.schemas / "entry.gift.schema.json")
    (home.forms / "entries/gift.yaml").write_text("fields:\n  - {field: kind}\n  - {field: date}\n", "utf-8")
    with (home.forms / "entries/gift.yaml").open("a", encoding="utf-8") as file:
        file.write("rest: true\n")
    assert told(home) == []
    forms, _ = read_forms(home.forms, home.schemas)
    for name in ("dossier", "patient-page"):
        (block,) = (one for part in forms[name].parts for one in part.blocks if one.of == "gift")
        assert [one.path for one in block.columns] == [("kind",), ("date",), ("amount",), ("note",)]


@pytest.mark.parametrize(
    ("file", "right", "wrong", "said"),
    [
        ("dossier", "{field: employer}", "{field: employr}", "R312 “employr”找不到"),
        ("dossier", "of: referral", "of: referal", "R312 “referal”找不到"),
        ("dossier", "part: guardians", "part: guardian", "R312 “guardian”找不到"),
        ("dossier", "of: roll-call", "of: rollcall", "R312 “rollcall”找不到"),
        ("dossier", "fields: [exemptions]", "fields: [exemption]", "R312 “exemption”找不到"),
        ("patient-page", "- fluctuation", "- fluctuations", "R312 “fluctuations”找不到"),
        ("entries/checkup", "when: refused", "when: refusal", "R312 “refusal”找不到"),
        ("dossier", "how: acts", "how: act", "F204"),
        (
            "group-page",
            "          - {field: guardian_of}\n",
            "",
            "R314 group 的字段 members.guardian_of（监护的患者） 没有写进表样",
        ),
        ("other", "  - of: vault\n", "  - of: snapshot\n", "R314 记录 vault 没有写进表样"),
    ],
)
def test_what_does_not_exist_is_told(home: Home, file: str, right: str, wrong: str, said: str) -> None:
    """A misspelt kind, field, part, condition or way is told, with file and line; so is what is no longer said."""
    path = home.forms / f"{file}.yaml"
    text = path.read_text("utf-8")
    assert right in text
    path.write_text(text.replace(right, wrong, 1), "utf-8")
    (found,) = told(home)
    assert said in found
    assert found.startswith(f"forms/{file}.yaml:")
    if not said.startswith("R314"):
        assert f".yaml:{text[: text.index(right)].count(chr(10)) + 1}:" in found


def test_ways_of_writing_are_those_of_the_schema() -> None:
    """Each way that a form may name is known to papers or to pages, and none is left over."""
    shown = resolved_schema(HOME.schemas, "form")["$defs"]["shown"]["properties"]["how"]
    assert set(shown["enum"]) == {*WAYS, *CELLS}


def test_what_the_program_composes_is_named_by_its_form(monkeypatch: pytest.MonkeyPatch) -> None:
    """A form asks only for what its paper or page can compose, and all of that is asked for."""
    assert set(MADE) == made(read_forms(HOME.forms, HOME.schemas)[0]["dossier"])
    seen: set[str] = set()
    whole = FormPage.sections

    def sections(page: FormPage) -> Any:
        form = page.desk.view.forms[page.form]
        assert set(page.made) == made(form), page.form
        seen.add(page.form)
        return whole(page)

    monkeypatch.setattr(FormPage, "sections", sections)
    list(pages(township(BASE).view("office"), [], HOME.templates))
    assert seen == {name for name in PAPERS if name.endswith("-page")}


def made(form: Form) -> set[str]:
    """What a form says the program composes."""
    return {block.made for part in form.parts for block in part.blocks if block.made}


def test_a_row_may_have_a_condition() -> None:
    """A row that is there only if another field is written, or is not, or if it is written itself."""
    forms, _ = read_forms(HOME.forms, HOME.schemas)
    view = township(BASE).view("office")
    taken = view.patients["QX-0001"].entries("checkup")[0]
    columns = forms["entries/checkup"].columns
    titles = [title for title, _ in pairs(view, taken, columns)]
    assert ("不体检的原因" in titles) is bool(taken.refused)
    assert ("体重" in titles) is not bool(taken.refused)
    (dissolved,) = (
        one
        for part in forms["group-page"].parts
        for block in part.blocks
        for one in block.columns
        if one.path == ("dissolved",)
    )
    assert pairs(view, view.groups["QX-G01"].record, (dissolved,)) == []


def test_typed_forms_mirror_their_schema() -> None:
    """The typed file and the schema have the same fields."""
    whole = resolved_schema(HOME.schemas, "form")
    assert list(_differences(whole, FormFile, "form")) == []


def _differences(schema: Mapping[str, Any], kind: Any, path: str) -> Iterator[str]:
    names = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    if set(names) != set(schema["properties"]):
        yield f"{path}: {set(names) ^ set(schema['properties'])}"
    for name, field in names.items():
        below = schema["properties"].get(name, {}).get("items", {})
        if "properties" in below:
            yield from _differences(below, field.type.__args__[0], f"{path}.{name}")


def test_fields_of_the_schema_are_those_that_forms_know() -> None:
    """The check itself sees the fields below lists and groups."""
    known = {one.name for one in fields(HOME.schemas, "entry.visit") if ITEM not in one.path}
    assert {"sheet.function.work", "lost.reason"} <= known


@pytest.mark.parametrize("name", PAPERS)
def test_a_form_that_is_gone_is_told(name: str, home: Home) -> None:
    """R312: of a form that a paper or a page is made by; the check says it, nothing stumbles while building."""
    (home.forms / f"{name}.yaml").unlink()
    found = [(one.rule, one.place.file) for one in read_forms(home.forms, home.schemas)[1]]
    needed = name in get_args(PaperForm)
    assert (("R312", f"forms/{name}.yaml") in found) is needed
    assert needed or name == "other"
