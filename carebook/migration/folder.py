"""Migrate a data folder: everything is computed before anything is written, and what would be lost is never written over."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from carebook.migration.text import UnreadableError
from carebook.migration.version1 import Migrated, concerns, migrated
from carebook.records.version import FORMAT, format_of

_LEFT = ("vault.yaml", "tombstone.yaml", "merged.yaml")


class MigrationError(Exception):
    """Why a folder cannot be migrated, as a Chinese sentence."""


@dataclass(frozen=True, slots=True)
class Step:
    """What has to be done to a folder; ``current`` says that it has this program's format already."""

    current: bool
    plan: Migrated


def planned(root: Path) -> Step:
    """What migrating a folder would do.

    Raises:
        MigrationError: it is no data folder, is newer than this program, or holds a file that cannot be read.
    """
    found = format_of(root)
    if found is None:
        raise MigrationError(f"{root} 里没有 township.yaml，或者读不出来；用 --data 指明数据文件夹")
    if found > FORMAT:
        raise MigrationError(f"这个数据文件夹是第 {found} 版格式，比本程序（第 {FORMAT} 版）新；请换用新版的程序")
    if found == FORMAT:
        return Step(current=True, plan=Migrated())
    try:
        plan = migrated(_texts(root))
    except UnreadableError as fault:
        raise MigrationError(f"{fault}；请先改好这个文件，什么也没有改动") from fault
    for name, text in plan.files.items():
        if not concerns(name) and (root / name).exists() and _read(root / name) != text:
            raise MigrationError(f"{name} 已经有了，内容不同，不能写在它上面；什么也没有改动")
    return Step(current=False, plan=plan)


def carry_out(root: Path, plan: Migrated) -> None:
    """Write what was planned: new files first, ``township.yaml`` with the new format after them, then the old go.

    Interrupted before that, a second run does the same again; afterwards only old files may be left, and checking names
    them.

    Raises:
        MigrationError: something cannot be written.
    """
    order = sorted(plan.files, key=lambda name: (name == "township.yaml", concerns(name), name))
    try:
        for name in order:
            _write(root / name, plan.files[name])
        for name in plan.removed:
            (root / name).unlink(missing_ok=True)
        _drop_empty(root / "journal")
    except OSError as fault:
        raise MigrationError(f"写不了 {fault.filename}：{fault.strerror}；再运行一次会接着做") from fault


def _write(path: Path, text: str) -> None:
    """Put a file in place whole, and see that it is on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.parent / f".{path.name}.new-{os.getpid()}"
    with beside.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def _drop_empty(folder: Path) -> None:
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _texts(root: Path) -> dict[str, str]:
    found = {}
    for path in sorted(root.rglob("*.yaml")):
        name = path.relative_to(root).as_posix()
        if path.name in _LEFT or any(part.startswith(".") for part in path.relative_to(root).parts):
            continue
        try:
            found[name] = path.read_bytes().decode("utf-8-sig")
        except (OSError, UnicodeDecodeError) as fault:
            raise UnreadableError(f"{name}：读不出来（{fault}）") from fault
    return found
