"""From a path to text: the file as it lies on the disk, never trusted.

A data folder is edited with Notepad, WPS and phones, and arrives by pull request. So a path may be a link that
leaves the tree, a pipe that never ends, fifty megabytes, or GBK. Each of these is a finding, not an exception.
"""

from __future__ import annotations

import codecs
import os
import re
import stat
from pathlib import Path

from carebook.findings import Finding, Place

LIMIT = 2_000_000
_SAVE_AS_UTF8 = (
    "用记事本打开，“文件→另存为”，编码选“UTF-8”再保存；"
    "VS Code 点右下角的编码名，先“通过编码重新打开”选 GB 18030，再“通过编码保存”选 UTF-8"
)
_LINE_END = re.compile(r"\r\n|\r|\n")
# The marks of the other Unicode encodings. UTF-32 comes first: its mark begins with that of UTF-16.
_WIDE_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)


def read_text(path: Path, root: Path, shown: str) -> tuple[str | None, tuple[Finding, ...]]:
    """Read one data file.

    Args:
        path: the file.
        root: the folder that the file may not leave, not even by a link.
        shown: the path as the user knows it.

    Returns:
        The text without a byte order mark, or ``None`` where it cannot be read; and what is to be said of it.
    """
    raw = _bytes(path, root, shown)
    if isinstance(raw, Finding):
        return None, (raw,)
    return decode(raw, shown)


def decode(raw: bytes, shown: str) -> tuple[str | None, tuple[Finding, ...]]:
    """Turn bytes into text if they are UTF-8; otherwise say what they look like and how to save them right."""
    findings: list[Finding] = []
    wide = _wide(raw)
    if wide:
        message = f"文件是 {wide} 编码，这里只用 UTF-8"
        return None, (Finding("Y101", Place(shown), message, _SAVE_AS_UTF8),)
    if raw.startswith(codecs.BOM_UTF8):
        message = "文件开头有看不见的 BOM 标记；内容照常读取，但最好去掉"
        findings.append(Finding("Y102", Place(shown), message, "另存为时编码选“UTF-8”，不选“带有 BOM 的 UTF-8”"))
        raw = raw[len(codecs.BOM_UTF8) :]
    try:
        return raw.decode("utf-8"), tuple(findings)
    except UnicodeDecodeError as error:
        return None, (*findings, _not_utf8(raw, error, shown))


def _bytes(path: Path, root: Path, shown: str) -> bytes | Finding:
    try:
        real = os.path.realpath(path, strict=True)
        if not Path(real).is_relative_to(os.path.realpath(root)):
            message = "这是一个链接，指到数据目录之外，不读取"
            return Finding("Y106", Place(shown), message, "把文件本身放进数据目录")
        # Without O_NONBLOCK, opening a named pipe waits for a writer that never comes.
        descriptor = os.open(real, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        try:
            return _content(descriptor, shown)
        finally:
            os.close(descriptor)
    except OSError as error:
        return _cannot_open(path, error, shown)


def _content(descriptor: int, shown: str) -> bytes | Finding:
    state = os.fstat(descriptor)
    if not stat.S_ISREG(state.st_mode):
        return Finding("Y105", Place(shown), "这不是普通文件（是文件夹、管道或设备），不读取")
    if state.st_size > LIMIT:
        return _too_large(state.st_size, shown)
    parts: list[bytes] = []
    size = 0
    while size <= LIMIT and (part := os.read(descriptor, LIMIT + 1 - size)):
        parts.append(part)
        size += len(part)
    return b"".join(parts) if size <= LIMIT else _too_large(size, shown)


def _too_large(size: int, shown: str) -> Finding:
    message = f"文件有 {size / 1_000_000:.1f} MB，超过上限 {LIMIT // 1_000_000} MB，不读取"
    return Finding("Y104", Place(shown), message, "一户一年的记录通常只有几十 KB：查一查是不是放错了文件")


def _cannot_open(path: Path, error: OSError, shown: str) -> Finding:
    if path.is_symlink():
        return Finding("Y106", Place(shown), "这是一个链接，它指向的文件不存在或绕成了圈", "把文件本身放进数据目录")
    if isinstance(error, FileNotFoundError):
        return Finding("Y105", Place(shown), "没有这个文件")
    if isinstance(error, PermissionError):
        return Finding("Y105", Place(shown), "没有读取这个文件的权限", f"chmod u+r {shown}")
    return Finding("Y105", Place(shown), "文件打不开，可能正被别的程序占用或磁盘有故障")


def _wide(raw: bytes) -> str:
    for mark, name in _WIDE_MARKS:
        if raw.startswith(mark):
            return name
    head = raw[:4096]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    # Line ends, colons and digits of UTF-16 text have a zero in one half of each pair, never in the other.
    if max(even, odd) * 8 >= len(head) > 1 and min(even, odd) * 8 <= max(even, odd):
        return "UTF-16"
    return ""


def _not_utf8(raw: bytes, error: UnicodeDecodeError, shown: str) -> Finding:
    lines = _LINE_END.split(raw[: error.start].decode("utf-8"))
    place = Place(shown, len(lines), len(lines[-1]) + 1)
    if all(line.isascii() for line in lines) and _is_gbk(raw):
        return Finding("Y101", place, "文件看起来是 GBK 编码（中文从这里起读不出来），这里只用 UTF-8", _SAVE_AS_UTF8)
    message = f"这里的字节 0x{raw[error.start]:02X} 不是 UTF-8：文件混用了编码，或者没有保存完整"
    return Finding("Y101", place, message, f"改正这个字后按 UTF-8 保存：{_SAVE_AS_UTF8}")


def _is_gbk(raw: bytes) -> bool:
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return True
