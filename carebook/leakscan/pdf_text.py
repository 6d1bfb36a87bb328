"""What a PDF says: its pages, and everything that is not on a page."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
import pypdfium2


def whole(content: bytes) -> Iterator[tuple[str, str | bytes]]:
    """Texts of pages, and strings, names, metadata, outlines, scripts and attachments, with where they were.

    Raises:
        ValueError: the file is damaged or asks for a password.
    """
    try:
        yield from pages(content)
        yield from _objects(content)
    except pikepdf.PdfError as fault:
        raise ValueError("PDF") from fault


def pages(content: bytes) -> Iterator[tuple[str, str]]:
    """Texts of pages, and what the file says of itself.

    Raises:
        ValueError: the file is damaged or asks for a password.
    """
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as fault:
        raise ValueError("PDF") from fault
    try:
        yield "信息", "。".join(document.get_metadata_dict(skip_empty=True).values())
        for page in document:
            text = page.get_textpage()
            yield "正文", text.get_text_range()
            text.close()
            page.close()
    finally:
        document.close()


def _objects(content: bytes) -> Iterator[tuple[str, str | bytes]]:
    """Every string and name of every object, and every stream that is neither a page's drawing nor a font."""
    with pikepdf.open(io.BytesIO(content)) as document:
        strings: list[str] = []
        drawn = {stream.objgen for page in document.pages for stream in _contents(page)}
        for one in document.objects:
            if isinstance(one, pikepdf.Object):
                strings.extend(_strings(one, 0))
            if isinstance(one, pikepdf.Stream) and one.objgen not in drawn and _telling(one):
                yield "附件、元数据和其他内容", one.read_bytes()
        yield "信息、书签、批注和附件名", "。".join(strings)


def _contents(page: pikepdf.Page) -> Iterator[pikepdf.Object]:
    """The streams that draw a page; its words were read from the page itself."""
    drawn = page.obj.get("/Contents")
    if isinstance(drawn, pikepdf.Array):
        yield from (one for one in drawn if isinstance(one, pikepdf.Object))
    elif drawn is not None:
        yield drawn


def _telling(stream: pikepdf.Stream) -> bool:
    """Whether a stream may hold words: fonts and images hold outlines and dots."""
    drawn = {"/Image", "/Form"}
    inside = {"/Length1", "/Length2", "/Length3", "/FontFile"}
    kind = str(stream.get("/Subtype", ""))
    compressed = str(stream.get("/Type", "")) in {"/ObjStm", "/XRef"}
    return (
        not compressed
        and kind not in drawn | {"/Type1C", "/CIDFontType0C", "/OpenType"}
        and not inside & set(stream.keys())
    )


def _strings(one: pikepdf.Object, depth: int) -> Iterator[str]:
    """The strings inside an object, not following references."""
    if depth > 50 or (depth and one.is_indirect):  # noqa: PLR2004 - deeper is no document
        return
    if isinstance(one, pikepdf.String | pikepdf.Name):
        yield str(one)
    elif isinstance(one, pikepdf.Array):
        for inner in one:
            if isinstance(inner, pikepdf.Object):
                yield from _strings(inner, depth + 1)
    elif isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
        for key in one.keys():  # noqa: SIM118 - an object of pikepdf is no mapping
            yield key
            inner = one[key]
            if isinstance(inner, pikepdf.Object):
                yield from _strings(inner, depth + 1)
