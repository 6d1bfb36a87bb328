"""Write the three lock files anew from pyproject.toml; for developers, with uv at hand: python3 -m launcher.relock.

What is locked stays at its version while it fits, so that a new dependency moves nothing else; with ``--upgrade``
everything goes to its newest version.
"""

import subprocess
import sys
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


def relock(*more: str) -> None:
    """Resolve the dependencies; the test lock keeps to the versions of the other."""
    run, test = (ROOT / name for name in LOCKS.values())
    _compile(run, PROJECT, *more)
    _compile(test, PROJECT, "--extra=test", f"--constraint={run}", *more)
    # not part of any environment of the product: the nightly workflow's own tool
    _compile(ROOT / AUDIT, "--group", f"{PROJECT}:audit", *more)


def _compile(lock: Path, *more: str) -> None:
    # the versions that the file names are kept: uv reads them from where it will write
    command = ["uv", "pip", "compile", *OPTIONS, f"--output-file={lock}", *more]
    subprocess.run(command, cwd=ROOT, check=True)
    lock.write_text(HEAD + lock.read_text(encoding="utf-8"), encoding="utf-8")


if __name__ == "__main__":
    relock(*sys.argv[1:])
