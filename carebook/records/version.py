"""Which format a data folder has: ``format`` in ``township.yaml``; the first format did not say it."""

from __future__ import annotations

import re
from pathlib import Path

from carebook.findings import Finding, Place
from carebook.reading.decoding import read_text

#: The format this program reads and writes.
FORMAT = 2
_FORMAT = re.compile(r"^format:[ \t]*(\d{1,6})[ \t]*(?:#.*)?$", re.MULTILINE)
_YEARLY = ("patients/*/20[0-9][0-9].yaml", "groups/*/20[0-9][0-9].yaml", "journal/20[0-9][0-9].yaml")


def format_of(root: Path) -> int | None:
    """The format of a data folder; None where nothing tells it (no township, or one that cannot be read).

    A township that does not say it is of the first format if there are files for a whole year.
    """
    text, _ = read_text(root / "township.yaml", root, "township.yaml")
    if text is None:
        return None
    said = _FORMAT.search(text)
    if said:
        return int(said[1])
    return 1 if any(next(root.glob(pattern), None) for pattern in _YEARLY) or "statuses:" in text else None


def other_format(root: Path, shown: str) -> Finding | None:
    """R313: the folder is of another format than this program's; None if it is not."""
    found = format_of(root)
    if found in {None, FORMAT}:
        return None
    place = Place(f"{shown}/township.yaml")
    if found is not None and found > FORMAT:
        message = f"这个数据文件夹是第 {found} 版格式，本程序只认得到第 {FORMAT} 版为止，没有读取"
        return Finding("R313", place, message, "换用新版的程序；不要用旧程序改新格式的数据")
    message = f"这个数据文件夹是第 {found} 版格式，本程序用第 {FORMAT} 版，没有读取"
    return Finding("R313", place, message, f"python3 build.py migrate --data {shown}")
