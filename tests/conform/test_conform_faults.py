"""Every clause that can be seen fails when a document breaks it, and only then."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

import pytest

from carebook.conform.judge import judge
from carebook.conform.sheet import Line, PrintedPage, Stroke
from carebook.conform.standard import clauses
from tests.conform.letters import NOTICE, changed, each, failures, moved, shifted, strokes, typeset

Change = Callable[[Sequence[PrintedPage]], tuple[PrintedPage, ...]]


@cache
def _good() -> tuple[PrintedPage, ...]:
    return typeset(NOTICE)


def test_a_good_notice_fails_nothing() -> None:
    """No clause fails, advice included; every clause has its say."""
    assert failures(_good()) == {}
    assert {verdict.rule for verdict in judge(_good())} == set(clauses())


WORDS = [
    ("R23", "清溪府发〔2026〕9号", "清溪府发[2026]9号"),
    ("R23", "清溪府发〔2026〕9号", "清溪府发〔2026〕09号"),
    ("R23", "清溪府发〔2026〕9号", "清溪府发〔2026〕第9号"),
    ("R15", "000001", "0001"),
    ("R30", "关于成立联合服务管理领导小组的通知", "成立联合服务管理领导小组"),
    ("R31", "乡级各部门：", "乡级各部门:"),
    ("R35", "<h2>二、工作要求</h2>", "<h2>三、工作要求</h2>"),
    ("R35", "<p>2.第二项", "<p>3.第二项"),
    ("R37", "<p>2.第二项", "<p>2、第二项"),
    ("R39", "2.工作流程</p>", "2.工作流程。</p>"),
    ("R46", "2026年3月1日", "2026年03月01日"),
    ("R47", '<p class="attachment-note">附件：1', '<p>（此页无正文）</p><p class="attachment-note">附件：1'),
    ("R52", "<h1>工作流程</h1>", "<h1>工作制度</h1>"),
    ("R57", "县公安局。", "县公安局"),
    ("R59", "2026年3月2日印发", "2026年03月02日印发"),
    ("R61", "2026年3月2日印发", "2026年2月2日印发"),
    ("R68", "定期随访，动态掌握", "定期随访,动态掌握"),
]


@pytest.mark.parametrize(("rule", "right", "wrong"), WORDS)
def test_a_slip_in_the_words_is_seen(rule: str, right: str, wrong: str) -> None:
    """The clause of the slip fails in the same notice with one thing written wrong."""
    assert right in NOTICE
    assert rule in failures(typeset(NOTICE.replace(right, wrong)))


def _lines(wanted: Callable[[Line], bool], change: Callable[[Line], Line]) -> Change:
    return lambda pages: each(pages, lambda line: change(line) if wanted(line) else line)


def _rules(change: Callable[[Stroke], Stroke | None]) -> Change:
    return lambda pages: strokes(pages, change)


def _red(line: Line) -> bool:
    return line.colour[0] > 200


def _has(*words: str) -> Callable[[Line], bool]:
    return lambda line: any(word in line.solid for word in words)


def _folio(line: Line) -> bool:
    return line.solid.startswith("—") and len(line.solid) < 6


def _any(line: Line) -> bool:
    return bool(line.text)


LAYOUT: list[tuple[str, Change]] = [
    ("R01", lambda pages: tuple(PrintedPage(p.number, 216, 279, p.lines, p.strokes) for p in pages)),
    ("R02", _lines(_any, lambda line: shifted(line, 0, 7))),
    ("R03", _lines(_any, lambda line: shifted(line, -3, 0))),
    ("R06", _lines(lambda line: line.size == 16, lambda line: changed(line, font="SimSun"))),
    ("R08", _lines(_has("工作要求"), lambda line: changed(line, colour=(0, 0, 255)))),
    ("R16", _lines(_has("000001"), lambda line: Line(1, line.glyphs, "机密★1年"))),
    ("R17", _lines(_has("特急"), lambda line: changed(line, font="CarebookFang"))),
    ("R18", _lines(_red, lambda line: shifted(line, 8, 0))),
    ("R19", _lines(_red, lambda line: shifted(line, 0, 6))),
    ("R20", _lines(_red, lambda line: changed(line, font="CarebookFang"))),
    ("R22", _lines(_has("〔2026〕"), lambda line: shifted(line, 0, -10))),
    ("R27", _rules(lambda stroke: moved(stroke, 5) if stroke.colour[0] > 200 else stroke)),
    ("R28", _lines(lambda line: line.size == 22, lambda line: changed(line, size=26.0))),
    ("R29", _lines(_has("关于成立"), lambda line: shifted(line, 12, 0))),
    ("R34", _lines(_has("1.第一项"), lambda line: shifted(line, 6, 0))),
    ("R36", _lines(_has("一、工作", "二、工作"), lambda line: changed(line, font="CarebookKai"))),
    ("R38", _lines(_has("附件：1"), lambda line: shifted(line, -8, 0))),
    ("R40", _lines(_has("2026年3月1日"), lambda line: shifted(line, 4, 0))),
    ("R48", _lines(_has("（此件不公开）"), lambda line: shifted(line, -11, 0))),
    ("R50", _lines(lambda line: line.solid == "附件1", lambda line: changed(line, font="CarebookFang"))),
    ("R51", _lines(lambda line: line.solid == "成员名册", lambda line: shifted(line, 20, 0))),
    ("R54", _rules(lambda stroke: Stroke(stroke.box, 1.0, stroke.colour) if stroke.colour[0] < 9 else stroke)),
    ("R55", _rules(lambda stroke: moved(stroke, -6) if stroke.colour[0] < 9 else stroke)),
    ("R62", _lines(_folio, lambda line: changed(line, size=10.5))),
    ("R63", _lines(_folio, lambda line: shifted(line, 0, 5))),
    ("R64", _lines(_folio, lambda line: shifted(line, -30, 0))),
]


@pytest.mark.parametrize(("rule", "change"), LAYOUT, ids=[rule for rule, _ in LAYOUT])
def test_a_displaced_part_is_seen(rule: str, change: Change) -> None:
    """The clause fails when its part is moved, set in another type, or coloured."""
    assert rule in failures(change(_good()))


def test_the_red_rule_and_the_mark_are_missed() -> None:
    """A document without a red head has no head."""
    plain = each(_good(), lambda line: changed(line, colour=(0, 0, 0)))
    assert {"R14", "R18"} <= set(failures(strokes(plain, lambda stroke: None if stroke.colour[0] > 200 else stroke)))


def test_a_line_that_does_not_reach_the_edge_is_seen() -> None:
    """R07 names the line."""
    full = max((line for line in _good()[1].lines if line.size == 16), key=lambda line: len(line.glyphs))

    def cut(line: Line) -> Line:
        return Line(line.page, line.glyphs[:-2], line.text[:-2]) if line is full else line

    found = failures(each(_good(), cut))["R07"]
    assert any(full.text[:8] in verdict.measured for verdict in found)
