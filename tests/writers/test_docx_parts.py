"""DOCX parts against the rules of the format that no reader here enforces, and what Word and WPS need."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from itertools import pairwise

import docx as python_docx
import pytest
from lxml import etree

from carebook.writers import docx, vocabulary
from carebook.writers.docx_order import ORDER, changed, paragraph
from tests.writers.press_papers import PRESS, made
from tests.writers.sample_papers import HOME, SAMPLES, make, squeezed

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PAPERS = {**SAMPLES, **PRESS}


@pytest.fixture(scope="module")
def parts() -> dict[str, dict[str, bytes]]:
    """The XML parts of each paper."""
    found = {}
    for name in PAPERS:
        with zipfile.ZipFile(io.BytesIO(made(name)[0])) as archive:
            found[name] = {part: archive.read(part) for part in archive.namelist()}
    return found


def local(element: etree._Element) -> str:
    """Name of an element without its namespace."""
    return str(etree.QName(element).localname)


def text_of(data: bytes, part: str) -> str:
    """One part of a package as text."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(part).decode("utf-8")


def disorder(root: etree._Element) -> Iterator[str]:
    """Children that the schema does not know or that come too early."""
    for element in root.iter(f"{W}*"):
        order = ORDER.get(local(element))
        if order is None or element.tag == f"{W}tbl":
            continue
        names = [local(child) for child in element]
        yield from (f"{local(element)}: {name}?" for name in names if name not in order)
        ranks = [order.index(name) for name in names if name in order]
        yield from (f"{local(element)}: {order[two]} before {order[one]}" for one, two in pairwise(ranks) if one > two)


@pytest.mark.parametrize("name", PAPERS)
def test_children_stand_in_the_order_of_the_schema(parts: dict[str, dict[str, bytes]], name: str) -> None:
    """Property elements hold only children the schema knows, in its order, none twice, in every part."""
    for part, content in parts[name].items():
        if part.startswith("word/") and part.endswith(".xml") and "theme" not in part:
            root = etree.fromstring(content)
            assert list(disorder(root)) == [], part
            for properties in root.iter(f"{W}pPr", f"{W}rPr", f"{W}tcPr", f"{W}tblPr"):
                children = [local(child) for child in properties]
                assert len(children) == len(set(children)), (part, children)


@pytest.mark.parametrize("name", PAPERS)
def test_tables_and_cells_end_as_word_wants(parts: dict[str, dict[str, bytes]], name: str) -> None:
    """No two tables touch, every cell, header and body ends with a paragraph, every relation named exists."""
    root = etree.fromstring(parts[name]["word/document.xml"])
    assert not root.xpath("//w:tbl[following-sibling::*[1][self::w:tbl]]", namespaces={"w": W[1:-1]})
    assert all(local(cell[-1]) == "p" for cell in root.iter(f"{W}tc"))
    assert [local(child) for child in root[0]][-2:] == ["p", "sectPr"]
    relations = etree.fromstring(parts[name]["word/_rels/document.xml.rels"])
    known = {relation.get("Id") for relation in relations}
    named = set(re.findall(rb'r:id="(.*?)"', parts[name]["word/document.xml"]))
    assert named <= {str(key).encode() for key in known}
    grids = [table.find(f"{W}tblGrid") for table in root.iter(f"{W}tbl")]
    assert all(grid is not None and len(grid) for grid in grids)


@pytest.mark.parametrize("name", PAPERS)
def test_nothing_is_drawn(parts: dict[str, dict[str, bytes]], name: str) -> None:
    """No text box, frame or picture: paragraphs and tables only, which any word processor can edit."""
    for part, content in parts[name].items():
        assert not re.search(rb"<w:(drawing|pict|object|framePr)\b|mc:AlternateContent", content), part
        assert "media" not in part


@pytest.mark.parametrize("name", PAPERS)
def test_python_docx_reads_the_text_in_order(name: str) -> None:
    """Read through python-docx, paragraphs and cells in order give the text of the vocabulary."""
    document = python_docx.Document(io.BytesIO(made(name)[0]))
    found: list[str] = []
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            cells = (cell for row in block.rows for cell in row._tr.tc_lst)
            found += ["".join(node.text or "" for node in cell.iter(f"{W}t")) for cell in cells]
        else:
            found.append(block.text)
    assert squeezed("".join(found)) == squeezed(vocabulary.text(vocabulary.parse(PAPERS[name].body)))


