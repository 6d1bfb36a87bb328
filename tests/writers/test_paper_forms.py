"""Geometry of every form of official document (GB/T 9704—2012), measured in the finished PDF."""

from __future__ import annotations

from itertools import pairwise

import pypdfium2
import pytest

from carebook.writers import pdf
from carebook.writers.paper import Paper
from tests.writers.measuring import MM, Mark, marks, rules, span
from tests.writers.sample_papers import HOME, SAMPLES, make

CELL, PITCH = 156 / 28, 225 / 22
RED = (255, 0, 0)


def opened(paper: Paper) -> pypdfium2.PdfDocument:
    """The PDF of a paper."""
    return pypdfium2.PdfDocument(pdf.render(paper, HOME))


def article(body: str, kind: str = "") -> Paper:
    """An official paper with a body."""
    return make("official", f'<article class="{kind}">{body}</article>' if kind else f"<article>{body}</article>")


def centre(letters: list[Mark]) -> float:
    """The middle between the first and the last letter."""
    return (letters[0].start + letters[-1].end) / 2


def test_letter() -> None:
    """Mark 30 mm below the sheet's edge, red double lines of 170 mm 4 mm below it and 20 mm above the lower edge."""
    page = opened(SAMPLES["letter"])[0]
    letters, found = marks(page), rules(page)
    mark = span(letters, "清溪乡人民政府")
    assert min(one.top for one in mark) == pytest.approx(30, abs=0.3)
    assert found[0].top - max(one.bottom for one in mark) == pytest.approx(4, abs=0.2)
    assert [(round(one.left, 1), round(one.right, 1), one.colour) for one in found] == [(20, 190, RED)] * 4
    assert [one.weight > 0.5 for one in found] == [True, False, False, True]
    assert found[3].bottom == pytest.approx(277, abs=0.1)


def test_letter_has_its_particulars_below_the_line_and_no_page_number() -> None:
    """Copy number left and number right, 7/8 of a character below the line; the first page carries no number."""
    page = opened(SAMPLES["letter"])[0]
    letters, found = marks(page), rules(page)
    copy, number = span(letters, "000003"), span(letters, "清溪府函〔2026〕3号")
    assert copy[0].foot - 16 * MM - found[1].bottom == pytest.approx(14 * MM, abs=0.3)
    assert copy[0].foot == pytest.approx(number[0].foot, abs=0.5)
    assert copy[0].start == pytest.approx(28, abs=0.6)
    assert number[-1].end == pytest.approx(184, abs=0.6)
    title, last = span(letters, "关于通报"), span(letters, "加急")
    assert 2 * PITCH < title[0].top - last[0].bottom < 3 * PITCH
    assert "—" not in [one.char for one in letters]


def test_second_page_of_a_letter_is_numbered() -> None:
    """From the second page on a letter has page numbers, and no red lines."""
    body = f'<header><p class="mark">清溪乡人民政府</p><hr/></header><h1>函</h1><p>{"公" * 800}</p>'
    page = opened(article(body, "letter"))[1]
    assert "".join(one.char for one in marks(page)).endswith("—2—")
    assert rules(page) == []


@pytest.mark.parametrize(("form", "below"), [("order", 20), ("minutes", 35)])
def test_mark_of_orders_and_minutes(form: str, below: float) -> None:
    """The mark stands 20 mm below the type area's edge in an order, 35 mm in minutes, red and in the middle."""
    letters = marks(opened(SAMPLES[form])[0])
    mark = [one for one in letters if one.bottom - one.top > 9]
    assert min(one.top for one in mark) == pytest.approx(37 + below, abs=0.3)
    assert centre(mark) == pytest.approx(28 + 78, abs=0.5)


def test_order() -> None:
    """Two lines above and below the number; a stamp's space four characters from the right, the office beside it."""
    letters = marks(opened(SAMPLES["order"])[0])
    mark, number = [one for one in letters if one.bottom - one.top > 9], span(letters, "第1号")
    text, office, name = span(letters, "现公布"), span(letters, "乡长"), span(letters, "甲大明")
    for gap in (number[0].top - max(one.bottom for one in mark), text[0].top - number[0].bottom):
        assert 2 * PITCH - 0.5 < gap < 2.6 * PITCH
    assert centre(name) == pytest.approx(184 - 4 * CELL - 20, abs=0.5)
    assert centre(name) - 20 - office[-1].end == pytest.approx(2 * CELL, abs=0.5)
    assert name[0].foot == pytest.approx(office[0].foot, abs=0.5)
    assert span(letters, "2026年11月1日")[-1].end == pytest.approx(184 - 4 * CELL, abs=0.7)


