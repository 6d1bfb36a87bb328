"""Web servers for the tests of ``deploy/``: unpacked beside the environment, never installed, never a service."""

import shutil
import subprocess
from pathlib import Path

from launcher import environment

SERVERS = ("nginx", "caddy")
PATIENCE = 600  # seconds until a download is given up
_ELSEWHERE = "/usr/sbin:/usr/local/sbin"  # where Debian keeps them, outside the path of ordinary users


def where(root: Path, name: str) -> str | None:
    """Find a server: on the path, where Debian keeps it, or unpacked here."""
    unpacked = f"{home(root)}/usr/sbin:{home(root)}/usr/bin"
    return shutil.which(name) or shutil.which(name, path=f"{_ELSEWHERE}:{unpacked}")


def home(root: Path) -> Path:
    """Return the folder they are unpacked into."""
    return environment.folder(root) / "servers"


def provide(root: Path) -> list[str]:
    """Fetch and unpack what is not there, where apt can be had; return what is missing still.

    Installing the packages would start a web server on port 80 of whoever runs the tests; unpacking needs no rights.
    """
    absent = [name for name in SERVERS if where(root, name) is None]
    if not absent or not shutil.which("apt-get") or not shutil.which("dpkg-deb"):
        return absent
    for name in absent:
        try:
            _unpack(name, home(root))
        except (OSError, subprocess.SubprocessError):
            continue
    return [name for name in absent if where(root, name) is None]


def _unpack(name: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    _run(("apt-get", "-q", "download", name), folder)
    for package in folder.glob(f"{name}_*.deb"):
        _run(("dpkg-deb", "-x", str(package), str(folder)), folder)
        package.unlink()


def _run(command: tuple[str, ...], folder: Path) -> None:
    null = subprocess.DEVNULL
    subprocess.run(command, cwd=folder, timeout=PATIENCE, check=True, stdin=null, stdout=null, stderr=null)
