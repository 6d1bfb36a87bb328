"""PDFs are archivable and readable by programs: PDF/A-2a and PDF/UA-1 at once, judged by another program."""

from __future__ import annotations

import io

import page as validation
import pikepdf
import pypdfium2
import pytest

from carebook.writers import fonts, pdf
from carebook.writers.paper import Paper
from tests.writers.sample_papers import HOME, SAMPLES, make, sheet_of, squeezed

TABLE = HOME.joinpath("tests", "fixtures", "general-standard-characters.txt")


def failures(data: bytes, profile: str) -> str:
    """What the validator says against a PDF; empty if it says nothing."""
    found = str(validation.validate_pdf_bytes(data, profile=profile))
    return "" if "Result: no failures" in found else found


@pytest.mark.parametrize("profile", ["2a", "ua1"])
def test_every_form_is_archivable_and_accessible(paper: Paper, profile: str) -> None:
    """Every sample paper passes both profiles."""
    assert failures(pdf.render(paper, HOME), profile) == ""


@pytest.mark.parametrize("body", ["<h2>一、甲</h2><p>乙</p>", "<h1>甲</h1><h3>乙</h3>", "<h3>甲</h3><h1>乙</h1>"])
def test_headings_of_any_order_can_be_typeset(body: str) -> None:
    """A paper that begins with a small heading, or skips one, is accessible all the same."""
    assert failures(pdf.render(make("official", f"<article>{body}</article>"), HOME), "ua1") == ""


def test_language_bookmarks_and_headings_of_tables() -> None:
    """The document names its language, has a bookmark for each heading, and its tables have heading cells."""
    data = pdf.render(sheet_of(60), HOME)
    with pikepdf.open(io.BytesIO(data)) as document:
        assert str(document.Root.Lang).lower().startswith("zh")
        kinds = [str(one.get("/S")) for one in document.objects if isinstance(one, pikepdf.Dictionary)]
    assert kinds.count("/TH") == 3
    titles = [one.get_title() for one in pypdfium2.PdfDocument(data).get_toc()]
    assert titles == ["随访安排"]


def test_every_standard_character_is_drawn() -> None:
    """All 8,105 characters of the table of general standard characters come out of a page as themselves."""
    table = TABLE.read_text("utf-8").strip()
    assert len(set(table)) == 8105
    assert fonts.missing(table, HOME) == ()
    document = pypdfium2.PdfDocument(pdf.render(make("official", f"<article><p>{table}</p></article>"), HOME))
    pages = [squeezed(one.get_textpage().get_text_range()) for one in document]
    assert set(table) <= set("".join(pages))
    assert len(document) == 14


def test_notice_of_six_households_is_small() -> None:
    """A notice with the text of a real one and six groups stays well under 300 KB."""
    words = "".join(dict.fromkeys(TABLE.read_text("utf-8")[:600]))
    data = pdf.render(make("official", SAMPLES["official"].body.replace("定期随访，", words, 1)), HOME)
    assert len(data) < 300_000
