"""Web servers for tests are unpacked, not installed."""

import shutil
import subprocess
from pathlib import Path

import pytest

from launcher import servers

Call = tuple[str, ...]


@pytest.fixture
def nothing(monkeypatch: pytest.MonkeyPatch) -> list[Call]:
    """A machine with apt and no web server; with the commands that were run."""
    calls: list[Call] = []
    monkeypatch.setattr(
        shutil, "which", lambda name, path="": None if name in servers.SERVERS else f"/usr/bin/{name}{path}"
    )
    monkeypatch.setattr(subprocess, "run", lambda command, **_: calls.append(command))
    return calls


def test_they_are_downloaded_and_not_installed(tmp_path: Path, nothing: list[Call]) -> None:
    """Only ``download`` is asked of apt; what did not come is named."""
    assert servers.provide(tmp_path) == ["nginx", "caddy"]
    assert nothing == [("apt-get", "-q", "download", "nginx"), ("apt-get", "-q", "download", "caddy")]


def test_a_download_that_fails_is_no_fault(
    tmp_path: Path, nothing: list[Call], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tests that want the server are skipped; the others run."""

    def run(command: Call, **_: object) -> None:
        raise subprocess.CalledProcessError(100, command)

    monkeypatch.setattr(subprocess, "run", run)
    assert servers.provide(tmp_path) == ["nginx", "caddy"]
    assert nothing == []


def test_what_is_there_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that is installed is used as it is."""
    monkeypatch.setattr(shutil, "which", lambda name, path="": f"/usr/sbin/{name}{path}")
    assert servers.provide(tmp_path) == []
