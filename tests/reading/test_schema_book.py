"""Texts as they were typed, fields by path, and bounded reports."""

import json
from pathlib import Path
from typing import Any

import pytest

from carebook.reading.schema import SchemaBook
from carebook.reading.source import Source, parse

PERSON = "test/person"
START = "id: QX-0001\nname: 张三\nstability: 3\n"


@pytest.fixture(scope="module")
def book() -> SchemaBook:
    """The schemas that only tests use."""
    return SchemaBook(Path(__file__).parent / "schemas")


def source_of(text: str) -> Source:
    """Read a text that is good YAML."""
    source, findings = parse(text, "x.yaml")
    assert findings == ()
    assert source is not None
    return source


def checked(book: SchemaBook, text: str) -> Any:
    """The values of a good record."""
    value, findings = book.check(source_of(text), PERSON)
    assert findings == ()
    return value


def test_a_good_record_gives_its_values(book: SchemaBook) -> None:
    """Values come out as they were read."""
    assert checked(book, START) == {"id": "QX-0001", "name": "张三", "stability": 3}


@pytest.mark.parametrize(
    ("line", "key", "value"),
    [
        ("phone: 19900000001", "phone", "19900000001"),
        ("code: 010", "code", "010"),
        ("code: 1.10", "code", "1.10"),
        ("code: 2.0", "code", "2.0"),
        ("code: true", "code", "true"),
        ("code: no", "code", "no"),
        ("code: 0x1F", "code", "0x1F"),
        ("onset: 2020", "onset", "2020"),
        ("sex: 1", "sex", "1"),
        ("contact: 19900000001", "contact", "19900000001"),
    ],
)
def test_where_a_text_is_asked_for_it_is_taken_as_typed(book: SchemaBook, line: str, key: str, value: str) -> None:
    """A phone number without quotes is a text, to the last zero."""
    assert checked(book, f"{START}{line}\n")[key] == value


def test_the_source_keeps_what_it_read(book: SchemaBook) -> None:
    """Judging a source does not change it."""
    source = source_of(f"{START}phone: 19900000001\n")
    book.check(source, PERSON)
    assert source.data == {"id": "QX-0001", "name": "张三", "stability": 3, "phone": 19900000001}


def test_null_is_nothing_and_not_a_text(book: SchemaBook) -> None:
    """Who types null or ~ means that there is nothing."""
    value, findings = book.check(source_of(f"{START}code: ~\n"), PERSON)
    assert value is None
    assert [finding.rule for finding in findings] == ["F202"]


def test_a_failing_record_gives_no_values(book: SchemaBook) -> None:
    """Nothing half-good is handed on."""
    value, findings = book.check(source_of("id: QX-0001\n"), PERSON)
    assert value is None
    assert len(findings) == 2


def test_a_schema_is_found_by_either_spelling(book: SchemaBook) -> None:
    """The folders of a data tree and the names of schema files both lead to a schema."""
    assert book.check(source_of(START), "test.person") == book.check(source_of(START), "test/person")


def test_an_unknown_schema_is_a_fault_of_the_caller(book: SchemaBook) -> None:
    """There is no record without a schema."""
    with pytest.raises(KeyError):
        book.check(source_of(START), "test/nobody")


@pytest.mark.parametrize(
    ("path", "title"),
    [
        (["stability"], "病情"),
        (["visits", 0, "date"], "随访日期"),
        (["visits", 99, "lost", "reason"], "失访原因"),
        (["guardian", "name"], "监护人姓名"),
        (["plan", "title"], "名称"),
        (["contact", "number"], "号码"),
        (["roles", 2], "角色"),
    ],
)
def test_a_field_is_found_by_its_path(book: SchemaBook, path: list[str | int], title: str) -> None:
    """References, lists, choices and conditions are followed; the words beside a reference win."""
    field = book.field(PERSON, path)
    assert field is not None
    assert field["title"] == title


def test_a_path_that_the_schema_does_not_know_has_no_field(book: SchemaBook) -> None:
    """Nothing is made up."""
    assert book.field(PERSON, ["nobody"]) is None
    assert book.field(PERSON, ["name", 0]) is None


def test_at_most_fifty_findings_and_how_many_more(book: SchemaBook) -> None:
    """A record that is wrong all over gets a report that can be read."""
    text = START + "visits:\n" + "  - date: 2026.3.1\n" * 80
    value, findings = book.check(source_of(text), PERSON)
    assert value is None
    assert len(findings) == 51
    assert findings[-1].rule == "F200"
    assert "30 处" in findings[-1].message


def test_a_line_told_before_is_not_told_again(book: SchemaBook) -> None:
    """What the reader said of a line is not said a second time in the words of the schema."""
    source, findings = parse(f"{START}roles:\n  －leader\n", "x.yaml")
    assert source is not None
    assert {finding.place.line for finding in findings} == {5}
    assert all(finding.place.line != 5 for finding in book.check(source, PERSON)[1])


def test_findings_point_to_characters_behind_rare_names(book: SchemaBook) -> None:
    """Columns count characters, also behind characters outside the basic plane."""
    text = START.replace("张三", "𬸚㛃䶮") + "guardian: {name: 𬸚㛃, mobile: 12}\n"
    _, findings = book.check(source_of(text), PERSON)
    assert [(finding.place.line, finding.place.column) for finding in findings] == [(4, 30)]


def test_a_key_called_then_is_no_condition(tmp_path: Path) -> None:
    """Names of keys are not taken for keywords of the schema."""
    schema = {"type": "object", "properties": {"then": {"title": "然后", "type": "integer", "minimum": 3}}}
    (tmp_path / "odd.schema.json").write_text(json.dumps(schema), "utf-8")
    _, findings = SchemaBook(tmp_path).check(source_of("then: 1\n"), "odd")
    assert [finding.rule for finding in findings] == ["F206"]
