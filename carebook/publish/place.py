"""Where files land: a tree is made beside the old one and takes its place in one step, whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

MANIFEST = "manifest.json"
#: What no file name of a tree holds: other separators, drive letters, what ends a name.
_FORBIDDEN = frozenset("\\:\0\n\r")
_REASONS = {
    errno.EACCES: "没有写的权限",
    errno.EPERM: "没有写的权限",
    errno.EROFS: "这里只能读，不能写",
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "磁盘配额用完了",
}


class OutputError(Exception):
    """The output folder cannot be used; the sentence says why and what to do."""


def check_target(out: Path) -> None:
    """Refuse a folder that holds something else than an earlier build.

    Raises:
        OutputError: there is something there that is not ours, or it cannot be written.
    """
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise OutputError(f"{out} 不是文件夹，不能作为输出目录；请用 --out 换一个")
    if out.is_dir() and any(out.iterdir()) and not (out / MANIFEST).is_file():
        raise OutputError(f"{out} 里有别的文件（没有 {MANIFEST}），为免丢失没有动它；请用 --out 换一个空文件夹")


@contextlib.contextmanager
def _writing(out: Path) -> Iterator[None]:
    """Turn what the disk refuses into a sentence."""
    try:
        yield
    except OSError as fault:
        raise OutputError(f"写不了输出文件夹 {out}：{_REASONS.get(fault.errno or 0, fault.strerror)}") from fault


@contextlib.contextmanager
def locked(out: Path) -> Iterator[None]:
    """Let one build at a time make a tree; a second one waits."""
    path = out.parent / f".{out.name}.lock"
    with _writing(out):
        out.parent.mkdir(parents=True, exist_ok=True)
        handle = path.open("w")
    with handle:
        try:
            import fcntl  # noqa: PLC0415 - not on Windows

            fcntl.flock(handle, fcntl.LOCK_EX)
        except ImportError:
            pass
        yield


@contextlib.contextmanager
def staged(out: Path) -> Iterator[Path]:
    """Give an empty folder beside ``out``; when the block ends well it takes the place of ``out``.

    Raises:
        OutputError: see ``check_target``.
    """
    check_target(out)
    for left in out.parent.glob(f".{out.name}.new-*"):
        shutil.rmtree(left, ignore_errors=True)
    new = out.parent / f".{out.name}.new-{os.getpid()}"
    old = out.parent / f".{out.name}.old"
    with _writing(out):
        if old.exists() and not out.exists():
            old.rename(out)  # an earlier build was stopped between the two renames
        shutil.rmtree(old, ignore_errors=True)
        new.mkdir()
    try:
        yield new
        with _writing(out):
            if out.exists():
                out.rename(old)
            new.rename(out)
    finally:
        shutil.rmtree(new, ignore_errors=True)
        if out.exists():
            shutil.rmtree(old, ignore_errors=True)


def _inside(root: Path, relative: str) -> Path:
    """Where a file of a tree lies; every step of its path must be a plain name.

    Raises:
        ValueError: the path leads elsewhere. Ids in data are checked long before, so this is a fault of the program.
    """
    parts = relative.split("/")
    if any(part in {"", ".", ".."} or set(part) & _FORBIDDEN for part in parts):
        raise ValueError(f"{relative!r} is no path inside a tree")
    return root.joinpath(*parts)


def write(root: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a tree; paths are relative, POSIX.

    Raises:
        OutputError: the disk refuses.
        ValueError: a path leads out of the tree.
    """
    with _writing(root):
        for relative, content in files.items():
            target = _inside(root, relative)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)


def keep(old: Path, new: Path, wanted: Callable[[str], bool]) -> None:
    """Carry over the files of an earlier tree that are wanted (by path) because they are not made again."""
    if not (old / MANIFEST).is_file():
        return
    listed: dict[str, Any] = json.loads((old / MANIFEST).read_text("utf-8"))
    for entry in listed["files"]:
        source = _inside(old, entry["path"])
        if wanted(entry["path"]) and source.is_file() and not source.is_symlink():
            write(new, {entry["path"]: source.read_bytes()})


def write_manifest(root: Path, facts: Mapping[str, Any]) -> None:
    """Write ``manifest.json``: the given facts, and every file with its size and SHA-256."""
    found = sorted(path for path in root.rglob("*") if path.is_file() and path.name != MANIFEST)
    files = []
    for path in found:
        content = path.read_bytes()
        relative = path.relative_to(root).as_posix()
        files.append({"path": relative, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()})
    text = json.dumps({**facts, "files": files}, ensure_ascii=False, indent=1)
    write(root, {MANIFEST: f"{text}\n".encode()})
