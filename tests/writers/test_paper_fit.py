"""How official documents fall on pages: the signature never alone, the imprint on the last even page."""

from __future__ import annotations

import pypdfium2
import pytest

from carebook.writers import pdf
from carebook.writers.fit import fit
from carebook.writers.look import PITCH
from carebook.writers.paper import Paper
from tests.writers.press_papers import PRESS
from tests.writers.sample_papers import HOME, make, pdf_pages

HEAD = (
    '<header><p class="mark">清溪乡人民政府文件</p><p class="number">清溪府发〔2026〕9号</p><hr/></header><h1>通知</h1>'
)
SIGNING = '<p class="signature">清溪乡人民政府</p><p class="date">2026年3月1日</p>'
FOOT = '<footer><p class="cc">抄送：县卫生健康局。</p><p class="printing"><span>办公室</span><span>2026年3月2日印发</span></p></footer>'


def notice(lines: int, *, more: str = "", foot: str = FOOT) -> Paper:
    """A notice with so many full lines of text (less the two characters of the indent)."""
    return make("official", f"<article>{HEAD}<p>{'公' * (28 * lines - 2)}</p>{more}{SIGNING}{foot}</article>")


def texts(paper: Paper) -> list[str]:
    """Text of each page, without page numbers."""
    return pdf_pages(pdf.render(paper, HOME))


@pytest.mark.parametrize("lines", range(5, 11))
def test_signature_never_stands_alone(lines: int) -> None:
    """Whatever the length of the text, there is text on the page of the signature, and the spacing stays sensible."""
    paper = notice(lines)
    (page,) = (text for text in texts(paper) if "2026年3月1日" in text)
    assert "公" in page.split("清溪乡人民政府2026")[0]
    assert 26.5 <= fit(paper, HOME).pitch <= 33.6


def test_spacing_is_changed_only_when_it_must_be() -> None:
    """A signature that has text above it leaves the 22 lines of the standard alone; one that has not, does not."""
    pitches = [fit(notice(lines), HOME).pitch for lines in range(5, 11)]
    assert PITCH in pitches
    assert any(pitch != PITCH for pitch in pitches)


def test_last_paragraph_follows_a_signature_that_no_spacing_can_help() -> None:
    """Five offices with seals fill half a page: below little text, the last paragraph goes with them."""
    names = "".join(f'<p class="signature">清溪乡第{number}联合工作办公室</p>' for number in "一二三四五")
    body = f'<article>{HEAD}<p>甲。</p><p>乙。</p>{names}<p class="date">2026年3月1日</p></article>'
    paper = make("official", body)
    first, second = texts(paper)
    assert fit(paper, HOME).hold
    assert "甲。" in first
    assert second.startswith("乙。")


def test_imprint_stands_at_the_foot_of_the_last_even_page() -> None:
    """Text that ends on an odd page has its imprint on the back, unnumbered; on an even page at the foot of the text."""
    one, two = notice(2), notice(24)
    assert (fit(one, HOME).pages, fit(one, HOME).imprint) == (2, "own page")
    assert (fit(two, HOME).pages, fit(two, HOME).imprint) == (2, "flow")
    back = pypdfium2.PdfDocument(pdf.render(one, HOME))[1].get_textpage().get_text_range()
    assert "抄送" in back
    assert "—" not in back


def test_imprint_without_room_leaves_an_empty_page() -> None:
    """Text that fills an even page to its foot: an empty page, then the imprint, neither with a number."""
    cc = "，".join(["县卫生健康局"] * 60)
    paper = notice(24, foot=f'<footer><p class="cc">抄送：{cc}。</p></footer>')
    document = pypdfium2.PdfDocument(pdf.render(paper, HOME))
    assert len(document) == fit(paper, HOME).pages == 4
    assert document[2].get_textpage().get_text_range() == ""
    assert "—" not in document[3].get_textpage().get_text_range()


def test_no_imprint_no_page_for_it() -> None:
    """A paper without imprint ends with its text."""
    found = fit(notice(2, foot=""), HOME)
    assert (found.pages, found.imprint) == (1, "")


def test_recipients_may_leave_no_room_for_text() -> None:
    """Recipients that fill the first page are told apart, so that they can go to the imprint (7.3.2)."""
    many = f'<p class="recipients">{"各村（社区）党支部，" * 50}：</p>'
    body = f"<article>{HEAD}{{}}<p>正文。</p>{SIGNING}{FOOT}</article>"
    assert not fit(make("official", body.format(many)), HOME).first_page_has_text
    assert fit(make("official", body.format("")), HOME).first_page_has_text


def test_below_a_full_page_the_imprint_goes_to_the_foot_of_the_next() -> None:
    """Text that fills its page leaves the imprint to the next one: at the foot there, and without a number."""
    found = fit(PRESS["upward"], HOME)
    assert (found.pages, found.text_pages, found.imprint) == (2, 1, "own page")
