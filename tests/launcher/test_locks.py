"""The lock files are whole, agree with each other and with pyproject.toml, and name no place."""

import re
import tomllib
from pathlib import Path

import pytest

from launcher import packages, relock
from launcher.environment import LOCKS

ROOT = Path(__file__).resolve().parents[2]
EVERY = (*LOCKS.values(), relock.AUDIT)
PIN = re.compile(r"^([a-z0-9-]+)==([^ ;\\]+)", re.MULTILINE)


def _text(lock: str) -> str:
    return (ROOT / lock).read_text(encoding="utf-8")


def _name(requirement: str) -> str:
    return re.split(r"[^A-Za-z0-9_.-]", requirement)[0].lower().replace("_", "-").replace(".", "-")


@pytest.mark.parametrize("lock", EVERY)
def test_every_pin_has_hashes(lock: str) -> None:
    """Each pinned package is followed by at least one hash."""
    blocks = re.split(r"\n(?=[a-z])", _text(lock))
    pins = [block for block in blocks if PIN.match(block)]
    assert pins
    assert [block for block in pins if "--hash=sha256:" not in block] == []


@pytest.mark.parametrize("lock", EVERY)
def test_no_place_is_named(lock: str) -> None:
    """Where packages come from is pip's own setting, never the lock's."""
    assert not re.search(r"://|index|find-links|file:", _text(lock))


@pytest.mark.parametrize(("lock", "tests"), [("requirements.lock", False), ("requirements-test.lock", True)])
def test_lock_covers_pyproject(lock: str, tests: bool) -> None:
    """Whatever pyproject.toml asks for is locked; `python3 -m launcher.relock` brings it there."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["dependencies"] + (project["optional-dependencies"]["test"] if tests else [])
    assert {_name(word) for word in wanted} <= set(dict(PIN.findall(_text(lock))))


def test_tests_run_on_the_same_versions() -> None:
    """The test lock holds everything of the other, at the same versions."""
    run, test = (dict(PIN.findall(_text(lock))) for lock in LOCKS.values())
    assert run.items() <= test.items()


def test_installing_demands_hashes() -> None:
    """Whatever is installed, here and in workflows, is installed by hash and as a wheel: nothing is built or run for it."""
    assert {"--require-hashes", "--only-binary=:all:"} <= set(packages.OPTIONS)
    flows = "".join(path.read_text("utf-8") for path in (ROOT / ".github").rglob("*.yml"))
    assert not re.search(r"\bpip3? install|npm install|curl |wget ", flows)
