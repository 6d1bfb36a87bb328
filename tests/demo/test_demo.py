"""What the demo township 清溪乡 must show."""

from __future__ import annotations

import re
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from carebook.demo import generate
from carebook.reading.resolved import resolved_schema
from carebook.records import codes
from carebook.records.kinds import entry_kinds, kind_of, who
from carebook.vault.keys import DEMO_KEY, WRAP, Keys, unwrap
from tests.townships import DEMO as DATA, township

Doc = dict[str, Any]
HOME = Path(__file__).parents[2]
DEMO = Keys((DEMO_KEY,))
STATUSES = set(codes.words("status"))
# Twenty-four people cannot die of every cause or need help with every diagnosis, and nobody's sex is unknown
# and nobody registered elsewhere; who refused has not come round. Nobody stood in for anybody.
LEFT_OUT = re.compile(
    r"(\.sex|\.death\.cause|\.death\.detail|entry\.discharge\.diagnosis|entry\.emergency\.diagnosis"
    r"|\.relatives\.relation|\.unsupported\.kinds|entry\.consent\.signed_by|\.gaps\.state|\.stand_ins\.role)$"
)
FORMS = ("patient.identity", "patient.profile", *(kind.schema for kind in entry_kinds("patients")))


def coded(schema: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, set[str]]]:
    """Yield the dotted path of every coded field with its codes."""
    if "x-codes" in schema:
        yield path, set(schema["x-codes"])
    for name, part in schema.get("properties", {}).items():
        yield from coded(part, f"{path}.{name}")
    if "items" in schema:
        yield from coded(schema["items"], path)