def test_attendance_aligns_behind_its_colon() -> None:
    """An empty line above the first list; names go on below the first name; the label is Hei (10.3)."""
    names = "　".join(["甲大明"] * 12)
    body = f'<p>文。</p><p class="attendance"><span class="hei">出席：</span>{names}</p>'
    letters = marks(opened(article(body, "minutes"))[0])
    label = span(letters, "出席：")[0]
    second = next(one for one in letters if one.foot > label.foot + 5)
    assert label.start == pytest.approx(28 + 2 * CELL, abs=0.2)
    assert label.foot - letters[0].foot == pytest.approx(2 * PITCH, abs=0.5)
    assert second.start == pytest.approx(28 + 5 * CELL, abs=0.2)
    assert second.char == "甲"


def test_signers_stand_on_the_line_of_the_number() -> None:
    """Two names to a line, the next line below the first name; number and last line on one line, one character in."""
    page = opened(SAMPLES["joint"])[0]
    letters = marks(page)
    number, label = span(letters, "清溪府发〔2026〕12号"), span(letters, "签发人：")
    first, second, third = (span(letters, name) for name in ("甲大明", "乙小明", "丙明"))
    assert number[0].start == pytest.approx(28 + CELL, abs=0.6)
    assert second[-1].end == pytest.approx(184 - CELL, abs=0.6)
    assert first[0].foot == pytest.approx(label[0].foot, abs=0.5)
    assert third[0].start == pytest.approx(first[0].start, abs=0.5)
    assert third[0].foot == pytest.approx(number[0].foot, abs=0.5)
    assert rules(page)[0].top - number[0].foot == pytest.approx(4, abs=0.4)


def test_joint_mark() -> None:
    """Names of all organs are equally wide, the lead organ's above; 文件 to the right, centred on them (7.2.4)."""
    letters = marks(opened(SAMPLES["joint"])[0])
    names = [span(letters, name) for name in ("清溪乡人民政府", "清溪县公安局清溪派出所", "清溪乡卫生院")]
    suffix = span(letters, "文件")
    assert min(one.top for one in names[0]) == pytest.approx(72, abs=0.3)
    assert all(above[0].bottom < below[0].top for above, below in pairwise(names))
    assert max(one[0].left for one in names) - min(one[0].left for one in names) < 1
    assert max(one[-1].right for one in names) - min(one[-1].right for one in names) < 1
    middle = (min(one.top for one in names[0]) + max(one.bottom for one in names[2])) / 2
    assert (suffix[0].top + suffix[0].bottom) / 2 == pytest.approx(middle, abs=0.7)
    assert suffix[0].left > names[0][-1].right
    assert suffix[-1].right < 184.3


@pytest.mark.parametrize("count", [2, 3, 5])
def test_seals_of_joint_documents_do_not_touch(count: int) -> None:
    """Each name has room for a seal of 42 mm within the type area; the date stands four characters in (7.3.5.1)."""
    organs = [f"清溪乡第{number}办" for number in "一二三四五"[:count]]
    names = "".join(f'<p class="signature">{name}</p>' for name in organs)
    letters = marks(opened(article(f'<p>文。</p>{names}<p class="date">2026年11月1日</p>'))[0])
    found = [span(letters, name) for name in organs]
    seals = [(centre(one), one[0].foot) for one in found]
    for number, (across, down) in enumerate(seals):
        assert across - 21 >= 28
        assert across + 21 <= 184
        for other, lower in seals[:number]:
            assert ((across - other) ** 2 + (down - lower) ** 2) ** 0.5 > 42
    date = span(letters, "2026年11月1日")
    assert date[-1].end == pytest.approx(184 - 4 * CELL, abs=0.7)
    assert centre(date) == pytest.approx(seals[-1][0], abs=0.7)
    assert seals[0][1] - 8 * MM - 21 - letters[0].foot < PITCH


def test_signature_without_seal() -> None:
    """Name two characters from the right, the date's first character two further in than the name's (7.3.5.2)."""
    body = '<p>文。</p><p class="signature-plain">清溪乡人民政府办公室</p><p class="date">2026年1月1日</p>'
    letters = marks(opened(article(body))[0])
    name, date = span(letters, "清溪乡人民政府办公室"), span(letters, "2026年1月1日")
    assert name[-1].end == pytest.approx(184 - 2 * CELL, abs=0.6)
    assert date[0].start - name[0].start == pytest.approx(2 * CELL, abs=0.6)
    assert name[0].foot - letters[0].foot == pytest.approx(2 * PITCH, abs=0.5)


def test_short_name_gives_way_to_a_long_date() -> None:
    """A date that is longer than the name keeps the two characters from the right (7.3.5.2)."""
    body = '<p>文。</p><p class="signature-plain">县医院</p><p class="date">2026年11月21日</p>'
    letters = marks(opened(article(body))[0])
    name, date = span(letters, "县医院"), span(letters, "2026年11月21日")
    assert date[-1].end == pytest.approx(184 - 2 * CELL, abs=0.7)
    assert date[0].start - name[0].start == pytest.approx(2 * CELL, abs=0.7)


