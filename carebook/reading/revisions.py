"""Folders as they stood at a revision, read with git and without touching the working tree."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

#: Set inside hooks; with them git would look at another repository than the folder's own.
_OF_HOOKS = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"}


class HistoryError(Exception):
    """What git cannot give, as a Chinese sentence."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder inside a git repository: ``top`` is the repository, ``prefix`` the way to the folder (``data/``)."""

    top: Path
    prefix: str

    def commit(self, revision: str) -> str:
        """The full id of the commit a revision means.

        Raises:
            HistoryError: there is no such revision.
        """
        # A word that starts with a dash would be an option to git.
        found = "" if revision.startswith("-") else self._say("rev-parse", "--verify", f"{revision}^{{commit}}")
        if not found:
            raise HistoryError(f"仓库里没有版本“{revision}”{self._hint()}")
        return found

    def fork(self, one: str, other: str) -> str:
        """The commit where two lines of history parted.

        Raises:
            HistoryError: they have none in common.
        """
        found = self._say("merge-base", self.commit(one), self.commit(other))
        if not found:
            raise HistoryError(f"“{one}”和“{other}”没有共同的版本{self._hint()}")
        return found

    def export(self, commit: str, target: Path) -> bool:
        """Write the folder as it stood at a commit into ``target``, which is made.

        Returns:
            Whether the folder existed at that commit; if not, ``target`` is empty.

        Raises:
            HistoryError: git cannot read the commit.
        """
        target.mkdir(parents=True)
        tree = f"{commit}:{self.prefix.rstrip('/')}"
        if self._say("cat-file", "-t", tree) != "tree":
            return False
        done = git(self.top, "archive", "--format=tar", tree)
        if done.returncode != 0:
            raise HistoryError(f"git 读不出版本 {commit[:10]} 的 {self.prefix or '文件'}")
        _unpack(done.stdout, target)
        return True

    def _say(self, *arguments: str) -> str:
        done = git(self.top, *arguments)
        return os.fsdecode(done.stdout).strip() if done.returncode == 0 else ""

    def _hint(self) -> str:
        if self._say("rev-parse", "--is-shallow-repository") == "true":
            return "；这里只取了最近的历史，先运行 git fetch --unshallow"
        return "；可以写 main、HEAD~1、提交编号等，git log --oneline 列出提交"


def folder_in_git(path: Path) -> Folder:
    """Find the repository a folder lies in.

    Raises:
        HistoryError: there is no git, or no repository, or git does not trust it.
    """
    if shutil.which("git") is None:
        raise HistoryError("这台机器上没有 git，比较不了；Debian 上可运行 sudo apt-get install git")
    done = git(path, "rev-parse", "--show-toplevel", "--show-prefix")
    if done.returncode != 0:
        if b"dubious ownership" in done.stderr:
            raise HistoryError(f"{path} 的仓库属于另一个用户，git 不肯读；请让管理员设置 safe.directory")
        raise HistoryError(f"{path} 不在 git 仓库里，没有旧版本可比")
    top, _, prefix = os.fsdecode(done.stdout).rstrip("\n").partition("\n")
    return Folder(Path(top), prefix)


def git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run git; its words are English whatever the machine speaks, since one of them is looked for."""
    variables = {key: value for key, value in os.environ.items() if key not in _OF_HOOKS} | {"LC_ALL": "C"}
    command = [shutil.which("git") or "git", *arguments]
    return subprocess.run(command, cwd=folder, env=variables, capture_output=True, check=False)  # noqa: S603 - revisions are resolved to ids first


def _unpack(archive: bytes, target: Path) -> None:
    """Write the files of an archive; nothing lands outside the folder, and nothing but files and links is made."""
    with tarfile.open(fileobj=io.BytesIO(archive)) as opened:
        # Files first: a link that stood in the way of a later file could lead it outside.
        for member in sorted(opened, key=lambda one: one.issym()):
            name = PurePosixPath(member.name)
            if name.is_absolute() or ".." in name.parts or not (member.isfile() or member.issym()):
                continue
            path = target / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if member.issym():
                # The reader of records refuses links that leave the data folder, here as in the working tree.
                path.symlink_to(member.linkname)
            elif (content := opened.extractfile(member)) is not None:
                path.write_bytes(content.read())
