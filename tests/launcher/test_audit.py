"""The nightly audit: verified locks first, then the database of advisories, and no failure where nobody answers."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
HASH = "--hash=sha256:" + "a" * 64


@pytest.fixture
def audit() -> ModuleType:
    """The script of the workflow."""
    spec = importlib.util.spec_from_file_location("audit", ROOT / ".github" / "scripts" / "audit.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_our_locks_are_whole(audit: ModuleType) -> None:
    """Every lock file names each component by version and hash."""
    assert [audit.unlocked((ROOT / lock).read_text("utf-8")) for lock in audit.LOCKS] == [[], [], []]


@pytest.mark.parametrize(
    "line", ["click", "click>=8", "click==8.1", "click==8.1 --hash=md5:aa", "git+ssh://x/y", f"click {HASH}"]
)
def test_a_loose_component_is_seen(audit: ModuleType, line: str) -> None:
    """A component without one version and a SHA-256 is named."""
    assert audit.unlocked(f"# head\nrich==13.0 \\\n    {HASH}\n{line}\n") == [line.split(maxsplit=1)[0]]


def test_a_hole_fails_the_job(
    audit: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An advisory is named with the version that is mended."""
    vulns = [{"id": "PYSEC-1", "fix_versions": ["8.2"]}]
    report = json.loads(json.dumps({"dependencies": [{"name": "click", "version": "8.1", "vulns": vulns}]}))
    monkeypatch.setattr(audit, "asked", lambda _lock: report)
    assert audit.main() == 1
    assert "click 8.1：PYSEC-1，改好的版本：8.2" in capsys.readouterr().out


def test_nobody_answers(audit: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Without the database the locks are still verified, and the job says what it could not do."""
    monkeypatch.setattr(audit, "asked", lambda _lock: None)
    assert audit.main() == 0
    assert "只核对了锁定文件" in capsys.readouterr().out
