"""The text of built files, as a reader of each format finds it."""

from __future__ import annotations

import io
import re
import zipfile
from xml.etree import ElementTree as ET

import pypdfium2
from lxml import html

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NUMBERS = re.compile(r"—\d+—|第\d+页共\d+页")


def squeezed(text: str) -> str:
    """Text without white space of any kind: lines and columns differ by format, words do not."""
    return re.sub(r"\s", "", text)


def docx_text(data: bytes) -> str:
    """All text of the document part, in order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = ET.fromstring(archive.read("word/document.xml"))  # noqa: S314 - our own output
    return squeezed("".join(node.text or "" for node in root.iter(f"{_W}t")))


def page_text(data: bytes) -> str:
    """All text of the paper on its page."""
    root = html.fromstring(data.decode("utf-8"))
    return squeezed(root.get_element_by_id("paper").text_content())


def docx_heads(data: bytes) -> list[str]:
    """The heading row of each table that has one: what a PDF repeats on every page."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = ET.fromstring(archive.read("word/document.xml"))  # noqa: S314 - our own output
    rows = [row for row in root.iter(f"{_W}tr") if row.find(f"{_W}trPr/{_W}tblHeader") is not None]
    return [squeezed("".join(node.text or "" for node in row.iter(f"{_W}t"))) for row in rows]


def pdf_text(data: bytes, running: str, heads: list[str]) -> str:
    """All text of a PDF without its furniture: running header, page numbers, repeated table headings."""
    document = pypdfium2.PdfDocument(data)
    found = ""
    for number, page in enumerate(document):
        text = _NUMBERS.sub("", squeezed(page.get_textpage().get_text_range()))
        text = text.removeprefix(squeezed(running))
        repeated = [head for head in heads if text.startswith(head) and head in found]
        found += text.removeprefix(max(repeated, key=len)) if number and repeated else text
    return found
