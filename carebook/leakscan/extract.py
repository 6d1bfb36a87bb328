"""Every text that a file holds, whatever it is packed in: the scan reads what a curious stranger could read.

Told by content, not by name: archives are unpacked, pictures and fonts give their text chunks, PDF gives text, metadata,
outlines, attachments and every string; markup, entities, percent signs, escapes, base64 and hexadecimal are read.
"""

from __future__ import annotations

import base64
import binascii
import gzip
import html
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from fontTools.ttLib import TTFont

from carebook.leakscan import pdf_text

#: More than this much, unpacked, is no document; the scan refuses it rather than pass it.
MOST_BYTES = 512 * 1024 * 1024
_DEEPEST = 6
_NO_DAY = (1980, 1, 1)
_BLOCKS = (
    "address|article|aside|blockquote|body|br|caption|col|dd|div|dl|dt|figure|footer|form|h[1-6]|head|header|hr|html|li|main|nav|ol|"
    "option|p|pre|section|select|table|tbody|td|tfoot|th|thead|title|tr|ul|"
    "w:p|w:tr|w:tc|w:br|w:tab|si|is|c|row|sheet|item|text:p|table:table-cell"
)
_BLOCK = re.compile(rf"</?(?:{_BLOCKS})(?=[\s/>])[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<!--.*?-->|<[!/?a-zA-Z][^<>]*>", re.DOTALL)
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_QUOTED = re.compile(r"(?:=[0-9A-F]{2}(?:=\r?\n)?){3,}")
_ESCAPED = re.compile(r"(?:\\u\{[0-9a-fA-F]{1,6}\}|\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|\\[0-7]{3})+")
_ONE = re.compile(r"\\u(\{[0-9a-fA-F]{1,6}\}|[0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})|\\([0-7]{3})")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{8,}={0,2}")
_HEX = re.compile(r"(?:[0-9a-fA-F]{2}[ :,]?){6,}")
_RUN = re.compile(rb"(?:[\xe3-\xe9\xef][\x80-\xbf]{2}|[\x20-\x7e]){3,}")
_FOLDED = re.compile(rb"\r?\n[ \t]")
_TELLING = re.compile(r"[一-鿿㐀-䶿𠀀-𲎯]{2}|\d{7}")


class Unreadable(Exception):  # noqa: N818 - what cannot be read cannot be published; the scan says so
    """A file holds something the scan cannot look into."""


@dataclass(frozen=True, slots=True)
class ExtractedText:
    """A text and where in the file it was: ``正文``, ``PDF 元数据``, ``word/document.xml``.

    A ``rough`` one was read from bytes that may have been no text at all: short words in it mean nothing.
    """

    where: str
    text: str
    rough: bool = False


def pieces(content: bytes, where: str = "", depth: int = 0, *, thorough: bool = True) -> Iterator[ExtractedText]:
    """Everything that can be read in some bytes.

    Args:
        content: a whole file.
        where: names it in findings; empty for the file itself.
        depth: how deep it was packed.
        thorough: whether to open every object of a PDF and not its pages and metadata only.

    Raises:
        Unreadable: the file is damaged, encrypted, or larger than any document.
    """
    if depth > _DEEPEST:
        raise Unreadable(f"{where}：层层打包，超过 {_DEEPEST} 层")
    reader = next((read for sign, read in _READERS.items() if content.startswith(sign)), None)
    if reader is _pdf and not thorough:
        reader = _pdf_pages
    if reader is not None:
        try:
            yield from reader(content, where, depth)
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError, OSError) as fault:
            raise Unreadable(f"{where or '文件'}：读不了（{type(fault).__name__}）") from fault
        yield ExtractedText(where, _runs(content), rough=True)
    else:
        yield from _plain(content, where, depth)


def _runs(content: bytes) -> str:
    """What reads as a text in bytes that are packed, so that what was hung on behind them is seen."""
    return "。".join(run.decode("utf-8", "replace") for run in _RUN.findall(content))


