"""pip is ours, is checked before it runs, and its failures are told in Chinese."""

import hashlib
import sys
import zipfile
from pathlib import Path

import pytest

from launcher import packages, say

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a stand-in for pip's wheel; it prints what `words` says and ends with code 1."""
    wheel = tmp_path / packages.PIP
    wheel.parent.mkdir()
    with zipfile.ZipFile(wheel, "w") as archive:
        text = "import os, sys\nprint(os.environ['WORDS'])\nprint(*sorted(os.environ))\nsys.exit(int(os.environ['CODE']))\n"
        archive.writestr("pip/__main__.py", text)
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    monkeypatch.setattr(packages, "PIP_SHA256", digest)
    monkeypatch.setenv("CODE", "1")
    return tmp_path


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("ERROR: [Errno 28] No space left on device", "磁盘满了"),
        ("PermissionError: [Errno 13] Permission denied: 'x'", "没有权限"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "校验值不符"),
        ("WARNING: Retrying (Retry(total=0)\nERROR: No matching distribution found for click", "连不上软件源"),
        ("ERROR: No matching distribution found for click==8", "没有适合本机"),
        ("ERROR: something else", "没有装成"),
    ],
)
def test_failure_is_told(fake: Path, monkeypatch: pytest.MonkeyPatch, words: str, sentence: str) -> None:
    """What pip could not do is said in one sentence, with pip's own last lines kept for who must look closer."""
    monkeypatch.setenv("WORDS", words)
    with pytest.raises(say.Stop, match=sentence) as caught:
        packages.install(Path(sys.executable), fake, "requirements.lock", 0)
    assert words.splitlines()[-1] in caught.value.tail


def test_progress(fake: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Of pip's talk only progress is shown, in Chinese."""
    many = "\n".join(f"Collecting pack{n}==1 (from -r x)\n  Downloading pack{n}.whl" for n in range(1, 13))
    monkeypatch.setenv("WORDS", f"{many}\nProcessing /mirror/pack13-1.whl\nInstalling collected packages: pack1")
    monkeypatch.setenv("CODE", "0")
    packages.install(Path(sys.executable), fake, "requirements.lock", 0)
    assert capsys.readouterr().err == "  取得组件 10：pack10==1\n  共 13 个组件，正在装入……\n"


def test_misleading_settings_are_dropped(fake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Variables that would send packages elsewhere do not reach pip; those that say where to find them do."""
    monkeypatch.setenv("WORDS", "")
    for name in ("PIP_TARGET", "PIP_USER", "PYTHONPATH", "PIP_CERT"):
        monkeypatch.setenv(name, "x")
    with pytest.raises(say.Stop) as caught:
        packages.install(Path(sys.executable), fake, "requirements.lock", 0)
    seen = caught.value.tail[-1].split()
    assert {"PIP_CERT", "PYTHONUTF8"} <= set(seen)
    assert not {"PIP_TARGET", "PIP_USER", "PYTHONPATH"} & set(seen)


def test_damaged_wheel(fake: Path) -> None:
    """A wheel that is not the registered one is never run."""
    (fake / packages.PIP).write_bytes(b"other")
    with pytest.raises(say.Stop, match="校验值不符"):
        packages.install(Path(sys.executable), fake, "requirements.lock", 0)


def test_missing_wheel(tmp_path: Path) -> None:
    """Without the wheel the copy is incomplete, and the sentence names the file."""
    with pytest.raises(say.Stop, match="缺文件 vendor/pip"):
        packages.install(Path(sys.executable), tmp_path, "requirements.lock", 0)


def test_registered_digest_is_that_of_the_wheel() -> None:
    """The wheel in the repository is the one whose digest is written in the launcher."""
    content = (ROOT / packages.PIP).read_bytes()
    assert hashlib.sha256(content).hexdigest() == packages.PIP_SHA256
