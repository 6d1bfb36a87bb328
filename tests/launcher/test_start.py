"""From the words typed to the command line."""

import ast
import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import build
from launcher import environment, packages, start, system

ROOT = Path(__file__).resolve().parents[2]


def test_old_python_can_read_build_py() -> None:
    """A Python as old as 3.6 gets far enough to say that it is too old."""
    ast.parse((ROOT / "build.py").read_text(encoding="utf-8"), feature_version=(3, 6))


def test_old_python_is_told(capfd: pytest.CaptureFixture[str]) -> None:
    """An old Python is named in a Chinese sentence, as wrong use."""
    assert build.refuse((3, 9, 2)) == 2
    assert "Python 3.11 或更新的版本，现在的是 3.9" in capfd.readouterr().err


def test_speaks_utf8_in_a_plain_locale(tmp_path: Path) -> None:
    """In any folder, from any folder, with LANG=C and no terminal, sentences come out as UTF-8 Chinese."""
    home = tmp_path / "清溪 乡"
    shutil.copytree(ROOT / "launcher", home / "launcher")
    shutil.copy(ROOT / "build.py", home)
    done = subprocess.run(
        [sys.executable, str(home / "build.py")],
        cwd="/",
        env={"LANG": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "PYTHONSAFEPATH": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 3
    assert done.stderr.decode() == "缺文件 requirements.lock，这份程序不完整。请重新取得一份。\n"


@pytest.mark.parametrize("words", [[], ["build"], ["--today", "2026-11-21"], ["build", "--only", "notices"]])
def test_builds_print_pages(words: list[str]) -> None:
    """A build prints pages, whether it is named or meant."""
    assert start.prints_pages(words)


@pytest.mark.parametrize("words", [["--help"], ["check"], ["due", "--format", "json"], ["build", "--help"]])
def test_other_commands_do_not(words: list[str]) -> None:
    """No other command asks for system packages."""
    assert not start.prints_pages(words)


@pytest.fixture
def ready(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """A whole environment and all system packages; the list holds what is handed over."""
    handed: list[list[str]] = []

    def hand_over(command: list[str]) -> int:
        handed.append(command)
        return 1

    monkeypatch.setattr(environment, "ensure", lambda *_: None)
    monkeypatch.setattr(system, "missing", lambda **_: [])
    monkeypatch.setattr(system, "_is_root", lambda: False)
    monkeypatch.setattr(start, "_hand_over", hand_over)
    return handed


def test_hands_over(ready: list[list[str]]) -> None:
    """The command line gets the words as they are, and its exit code is the launcher's."""
    assert start.main("/x", ["check", "--data", "数 据"]) == 1
    assert ready == [["/x/.venv/bin/python", "-P", "-m", "carebook.cli", "check", "--data", "数 据"]]


@pytest.mark.parametrize(
    ("words", "kind"), [(["check"], "run"), (["bench", "plan"], "run"), (["bench", "mutation", "--seed", "2"], "test")]
)
def test_mutants_need_what_tests_need(
    ready: list[list[str]], monkeypatch: pytest.MonkeyPatch, words: list[str], kind: str
) -> None:
    """Every other command does without."""
    asked: list[object] = []
    monkeypatch.setattr(environment, "ensure", lambda _, what: asked.append(what))
    start.main("/x", words)
    assert asked == [kind]
    assert ready[0][-len(words) :] == words


def test_missing_libraries(
    ready: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without Pango one sentence names the command, and the build goes on."""
    monkeypatch.setattr(system, "provide", lambda *_, **__: ["libpango-1.0-0"])
    start.main("/x", [])
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 1
    assert said[0].endswith("sudo apt-get install -y --no-install-recommends libpango-1.0-0")
    assert len(ready) == 1


def test_left_out_comes_last(
    ready: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The test command's last lines say what was left out and how to get it; its exit code is that of the tests."""
    monkeypatch.setattr(system, "provide", lambda *_, **__: ["poppler-utils"])
    monkeypatch.setattr(subprocess, "call", lambda *_, **__: 5)
    assert start.main("/x", ["test"]) == 5
    said = capsys.readouterr().out.splitlines()
    assert "poppler-utils" in said[-2]
    assert said[-1] == "补齐的命令：sudo apt-get install -y --no-install-recommends poppler-utils"
    assert ready == []


def test_help_of_test(capsys: pytest.CaptureFixture[str]) -> None:
    """The test command explains itself without preparing anything."""
    assert start.main("/nowhere", ["test", "--help"]) == 0
    assert "用法：python3 build.py test" in capsys.readouterr().out


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO])
def test_disk_trouble(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], number: int) -> None:
    """A disk that is full or may not be written gives one sentence, never a traceback."""

    def ensure(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(environment, "ensure", ensure)
    assert start.main("/x", []) == 3
    said = capsys.readouterr().err
    assert "运行环境" in said
    assert said.count("\n") == 1


def test_interrupt(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Ctrl-C ends with a sentence and the usual code."""

    def ensure(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(environment, "ensure", ensure)
    assert start.main("/x", []) == 130
    assert "已中断" in capsys.readouterr().err


def test_child_speaks_utf8(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment's Python runs in UTF-8 mode, and the user's own Python settings do not reach it."""
    for name in ("PYTHONPATH", "PYTHONHOME", "PYTHONIOENCODING"):
        monkeypatch.setenv(name, "x")
    variables = packages.environment()
    assert variables["PYTHONUTF8"] == "1"
    assert not {"PYTHONPATH", "PYTHONHOME", "PYTHONIOENCODING"} & set(variables)
