"""The environment is made once, heals, and follows its folder."""

import json
import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from launcher import environment, packages, say

Installed = list[str]
Place = tuple[Path, Installed]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """A folder with lock files, in a path with a space and Chinese, and the list of what pip was asked for."""
    root = tmp_path / "清溪 乡"
    root.mkdir()
    for lock in environment.LOCKS.values():
        (root / lock).write_text("click==8 --hash=sha256:00\n", encoding="utf-8")
    asked: Installed = []

    def install(python: Path, root: Path, lock: str, _guard: int) -> None:
        script = python.with_name("pytest")
        script.write_text(f"#!{root}/.venv/bin/python\n", encoding="utf-8")
        asked.append(lock)

    monkeypatch.setattr(packages, "install", install)
    return root, asked


def _fail(error: BaseException) -> Callable[..., None]:
    def install(*_: object) -> None:
        raise error

    return install


def test_made_once(place: Place) -> None:
    """The first run makes the environment; the second finds it whole and starts nothing."""
    root, asked = place
    environment.ensure(root, "run")
    environment.ensure(root, "run")
    assert asked == ["requirements.lock"]
    assert environment.interpreter(root).exists()


def test_finds_the_package(place: Place) -> None:
    """The environment's Python finds the package by a path that stays right when the folder moves."""
    root, _ = place
    environment.ensure(root, "run")
    (pointer,) = (root / ".venv").glob("lib/python*/site-packages/carebook.pth")
    text = pointer.read_text(encoding="ascii").strip()
    assert not Path(text).is_absolute()
    assert (pointer.parent / text).resolve() == root


def test_interrupted_setup_starts_over(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """A set-up that was cut off leaves no stamp, and the next run makes everything anew."""
    root, asked = place
    with monkeypatch.context() as broken:
        broken.setattr(packages, "install", _fail(KeyboardInterrupt()))
        with pytest.raises(KeyboardInterrupt):
            environment.ensure(root, "run")
    half = root / ".venv" / "half"
    half.mkdir()
    assert environment.state(root, "run") == "make"
    environment.ensure(root, "run")
    assert asked == ["requirements.lock"]
    assert not half.exists()


def test_failed_setup_leaves_no_half(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """When pip fails the half environment is cleared away, for the disk may be full."""
    root, _ = place
    monkeypatch.setattr(packages, "install", _fail(say.Stop("不成")))
    with pytest.raises(say.Stop):
        environment.ensure(root, "run")
    assert [entry.name for entry in (root / ".venv").iterdir()] == [environment.GUARD]


def test_new_lock_makes_anew(place: Place) -> None:
    """A changed lock file means a new environment."""
    root, asked = place
    environment.ensure(root, "run")
    (root / "requirements.lock").write_text("click==9 --hash=sha256:00\n", encoding="utf-8")
    environment.ensure(root, "run")
    assert asked == ["requirements.lock"] * 2


@pytest.mark.parametrize("key", ["interpreter", "machine"])
def test_other_python_makes_anew(place: Place, key: str) -> None:
    """After an upgrade of the system's Python, or on another machine, the environment is made anew."""
    root, _ = place
    environment.ensure(root, "run")
    stamp = root / ".venv" / "carebook.json"
    stamp.write_text(json.dumps(json.loads(stamp.read_bytes()) | {key: "other"}), encoding="ascii")
    assert environment.state(root, "run") == "make"


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe"])
def test_damaged_stamp_makes_anew(place: Place, content: bytes) -> None:
    """A stamp that cannot be read counts as none."""
    root, _ = place
    environment.ensure(root, "run")
    (root / ".venv" / "carebook.json").write_bytes(content)
    assert environment.state(root, "run") == "make"


def test_tests_are_added(place: Place) -> None:
    """What only tests need is added to a working environment, once."""
    root, asked = place
    environment.ensure(root, "run")
    environment.ensure(root, "test")
    environment.ensure(root, "test")
    environment.ensure(root, "run")
    assert asked == ["requirements.lock", "requirements-test.lock"]


def test_failed_addition_keeps_the_rest(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a network the tests cannot be added, and building goes on as before."""
    root, _ = place
    environment.ensure(root, "run")
    monkeypatch.setattr(packages, "install", _fail(say.Stop("不成")))
    with pytest.raises(say.Stop):
        environment.ensure(root, "test")
    assert environment.state(root, "run") == "ready"


def test_killed_addition_starts_over(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """An addition that was cut off may have left half a package, so nothing of it is trusted."""
    root, _ = place
    environment.ensure(root, "run")
    monkeypatch.setattr(packages, "install", _fail(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        environment.ensure(root, "test")
    assert environment.state(root, "run") == "make"


def test_moved_folder_goes_on(place: Place) -> None:
    """A moved folder works without a download, and its scripts no longer point to the old place."""
    root, asked = place
    environment.ensure(root, "run")
    new = root.with_name("搬 家")
    shutil.move(root, new)
    assert environment.state(new, "run") == "moved"
    environment.ensure(new, "run")
    assert environment.state(new, "run") == "ready"
    assert asked == ["requirements.lock"]
    script = environment.interpreter(new).with_name("pytest").read_text(encoding="utf-8")
    assert script == f"#!{new}/.venv/bin/python\n"


def test_two_at_once(place: Place, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Of two runs at once one makes the environment, the other waits for it and says so."""
    root, asked = place
    install, waiting = packages.install, threading.Event()
    spoken = say.line

    def line(text: str) -> None:
        spoken(text)
        if "另一个" in text:
            waiting.set()

    def slow(python: Path, root: Path, lock: str, guard: int) -> None:
        assert waiting.wait(30)
        install(python, root, lock, guard)

    monkeypatch.setattr(say, "line", line)
    monkeypatch.setattr(packages, "install", slow)
    runs = [threading.Thread(target=environment.ensure, args=(root, "run")) for _ in range(2)]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    assert asked == ["requirements.lock"]
    assert capsys.readouterr().err.count("另一个 build.py 正在准备") == 1


def test_colon_in_path(place: Place) -> None:
    """A path that Python refuses for an environment is named, as wrong use."""
    root, _ = place
    odd = root.with_name(f"a{os.pathsep}b")
    root.rename(odd)
    with pytest.raises(say.Stop, match="路径") as caught:
        environment.ensure(odd, "run")
    assert caught.value.code == 2


def test_missing_lock(tmp_path: Path) -> None:
    """Without its lock file the copy is incomplete, and the sentence names the file."""
    with pytest.raises(say.Stop, match=r"requirements\.lock"):
        environment.ensure(tmp_path, "run")
