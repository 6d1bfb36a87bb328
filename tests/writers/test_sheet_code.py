"""The small code on a sheet says where it comes from, and changes nothing else."""

from __future__ import annotations

import io
from dataclasses import replace

import pypdfium2
import pytest
import zxingcpp

from carebook.writers import pdf
from tests.writers.sample_papers import HOME, SAMPLES
from tests.writers.test_paper_standards import failures

CODE = "carebook:notices/2022-9:1a2b3c4d5e6f"


def _codes(data: bytes) -> list[str]:
    """What a reader finds on each page of a PDF, drawn at 200 dots an inch."""
    document = pypdfium2.PdfDocument(data)
    try:
        return [
            ",".join(one.text for one in zxingcpp.read_barcodes(document[index].render(scale=200 / 72).to_pil()))
            for index in range(len(document))
        ]
    finally:
        document.close()


@pytest.mark.parametrize("layout", ["official", "file", "sheet", "letter"])
def test_every_page_carries_the_code(layout: str) -> None:
    """A reader decodes it on each page; without it nothing is drawn, and the text is the same either way."""
    plain = pdf.render(SAMPLES[layout], HOME)
    coded = pdf.render(replace(SAMPLES[layout], code=CODE), HOME)
    assert set(_codes(coded)) == {CODE}
    assert set(_codes(plain)) == {""}
    texts = [
        [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(io.BytesIO(data))]
        for data in (plain, coded)
    ]
    assert texts[0] == texts[1]


def test_a_sheet_with_a_code_is_archivable_and_accessible() -> None:
    """The code is furniture: PDF/A-2a and PDF/UA-1 hold with it."""
    data = pdf.render(replace(SAMPLES["official"], code=CODE), HOME)
    for profile in ("2a", "ua1"):
        assert failures(data, profile) == ""