def values(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every scalar with its dotted path."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield from values(item, f"{path}.{name}")
    elif isinstance(value, list):
        for item in value:
            yield from values(item, path)
    else:
        yield path, value


@pytest.fixture(scope="module")
def used(demo: dict[str, Doc]) -> dict[str, set[str]]:
    """The codes used in patients' records, by form and path."""
    found: dict[str, set[str]] = defaultdict(set)
    for path, doc in demo.items():
        spot = kind_of(path)
        if spot is not None and path.startswith("patients/"):
            for where, value in values(doc):
                found[spot.kind.schema + where].add(str(value))
    return found


def test_every_code_occurs(used: dict[str, set[str]]) -> None:
    """Every code of the national forms and of entries occurs somewhere, but for the fields named above."""
    missing = {}
    for name in FORMS:
        for path, known in coded(resolved_schema(HOME / "schemas", name)):
            gap = known - used[name + path]
            if gap and not LEFT_OUT.search(name + path):
                missing[name + path] = sorted(gap)
    assert missing == {}


def test_the_whole_range(used: dict[str, set[str]]) -> None:
    """Every stability, risk level, status and disease occurs."""
    assert used["entry.visit.stability"] == {"1", "2", "3"}
    assert used["entry.rating.risk"] == {"0", "1", "2", "3", "4", "5"}
    people = township(DATA).registry.patients.values()
    assert {period.status for one in people for period in one.statuses} == STATUSES
    assert used["patient.profile.supplementary.diagnosis.disease"] == {
        "F20",
        "F25",
        "F22",
        "F31",
        "F06.8",
        "F7x.1",
        "other",
    }


def test_present_state() -> None:
    """On the last day every status is somebody's present one."""
    now = [one.statuses[-1].status for one in township(DATA).registry.patients.values()]
    assert len(now) == 24
    assert set(now) == STATUSES


def test_every_kind_of_act_occurs(demo: dict[str, Doc]) -> None:
    """Each way in which a patient's status changes is shown, but for a late consent; deaths were learned of at visits."""
    kinds = {spot.kind.name for path in demo if (spot := kind_of(path)) is not None}
    assert {kind.name for kind in entry_kinds("patients") if kind.status} - kinds == {"consent", "death"}
    assert any("death" in doc for path, doc in demo.items() if "-visit-" in path)


def test_names_that_are_hard_to_set(demo: dict[str, Doc]) -> None:
    """Rare characters, a compound surname, a name with a middle dot and a patient without telephone are there."""
    people = [doc for path, doc in demo.items() if path.endswith("identity.yaml")]
    together = " ".join(doc["name"] for doc in people)
    assert all(part in together for part in ("䶮", "㛃", "𬸚", "欧阳", "·"))
    assert any("phones" not in doc for doc in people)


def test_people_of_the_notice(demo: dict[str, Doc]) -> None:
    """The first six households are those of the notice, led by its leaders under the telephone numbers of the notice."""
    people = {path.split("/")[1]: doc for path, doc in demo.items() if path.endswith("identity.yaml")}
    staff = {doc["id"]: doc for path, doc in demo.items() if path.startswith("staff/")}
    rows = []
    for serial in range(1, 7):
        group = demo[f"groups/QX-G{serial:02d}/group.yaml"]
        patient = people[group["patients"][0]]
        leader = staff[group["members"][0]["staff"]]
        rows.append(
            (
                patient["name"],
                leader["name"],
                leader["posts"][-1]["position"],
                leader["mobile"],
                patient["guardians"][-1]["phone"],
            )
        )
        assert group["established"] == "2022-01-07"
    assert rows == [
        ("林安平", "周正林", "柳溪村副书记", "19900000001", "19900000006"),
        ("林安涛", "周正林", "柳溪村副书记", "19900000001", "19900000007"),
        ("唐守田", "汤怀民", "云岭社区书记", "19900000008", "19900000009"),
        ("薛春禾", "张石生", "桃坪村书记", "19900000010", "19900000011"),
        ("赵秋香", "姚江平", "清溪村副书记", "19900000012", "19900000013"),
        ("廖小满", "谢朝明", "清溪村副书记", "19900000014", "19900000015"),
    ]


def test_the_notice_says_what_the_seed_says(demo: dict[str, Doc]) -> None:
    """The notice is the seed's text under other place names, but for the listed form of the third level."""
    seed = (HOME / "tests/fixtures/zhongliang-2022-9.txt").read_text(encoding="utf-8")
    text = re.sub(r"\s", "", seed)
    for old, new in (("重庆市综治办", "安澜市综治办"), ("渝综办发", "安综办发"), ("巫溪综治委", "宁水综治委")):
        text = text.replace(old, new)
    body = demo["notices/2022-9.yaml"]["body"].splitlines()
    assert body[2] == "{{ 花名册 }}"
    for line in (line for line in body if line != "{{ 花名册 }}"):
        assert re.sub(r"^(\d)\.", r"\1、", line) in text


def test_late_and_paired_visits(demo: dict[str, Doc]) -> None:
    """Some visits were made by two people, some recorded weeks later, some by telephone in hospital."""
    visits = [doc for path, doc in demo.items() if "-visit-" in path]
    assert any(len(entry["members"]) == 2 for entry in visits)
    assert any(entry["mode"] == 3 and entry.get("sheet", {}).get("hospitalization") == 1 for entry in visits)
    delays = [
        entry for entry in visits if entry["recorded_on"][:7] > entry["date"][:7] and entry["recorded_on"][8:] > "15"
    ]
    assert delays


def test_data_folder_can_be_made_again(demo_root: Path) -> None:
    """The files in ``data/`` are those the scenario makes."""
    differing = [
        path.relative_to(demo_root).as_posix()
        for path in sorted(demo_root.rglob("*.yaml"))
        if path.read_bytes() != (HOME / "data" / path.relative_to(demo_root)).read_bytes()
    ]
    assert differing == []


def test_demo_keys_are_those_that_can_be_made_again(demo_root: Path) -> None:
    """Wrapping is random, so not the bytes are the same but what they open to; made over ``data/`` nothing changes."""
    for path in sorted(demo_root.rglob(f"*/{WRAP}")):
        committed = HOME / "data" / path.relative_to(demo_root)
        assert unwrap(committed.read_text("utf-8"), DEMO) == unwrap(path.read_text("utf-8"), DEMO)


def test_demo_made_over_itself_stays_to_the_byte(demo_root: Path, tmp_path: Path) -> None:
    """Whoever makes the demo again has nothing to commit, the wrapped keys included."""
    again = Path(shutil.copytree(demo_root, tmp_path / "again"))
    generate.qingxi(again)
    files = [path.relative_to(demo_root) for path in demo_root.rglob("*") if path.is_file()]
    assert [file for file in files if (again / file).read_bytes() != (demo_root / file).read_bytes()] == []


def test_base_is_read_alike(read: Callable[[Path], dict[str, Doc]]) -> None:
    """The handwritten base township names its records by where they lie."""
    for path, doc in read(HOME / "tests/base").items():
        spot = kind_of(path)
        assert spot is not None
        kind = spot.kind
        if kind.owner:
            assert (doc[kind.day], who(doc["recorded_by"])) == (spot.day, spot.who)
        else:
            assert doc.get(kind.id_key, "") == spot.id
