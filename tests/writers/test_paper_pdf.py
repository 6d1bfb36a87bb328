"""PDF by Typst: text, geometry of the official layout, page furniture."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pytest
from fontTools.ttLib import TTFont

from carebook.writers import fonts, pdf, typesetter, vocabulary
from carebook.writers.fit import settle
from carebook.writers.paper import Paper
from tests.writers.sample_papers import HOME, RARE, font_names, make, pdf_pages, sheet_of, squeezed

MM = 25.4 / 72
PATH = 2  # type of a drawn line among PDF objects


class Mark(NamedTuple):
    """One character with the bounds of its ink, in millimetres from the upper left corner of the page."""

    char: str
    left: float
    top: float
    right: float
    bottom: float


def marks(page: pypdfium2.PdfPage) -> list[Mark]:
    """All characters of a page."""
    text, high = page.get_textpage(), page.get_height()
    found = []
    for index in range(text.count_chars()):
        left, bottom, right, top = text.get_charbox(index)
        place = (left * MM, (high - top) * MM, right * MM, (high - bottom) * MM)
        # A character beyond the basic plane may come as nothing; each still counts one.
        found.append(Mark((text.get_text_range(index, 1) or "\ufffd")[0], *place))
    return found


def lines(page: pypdfium2.PdfPage) -> list[tuple[float, float]]:
    """Left end and height of all drawn horizontal lines, in millimetres."""
    found = []
    for item in page.get_objects():
        if item.type == PATH:
            left, bottom, right, top = (value * MM for value in item.get_bounds())
            if right - left > 100:
                found.append((left + (top - bottom) / 2, page.get_height() * MM - (top + bottom) / 2))
    return found


@pytest.fixture(scope="module")
def grid() -> list[list[Mark]]:
    """Pages filled with one character."""
    body = "<article><p class='flush'>" + "公" * 1400 + "</p></article>"
    document = pypdfium2.PdfDocument(pdf.render(make("official", body), HOME))
    return [[mark for mark in marks(page) if mark.char == "公"] for page in document]


def test_text_is_that_of_the_paper(paper: Paper) -> None:
    """All text comes out and nothing else but page furniture; markup signs are plain text."""
    found = "".join(pdf_pages(pdf.render(paper, HOME)))
    wanted = squeezed(vocabulary.text(vocabulary.parse(paper.body)))
    # Typst draws a cell over several rows after those rows; everything else is in order.
    if "rowspan" in paper.body:
        assert sorted(found) == sorted(wanted)
    else:
        assert found == wanted


def test_same_paper_same_bytes(paper: Paper) -> None:
    """Rendering twice gives identical bytes, whatever was rendered in between."""
    first = pdf.render(paper, HOME)
    pdf.render(make("file", "<article><p>别的</p></article>"), HOME)
    typesetter._compiler.cache_clear()
    settle.cache_clear()
    assert pdf.render(paper, HOME) == first


def test_rare_names_are_drawn(official: Paper) -> None:
    """Characters outside the main face are extracted as themselves and come from a font that has them."""
    data = pdf.render(official, HOME)
    assert RARE in "".join(pdf_pages(data))
    assert {"CarebookRare-Regular", "CarebookSong-Regular"} <= font_names(data)


def test_missing_character_is_named() -> None:
    """A character no font has stops the paper; the error tells which."""
    with pytest.raises(fonts.MissingGlyph, match="U\\+E863") as caught:
        pdf.render(make("file", "<article><p>廖小\ue863</p></article>"), HOME)
    assert caught.value.characters == ("\ue863",)


def test_township_may_add_a_font(tmp_path: Path) -> None:
    """A font laid beside the shipped ones draws what those lack; a broken file there does no harm."""
    (tmp_path / "templates").symlink_to(HOME / "templates")
    (tmp_path / "fonts").mkdir()
    for file in (HOME / "fonts").glob("*.ttf"):
        (tmp_path / "fonts" / file.name).symlink_to(file)
    (tmp_path / "fonts" / "broken.ttf").write_bytes(b"no font")
    with TTFont(fonts.path("rare", HOME)) as font:
        for table in font["cmap"].tables:
            table.cmap = {0xE863: next(iter(table.cmap.values()))}
        font["name"].setName("Township", 1, 3, 1, 0x409)
        font.save(tmp_path / "fonts" / "township.ttf")
    data = pdf.render(make("file", "<article><p>廖小\ue863</p></article>"), tmp_path)
    assert "CarebookFang-Regular" in font_names(data)
    assert "\ue863" in "".join(pdf_pages(data))


def test_document_information(paper: Paper) -> None:
    """Title, identifier, digest and the day of the data stand in the document information."""
    information = pypdfium2.PdfDocument(pdf.render(paper, HOME)).get_metadata_dict()
    assert information["Title"] == paper.title
    assert information["Keywords"] == "X-1, sha256:0123"
    assert information["CreationDate"].startswith("D:20261121000000")


def test_official_page_has_22_lines_of_28(grid: list[list[Mark]]) -> None:
    """The type area of 156 mm by 225 mm holds 22 lines of 28 characters (5.2.3)."""
    for page in grid[:-1]:
        assert list(Counter(round(mark.top, 1) for mark in page).values()) == [28] * 22
        assert 37 <= min(mark.top for mark in page) < 38.5
        assert 255.5 < max(mark.bottom for mark in page) <= 262


def test_official_right_edge_is_flush() -> None:
    """Full lines end at the right edge of the type area and no line begins with a closing mark."""
    text = "《规则》（试行）：“监测、预警”，救治；救助！由3名以上小组成员同行，在（失）控——等情况。" * 20
    body = f"<article><p>{text}</p></article>"
    page = pypdfium2.PdfDocument(pdf.render(make("official", body), HOME))[0]
    rows: dict[float, list[Mark]] = {}
    for mark in marks(page):
        if mark.char.strip() and mark.top < 262:
            foot = next((height for height in rows if abs(height - mark.bottom) < 5), mark.bottom)
            rows.setdefault(foot, []).append(mark)
    assert len(rows) == 22
    for row in rows.values():
        # The ink of a full character stops short of its cell, that of a closing mark half a cell before it.
        assert 181 < row[-1].right <= 184.1
        assert row[0].char not in "》）：”，；！。、"


def test_official_head(official: Paper) -> None:
    """Mark 35 mm below the type area's edge, red rule 156 mm wide below the number (7.2.4, 7.2.7)."""
    page = pypdfium2.PdfDocument(pdf.render(official, HOME))[0]
    letters = marks(page)
    mark = [one for one in letters if one.bottom - one.top > 9]
    assert {one.char for one in mark} <= set("清溪乡人民政府文件")
    assert min(one.top for one in mark) == pytest.approx(72, abs=0.3)
    rule_left, rule = lines(page)[0]
    number = next(one for one in letters if one.char == "〔")
    assert rule_left == pytest.approx(28, abs=0.3)
    assert rule - number.bottom == pytest.approx(4.5, abs=0.7)


