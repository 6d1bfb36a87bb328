"""What a data folder lost since a revision of its repository: records that are gone, and parts gone from a record."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from carebook.findings import Finding, Place
from carebook.reading.revisions import Folder, folder_in_git, git
from carebook.reading.source import Source, parse
from carebook.records.codes import ISSUED
from carebook.records.kinds import FileKind, kind_of

_RECORDS = "删错了的取回来：git checkout {revision} -- {file}；没有发生的事写 withdrawn（作废），不删文件"
_CHANGED = "补写以前没有写的，不用管；事情记错了的，原来的写 withdrawn（作废）另写一份；会变的另加一条，不改旧的"
_PART = "删错了的照原来的写回去，原文看 git show {revision}:{file}；确实不要的，不用改"


def losses(data: Path, shown: str, revision: str = "HEAD") -> Iterator[Finding]:
    """R316, R317: what stood in the folder at a revision, and does not now.

    A record under another name (its day was put right) is not lost: of each kind the records of one owner are counted.

    Raises:
        HistoryError: the folder lies in no repository that can be read, or there is no such revision.
    """
    folder = folder_in_git(data)
    commit = folder.commit(revision)
    named = "上次提交" if revision == "HEAD" else revision
    gone, come, changed = _changed(folder, commit)
    yield from _records(gone, come, shown, named, folder, revision)
    for file in changed:
        before = git(folder.top, "show", f"{commit}:{folder.prefix}{file}").stdout.decode("utf-8", "replace")
        yield from _parts(data, shown, file, before, _PART.format(revision=revision, file=f"{folder.prefix}{file}"))


def _changed(folder: Folder, commit: str) -> tuple[list[str], list[str], list[str]]:
    """Files below the folder that are gone, new, or other than at the commit; those git does not track included."""
    told = git(folder.top, "diff", "--no-renames", "--name-status", "-z", commit, "--", folder.prefix or ".").stdout
    words = [os.fsdecode(word) for word in told.split(b"\0") if word]
    found: dict[str, list[str]] = {"D": [], "A": [], "M": []}
    for state, name in zip(words[::2], words[1::2], strict=True):
        found.setdefault(state, []).append(name.removeprefix(folder.prefix))
    new = git(folder.top, "ls-files", "--others", "--exclude-standard", "-z", "--", folder.prefix or ".").stdout
    found["A"] += [os.fsdecode(name).removeprefix(folder.prefix) for name in new.split(b"\0") if name]
    return found["D"], found["A"], found["M"]


def _records(
    gone: list[str], come: list[str], shown: str, named: str, folder: Folder, revision: str
) -> Iterator[Finding]:
    left = Counter(_sort(spot) for file in come if (spot := kind_of(file)))
    missing: dict[tuple[str, str], list[str]] = {}
    for file in gone:
        spot = kind_of(file)
        if spot is None:
            continue
        if left[_sort(spot)]:
            left[_sort(spot)] -= 1
        else:
            missing.setdefault(_sort(spot), []).append(file)
    for files in missing.values():
        more = f"：{'、'.join(file.rpartition('/')[2] for file in files[:5])}{'等' if files[5:] else ''}"
        advice = _RECORDS.format(revision=revision, file=f"{folder.prefix}{files[0]}")
        yield Finding("R316", Place(f"{shown}/{files[0]}"), f"{len(files)} 条记录比{named}少{more}", advice)


def _sort(spot: FileKind) -> tuple[str, str]:
    return spot.kind.name, spot.id


def _parts(data: Path, shown: str, file: str, before: str, advice: str) -> Iterator[Finding]:
    """Keys that a record had and has no more, the outermost only, and lists that became shorter."""
    try:
        now, _ = parse((data / file).read_text("utf-8"), f"{shown}/{file}")
    except (OSError, UnicodeDecodeError):
        return  # the reader has its sentence for it
    old, _ = parse(before, file)
    if now is None or old is None or kind_of(file) is None:
        return
    yield from compared(old, now, file, advice)


def compared(old: Source, now: Source, file: str, advice: str = "") -> Iterator[Finding]:
    """R317, R318: what a record had and has no more; what of it says something else, and was not to be changed.

    An entry says what happened: it is withdrawn and written anew. Values are not quoted.
    """
    gone = list(_lost(old.data, now.data, ()))
    for path, what in gone:
        yield Finding("R317", now.place(path[:-1] if what == "" else path), _said(path, what), advice)
    if not gone:
        other = [path for path in _other(old.data, now.data, ()) if _settled(old.data, path, file)]
        if other:
            names = "、".join(dict.fromkeys(_named(path) for path in other))
            yield Finding("R318", now.place(other[0]), f"提交以后改了：{names}", _CHANGED)


def _settled(data: Any, path: tuple[str | int, ...], file: str) -> bool:
    """Whether what stood at a path was not to be changed: an entry, a notice that was issued, a dated value of a list."""
    spot = kind_of(file)
    if spot is None or spot.kind.owner:
        return spot is not None
    if spot.kind.name == "notice":
        return isinstance(data, dict) and data.get("state") in ISSUED
    for step in path:
        if isinstance(data, dict) and "recorded_on" in data:
            return True
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return False
    return False


def _other(old: Any, now: Any, path: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    """Paths of values that are new or not as they were."""
    if isinstance(old, dict) and isinstance(now, dict):
        for key, part in now.items():
            if key not in old:
                yield (*path, key)
            else:
                yield from _other(old[key], part, (*path, key))
    elif isinstance(old, list) and isinstance(now, list) and len(old) == len(now):
        for spot, (one, other) in enumerate(zip(old, now, strict=True)):
            yield from _other(one, other, (*path, spot))
    elif old != now:
        yield path


def _lost(old: Any, now: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(old, dict) and isinstance(now, dict):
        for key, part in old.items():
            if key not in now or (now[key] is None and part is not None):
                yield (*path, key), ""
            else:
                yield from _lost(part, now[key], (*path, key))
    elif isinstance(old, list) and isinstance(now, list):
        if len(now) < len(old):
            yield path, f"{len(old)} 项变成 {len(now)} 项"
        else:
            for spot, (one, other) in enumerate(zip(old, now, strict=False)):
                yield from _lost(one, other, (*path, spot))


def _named(path: tuple[str | int, ...]) -> str:
    return ".".join(str(step) for step in path if isinstance(step, str)) or "整份记录"


def _said(path: tuple[str | int, ...], what: str) -> str:
    name = _named(path)
    return f"{name} 比上次提交少了：{what}" if what else f"比上次提交少了 {name} 这一块"
