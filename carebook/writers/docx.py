"""Paper to DOCX. python-docx makes the package once per layout; the body is written as XML text.

Writing the body through python-docx would take forty times as long, and its packages carry the time of day:
here all entries of the archive have one fixed date, so that the same paper is the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

import docx

from carebook.writers import vocabulary
from carebook.writers.docx_body import Body
from carebook.writers.docx_package import DOCUMENT, HEAD, RUNNING, package
from carebook.writers.paper import Layout, Paper

_DATE = (1980, 1, 1, 0, 0, 0)
_CORE = "docProps/core.xml"


@cache
def _parts(layout: Layout) -> tuple[dict[str, bytes], str]:
    """Parts of the package that are the same for all papers of a layout, and the end of the document part."""
    return package(docx.Document(), layout)


@cache
def _body(layout: Layout) -> Body:
    return Body(layout)


def render(paper: Paper, home: Path) -> bytes:
    """Write a paper as DOCX. ``home`` is not read: office machines have their own fonts.

    Raises:
        VocabularyError: the body is outside the vocabulary.
    """
    del home
    tree = vocabulary.parse(paper.body)
    parts, tail = _parts(paper.layout)
    document = f"{HEAD}{''.join(_body(paper.layout).write(tree))}{tail}"
    changed = {DOCUMENT: document.encode("utf-8"), _CORE: _core(paper).encode("utf-8")}
    running = escape(paper.running).encode("utf-8")
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, part in parts.items():
            content = changed.get(name) or part.replace(RUNNING, running)
            entry = zipfile.ZipInfo(name, _DATE)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, content)
    return made.getvalue()


def _core(paper: Paper) -> str:
    moment = paper.moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(paper.title)}</dc:title><dc:identifier>{escape(paper.id)}</dc:identifier>"
        f"<cp:keywords>{escape(paper.id)}, {escape(paper.digest)}</cp:keywords><dc:language>zh-CN</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified></cp:coreProperties>'
    )