def _plain(content: bytes, where: str, depth: int) -> Iterator[ExtractedText]:
    """A text in whatever encoding; bytes that are no text are tried in all of them."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield from _text(content.decode("utf-16", "replace"), where, depth)
        return
    if b"BEGIN:VCALENDAR" in content[:200]:
        content = _FOLDED.sub(b"", content)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    if text and "\x00" not in text:
        yield from _text(text, where, depth)
        return
    yield ExtractedText(where, content.decode("utf-8", "replace"), rough=True)
    for encoding in ("utf-16-le", "utf-16-be", "gb18030", "big5"):
        for shift in (0, 1):
            yield ExtractedText(where, content[shift:].decode(encoding, "replace"), rough=True)


def _text(text: str, where: str, depth: int) -> Iterator[ExtractedText]:
    """A text as it stands, and as a program that shows or runs it would read it."""
    marked = "<" in text and _TAG.search(text)
    if marked:
        text = _TAG.sub("", _BLOCK.sub("。", text)) + "。" + "。".join(dict.fromkeys(_TAG.findall(text)))
    plain = text
    for _ in range(2):
        plain = html.unescape(plain) if "&" in plain else plain
    yield ExtractedText(where, plain)
    for unpacked in _unpacked(plain):
        yield ExtractedText(where, unpacked)
    for inner in _encoded(plain):
        yield from _decoded(inner, where, depth)


def _unpacked(text: str) -> Iterator[str]:
    """Percent signs, quoted-printable and escapes of programs, read in place."""
    if "%" in text:
        yield _PERCENT.sub(lambda m: _bytes_text(unquote_to_bytes(m[0])), text)
    if _QUOTED.search(text):
        yield _QUOTED.sub(lambda m: _bytes_text(bytes.fromhex(re.sub(r"[=\r\n]", "", m[0]))), text)
    if "\\" in text and _ESCAPED.search(text):
        yield _ESCAPED.sub(_unescaped, text)


def _unescaped(found: re.Match[str]) -> str:
    units = [
        (wide, int(wide.strip("{}") or narrow or octal, 8 if octal else 16))
        for wide, narrow, octal in _ONE.findall(found[0])
    ]
    if all(wide for wide, _ in units):
        raw = "".join(chr(code) for _, code in units if code < 0x110000)  # noqa: PLR2004 - the last character there is
        return raw.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _bytes_text(bytes(code & 0xFF for _, code in units))


def _bytes_text(content: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def _encoded(text: str) -> Iterator[bytes]:
    """What base64 and hexadecimal runs decode to, each run once."""
    for run in set(_BASE64.findall(text)):
        bare = run.rstrip("=").replace("-", "+").replace("_", "/")
        for shift in range(4 if len(bare) < 200 else 1):  # noqa: PLR2004 - a short run may be part of a longer word
            cut = bare[shift:] + "=" * (-(len(bare) - shift) % 4)
            try:
                yield base64.b64decode(cut)
            except (binascii.Error, ValueError):
                continue
    for run in set(_HEX.findall(text)):
        bare = re.sub(r"[^0-9a-fA-F]", "", run)
        yield bytes.fromhex(bare[: len(bare) // 2 * 2])


def _decoded(content: bytes, where: str, depth: int) -> Iterator[ExtractedText]:
    """What was encoded, if it makes sense as a text or as a file."""
    if any(content.startswith(sign) for sign in _READERS):
        yield from pieces(content, where, depth + 1)
        return
    for encoding in ("utf-8", "utf-16-le", "utf-16-be", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _TELLING.search(text) or (encoding == "utf-8" and text.isprintable()):
            yield ExtractedText(where, text, rough=encoding != "utf-8")


def _zip(content: bytes, where: str, depth: int) -> Iterator[ExtractedText]:
    """An archive (DOCX, XLSX, ODT): names, comments, times and contents."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > MOST_BYTES:
            raise Unreadable(f"{where}：解开后太大")
        yield from _plain(archive.comment, f"{where}（压缩包注释）", depth + 1)
        for entry in archive.infolist():
            inner = f"{where}/{entry.filename}" if where else entry.filename
            year, month, day, *_ = entry.date_time
            # The first day there is in an archive stands for no time at all.
            day_of = "" if (year, month, day) == _NO_DAY else f"。{year}-{month:02}-{day:02}"
            yield ExtractedText(f"{where}（压缩包内文件名和时间）", f"{entry.filename}{day_of}")
            for aside in (entry.comment, entry.extra):
                yield from _plain(aside, f"{inner}（注释）", depth + 1)
            yield from pieces(archive.read(entry), inner, depth + 1)


def _gzip(content: bytes, where: str, depth: int) -> Iterator[ExtractedText]:
    with gzip.GzipFile(fileobj=io.BytesIO(content)) as stream:
        inner = stream.read(MOST_BYTES + 1)
    if len(inner) > MOST_BYTES:
        raise Unreadable(f"{where}：解开后太大")
    yield from pieces(inner, where, depth + 1)


def _png(content: bytes, where: str, depth: int) -> Iterator[ExtractedText]:
    """The text chunks of a picture, packed or not; what follows its end as well."""
    at = 8
    while at + 8 <= len(content):
        length = int.from_bytes(content[at : at + 4], "big")
        kind, body = content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        at += 12 + length
        if kind == b"IDAT":
            continue
        for part in body.split(b"\x00"):
            yield from _plain(part, f"{where}（图片 {kind.decode('latin-1')}）", depth + 1)
        for packed in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", body):
            try:
                text = zlib.decompressobj().decompress(body[packed.start() :], MOST_BYTES)
            except zlib.error:
                continue
            yield from _plain(text, f"{where}（图片 {kind.decode('latin-1')}）", depth + 1)
    yield from _plain(content[at:], f"{where}（图片之后）", depth + 1)


def _jpeg(content: bytes, where: str, depth: int) -> Iterator[ExtractedText]:
    """The segments of a picture before its image."""
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF and content[at + 1] != 0xDA:  # noqa: PLR2004 - JPEG markers
        length = int.from_bytes(content[at + 2 : at + 4], "big")
        yield from _plain(content[at + 4 : at + 2 + length], f"{where}（图片信息）", depth + 1)
        at += 2 + length


def _font(content: bytes, where: str, depth: int) -> Iterator[ExtractedText]:
    """The names in a font; its outlines are no text."""
    del depth
    with TTFont(io.BytesIO(content), lazy=True) as font:
        names = font["name"].names if "name" in font else ()
        yield ExtractedText(f"{where}（字体名称）", "。".join(str(one.toUnicode("replace")) for one in names))


def _pdf(content: bytes, where: str, depth: int) -> Iterator[ExtractedText]:
    for part, text in pdf_text.whole(content):
        inner = f"{where}（PDF {part}）"
        yield from (pieces(text, inner, depth + 1) if isinstance(text, bytes) else _text(text, inner, depth + 1))


def _pdf_pages(content: bytes, where: str, depth: int) -> Iterator[ExtractedText]:
    for part, text in pdf_text.pages(content):
        yield from _text(text, f"{where}（PDF {part}）", depth + 1)


_READERS: Mapping[bytes, Callable[[bytes, str, int], Iterator[ExtractedText]]] = {
    b"PK\x03\x04": _zip,
    b"PK\x05\x06": _zip,
    b"\x1f\x8b": _gzip,
    b"%PDF": _pdf,
    b"\x89PNG": _png,
    b"\xff\xd8\xff": _jpeg,
    b"\x00\x01\x00\x00": _font,
    b"OTTO": _font,
}
