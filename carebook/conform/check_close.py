"""Clauses about what follows the text: attachments, signature, date, remark (7.3.4 to 7.3.7)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from carebook.conform.check_page import cell
from carebook.conform.faces import face, role
from carebook.conform.parts import LABEL, Document, edge
from carebook.conform.sheet import Line, around
from carebook.conform.standard import Verdict, absent, near, unseen, value, verdict

_GOOD_DATE = re.compile(r"(19|20)\d{2}年([1-9]|1[0-2])月([1-9]|[12]\d|3[01])日")
_ANY_DATE = re.compile(r"[一二〇○零\d]{4}年.{1,3}月.{1,3}日")
_NO_DATE = re.compile(r"\W*年\W*月\W*日")
_SPACED = 1.3  # times its width: as wide as added space makes a date
_NOTE = re.compile(r"(?:附件：)?(?:(\d+)[.．])?(.+)")
_FAR = 1000.0  # mm: further than any page is wide
_DATE_ALONE = 16  # characters: a line with no more than a date
_SEAL_RIGHT = 3.0  # characters: a date further in than this leaves room for a seal


def notes(document: Document) -> Iterator[Verdict]:
    """R38, R39: the list of attachments below the text."""
    lines = document.notes
    if not lines:
        yield from (absent(rule, "没有附件说明") for rule in ("R38", "R39"))
        return
    first = lines[0]
    inset = first.left - edge("left")
    good = abs(inset - value("R38", "characters") * cell()) <= value("R38", "tolerance")
    before = [line for line in document.body if line.page == first.page and line.base < first.base]
    shown = f"左空 {inset:.1f} mm"
    if before:
        gap = first.base - before[-1].base
        good = good and abs(gap - 2 * value("R09", "pitch")) <= value("R38", "gap")
        shown += f"，距正文 {gap:.1f} mm"
    yield verdict("R38", good, shown, first.page, first.ink)
    named = [line for line in lines if line.solid.startswith("附件：") or re.match(r"\d+[.．]", line.solid)]
    stops = [line for line in lines if line.solid[-1] in "，。；、."]
    numbers = [match[1] for line in named if (match := _NOTE.match(line.solid))]
    numbered = len(named) == 1 or [number for number in numbers if number] == [str(n + 1) for n in range(len(named))]
    words = f"{len(named)} 个附件" + ("，名称后有标点" if stops else "") + ("" if numbered else "，没有依次编号")
    yield verdict(
        "R39",
        not stops and numbered,
        words,
        first.page,
        around([line.ink for line in lines if line.page == first.page]),
    )


def signing(document: Document) -> Iterator[Verdict]:
    """R40 to R45: signature and date, with room for a seal or without."""
    rules = ("R40", "R41", "R42", "R43", "R44", "R45")
    date = document.date
    if date is None or document.kind == "minutes":
        why = "纪要不署名盖章" if document.kind == "minutes" else "没有找到单独成行的成文日期"
        yield from (absent(rule, why) for rule in rules)
        return
    if not document.signatures:
        yield from (unseen(rule, "成文日期上面没有找到署名") for rule in rules)
        return
    right = (edge("right") - date.right) / cell()
    stamp = _stamp(document.signatures)
    if stamp:
        yield from (absent(rule, "加盖签发人签名章") for rule in rules[:-1])
        yield verdict(
            "R45",
            abs(right - value("R45", "characters")) * cell() <= value("R45", "tolerance"),
            f"日期右空 {right:.1f} 字",
            date.page,
            date.ink,
        )
        return
    sealed = right > _SEAL_RIGHT and not _shifted(document.signatures, date)
    yield from _sealed(document, date, right) if sealed else _plain(document, date, right)
    yield absent("R45", "没有签名章的位置")


def _start(date: Line) -> float:
    """Where a date begins, without the space that office suites put between digits and Chinese characters.

    Word leaves it out where the file says so, LibreOffice never; the date stands by its right edge either way.
    """
    natural = sum(0.5 if glyph.text.isascii() else 1.0 for glyph in date.glyphs) * cell()
    return date.right - natural if natural < date.right - date.left < natural * _SPACED else date.left


def _shifted(signatures: Sequence[Line], date: Line) -> bool:
    """Whether the date begins two characters after the signature: the way of documents without a seal."""
    shift = _start(date) - signatures[0].left
    return abs(shift - value("R43", "characters") * cell()) <= value("R43", "tolerance")


def _stamp(signatures: Sequence[Line]) -> bool:
    """A post, a gap and a name: what stands above the date is no organ."""
    if len(signatures) != 1:
        return False
    glyphs = signatures[0].glyphs
    gap = next((i for i, (a, b) in enumerate(itertools.pairwise(glyphs), 1) if b.left - a.right > cell()), 0)
    return bool(re.fullmatch(r".*(长|主任|书记|主席)", "".join(glyph.text for glyph in glyphs[:gap])))


def _sealed(document: Document, date: Line, right: float) -> Iterator[Verdict]:
    lines = document.signatures
    good = abs(right - value("R40", "characters")) * cell() <= value("R40", "tolerance")
    yield verdict("R40", good, f"日期右空 {right:.1f} 字", date.page, date.ink)
    before = [
        line for line in (*document.body, *document.notes) if line.page == date.page and line.base < lines[0].base
    ]
    # A seal of 42 mm, its middle on signature and date, reaches up to within a line of the text (7.3.5.1).
    seal_top = (lines[-1].ink.top + date.ink.bottom) / 2 - value("R41", "seal") / 2 - 2
    room = seal_top - before[-1].ink.bottom if before else 0.0
    off = abs((lines[-1].left + lines[-1].right) / 2 - (_start(date) + date.right) / 2)
    columns = max(_columns(line) for line in lines)
    if columns > 1 or len(lines) > 1:
        yield absent("R41", "联合行文，见 R42")
        yield _seals(lines)
    else:
        good = off <= value("R41", "tolerance") and abs(room) <= value("R09", "pitch") * 1.5
        yield verdict(
            "R41",
            good,
            f"与日期中心相差 {off:.1f} mm，42 mm 的印章顶端距正文 {room:.1f} mm",
            date.page,
            around([lines[-1].ink, date.ink]),
        )
        yield absent("R42", "不是联合行文")
    yield from (absent(rule, "留有盖章的位置") for rule in ("R43", "R44"))


def _columns(line: Line) -> int:
    gaps = [b.left - a.right for a, b in zip(line.glyphs, line.glyphs[1:], strict=False)]
    return 1 + sum(gap > 2 * cell() for gap in gaps)


def _seals(lines: Sequence[Line]) -> Verdict:
    """Signatures of one row stand so far apart that seals do not touch."""
    nearest = _FAR
    for line in lines:
        starts = [
            0,
            *[
                i + 1
                for i, (a, b) in enumerate(zip(line.glyphs, line.glyphs[1:], strict=False))
                if b.left - a.right > 2 * cell()
            ],
            len(line.glyphs),
        ]
        middles = [(line.glyphs[a].left + line.glyphs[b - 1].right) / 2 for a, b in itertools.pairwise(starts)]
        nearest = min([nearest, *[b - a for a, b in itertools.pairwise(middles)]])
    shown = "一列" if nearest == _FAR else f"相邻署名的中心相距 {nearest:.1f} mm"
    return verdict(
        "R42",
        nearest >= value("R42", "seal") - value("R42", "tolerance"),
        shown,
        lines[0].page,
        around([line.ink for line in lines]),
    )


def _plain(document: Document, date: Line, right: float) -> Iterator[Verdict]:
    lines = document.signatures
    yield from (absent(rule, "没有留盖章的位置") for rule in ("R40", "R41", "R42"))
    two = value("R43", "characters")
    longest = max(lines, key=lambda line: line.right - line.left)
    inset = (edge("right") - longest.right) / cell()
    shift = (_start(date) - longest.left) / cell()
    longer = date.right - _start(date) > longest.right - longest.left
    good = (
        abs(right - two) * cell() <= value("R43", "tolerance")
        if longer
        else (
            abs(inset - two) * cell() <= value("R43", "tolerance")
            and abs(shift - two) * cell() <= value("R43", "tolerance")
        )
    )
    shown = f"日期右空 {right:.1f} 字，署名右空 {inset:.1f} 字，日期比署名右移 {shift:.1f} 字"
    yield verdict("R43", good, shown, date.page, around([longest.ink, date.ink]))
    yield (
        verdict("R44", good=True, measured=f"{len(lines)} 个署名自上而下")
        if len(lines) > 1
        else absent("R44", "不是联合行文")
    )


def date(document: Document) -> Iterator[Verdict]:
    """R46 to R48: the date, where it stands, the remark below it."""
    yield _written(document)
    yield from _alone(document, document.date)
    remark = document.remark
    if remark is None:
        yield absent("R48", "没有附注")
        return
    inset = remark.left - edge("left")
    good = abs(inset - value("R48", "characters") * cell()) <= value("R48", "tolerance")
    yield verdict("R48", good, f"左空 {inset:.1f} mm：{remark.solid}", remark.page, remark.ink)


def _written(document: Document) -> Verdict:
    """R46: how the date is written; a date that is not filled in yet is neither right nor wrong."""
    line = document.date
    if line:
        return verdict("R46", bool(_GOOD_DATE.fullmatch(line.solid)), line.solid, line.page, line.ink)
    if any(_NO_DATE.fullmatch(one.solid) for one in document.body):
        return unseen("R46", "成文日期还空着，没有填")
    if document.kind == "minutes":
        return absent("R46", "纪要的日期可在版头")
    found = (one for one in reversed(document.body) if _ANY_DATE.search(one.solid))
    other = next((one for one in found if len(one.solid) < _DATE_ALONE), None)
    if other:
        return verdict("R46", good=False, measured=f"日期写法：{other.solid}", page=other.page, box=other.ink)
    return verdict("R46", good=False, measured="没有找到单独成行的成文日期")


def _alone(document: Document, line: Line | None) -> Iterator[Verdict]:
    said = next((one for page in document.pages for one in page.lines if "此页无正文" in one.solid), None)
    if said:
        yield verdict("R47", good=False, measured="写了“此页无正文”", page=said.page, box=said.ink)
    elif line is None:
        yield absent("R47", "没有成文日期")
    else:
        mates = [one for one in (*document.body, *document.notes) if one.page == line.page]
        yield verdict("R47", bool(mates), f"署名所在的第 {line.page} 页有正文 {len(mates)} 行", line.page, line.ink)


def attachments(document: Document) -> Iterator[Verdict]:
    """R49 to R53: attachments on pages of their own."""
    if not document.labels:
        yield from (absent(rule, "没有附件") for rule in ("R49", "R50", "R51", "R52", "R53"))
        return
    for label in document.labels:
        page = document.pages[label.page - 1]
        first = page.lines[0] is label
        yield verdict("R49", first, "另面编排" if first else "没有另面编排", label.page, label.ink)
        typed = near("R50", label.size, "size") and role(label.font) == "hei" and bool(LABEL.fullmatch(label.solid))
        yield verdict("R50", typed, f"{label.solid}：{label.size:g} 磅{face(label.font)}", label.page, label.ink)
        yield from _attachment_title(document, label)
    yield _agree(document)
    yield absent("R53", "附件与正文一起装订")


def _attachment_title(document: Document, label: Line) -> Iterator[Verdict]:
    lines = [line for line in document.attached if line.page == label.page and line.base > label.base]
    if not lines:
        yield verdict("R51", good=False, measured="附件没有标题", page=label.page)
        return
    title = lines[0]
    third = label.base + (value("R51", "line") - 1) * value("R09", "pitch")
    page = document.pages[label.page - 1]
    middle = (edge("left") + edge("right")) / 2 if page.height > page.width else page.width / 2
    off = abs(title.ink.middle - middle)
    good = abs(title.base - third) <= value("R51", "tolerance") and (
        off <= value("R51", "middle") or page.width > page.height
    )
    yield verdict(
        "R51", good, f"在第三行上下 {title.base - third:+.1f} mm，偏离中线 {off:.1f} mm", title.page, title.ink
    )


def _agree(document: Document) -> Verdict:
    noted = "".join(line.solid for line in document.notes)
    names = [part for part in re.split(r"附件：|\d+[.．](?!\d)", noted) if part]
    titles = []
    for label in document.labels:
        lines = [line for line in document.attached if line.page == label.page and line.base > label.base]
        size = lines[0].size if lines else 0
        titles.append("".join(line.solid for line in lines[:4] if line.size == size and size > 16.5))  # noqa: PLR2004 - larger than body
    good = names == titles
    shown = "名称和个数一致" if good else f"附件说明：{'、'.join(names) or '无'}；附件：{'、'.join(titles)}"
    return verdict("R52", good, shown, document.labels[0].page)


CHECKS = (notes, signing, date, attachments)