def test_settings_and_particulars() -> None:
    """Word opens it in its newest mode, as Chinese; the particulars name title, kind, id, digest, language."""
    data = made("official")[0]
    settings = text_of(data, "word/settings.xml")
    assert 'w:name="compatibilityMode"' in settings
    assert 'w:val="15"' in settings
    assert '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>' in settings
    properties = python_docx.Document(io.BytesIO(data)).core_properties
    assert (properties.title, properties.subject) == ("样张（甲）", "党政机关公文")
    assert (properties.keywords, properties.language) == ("X-1, sha256:0123", "zh-CN")


def test_styles_carry_the_names_officials_use() -> None:
    """Each part of a document has a paragraph style with its Chinese name, and the body uses them."""
    document = python_docx.Document(io.BytesIO(made("official")[0]))
    used = {one.style.name for one in document.paragraphs if one.text and one.style}
    wanted = "份号 紧急程度 发文机关标志 发文字号 公文标题 主送机关 公文正文 一级标题 二级标题 附件说明 发文机关署名 成文日期 附注 附件序号"
    assert set(wanted.split()) <= used
    levels = {style.name: style.element.find(f".//{W}outlineLvl") for style in document.styles}
    outline = {name: level.get(f"{W}val") for name, level in levels.items() if level is not None}
    assert {"公文标题": "0", "一级标题": "1", "二级标题": "2"}.items() <= outline.items()


def test_fonts_name_what_stands_in_for_them() -> None:
    """The font table names a Chinese font to take where an office font is missing."""
    fonts = text_of(made("official")[0], "word/fontTable.xml")
    assert '<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋"/><w:charset w:val="86"/></w:font>' in fonts
    assert fonts.count("<w:font ") == 6


def sections(name: str) -> list[etree._Element]:
    """The section properties of a paper, in order."""
    document = python_docx.Document(io.BytesIO(made(name)[0]))
    return list(document.element.body.iter(f"{W}sectPr"))


def test_a_wide_table_lies_across_with_its_own_foot() -> None:
    """The landscape section turns the page and its margins; the imprint behind it is upright again, without number."""
    upright, across, *rest = sections("wide")
    size, margins = across.find(f"{W}pgSz"), across.find(f"{W}pgMar")
    assert size is not None
    assert margins is not None
    assert (size.get(f"{W}orient"), size.get(f"{W}w")) == ("landscape", "16838")
    edges = [round(int(margins.get(f"{W}{edge}", "0")) / 56.7) for edge in ("top", "right", "bottom", "left")]
    assert edges == [28, 37, 26, 35]
    assert upright.find(f"{W}pgSz").get(f"{W}orient") is None
    assert rest[-1].find(f"{W}type").get(f"{W}val") == "evenPage"


def test_a_letter_opens_with_rules_and_no_number() -> None:
    """Only the first page of a letter has a foot of its own: a double rule of 170 mm."""
    (section,) = sections("letter")
    assert section.find(f"{W}titlePg") is not None
    data = made("letter")[0]
    first = python_docx.Document(io.BytesIO(data)).sections[0].first_page_footer
    assert "thinThickSmallGap" in first._element.xml
    assert "PAGE" not in first._element.xml


def test_rows_repeat_and_never_split() -> None:
    """In a table of 60 rows the heading repeats and no row breaks over two pages."""
    xml = text_of(made("wide")[0], "word/document.xml")
    assert xml.count("<w:tblHeader/>") == 1
    assert xml.count("<w:tr>") == xml.count("<w:cantSplit/>")


def test_imprint_rules() -> None:
    """The imprint has thick rules outside, a thin one above the printing line, none between 主送 and 抄送."""
    xml = text_of(made("ten")[0], "word/document.xml")
    borders = re.findall(r"<w:tcBorders>(.*?)</w:tcBorders>", xml[xml.rindex("<w:tblpPr") :])
    sizes = [re.findall(r'<w:(\w+) w:val="single" w:sz="(\d)"', border) for border in borders]
    assert sizes == [[("top", "8")], [("bottom", "6")], [("top", "6"), ("bottom", "8")]]


def test_a_property_is_added_in_its_place_and_once() -> None:
    """A property goes between those before and after it in the schema; one that is there already stays."""
    one = paragraph("Body", "", '<w:jc w:val="left"/>', "<w:pBdr><w:top/></w:pBdr>")
    with_break = changed(one, "<w:pageBreakBefore/>")
    assert with_break.index("pStyle") < with_break.index("pageBreakBefore") < with_break.index("pBdr")
    assert changed(with_break, "<w:pageBreakBefore/>") == with_break


def test_empty_article() -> None:
    """A paper without any block is still a document with one paragraph."""
    document = python_docx.Document(io.BytesIO(docx.render(make("official", "<article/>"), HOME)))
    assert len(document.paragraphs) == 1
