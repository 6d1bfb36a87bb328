"""Pages: the same text, safe, self-contained; and printing them."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from lxml import html

from carebook.writers import fonts, page, vocabulary, weasy
from carebook.writers.paper import Paper
from tests.writers.sample_papers import HOME, RARE, make, pdf_pages, squeezed

needs_weasyprint = pytest.mark.skipif(weasy.available() is not None, reason=str(weasy.available()))


def test_text_is_that_of_the_paper(paper: Paper) -> None:
    """All text stands in the article, in order."""
    root = html.fromstring(page.render(paper, "../paper.css"))
    assert squeezed(root.get_element_by_id("paper").text_content()) == squeezed(
        vocabulary.text(vocabulary.parse(paper.body))
    )


def test_page_is_complete_and_asks_for_nothing_else(paper: Paper) -> None:
    """A Chinese page with title, one style sheet at the given address, no script, nothing from the network."""
    made = page.render(paper, "../../paper.css")
    text = made.decode("utf-8")
    root = html.fromstring(made)
    assert text.startswith('<!DOCTYPE html>\n<html lang="zh-CN"')
    assert root.findtext("head/title") == paper.title
    assert re.findall(r'(?:href|src)="([^"]*)"', text.split("<body")[0]) == ["../../paper.css"]
    assert "<script" not in text
    assert "http" not in (HOME / "templates" / "paper.css").read_text("utf-8")
    assert made == page.render(paper, "../../paper.css")


def test_text_cannot_become_markup() -> None:
    """Title, running header and text with signs of markup stay text."""
    paper = Paper(
        "x", "甲</title><b>", "file", "<article><p>&lt;b&gt;</p></article>", make("file", "").day, "d", '"}</style><b>'
    )
    root = html.fromstring(page.render(paper, "paper.css"))
    assert root.findtext("head/title") == "甲</title><b>"
    assert not list(root.iter("b"))


def test_a_paper_has_nothing_inline(paper: Paper) -> None:
    """A strict content security policy holds: no style, script or handler in the page, and no class without a rule."""
    root = html.fromstring(page.render(paper, "paper.css"))
    assert not list(root.iter("style", "script"))
    names = [str(name) for one in root.iter() for name in one.attrib]
    assert not [name for name in names if name == "style" or name.startswith("on")]
    sheets = "".join((HOME / "templates" / name).read_text("utf-8") for name in ("paper.css", "columns.css"))
    measured = {
        kind
        for one in root.iter()
        for kind in str(one.get("class", "")).split()
        if re.fullmatch(r"(w|size-|hang-|corners-)[0-9-]+", kind)
    }
    assert not [kind for kind in measured if not re.search(rf"\.{kind}[ .{{]", sheets)]


@needs_weasyprint
def test_printed_paper_has_its_running_header() -> None:
    """The running header stands on every page of a print, though no style of the page says so."""
    paper = make("file", "<article><p>甲</p><section><p>乙</p></section></article>")
    printed = pdf_pages(weasy.print_paper(replace(paper, running="清溪乡“一人一档”"), HOME))
    assert len(printed) == 2
    assert all("清溪乡“一人一档”" in text for text in printed)


def test_heading_cells_say_what_they_head(paper: Paper) -> None:
    """Every heading cell has a scope, for readers who listen."""
    root = html.fromstring(page.render(paper, "paper.css"))
    assert all(cell.get("scope") in ("col", "row") for cell in root.iter("th"))


def test_reason_names_the_command() -> None:
    """Either pages can be printed, or the reason is one Chinese sentence with the command that helps."""
    reason = weasy.available()
    assert reason is None or "apt-get install" in reason


@needs_weasyprint
def test_printed_paper_has_the_text_and_the_fonts(official: Paper) -> None:
    """WeasyPrint prints the same text with the shipped fonts, rare names too, the same bytes each time."""
    data = weasy.print_paper(official, HOME)
    text = "".join(pdf_pages(data))
    assert RARE in text
    assert sorted(text) == sorted(squeezed(vocabulary.text(vocabulary.parse(official.body))))
    assert data == weasy.print_paper(official, HOME)
    first = pypdfium2.PdfDocument(data)[0]
    used = {item.get_font().get_base_name() for item in first.get_objects() if isinstance(item, pypdfium2.PdfTextObj)}
    assert all("Carebook" in name for name in used)
    assert first.get_size() == pytest.approx((595.3, 841.9), abs=0.5)


@needs_weasyprint
def test_printed_page_reports_missing_characters() -> None:
    """A character no font has stops the print and is named; the next page is not blamed for it."""
    with pytest.raises(fonts.MissingGlyph) as caught:
        weasy.print_page("<p>廖小\ue863</p>", HOME, HOME)
    assert caught.value.characters == ("\ue863",)
    assert weasy.print_page("<p>好</p>", HOME, HOME).startswith(b"%PDF")


@needs_weasyprint
def test_a_print_does_not_depend_on_the_pages_before(tmp_path: Path) -> None:
    """A font that one page brings under the name of a shipped one changes neither that page nor the next."""
    (tmp_path / "font.ttf").write_bytes(fonts.path("hei", HOME).read_bytes())
    plain = '<p style="font-family: Carebook Fang">好</p>'
    face = '<style>@font-face { font-family: "Carebook Fang"; src: url("font.ttf"); }</style>'
    before = weasy.print_page(plain, tmp_path, HOME)
    assert weasy.print_page(face + plain, tmp_path, HOME) == before
    assert weasy.print_page(plain, tmp_path, HOME) == before
