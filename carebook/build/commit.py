"""From which commit the data come."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path


def source_commit(folder: Path) -> str | None:
    """The commit of the repository a folder lies in, ``+`` behind it when the folder has uncommitted changes.

    Returns:
        The full id, or None where there is no git, no repository, or no commit yet.
    """
    head = _git(folder, "rev-parse", "HEAD")
    if not head:
        return None
    return head + ("+" if _git(folder, "status", "--porcelain", "--", ".") else "")


def _git(folder: Path, *arguments: str) -> str:
    git = shutil.which("git")
    if git is None:
        return ""
    done = subprocess.run([git, *arguments], cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603 - fixed arguments
    return done.stdout.strip() if done.returncode == 0 else ""
