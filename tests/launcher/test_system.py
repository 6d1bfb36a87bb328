"""What pip cannot bring is installed where nobody need be asked, otherwise named with its command."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from launcher import system

Calls = list[tuple[str, ...]]


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Calls]:
    """A machine on which nothing is installed, root at the keyboard, and apt-get failing; with apt's calls."""
    (tmp_path / ".venv").mkdir()
    calls: Calls = []

    def run(command: tuple[str, ...], **_: object) -> None:
        calls.append(command)

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(system, "_loads", lambda _: False)
    monkeypatch.setattr(shutil, "which", _only("apt-get"))
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    return tmp_path, calls


def _only(*programs: str) -> Callable[[str], str | None]:
    return lambda name: f"/usr/bin/{name}" if name in programs else None


def test_builds_want_pango_only(bare: tuple[Path, Calls]) -> None:
    """A build asks for the libraries of the page printer; tests ask for programs as well."""
    assert bare[1] == []
    libraries = ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"]
    assert system.missing(tests=False) == libraries
    assert system.missing(tests=True) == [
        *libraries,
        "libreoffice-writer-nogui",
        "poppler-utils",
        "git",
        "openssl",
        "chromium-driver",
    ]


def test_all_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When nothing is missing nothing is done."""
    monkeypatch.setattr(system, "missing", lambda **_: [])
    assert system.provide(tmp_path, tests=True) == []


def test_root_installs(bare: tuple[Path, Calls], monkeypatch: pytest.MonkeyPatch) -> None:
    """What root has installed is no longer missing, and no failure is remembered."""
    root, calls = bare
    monkeypatch.setattr(system, "_loads", lambda _: len(calls) == 2)
    assert system.provide(root, tests=False) == []
    assert not (root / ".venv" / "system.json").exists()


def test_apt_is_not_tried_twice(bare: tuple[Path, Calls]) -> None:
    """What apt could not bring is remembered, so that no later run waits for it again."""
    root, calls = bare
    first = system.provide(root, tests=False)
    assert [words[len(system.APT) :] for words in calls] == [
        ("update",),
        ("install", "--no-install-recommends", *first),
    ]
    assert system.provide(root, tests=False) == first
    assert len(calls) == 2


def test_other_needs_are_tried(bare: tuple[Path, Calls]) -> None:
    """A failure for a build does not keep the tests from asking for their programs."""
    root, calls = bare
    system.provide(root, tests=False)
    assert "poppler-utils" in system.provide(root, tests=True)
    assert len(calls) == 4


def test_ordinary_user_asks_nobody(bare: tuple[Path, Calls], monkeypatch: pytest.MonkeyPatch) -> None:
    """An ordinary user's run starts no apt and no sudo; it reports what is missing."""
    root, calls = bare
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert "libpango-1.0-0" in system.provide(root, tests=False)
    assert calls == []


def test_apt_that_hangs(bare: tuple[Path, Calls], monkeypatch: pytest.MonkeyPatch) -> None:
    """An apt that is given up counts as failed, not as a fault of the program."""
    root, _ = bare

    def run(command: tuple[str, ...], **_: object) -> None:
        raise subprocess.TimeoutExpired(command, 1)

    monkeypatch.setattr(subprocess, "run", run)
    assert "libpango-1.0-0" in system.provide(root, tests=False)


@pytest.mark.parametrize(("user", "before"), [(0, ""), (1000, "sudo ")])
def test_command_of_debian(monkeypatch: pytest.MonkeyPatch, user: int, before: str) -> None:
    """The command can be copied as it stands; root, who may lack sudo, is not told to use it."""
    monkeypatch.setattr(os, "geteuid", lambda: user)
    assert system.command(["git"]) == f"{before}apt-get install -y --no-install-recommends git"


def test_command_of_a_mac(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a Mac the command is Homebrew's, each name once."""
    monkeypatch.setattr(shutil, "which", _only("brew"))
    assert system.command(["libpango-1.0-0", "libpangoft2-1.0-0", "git"]) == "brew install git；brew install pango"
