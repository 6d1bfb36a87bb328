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


def last_commits(folder: Path) -> dict[str, str]:
    """The last commit that touched each file below a folder.

    Returns:
        Full ids by path relative to the folder; nothing for files that were never committed or have changed
        since, nothing at all where there is no git or no repository.
    """
    found: dict[str, str] = {}
    commit = ""
    log = _git(folder, "-c", "core.quotePath=false", "log", "--format=@%H", "--name-only", "--relative", "--", ".")
    for line in log.splitlines():
        if line.startswith("@"):
            commit = line[1:]
        elif line:
            found.setdefault(line, commit)
    changed = _git(folder, "-c", "core.quotePath=false", "diff", "--name-only", "--relative", "HEAD", "--", ".")
    return {path: commit for path, commit in found.items() if path not in set(changed.splitlines())}
