"""Official papers for measuring, and pages changed as a careless printer would change them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from carebook.conform.judge import judge
from carebook.conform.reading import pages
from carebook.conform.sheet import Box, Line, PrintedPage, Stroke
from carebook.conform.standard import ClauseState, Verdict
from carebook.writers import pdf
from carebook.writers.paper import Paper
from tests.writers.sample_papers import HOME

_TEXT = "定期随访，动态掌握患者现实状况、病情变化、治疗服药、监管看护等情况，督促监护人履行监护责任。"
NOTICE = f"""<article><header><p class="copy-number">000001</p><p class="urgency">特急</p>
<p class="mark">清溪乡人民政府文件</p><p class="number">清溪府发〔2026〕9号</p><hr/></header>
<h1>清溪乡人民政府<br/>关于成立联合服务管理领导小组的通知</h1>
<p class="recipients">各村（社区），乡级各部门：</p><p>{_TEXT}</p>
<h2>一、工作制度</h2><h3>（一）定期随访</h3><p>1.第一项。{_TEXT * 4}</p><p>2.第二项。{_TEXT}</p>
<h2>二、工作要求</h2><p>{_TEXT}</p>
<p class="attachment-note">附件：1.成员名册</p><p class="attachment-note">2.工作流程</p>
<p class="signature">清溪乡人民政府</p><p class="date">2026年3月1日</p><p class="remark">（此件不公开）</p>
<section><p class="attachment-label">附件1</p><h1>成员名册</h1><p>{_TEXT}</p></section>
<section><p class="attachment-label">附件2</p><h1>工作流程</h1><p>{_TEXT}</p></section>
<footer><p class="cc">抄送：县卫生健康委，县公安局。</p>
<p class="printing"><span>清溪乡党政办公室</span><span>2026年3月2日印发</span></p></footer></article>"""


def typeset(body: str) -> tuple[PrintedPage, ...]:
    """The pages of an official paper with this body."""
    return pages(pdf.render(paper_of(body), HOME))


def paper_of(body: str) -> Paper:
    """An official paper with this body."""
    return Paper("t", "样张", "official", body, date(2026, 3, 1), "0" * 64)


def failures(found: Sequence[PrintedPage]) -> dict[str, list[Verdict]]:
    """The clauses that fail, with their verdicts."""
    result: dict[str, list[Verdict]] = {}
    for verdict in judge(found):
        if verdict.state is ClauseState.FAIL:
            result.setdefault(verdict.rule, []).append(verdict)
    return result


def _box(box: Box, x: float, y: float) -> Box:
    return Box(box.left + x, box.top + y, box.right + x, box.bottom + y)


def shifted(line: Line, x: float, y: float) -> Line:
    """A line moved by millimetres."""
    moved = tuple(
        replace(g, ink=_box(g.ink, x, y), left=g.left + x, right=g.right + x, base=g.base + y) for g in line.glyphs
    )
    return Line(line.page, moved, line.text)


def changed(line: Line, **facts: object) -> Line:
    """A line whose characters have another font, size or colour."""
    return Line(line.page, tuple(replace(g, **facts) for g in line.glyphs), line.text)  # type: ignore[arg-type]  # the callers name fields


def each(found: Sequence[PrintedPage], change: Callable[[Line], Line]) -> tuple[PrintedPage, ...]:
    """Pages with every line changed."""
    return tuple(
        PrintedPage(p.number, p.width, p.height, tuple(change(line) for line in p.lines), p.strokes) for p in found
    )


def strokes(found: Sequence[PrintedPage], change: Callable[[Stroke], Stroke | None]) -> tuple[PrintedPage, ...]:
    """Pages with every rule changed, or gone."""
    return tuple(
        PrintedPage(p.number, p.width, p.height, p.lines, tuple(s for s in map(change, p.strokes) if s)) for p in found
    )


def moved(stroke: Stroke, y: float) -> Stroke:
    """A rule moved down by millimetres."""
    return Stroke(_box(stroke.box, 0, y), stroke.weight, stroke.colour)
