"""What every invented township must be like."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from stdnum.cn import uscc
from stdnum.cn.ric import calc_check_digit

from carebook.demo import generate, names, numbers
from carebook.records.kinds import ENTRIES, LASTING, FileKind, kind_of, who

Doc = dict[str, Any]
HOME = Path(__file__).parents[2]
PUBLIC = {"village", "civil-affairs"}  # guardians that are offices: their names are no secret
LAST_DAY = "2026-11-20"


def spot(path: str) -> FileKind:
    """What a path in a data folder says."""
    found = kind_of(path)
    assert found is not None, path
    return found


@pytest.fixture(scope="module")
def schemas() -> dict[str, jsonschema_rs.Draft202012Validator]:
    """The schemas, ready to judge."""
    texts = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in (HOME / "schemas").glob("*.json")}
    registry = jsonschema_rs.Registry(list(texts.items()))
    return {
        name.removesuffix(".schema.json"): jsonschema_rs.Draft202012Validator(
            text, registry=registry, validate_formats=True
        )
        for name, text in texts.items()
    }


@pytest.fixture(params=["demo", "many"])
def township(request: pytest.FixtureRequest) -> dict[str, Doc]:
    """Each township in turn."""
    records: dict[str, Doc] = request.getfixturevalue(request.param)
    return records


def leaves(value: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every scalar with the key it stands under."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield from leaves(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from leaves(item, key)
    else:
        yield key, value


def test_records_are_valid(township: dict[str, Doc], schemas: dict[str, jsonschema_rs.Draft202012Validator]) -> None:
    """Every record made is valid against its schema."""
    wrong = [
        (path, str(error))
        for path, doc in township.items()
        for error in schemas[spot(path).kind.schema].iter_errors(doc)
    ]
    assert wrong == []


def test_every_kind_is_made(township: dict[str, Doc]) -> None:
    """A township has records of every kind that lasts, but for those a command writes, and most kinds of entries."""
    made = {spot(path).kind.name for path in township}
    assert {kind.name for kind in LASTING} - made == {"snapshot", "vault", "plan", "patient.tombstone", "patient.alias"}
    missing = {kind.name for kind in ENTRIES} - made
    assert missing <= {
        "consent",
        "death",
        "leave",
        "return",
        "refusal",
        "roll-call",
        "clue",
        "transfer",
        "excuse",
        "promise",
    }


def test_same_seed_same_bytes(tmp_path: Path) -> None:
    """The same seed gives the same files, another seed others."""
    for name, seed in (("a", 3), ("b", 3), ("c", 4)):
        generate.township(4, seed, tmp_path / name)
    made = {
        name: {path.relative_to(tmp_path / name): path.read_bytes() for path in (tmp_path / name).rglob("*.yaml")}
        for name in "abc"
    }
    assert made["a"] == made["b"]
    assert made["a"] != made["c"]


def test_telephone_numbers_are_invented(township: dict[str, Doc]) -> None:
    """No telephone number lies outside the invented ranges."""
    found = [
        str(value)
        for doc in township.values()
        for key, value in leaves(doc)
        if key in {"phone", "phones", "mobile", "office_phone"} and not isinstance(value, int)  # minutes of a call
    ]
    assert found
    assert [item for item in found if not re.fullmatch(r"199000[0-9]{5}|0990-26600[0-9]{2}", item)] == []


def test_identity_numbers_are_unassigned_and_right(township: dict[str, Doc]) -> None:
    """Identity numbers carry the unassigned division, a right check digit, the birth date and the sex; none occurs twice."""
    identities = [doc for path, doc in township.items() if path.endswith("identity.yaml")]
    everyone = [value for doc in identities for key, value in leaves(doc) if key == "id_number"]
    assert all(item.startswith("990101") and item[17] == calc_check_digit(item) for item in everyone)
    own = [doc["id_number"] for doc in identities]
    assert len(set(own)) == len(own)
    for doc in identities:
        assert doc["id_number"][6:14] == doc["birth_date"].replace("-", "")
        assert int(doc["id_number"][16]) % 2 == (doc["sex"] == 1)


def test_credit_codes_are_right() -> None:
    """Credit codes of invented organs have right check characters."""
    assert all(uscc.is_valid(numbers.credit_code(serial)) for serial in range(1, 200))


def test_nobody_is_named_outside_identity(township: dict[str, Doc]) -> None:
    """Patients, guardians and relatives are named, and their telephone numbers written, in identity files only."""
    identities = [doc for path, doc in township.items() if path.endswith("identity.yaml")]
    private = {
        value
        for doc in identities
        for key, value in leaves(doc)
        if key in {"name", "phone", "phones"}
        if len(str(value)) > 1 and not {one["relation"] for one in doc.get("guardians", ())} & PUBLIC
    }
    private -= {doc["mobile"] for path, doc in township.items() if path.startswith("staff/")}
    care = ("patients/", "groups/", "villages/", "township/")
    texts = [
        (path, str(value))
        for path, doc in township.items()
        if path.startswith(care) and not path.endswith("identity.yaml")
        for _, value in leaves(doc)
        if isinstance(value, str) and len(value) > 2
    ]
    assert [(path, text) for path, text in texts for name in private if name in text] == []


def test_nothing_lies_in_the_future(township: dict[str, Doc]) -> None:
    """No entry tells of a day after the last day of the data, and nothing is recorded before it happened."""
    entries = [(path, doc) for path, doc in township.items() if spot(path).kind.owner]
    assert len(entries) > len(township) / 2
    for path, doc in entries:
        assert spot(path).day <= doc["recorded_on"] <= LAST_DAY, path


def test_names_of_entries_say_what_is_in_them(township: dict[str, Doc]) -> None:
    """Every entry lies under its day and its recorder, who was in office on that day."""
    posts = {doc["id"]: doc for path, doc in township.items() if path.startswith("staff/")}
    for path, doc in township.items():
        found = spot(path)
        if found.kind.owner:
            assert (doc[found.kind.day], who(doc["recorded_by"])) == (found.day, found.who), path
            assert doc["recorded_by"] in posts, path
            terms = posts[doc["recorded_by"]]["posts"]
            assert any(one["since"] <= found.day <= one.get("until", LAST_DAY) for one in terms), path


def test_visitors_are_members_that_day(township: dict[str, Doc]) -> None:
    """Whoever is named at a visit or a meeting was a member of the group on that day."""
    groups = {path.split("/")[1]: doc for path, doc in township.items() if path.endswith("group.yaml")}
    by_patient = {patient: group for group in groups.values() for patient in group["patients"]}
    for path, doc in township.items():
        found = spot(path)
        if found.kind.name not in {"visit", "meeting"}:
            continue
        group = by_patient.get(found.id) or groups[found.id]
        terms = [
            (item.get("staff", "guardian"), item["since"], item.get("until", LAST_DAY)) for item in group["members"]
        ]
        assert set(doc["members"]) <= {one for one, since, until in terms if since <= doc["date"] <= until}, path


def test_texts_differ_from_visit_to_visit(township: dict[str, Doc]) -> None:
    """No visit repeats the words of the one before it in any of the five points."""
    points: dict[str, list[Doc]] = {}
    for path, doc in sorted(township.items()):
        if spot(path).kind.name == "visit" and "points" in doc:
            points.setdefault(spot(path).id, []).append(doc["points"])
    assert points
    for many in points.values():
        for before, after in pairwise(many):
            assert not set(before.values()) & set(after.values())


def test_more_villages_for_more_patients(many: dict[str, Doc]) -> None:
    """About thirty patients share a village, and no two villages have one name."""
    assert len([path for path in many if spot(path).kind.name == "village"]) == 3
    assert len({names.village(index) for index in range(1200)}) == 1200


def test_entries_reach_the_day_asked_for(tmp_path: Path) -> None:
    """Entries end on the day before the day asked for, and begin in the year before."""
    today = date(2024, 3, 5)
    generate.township(3, 1, tmp_path, today)
    assert {path.name for path in tmp_path.glob("township/*")} == {"2023", "2024"}
    texts = "".join(path.read_text(encoding="utf-8") for path in tmp_path.glob("patients/*/20*/*.yaml"))
    days = re.findall(r"^recorded_on: (\S+)$", texts, re.MULTILINE)
    assert (today - timedelta(days=7)).isoformat() < max(days) <= (today - timedelta(days=1)).isoformat()
