"""Rules about what bodies are called in official documents: one body, one name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from carebook.findings import Finding
from carebook.records.official import one_line
from carebook.records.team import Township
from carebook.rules.notices.texts import NoticeText, notices, texts
from carebook.rules.world import World

_RUN = re.compile("[\u3400-\u9fff]+")
_TAIL = re.compile("领导小组|工作小组|小组|委员会|办公室|专班|中心|卫生院|派出所|社会事务办(?!公室)|联合会")
#: Words that people put into a name or leave out.
_GENERIC = re.compile("领导|工作|管理")
_SHORT_FOR = re.compile('(?P<long>[\u3400-\u9fff]*)[（(，,]?(?:以下)?简称[“《"](?P<short>[^”》"]+)[”》"]')
_NUMERALS = set("一二三四五六七八九十东南西北上下前后大小")  # these tell two bodies apart
_LEAST, _MOST = 6, 16


@dataclass(frozen=True, slots=True)
class Name:
    """A piece of text that ends as names of bodies do, and where it stands."""

    text: NoticeText
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
        here = [NoticeText(notice, source, ("title",), "标题", one_line(notice.title)), *texts(notice, source)]
        written = dict(known)
        for text in here:
            written |= dict.fromkeys(_explained(text.text), "")
        yield from _between([name for text in here for name in _names(text)], written)


def _explained(text: str) -> Iterator[str]:
    """The short forms that a text explains, and what each is short for where the two are nearly alike."""
    for found in _SHORT_FOR.finditer(text):
        yield found["short"]
        yield from (long for long in _endings(found["long"]) if _near(found["short"], long))


def _known(township: Township) -> dict[str, str]:
    """Every name that may be used, with the full name it stands for."""
    found = {township.organ: township.organ}
    for body in township.bodies:
        found |= dict.fromkeys((body.name, *body.also), body.name)
    for department in township.departments:
        found |= dict.fromkeys((department.name, *department.short), department.name)
    return found


def _names(text: NoticeText) -> Iterator[Name]:
    for number, line in enumerate(text.text.splitlines()):
        for run in _RUN.finditer(line):
            for tail in _TAIL.finditer(run[0]):
                words = run[0][max(0, tail.end() - _MOST) : tail.end()]
                yield Name(text, number, run.start() + tail.end(), words)


def _between(names: Sequence[Name], known: Mapping[str, str]) -> Iterator[Finding]:
    """Compare every name with those before it and with the known ones; each pair of words is told once."""
    told: set[frozenset[str]] = set()
    seen: dict[str, dict[str, Name]] = defaultdict(dict)
    for name in names:
        if any(name.words.endswith(one) for one in known):
            continue
        for pair, finding in chain(_with_known(name, known), _with_earlier(name, seen)):
            if pair not in told:
                told.add(pair)
                yield finding
        for ending in _endings(name.words):
            seen[_key(ending)].setdefault(ending, name)


def _with_known(name: Name, known: Mapping[str, str]) -> Iterator[tuple[frozenset[str], Finding]]:
    for right, full in known.items():
        wrong = next((one for one in _endings(name.words) if _near(right, one)), None)
        if wrong and len(right) >= _LEAST:
            where = "township.yaml 里的" if full else "本文的简称"
            message = f"“{wrong}”与{where}“{right}”相近，不是同一个叫法"
            place = (name.line, name.found(wrong))
            yield (frozenset((right, wrong)), name.text.finding("N851", *place, message, f"统一写成：{full or right}"))


def _with_earlier(name: Name, seen: Mapping[str, Mapping[str, Name]]) -> Iterator[tuple[frozenset[str], Finding]]:
    """The first name before this one that is nearly the same, by the longest endings that begin alike."""
    for ending in _endings(name.words):
        for other, earlier in seen.get(_key(ending), {}).items():
            if _near(other, ending):
                message = f"“{ending}”与第 {earlier.spot()} 行的“{other}”像是同一个机构的两个叫法"
                noted = f"name 写“{other}”，also 写“{ending}”"
                advice = f"统一写成一个；确是两种叫法的，写进 township.yaml 的 bodies：{noted}"
                place = (name.line, name.found(ending))
                yield frozenset((other, ending)), name.text.finding("N851", *place, message, advice)
                return


def _endings(words: str) -> Iterator[str]:
    """The endings of a piece of text that are long enough to be a name, the longest first."""
    return (words[start:] for start in range(max(0, len(words) - _LEAST + 1)))


def _key(ending: str) -> str:
    """What two names have in common that differ by little: how they begin and end."""
    return ending[:2] + ending[-2:]


def _near(one: str, other: str) -> bool:
    """Whether two names begin and end alike and differ by one generic word or one character between."""
    most = 2  # the length of a generic word
    if one == other or abs(len(one) - len(other)) > most or _key(one) != _key(other):
        return False
    if len(one) == len(other):
        spots = [index for index, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        return len(spots) == 1 and not {one[spots[0]], other[spots[0]]} & _NUMERALS
    short, long = sorted((one, other), key=len)
    return any(long[: m.start()] + long[m.end() :] == short for m in _GENERIC.finditer(long))


CHECKS = (several_names,)
