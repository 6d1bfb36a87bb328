"""``build.py indicators``: figures in every form, and months that are frozen once."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from carebook.cli.main import main
from tests.townships import BASE, DEMO

WORDS = ("indicators", "--data", str(DEMO), "--today", "2026-11-21")


def rows(capsys: pytest.CaptureFixture[str], *more: str) -> list[dict[str, object]]:
    """The indicators as JSON."""
    assert main([*WORDS, "--format", "json", *more]) == 0
    found: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return found


def test_json_gives_the_records_behind(capsys: pytest.CaptureFixture[str]) -> None:
    """Each figure names whom it counts, whom it does not, and the record that decided."""
    managed = next(row for row in rows(capsys) if row["id"] == "managed")
    counted, others, records = managed["counted"], managed["others"], managed["records"]
    assert isinstance(counted, list)
    assert isinstance(others, list)
    assert isinstance(records, dict)
    assert len(counted) == managed["numerator"]
    assert len(counted) + len(others) == managed["denominator"]
    assert set(records) == set(counted)
    assert all(re.fullmatch(rf"patients/{key}/2026/\d\d-\d\d-visit-\w+\.yaml", place) for key, place in records.items())


def test_text_says_value_numbers_and_target(capsys: pytest.CaptureFixture[str]) -> None:
    """One line a figure; the last line says which days were looked at."""
    assert main(list(WORDS)) == 0
    lines = capsys.readouterr().out.splitlines()
    line = next(line for line in lines if line.startswith("管理率"))
    assert "%" in line
    assert "目标 90%" in line
    assert lines[-1] == "期间 2026，资料截至 2026-11-21"


def test_csv_and_markdown(capsys: pytest.CaptureFixture[str]) -> None:
    """A spreadsheet and a forge can read them; no names."""
    assert main([*WORDS, "--format", "csv"]) == 0
    assert capsys.readouterr().out.startswith("id,title,village,period,numerator,denominator,value,")
    assert main([*WORDS, "--format", "markdown", "--period", "2026-10"]) == 0
    assert "| 管理率 |" in capsys.readouterr().out


def test_village_narrows_the_figures(capsys: pytest.CaptureFixture[str]) -> None:
    """A village's figures count its own patients."""
    whole = {row["id"]: row["numerator"] for row in rows(capsys)}
    part = {row["id"]: row["numerator"] for row in rows(capsys, "--village", "QX-V1")}
    assert 0 < int(str(part["registered"])) < int(str(whole["registered"]))


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--period", "2026-13"), "不是期间"),
        (("--period", "2026-12"), "还没有开始"),
        (("--village", "QX-V99"), "没有编号是"),
    ],
)
def test_wrong_use_is_told(capsys: pytest.CaptureFixture[str], more: tuple[str, ...], said: str) -> None:
    """Exit code 2 and a sentence."""
    assert main([*WORDS, *more]) == 2
    assert said in capsys.readouterr().err


def test_a_month_is_frozen_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The file is written once; the second time it stays as it is, exit code 1 and a sentence."""
    data = tmp_path / "data"
    shutil.copytree(BASE, data)
    words = ["indicators", "--data", str(data), "--freeze", "2026-10"]
    assert main([*words, "--today", "2026-11-05"]) == 0
    assert main(["check", "--data", str(data), "--today", "2026-11-21"]) == 0
    written = (data / "snapshots/2026-10.yaml").read_bytes()
    assert b"frozen_on: 2026-11-05" in written
    assert main([*words, "--today", "2026-11-06"]) == 1
    assert "已经定稿" in capsys.readouterr().err
    assert (data / "snapshots/2026-10.yaml").read_bytes() == written


def test_a_notice_of_later_stops_no_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """On a past day a notice signed since is ahead of its day; it is counted nowhere. A wrong record still stops."""
    data = tmp_path / "data"
    shutil.copytree(DEMO, data)
    shutil.rmtree(data / "snapshots")
    words = ["indicators", "--data", str(data), "--freeze", "2026-09", "--today", "2026-10-12"]
    assert main(words) == 0
    (data / "snapshots/2026-09.yaml").unlink()
    profile = data / "patients/QX-0001/profile.yaml"
    profile.write_text(profile.read_text("utf-8").replace("village: QX-V", "village: QX-X"), "utf-8")
    assert main(words) == 1
    assert "QX-X" in capsys.readouterr().err


def test_a_month_that_runs_is_not_frozen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """On its last day a month is not over."""
    data = tmp_path / "data"
    shutil.copytree(BASE, data)
    words = ["indicators", "--data", str(data), "--freeze", "2026-10", "--today", "2026-10-31"]
    assert main(words) == 1
    assert "还没有过完" in capsys.readouterr().err
    assert not (data / "snapshots").exists()
