"""Clauses about the head: copy number to red rule (7.2), and those of letters, orders and minutes (10)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from carebook.conform.check_page import cell
from carebook.conform.faces import face, role
from carebook.conform.parts import NUMBER, Document, edge, is_red
from carebook.conform.sheet import Line
from carebook.conform.standard import ClauseState, Verdict, absent, near, unseen, value, verdict

_GOOD_NUMBER = re.compile(r"[\u4e00-\u9fff]+〔(19|20)\d{2}〕[1-9]\d*号")
_COPY = re.compile(r"\d{4,8}")


def flags(document: Document) -> Iterator[Verdict]:
    """R15 to R17: copy number, secrecy, urgency."""
    above = document.above
    copies = [line for line in above if _COPY.fullmatch(line.solid)]
    secret = [line for line in above if re.match(r"[秘机绝]密", line.solid)]
    urgent = [line for line in above if line.solid in {"特急", "加急"}]
    for rule, found, kind in (("R15", copies, ""), ("R16", secret, "hei"), ("R17", urgent, "hei")):
        if not found:
            yield absent(rule, "没有这一项")
        for line in found:
            yield _flag(rule, line, kind, len(copies[0].solid) if rule == "R15" else 6)
    places = [line.base for group in (copies, secret, urgent) for line in group]
    if places != sorted(places):
        yield verdict("R17", good=False, measured="份号、密级、紧急程度没有自上而下排列", page=1)


def _flag(rule: str, line: Line, kind: str, digits: int) -> Verdict:
    flush = abs(line.left - edge("left")) <= value(rule, "tolerance")
    typed = near(rule, line.size, "size") and (not kind or role(line.font) == kind)
    good = flush and typed and digits == 6  # noqa: PLR2004 - six digits, 7.2.1
    return verdict(rule, good, f"{line.solid}：{line.size:g} 磅{face(line.font)}，左边 {line.left:.1f} mm", 1, line.ink)


def mark(document: Document) -> Iterator[Verdict]:
    """R18 to R20: the mark of the issuing organ in the general form."""
    if document.kind != "general":
        yield from (_missing(document, rule) for rule in ("R18", "R19", "R20", "R21"))
        return
    first = document.marks[0]
    middle = (edge("left") + edge("right")) / 2
    joint = len(document.marks) > 1
    off = max(abs(line.ink.middle - middle) for line in document.marks)
    if joint:
        yield verdict("R18", good=True, measured="联合行文，名称和“文件”一起居中", page=1)
    else:
        yield verdict("R18", off <= value("R18", "tolerance"), f"偏离中线 {off:.1f} mm", 1, first.ink)
    above = min(line.ink.top for line in document.marks) - edge("top")
    yield verdict("R19", near("R19", above, "length"), f"{above:.1f} mm", 1, first.ink)
    good = role(first.font) == "biaosong" and is_red(first.colour)
    yield verdict(
        "R20",
        good,
        f"{face(first.font)}，#{first.colour[0]:02X}{first.colour[1]:02X}{first.colour[2]:02X}",
        1,
        first.ink,
    )
    yield _suffix(document) if joint else absent("R21", "不是联合行文")


def _suffix(document: Document) -> Verdict:
    """The two characters 文件 stand to the right of the names, half way between the first and the last."""
    glyphs = [glyph for line in document.marks for glyph in line.glyphs]
    last = [glyph for glyph in glyphs if glyph.text in "文件"][-2:]
    names = [glyph for glyph in glyphs if glyph not in last]
    if len(last) < 2 or not names:  # noqa: PLR2004 - two characters
        return verdict("R21", good=False, measured="没有找到“文件”二字", page=1)
    middle = (min(g.ink.top for g in names) + max(g.ink.bottom for g in names)) / 2
    off = abs((last[0].ink.top + last[0].ink.bottom) / 2 - middle)
    right = last[0].left > max(glyph.left for glyph in names)
    return verdict("R21", right and off <= value("R21", "tolerance"), f"偏离名称的中线 {off:.1f} mm", 1, last[0].ink)


def _missing(document: Document, rule: str) -> Verdict:
    if document.kind == "plain":
        return (
            Verdict(rule, ClauseState.FAIL, "第一页没有红色的发文机关标志", 1)
            if rule == "R18"
            else absent(rule, "没有版头")
        )
    return absent(rule, "信函、命令、纪要另有规定")


def number(document: Document) -> Iterator[Verdict]:
    """R22 to R24, R27: the number and the red rule."""
    line = document.number
    if line is None:
        if document.kind in {"minutes", "order", "plain"}:
            yield from (absent(rule, "没有发文字号") for rule in ("R22", "R23", "R24"))
        else:
            yield from (verdict(rule, good=False, measured="没有发文字号", page=1) for rule in ("R22", "R23"))
        yield from _red_rule(document)
        return
    found = NUMBER.search(line.solid)
    text = found[0] if found else line.solid
    if found:
        yield verdict("R23", bool(_GOOD_NUMBER.fullmatch(text)), text, 1, line.ink)
    else:
        yield unseen("R23", "发文字号还空着，没有编")
    if document.kind == "general":
        yield from _number_place(document, line)
    else:
        yield from (absent(rule, "信函、命令、纪要另有规定") for rule in ("R22", "R24"))
    yield from _red_rule(document)


def _number_place(document: Document, line: Line) -> Iterator[Verdict]:
    gap = line.ink.top - document.marks[-1].ink.bottom
    wanted = value("R22", "lines") * value("R09", "pitch")
    upward = bool(document.signers) or "签发人" in line.solid
    middle = (edge("left") + edge("right")) / 2
    centred = upward or abs(line.ink.middle - middle) <= value("R22", "middle")
    good = abs(gap - wanted) <= value("R22", "tolerance") + (20 if len(document.signers) else 0) and centred
    yield verdict("R22", good, f"距标志 {gap:.1f} mm，中心偏 {abs(line.ink.middle - middle):.1f} mm", 1, line.ink)
    if not upward:
        yield absent("R24", "不是上行文")
        return
    inset = line.left - edge("left")
    yield verdict("R24", abs(inset - cell()) <= value("R24", "tolerance"), f"左空 {inset:.1f} mm", 1, line.ink)


def _red_rule(document: Document) -> Iterator[Verdict]:
    if document.kind != "general":
        yield absent("R27", "没有版头" if document.kind == "plain" else "信函、命令、纪要另有规定")
        return
    if not document.reds:
        yield verdict("R27", good=False, measured="没有红色分隔线", page=1)
        return
    red = document.reds[0].box
    low = max((line.base for line in (document.number, *document.signers) if line), default=red.top)
    gap = red.top - low - 0.6  # the lower edge of a character lies a little below its base line
    good = near("R27", gap, "gap") and abs(red.width - value("R27", "width")) <= value("R27", "tolerance")
    yield verdict("R27", good, f"距发文字号 {gap:.1f} mm，长 {red.width:.1f} mm", 1, red)


def signers(document: Document) -> Iterator[Verdict]:
    """R25, R26: who signed a document to a higher organ."""
    lines = [
        line for line in (*document.signers, *([document.number] if document.number else [])) if "签发人" in line.solid
    ]
    if not lines:
        yield from (absent(rule, "不是上行文") for rule in ("R25", "R26"))
        return
    line = lines[0]
    label = [glyph for glyph in line.glyphs if glyph.text in "签发人："]
    rows = sorted(
        {id(one): one for one in (line, *document.signers, document.number) if one}.values(), key=lambda one: one.base
    )
    names = [glyph for glyph in line.glyphs if glyph.left > label[-1].left and glyph.text != "："]
    right = edge("right") - max(row.right for row in rows)
    faces = role(label[0].font) == "fang" and all(role(glyph.font) == "kai" for glyph in names)
    good = faces and abs(right - cell()) <= value("R25", "tolerance") and label[-1].text == "："
    shown = f"“签发人”{face(label[0].font)}，姓名{face(names[0].font) if names else '没有'}，右空 {right:.1f} mm"
    yield verdict("R25", good, shown, 1, line.ink)
    if len(rows) == 1:
        yield absent("R26", "签发人排在一行")
        return
    starts = [
        min(glyph.left for glyph in row.glyphs if role(glyph.font) == "kai")
        for row in rows
        if any(role(g.font) == "kai" for g in row.glyphs)
    ]
    spread = max(starts) - min(starts) if starts else 0.0
    yield verdict(
        "R26", spread <= value("R26", "tolerance"), f"{len(rows)} 行，第一个姓名左右相差 {spread:.1f} mm", 1, line.ink
    )


CHECKS = (flags, mark, number, signers)
