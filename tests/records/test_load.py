"""Reading a whole folder: what is where, what is missing, and that nothing drops out silently."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from carebook.findings import Severity
from carebook.reading.schema import SchemaBook
from carebook.records.load import Loaded, load
from carebook.rulebook import severity
from tests.townships import BASE, HOME

BOOK = SchemaBook(HOME.schemas)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the base township."""
    return Path(shutil.copytree(BASE, tmp_path / "data"))


def loaded(data: Path) -> Loaded:
    """The folder, read."""
    return load(data, BOOK, "data")


def spots(data: Path) -> list[tuple[str, str, int]]:
    """Rule, file and line of each finding."""
    return [(f.rule, f.place.file, f.place.line) for f in loaded(data).findings]


def test_the_base_township_is_read_whole(data: Path) -> None:
    """Every record arrives, typed, without a finding."""
    found = loaded(data)
    assert found.findings == ()
    assert set(found.registry.patients) == {"QX-0001", "QX-0002"}
    assert set(found.registry.groups) == {"QX-G01", "QX-G02"}
    assert found.registry.township is not None
    for owner, entries in found.registry.owned():
        written = sum(1 for _ in (data / owner).glob("20??/*.yaml"))
        assert len(list(entries)) == written > 0


def test_a_broken_file_does_not_stop_the_others(data: Path) -> None:
    """One file without sense: its finding, and all other records."""
    (data / "staff" / "QX-S02.yaml").write_text("name: [", "utf-8")
    found = loaded(data)
    assert {f.place.file for f in found.findings} == {"data/staff/QX-S02.yaml"}
    assert "QX-S01" in found.registry.staff
    assert "staff/QX-S02.yaml" in found.registry.present


@pytest.mark.parametrize(
    "name",
    [
        "staff/QX-S02.yml",
        "staff/qx-s02.yaml",
        "村.yaml",
        "patients/QX-0001/notes.yaml",
        "patients/QX-0001/2026.yaml",
        "patients/QX-0001/2026/11-20-visit-S02.yml",
        "patients/QX-0001/2026/11-20-visit-S02-1.yaml",
        "patients/QX-0001/11-20-visit-S02.yaml",
        "township/2026/11-20-visit-S02.yaml",
    ],
)
def test_a_file_in_the_wrong_place_is_named(data: Path, name: str) -> None:
    """R301: nothing is passed over without a word."""
    (data / name).write_text("id: x\n", "utf-8")
    assert ("R301", f"data/{name}", 1) in spots(data)


def test_files_that_are_no_records_are_named(data: Path) -> None:
    """R315: copies, tables and what editors leave behind; nothing is read from them, and they hold nothing back."""
    strays = [".township.yaml.swp", "~$township.yaml", "名单.xlsx", "patients/QX-0001/identity.yaml.bak", "staff/a.txt"]
    for name in (*strays, ".git/x.yaml", "README.md", ".gitignore"):
        (data / name).parent.mkdir(exist_ok=True)
        (data / name).write_text("x", "utf-8")
    assert {(rule, file) for rule, file, _ in spots(data)} == {("R315", f"data/{name}") for name in strays}


def test_id_day_and_recorder_repeat_the_path(data: Path) -> None:
    """R302 at the line of the key."""
    staff = data / "staff" / "QX-S02.yaml"
    staff.write_text(staff.read_text("utf-8").replace("id: QX-S02", "id: QX-S09"), "utf-8")
    rating = data / "patients" / "QX-0001" / "2026" / "03-12-rating-S02.yaml"
    other = rating.with_name("03-13-rating-S01.yaml")
    rating.rename(other)
    lines = other.read_text("utf-8").splitlines()
    found = f"data/{other.relative_to(data)}"
    assert sorted(spots(data)) == sorted(
        [
            ("R302", "data/staff/QX-S02.yaml", staff.read_text("utf-8").splitlines().index("id: QX-S09") + 1),
            ("R302", found, lines.index("date: 2026-03-12") + 1),
            ("R302", found, lines.index("recorded_by: QX-S02") + 1),
        ]
    )


@pytest.mark.parametrize(
    "name",
    [
        "township.yaml",
        "patients/QX-0001/identity.yaml",
        "patients/QX-0001/profile.yaml",
        "groups/QX-G01/group.yaml",
        "villages/QX-V1.yaml",
    ],
)
def test_an_absent_part_is_named(data: Path, name: str) -> None:
    """R303 names the file that must be there."""
    (data / name).unlink()
    assert ("R303", f"data/{name}", 1) in spots(data)


@pytest.mark.parametrize("line", ["sex: 男 #1", "sex: 3 #备注", "birth_date: 1999-02-30 #1999"])
def test_no_record_drops_out_without_an_error(data: Path, line: str) -> None:
    """A warning on a line never hides that its value is wrong."""
    key = line.partition(":")[0]
    identity = data / "patients" / "QX-0001" / "identity.yaml"
    text = [line if row.startswith(f"{key}:") else row for row in identity.read_text("utf-8").splitlines()]
    identity.write_text("\n".join(text) + "\n", "utf-8")
    found = loaded(data)
    assert found.registry.patients["QX-0001"].identity is None
    assert any(severity(f) is Severity.ERROR for f in found.findings)


def test_numbers_in_text_fields_are_taken_as_written(data: Path) -> None:
    """An unquoted phone or a code with a leading zero stays the text that was typed."""
    staff = data / "staff" / "QX-S02.yaml"
    staff.write_text(staff.read_text("utf-8").replace('mobile: "19900000002"', "mobile: 19900000002"), "utf-8")
    assert loaded(data).findings == ()
    assert loaded(data).registry.staff["QX-S02"].mobile == "19900000002"
