"""Nothing that identifies anybody is published, however it is spelled and wherever it is hidden."""

from __future__ import annotations

import base64
import gzip
import html
import io
import json
import shutil
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

import pikepdf
import pytest
from docx import Document

from carebook.audience.template_faults import TemplateFault
from carebook.context import Home, gather
from carebook.leakscan.extract import Unreadable, pieces
from carebook.leakscan.scan import REPORT, Ground, scan
from carebook.leakscan.spelling import PART, SURE, Finder
from carebook.publish.trees import Options, build, standing
from tests.publish.test_tree import made, silent
from tests.townships import BASE, HOME, TODAY, township

#: Invented people; the names of the base township.
VALUES = (
    ("name", "林安平"), ("name", "吴翠"), ("name", "阿依古丽·买买提"), ("phone", "19900000006"), ("phone", "0990-2668811"),
    ("id-number", "990101198001010014"), ("account", "9900000000000000001"), ("birth", "1980-01-09"),
    ("address", "宁水县清溪乡柳溪村一组12号"), ("id", "QX-0001"),
)  # fmt: skip
FINDER = Finder(VALUES)
WIDE = {ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789"}
NUMERALS = str.maketrans("0123456789", "〇一二三四五六七八九")

SPELLINGS: Mapping[str, Callable[[str], str]] = {
    "plain": str,
    "blanks": " ".join,
    "wide blanks": "\u3000".join,
    "no-break blanks": "\u00a0".join,
    "zero width": "\u200b".join,
    "soft hyphens": "\u00ad".join,
    "dashes": "-".join,
    "dots": "·".join,
    "lines": "\n".join,
    "full width": lambda text: text.translate(WIDE),
    "entities": lambda text: "".join(f"&#{ord(sign)};" for sign in text),
    "hexadecimal entities": lambda text: "".join(f"&#x{ord(sign):x};" for sign in text),
    "entities twice": lambda text: html.escape("".join(f"&#{ord(sign)};" for sign in text)),
    "percent": quote,
    "all percent": lambda text: "".join(f"%{byte:02x}" for byte in text.encode()),
    "percent of GBK": lambda text: quote(text.encode("gb18030")),
    "tags": lambda text: "".join(f"<b>{sign}</b>" for sign in text),
    "spans": "<span class='x'></span>".join,
    "comments": "<!-- x -->".join,
    "attribute": lambda text: f'<a title="{text}">x</a>',
    "comment": lambda text: f"<p>x</p><!-- {text} -->",
    "script": lambda text: f"<script>{json.dumps(text)}</script>",
    "escapes": lambda text: "".join(f"\\u{ord(sign):04x}" for sign in text),
    "base64": lambda text: base64.b64encode(text.encode()).decode(),
    "base64 inside": lambda text: base64.b64encode(f"我们说{text}，好".encode()).decode(),
    "base64 of UTF-16": lambda text: base64.b64encode(f"我们说{text}，好".encode("utf-16-le")).decode(),
    "data address": lambda text: f"<a href='data:text/plain;base64,{base64.b64encode(text.encode()).decode()}'>x</a>",
    "quoted printable": lambda text: "".join(f"={byte:02X}" for byte in text.encode()),
    "hexadecimal": lambda text: text.encode().hex(),
}  # fmt: skip
#: Spellings that make sense for some kinds only: an id or a day has its own signs between its parts.
_WHOLE = {"blanks", "wide blanks", "no-break blanks", "dashes", "dots", "lines"}


def found(content: bytes) -> set[int]:
    """The numbers of the values in some bytes."""
    return {hit.index for piece in pieces(content) for hit in FINDER.find(piece.text, SURE if piece.rough else PART)}


def spelled() -> Iterator[tuple[str, int, str]]:
    """Every value in every spelling that makes sense for it."""
    for name, spell in SPELLINGS.items():
        for index, (kind, text) in enumerate(VALUES):
            short = len(text) <= 2 and name == "base64 of UTF-16"
            bare_digits = kind == "birth" and name in {"hexadecimal", "base64"}
            if not (kind in {"id", "birth"} and name in _WHOLE) and not short and not bare_digits:
                yield name, index, spell(text)


@pytest.mark.parametrize(("name", "index", "text"), list(spelled()))
def test_every_spelling_is_found(name: str, index: int, text: str) -> None:
    """As text, and in the middle of a page."""
    assert index in found(f"前面，{text}。后面".encode()), name
    assert index in found(f"<!DOCTYPE html><html><p>前面，{text}。</p></html>".encode()), name


@pytest.mark.parametrize("index", range(len(VALUES)))
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_every_encoding_is_read(index: int, encoding: str) -> None:
    """Files that are not UTF-8 are read as what they are."""
    kind, text = VALUES[index]
    if len(text) > 2 or encoding in {"utf-8", "utf-16"}:
        assert index in found(f"名单：{text}，共一人。".encode(encoding)), kind


@pytest.mark.parametrize(
    ("index", "text"),
    [
        (3, "+86 199 0000 0006"),
        (3, "86-19900000006"),
        (3, "一九九〇〇〇〇〇〇〇六"),
        (3, "(199)0000-0006"),
        (4, "09902668811"),
        (4, "（0990）2668811"),
        (5, "990101 19800101 0014"),
        (5, "990101800101001"),
        (5, "99010119800101001"),
        (7, "1980年1月9日"),
        (7, "1980.01.09"),
        (7, "19800109"),
        (7, "1980/1/9"),
        (8, "柳溪村一组12号"),
        (8, "清溪乡 柳溪村 一组 １２号"),
        (8, "一组，12号"),
        (9, "qx0001"),
        (9, "QX 0001"),
        (2, "阿依古丽买买提"),
        (2, "阿依古丽•买买提"),
        (0, "林,安,平"),
        (0, "<td>林</td><td>安平</td>"),
    ],
)
def test_other_ways_to_write_it(index: int, text: str) -> None:
    """Prefixes, old numbers, numerals, pieces of addresses, commas."""
    assert index in found(f"前面：{text}；".encode())


@pytest.mark.parametrize(
    "text",
    ["QX-00011", "山林，安全", "0990-2660000", "2026-11-21", "清溪乡柳溪村", "第三组", "1980年1月10日", "19900000007"],
)
def test_what_is_nobody_is_not_found(text: str) -> None:
    """Ids that go on, other numbers, villages, days."""
    assert found(text.encode()) == set()


def archive(**members: str) -> bytes:
    """A ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made_:
        for name, text in members.items():
            made_.writestr(name, text)
    return out.getvalue()


def chunk(kind: bytes, body: bytes) -> bytes:
    """One chunk of a PNG."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def pdf(change: Callable[[pikepdf.Pdf], object]) -> bytes:
    """An empty PDF with something in it."""
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        change(document)
        document.save(out)
    return out.getvalue()


def outlined(document: pikepdf.Pdf) -> None:
    """Put the name into a bookmark."""
    with document.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("林安平", 0))