def test_page_numbers_mirror(official: Paper) -> None:
    """Odd pages carry their number right, even pages left, one character in, the dash 7 mm below (7.5)."""
    document = pypdfium2.PdfDocument(pdf.render(official, HOME))
    odd, even = ([one for one in marks(document[index]) if one.top > 262 and one.char == "—"] for index in (0, 1))
    assert [one.top for one in odd + even] == pytest.approx([269] * 4, abs=0.1)
    assert odd[-1].right == pytest.approx(184 - 14 * MM, abs=0.1)
    assert even[0].left == pytest.approx(28 + 14 * MM, abs=0.1)


def test_imprint_ends_on_the_edge_of_the_type_area(official: Paper) -> None:
    """The last rule of the imprint lies on the lower edge of the type area of the last page (7.4.1)."""
    document = pypdfium2.PdfDocument(pdf.render(official, HOME))
    assert max(height for _, height in lines(document[len(document) - 1])) == pytest.approx(262, abs=0.2)


def test_signature_is_centred_over_the_date(official: Paper) -> None:
    """The date ends four characters from the right and the signature is centred over it (7.3.5.1)."""
    letters = [one for page in pypdfium2.PdfDocument(pdf.render(official, HOME)) for one in marks(page)]
    text = "".join(one.char for one in letters)
    spans = []
    for line in ("清溪乡人民政府", "2026年3月1日"):
        start = text.rindex(line, 0, text.index("（此件"))
        spans.append((letters[start].left, letters[start + len(line) - 1].right))
    (left, right), (day_left, day_right) = spans
    assert (left + right) / 2 == pytest.approx((day_left + day_right) / 2, abs=1)
    assert day_right == pytest.approx(184 - 4 * 156 / 28, abs=2)


def test_names_of_attachments_align(official: Paper) -> None:
    """The second attachment begins below the number of the first, its long name goes on below itself (7.3.4)."""
    letters = [one for page in pypdfium2.PdfDocument(pdf.render(official, HOME)) for one in marks(page)]
    text = "".join(one.char for one in letters)
    first, second = text.index("1.成员名册"), text.index("2.精神障碍")
    line = letters[second].bottom
    below = next(one for one in letters[second:] if one.bottom > line + 8)
    assert letters[second].left == pytest.approx(letters[first].left, abs=0.3)
    assert below.left == pytest.approx(letters[second + 2].left, abs=2)


def test_long_table_repeats_its_heading() -> None:
    """A table of a thousand rows runs over pages, each with the heading, every row once and whole."""
    pages = pdf_pages(pdf.render(sheet_of(1000), HOME))
    assert len(pages) > 20
    assert all("序号姓名完成情况" in page for page in pages)
    joined = "".join(page.replace("序号姓名完成情况", "").replace("随访安排", "") for page in pages)
    assert joined == "".join(f"{number}林安{number}☐已访☐未访" for number in range(1, 1001))


def test_landscape_sheet_and_plain_page_numbers() -> None:
    """The layout sheet lies across and counts its pages."""
    document = pypdfium2.PdfDocument(pdf.render(sheet_of(60), HOME))
    assert document[0].get_width() > document[0].get_height()
    assert f"第1页共{len(document)}页" in squeezed(document[0].get_textpage().get_text_range())
