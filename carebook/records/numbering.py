"""The numbers at the head of paragraphs, whose form decides the level (GB/T 9704—2012 7.3.3).

``一、`` is the first level, ``（一）`` the second, ``1.`` the third, ``（1）`` the fourth. What is nearly such a number
(``1、``, ``(一)``, ``（一）、``) is read as what it was meant to be, with the right form beside it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_DIGITS = "零一二三四五六七八九"
_HAN = "[一二三四五六七八九十百]+"
_ARABIC = "[0-9０-９]{1,3}"
_OPEN, _CLOSE = "[（(﹙]", "[）)﹚]"
#: Level and what a paragraph of that level may begin with, slips included. Order matters: first come, first served.
_FORMS = (
    (2, re.compile(rf"{_OPEN}\s?(?P<number>{_HAN})\s?{_CLOSE}\s?[、.．，,]?")),
    (4, re.compile(rf"{_OPEN}\s?(?P<number>{_ARABIC})\s?{_CLOSE}\s?[、.．，,]?")),
    (1, re.compile(rf"(?P<number>{_HAN})\s?(?:、|[.．,，](?![0-9]))\s?")),
    (3, re.compile(rf"(?P<number>{_ARABIC})\s?(?:[.．](?![0-9０-９])|、|[)）])\s?")),
    (3, re.compile(r"(?P<number>[①-⑳])\s?[、.．]?")),
)


@dataclass(frozen=True, slots=True)
class ParagraphNumber:
    """The number a paragraph begins with: level 1 to 4, its value, how it is written, how it should be."""

    level: int
    number: int
    written: str

    @property
    def right(self) -> str:
        """The number in the form the standard asks for."""
        return written(self.level, self.number)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a text: its line (from 0) in the text, how far it is indented there, its words, its number."""

    line: int
    indent: int
    text: str
    head: ParagraphNumber | None


def paragraphs(text: str) -> Iterator[Paragraph]:
    """The paragraphs of a text, one a line; empty lines are passed over."""
    for number, line in enumerate(text.splitlines()):
        bare = line.strip()
        if bare:
            yield Paragraph(number, len(line) - len(line.lstrip()), bare, head(bare))


def head(text: str) -> ParagraphNumber | None:
    """The number a paragraph begins with; None if it has none."""
    for level, form in _FORMS:
        found = form.match(text)
        if found:
            value = _value(found["number"])
            if value:
                return ParagraphNumber(level, value, found[0])
    return None


def written(level: int, number: int) -> str:
    """A number in the form of its level: ``一、``, ``（一）``, ``1.``, ``（1）``."""
    han = chinese(number)
    return {1: f"{han}、", 2: f"（{han}）", 3: f"{number}.", 4: f"（{number}）"}[level]


def chinese(number: int) -> str:
    """A number from 1 to 199 in Chinese: ``十二``."""
    ten, hundred = 10, 100
    if number >= hundred:
        rest = number - hundred
        return "一百" + ("零" if 0 < rest < ten else "") + (_tens(rest) if rest else "")
    return _tens(number)


def _tens(number: int) -> str:
    tens, ones = divmod(number, 10)
    front = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return front + (_DIGITS[ones] if ones else "")


_VALUES = {chinese(number): number for number in range(1, 200)}


def _value(text: str) -> int:
    """What a number is worth; 0 if it is none (``百十``)."""
    plain = unicodedata.normalize("NFKC", text)
    return int(plain) if plain.isdecimal() else _VALUES.get(text, 0)