def attached(document: pikepdf.Pdf) -> None:
    """Put the name into an attachment."""
    document.attachments["x.txt"] = pikepdf.AttachedFileSpec(
        document,
        "林安平".encode("utf-16"),
        description="",
        filename="x.txt",
        mime_type="text/plain",
        creation_date="",
        mod_date="",
    )


def described(document: pikepdf.Pdf) -> None:
    """Put the name into the metadata."""
    with document.open_metadata() as metadata:
        metadata["dc:title"] = "林安平"


def noted(document: pikepdf.Pdf) -> None:
    """Put the name into a note on the page."""
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 1, 1], Contents="林安平")
    document.pages[0].Annots = document.make_indirect(pikepdf.Array([note]))


def worded() -> bytes:
    """A DOCX whose name is cut into runs, in a footer."""
    out = io.BytesIO()
    document = Document()
    for sign in "林安平":
        document.sections[0].footer.paragraphs[0].add_run(sign).bold = sign == "安"
    document.save(out)
    return out.getvalue()


def authored() -> bytes:
    """A DOCX by somebody."""
    out = io.BytesIO()
    document = Document()
    document.core_properties.author = "林安平"
    document.save(out)
    return out.getvalue()


def commented() -> bytes:
    """An archive with a comment."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made_:
        made_.writestr("a.txt", "x")
        made_.comment = "林安平".encode()
    return out.getvalue()


_PNG = b"\x89PNG\r\n\x1a\n"
PLACES: Mapping[str, Callable[[], bytes]] = {
    "archive": lambda: archive(a="林安平"),
    "archive in archive": lambda: archive(a=archive(b="林安平").decode("latin-1")) + archive(a="林安平"),
    "name in archive": lambda: archive(**{"林安平.txt": "x"}),
    "comment of archive": commented,
    "gzip": lambda: gzip.compress("林安平".encode(), mtime=0),
    "spreadsheet": lambda: archive(**{"xl/sharedStrings.xml": "<sst><si><r><t>林</t></r><r><t>安平</t></r></si></sst>"}),
    "runs in a footer": worded,
    "author": authored,
    "picture text": lambda: _PNG + chunk(b"tEXt", b"Comment\x00" + "林安平".encode()) + chunk(b"IEND", b""),
    "picture packed text": lambda: _PNG
    + chunk(b"iTXt", b"Comment\x00\x01\x00\x00\x00" + zlib.compress("林安平".encode()))
    + chunk(b"IEND", b""),
    "behind a picture": lambda: _PNG + chunk(b"IEND", b"") + "林安平".encode(),
    "photo": lambda: b"\xff\xd8\xff\xfe" + struct.pack(">H", 11) + "林安平".encode() + b"\xff\xda",
    "calendar": lambda: b"BEGIN:VCALENDAR\r\nSUMMARY:" + "林安平".encode()[:4] + b"\r\n " + "林安平".encode()[4:],
    "PDF bookmark": lambda: pdf(outlined),
    "PDF attachment": lambda: pdf(attached),
    "PDF metadata": lambda: pdf(described),
    "PDF note": lambda: pdf(noted),
    "behind a PDF": lambda: pdf(lambda _: None) + "林安平".encode(),
    "search index": lambda: json.dumps([["x", "林安平"]]).encode(),
    "style sheet": 'p::after { content: "\\6797\\5b89 林安平" }'.encode,
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_every_place_is_looked_into(place: str) -> None:
    """Archives, properties, pictures, calendars, everything in a PDF."""
    assert 0 in found(PLACES[place]())


def test_what_cannot_be_read_is_refused() -> None:
    """A damaged archive is not passed."""
    with pytest.raises(Unreadable):
        list(pieces(b"PK\x03\x04 nothing"))


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """The public tree and one village's, built."""
    out = tmp_path / "site"
    made(BASE, out, Options(only=frozenset({"site"}), audiences=("public", "village:QX-V1", "rehab")))
    return out


