"""Schemas, typed records, editor settings and the handbook's tables say the same."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import msgspec
import msgspec.inspect as ms
import pytest
from jsonschema import Draft202012Validator, FormatChecker

from carebook.documents.handbook import REFERENCES, audiences, handbook_pages
from carebook.forms.written import FormFile
from carebook.policy.files import FILES, SettingsFile
from carebook.reading.record import Record
from carebook.reading.resolved import resolved
from carebook.records.identifiers import id_fault, phone_fault
from carebook.records.kinds import ENTRIES, KINDS, Kind
from carebook.records.state import AgreementState, Movement, StatusPeriod, Stay

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "schemas"
DEFINITIONS = ("common", "codes")
DOCUMENTS = {name: schema for name, schema in resolved(FOLDER).items() if name not in DEFINITIONS}
TYPES: dict[str, type[Record]] = {
    **{kind.schema: kind.record for kind in KINDS},
    **{row.schema: row.record for row in FILES},
    "form": FormFile,
}
DERIVED: dict[str, type[Record]] = {
    "patient.status": StatusPeriod,
    "patient.stay": Stay,
    "patient.agreement": AgreementState,
    "patient.movement": Movement,
}
DEFINED_ID = resolved(FOLDER)["common"]["$defs"]["id"]
Spot = tuple[str, Mapping[str, Any]]


def _properties(schema: Mapping[str, Any], path: str) -> Iterator[Spot]:
    """Every property below a schema, with a path to name it by."""
    for key, sub in schema.get("properties", {}).items():
        here = f"{path}.{key}"
        yield here, sub
        yield from _properties(sub, here)
        yield from _properties(sub.get("items", {}), f"{here}[]")


PROPERTIES: list[Spot] = [spot for name, schema in DOCUMENTS.items() for spot in _properties(schema, name)]
NAMES = [path for path, _ in PROPERTIES]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_schema_is_valid(name: str) -> None:
    """Every schema is JSON Schema 2020-12 and is called as its file."""
    document = DOCUMENTS[name]
    Draft202012Validator.check_schema(document)
    assert document["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert document["$id"] == f"{name}.schema.json"


def test_every_kind_of_record_has_a_schema_and_a_type() -> None:
    """No schema without records, no records without schema."""
    assert not set(TYPES) & set(DERIVED)
    assert set(DOCUMENTS) == {*TYPES, *DERIVED}


@pytest.mark.parametrize("kind", ENTRIES, ids=[kind.name for kind in ENTRIES])
def test_every_entry_says_when_it_was_recorded_and_by_whom(kind: Kind) -> None:
    """Its day, the day it was recorded and who recorded it must be written; that it does not count may be."""
    schema = DOCUMENTS[kind.schema]
    assert {kind.day, "recorded_on", "recorded_by"} <= set(schema["required"])
    assert schema["properties"][kind.day]["format"] == "date"
    assert "withdrawn" in set(schema["properties"]) - set(schema["required"])


def test_every_property_explains_itself_in_chinese() -> None:
    """Title and description are Chinese; a description is a sentence."""
    for path, schema in PROPERTIES:
        assert re.search("[一-鿿]", schema["title"]), path
        assert re.search("[一-鿿].*。$", schema["description"]), path


def test_every_property_says_who_may_see_it() -> None:
    """Audiences are named, known and not repeated; the township office keeps the records and sees all."""
    for path, schema in PROPERTIES:
        audience = schema["x-audience"]
        assert audience, path
        assert set(audience) <= set(audiences(FOLDER)), path
        assert len(audience) == len(set(audience)), path
        assert "office" in audience, path


def test_whoever_may_see_a_part_may_see_the_whole_it_stands_in() -> None:
    """A list or a nested record is open to everybody who may see something inside; else the part is out of reach."""
    open_to = {path: set(schema["x-audience"]) for path, schema in PROPERTIES}
    for path, audience in open_to.items():
        parent = path.rpartition(".")[0].removesuffix("[]")
        if parent in open_to:
            assert audience <= open_to[parent], path


def test_nothing_that_identifies_is_public() -> None:
    """精神卫生法 第四条: no field of a patient's or a group's records, nor of a village's entries, is for the public."""
    closed = tuple(f"{kind.schema}." for kind in ENTRIES if kind.owner != "township")
    for path, schema in PROPERTIES:
        if path.startswith(("patient.", "group.", *closed)):
            assert "public" not in schema["x-audience"], path


def test_examples_are_valid() -> None:
    """What error messages and the handbook show as right is right."""
    for path, schema in PROPERTIES:
        validator = Draft202012Validator(schema, format_checker=FormatChecker())
        assert schema["examples"], path
        for example in schema["examples"]:
            problems = [error.message for error in validator.iter_errors(example)]
            assert problems == [], path


def test_example_numbers_pass_the_rules() -> None:
    """Phones and ID numbers shown as right have their digits right."""
    faults: dict[str, Callable[[str], str]] = {
        "phone": phone_fault,
        "id-number": lambda text: id_fault(text, date(2026, 11, 21)),
    }
    for path, schema in PROPERTIES:
        part = schema.get("items", schema)
        for example in part.get("examples", []) if part.get("x-kind") in faults else ():
            assert faults[part["x-kind"]](example) == "", path


