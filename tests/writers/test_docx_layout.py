"""DOCX as LibreOffice lays it out, measured against the PDF: pages, lines, places of the parts."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
import pytest
from pypdfium2 import raw

from carebook.writers import preview
from tests.writers.press_papers import PRESS, made
from tests.writers.sample_papers import HOME

MM = 72 / 25.4
# LibreOffice hangs type at the foot of its line, the PDF begins with it; below a head both agree.
HANGS = 0.8 * 28.95 - 0.88 * 16


@dataclass(frozen=True)
class Char:
    """A character and where it stands: left and right edge and base line, in points from the lower left."""

    sign: str
    left: float
    right: float
    base: float


Pages = list[list[Char]]


def chars(data: bytes) -> Pages:
    """The characters of each page that are not space."""
    return [list(page_chars(page.get_textpage())) for page in pypdfium2.PdfDocument(data)]


def page_chars(page: pypdfium2.PdfTextPage) -> Iterator[Char]:
    """The characters of one page."""
    for index in range(page.count_chars()):
        sign = page.get_text_range(index, 1)
        if sign.strip():
            x, y = ctypes.c_double(), ctypes.c_double()
            raw.FPDFText_GetCharOrigin(page, index, x, y)
            left, _, right, _ = page.get_charbox(index, loose=True)
            yield Char(sign, left, right, y.value)


def find(page: list[Char], text: str, *, lowest: bool = False) -> list[Char]:
    """The characters of a text on a page, where it stands highest (or lowest)."""
    signs = "".join(char.sign for char in page)
    starts = [at for at in range(len(signs)) if signs.startswith(text, at)]
    assert starts, text
    start = (min if lowest else max)(starts, key=lambda at: page[at].base)
    return page[start : start + len(text)]


def signs(page: list[Char]) -> str:
    """The text of a page."""
    return "".join(char.sign for char in page)


def without_number(page: list[Char]) -> list[Char]:
    """A page without its number, which stands outside the type area."""
    return [char for char in page if char.base > 35 * MM and char.left > 35]


def lines(page: list[Char]) -> list[list[Char]]:
    """The characters of each line, from above."""
    found: dict[int, list[Char]] = {}
    for char in page:
        key = next((key for key in found if abs(key - char.base) < 3), round(char.base))
        found.setdefault(key, []).append(char)
    return [sorted(found[key], key=lambda char: char.left) for key in sorted(found, reverse=True)]


@pytest.fixture(scope="module")
def drawn(soffice: str) -> dict[str, bytes]:
    """All papers as LibreOffice lays them out, in one run."""
    assert soffice
    return preview.to_pdfs({name: made(name)[0] for name in PRESS}, HOME)


@pytest.fixture(scope="module")
def both(drawn: dict[str, bytes]) -> dict[str, tuple[Pages, Pages]]:
    """Each paper as (DOCX through LibreOffice, PDF)."""
    return {name: (chars(drawn[name]), chars(made(name)[1])) for name in PRESS}


def test_page_counts_agree(both: dict[str, tuple[Pages, Pages]]) -> None:
    """Every paper has as many pages in LibreOffice as in the PDF."""
    counts = {name: (len(drawn), len(pdf)) for name, (drawn, pdf) in both.items()}
    assert {name: pages for name, pages in counts.items() if pages[0] != pages[1]} == {}


def test_pages_begin_and_end_with_the_same_words(both: dict[str, tuple[Pages, Pages]]) -> None:
    """Pages break in the same place, but for a few characters: LibreOffice does not compress punctuation."""
    for name, (drawn, pdf) in both.items():
        for number, (one, other) in enumerate(zip(drawn, pdf, strict=True), 1):
            have, want = len(without_number(one)), len(without_number(other))
            assert abs(have - want) <= 6, (name, number)


def test_the_grid_is_the_same(both: dict[str, tuple[Pages, Pages]]) -> None:
    """On a full page of text every base line is the PDF's, but for where type stands in its line."""
    for name, number in (("sixty", 2), ("plan", 3), ("six", 2)):
        drawn, pdf = (lines(without_number(pages[number - 1])) for pages in both[name])
        assert len(drawn) == len(pdf), name
        for one, other in zip(drawn, pdf, strict=True):
            assert abs(other[0].base - one[0].base) < HANGS + 2, (name, one[0])
            assert one[0].left == pytest.approx(other[0].left, abs=1.5)


def test_full_lines_end_at_the_right_edge(both: dict[str, tuple[Pages, Pages]]) -> None:
    """Chinese lines are filled: what follows one of 26 characters or more ends at the edge of the type area."""
    edge = (210 - 26) * MM
    drawn = [line for page in both["plan"][0][1:3] for line in lines(without_number(page))]
    full = [line for line in drawn if line[-1].right > edge - 20]
    assert len(full) > 20
    assert all(line[-1].right == pytest.approx(edge, abs=2) for line in full)


