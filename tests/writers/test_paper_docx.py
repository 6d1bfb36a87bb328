"""DOCX: text, fonts by name, structure; and the layout as LibreOffice draws it."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter

import docx as python_docx
import pypdfium2
import pytest

from carebook.writers import docx, docx_package, preview, vocabulary
from carebook.writers.paper import Paper
from tests.writers.sample_papers import HOME, make, sheet_of, squeezed

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def part(data: bytes, name: str) -> str:
    """One part of the package as text."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode("utf-8")


def body(data: bytes) -> str:
    """The document part."""
    return part(data, "word/document.xml")


def test_text_is_that_of_the_paper(paper: Paper) -> None:
    """All text stands in the document part, in order."""
    document = python_docx.Document(io.BytesIO(docx.render(paper, HOME)))
    found = "".join(node.text or "" for node in document.element.body.iter(f"{W}t"))
    assert squeezed(found) == squeezed(vocabulary.text(vocabulary.parse(paper.body)))


def test_same_paper_same_bytes_and_no_clock(paper: Paper) -> None:
    """Rendering twice gives identical bytes, also from a new package; entries carry one fixed date."""
    first = docx.render(paper, HOME)
    docx_package.package.cache_clear()
    assert docx.render(paper, HOME) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_document_information(official: Paper) -> None:
    """Title, identifier, digest and the day of the data stand in the core properties."""
    properties = python_docx.Document(io.BytesIO(docx.render(official, HOME))).core_properties
    assert (properties.title, properties.identifier) == (official.title, "X-1")
    assert properties.keywords == "X-1, sha256:0123"
    assert f"{properties.created:%Y-%m-%d}" == "2026-11-21"


def test_fonts_are_split_by_what_they_hold() -> None:
    """A character outside GB2312 gets 宋体, one beyond the basic plane SimSun-ExtB; the rest keep the style."""
    xml = body(docx.render(make("official", "<article><p>廖小䶮、林𬸚</p></article>"), HOME))
    runs = re.findall(r'<w:r>(?:<w:rPr>.*?w:eastAsia="(.*?)".*?</w:rPr>)?<w:t [^>]*>(.*?)</w:t></w:r>', xml)
    assert runs == [("", "廖小"), ("宋体", "䶮"), ("", "、林"), ("SimSun-ExtB", "𬸚")]


def test_styles_name_the_office_fonts_for_all_kinds_of_text(official: Paper) -> None:
    """Styles set the font for Latin, Chinese and other text alike, with the hint for Chinese."""
    styles = part(docx.render(official, HOME), "word/styles.xml")
    for name in ("仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体"):
        wanted = f'w:hint="eastAsia" w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"'
        assert wanted in styles, name


def test_official_page_furniture(official: Paper) -> None:
    """Odd and even pages have footers of their own with a page field; margins are those of the standard."""
    data = docx.render(official, HOME)
    document = python_docx.Document(io.BytesIO(data))
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer
    assert "PAGE" in section.footer._element.xml
    assert "PAGE" in section.even_page_footer._element.xml
    margins = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
    assert [round(margin.mm) for margin in margins if margin is not None] == [37, 26, 35, 28]


def test_running_header_is_the_papers_own() -> None:
    """The running header is text, even with signs of markup, and no trace of another paper's."""
    for running in ("甲 & 乙 <丙>", "丁"):
        data = docx.render(make("file", "<article><p>x</p></article>", running=running), HOME)
        header = python_docx.Document(io.BytesIO(data)).sections[0].header
        assert header.paragraphs[0].text == running


def test_table_rows() -> None:
    """Heading rows repeat, no row breaks, and a thousand rows are a thousand rows."""
    xml = body(docx.render(sheet_of(1000), HOME))
    assert xml.count("<w:cantSplit/>") == 1001
    assert xml.count("<w:tblHeader/>") == 1


def test_spans_become_merged_cells() -> None:
    """A cell over two rows and one over three columns keep every row as wide as the table."""
    table = (
        "<article><table class='form'><colgroup><col span='4' width='1'/></colgroup><tbody>"
        "<tr><th rowspan='2'>甲</th><td>乙</td><td>丙</td><td>丁</td></tr><tr><td colspan='3'>戊</td></tr>"
        "</tbody></table></article>"
    )
    document = python_docx.Document(io.BytesIO(docx.render(make("file", table), HOME)))
    grid = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert grid == [["甲", "乙", "丙", "丁"], ["甲", "戊", "戊", "戊"]]


def test_two_tables_do_not_touch() -> None:
    """Two tables in a row stay two tables, and the document ends with a paragraph."""
    table = "<table class='roster'><colgroup><col width='1'/></colgroup><tbody><tr><td>甲</td></tr></tbody></table>"
    xml = body(docx.render(make("file", f"<article>{table}{table}</article>"), HOME))
    assert "</w:tbl><w:tbl>" not in xml
    assert "</w:tbl><w:sectPr" not in xml


@pytest.mark.usefixtures("soffice")
def test_libreoffice_draws_the_official_grid() -> None:
    """Drawn by LibreOffice with the shipped fonts, a page has 22 lines of 28 characters and the right font."""
    text = "<article><p class='flush'>" + "公" * 700 + "䶮</p></article>"
    data = preview.to_pdf(docx.render(make("official", text), HOME), HOME)
    page = pypdfium2.PdfDocument(data)[0].get_textpage()
    tops = Counter(
        round(page.get_charbox(index)[3])
        for index in range(page.count_chars())
        if page.get_text_range(index, 1) == "公"
    )
    assert list(tops.values()) == [28] * 22
    assert b"CarebookFang" in data
