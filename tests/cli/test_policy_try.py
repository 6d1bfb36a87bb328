"""``build.py policy try``: a draft is tried, nothing is written, and a wrong draft is said at its line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from carebook.cli.main import main
from tests.townships import DEMO

DRAFT = """id: draft-2026-1
title: 关于加密随访的通知（草案）
number: 清溪府发〔2026〕99号
issued: 2026-11-01
obligations:
  - id: visit
    title: 定期随访
    article: 一
    words: 每周至少随访一次
    subject: patient
    responsible: [leader, doctor]
    every:
      - per: week
    closed_by: {entry: visit, members: 3}
"""
DAY = ("--today", "2026-11-21")


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Exit code, output and complaints."""
    code = main(["policy", "try", *words, "--data", str(DEMO), *DAY])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_a_draft_is_tried(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """More visits by villages, load, who would have been late; the same as data."""
    (tmp_path / "草案.yaml").write_text(DRAFT, "utf-8")
    code, out, _ = run(capsys, str(tmp_path / "草案.yaml"), "--over", "2026Q3")
    assert code == 0
    assert "定期随访：原来" in out
    assert "多出来的工作量：随访" in out
    assert "什么都没有写进数据" in out
    code, out, _ = run(capsys, str(tmp_path / "草案.yaml"), "--over", "2026Q3", "--format", "json")
    found = json.loads(out)
    assert code == 0
    assert found["visits"] > 0
    assert len(found["duties"][0]["after"]) > 1


def test_a_wrong_draft_is_said_at_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What it names must exist, as in a document in force."""
    (tmp_path / "draft-2026-1.yaml").write_text(DRAFT.replace("entry: visit", "entry: visits"), "utf-8")
    code, _, err = run(capsys, str(tmp_path / "draft-2026-1.yaml"), "--over", "2026Q3")
    assert code == 1
    assert "draft-2026-1.yaml:14:" in err
    assert "visits" in err


def test_a_file_that_is_not_there_and_a_period_to_come(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Both are said in a sentence."""
    assert run(capsys, str(tmp_path / "没有.yaml"), "--over", "2026Q3")[0] == 2
    (tmp_path / "draft-2026-1.yaml").write_text(DRAFT, "utf-8")
    code, _, err = run(capsys, str(tmp_path / "draft-2026-1.yaml"), "--over", "2027Q3")
    assert code == 2
    assert "还没有开始" in err
