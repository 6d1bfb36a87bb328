"""Break a title by sense: no word is cut, the lines form a trapezoid or a diamond (GB/T 9704—2012 7.3.1)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate, pairwise, takewhile

import budoux

#: 156 mm hold 20 characters of size 2 (22 pt).
WIDEST = 20
_LINE = 2.5
_SPREAD = 7
#: Words of this work that are never parted, beside those the model knows.
_WORDS = [
    "严重精神障碍患者",
    "精神障碍患者",
    "严重精神障碍",
    "肇事肇祸",
    "以奖代补",
    "人民政府",
    "关爱帮扶",
    "服务管理",
    "联合服务管理",
    "领导小组",
    "管理小组",
    "工作小组",
    "工作方案",
    "实施方案",
    "工作领导小组",
    "会议纪要",
    "派出所",
    "卫生院",
    "社区卫生服务中心",
    "平安建设",
    "残疾人联合会",
    "委员会",
    "办公室",
    "网格员",
    "协管员",
    "监护人",
    "上半年",
    "下半年",
    "全乡",
    "全镇",
    "全县",
    "本乡",
    "危险性评估",
    "风险评估",
    "排查登记",
    "应急处置",
    "信息交换",
    "有关事项",
    "救治救助",
    "一人一档",
    "一人一策",
    "挂牌督办",
    "有奖监护",
    "监护协议",
]
_NO_START = re.compile(r"[的和与及等、，。；：！？）》〉”’】〕·％%]")
_NO_END = re.compile(r"[（《〈“‘【〔和与及]|第")
_TOGETHER = re.compile(r"〔[0-9]{4}〕[0-9]+号|[0-9]+年(?:[0-9]+月)?(?:[0-9]+日)?|[0-9]+[个名户次%]?|[A-Za-z0-9]+")


@cache
def _parser() -> budoux.Parser:
    return budoux.load_default_simplified_chinese_parser()


def lines(title: str, words: Iterable[str] = (), widest: int = WIDEST) -> list[str]:
    """The lines of a title.

    Args:
        title: the title; where ``|`` stands the author wants a break, and nowhere else.
        words: names that must not be parted, such as the township's own.
        widest: the most characters on a line.

    Returns:
        One line if it fits, else as few as hold it, shaped as a trapezoid or a diamond.
    """
    if "|" in title:
        return [part.strip() for part in title.split("|") if part.strip()]
    text = title.strip()
    if _width(text) <= widest:
        return [text]
    pieces = phrases(text, words, widest)
    least = -(-_width(text) // widest)
    for count in range(least, len(pieces) + 1):
        # The organ's name on a line of its own is worth one line more.
        found = [
            (_cost(made) + _LINE * more, made) for more in (0, 1) for made in _settings(pieces, count + more, widest)
        ]
        if found:
            return list(min(found)[1])
    return ["".join(pieces)]


def phrases(text: str, words: Iterable[str] = (), widest: int = WIDEST) -> list[str]:
    """Cut a text where a line may end; the pieces put together are the text."""
    cuts = set(accumulate(len(piece) for piece in _parser().parse(text)))
    kept = [(start, end) for start, end in _kept(text, [*_WORDS, *words]) if end - start <= widest]
    cuts |= {edge for span in kept for edge in span}
    cuts -= {inner for start, end in kept for inner in range(start + 1, end)}
    good = [cut for cut in sorted(cuts) if 0 < cut < len(text) and _may_break(text, cut)]
    edges = [0, *good, len(text)]
    return [text[a:b] for a, b in pairwise(edges)]


def _kept(text: str, words: Sequence[str]) -> Iterable[tuple[int, int]]:
    """Where words stand that are never parted."""
    for word in words:
        for found in re.finditer(re.escape(word), text) if word else ():
            yield found.span()
    for found in _TOGETHER.finditer(text):
        yield found.span()


def _may_break(text: str, cut: int) -> bool:
    return not _NO_START.match(text[cut]) and not _NO_END.match(text[cut - 1])


def _width(text: str) -> int:
    """How many full characters a text is wide; two half-width ones count as one."""
    half = sum(sign.isascii() for sign in text)
    return len(text) - half + (half + 1) // 2


def _settings(pieces: Sequence[str], count: int, widest: int) -> Iterator[tuple[str, ...]]:
    """Every way to set the pieces on ``count`` lines that are not too wide nor far from the average."""
    if count == 1:
        if pieces and _width("".join(pieces)) <= widest:
            yield ("".join(pieces),)
        return
    average = _width("".join(pieces)) / count
    for cut in range(1, len(pieces)):
        line = "".join(pieces[:cut])
        if _width(line) > widest:
            return
        if abs(_width(line) - average) <= _SPREAD or line == _organ(pieces):
            for rest in _settings(pieces[cut:], count - 1, widest):
                yield (line, *rest)


def _organ(pieces: Sequence[str]) -> str:
    """What stands before 关于."""
    front = list(takewhile(lambda piece: not piece.startswith("关于"), pieces))
    return "".join(front)


def _cost(made: Sequence[str]) -> float:
    """How far lines are from a good shape: sense first, then trapezoid or diamond, then evenness."""
    widths = [_width(line) for line in made]
    steps = [b - a for a, b in pairwise(widths)]
    rising, falling = all(step > 0 for step in steps), all(step < 0 for step in steps)
    peak = widths.index(max(widths))
    diamond = all(step > 0 for step in steps[:peak]) and all(step < 0 for step in steps[peak:])
    shape = 0.0 if rising or falling or diamond else 6.0
    if not any(steps):
        shape = 4.0
    uneven = max(widths) - min(widths)
    loose = sum(2 for line in made[1:] if len(line) <= 3)  # noqa: PLR2004 - a line of the kind alone looks lost
    # The organ's name and the matter are two things: the best break stands between them.
    sense = sum(-5.0 for line in made[1:] if line.startswith("关于"))
    inside = sum(3.0 for line in made[:-1] if line.count("《") != line.count("》"))
    ends = sum(3.0 for line in made[:-1] if line.endswith(("关于", "的")))
    return shape + sense + inside + ends + loose + max(0, uneven - 6) * 0.5 + abs(uneven - 3) * 0.1
