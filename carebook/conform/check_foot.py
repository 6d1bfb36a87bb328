"""Clauses about imprint and page numbers (7.4, 7.5, 8), and about letters, orders, minutes (10)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date as Day  # noqa: N812 - a type
from itertools import pairwise

from carebook.conform.faces import face, role
from carebook.conform.parts import DATE, Document, edge
from carebook.conform.sheet import Line, PrintedPage, Stroke
from carebook.conform.standard import Verdict, absent, near, unseen, value, verdict

_PRINTED = re.compile(r"(19|20)\d{2}年([1-9]|1[0-2])月([1-9]|[12]\d|3[01])日印发$")
_BOTH_SIDES = 2
_ONE_RULE = 0.2  # mm: rules nearer than this are one, drawn twice
_LONE_NUMBER = re.compile(r"\d+")


def rules(document: Document) -> Iterator[Verdict]:
    """R54 to R56, R60: the rules of the imprint and where it stands."""
    found = document.imprint_rules
    if not document.imprint or document.kind == "letter":
        why = "信函另有规定" if document.kind == "letter" else "没有版记"
        yield from (absent(rule, why) for rule in ("R54", "R55", "R56", "R60"))
        return
    wide = all(abs(one.box.width - value("R54", "width")) <= value("R54", "edge") for one in found)
    outer = [found[0], found[-1]]
    thick = all(near("R54", one.weight, "thick") for one in outer)
    thin = all(near("R54", one.weight, "thin") for one in found[1:-1])
    shown = (
        f"{len(found)} 条，粗细 {'、'.join(f'{one.weight:.2f}' for one in found)} mm，长 {found[0].box.width:.1f} mm"
    )
    yield verdict("R54", wide and thick and thin, shown, document.last.number, found[0].box)
    low = found[-1].box.bottom
    yield verdict(
        "R55",
        abs(low - value("R55", "bottom")) <= value("R55", "tolerance"),
        f"末条分隔线距上页边 {low:.1f} mm，版心下边缘 {value('R55', 'bottom'):g} mm",
        document.last.number,
        found[-1].box,
    )
    yield verdict("R56", document.last.number % 2 == 0, f"版记在第 {document.last.number} 面", document.last.number)
    others = [
        line
        for line in document.imprint
        if not line.solid.startswith(("主送：", "抄送：")) and not line.solid.endswith("印发")
    ]
    mains = _starts(document.imprint, ("主送：", "抄送："))
    yield (
        verdict("R60", good=True, measured=f"{len(found)} 条分隔线")
        if others and len(found) > 2 + bool(mains)
        else absent("R60", "没有其他要素")
    )


def _starts(lines: Sequence[Line], labels: tuple[str, ...]) -> list[Line]:
    return [line for line in lines if line.solid.startswith(labels)]


def copies(document: Document) -> Iterator[Verdict]:
    """R57, R58: copies and moved recipients."""
    cc = _starts(document.imprint, ("抄送：",))
    if not cc:
        yield absent("R57", "没有抄送")
    else:
        block = [line for line in document.imprint if line.base >= cc[0].base and not line.solid.endswith("印发")]
        text = "".join(line.solid for line in block)
        inset = cc[0].left - edge("left")
        typed = near("R57", cc[0].size, "size") and role(cc[0].font) == "fang"
        good = typed and "。" in text and abs(inset - value("R57", "indent")) <= value("R57", "edge")
        yield verdict(
            "R57",
            good,
            f"{cc[0].size:g} 磅{face(cc[0].font)}，左空 {inset:.1f} mm，末尾“{text[-1]}”",
            cc[0].page,
            cc[0].ink,
        )
    sent = _starts(document.imprint, ("主送：",))
    if not sent or not cc:
        yield absent("R58", "主送没有移到版记")
        return
    between = [one for one in document.imprint_rules if sent[0].base < one.box.top < cc[0].base]
    yield verdict(
        "R58",
        sent[0].base < cc[0].base and not between,
        "主送在抄送之上" + ("，之间有分隔线" if between else ""),
        sent[0].page,
        sent[0].ink,
    )


def printing(document: Document) -> Iterator[Verdict]:
    """R59, R61: who printed it and when."""
    line = next((one for one in document.imprint if one.solid.endswith("印发")), None)
    if line is None:
        yield from (absent(rule, "没有印发机关和印发日期") for rule in ("R59", "R61"))
        return
    left, right = line.left - edge("left"), edge("right") - line.right
    insets = all(abs(one - value("R59", "indent")) <= value("R59", "edge") for one in (left, right))
    good = insets and near("R59", line.size, "size") and role(line.font) == "fang" and bool(_PRINTED.search(line.solid))
    yield verdict(
        "R59",
        good,
        f"{line.size:g} 磅{face(line.font)}，左空 {left:.1f} mm，右空 {right:.1f} mm：{line.solid}",
        line.page,
        line.ink,
    )
    printed, signed = _day(line), _day(document.date)
    if printed and signed:
        yield verdict("R61", printed >= signed, f"成文 {signed}，印发 {printed}", line.page, line.ink)
    else:
        yield unseen("R61", "没有找到成文日期或印发日期")


def _day(line: Line | None) -> Day | None:
    found = DATE.search(line.solid) if line else None
    if not found:
        return None
    year, month, day = (int(part) for part in re.findall(r"\d+", found[0]))
    try:
        return Day(year, month, day)
    except ValueError:
        return None


def _upright(page: PrintedPage) -> bool:
    return page.height > page.width


def folios(document: Document) -> Iterator[Verdict]:
    """R62 to R64, R66: page numbers."""
    found = document.folios
    if not found and document.kind == "letter" and len(document.pages) == 1:
        yield from (absent(rule, "信函首页不显示页码") for rule in ("R62", "R63", "R64", "R66"))
        return
    if not found:
        yield from (verdict(rule, good=False, measured="没有页码") for rule in ("R62", "R63", "R64"))
        yield absent("R66", "没有页码")
        return
    for rule, check in (("R62", _typed), ("R63", _height), ("R64", _side)):
        wrong = [
            (line, said)
            for number, line in found.items()
            for good, said in (check(document, number, line),)
            if not good
        ]
        for line, said in wrong[:2]:
            yield verdict(rule, good=False, measured=said, page=line.page, box=line.ink)
        if not wrong:
            line = next(iter(found.values()))
            yield verdict(rule, good=True, measured=check(document, line.page, line)[1], page=line.page, box=line.ink)
    numbers = [int(_LONE_NUMBER.findall(line.solid)[0]) for line in found.values()]
    yield verdict("R66", all(b == a + 1 for a, b in pairwise(numbers)), f"页码 {numbers[0]} 至 {numbers[-1]}")


def _typed(document: Document, number: int, line: Line) -> tuple[bool, str]:
    del document, number
    digits = [glyph for glyph in line.glyphs if glyph.text.isascii() and glyph.text.isdigit()]
    dashes = [glyph for glyph in line.glyphs if glyph.text in "—–－"]
    good = (
        bool(digits)
        and role(digits[0].font) == "song"
        and near("R62", line.size, "size")
        and len(dashes) >= _BOTH_SIDES
    )
    return good, f"{line.text.strip()}，{line.size:g} 磅{face(digits[0].font) if digits else ''}"


def _height(document: Document, number: int, line: Line) -> tuple[bool, str]:
    if not _upright(document.pages[number - 1]):
        return True, "横排页见 R67"
    dashes = [glyph for glyph in line.glyphs if glyph.text in "—–－"]
    top = min((glyph.ink.top for glyph in dashes), default=line.ink.top)
    return near("R63", top - edge("bottom"), "length"), f"一字线距版心下边缘 {top - edge('bottom'):.1f} mm"


def _side(document: Document, number: int, line: Line) -> tuple[bool, str]:
    if not _upright(document.pages[number - 1]):
        return True, "横排页见 R67"
    odd = int((_LONE_NUMBER.findall(line.solid) or [str(number)])[0]) % 2 == 1
    inset = edge("right") - line.right if odd else line.left - edge("left")
    return abs(inset - value("R64", "indent")) <= value(
        "R64", "tolerance"
    ), f"第 {number} 面，{'右' if odd else '左'}空 {inset:.1f} mm"


def bare(document: Document) -> Iterator[Verdict]:
    """R65, R67: pages that carry only the imprint; pages laid across."""
    last = document.last
    only = bool(document.imprint) and all(
        line in document.imprint for line in last.lines if line is not document.folios.get(last.number)
    )
    if only:
        blank = last.number not in document.folios
        yield verdict("R65", blank, "版记单独成页，" + ("没有页码" if blank else "有页码"), last.number)
    else:
        yield absent("R65", "版记没有单独成页")
    across = [page for page in document.pages if not _upright(page)]
    if not across:
        yield absent("R67", "没有横排的页")
        return
    for page in across:
        yield _across(document, page)


def _across(document: Document, page: PrintedPage) -> Verdict:
    """On a page laid across, the number stands where it would on an upright sheet turned a quarter."""
    line = document.folios.get(page.number) or next(
        (one for one in page.lines if re.fullmatch(r"[—–]*\d+[—–]*", one.solid)), None
    )
    if line is None:
        return unseen("R67", "横排页上没有找到页码（可能是竖着排的，请看图）")
    return verdict(
        "R67",
        good=True,
        measured=f"页码在左 {line.left:.0f} mm、上 {line.ink.top:.0f} mm",
        page=page.number,
        box=line.ink,
    )


def letter(document: Document) -> Iterator[Verdict]:
    """R69 to R72."""
    if document.kind != "letter":
        yield from (absent(rule, "不是信函") for rule in ("R69", "R70", "R71", "R72"))
        return
    mark = document.marks[0]
    yield verdict(
        "R69",
        near("R69", mark.ink.top, "length") and not mark.solid.endswith("文件"),
        f"{mark.ink.top:.1f} mm：{mark.solid}",
        1,
        mark.ink,
    )
    upper, lower = _double(document.reds, low=False), _double(document.reds, low=True)
    if len(upper) < 2 or len(lower) < 2:  # noqa: PLR2004 - double rules
        yield verdict("R70", good=False, measured=f"上面 {len(upper)} 条，下面 {len(lower)} 条红线", page=1)
    else:
        gap = upper[0].box.top - mark.ink.bottom
        foot = document.first.height - lower[-1].box.bottom
        wide = all(abs(one.box.width - value("R70", "width")) <= value("R70", "tolerance") for one in (*upper, *lower))
        weights = upper[0].weight > upper[1].weight and lower[0].weight < lower[1].weight
        good = wide and weights and near("R70", gap, "gap") and near("R70", foot, "bottom")
        yield verdict(
            "R70", good, f"标志下 {gap:.1f} mm，距下页边 {foot:.1f} mm，长 {upper[0].box.width:.1f} mm", 1, upper[0].box
        )
    yield from _letter_number(document, upper)
    good = 1 not in document.folios and not document.imprint_rules
    yield verdict(
        "R72",
        good,
        f"首页{'没有' if 1 not in document.folios else '有'}页码，版记{'没有' if not document.imprint_rules else '有'}分隔线",
        1,
    )


def _double(reds: Sequence[Stroke], *, low: bool) -> list[Stroke]:
    """The rules of the upper or the lower pair, each once."""
    found = [one for one in reds if (one.box.top > 200) is low]  # noqa: PLR2004 - the lower third of A4
    return [one for index, one in enumerate(found) if index == 0 or one.box.top - found[index - 1].box.top > _ONE_RULE]


def _letter_number(document: Document, upper: Sequence[Stroke]) -> Iterator[Verdict]:
    line = document.number
    if line is None or not upper:
        yield verdict("R71", good=False, measured="没有发文字号", page=1)
        return
    gap = line.ink.top - upper[-1].box.bottom
    right = edge("right") - line.right
    good = abs(gap - value("R71", "gap")) <= value("R71", "tolerance") and abs(right) <= value("R71", "edge")
    yield verdict("R71", good, f"距双线 {gap:.1f} mm，右空 {right:.1f} mm", 1, line.ink)


def special(document: Document) -> Iterator[Verdict]:
    """R73 to R76: orders and minutes."""
    for rule, kind, name in (("R73", "order", "命令"), ("R74", "minutes", "纪要")):
        if document.kind != kind:
            yield absent(rule, f"不是{name}")
            continue
        mark = document.marks[0]
        above = mark.ink.top - edge("top")
        off = abs(mark.ink.middle - (edge("left") + edge("right")) / 2)
        yield verdict(
            rule,
            near(rule, above, "length") and off <= value(rule, "middle"),
            f"距版心上边缘 {above:.1f} mm，偏离中线 {off:.1f} mm",
            1,
            mark.ink,
        )
    if document.kind != "minutes":
        yield from (absent(rule, "不是纪要") for rule in ("R75", "R76"))
        return
    yield unseen("R76", "")
    if not document.attendance:
        yield verdict("R75", good=False, measured="没有“出席：”一行")
        return
    first = document.attendance[0]
    inset = first.left - edge("left")
    wanted = value("R75", "characters") * value("R04", "width") / value("R07", "characters")
    label = role(first.glyphs[0].font)
    good = abs(inset - wanted) <= value("R75", "tolerance") and label == "hei"
    yield verdict("R75", good, f"左空 {inset:.1f} mm，{face(first.glyphs[0].font)}", first.page, first.ink)


CHECKS = (rules, copies, printing, folios, bare, letter, special)
