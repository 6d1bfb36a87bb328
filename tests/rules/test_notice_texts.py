"""What an experienced clerk finds in the text of an official document, and that it is found where it stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from carebook.findings import Finding
from carebook.records.numbering import chinese, head
from tests.rules.borrowed import ROOT, Township

FILE = "notices/2026-1.yaml"
SHANLING = (ROOT / "tests/fixtures/shanling-2021-12.txt").read_text("utf-8")
ZHONGLIANG = (ROOT / "tests/fixtures/zhongliang-2022-9.txt").read_text("utf-8")
LINE = "随访后三日内录入记录，记录中不写姓名和电话。随访要点见附件。"


def with_line(township: Township, text: str, code: str) -> list[Finding]:
    """Findings of one rule after one line of the body was replaced; all on that line."""
    number = township.line_of(FILE, LINE)
    township.swap(FILE, LINE, text)
    found = [finding for finding in township.found(code) if finding.place.file == f"data/{FILE}"]
    assert {finding.place.line for finding in found} <= {number}
    return found


@pytest.mark.parametrize(
    ("text", "level", "number"),
    [("一、总则", 1, 1), ("（十二）总则", 2, 12), ("(三)总则", 2, 3), ("7.总则", 3, 7), ("7、总则", 3, 7), ("（4）总则", 4, 4),
     ("①总则", 3, 1), ("二十一、总则", 1, 21), ("（二）、总则", 2, 2)],
)  # fmt: skip
def test_a_number_is_read_even_when_it_is_written_wrong(text: str, level: int, number: int) -> None:
    """Slips keep their level and value, so that the next paragraph can still be judged."""
    found = head(text)
    assert found
    assert (found.level, found.number) == (level, number)


@pytest.mark.parametrize("text", ["2026年起", "1.5万元", "一是要按时", "三分之一、四分之一", "（见附件）", "（一审）"])
def test_what_only_looks_like_a_number_is_none(text: str) -> None:
    """Years, decimals and words that begin with a figure are text."""
    assert head(text) is None


def test_chinese_figures_count_without_gap() -> None:
    """Each number has its own writing."""
    assert [chinese(number) for number in (1, 10, 11, 20, 21, 100, 101, 110, 115)] == [
        "一", "十", "十一", "二十", "二十一", "一百", "一百零一", "一百十", "一百十五"
    ]  # fmt: skip
    assert len({chinese(number) for number in range(1, 200)}) == 199


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (["一、甲", "二、乙", "四、丙"], {("N812", 2)}),
        (["一、甲", "（一）乙", "（二）丙", "（二）丁"], {("N812", 3)}),
        (["一、甲", "1.乙", "2.丙", "二、丁", "1.戊"], set()),
        (["一、甲", "（一）乙", "二、丙", "1.丁"], {("N813", 3)}),
        (["1.甲", "2.乙"], set()),
        (["（一）甲", "（二）乙"], {("N813", 0), ("N813", 1)}),
        (["二、甲"], {("N812", 0)}),
        (["一、甲", "（一）乙", "1.丙", "（1）丁", "（2）戊", "2.己", "（1）庚"], set()),
        (["一、甲", "（一）、乙", "1、丙"], {("N811", 1), ("N811", 2)}),
    ],
)
def test_the_order_of_numbers(township: Township, lines: list[str], wanted: set[tuple[str, int]]) -> None:
    """Skipped, doubled and out-of-level numbers are found on their line, and nothing else is."""
    text = township.read(FILE)
    start = text.index("attachments:")
    body = text.index("      一、看现实状况")
    end = text.index("cc:")
    assert start < body < end
    new = "".join(f"      {line}\n" for line in lines)
    township.write(FILE, text[:body] + new + text[end:])
    first = township.line_of(FILE, f"      {lines[0]}")
    found = [f for code in ("N811", "N812", "N813") for f in township.found(code)]
    assert {(f.rule, f.place.line - first) for f in found} == wanted
    assert {f.place.column for f in found} <= {7}


@pytest.mark.parametrize(
    ("text", "column", "fix"),
    [
        ("随访后,记录见附件。", 6, "随访后，记录见附件。"),
        ("一项;二项，见附件。", 5, "一项；二项，见附件"),
        ("如下:一项，见附件。", 5, "如下：一项，见附件"),
        ("好吗?请见附件。", 5, "好吗？请见附件。"),
        ("很好!请见附件。", 5, "很好！请见附件。"),
        ("很好.请见附件。", 5, "很好。请见附件。"),
        ("各村(社区)见附件。", 5, "各村（社区）见附件"),
        ('称为"小组"，见附件。', 5, "称为“小组”，见附"),
        ("电话0990-2660000，网址https://a.example/b,c?d，比例3.5%，9:30到，见附件。", 0, ""),
        ("用Word 2016 (64-bit)打开，见附件。", 0, ""),
    ],
)
def test_half_width_marks(township: Township, text: str, column: int, fix: str) -> None:
    """Half-width marks beside Chinese characters are found at their column; addresses, numbers, times are left alone."""
    found = with_line(township, text, "N821")
    assert [(f.place.column, f.advice) for f in found] == ([(column, fix)] if column else [])


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("按宁水综治委[2016]5号办，见附件。", "宁水综治委〔2016〕5号"),
        ("按宁水综治委【2016】第5号办，见附件。", "宁水综治委〔2016〕5号"),
        ("按宁水综治委〔2016〕05号办，见附件。", "宁水综治委〔2016〕5号"),
        ("按宁水综治委（2016）5号办，见附件。", "宁水综治委〔2016〕5号"),
        ("按宁水综治委〔2016〕5号办，见附件。", ""),
    ],
)
def test_numbers_that_are_cited(township: Township, text: str, fix: str) -> None:
    """Wrong brackets, 第 and leading zeros are found, with the right form; the right form is not."""
    found = with_line(township, text, "N823")
    assert [f.advice.endswith(fix) for f in found] == ([True] if fix else [])


def test_two_names_are_told_with_both_spots(township: Township) -> None:
    """Where the second name stands, and on which line the first."""
    first = township.line_of(FILE, "联合服务管理小组成员名单")
    found = with_line(township, "由联合服务管理领导小组负责，见附件。", "N851")
    assert [f"第 {first} 行" in f.message for f in found] == [True]
    assert found[0].place.column == 4


def test_names_a_township_has_listed_are_all_right(township: Township) -> None:
    """What stands in ``bodies`` as two names of one body is no slip."""
    township.write(
        "township.yaml",
        township.read("township.yaml") + "bodies:\n  - {name: 联合服务管理领导小组, also: [联合服务管理小组]}\n",
    )
    assert with_line(township, "由联合服务管理领导小组负责，见附件。", "N851") == []


def test_a_listed_name_with_one_wrong_character(township: Township) -> None:
    """A known body under a name that is nearly right is a slip."""
    found = with_line(township, "由清溪乡民政与社会事务办公室负责，见附件。", "N851")
    assert [f.advice for f in found] == ["统一写成：清溪乡民政和社会事务办公室"]


def slips(township: Township, seed: str) -> list[Finding]:
    """Put a published text, as it was typed, into the attachment of the base notice."""
    text = township.read(FILE)
    start, end = text.index("      一、看现实状况"), text.index("cc:")
    lines = [re.sub(r"[ \t\u3000]+", "", line) for line in seed.splitlines()]
    body = "".join(f"      {line}\n" for line in lines if line)
    township.write(FILE, text[:start] + body + text[end:])
    return [f for f in township.context().findings if f.place.file == f"data/{FILE}" and f.rule >= "N811"]


def test_slips_of_the_founding_notice_are_found(township: Township) -> None:
    """Every ``1、`` of the published text is told on its own line, and the names that differ."""
    part = ZHONGLIANG[ZHONGLIANG.index("二、联合服务管理领导小组各成员职责") :].partition("中梁乡人民政府\n\n2022")[0]
    found = slips(township, "一、名单\n" + part)
    wrong = [f for f in found if f.rule == "N811"]
    assert len(wrong) == 12
    lines = township.read(FILE).splitlines()
    assert all(re.match(r"\d、", lines[f.place.line - 1][f.place.column - 1 :]) for f in wrong)
    assert {"N811", "N851"} == {f.rule for f in found}


def test_slips_of_the_issued_plan_are_found(township: Township) -> None:
    """Half-width marks in nearly every paragraph, ``(一)`` for ``（一）``, one office under two names."""
    part = SHANLING[SHANLING.index("为深入贯彻落实") :].partition("文件下载")[0]
    found = slips(township, part)
    count = {code: sum(f.rule == code for f in found) for code in ("N811", "N821", "N851")}
    assert count["N811"] == 10
    assert count["N821"] == 13
    assert any("民政与社会事务办" in f.message and "民政和社会事务办" in f.message for f in found)


def test_a_mended_text_is_clean() -> None:
    """The issued plan as the fixture has it says nothing but the two names and the late publication."""
    folder = Path(ROOT / "tests/fixtures/shanling")
    found = [f for f in Township(folder).context().findings if "notices" in f.place.file]
    assert [f.rule for f in found] == ["N851", "N874"]
