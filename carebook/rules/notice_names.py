"""Rules about what bodies are called in official documents: one body, one name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from carebook.findings import Finding
from carebook.records.official import one_line
from carebook.records.team import Township
from carebook.rules.notice_texts import Text, notices, texts
from carebook.rules.world import World

_RUN = re.compile("[\u3400-\u9fff]+")
_TAIL = re.compile("领导小组|工作小组|小组|委员会|办公室|专班|中心|卫生院|派出所|社会事务办(?!公室)|联合会")
#: Words that people put into a name or leave out.
_GENERIC = re.compile("领导|工作|管理")
_SHORT_FOR = re.compile('简称[“《"]([^”》"]+)[”》"]')
_NUMERALS = set("一二三四五六七八九十东南西北上下前后大小")
_LEAST, _MOST = 6, 16


@dataclass(frozen=True, slots=True)
class Name:
    """A piece of text that ends as names of bodies do, and where it stands."""

    text: Text
    line: int
    end: int
    words: str

    def found(self, words: str) -> int:
        """The column where these last words of it begin."""
        return self.end - len(words)

    def spot(self) -> int:
        """The line in the file."""
        return self.text.place(self.line, 0).line


def several_names(world: World) -> Iterator[Finding]:
    """N851: one body under two names, or a known body under a name that is nearly right."""
    known = _known(world.registry.township) if world.registry.township else {}
    for notice, source in notices(world):
        here = [Text(notice, source, ("title",), "标题", one_line(notice.title)), *texts(notice, source)]
        written = dict(known)
        for text in here:
            written |= dict.fromkeys(_SHORT_FOR.findall(text.text), "")
        yield from _between([name for text in here for name in _names(text)], written)


def _known(township: Township) -> dict[str, str]:
    """Every name that may be used, with the full name it stands for."""
    found = {township.organ: township.organ}
    for body in township.bodies:
        found |= dict.fromkeys((body.name, *body.also), body.name)
    for department in township.departments:
        found |= dict.fromkeys((department.name, *department.short), department.name)
    return found


def _names(text: Text) -> Iterator[Name]:
    for number, line in enumerate(text.text.splitlines()):
        for run in _RUN.finditer(line):
            for tail in _TAIL.finditer(run[0]):
                words = run[0][max(0, tail.end() - _MOST) : tail.end()]
                yield Name(text, number, run.start() + tail.end(), words)


def _between(names: Sequence[Name], known: dict[str, str]) -> Iterator[Finding]:
    """Compare every name with the first that is nearly the same; each pair of words is told once."""
    told: set[frozenset[str]] = set()
    for index, later in enumerate(names):
        if not _usable(later.words, known):
            for pair, finding in chain(_with_known(later, known), _with_earlier(later, names[:index])):
                if pair not in told:
                    told.add(pair)
                    yield finding


def _with_known(name: Name, known: dict[str, str]) -> Iterator[tuple[frozenset[str], Finding]]:
    for right, full in known.items():
        if pair := _near(right, name.words, whole=True):
            message = f"“{pair[1]}”与 township.yaml 里的“{right}”相近，不是同一个叫法"
            place = (name.line, name.found(pair[1]))
            yield frozenset(pair), name.text.finding("N851", *place, message, f"统一写成：{full or right}")


def _with_earlier(name: Name, names: Sequence[Name]) -> Iterator[tuple[frozenset[str], Finding]]:
    for earlier in names:
        if pair := _near(earlier.words, name.words):
            message = f"“{pair[1]}”与第 {earlier.spot()} 行的“{pair[0]}”像是同一个机构的两个叫法"
            noted = f"{{name: {pair[0]}, also: [{pair[1]}]}}"
            fix = f"统一写成一个；确是两种叫法的，写进 township.yaml 的 bodies：{noted}"
            place = (name.line, name.found(pair[1]))
            yield frozenset(pair), name.text.finding("N851", *place, message, fix)
            return


def _usable(words: str, known: dict[str, str]) -> bool:
    """Whether a piece of text ends with a name that may be used."""
    return any(words.endswith(name) for name in known)


def _near(one: str, other: str, *, whole: bool = False) -> tuple[str, str] | None:
    """The longest endings of two pieces that begin and end alike and differ by little; None if there are none.

    ``whole`` takes ``one`` as a whole name instead of looking for its beginning.
    """
    starts = [0] if whole else range(max(0, len(one) - _LEAST + 1))
    for start in starts:
        left = one[start:]
        if len(left) < _LEAST:
            continue
        for begin in range(max(0, len(other) - _LEAST + 1)):
            right = other[begin:]
            if left[:2] == right[:2] and left != right and _alike(left, right):
                return left, right
    return None


def _alike(left: str, right: str) -> bool:
    """Whether two names differ by one generic word or by one character in their middle."""
    if left[-1] != right[-1]:
        return False
    if len(left) == len(right):
        spots = [index for index, (a, b) in enumerate(zip(left, right, strict=True)) if a != b]
        return len(spots) == 1 and not {left[spots[0]], right[spots[0]]} & _NUMERALS
    short, long = sorted((left, right), key=len)
    return any(long[: m.start()] + long[m.end() :] == short for m in _GENERIC.finditer(long))


CHECKS = (several_names,)
