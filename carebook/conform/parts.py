"""Recognise the parts of an official document (GB/T 9704—2012, 7.1) on its pages, as a reader does."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from carebook.conform.sheet import Colour, Line, PrintedPage, Stroke
from carebook.conform.standard import value

BLANK = re.compile(r"〔\W*〕\W*号")  # the place of a number that has not been given yet
NUMBER = re.compile(r"[\u4e00-\u9fff]*[〔\[［(（【﹝]\s*(?:19|20)?\d{2}\s*[〕\]］)）】﹞].{0,6}?\d+\s*号")
DATE = re.compile(r"[12]\d{3}年\d{1,2}月\d{1,2}日")
FOLIO = re.compile(r"[—–－\-]*\d{1,4}[—–－\-]*")
LABEL = re.compile(r"附件\d*")
_PERSON = re.compile(r"(出席|请假|列席)：")
_IMPRINT = re.compile(r"(主送|抄送)：|.*印发$")
_FLUSH = 2.0  # mm: so near to the edge a line begins at the edge
_LARGE = 18.0  # pt: larger than body text
_LOW = 0.62  # of the page: the imprint lies below
_COPY = re.compile(r"\d{4,8}")


@dataclass(frozen=True, slots=True)
class Document:
    """The parts that were found; an empty tuple or ``None`` where there is none.

    ``kind`` is one of ``general``, ``letter``, ``minutes``, ``order``, ``plain`` (no head of an official document).
    """

    pages: Sequence[PrintedPage]
    kind: str
    folios: dict[int, Line]
    above: Sequence[Line] = ()
    marks: Sequence[Line] = ()
    number: Line | None = None
    signers: Sequence[Line] = ()
    reds: Sequence[Stroke] = ()
    title: Sequence[Line] = ()
    recipients: Sequence[Line] = ()
    body: Sequence[Line] = ()
    attendance: Sequence[Line] = ()
    notes: Sequence[Line] = ()
    signatures: Sequence[Line] = ()
    date: Line | None = None
    remark: Line | None = None
    labels: Sequence[Line] = ()
    attached: Sequence[Line] = ()
    imprint: Sequence[Line] = ()
    imprint_rules: Sequence[Stroke] = ()

    @property
    def first(self) -> PrintedPage:
        """The first page."""
        return self.pages[0]

    @property
    def last(self) -> PrintedPage:
        """The last page."""
        return self.pages[-1]


def edge(side: str) -> float:
    """An edge of the type area of an upright page, in millimetres from the left or upper edge of the page."""
    left, top = value("R03", "length"), value("R02", "length")
    places = {"left": left, "top": top, "right": left + value("R04", "width")}
    return places.get(side, top + value("R04", "height"))


def is_red(colour: Colour) -> bool:
    """Whether people would call it red."""
    red, green, blue = colour
    return red > 140 and green < 100 and blue < 100  # noqa: PLR2004 - what reads as red on paper


def recognise(pages: Sequence[PrintedPage]) -> Document:
    """Find the parts of a document."""
    folios = {page.number: line for page in pages for line in page.lines if _is_folio(line)}
    lines = [line for page in pages for line in page.lines if folios.get(page.number) is not line]
    reds = tuple(stroke for stroke in pages[0].strokes if is_red(stroke.colour))
    head = _head(lines, reds)
    rules = _imprint_rules(pages[-1])
    rest = [line for line in lines if line not in head.all]
    imprint = [line for line in rest if _in_imprint(line, pages[-1], rules, head.kind)]
    rest = [line for line in rest if line not in imprint]
    labels = [line for line in rest if LABEL.fullmatch(line.solid) and _flush(line) and line.page > 1]
    start = (labels[0].page, labels[0].base) if labels else (len(pages) + 1, 0.0)
    main = [line for line in rest if (line.page, line.base) < start]
    attached = [line for line in rest if (line.page, line.base) >= start]
    return _document(pages, folios, head, _main(main), (labels, attached, imprint, rules))


@dataclass(frozen=True, slots=True)
class _Head:
    kind: str
    above: list[Line]
    marks: list[Line]
    number: Line | None
    signers: list[Line]
    reds: Sequence[Stroke]

    @property
    def all(self) -> list[Line]:
        return [*self.above, *self.marks, *self.signers, *([self.number] if self.number else [])]


def _head(lines: Sequence[Line], reds: Sequence[Stroke]) -> _Head:
    first = [line for line in lines if line.page == 1]
    marks = [line for line in first if is_red(line.colour) and line.size >= _LARGE]
    if not marks:
        return _Head("plain", [], [], None, [], reds)
    kind = _kind(marks, reds)
    low = marks[-1].ink.bottom
    until = _head_end(first, reds, kind)
    between = [line for line in first if low < line.ink.top < until and line not in marks]
    number = next((line for line in between if NUMBER.search(line.solid) or BLANK.search(line.solid)), None)
    signers = [line for line in between if line is not number and line.size < _LARGE and kind == "general"]
    upper = [line for line in first if line.ink.bottom <= marks[0].ink.top]
    if kind == "letter":
        upper += [line for line in between if line is not number and _flush(line) and _is_flag(line)]
    return _Head(kind, upper, marks, number, signers, reds)


def _kind(marks: Sequence[Line], reds: Sequence[Stroke]) -> str:
    text = marks[-1].solid
    if text.endswith("纪要"):
        return "minutes"
    if text.endswith("令"):
        return "order"
    return "letter" if len(_levels(reds)) > 1 else "general"


def _levels(reds: Sequence[Stroke]) -> list[float]:
    """Heights of rules, those within half a centimetre counted once."""
    found: list[float] = []
    for stroke in reds:
        if not found or stroke.box.top - found[-1] > 5:  # noqa: PLR2004 - a double rule is one
            found.append(stroke.box.top)
    return found


def _head_end(first: Sequence[Line], reds: Sequence[Stroke], kind: str) -> float:
    if kind in {"general", "minutes"} and reds:
        return reds[0].box.top + 0.5
    title = next((line for line in first if line.size >= _LARGE and not is_red(line.colour)), None)
    return title.ink.top if title else reds[0].box.bottom + 30 if reds else 0.0


def _is_flag(line: Line) -> bool:
    """Copy number, secrecy or urgency."""
    return (
        bool(_COPY.fullmatch(line.solid)) or "★" in line.text or line.solid in {"特急", "加急", "秘密", "机密", "绝密"}
    )


def _is_folio(line: Line) -> bool:
    return line.base > edge("bottom") + 1 and bool(FOLIO.fullmatch(line.solid))


def _flush(line: Line) -> bool:
    return abs(line.left - edge("left")) < _FLUSH


def _imprint_rules(page: PrintedPage) -> tuple[Stroke, ...]:
    wide = value("R54", "width") * 0.8
    return tuple(
        stroke
        for stroke in page.strokes
        if stroke.box.width > wide and stroke.box.top > page.height * _LOW and not is_red(stroke.colour)
    )


def _in_imprint(line: Line, last: PrintedPage, rules: Sequence[Stroke], kind: str) -> bool:
    if line.page != last.number:
        return False
    if rules and any(_IMPRINT.match(one.solid) for one in last.lines):
        return line.ink.bottom > rules[0].box.top
    return kind == "letter" and line.base > last.height * _LOW and line.solid.startswith(("抄送：", "主送："))


@dataclass(frozen=True, slots=True)
class _Main:
    title: list[Line]
    recipients: list[Line]
    body: list[Line]
    attendance: list[Line]
    notes: list[Line]
    signatures: list[Line]
    date: Line | None
    remark: Line | None


def _main(lines: Sequence[Line]) -> _Main:
    title = list(takewhile(lambda one: one.size >= _LARGE, lines))
    rest = list(lines[len(title) :])
    recipients = _recipients(rest)
    rest = rest[len(recipients) :]
    date = next((line for line in reversed(rest) if DATE.fullmatch(line.solid)), None)
    remark = next((line for line in _after(rest, date) if re.fullmatch(r"（.*）", line.solid)), None)
    notes = _notes(rest)
    signatures = list(_signatures([line for line in rest if line not in notes], date))
    left = [line for line in rest if line not in (date, remark) and line not in signatures]
    left = [line for line in left if line not in notes]
    attendance = list(_from(left, lambda text: bool(_PERSON.match(text))))
    body = [line for line in left if line not in attendance]
    return _Main(title, recipients, body, attendance, notes, signatures, date, remark)


def _notes(rest: Sequence[Line]) -> list[Line]:
    """The list of attachments: from 附件： on, as long as line follows line."""
    begun = list(_from(rest, lambda text: text.startswith("附件：")))
    limit = value("R09", "pitch") * 1.5
    ends = (
        index
        for index, (line, after) in enumerate(pairwise(begun), 1)
        if after.page != line.page or after.base - line.base > limit
    )
    return begun[: next(ends, len(begun))]


def _recipients(rest: Sequence[Line]) -> list[Line]:
    """Lines from the left edge up to a colon, before anything is indented."""
    found: list[Line] = []
    for line in rest:
        if not _flush(line) or line.size >= _LARGE:
            return []
        found.append(line)
        if line.solid.endswith(("：", ":")):
            return found
    return []


def _after(rest: Sequence[Line], date: Line | None) -> Sequence[Line]:
    return rest[rest.index(date) + 1 :] if date else ()


def _signatures(rest: Sequence[Line], date: Line | None) -> Iterator[Line]:
    """The lines right above the date that stand in the right part of the page."""
    if date is None:
        return
    for line in reversed(rest[: rest.index(date)]):
        indented = line.left > edge("left") + value("R34", "characters") * 6 + _FLUSH
        if line.page != date.page or not (indented or _spread(line)) or line.solid.endswith(("。", "；", "：")):
            return
        yield line


def _spread(line: Line) -> bool:
    """Whether names of several organs stand side by side."""
    far = 2 * value("R04", "width") / value("R07", "characters")
    return any(after.left - before.right > far for before, after in pairwise(line.glyphs))


def _from(lines: Sequence[Line], starts: Callable[[str], bool]) -> Iterator[Line]:
    """Lines from the first that ``starts`` on; none if there is none."""
    begun = False
    for line in lines:
        begun = begun or starts(line.solid)
        if begun:
            yield line


def _document(
    pages: Sequence[PrintedPage],
    folios: dict[int, Line],
    head: _Head,
    main: _Main,
    tail: tuple[list[Line], list[Line], list[Line], Sequence[Stroke]],
) -> Document:
    labels, attached, imprint, rules = tail
    return Document(
        pages, head.kind, folios, head.above, head.marks, head.number, head.signers, head.reds,
        main.title, main.recipients, main.body, main.attendance, main.notes, main.signatures[::-1], main.date,
        main.remark, labels, attached, imprint, rules if imprint else (),
    )  # fmt: skip
