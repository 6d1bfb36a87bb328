"""A DOCX or PDF that is measured comes from outside: it is bounded, and nothing in it reaches the network."""

from __future__ import annotations

import io
import socket
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager

import pikepdf
import pytest

from carebook.conform import reading
from carebook.conform.intake import Limits, harmless
from carebook.conform.measure import measure
from carebook.conform.reading import UnreadablePaperError, pages
from carebook.writers import docx, preview
from tests.conform.letters import NOTICE, paper_of
from tests.writers.sample_papers import HOME

RELATION = '<Relationship Id="rIdX" Type="{kind}" Target="{target}" TargetMode="External"/></Relationships>'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PICTURE = """<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">
<wp:extent cx="900000" cy="900000"/><wp:docPr id="1" name="x"/>
<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">
<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr id="0" name="x"/><pic:cNvPicPr/></pic:nvPicPr>
<pic:blipFill><a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:link="rIdX"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>
<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"""
FIELD = """<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>INCLUDE</w:instrText></w:r>
<w:r><w:instrText>PICTURE "{target}" \\d</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>x</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>"""


def packed(parts: dict[str, bytes]) -> bytes:
    """A zip of these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return made.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    """The parts of a zip."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def reaching(target: str) -> bytes:
    """An official document with a picture, a template and a field at an address."""
    parts = unpacked(docx.render(paper_of(NOTICE), HOME))
    relations = parts["word/_rels/document.xml.rels"].decode()
    picture = RELATION.format(kind=f"{OFFICE}/image", target=f"{target}/a.png")
    parts["word/_rels/document.xml.rels"] = relations.replace("</Relationships>", picture).encode()
    text = parts["word/document.xml"].decode()
    head, sep, tail = text.partition("<w:p>") if "<w:p>" in text else text.partition("<w:p ")
    parts["word/document.xml"] = (head + PICTURE + FIELD.format(target=f"{target}/b.png") + sep + tail).encode()
    template = RELATION.format(kind=f"{OFFICE}/attachedTemplate", target=f"{target}/c.dotx")
    head = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    parts["word/_rels/settings.xml.rels"] = (head + template).encode()
    return packed(parts)


@contextmanager
def listening() -> Iterator[tuple[str, list[bytes]]]:
    """A port that notes whoever comes."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        stop = threading.Event()

        def listen() -> None:
            while not stop.is_set():
                try:
                    caller, _ = server.accept()
                except TimeoutError:
                    continue
                with caller:
                    caller.settimeout(1)
                    heard.append(caller.recv(200))

        thread = threading.Thread(target=listen)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.getsockname()[1]}", heard
        finally:
            stop.set()
            thread.join()


def test_what_leads_outside_is_cut() -> None:
    """No part of the document that is handed on names the address."""
    parts = unpacked(harmless(reaching("http://192.0.2.1")))
    assert [name for name, content in parts.items() if b"192.0.2.1" in content] == []
    assert b"PAGE" in b"".join(content for name, content in parts.items() if "footer" in name)


def test_a_document_without_such_things_stays_as_it_is() -> None:
    """Parts are carried over to the byte."""
    data = docx.render(paper_of(NOTICE), HOME)
    assert unpacked(harmless(data)) == unpacked(data)


@pytest.mark.usefixtures("soffice")
def test_measuring_asks_nobody() -> None:
    """A document full of addresses is measured, and nobody is asked for what lies there."""
    with listening() as (address, heard):
        measure(reaching(address), "x.docx", HOME)
    assert heard == []


@pytest.mark.usefixtures("soffice")
def test_libreoffice_itself_asks_nobody() -> None:
    """The profile alone keeps LibreOffice from the network, should a document ever come to it uncut."""
    with listening() as (address, heard):
        preview.to_pdf(reaching(address), HOME)
    assert heard == []


@pytest.mark.parametrize(
    ("parts", "limits"),
    [
        ({f"word/{number}.bin": b"" for number in range(9)}, Limits(parts=8)),
        ({"word/media/a.png": bytes(5000)}, Limits(part=4000)),
        ({f"word/media/{number}.png": bytes(900) for number in range(9)}, Limits(total=4000)),
        ({"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>'}, Limits()),
    ],
    ids=["many parts", "a large part", "large together", "entities"],
)
def test_bombs_are_not_unpacked(parts: dict[str, bytes], limits: Limits) -> None:
    """What unpacks to more than the limits is refused with a sentence."""
    with pytest.raises(UnreadablePaperError, match="没有读"):
        harmless(packed(parts), limits)


def test_a_lying_header_does_not_help() -> None:
    """A part that claims to be small is read no further than it claims."""
    data = bytearray(packed({"word/document.xml": b"<a>" + b" " * 100_000 + b"</a>"}))
    size = (100_007).to_bytes(4, "little")
    assert data.count(size) == 2
    with pytest.raises(UnreadablePaperError):
        harmless(bytes(data).replace(size, (8).to_bytes(4, "little")))


def test_macros_and_embedded_files_are_left_behind() -> None:
    """What runs or hides another file is not handed on."""
    parts = {"word/vbaProject.bin": b"x", "word/embeddings/o.bin": b"x", "word/document.xml": b"<a/>"}
    assert list(unpacked(harmless(packed(parts)))) == ["word/document.xml"]


def test_pages_of_a_pdf_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A PDF with more pages than any official document is refused."""
    monkeypatch.setattr(reading, "MOST_PAGES", 3)
    made = io.BytesIO()
    with pikepdf.new() as document:
        for _ in range(4):
            document.add_blank_page()
        document.save(made)
    with pytest.raises(UnreadablePaperError, match="4 页"):
        pages(made.getvalue())
