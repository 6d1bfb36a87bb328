"""``build.py plan``: the month on paper, in every form."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from carebook.cli.main import main
from tests.townships import BASE

WORDS = ("plan", "2026-12", "--data", str(BASE), "--today", "2026-11-21", "--seconds", "2")


def told(capsys: pytest.CaptureFixture[str], *more: str) -> str:
    """What the command prints."""
    assert main([*WORDS, *more]) in {0, 1}
    return capsys.readouterr().out


def test_json_is_whole_and_can_be_the_next_plans_start(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The plan of today, given as yesterday's, moves nothing."""
    first = json.loads(told(capsys, "--format", "json"))
    assert first["appointments"]
    assert set(first) >= {"month", "appointments", "unmet", "load", "cost", "greedy_cost", "trips"}
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(first), "utf-8")
    second = json.loads(told(capsys, "--format", "json", "--previous", str(path)))
    assert [(a["id"], a["day"]) for a in second["appointments"]] == [(a["id"], a["day"]) for a in first["appointments"]]
    assert all("与上次计划相同" in a["why"] for a in second["appointments"])


def test_exit_code_says_whether_all_is_met(capsys: pytest.CaptureFixture[str]) -> None:
    """1 if something cannot be met, else 0."""
    code = main([*WORDS, "--format", "json"])
    assert code == (1 if json.loads(capsys.readouterr().out)["unmet"] else 0)
    assert main([*WORDS, "--quorum", "20"]) == 1
    assert "排不进的：" in capsys.readouterr().out


def test_csv_and_markdown_hold_every_appointment(capsys: pytest.CaptureFixture[str]) -> None:
    """One row each, with the reason."""
    whole = json.loads(told(capsys, "--format", "json"))
    rows = list(csv.DictReader(io.StringIO(told(capsys, "--format", "csv"))))
    assert len(rows) == len(whole["appointments"]) + len(whole["unmet"])
    assert all(row["why"] for row in rows)
    marked = told(capsys, "--format", "markdown")
    assert all(a["why"] in marked for a in whole["appointments"])


def test_text_shows_the_doctors_load(capsys: pytest.CaptureFixture[str]) -> None:
    """The scarce person's weeks stand below the days."""
    assert "医生每周的处数" in told(capsys)


@pytest.mark.parametrize("style", ["text", "markdown"])
def test_a_year_without_calendar_is_planned_provisionally(style: str, capsys: pytest.CaptureFixture[str]) -> None:
    """暂定, and it says which days were not taken out."""
    words = ["plan", "2027-03", "--data", str(BASE), "--today", "2026-11-21", "--seconds", "1", "--format", style]
    assert main(words) in {0, 1}
    shown = capsys.readouterr().out
    assert "暂定" in shown
    assert "2027 年的放假安排还没有公布" in shown


@pytest.mark.parametrize("month", ["2026-10", "12月"])
def test_a_wrong_month_is_wrong_use(capsys: pytest.CaptureFixture[str], month: str) -> None:
    """A month that is over, or none at all."""
    assert main(["plan", month, "--data", str(BASE), "--today", "2026-11-21"]) == 2
    assert "2026-12" in capsys.readouterr().err


def test_a_previous_plan_that_is_none_is_wrong_use(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """It is said what the file should be."""
    path = tmp_path / "plan.json"
    path.write_text("[]", "utf-8")
    assert main([*WORDS, "--previous", str(path)]) == 2
    assert "--format json" in capsys.readouterr().err


def test_other_commands_do_not_load_the_solver() -> None:
    """The solver takes a second to import; only planning pays for it."""
    code = "import sys, carebook.cli.main; sys.exit(any(m in sys.modules for m in ('ortools', 'pandas', 'numpy')))"
    assert subprocess.run([sys.executable, "-c", code], cwd=BASE.parents[1], check=False).returncode == 0


def test_bench_sets_the_plan_beside_the_baseline(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """One line per size: time, cost, the baseline's cost, and what the checker found; the table goes into a page."""
    page = tmp_path / "page.md"
    page.write_text("前\n<!-- bench plan -->\n旧\n<!-- /bench plan -->\n后\n", "utf-8")
    words = ["bench", "plan", "--patients", "2,3", "--seconds", "0.5", "--into", str(page)]
    assert main(words) == 0
    lines, _, told = capsys.readouterr().out.partition("\n\n")
    assert [line.split()[0] for line in lines.splitlines()] == ["2", "3"]
    assert all("手排" in line and "核对出的错误 0 处" in line for line in lines.splitlines())
    assert page.read_text("utf-8") == f"前\n<!-- bench plan -->\n{told}<!-- /bench plan -->\n后\n"
    page.write_text("没有记号\n", "utf-8")
    assert main(words) == 1
    assert "不知道写到哪里" in capsys.readouterr().err
    assert main(["bench", "plan", "--patients", "二十"]) == 2
