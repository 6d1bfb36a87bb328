"""``build.py check``: every form of the report, and the exit codes."""

from __future__ import annotations

import csv
import io
import json
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path

import jsonschema
import pytest

from carebook.cli.main import main
from tests.townships import BASE, DEMO

DAY = ("--today", "2026-11-21")
#: The part of SARIF 2.1.0 that GitHub reads; lines and columns count from 1.
SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "required": ["tool", "results"],
                "properties": {
                    "results": {
                        "items": {
                            "required": ["ruleId", "level", "message", "locations"],
                            "properties": {
                                "level": {"enum": ["error", "warning", "note"]},
                                "locations": {
                                    "items": {
                                        "properties": {
                                            "physicalLocation": {
                                                "required": ["artifactLocation", "region"],
                                                "properties": {
                                                    "region": {
                                                        "properties": {
                                                            "startLine": {"minimum": 1},
                                                            "startColumn": {"minimum": 1},
                                                        }
                                                    }
                                                },
                                            }
                                        }
                                    }
                                },
                            },
                        }
                    }
                },
            },
        },
    },
}


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """The base township with a wrong date on line 3 of a staff file, and a wrong phone."""
    data = tmp_path / "数据 一"
    shutil.copytree(BASE, data)
    staff = data / "staff" / "QX-S02.yaml"
    text = staff.read_text("utf-8")
    staff.write_text(text.replace('"19900000002"', '"1990000002"'), "utf-8")
    village = data / "villages" / "QX-V1.yaml"
    village.write_text(village.read_text("utf-8").replace("name: 柳溪村", "nmae: 柳溪村"), "utf-8")
    return data


def printed(capsys: pytest.CaptureFixture[str], data: Path, *words: str) -> tuple[int, str]:
    """Exit code and standard output of a check."""
    code = main(["check", "--data", str(data), *DAY, *words])
    return code, capsys.readouterr().out


def test_good_data_pass(capsys: pytest.CaptureFixture[str]) -> None:
    """A clean township gives exit code 0 and says so."""
    code, out = printed(capsys, BASE)
    assert (code, out.strip()) == (0, "检查完毕，没有发现问题。")


def test_the_demo_township_has_no_errors(capsys: pytest.CaptureFixture[str]) -> None:
    """Missed visits are warnings: they show, they do not block; with --strict they do."""
    code, out = printed(capsys, DEMO)
    assert code == 0
    assert "提醒 D701" in out
    assert main(["check", "--data", str(DEMO), *DAY, "--strict"]) == 1


def test_errors_name_file_line_column_and_a_right_way(capsys: pytest.CaptureFixture[str], broken: Path) -> None:
    """One line says where and what, the next how it should be; the rest of the data is still checked."""
    code, out = printed(capsys, broken)
    assert code == 1
    assert f"{broken.as_posix()}/villages/QX-V1.yaml:" in out
    assert "是不是想写 名称（name）" in out
    assert "手机应为 11 位" in out
    assert "Traceback" not in out


def test_json_has_the_promised_fields(capsys: pytest.CaptureFixture[str], broken: Path) -> None:
    """``[{rule, severity, file, line, column, message, fix, blank, advice, source}]``, ordered by file and line."""
    code, out = printed(capsys, broken, "--format", "json")
    rows = json.loads(out)
    assert code == 1
    assert set(rows[0]) == {"rule", "severity", "file", "line", "column", "message", "fix", "blank", "advice", "source"}
    assert [(r["file"], r["line"]) for r in rows] == sorted((r["file"], r["line"]) for r in rows)


def test_csv_can_be_read_back(capsys: pytest.CaptureFixture[str], broken: Path) -> None:
    """As many rows as findings, with a heading."""
    _, out = printed(capsys, broken, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert {row["rule"] for row in rows} >= {"P501", "F201"}


def test_github_annotations_escape_what_they_must(capsys: pytest.CaptureFixture[str], broken: Path) -> None:
    """One workflow command a finding; colons and commas in properties are escaped."""
    _, out = printed(capsys, broken, "--format", "github")
    lines = [line for line in out.splitlines() if line.startswith("::")]
    assert lines
    assert all(line.startswith(("::error file=", "::warning file=")) for line in lines)
    assert all(":" not in line.split("::")[1].partition("file=")[2] for line in lines)


def test_sarif_fits_its_schema(capsys: pytest.CaptureFixture[str], broken: Path) -> None:
    """SARIF 2.1.0 with lines and columns from 1."""
    _, out = printed(capsys, broken, "--format", "sarif")
    jsonschema.validate(json.loads(out), SARIF)


def test_junit_is_xml_with_a_failure(capsys: pytest.CaptureFixture[str], broken: Path) -> None:
    """One test case a rule; the broken ones fail."""
    _, out = printed(capsys, broken, "--format", "junit")
    suite = ET.fromstring(out)  # noqa: S314 - our own output
    failed = {case.get("classname") for case in suite if case.find("failure") is not None}
    assert suite.get("failures") == str(len(failed))
    assert {"P501", "F201"} <= failed


def test_markdown_is_a_table(capsys: pytest.CaptureFixture[str], broken: Path) -> None:
    """The summary of a pull request: a sentence, then a table with one row a finding."""
    _, out = printed(capsys, broken, "--format", "markdown")
    assert out.startswith("## 数据检查")
    assert all(line.count(" | ") == 4 for line in out.splitlines() if line.startswith("| 数据") or "P501" in line)


def test_only_errors_on_request(capsys: pytest.CaptureFixture[str]) -> None:
    """``--errors`` leaves warnings out."""
    code, out = printed(capsys, DEMO, "--errors")
    assert (code, out.strip()) == (0, "检查完毕，没有发现问题。")
