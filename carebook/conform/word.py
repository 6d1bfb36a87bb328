"""A DOCX: what its XML says, and its pages as LibreOffice lays them out."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from docx.oxml import parse_xml
from lxml.etree import XMLSyntaxError

from carebook.conform.faces import role
from carebook.conform.reading import UnreadablePaperError
from carebook.conform.standard import Verdict, near, value, verdict
from carebook.writers.preview import to_pdf

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TWIP = 25.4 / 1440  # mm
_LARGEST = 64 * 1024 * 1024  # bytes of one part
_SIDES = (("R02", "top", "length"), ("R03", "left", "length"), ("R05", "bottom", "bottom"))


def parts(data: bytes) -> Mapping[str, Any]:
    """The XML parts that matter, parsed.

    Raises:
        UnreadableError: it is no DOCX.
    """
    found = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for info in package.infolist():
                if not re.fullmatch(r"word/(document|settings|styles|footer\d*|fontTable)\.xml", info.filename):
                    continue
                if info.file_size > _LARGEST:
                    raise UnreadablePaperError("DOCX 里的内容过大，没有读")
                found[info.filename] = parse_xml(package.read(info))
    except (zipfile.BadZipFile, XMLSyntaxError, NotImplementedError, RuntimeError) as fault:
        raise UnreadablePaperError("不是能读的 DOCX 文件（可能损坏，或是旧的 .doc 格式）") from fault
    if "word/document.xml" not in found:
        raise UnreadablePaperError("不是 DOCX 文件：里面没有 word/document.xml")
    return found


def declared(found: Mapping[str, Any]) -> Iterator[Verdict]:
    """R01 to R05, R62, R64 as the file itself states them."""
    document = found["word/document.xml"]
    sections = list(document.iter(f"{_W}sectPr"))
    for section in sections[-1:]:
        yield from _paper(section)
    upright = [one for one in sections if _attribute(one.find(f"{_W}pgSz"), "orient") != "landscape"]
    for section in upright[:1]:
        yield from _margins(section)
    mirrored = found.get("word/settings.xml")
    even = mirrored is not None and mirrored.find(f"{_W}evenAndOddHeaders") is not None
    yield verdict(
        "R64", even, "文件设了奇偶页不同" if even else "文件没有设奇偶页不同（settings.xml 的 evenAndOddHeaders）"
    )
    fields = any("PAGE" in "".join(one.itertext()) for name, one in found.items() if "footer" in name)
    fields = fields or any(
        "PAGE" in (node.get(f"{_W}instr") or "")
        for name, one in found.items()
        if "footer" in name
        for node in one.iter(f"{_W}fldSimple")
    )
    yield verdict("R62", fields, "页脚里有页码域 PAGE" if fields else "页脚里没有页码域 PAGE，页码是写死的或没有")


def _attribute(node: Any, name: str) -> str:
    return node.get(f"{_W}{name}", "") if node is not None else ""


def _paper(section: Any) -> Iterator[Verdict]:
    size = section.find(f"{_W}pgSz")
    wide, high = (int(_attribute(size, name) or 0) * _TWIP for name in ("w", "h"))
    low, up = sorted((wide, high))
    yield verdict(
        "R01", near("R01", low, "width") and near("R01", up, "height"), f"文件设定 {wide:.1f} mm × {high:.1f} mm"
    )


def _margins(section: Any) -> Iterator[Verdict]:
    margins = section.find(f"{_W}pgMar")
    for rule, side, figure in _SIDES:
        length = int(_attribute(margins, side) or 0) * _TWIP
        yield verdict(
            rule, abs(length - value(rule, figure)) <= value(rule, "tolerance"), f"文件设定的页边距 {length:.1f} mm"
        )
    right = int(_attribute(margins, "right") or 0) * _TWIP
    width = value("R01", "width") - int(_attribute(margins, "left") or 0) * _TWIP - right
    yield verdict("R04", near("R04", width, "width"), f"文件设定的版心宽 {width:.1f} mm")


def fonts(found: Mapping[str, Any]) -> Mapping[str, str]:
    """Every font the file names, with the kind of type it belongs to (``other`` if of none of the five)."""
    names: dict[str, str] = {}
    for part in found.values():
        for node in part.iter(f"{_W}rFonts"):
            for key, name in node.attrib.items():
                if key.removeprefix(_W) in {"eastAsia", "ascii", "hAnsi", "cs"} and name:
                    names[name] = role(name)
    return names


def lay_out(data: bytes, home: Path, aliases: Mapping[str, str]) -> bytes:
    """The pages as LibreOffice draws them.

    Raises:
        FileNotFoundError: LibreOffice is not installed.
        UnreadableError: LibreOffice cannot read the file.
    """
    try:
        return to_pdf(data, home, aliases)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired, FileNotFoundError) as fault:
        if shutil.which("soffice") is None:
            raise
        raise UnreadablePaperError("LibreOffice 读不了这个文件") from fault
