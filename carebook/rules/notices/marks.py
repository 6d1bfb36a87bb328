"""Rules about punctuation and figures in official documents (GB/T 15834, GB/T 15835)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from carebook.findings import Finding
from carebook.records.numbering import paragraphs
from carebook.rules.notices.texts import NoticeText, all_texts, around, notices
from carebook.rules.world import World

_HAN = "\u3007\u3400-\u9fff\U00020000-\U000323af"
_WIDE = "，。；：？！（）《》〈〉“”‘’、…—【】〔〕"
_HALVES = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）", ".": "。"}
#: What keeps its half-width marks: placeholders, addresses, times, numbers, words of Latin letters.
_KEPT = re.compile(
    r"\{\{.*?\}\}|(?:https?|ftp)://[\x21-\x7e]+|www\.[\x21-\x7e]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|[0-9]+(?:[.,:/~-][0-9]+)+%?|[A-Za-z][A-Za-z0-9 .,:;'()/-]*[A-Za-z0-9)]"
)
_HALF = re.compile(r"[,;:?!().]")
_QUOTE = re.compile(r"[\"']")
_WIDE_SIGNS = re.compile(r"[０-９Ａ-Ｚａ-ｚ％．＋]+")
_TWICE = re.compile(r"([，。；：、！？])\1+|[，；：、][，。；：、]|。[，；、]")
_ELLIPSIS = re.compile(r"(?<![.…])\.{3,6}(?!\.)|。{3,6}|(?<!…)…(?!…)|(?<!-)--+(?!-)|(?<![—])—(?![—])")
_PAIRS = {"（": "）", "《": "》", "“": "”", "〔": "〕", "【": "】"}
_SPACE = re.compile(rf"(?<=[{_HAN}])[ \u3000]+(?=[{_HAN}])")
_CITED = re.compile(
    rf"(?P<code>[{_HAN}]{{2,10}}?)(?P<open>[\[［【(（〈《〔])\s?(?P<year>(?:19|20)?[0-9]{{2}})\s?年?"
    rf"(?P<close>[\]］】)）〉》〕])\s?(?P<word>第?)\s?(?P<number>[0-9]+)\s?号"
)
_DAY = re.compile(r"(?:19|20)[0-9]{2}年(?P<month>0?[0-9]{1,2})月(?:(?P<day>0?[0-9]{1,2})日)?")
_DOTTED = re.compile(
    r"(?<![0-9.])(?P<year>(?:19|20)[0-9]{2})[./](?P<month>[01]?[0-9])[./](?P<day>[0-3]?[0-9])(?![0-9.])"
)


def half_width(world: World) -> Iterator[Finding]:
    """N821: half-width punctuation in Chinese text."""
    for text in all_texts(world):
        for number, line in _lines(text):
            spots = _halves(line)
            if spots:
                first = spots[0]
                shown = "、".join(dict.fromkeys(line[spot] for spot in spots))
                count = f"有 {len(spots)} 处" if len(spots) > 1 else "有"
                message = f"{text.name}这一段{count}半角标点：{shown}"
                right = "".join(_right(line, spot) if spot in spots else sign for spot, sign in enumerate(line))
                yield text.finding("N821", number, first, message, around(right, first, first + 1))


def _lines(text: NoticeText) -> Iterator[tuple[int, str]]:
    """The lines of a text with what is not Chinese text blotted out, and the numbers at their head as well."""
    heads = {p.line: p.indent + len(p.head.written) for p in paragraphs(text.text) if p.head}
    for number, line in enumerate(text.text.splitlines()):
        blotted = _KEPT.sub(lambda found: "\x00" * len(found[0]), line)
        begin = heads.get(number, 0)
        yield number, "\x00" * begin + blotted[begin:]


def _halves(line: str) -> list[int]:
    """Where half-width marks stand in Chinese text."""
    near = re.compile(f"[{_HAN}{_WIDE}]")
    found = []
    for match in re.finditer(f"{_HALF.pattern}|{_QUOTE.pattern}", line):
        spot = match.start()
        beside = line[:spot].rstrip(" ")[-1:] + line[spot + 1 :].lstrip(" ")[:1]
        if near.search(beside) and not _ELLIPSIS.match(line, spot) and line[max(0, spot - 1)] != ".":
            found.append(spot)
    return found


def _right(line: str, spot: int) -> str:
    """The full-width form of a mark; quotation marks open and close in turn."""
    sign = line[spot]
    if sign in _HALVES:
        return _HALVES[sign]
    pair = "“”" if sign == '"' else "‘’"
    return pair[line[:spot].count(sign) % 2]


def wide_figures(world: World) -> Iterator[Finding]:
    """N822: full-width figures, letters and per cent signs."""
    for text in all_texts(world):
        for number, line in enumerate(text.text.splitlines()):
            for found in _WIDE_SIGNS.finditer(line):
                if any(sign not in "．＋" for sign in found[0]):
                    right = unicodedata.normalize("NFKC", found[0])
                    message = f"{text.name}里的“{found[0]}”是全角，数字、字母和百分号用半角"
                    yield text.finding("N822", number, found.start(), message, right)


def cited_numbers(world: World) -> Iterator[Finding]:
    """N823: a number of a document that is cited in a wrong form, in the text or as the number of the document."""
    for text in all_texts(world):
        for number, line in enumerate(text.text.splitlines()):
            for found in _CITED.finditer(line):
                if fault := _cited_fault(found):
                    message = f"{text.name}引用的发文字号“{found[0]}”不对：{fault}"
                    yield text.finding("N823", number, found.start(), message, _cited_right(found))


def _cited_fault(found: re.Match[str]) -> str:
    faults = []
    if found["open"] + found["close"] != "〔〕":
        faults.append(f"年份用六角括号〔〕，不用{found['open']}{found['close']}")
    if len(found["year"]) == 2:  # noqa: PLR2004 - a year without its century
        faults.append("年份写全 4 位")
    if found["word"]:
        faults.append("序号前不加“第”")
    if found["number"].startswith("0"):
        faults.append("序号不编虚位（1 不写成 01）")
    return "；".join(faults)


def _cited_right(found: re.Match[str]) -> str:
    year = found["year"] if len(found["year"]) == 4 else f"20{found['year']}"  # noqa: PLR2004 - digits of a year
    return f"{found['code']}〔{year}〕{int(found['number'])}号"


def doubtful_marks(world: World) -> Iterator[Finding]:
    """N824: doubled marks, brackets without their partner, wrong dashes and ellipses, spaces between characters."""
    for text in all_texts(world):
        for number, line in enumerate(text.text.splitlines()):
            for column, message, advice in _doubtful(_KEPT.sub(lambda found: "\x00" * len(found[0]), line)):
                yield text.finding("N824", number, column, f"{text.name}{message}", advice)


def _doubtful(line: str) -> Iterator[tuple[int, str, str]]:
    for found in _TWICE.finditer(line):
        yield found.start(), f"里标点重了：“{found[0]}”", "留一个"
    for found in _ELLIPSIS.finditer(line):
        right = "——" if found[0][0] in "-—" else "……"
        if right == "……" or not (line[: found.start()][-1:].isdigit() and line[found.end() :][:1].isdigit()):
            yield found.start(), f"里的“{found[0]}”不合规范", f"破折号写“——”，省略号写“……”，这里写：{right}"
    for found in _SPACE.finditer(line):
        if "：" not in line[: found.start()] or len(found[0]) == 1:
            shown = around(line, found.start(), found.end(), 4)
            yield found.start(), f"的汉字之间有空格：“{shown}”", "删去空格；两个字的人名不要用空格拉开"
            break
    yield from _unpaired(line)


def _unpaired(line: str) -> Iterator[tuple[int, str, str]]:
    waiting: list[tuple[str, int]] = []
    for column, sign in enumerate(line):
        if sign in _PAIRS:
            waiting.append((sign, column))
        elif sign in _PAIRS.values():
            if waiting and _PAIRS[waiting[-1][0]] == sign:
                waiting.pop()
            else:
                yield column, f"里的“{sign}”前面没有配对的另一半", "补上另一半，或删去"
    for sign, column in waiting:
        yield column, f"里的“{sign}”没有配对的“{_PAIRS[sign]}”", "补上另一半，或删去"


def days(world: World) -> Iterator[Finding]:
    """N825: a day in the text that is not written as documents write it, or does not exist."""
    for text in all_texts(world):
        for number, line in enumerate(text.text.splitlines()):
            for found in _DOTTED.finditer(line):
                right = f"{found['year']}年{int(found['month'])}月{int(found['day'])}日"
                yield text.finding("N825", number, found.start(), f"{text.name}里的日期写成“{found[0]}”", right)
            for found in _DAY.finditer(line):
                if fault := _day_fault(found):
                    yield text.finding(
                        "N825", number, found.start(), f"{text.name}里的日期“{found[0]}”{fault}", "2022年1月7日"
                    )


def _day_fault(found: re.Match[str]) -> str:
    month, day = found["month"], found["day"] or "1"
    last_month, last_day = 12, 31
    if not 0 < int(month) <= last_month or not 0 < int(day) <= last_day:
        return "不存在"
    return "编了虚位（1月不写成01月）" if month.startswith("0") or day.startswith("0") else ""


def titles(world: World) -> Iterator[Finding]:
    """N826: half-width or full-width slips, or marks that a title does not carry, in titles of notices and attachments."""
    for notice, source in notices(world):
        spots: list[tuple[tuple[str | int, ...], str]] = [(("title",), notice.title)]
        spots += [(("attachments", i, "title"), a.title) for i, a in enumerate(notice.attachments)]
        for path, title in spots:
            halves = _halves(_KEPT.sub(lambda found: "\x00" * len(found[0]), title))
            wrong = re.search(r"[，。；：！？、,;:!?.]$|[，。；！？]", title)
            spot = halves[0] if halves else wrong.start() if wrong else -1
            if spot >= 0:
                sign = title[spot]
                message = f"标题里的“{sign}”不对：{'标点用全角' if halves else '标题除书名号、括号、顿号外不用标点，末尾不加标点'}"
                right = title[:spot] + (_HALVES.get(sign, "") if halves else "") + title[spot + 1 :]
                yield Finding("N826", source.inside(path, 0, spot), message, f"写成“{right.replace('|', '')}”")


CHECKS = (half_width, wide_figures, cited_numbers, doubtful_marks, days, titles)