def test_the_report_lies_beside_the_bundle(bundle: Path) -> None:
    """It tells what was looked at and with what, and no value."""
    report = json.loads((bundle / REPORT).read_text("utf-8"))
    public = next(tree for tree in report["trees"] if tree["tree"] == "public")
    assert public["files"] == sum(path.is_file() for path in (bundle / "public").rglob("*"))
    assert public["values"]["姓名"] == 6
    assert report["tools"]["pikepdf"]
    assert not any(hit.sure == SURE for hit in FINDER.find(json.dumps(report, ensure_ascii=False)))


def test_a_leak_is_told_without_its_value(bundle: Path) -> None:
    """File, kind and record; a village may hold its own people, rehabilitation not their numbers."""
    context = township(BASE)
    trees = standing(context)
    ground = Ground(context.registry, context.home.schemas, context.settings.audiences, context.today)
    assert scan(ground, bundle, trees, 1)[0] == []
    (bundle / "public" / "x.txt").write_text("电话 199 0000 0006", "utf-8")
    (bundle / "rehab" / "y.txt").write_text("990101198001010014", "utf-8")
    (bundle / "village/QX-V1" / "z.txt").write_text("林安平", "utf-8")
    (bundle / "public" / "QX-0002.txt").write_text("x", "utf-8")
    told = {(f.rule, f.place.file): f.message for f in scan(ground, bundle, trees, 1)[0]}
    assert set(told) == {
        ("N891", "site/public/x.txt"), ("N891", "site/rehab/y.txt"), ("N891", "site/public/QX-0002.txt"),
    }  # fmt: skip
    assert "patients/QX-0001" in told["N891", "site/public/x.txt"]
    assert "199" not in "".join(told.values())


def test_a_leaking_template_fails_with_the_name_of_the_field(tmp_path: Path) -> None:
    """A template that touches what its audience may not see stops the build, and nothing is written."""
    for folder in ("schemas", "forms", "policies", "fonts"):
        (tmp_path / folder).symlink_to(HOME.root / folder)
    shutil.copytree(HOME.templates, tmp_path / "templates")
    template = tmp_path / "templates" / "roster.xhtml.j2"
    template.write_text("{% for group in groups %}{{ group.record.exemptions }}{% endfor %}", "utf-8")
    context, out = gather(Home(tmp_path), BASE, "data", TODAY), tmp_path / "site"
    options = Options(only=frozenset({"notices"}), audiences=("police",))
    with pytest.raises(TemplateFault, match=r"exemptions（豁免）不给 police 看"):
        build(context, BASE, out, options, silent)
    assert not out.exists()


def test_a_leak_stops_the_whole_build(tmp_path: Path) -> None:
    """A page that names somebody is published to nobody it is not for, wherever the name came from."""
    for folder in ("schemas", "forms", "policies", "fonts"):
        (tmp_path / folder).symlink_to(HOME.root / folder)
    shutil.copytree(HOME.templates, tmp_path / "templates")
    page = tmp_path / "templates" / "site" / "page.html.j2"
    page.write_text(page.read_text("utf-8").replace("<main", "<p>林安平户</p><main"), "utf-8")
    context = gather(Home(tmp_path), BASE, "data", TODAY)
    assert context.errors() == []
    result = build(context, BASE, tmp_path / "site", Options(frozenset({"site"}), audiences=("public",)), silent)
    assert {finding.rule for finding in result.findings} == {"N891"}
    assert not (tmp_path / "site").exists()
