"""Schemas come out whole: references followed, audiences by name and from above."""

import json
from pathlib import Path
from typing import Any

import pytest

from carebook.reading.fields import fields
from carebook.reading.resolved import SchemaError, resolved, resolved_schema
from carebook.reading.schema import SchemaBook
from carebook.reading.source import parse

SETS = {"all": {"of": ["office", "clinic"]}, "office": {"of": ["office"]}}


def _write(folder: Path, name: str, schema: dict[str, Any]) -> None:
    (folder / f"{name}.schema.json").write_text(json.dumps(schema), "utf-8")


def _properties(folder: Path, audience: dict[str, list[str]] | None = None, **properties: Any) -> dict[str, Any]:
    """The fields of a schema that has these, in a folder with two sets of audiences."""
    _write(folder, "common", {"x-audience-sets": SETS})
    _write(folder, "a", {"x-audience": audience or {}, "properties": properties})
    made: dict[str, Any] = resolved(folder)["a"]["properties"]
    return made


def test_references_lead_from_file_to_file(tmp_path: Path) -> None:
    """What a reference leads to may refer on; the words beside the first reference win."""
    _write(tmp_path, "a", {"properties": {"n": {"$ref": "sub/b.schema.json#/$defs/n", "title": "数"}}})
    (tmp_path / "sub").mkdir()
    _write(tmp_path / "sub", "b", {"$defs": {"n": {"$ref": "../c.schema.json", "title": "别的数"}}})
    _write(tmp_path, "c", {"type": "integer", "description": "整数。"})
    whole = {"title": "数", "description": "整数。", "type": "integer"}
    assert resolved_schema(tmp_path, "a")["properties"]["n"] == whole
    assert resolved_schema(tmp_path, "sub/b")["$defs"]["n"] == {**whole, "title": "别的数"}


def test_the_checker_sees_the_schemas_whole(tmp_path: Path) -> None:
    """A record is held against what references lead to, and the message has the words beside the reference."""
    _write(tmp_path, "a", {"properties": {"n": {"$ref": "b.schema.json#/$defs/n", "title": "数"}}})
    _write(tmp_path, "b", {"$defs": {"n": {"title": "别的数", "type": "integer"}}})
    source, _ = parse("n: 甲\n", "x.yaml")
    assert source
    _, findings = SchemaBook(tmp_path).check(source, "a")
    assert [finding.message for finding in findings] == ["数（n）的值“甲”不对：应是整数"]


@pytest.mark.parametrize("reference", ["b.schema.json", "#/$defs/m", "common.schema.json#/$defs/m"])
def test_a_reference_to_nowhere_is_told(tmp_path: Path, reference: str) -> None:
    """A schema with a hole in it judges nothing."""
    with pytest.raises(SchemaError, match="is not there"):
        _properties(tmp_path, n={"$ref": reference})


def test_a_reference_in_a_circle_is_told(tmp_path: Path) -> None:
    """Records are finite: a schema that holds itself is a slip."""
    with pytest.raises(SchemaError, match="holds itself"):
        _properties(tmp_path, n={"items": {"$ref": "#/properties/n"}})


def test_a_key_of_a_record_may_be_called_like_a_reference(tmp_path: Path) -> None:
    """Only a text is a reference."""
    _write(tmp_path, "a", {"properties": {"$ref": {"type": "string"}}})
    assert resolved(tmp_path)["a"]["properties"] == {"$ref": {"type": "string"}}


def test_an_audience_comes_from_the_group_or_from_above(tmp_path: Path) -> None:
    """A group names sets for its fields; what it does not name is for whom the group is for, and so are items."""
    made = _properties(
        tmp_path,
        {"all": ["group", "list"]},
        group={"x-audience": {"office": ["own"]}, "properties": {"inner": {}, "own": {}}},
        list={"items": {"x-audience": {"office": ["own"]}, "properties": {"inner": {}, "own": {}}}},
    )
    for inside in (made["group"], made["list"]["items"]):
        assert inside["x-audience"] == ["office", "clinic"]
        assert inside["properties"]["inner"]["x-audience"] == ["office", "clinic"]
        assert inside["properties"]["own"]["x-audience"] == ["office"]


def test_a_shape_is_for_whom_the_field_is_for_that_uses_it(tmp_path: Path) -> None:
    """One definition in two fields: each gives it its own audience."""
    _write(tmp_path, "shapes", {"$defs": {"death": {"properties": {"date": {}}}}})
    shape = {"$ref": "shapes.schema.json#/$defs/death"}
    made = _properties(tmp_path, {"all": ["here"], "office": ["there"]}, here=shape, there=shape)
    assert made["here"]["properties"]["date"]["x-audience"] == ["office", "clinic"]
    assert made["there"]["properties"]["date"]["x-audience"] == ["office"]


def test_a_record_says_for_whom_its_other_fields_are(tmp_path: Path) -> None:
    """The star stands for the record itself and all fields that are not named."""
    _properties(tmp_path, {"all": ["*"], "office": ["own"]}, inner={}, own={})
    assert resolved_schema(tmp_path, "a")["x-audience"] == ["office", "clinic"]
    found = {field.name: field.audience for field in fields(tmp_path, "a")}
    assert found == {"inner": frozenset({"office", "clinic"}), "own": frozenset({"office"})}


def test_what_nobody_gave_an_audience_is_for_nobody(tmp_path: Path) -> None:
    """The default is no."""
    _properties(tmp_path, {"all": ["other"]}, n={}, other={})
    assert [field.audience for field in fields(tmp_path, "a")] == [frozenset(), frozenset({"office", "clinic"})]


@pytest.mark.parametrize(
    ("audience", "fault"),
    [
        ({"everyone": ["n"]}, "no set of audiences is called everyone"),
        ({"all": ["m"]}, "not there"),
        ({"all": ["n"], "office": ["n"]}, "twice"),
        ("all", "at the group"),
    ],
)
def test_a_slip_in_an_audience_stops_the_program(tmp_path: Path, audience: Any, fault: str) -> None:
    """An unknown set, a field that is not there or is named twice: none of them may give anything to anybody."""
    with pytest.raises(SchemaError, match=fault):
        _properties(tmp_path, audience, n={})


def test_an_audience_at_a_field_or_a_star_inside_stops_the_program(tmp_path: Path) -> None:
    """There is one place to look for who may see a field: the group it stands in."""
    with pytest.raises(SchemaError, match=r"a\.n: .* at the group"):
        _properties(tmp_path, {"all": ["*"]}, n={"x-audience": "office"})
    with pytest.raises(SchemaError, match=r"a\.n: .* not there"):
        _properties(tmp_path, {"all": ["*"]}, n={"x-audience": {"office": ["*"]}, "properties": {}})