PLACES = [
    ("one", 1, "清溪乡人民政府文件", 1), ("one", 1, "清溪府发〔2026〕9号", 1), ("one", 1, "管理小组的通知", 1),
    ("one", 1, "各村（社区）党支部", 1.2), ("one", 1, "第1户", 1.5), ("six", 1, "通知如下：", 2),
    ("upward", 1, "签发人：甲某某", 1), ("upward", 1, "清溪府发〔2026〕9号", 1), ("upward", 1, "关于增加", 1),
    ("unsealed", 1, "关于召开会议的通知", 1),
    ("letter", 1, "清溪乡人民政府", 1), ("letter", 1, "000003", 1), ("letter", 1, "清溪府函〔2026〕3号", 1.2),
    ("letter", 1, "关于通报患者情况的函", 1.2), ("letter", 1, "清溪派出所：", 1.5), ("letter", 1, "抄送：县公安局。", 1),
    ("minutes", 1, "清溪乡工作例会纪要", 1), ("minutes", 1, "关于十一月小组会议的纪要", 1), ("minutes", 1, "出席：甲大明", 1.2),
    ("order", 1, "清溪乡人民政府令", 1), ("order", 1, "第1号", 1),
    ("joint", 1, "清溪乡卫生院", 1), ("joint", 1, "文件", 1), ("joint", 1, "签发人：甲大明", 1), ("joint", 1, "丙明", 1),
    ("joint", 1, "清溪府发〔2026〕12号", 1), ("long", 1, "管理工作的若干措施的通知", 1.2),
    ("ten", 4, "主送：各村", 1), ("ten", 4, "清溪乡党政办公室", 1), ("joint", 4, "本件共印20份", 1),
    ("upward", 2, "清溪乡党政办公室", 1), ("one", 1, "—1—", 0.5), ("one", 2, "—2—", 0.5), ("wide", 3, "—3—", 1.5),
]  # fmt: skip


@pytest.mark.parametrize(("name", "page", "text", "far"), PLACES)
def test_parts_stand_where_the_pdf_has_them(
    both: dict[str, tuple[Pages, Pages]], name: str, page: int, text: str, far: float
) -> None:
    """Mark, number, signers, title, first lines, signature, imprint, page number: base lines within ``far`` mm."""
    drawn, pdf = (find(pages[page - 1], text) for pages in both[name])
    assert drawn[0].base == pytest.approx(pdf[0].base, abs=far * MM)
    # LibreOffice puts space around digits whatever the file says; the middle stays.
    middle = [(line[0].left + line[-1].right) / 2 for line in (drawn, pdf)]
    assert middle[0] == pytest.approx(middle[1], abs=4 * MM)


@pytest.mark.parametrize(
    ("name", "number", "text", "day"),
    [("ten", 2, "清溪乡人民政府", "2026年3月1日"), ("joint", 2, "清溪乡卫生院", "2026年11月1日")],
)
def test_the_date_keeps_its_distance_from_the_edge(
    both: dict[str, tuple[Pages, Pages]], name: str, number: int, text: str, day: str
) -> None:
    """The date ends four characters from the edge, the name stands over its middle and where the PDF has it."""
    pages = [found[number - 1] for found in both[name]]
    drawn, pdf = (find(page, text) for page in pages)
    assert abs(pdf[0].base - drawn[0].base) < HANGS + 2
    assert drawn[0].left == pytest.approx(pdf[0].left, abs=2)
    date = find(pages[0], day)
    assert (210 - 26) * MM - date[-1].right == pytest.approx(4 * 15.75, abs=3)
    assert drawn[0].base - date[0].base == pytest.approx(29, abs=1.5)


@pytest.mark.parametrize("text", ["清溪乡人民政府", "2026年3月1日"])
def test_without_seal_the_name_keeps_two_characters_and_the_date_two_more(
    both: dict[str, tuple[Pages, Pages]], text: str
) -> None:
    """Name and date of a paper without seal end where the PDF has them (7.3.5.2)."""
    drawn, pdf = (find(pages[0], text, lowest=True) for pages in both["unsealed"])
    assert drawn[-1].right == pytest.approx(pdf[-1].right, abs=3)
    assert drawn[0].base == pytest.approx(pdf[0].base, abs=1.5 * MM)


def test_the_last_rule_lies_on_the_lower_edge(drawn: dict[str, bytes]) -> None:
    """The lowest rule of the imprint lies on the lower edge of the type area; in a letter, 20 mm above the sheet's."""
    for name, height in (("one", 35), ("joint", 35), ("letter", 20)):
        document = pypdfium2.PdfDocument(drawn[name])
        boxes = [
            shape.get_bounds()
            for shape in document[len(document) - 1].get_objects()
            if shape.type == raw.FPDF_PAGEOBJ_PATH
        ]
        low = min(bottom for left, bottom, right, _ in boxes if right - left > 150 * MM)
        assert low == pytest.approx(height * MM, abs=1.5 * MM), name
