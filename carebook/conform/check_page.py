"""Clauses about the page as a whole: paper, type area, grid, colour (5, 3, 7.1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from carebook.conform.faces import face, role
from carebook.conform.parts import Document, edge, is_red
from carebook.conform.sheet import BLACK, Line, PrintedPage, around
from carebook.conform.standard import Verdict, near, unseen, value, verdict

_OPENING = "（《“‘〔【"
_SAME = 1.0  # mm
_ABOVE = 0.4  # mm between the upper edge of a line and the ink of its characters
_MANY = 8  # lines: from here on a page's grid can be measured


def _upright(page: PrintedPage) -> bool:
    return page.height > page.width


def body_lines(document: Document) -> list[Line]:
    """Running text: lines of body size that begin at the edge or two characters in, or nearly so."""
    limit = edge("left") + (value("R34", "characters") + 1.5) * cell()
    return [
        line
        for line in (*document.body, *document.attached)
        if near("R06", line.size, "size") and edge("left") - 2 * cell() < line.left < limit and not _tabular(line)
    ]


def _tabular(line: Line) -> bool:
    """Whether a line is a row of columns: blanks in it that justification does not make."""
    gaps = (after.left - before.right for before, after in pairwise(line.glyphs))
    return "\u3000" in line.text.strip() or any(gap > cell() * 0.75 for gap in gaps)


def cell() -> float:
    """The width of one character of the grid, in millimetres."""
    return value("R04", "width") / value("R07", "characters")


def paper(document: Document) -> Iterator[Verdict]:
    """R01: the size of every page."""
    for page in document.pages:
        wide, high = sorted((page.width, page.height))
        good = near("R01", wide, "width") and near("R01", high, "height")
        if not good or page is document.first:
            yield verdict("R01", good, f"{page.width:.1f} mm × {page.height:.1f} mm", page.number)


def type_area(document: Document) -> Iterator[Verdict]:
    """R02 to R05: where text begins and ends on full pages."""
    text = body_lines(document)
    later = [line for line in text if line.page > 1 and _upright(document.pages[line.page - 1])]
    if not text:
        yield from (unseen(rule, "没有三号字的正文，量不出版心") for rule in ("R02", "R03", "R04", "R05"))
        return
    # An opening mark that begins a line gives up its empty half.
    left = min((line.left for line in text if line.text[0] not in _OPENING), default=text[0].left)
    if left > edge("left") + cell():
        yield unseen("R03", "没有顶格的行，量不出")
    else:
        yield verdict("R03", near("R03", left, "length"), f"{left:.1f} mm")
    if not later:
        yield from (unseen(rule, "只有一页，量不出") for rule in ("R02", "R04", "R05"))
        return
    top = min(_upper(document, page) for page in {line.page for line in later})
    right = max(_right(line) for line in text)
    # An office suite sets a line of exact height with its characters at the foot, so ink may begin within the first
    # line's own leading; never above the type area.
    slack = value("R02", "tolerance") + value("R09", "pitch") - value("R06", "size") * 25.4 / 72
    good = -value("R02", "tolerance") <= top - value("R02", "length") <= slack
    yield verdict("R02", good, f"首行字的上缘距上页边 {top:.1f} mm")
    full = [page for page in document.pages[1:-1] if len([line for line in later if line.page == page.number]) >= _MANY]
    yield verdict("R04", near("R04", right - left, "width"), f"宽 {right - left:.1f} mm")
    low = max((line.base for line in later if line.page in {page.number for page in full}), default=0.0)
    if not low:
        yield unseen("R05", "没有排满的面，量不出下白边")
        return
    bottom = document.first.height - low - _descent()
    yield verdict("R05", bottom >= value("R05", "bottom") - value("R05", "tolerance"), f"下白边 {bottom:.1f} mm")


def _upper(document: Document, number: int) -> float:
    """Where a page's content begins: its first line, less what the type leaves free above it, or a table's rule."""
    page = document.pages[number - 1]
    lines = [line.ink.top - _ABOVE for line in page.lines if line is not document.folios.get(number)]
    return min([*lines, *(stroke.box.top for stroke in page.strokes)])


def _descent() -> float:
    """From the base line to the lower edge of a character of body size."""
    return value("R06", "size") * 0.12 * 25.4 / 72


def _right(line: Line) -> float:
    """The right edge of a line; a closing mark needs only its left half."""
    last = line.glyphs[-1]
    return last.ink.right if last.text in "，。、；：！？）》”’〕】" else last.right


def body_type(document: Document) -> Iterator[Verdict]:
    """R06: the type of body text."""
    lines = body_lines(document)
    wrong = [line for line in document.body if line.colour == BLACK and line.size < 13]  # noqa: PLR2004 - smaller than 四号
    if not lines:
        yield unseen("R06", "没有找到三号字的正文")
        return
    odd = [line for line in lines if role(line.font) not in {"fang", "hei", "kai"}]
    for line in odd[:3]:
        yield verdict(
            "R06",
            good=False,
            measured=f"{line.size:g} 磅{face(line.font)}（{line.font}）：{line.text[:12]}…",
            page=line.page,
            box=line.ink,
        )
    if not odd:
        small = f"；表格等 {len(wrong)} 行字号较小" if wrong else ""
        yield verdict("R06", good=True, measured=f"{lines[0].size:g} 磅{face(_usual(lines))}，{len(lines)} 行{small}")


def _usual(lines: Sequence[Line]) -> str:
    fonts = [line.font for line in lines]
    return max(fonts, key=fonts.count)


def grid(document: Document) -> Iterator[Verdict]:
    """R07, R09: distance of lines, lines on a full page, right edges of full lines."""
    lines = [line for line in body_lines(document) if line in document.body]
    steps = [b.base - a.base for a, b in pairwise(lines) if a.page == b.page and b.base - a.base < 15]  # noqa: PLR2004 - one line
    if not steps:
        yield from (unseen(rule, "正文不足两行，量不出行距") for rule in ("R07", "R09"))
        return
    pitch = median(steps)
    yield verdict("R09", near("R09", pitch, "pitch"), f"行距 {pitch:.2f} mm")
    rows = value("R04", "height") / pitch
    good = near("R07", pitch, "pitch")
    yield verdict("R07", good, f"行距 {pitch:.2f} mm，每面 {rows:.1f} 行")
    for line in _ragged(document, lines)[:5]:
        yield verdict(
            "R07",
            good=False,
            measured=f"这一行右边空 {edge('right') - _right(line):.1f} mm，没有撑满：{line.text[:14]}…",
            page=line.page,
            box=line.ink,
        )


def _ragged(document: Document, lines: Sequence[Line]) -> list[Line]:
    """Lines that go on in the next one and do not end at the right edge."""
    found = []
    for line, after in pairwise(lines):
        goes_on = after.left - edge("left") < _SAME and not line.solid.endswith(("：", ":"))
        follows = _next(document, line) is after
        near_by = after.base - line.base < 15 if after.page == line.page else True  # noqa: PLR2004 - one line
        wide = _upright(document.pages[line.page - 1])
        if (
            goes_on
            and follows
            and near_by
            and wide
            and abs(edge("right") - _right(line)) > value("R07", "edge") + _closing(line)
        ):
            found.append(line)
    return found


def _next(document: Document, line: Line) -> Line | None:
    """The line below, whatever it is."""
    body = list(document.body)
    place = body.index(line) + 1
    return body[place] if place < len(body) else None


def _closing(line: Line) -> float:
    """What a mark at the end of the line may leave free: its right half."""
    return cell() / 2 if line.glyphs[-1].text in "，。、；：！？）》”’〕】" else 0.0


def colour(document: Document) -> Iterator[Verdict]:
    """R08: everything but the mark is black."""
    marks = {id(line) for line in document.marks}
    odd = [
        line
        for page in document.pages
        for line in page.lines
        if id(line) not in marks and (is_red(line.colour) or max(line.colour) > 110)  # noqa: PLR2004 - darker greys read as black
    ]
    for line in odd[:5]:
        yield verdict(
            "R08",
            good=False,
            measured="颜色 #{:02X}{:02X}{:02X}：".format(*line.colour) + line.text[:12],
            page=line.page,
            box=line.ink,
        )
    if not odd:
        yield verdict("R08", good=True, measured="除发文机关标志外均为黑色")


def order(document: Document) -> Iterator[Verdict]:
    """R14: head, main part, imprint in order, page numbers outside the type area."""
    if document.kind == "plain":
        yield verdict("R14", good=False, measured="没有版头：第一页没有红色的发文机关标志", page=1)
        return
    wrong = [
        line
        for line in document.folios.values()
        if line.ink.top < edge("bottom") and _upright(document.pages[line.page - 1])
    ]
    if wrong:
        box = around([line.ink for line in wrong[:1]])
        yield verdict("R14", good=False, measured="页码在版心之内", page=wrong[0].page, box=box)
    else:
        yield verdict("R14", good=True, measured="版头、主体" + ("、版记" if document.imprint else "") + "依次排列")


def manual(document: Document) -> Iterator[Verdict]:
    """R10 to R13: what only the printed sheet shows."""
    del document
    yield from (unseen(rule, "") for rule in ("R10", "R11", "R12", "R13"))


CHECKS = (paper, type_area, body_type, grid, colour, order, manual)
