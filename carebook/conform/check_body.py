"""Clauses about title, recipients, text and its levels (7.3.1 to 7.3.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from carebook.conform.check_page import body_lines, cell
from carebook.conform.faces import face, role
from carebook.conform.parts import Document, edge
from carebook.conform.sheet import Line, around
from carebook.conform.standard import Verdict, absent, near, unseen, value, verdict

KINDS = (
    "决议",
    "决定",
    "命令",
    "令",
    "公报",
    "公告",
    "通告",
    "意见",
    "通知",
    "通报",
    "报告",
    "请示",
    "批复",
    "议案",
    "函",
    "纪要",
)
_CHINESE = "一二三四五六七八九十百零"
_LEVELS = (
    re.compile(rf"([{_CHINESE}]+)、"),
    re.compile(rf"（([{_CHINESE}]+)）"),
    re.compile(r"(\d+)[.．](?!\d)"),
    re.compile(r"（(\d+)）"),
)
_FACES = ("hei", "kai", "fang", "fang")
_SLIPS = (
    (re.compile(r"\d+、"), "应写成“1.”"),
    (re.compile(rf"[（(][{_CHINESE}\d]+[）)]、"), "括号后不加顿号"),
    (re.compile(rf"\([{_CHINESE}\d]+\)"), "应用全角括号"),
    (re.compile(r"\d+．"), "应用半角点"),
)
_HALF = re.compile(r"[\u4e00-\u9fff][,;:?!()]|[,;:?!()][\u4e00-\u9fff]")
_ENDINGS = {"请示": "请", "函": "函|请|此"}


def title(document: Document) -> Iterator[Verdict]:
    """R28 to R30."""
    lines = document.title
    if not lines:
        some = "没有找到标题（二号小标宋）" if document.kind != "minutes" else "纪要可以没有标题"
        yield from (unseen(rule, some) for rule in ("R28", "R29", "R30"))
        return
    box = around([line.ink for line in lines])
    kinds = sorted({f"{line.size:g} 磅{face(line.font)}" for line in lines})
    typed = all(near("R28", line.size, "size") and role(line.font) == "biaosong" for line in lines)
    shown = "、".join(kinds)
    if document.reds and document.kind == "general":
        gap = lines[0].ink.top - document.reds[0].box.bottom
        typed = typed and abs(gap - value("R28", "lines") * value("R09", "pitch")) <= value("R28", "gap")
        shown += f"，距红线 {gap:.1f} mm"
    yield verdict("R28", typed, shown, lines[0].page, box)
    yield _shape(lines)
    text = "".join(line.solid for line in lines)
    good = bool(re.fullmatch(rf".*关于.+的?({'|'.join(KINDS)})(（.+）)?", text)) or document.kind in {
        "minutes",
        "order",
    }
    yield verdict("R30", good, text, lines[0].page, box)


def _shape(lines: Sequence[Line]) -> Verdict:
    """A trapezoid or a lozenge: widths rise, fall, or rise and then fall; never all the same, never a waist."""
    middle = (edge("left") + edge("right")) / 2
    off = max(abs((line.left + line.right) / 2 - middle) for line in lines)
    widths = [round(line.right - line.left) for line in lines]
    waist = any(a > b < c for a, b, c in zip(widths, widths[1:], widths[2:], strict=False))
    box = len(widths) > 1 and max(widths) - min(widths) < cell() / 2
    shown = f"{len(lines)} 行，各长 {'、'.join(str(width) for width in widths)} mm，偏离中线 {off:.1f} mm"
    if box or waist:
        shown += "，成矩形" if box else "，成沙漏形"
    return verdict(
        "R29",
        off <= value("R29", "tolerance") and not box and not waist,
        shown,
        lines[0].page,
        around([line.ink for line in lines]),
    )


def recipients(document: Document) -> Iterator[Verdict]:
    """R31, R32."""
    lines = document.recipients
    if not lines:
        yield absent("R31", "没有主送机关")
    else:
        left = max(abs(line.left - edge("left")) for line in lines)
        good = left <= value("R31", "tolerance") and lines[-1].solid.endswith("：")
        shown = f"偏离左边 {left:.1f} mm，末尾“{lines[-1].solid[-1]}”"
        if document.title:
            gap = lines[0].base - document.title[-1].base
            good = good and abs(gap - 2 * value("R09", "pitch")) <= value("R31", "gap")
            shown += f"，距标题末行 {gap:.1f} mm"
        yield verdict(
            "R31", good, shown, lines[0].page, around([line.ink for line in lines if line.page == lines[0].page])
        )
    moved = any(line.solid.startswith("主送：") for line in document.imprint)
    yield verdict("R32", good=True, measured="主送机关在版记") if moved else absent("R32", "主送机关没有过多")


def text(document: Document) -> Iterator[Verdict]:
    """R33, R34: text on the first page; two characters in."""
    first = [line for line in document.body if line.page == 1]
    yield verdict("R33", bool(first), f"首页有正文 {len(first)} 行", 1)
    lines = [line for line in body_lines(document) if line in document.body]
    starts = [line for line in lines if line.left - edge("left") > cell()]
    if not starts:
        yield (
            verdict("R34", good=False, measured="没有左空二字的段落", page=1)
            if lines
            else unseen("R34", "没有找到正文")
        )
        return
    wanted = edge("left") + value("R34", "characters") * cell()
    off = max(abs(line.left - wanted) for line in starts)
    unindented = [
        line
        for before, line in pairwise(lines)
        if _ends(before)
        and line.left - edge("left") < 1
        and line.page == before.page
        and line not in document.recipients
    ]
    for line in unindented[:3]:
        yield verdict(
            "R34", good=False, measured=f"这一段开头没有空二字：{line.text[:12]}…", page=line.page, box=line.ink
        )
    if not unindented:
        yield verdict("R34", off <= value("R34", "tolerance"), f"段首距左边 {starts[0].left - edge('left'):.1f} mm")


def _ends(line: Line) -> bool:
    """Whether a paragraph ends with this line: a full stop well before the edge."""
    return line.solid.endswith("。") and edge("right") - line.right > 2 * cell()


def _numbers(document: Document) -> list[tuple[int, str, Line]]:
    """Level (0 to 3), number and line of each numbered paragraph, main part and attachments apart."""
    found = []
    for line in document.body:
        if line.left - edge("left") < cell() or not near("R36", line.size, "size"):
            continue
        for level, pattern in enumerate(_LEVELS):
            match = pattern.match(line.solid)
            if match:
                found.append((level, match[1], line))
    return found


def _value(number: str) -> int:
    if number.isdigit():
        return int(number)
    tens, ten, ones = number.rpartition("十")
    digit = {char: place for place, char in enumerate("零一二三四五六七八九")}
    return (digit.get(tens, 1) * 10 if ten else 0) + digit.get(ones, 0)


def levels(document: Document) -> Iterator[Verdict]:
    """R35: numbers follow each other, no level is skipped."""
    found = _numbers(document)
    if not found:
        yield absent("R35", "正文没有分层")
        return
    used = sorted({level for level, _, _ in found})
    counts: dict[int, int] = {}
    faults = 0
    for level, number, line in found:
        for deeper in [key for key in counts if key > level]:
            del counts[deeper]
        wanted = counts.get(level, 0) + 1
        counts[level] = _value(number)
        if counts[level] != wanted:
            faults += 1
            yield verdict(
                "R35",
                good=False,
                measured=f"应为第 {wanted} 个，写的是“{line.solid[:6]}”",
                page=line.page,
                box=line.ink,
            )
    if not faults:
        yield verdict("R35", good=True, measured=f"{len(found)} 个序号依次排列，用了 {len(used)} 层")


def level_faces(document: Document) -> Iterator[Verdict]:
    """R36: the type of each level."""
    wrong = 0
    found = _numbers(document)
    for level, _, line in found:
        first = line.glyphs[0]
        if role(first.font) != _FACES[level]:
            wrong += 1
            if wrong <= 3:  # noqa: PLR2004 - three examples are enough
                yield verdict(
                    "R36",
                    good=False,
                    measured=f"第{'一二三四'[level]}层用了{face(first.font)}：{line.text[:12]}",
                    page=line.page,
                    box=line.ink,
                )
    if not found:
        yield absent("R36", "正文没有分层")
    elif not wrong:
        yield verdict("R36", good=True, measured="各层字体相符")


def slips(document: Document) -> Iterator[Verdict]:
    """R37, R68: how numbers and marks are written."""
    lines = [line for line in (*document.body, *document.attached) if near("R06", line.size, "size")]
    bad = [(line, why) for line in lines for pattern, why in _SLIPS if pattern.match(line.solid)]
    for line, why in bad[:5]:
        yield verdict("R37", good=False, measured=f"{line.solid[:8]}…：{why}", page=line.page, box=line.ink)
    if not bad:
        yield verdict("R37", good=True, measured="没有发现写错的序号")
    half = [line for line in lines if _HALF.search(line.solid)]
    for line in half[:5]:
        yield verdict("R68", good=False, measured=f"中文里有半角标点：{line.solid[:16]}…", page=line.page, box=line.ink)
    if not half:
        yield verdict("R68", good=True, measured="没有发现中文里的半角标点")


def ending(document: Document) -> Iterator[Verdict]:
    """R77: a request asks."""
    text = "".join(line.solid for line in document.title)
    kind = next((name for name in _ENDINGS if text.endswith(name)), "")
    if not kind:
        yield absent("R77", "这一文种没有固定的结语")
        return
    last = "".join(line.solid for line in document.body[-4:])
    yield verdict("R77", bool(re.search(_ENDINGS[kind], last)), f"结尾：…{last[-14:]}")


CHECKS = (title, recipients, text, levels, level_faces, slips, ending)
