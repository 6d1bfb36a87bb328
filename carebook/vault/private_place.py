"""A private place for a moment: an identity in plain text, seen by the editor of the person who may see it."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from carebook.vault.store import VaultError

#: Memory that is never written to a disk, where the system has it.
_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of one's own is made in it, for the owner alone
_EDITORS = ("nano", "vim", "vi", "notepad")


@contextmanager
def private_folder() -> Iterator[Path]:
    """A folder for the owner alone (0700), in memory where that can be had; emptied and removed afterwards."""
    where = str(_MEMORY) if _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK) else None
    name = Path(tempfile.mkdtemp(prefix="carebook-", dir=where))
    try:
        yield name
    finally:
        for path in name.rglob("*"):
            if path.is_file() and not path.is_symlink():
                path.write_bytes(b"\0" * path.stat().st_size)
        shutil.rmtree(name, ignore_errors=True)


def edit_file(path: Path) -> None:
    """Open a file in the editor of the user (``VISUAL``, ``EDITOR``, or one that is found), and wait.

    Raises:
        VaultError: there is no editor, or it ended with a fault.
    """
    words = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    found = next((name for name in _EDITORS if shutil.which(name)), "")
    command = [*(shlex.split(words) or [found]), str(path)]
    if not command[0]:
        raise VaultError("没有找到编辑器；设好 EDITOR 再来，例如 EDITOR=nano", code=2)
    try:
        done = subprocess.run(command, check=False)  # noqa: S603 - the user's own editor
    except OSError as fault:
        raise VaultError(f"编辑器“{command[0]}”打不开；设好 EDITOR 再来", code=2) from fault
    if done.returncode != 0:
        raise VaultError("编辑器没有正常结束，什么也没有改")
