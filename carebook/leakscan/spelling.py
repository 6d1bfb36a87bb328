"""How a value may be spelled, and where it stands in a text whatever the spelling.

Four readings of one text, each with its own automaton (Aho-Corasick: one pass for any number of values):

- *soft*: NFKC, small letters, without blanks, invisible characters, dashes and dots; sentences stay apart. For names.
- *hard*: letters and digits only. For longer names, addresses, units: what was cut by a comma or a cell is found.
- *digits*: digits only, Chinese numerals read as digits; broken where words stand between. For long numbers.
- *exact*: NFKC and small letters, ended by something that is no letter or digit. For ids, dates, short numbers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

import ahocorasick

_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e01ef"
)
_LOOSE = re.compile(rf"[\s\x00-\x1f\x7f{_INVISIBLE}\-‐-―−~_.·•‧・∙⋅*+|/\\'\"`]+")
_HIDDEN = re.compile(rf"[{_INVISIBLE}]+")
_APART = re.compile(r"[\W_]+")
_NUMERALS = str.maketrans("〇零○一二三四五六七八九壹贰叁肆伍陆柒捌玖", "000123456789123456789")
#: Digits that belong together: nothing between them but up to six signs that are no letters.
_BETWEEN = re.compile(r"(?<=\d)[^\w]{1,6}(?=\d)|(?<=\d)_{1,6}(?=\d)")
_OTHER = re.compile(r"\D+")
_LONG = 10
_OLD, _NEW = 15, 18
_NAME = 3
_ADDRESS = 4
_MOBILE = 11
_COUNTY = re.compile(r"^.*?[省市州盟]?.*?[县区旗市](?=.)")
_TOWN = re.compile(r"^.*?(?:乡|镇|街道)(?=.)")
_VILLAGE = re.compile(r"^.*?(?:村|社区|居委会)(?=.)")


def exact(text: str) -> str:
    """The text in one form of each character."""
    return _HIDDEN.sub("", unicodedata.normalize("NFKC", text)).casefold()


def _soft(plain: str) -> str:
    return _LOOSE.sub("", plain)


def _hard(plain: str) -> str:
    return _APART.sub("", plain)


def _digits(plain: str) -> str:
    return _OTHER.sub(" ", _BETWEEN.sub("", plain.translate(_NUMERALS)))


def soft(text: str) -> str:
    """The text without what may stand between the characters of a name."""
    return _soft(exact(text))


def hard(text: str) -> str:
    """Letters and digits of the text."""
    return _hard(exact(text))


#: The readings, each made of the exact one.
READINGS: Mapping[str, Callable[[str], str]] = {"soft": _soft, "hard": _hard, "digits": _digits, "exact": str}


SURE, WORD, PART = 2, 1, 0


@dataclass(frozen=True, slots=True)
class Hit:
    """A value found: its number in the list the finder was made of, and how sure that is.

    ``SURE``, or for a name of two characters ``WORD`` if it stands alone and ``PART`` if it may be part of other words.
    """

    index: int
    sure: int


def spellings(kind: str, text: str) -> Iterator[tuple[str, str]]:
    """What to look for: pairs of a reading and a needle in it."""
    makers: Mapping[str, Callable[[str], Iterable[tuple[str, str]]]] = {
        "name": _name, "worker": _name, "employer": _unit, "address": _address, "phone": _number, "account": _number,
        "number": _number, "id-number": _id_number, "birth": _birth, "id": _id,
    }  # fmt: skip
    yield from makers[kind](text)


def _name(text: str) -> Iterator[tuple[str, str]]:
    bare = soft(text)
    if len(bare) > 1:
        yield "soft", bare
    if len(bare) >= _NAME:
        yield "hard", hard(text)


def _unit(text: str) -> Iterator[tuple[str, str]]:
    if len(hard(text)) >= _ADDRESS:
        yield "hard", hard(text)


def _address(text: str) -> Iterator[tuple[str, str]]:
    """The whole address, without county, without township, and what follows the village if a house can be told by it."""
    whole = hard(text)
    needles = {whole}
    for pattern in (_COUNTY, _TOWN, _VILLAGE):
        if found := pattern.match(whole):
            needles.add(whole[found.end() :])
    for needle in needles:
        told = pattern_has_house(needle) or _VILLAGE.match(needle)
        if len(needle) >= _ADDRESS and told:
            yield "hard", needle


def pattern_has_house(needle: str) -> bool:
    """Whether a piece of an address names a house."""
    return any(sign.isdigit() for sign in needle)


def _number(text: str) -> Iterator[tuple[str, str]]:
    bare = "".join(re.findall(r"\d", unicodedata.normalize("NFKC", text)))
    mobile = bare.removeprefix("86") if len(bare) > _MOBILE and bare.startswith("861") else bare
    if len(mobile) >= _LONG:
        yield "digits", mobile
    elif hard(text):
        yield from _id(text)


def _id_number(text: str) -> Iterator[tuple[str, str]]:
    """The number without its check digit, and the old number of 15 digits that belongs to it."""
    bare = "".join(re.findall(r"\d", unicodedata.normalize("NFKC", text)))
    if len(bare) >= _NEW - 1:
        bare = bare[: _NEW - 1]
        yield "digits", bare[:6] + bare[8:]
    if len(bare) >= _LONG:
        yield "digits", bare


def _birth(text: str) -> Iterator[tuple[str, str]]:
    year, month, day = text.split("-")
    for by in "-./":
        yield "exact", f"{year}{by}{month}{by}{day}"
        yield "exact", f"{year}{by}{int(month)}{by}{int(day)}"
    yield "exact", f"{year}{month}{day}"
    yield "exact", f"{year}年{int(month)}月{int(day)}日"
    yield "exact", f"{year}年{month}月{day}日"


def _id(text: str) -> Iterator[tuple[str, str]]:
    bare = exact(text)
    yield "exact", bare
    if "-" in bare:
        yield "exact", bare.replace("-", "")
        yield "exact", bare.replace("-", " ")


class Finder:
    """Finds any number of values in a text in one pass for each reading."""

    def __init__(self, values: Iterable[tuple[str, str]], neutral: Iterable[str] = ()) -> None:
        """Prepare the automata.

        Args:
            values: what to find, as (kind, text); hits name their numbers.
            neutral: words that are nobody, though a name stands in them.
        """
        needles: dict[str, dict[str, set[int]]] = {reading: {} for reading in READINGS}
        for index, (kind, text) in enumerate(values):
            for reading, needle in spellings(kind, text):
                needles[reading].setdefault(needle, set()).add(index)
        for word in neutral:
            for reading in ("soft", "hard"):
                needles[reading].setdefault(READINGS[reading](exact(word)), set())
        self._automata = {name: _automaton(found) for name, found in needles.items() if any(found.values())}

    def find(self, text: str, least: int = PART) -> set[Hit]:
        """Every value that stands in a text, as far as that is sure enough."""
        found: set[Hit] = set()
        plain = exact(text)
        for reading, automaton in self._automata.items():
            found |= _hits(reading, READINGS[reading](plain), automaton)
        return {hit for hit in found if hit.sure >= least}


def _automaton(needles: Mapping[str, set[int]]) -> ahocorasick.Automaton:
    made = ahocorasick.Automaton()
    for needle, indexes in needles.items():
        if needle:
            made.add_word(needle, (len(needle), tuple(sorted(indexes))))
    made.make_automaton()
    return made


def _hits(reading: str, text: str, automaton: ahocorasick.Automaton) -> set[Hit]:
    """Hits of one reading; one that lies inside a longer one is part of that and no hit of its own."""
    spans = sorted(
        ((end - length + 1, -(end + 1), indexes) for end, (length, indexes) in automaton.iter(text)),
        key=lambda span: span[:2],
    )
    found: set[Hit] = set()
    reach = -1
    for start, minus, indexes in spans:
        end = -minus
        if reading == "exact" and not _whole(text, start, end):
            continue
        if end > reach:
            reach = end
            short = reading == "soft" and end - start < _NAME
            sure = (WORD if _alone(text, start, end) else PART) if short else SURE
            found.update(Hit(index, sure) for index in indexes)
    return found


def _whole(text: str, start: int, end: int) -> bool:
    """Whether no letter or digit of the same kind goes on before or behind."""
    before, behind = text[start - 1 : start], text[end : end + 1]
    return not _ascii(before) and not (_ascii(behind) and text[end - 1].isascii())


def _ascii(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()


def _alone(text: str, start: int, end: int) -> bool:
    """Whether no letter stands before or behind, but for the 户 of a household."""
    before, behind = text[start - 1 : start] if start else "", text[end : end + 1]
    return not before.isalpha() and (not behind.isalpha() or behind == "户")
