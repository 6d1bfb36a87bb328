"""Files in a data folder that are no records: nobody reads them, and they may hold what must not lie open."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from carebook.findings import Finding, Place

#: What lies beside records by right: the key of an identity, the published key of the demo, and a page for readers.
_BESIDE = re.compile(
    r"patients/[^/]+/identity\.key\.age|DEMO-KEY\.txt|README\.md|(?:.*/)?\.git(?:ignore|attributes|keep)"
)
_COPY = re.compile(r"~$|\.(?:bak|orig|rej|old|tmp|swp|swo|save)$|^[.~]|\.yaml\.|副本|复制|备份", re.IGNORECASE)
_TABLE = re.compile(r"\.(?:xlsx?|et|csv|docx?|wps|txt|pdf|zip|rar|7z|jpe?g|png)$", re.IGNORECASE)
_ADVICE = "移到数据文件夹以外；里面有姓名、号码的，不要提交，已经提交过的告诉管理员"


def strays(root: Path, shown: str) -> Iterator[Finding]:
    """R315: each file below the data folder that is neither a record nor lies there by right."""
    for folder, names, files in os.walk(root):
        names[:] = sorted(name for name in names if name != ".git")
        for name in sorted(files):
            relative = (Path(folder) / name).relative_to(root).as_posix()
            yaml_like = name.lower().endswith((".yaml", ".yml")) and not name.startswith((".", "~"))
            if not yaml_like and not _BESIDE.fullmatch(relative):
                yield Finding("R315", Place(f"{shown}/{relative}"), _what(name), _ADVICE)


def _what(name: str) -> str:
    if _COPY.search(name):
        return "这是编辑器或人留下的备份，不是记录，程序不读它"
    if _TABLE.search(name):
        return "这不是记录，程序不读它：记录写成 .yaml 文件"
    return "这个文件不是记录，程序不读它"