def test_imprint_rules() -> None:
    """Thick above and below, thin between, none between 主送 and 抄送; the last on the type area's edge (7.4)."""
    document = opened(SAMPLES["joint"])
    page = document[len(document) - 1]
    found, letters = rules(page), marks(page)
    assert [round(one.weight, 2) for one in found] == [0.35, 0.25, 0.25, 0.35]
    assert {(round(one.left), round(one.right), one.colour) for one in found} == {(28, 184, (0, 0, 0))}
    assert (found[-1].top + found[-1].bottom) / 2 == pytest.approx(262, abs=0.1)
    assert found[0].bottom < span(letters, "主送：")[0].top < span(letters, "抄送：")[0].top < found[1].top
    assert span(letters, "抄送：")[0].start == pytest.approx(28 + 14 * MM, abs=0.5)


def test_long_list_of_copies_aligns_behind_its_colon() -> None:
    """The second line of 抄送 begins below its first name (7.4.2)."""
    cc = "，".join(["县卫生健康局"] * 10)
    page = opened(article(f'<p>文。</p><footer><p class="cc">抄送：{cc}。</p></footer>'))[1]
    letters = marks(page)
    below = next(one for one in letters if one.foot > letters[0].foot + 5)
    assert below.start == pytest.approx(letters[3].start, abs=0.5)
    assert max(one.right for one in letters) < 184 - 14 * MM + 0.3


def test_pages_across_are_numbered_where_the_others_are() -> None:
    """Turned back upright, the number stands 7 mm below the type area, right on an odd page, left on an even one."""
    table = '<table class="grid"><colgroup><col span="15" width="1"/></colgroup><tbody>'
    rows = "<tr>" + "<td>值</td>" * 15 + "</tr>"
    body = f'<p>文。</p><section class="landscape">{table}{rows * 60}</tbody></table></section>'
    document = opened(article(body))
    for index in (1, 2):
        page = document[index]
        assert page.get_width() > page.get_height()
        dashes = [one for one in marks(page) if one.char == "—"]
        assert all(one.left > 35 - 7 - 14 * MM and one.right < 35 - 7 + 0.2 for one in dashes)
        odd = (index + 1) % 2
        edge = 184 - 14 * MM if odd else 28 + 14 * MM
        reached = max(one.bottom for one in dashes) if odd else min(one.top for one in dashes)
        assert reached == pytest.approx(edge, abs=0.3)
        assert min(one.top for one in marks(page) if one.char == "值") < 28 + 12


def feet(page: pypdfium2.PdfPage, char: str) -> set[float]:
    """Heights of the lines that hold a character, as places between two lines of the grid."""
    return {round(((one.foot - 37) / PITCH) % 1, 1) % 1 for one in marks(page) if one.char == char}


def test_text_stays_on_the_lines_of_the_page() -> None:
    """Below a head and a title of two lines, and below a table, text lies on the same 22 lines as anywhere else."""
    head = '<header><p class="mark">清溪乡人民政府文件</p><p class="number">清溪府发〔2026〕9号</p><hr/></header>'
    table = '<table class="grid"><colgroup><col width="1"/></colgroup><tbody><tr><td>值</td></tr></tbody></table>'
    document = opened(article(f"{head}<h1>关于某事<br/>的通知</h1><p>{'公' * 600}</p>{table}<p>乙。</p>"))
    (usual,) = feet(document[1], "公")
    assert feet(document[0], "公") == {usual}
    assert {place for page in document for place in feet(page, "乙")} == {usual}


OPENING, CLOSING = "（《“‘〔", "）》”’〕，。、；：！？…％"


@pytest.mark.parametrize("shift", range(9))
def test_no_forbidden_mark_at_either_end_of_a_line(shift: int) -> None:
    """Wherever a line breaks, no closing mark begins it, no opening one ends it, dashes and dots stay whole."""
    part = "由3名（以上）成员——含《民警》同行……张㛃、1.5次、ABC，“好”；50%（含）。"
    page = opened(article(f"<p>{'公' * shift}{part * 16}</p>"))[0]
    lines: dict[float, list[Mark]] = {}
    for one in marks(page)[:-3]:
        key = next((height for height in lines if abs(height - one.foot) < 2), one.foot)
        lines.setdefault(key, []).append(one)
    assert len(lines) > 10
    for first, second in pairwise(lines.values()):
        assert second[0].char not in CLOSING
        assert first[-1].char not in OPENING
        assert first[-1].char != second[0].char or first[-1].char not in "—…"
        assert 181 < first[-1].right < 184.3
        assert not (first[-1].char.isdigit() and second[0].char.isdigit())


@pytest.mark.parametrize(("kind", "count"), [("flush", 140), ("", 138)])
def test_a_last_line_may_be_full(kind: str, count: int) -> None:
    """A paragraph that ends with its twenty-eighth character does not push it to a line of its own."""
    body = f'<p class="{kind}">{"公" * count}</p>' if kind else f"<p>{'公' * count}</p>"
    assert len({round(one.foot) for one in marks(opened(article(body))[0]) if one.char == "公"}) == 5
