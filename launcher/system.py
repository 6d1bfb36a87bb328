"""What pip cannot bring: libraries that WeasyPrint loads, and programs that only tests call.

They are installed where that needs nobody's help (root on a Debian), otherwise named with the command.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from launcher import environment, say

LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
PROGRAMS = {
    "soffice": "libreoffice-writer-nogui",
    "pdftotext": "poppler-utils",
    "git": "git",
    "openssl": "openssl",
    "chromedriver": "chromium-driver",
}
PATIENCE = 1800  # seconds until apt is given up; LibreOffice over a slow line takes long
APT = (
    "apt-get",
    "-y",
    "-q",
    "-o",
    "DPkg::Lock::Timeout=60",
    "-o",
    "Acquire::Retries=1",
    "-o",
    "Acquire::http::Timeout=30",
)
QUIET = {"DEBIAN_FRONTEND": "noninteractive", "NEEDRESTART_SUSPEND": "1", "LC_ALL": "C.UTF-8"}


def missing(*, tests: bool) -> list[str]:
    """Name the Debian packages that are not there; for `tests` those that only tests need as well."""
    absent = [package for library, package in LIBRARIES.items() if not _loads(library)]
    if tests:
        absent += [package for program, package in PROGRAMS.items() if not shutil.which(program)]
    return absent


def provide(root: Path, *, tests: bool) -> list[str]:
    """Install what is missing if that is possible, once; return what is missing still."""
    absent = missing(tests=tests)
    if not absent or not _may_install() or _given_up(root) == absent:
        return absent
    say.line("正在安装系统组件：" + "、".join(absent))
    log = environment.folder(root) / "apt.log"
    try:
        _install(absent, log)
        absent = missing(tests=tests)
        if absent:
            say.line(f"系统组件没有装成，经过见 {log}")
            _memo(root).write_text(json.dumps(absent), encoding="ascii")
    except (OSError, subprocess.SubprocessError):
        return missing(tests=tests)
    return absent


def command(absent: list[str]) -> str:
    """Return the exact command that installs the packages, as this system spells it."""
    if shutil.which("apt-get") or not shutil.which("brew"):
        return f"{'' if _is_root() else 'sudo '}apt-get install -y --no-install-recommends {' '.join(absent)}"
    brewed = {"libreoffice-writer-nogui": "--cask libreoffice", "poppler-utils": "poppler", "git": "git"}
    return "；".join(sorted({f"brew install {brewed.get(package, 'pango')}" for package in absent}))


def _loads(library: str) -> bool:
    if sys.platform != "linux":
        return True  # elsewhere the names differ, and the printer itself says what it lacks
    import ctypes  # noqa: PLC0415  only builds and tests look for libraries

    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _may_install() -> bool:
    return _is_root() and shutil.which("apt-get") is not None


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _install(absent: list[str], log: Path) -> None:
    with log.open("wb") as output:
        for words in (("update",), ("install", "--no-install-recommends", *absent)):
            # a failed update is no reason to stop: the lists may be there already
            subprocess.run(
                (*APT, *words),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=os.environ | QUIET,
                timeout=PATIENCE,
                check=False,
            )


def _memo(root: Path) -> Path:
    return environment.folder(root) / "system.json"


def _given_up(root: Path) -> object:
    try:
        return json.loads(_memo(root).read_bytes())
    except (OSError, ValueError):
        return None