def test_every_code_has_its_word() -> None:
    """A code list and its words name the same codes in the same order."""
    for path, schema in PROPERTIES:
        part = schema.get("items", schema)
        assert ("enum" in part) == ("x-codes" in part), path
        if "enum" in part:
            assert [str(code) for code in part["enum"]] == list(part["x-codes"]), path
            assert all(re.search("[一-鿿]", word) for word in part["x-codes"].values()), path


def test_every_condition_says_why() -> None:
    """Rules between fields carry the sentence that is shown when they are broken."""
    for name, document in DOCUMENTS.items():
        for rule in _conditions(document):
            assert re.search("[一-鿿]", rule.get("x-why", "")), f"{name}: {rule}"


def _conditions(part: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(part, dict):
        yield from part.get("allOf", [])
    for sub in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from _conditions(sub)


def test_references_are_known() -> None:
    """An id says what it refers to, in words that the handbook has Chinese for."""
    for path, schema in PROPERTIES:
        part = schema.get("items", schema)
        assert "x-ref" in part or part.get("pattern") != DEFINED_ID["pattern"], path
        assert part.get("x-ref", "self") in {*REFERENCES, "self"}, path


@pytest.mark.parametrize(("name", "record"), {**TYPES, **DERIVED}.items(), ids=[*TYPES, *DERIVED])
def test_typed_record_mirrors_its_schema(name: str, record: type[Record]) -> None:
    """Field names, what must be written, and types are the same on both sides, at every depth."""
    assert list(_differences(DOCUMENTS[name], ms.type_info(record), name)) == []


def _differences(schema: Mapping[str, Any], kind: ms.Type, path: str) -> Iterator[str]:
    """What differs between a schema and a type, in words."""
    if schema.get("type") == "object":
        yield from _struct_differences(schema, kind, path)
    elif schema.get("type") == "array":
        if isinstance(kind, ms.VarTupleType):
            yield from _differences(schema["items"], kind.item_type, f"{path}[]")
        else:
            yield f"{path}: 应是 tuple，而是 {kind}"
    elif not isinstance(kind, _scalar(schema)):
        yield f"{path}: {schema.get('type')} 对不上 {kind}"


def _struct_differences(schema: Mapping[str, Any], kind: ms.Type, path: str) -> Iterator[str]:
    if not isinstance(kind, ms.StructType):
        yield f"{path}: 应是 Record，而是 {kind}"
        return
    written = schema["properties"]
    typed = {field.encode_name: field for field in kind.fields}
    yield from (f"{path}.{key}: 只在一边" for key in set(written) ^ set(typed))
    if schema.get("additionalProperties") is not False or not kind.forbid_unknown_fields:
        yield f"{path}: 放过了不认识的键"
    for key in set(written) & set(typed):
        field = typed[key]
        if field.required != (key in schema.get("required", ())):
            yield f"{path}.{key}: 必填与否不一致"
        yield from _differences(written[key], _present(field), f"{path}.{key}")


def _present(field: ms.Field) -> ms.Type:
    """The type of a field when it is written: without the None that stands for its absence."""
    if isinstance(field.type, ms.UnionType):
        (kind,) = (part for part in field.type.types if not isinstance(part, ms.NoneType))
        return kind
    return field.type


def _scalar(schema: Mapping[str, Any]) -> type[ms.Type]:
    if schema.get("format") == "date":
        return ms.DateType
    found: dict[str, type[ms.Type]] = {
        "string": ms.StrType,
        "integer": ms.IntType,
        "number": ms.FloatType,
        "boolean": ms.BoolType,
    }
    return found[schema["type"]]


def test_records_are_frozen() -> None:
    """Nobody changes what another made."""
    for kind in (*TYPES.values(), *DERIVED.values()):
        assert kind.__struct_config__.frozen
        assert issubclass(kind, msgspec.Struct)


def test_handbook_tables_are_up_to_date() -> None:
    """The committed tables are what ``python3 build.py handbook`` makes today."""
    handbook = ROOT / "docs/handbook"
    for name, text in handbook_pages(FOLDER).items():
        assert (handbook / name).read_text("utf-8") == text, name


@pytest.mark.parametrize("folder", ["data", "tests/base"])
@pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])
def test_editor_knows_the_schema_of_every_file(kind: Kind, folder: str) -> None:
    """Exactly one schema is tied to each kind of file, and it is the right one."""
    assert _tied(f"{folder}/{kind.example}") == [f"./schemas/{kind.schema}.schema.json"]


@pytest.mark.parametrize("row", FILES, ids=[row.schema for row in FILES])
def test_editor_knows_the_schema_of_every_file_of_settings(row: SettingsFile) -> None:
    """Settings are completed and explained as well; the file of audiences is no policy."""
    assert _tied(row.shown) == [f"./schemas/{row.schema}.schema.json"]


def _tied(file: str) -> list[str]:
    settings = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))
    for schema in settings["yaml.schemas"]:
        assert (ROOT / schema).is_file(), schema
    tied: dict[str, list[str]] = settings["yaml.schemas"]
    return [
        schema
        for schema, globs in tied.items()
        if any(_fits(file, glob) for glob in globs)
        and not any(_fits(file, glob[1:]) for glob in globs if glob.startswith("!"))
    ]


def _fits(file: str, glob: str) -> bool:
    """Match as the editor does: a star stays within one folder."""
    parts, wanted = file.split("/"), glob.split("/")
    return len(parts) == len(wanted) and all(map(fnmatchcase, parts, wanted))
