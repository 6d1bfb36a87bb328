"""A DOCX from outside, made harmless before anything opens it: bounded, and with nothing that leads to the network.

A DOCX is a zip: a few kilobytes may unpack to gigabytes, and a picture, a template or a field in it may be an address
that the program which draws it would ask for. So the package is unpacked within limits and packed anew.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from lzma import LZMAError
from typing import Any

from lxml import etree

from carebook.conform.reading import UnreadablePaperError

_EPOCH = (1980, 1, 1, 0, 0, 0)
_NOWHERE = "about:blank"
_FETCHING = re.compile(r"INCLUDE|DDE|\bLINK\b|\bIMPORT\b|\bDATABASE\b|\bRD\b")
_HARMLESS = re.compile(r"\s*(PAGE|NUMPAGES|SECTIONPAGES)\b[^:/\"]*$", re.IGNORECASE)
#: Parts that a paper's layout does not need and that may run or embed something.
_DROPPED = re.compile(r"(^|/)(vbaProject\.bin|vbaData\.xml|activeX/|embeddings/|afchunk)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a package may hold: parts, bytes of one part, bytes of all together, all unpacked."""

    parts: int = 2000
    part: int = 64_000_000
    total: int = 128_000_000


def harmless(data: bytes, limits: Limits = Limits()) -> bytes:
    """Pack a DOCX anew, without what leads outside.

    Links that a reader would click keep their text; pictures, templates and fields that would be fetched lead nowhere.

    Raises:
        UnreadableError: it is no zip, or holds more than the limits; the argument is a Chinese sentence.
    """
    made = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
            for name, content in _unpacked(package, limits):
                new.writestr(zipfile.ZipInfo(name, _EPOCH), _cleaned(name, content))
    except (zipfile.BadZipFile, zlib.error, LZMAError, EOFError, RuntimeError, OSError) as fault:
        raise UnreadablePaperError("不是能读的 DOCX 文件（可能损坏，或是旧的 .doc 格式）") from fault
    return made.getvalue()


def _unpacked(package: zipfile.ZipFile, limits: Limits) -> Iterator[tuple[str, bytes]]:
    """Every part that stays, read no further than the limits whatever its header says."""
    if len(package.infolist()) > limits.parts:
        raise UnreadablePaperError(f"DOCX 里的部件超过 {limits.parts} 个，没有读")
    left, seen = limits.total, set[str]()
    for info in package.infolist():
        if info.is_dir() or info.filename in seen or _DROPPED.search(info.filename):
            continue
        seen.add(info.filename)
        most = min(limits.part, left)
        with package.open(info) as part:
            content = part.read(most + 1)
        if len(content) > most or info.file_size > most:
            raise UnreadablePaperError("DOCX 解开后过大，没有读")
        left -= len(content)
        yield info.filename, content


def _cleaned(name: str, content: bytes) -> bytes:
    if not name.endswith((".rels", ".xml")):
        return content
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root: Any = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as fault:
        raise UnreadablePaperError("不是能读的 DOCX 文件（里面的 XML 坏了）") from fault
    if root.getroottree().docinfo.doctype:
        raise UnreadablePaperError("DOCX 里的 XML 带有 DOCTYPE 声明，正常的文件没有，没有读")
    if not (_cut_relationships(root) | _cut_fields(root)):
        return content
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


def _cut_relationships(root: Any) -> bool:
    """Let what lies outside the package lie nowhere; whether there was any."""
    found = [
        node
        for node in root.iter("{*}Relationship")
        if (node.get("TargetMode") or "").lower() == "external" or ":" in (node.get("Target") or "")
    ]
    for node in found:
        node.set("Target", _NOWHERE)
        node.set("TargetMode", "External")
    return bool(found)


def _cut_fields(root: Any) -> bool:
    """Empty the fields of a part where one of them fetches; a field may be written in several pieces."""
    pieces = list(root.iter("{*}instrText"))
    simple = [(node, key) for node in root.iter("{*}fldSimple") for key in node.attrib if key.endswith("instr")]
    said = " ".join(["".join(node.text or "" for node in pieces), *(node.get(key) for node, key in simple)])
    if not _FETCHING.search(said.upper()):
        return False
    for node in pieces:
        node.text = node.text if _HARMLESS.match(node.text or "") else ""
    for node, key in simple:
        node.set(key, node.get(key) if _HARMLESS.match(node.get(key)) else "")
    return True
