"""Nothing stands twice in the schema files: shapes and code lists are defined once, audiences are named sets."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from carebook.documents.handbook import audiences
from carebook.reading.resolved import resolved
from carebook.reading.schema_layout import laid_out

FOLDER = Path(__file__).parents[1] / "schemas"
FILES = {path.name.removesuffix(".schema.json"): path for path in sorted(FOLDER.glob("*.schema.json"))}
WRITTEN: dict[str, dict[str, Any]] = {name: json.loads(path.read_text("utf-8")) for name, path in FILES.items()}
DEFINED = [
    (f"{name}#{key}", definition)
    for name, document in WRITTEN.items()
    for key, definition in document.get("$defs", {}).items()
]
SETS: dict[str, dict[str, Any]] = WRITTEN["common"]["x-audience-sets"]
#: What may stand beside a reference.
WORDS = {"title", "description", "examples"}


def _pieces(part: Any, path: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every mapping in the files, with the way to it."""
    if isinstance(part, dict):
        yield path, part
    steps = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for step, sub in steps:
        yield from _pieces(sub, f"{path}/{step}")


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


@pytest.mark.parametrize("name", FILES)
def test_files_are_laid_out_alike(name: str) -> None:
    """What ``python3 build.py handbook`` would write stands there, so that a diff shows what changed and no more."""
    text = FILES[name].read_text("utf-8")
    assert text == laid_out(text)


def test_no_code_list_stands_twice() -> None:
    """Codes with their words are written in one place, and referred to from the others."""
    lists = Counter(_text(part["x-codes"]) for _, part in _pieces(WRITTEN) if "x-codes" in part)
    assert [codes for codes, times in lists.items() if times > 1] == []


def test_no_list_of_named_codes_has_other_words_elsewhere() -> None:
    """The same codes mean the same: ``refused`` is called alike everywhere."""
    lists = Counter(
        _text(sorted(part["x-codes"]))
        for _, part in _pieces(WRITTEN)
        if "x-codes" in part and part.get("type") == "string"
    )
    assert [codes for codes, times in lists.items() if times > 1] == []


def test_no_shape_stands_twice() -> None:
    """A group of fields that is the same in two places is a definition."""
    shapes = Counter(_text(part["properties"]) for _, part in _pieces(WRITTEN) if part.get("type") == "object")
    assert [shape for shape, times in shapes.items() if times > 1] == []


def test_a_definition_is_used_and_explains_itself() -> None:
    """What nothing refers to is taken out; the others have a Chinese name, a sentence and an example."""
    used = {part["$ref"].rpartition("/")[2] for _, part in _pieces(WRITTEN) if "$ref" in part}
    for name, _ in DEFINED:
        assert name.partition("#")[2] in used, name
    for file in ("common", "codes"):
        for name, definition in resolved(FOLDER)[file]["$defs"].items():
            assert {"title", "description", "examples"} <= set(definition), name


def test_beside_a_reference_stand_only_words() -> None:
    """So editors, which hold a value against both, judge as the program does; and they complete no field otherwise.

    Only an id says beside its reference what it refers to.
    """
    for path, part in _pieces(WRITTEN):
        beside = set(part) - WORDS - {"$ref"}
        assert "$ref" not in part or beside <= {"x-ref"}, path
        assert not beside or "$ref" not in part or part["$ref"].endswith("#/$defs/id"), path


def test_no_words_are_repeated_beside_a_reference() -> None:
    """A title, a sentence or an example that the definition has already is not written again."""
    whole = resolved(FOLDER)
    for path, part in _pieces(WRITTEN):
        if "$ref" in part:
            file, _, pointer = part["$ref"].partition("#/$defs/")
            home = file.removesuffix(".schema.json") or path.split("/")[1]
            definition = whole[home]["$defs"][pointer]
            assert [word for word in part if part[word] == definition.get(word)] == [], path


def test_all_sets_of_audiences_are_used_and_different() -> None:
    """A set that nobody needs is taken out; two names for one set would be told apart by nobody."""
    said = [one for _, part in _pieces(WRITTEN) if "x-audience" in part for one in part["x-audience"]]
    assert set(said) == set(SETS)
    assert len({frozenset(one["of"]) for one in SETS.values()}) == len(SETS)


@pytest.mark.parametrize("name", SETS)
def test_a_set_says_who_is_in_it_and_why(name: str) -> None:
    """Members are known, in the order of the handbook; the office keeps the records and is always among them."""
    one = SETS[name]
    assert set(one) == {"title", "description", "of"}
    assert one["description"].endswith("。")
    assert one["of"] == [audience for audience in audiences(FOLDER) if audience in one["of"]]
    assert "office" in one["of"]


def test_no_audience_repeats_the_one_above() -> None:
    """A group does not name a field that is for the same as the group."""
    for name, schema in WRITTEN.items():
        assert list(_repeated(schema, None, name)) == []


def _repeated(schema: Mapping[str, Any], above: str | None, path: str) -> Iterator[str]:
    own = {field: one for one, fields in schema.get("x-audience", {}).items() for field in fields}
    rest = own.get("*", above)
    for key, part in schema.get("properties", {}).items():
        if own.get(key) == rest is not None:
            yield f"{path}.{key}"
        yield from _repeated(part, own.get(key, rest), f"{path}.{key}")
    if "items" in schema:
        yield from _repeated(schema["items"], rest, f"{path}[]")
