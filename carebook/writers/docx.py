"""Paper to DOCX. python-docx makes the package once per layout; the body is written as XML text.

Writing the body through python-docx would take forty times as long, and its packages carry the time of day:
here all entries of the archive have one fixed date, so that the same paper is the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

from carebook.writers import vocabulary
from carebook.writers.docx_body import BodyWriter
from carebook.writers.docx_order import changed
from carebook.writers.docx_package import DOCUMENT, HEAD, TAIL, package
from carebook.writers.docx_sections import RUNNING, properties
from carebook.writers.docx_styles import whole_lines
from carebook.writers.fit import fit
from carebook.writers.look import LOOKS
from carebook.writers.paper import Paper

_DATE = (1980, 1, 1, 0, 0, 0)
_CORE = "docProps/core.xml"


def render(paper: Paper, home: Path) -> bytes:
    """Write a paper as DOCX.

    ``home`` is the folder with the shipped fonts: the paper is typeset with them to see where its imprint falls.
    The file itself names the fonts of office machines.

    Raises:
        VocabularyError: the body is outside the vocabulary.
        MissingGlyph: a character is in no font.
    """
    tree = vocabulary.parse(paper.body)
    found = fit(paper, home)
    look, pitch = LOOKS[paper.layout], whole_lines(found.pitch) if paper.layout == "official" else 0.0
    sections = BodyWriter(paper.layout, tree.kind, found).sections(tree)
    shared = package(paper.layout, pitch, tuple(sorted({kind for kind, _ in sections})))
    ends = [
        properties(kind, look, shared.feet, official=pitch > 0, first=number == 0)
        for number, (kind, _) in enumerate(sections)
    ]
    own = {DOCUMENT: HEAD + _joined([blocks for _, blocks in sections], ends) + TAIL, _CORE: _core(paper)}
    parts = {**shared.parts, **{name: part.encode("utf-8") for name, part in own.items()}}
    running = escape(paper.running).encode("utf-8")
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, part in parts.items():
            content = part if name in own else part.replace(RUNNING, running)
            entry = zipfile.ZipInfo(name, _DATE)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, content)
    return made.getvalue()


def _joined(sections: list[str], ends: list[str]) -> str:
    """The body: a section ends in its last paragraph, the last section at the end of the body."""
    *others, last = zip(sections, ends, strict=True)
    return "".join(changed(blocks, end, last=True) for blocks, end in others) + "".join(last)


def _core(paper: Paper) -> str:
    moment = paper.moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    subject = "党政机关公文" if paper.layout == "official" else paper.running
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(paper.title)}</dc:title><dc:subject>{escape(subject)}</dc:subject>"
        f"<dc:identifier>{escape(paper.id)}</dc:identifier>"
        f"<cp:keywords>{escape(paper.id)}, {escape(paper.digest)}</cp:keywords><dc:language>zh-CN</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified></cp:coreProperties>'
    )
