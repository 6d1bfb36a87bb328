"""The command line itself: help in Chinese, wrong use in a sentence, exit codes as promised."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from carebook.cli.main import carebook, main
from carebook.cli.vault import vault
from carebook.rulebook import rules
from tests.townships import BASE

COMMANDS = [*carebook.commands, "bench generate", *(f"vault {name}" for name in vault.commands)]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_a_chinese_help_page_with_an_example(
    capsys: pytest.CaptureFixture[str], command: str
) -> None:
    """Usage, options and an example, without a word of click's English."""
    assert main([*command.split(), "--help"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("用法：python3 build.py")
    assert not re.search(r"Usage|Options|Show this|Commands|\[default|Error", out)
    assert command == "bench" or "例：python3 build.py" in out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["chekc"], "没有命令“chekc”，是不是想写 check？"),
        (["check", "--formt", "json"], "没有选项 --formt，是不是想写 --format？"),
        (["check", "--format", "xml"], "--format 的值不对：可以写 text、json"),
        (["check", "--today", "2026.3.1"], "“2026.3.1”不是日期，应写成 2026-11-21"),
        (["check", "--data", "没有这个目录"], "没有数据文件夹 没有这个目录"),
        (["check", "甲"], "多了不认识的参数：甲"),
        (["build", "--only", "pdf"], "没有“pdf”；可以写 notices,dossiers,schedules,plans,minutes,"),
        (["build", "--jobs", "0"], "--jobs 的值不对"),
        (["build", "--jobs"], "选项 --jobs 后面要写一个值"),
        (["explain", "G409"], "没有规则 G409，是不是想写 G40"),
        (["bench", "generate", "--out", "x"], "缺少参数"),
    ],
)
def test_wrong_use_is_told_in_a_sentence(capsys: pytest.CaptureFixture[str], words: list[str], sentence: str) -> None:
    """Exit code 2 and a Chinese sentence on standard error."""
    assert main(words) == 2
    told = capsys.readouterr().err
    assert sentence in told
    assert "Traceback" not in told


def test_explain_prints_a_page(capsys: pytest.CaptureFixture[str]) -> None:
    """What, why, source, wrong and right example."""
    assert main(["explain", "g401"]) == 0
    out = capsys.readouterr().out
    assert [part for part in ("G401", "为什么：", "依据：", "错误的写法", "正确的写法") if part not in out] == []


def test_explain_lists_all_rules(capsys: pytest.CaptureFixture[str]) -> None:
    """As JSON, every rule of the rule book."""
    assert main(["explain", "--format", "json"]) == 0
    assert [row["code"] for row in json.loads(capsys.readouterr().out)] == list(rules())


def test_data_with_errors_are_not_built(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Nothing is written when the township's own record has errors; the findings are printed."""
    data = tmp_path / "data"
    data.mkdir()
    (data / "township.yaml").write_text("id: QX\n", "utf-8")
    out = tmp_path / "site"
    assert main(["build", "--data", str(data), "--out", str(out)]) == 1
    assert not out.exists()
    assert "有关系到全乡的错误，没有生成" in capsys.readouterr().out


def test_an_output_folder_of_somebody_else_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Exit code 2, a sentence, and the folder untouched."""
    (tmp_path / "照片.jpg").write_bytes(b"x")
    assert main(["build", "--data", str(BASE), "--today", "2026-11-21", "--out", str(tmp_path), "--jobs", "1"]) == 2
    assert "有别的文件" in capsys.readouterr().err
    assert [p.name for p in tmp_path.iterdir()] == ["照片.jpg"]


def test_generated_townships_are_not_written_over_others(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """``bench generate`` wants an empty folder."""
    (tmp_path / "x").write_bytes(b"x")
    assert main(["bench", "generate", "--patients", "3", "--out", str(tmp_path)]) == 2
    assert "已经有内容" in capsys.readouterr().err


@pytest.mark.parametrize(("command", "style", "name"), [("check", "junit", "check.xml"), ("due", "json", "due.json")])
def test_a_list_can_be_written_into_a_folder(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, command: str, style: str, name: str
) -> None:
    """``--out`` writes the same text that would be printed; ``--jobs`` is taken by every command."""
    words = [command, "--data", str(BASE), "--today", "2026-11-21", "--format", style, "--jobs", "2"]
    assert main(words) == 0
    printed = capsys.readouterr().out
    assert main([*words, "--out", str(tmp_path / "结果")]) == 0
    assert (tmp_path / "结果" / name).read_text("utf-8") == printed
