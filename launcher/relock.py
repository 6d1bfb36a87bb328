"""Write the three lock files anew from pyproject.toml; for developers, with uv at hand: python3 -m launcher.relock."""

import subprocess
from pathlib import Path

from launcher.environment import LOCKS

PROJECT = "pyproject.toml"
AUDIT = "requirements-audit.lock"
ROOT = Path(__file__).resolve().parent.parent
HEAD = "# Made by `python3 -m launcher.relock`; do not edit. The hashes are those of the wheels on PyPI.\n"
# no settings of this machine: no other index, no local folder, so the hashes are the public ones
OPTIONS = (
    "--no-config",
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--only-binary=:all:",
    "--no-emit-index-url",
    "--no-header",
    "--no-annotate",
    "--quiet",
)


def relock() -> None:
    """Resolve the dependencies; the test lock keeps to the versions of the other."""
    run, test = (ROOT / name for name in LOCKS.values())
    _compile(run, PROJECT)
    _compile(test, PROJECT, "--extra=test", f"--constraint={run}")
    # not part of any environment of the product: the nightly workflow's own tool
    _compile(ROOT / AUDIT, "--group", f"{PROJECT}:audit")


def _compile(lock: Path, *more: str) -> None:
    command = ["uv", "pip", "compile", *OPTIONS, *more]
    found = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, encoding="utf-8")
    lock.write_text(HEAD + found.stdout, encoding="utf-8")


if __name__ == "__main__":
    relock()
