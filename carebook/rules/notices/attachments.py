"""Rules about attachments of official documents (GB/T 9704—2012 7.3.4, 7.3.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from carebook.findings import Finding
from carebook.records.official import Attachment, Notice, one_line
from carebook.rules.notices.texts import notices, texts
from carebook.rules.world import World

_NAMED = re.compile(r"附件\s*(?P<number>[0-9]{1,2}|[一二三四五六七八九十])?(?!的?标题)")
_BY_HAND = re.compile(r"附件?\s?(?:[0-9]+)?\s?[:：]")
_HAN = "一二三四五六七八九十"
_ISSUES = re.compile(r"(?:印发|转发|批转)")
_END = "，。；：、！？,.;:!?"


def missing(world: World) -> Iterator[Finding]:
    """N841: the text names an attachment that the notice does not have."""
    for notice, source in notices(world):
        have = sum(not attachment.issued for attachment in notice.attachments)
        for text in texts(notice, source):
            for number, line in enumerate(text.text.splitlines()):
                for found in _NAMED.finditer(line):
                    wanted = _number(found["number"])
                    if not _BY_HAND.match(line.strip()) and (wanted or 1) > have:
                        named = f"“附件{found['number'] or ''}”"
                        message = f"{text.name}提到{named}，这件公文{f'只有 {have} 个' if have else '没有'}附件"
                        advice = "在 attachments 里加上这个附件的 title 和 body，或改正文"
                        yield text.finding("N841", number, found.start(), message, advice)


def _number(text: str | None) -> int:
    if not text:
        return 0
    return int(text) if text.isdecimal() else _HAN.index(text) + 1


def unnamed(world: World) -> Iterator[Finding]:
    """N842: an attachment that the text does not name; an issued document that is not named in title or text."""
    for notice, source in notices(world):
        said = notice.body + one_line(notice.title)
        for index, attachment in enumerate(notice.attachments):
            if not _is_named(attachment, said, _count(notice)):
                path = ("attachments", index, "title")
                how = "《" + attachment.title + "》" if attachment.issued else "（见附件）"
                message = f"正文没有提到“{attachment.title}”"
                yield Finding("N842", source.place(path), message, f"在正文相应处写上{how}")


def _count(notice: Notice) -> int:
    return sum(not attachment.issued for attachment in notice.attachments)


def _is_named(attachment: Attachment, said: str, count: int) -> bool:
    bare = attachment.title.strip("《》")
    if attachment.issued:
        return any(bare in name or name in bare for name in re.findall("《([^》]+)》", said)) and bool(
            _ISSUES.search(said)
        )
    return bare in said or "附件" in said or (count == 1 and "附后" in said)


def by_hand(world: World) -> Iterator[Finding]:
    """N843: the note on attachments typed into the text: it is made from the list, so that both agree."""
    for notice, source in notices(world):
        for number, line in enumerate(notice.body.splitlines()):
            bare = line.strip()
            if _BY_HAND.match(bare):
                place = source.inside(("body",), number, line.index(bare[0]))
                message = f"附件说明“{bare[:16]}”不写在正文里，程序按 attachments 生成"
                yield Finding("N843", place, message, "删去这一行，附件写在 attachments 里")


def names(world: World) -> Iterator[Finding]:
    """N844: the name of an attachment with a mark behind it, with its number before it, or twice."""
    for notice, source in notices(world):
        seen: set[str] = set()
        for index, attachment in enumerate(notice.attachments):
            title, place = attachment.title, source.place(("attachments", index, "title"))
            if title[-1] in _END:
                yield Finding("N844", place, f"附件名称“{title}”后面不加标点", f"写成“{title.rstrip(_END)}”")
            if found := re.match(r"(?:附件)?\s?[0-9一二三四五六七八九十]+[.、：:\s]", title):
                yield Finding("N844", place, f"附件名称前的“{found[0]}”由程序编号", f"写成“{title[found.end() :]}”")
            if title in seen:
                yield Finding("N844", place, f"两个附件都叫“{title}”", "换一个名称")
            seen.add(title)


def tables(world: World) -> Iterator[Finding]:
    """N845: a row of an attachment's table that has not as many cells as the heading."""
    for notice, source in notices(world):
        for index, attachment in enumerate(notice.attachments):
            sheet = attachment.table
            if sheet is None:
                continue
            path = ("attachments", index, "table")
            if sheet.widths and len(sheet.widths) != len(sheet.heads):
                message = f"表头有 {len(sheet.heads)} 列，列宽写了 {len(sheet.widths)} 个"
                yield Finding("N845", source.place((*path, "widths")), message, "列宽与表头一样多")
            for number, row in enumerate(sheet.rows):
                if len(row) != len(sheet.heads):
                    message = f"表格第 {number + 1} 行有 {len(row)} 格，表头有 {len(sheet.heads)} 列"
                    yield Finding("N845", source.place((*path, "rows", number)), message, '没有内容的格写 ""')


CHECKS = (missing, unnamed, by_hand, names, tables)
