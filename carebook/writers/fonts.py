"""The shipped fonts: which role has which family, and which characters none of them holds."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from fontTools.ttLib import TTFont, TTLibError

# Roles of type in an official document; wide and rare only fill gaps.
FAMILIES: Mapping[str, str] = MappingProxyType(
    {
        "fang": "Carebook Fang",
        "hei": "Carebook Hei",
        "kai": "Carebook Kai",
        "song": "Carebook Song",
        "biaosong": "Carebook Biaosong",
        "wide": "Carebook Wide",
        "rare": "Carebook Rare",
    }
)
# Song shows least when it stands in for another face; the last three only bring a few signs.
FALLBACK = ("song", "wide", "rare", "kai", "hei", "fang")


# Names of the fonts that offices buy or have with their systems, as the font files themselves state them.
LICENSED: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "fang": frozenset({"仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong"}),
        "hei": frozenset({"黑体", "SimHei"}),
        "kai": frozenset({"楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi"}),
        "song": frozenset({"宋体", "SimSun"}),
        "biaosong": frozenset({"方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05"}),
    }
)
_NAME_RECORDS = (1, 4, 6, 16)  # family, full name, PostScript name, typographic family


class MissingGlyph(ValueError):  # noqa: N818 - the name other parts of the house know it by
    """No shipped font can draw these characters (rule N801)."""

    def __init__(self, characters: tuple[str, ...]) -> None:
        """Name each character with its code point."""
        self.characters = characters
        listed = "、".join(f"{char}（U+{ord(char):04X}）" for char in characters)
        super().__init__(f"没有字体能印出：{listed}")


def stack(role: str) -> tuple[str, ...]:
    """Families in the order in which a character of this role is looked for."""
    return tuple(FAMILIES[name] for name in dict.fromkeys((role, *FALLBACK)))


def path(role: str, home: Path) -> Path:
    """File of a family."""
    return home / "fonts" / f"{FAMILIES[role].replace(' ', '')}.ttf"


@cache
def licensed(home: Path) -> Mapping[str, Path]:
    """Fonts that a township has laid into ``fonts/local``, by the role they take; the shipped ones stand behind."""
    found: dict[str, Path] = {}
    files = sorted(file for ending in ("*.ttf", "*.otf", "*.ttc") for file in (home / "fonts" / "local").glob(ending))
    for file in files:
        for role in (one for one, names in LICENSED.items() if names & _names(file)):
            found.setdefault(role, file)
    return MappingProxyType(found)


def _names(file: Path) -> frozenset[str]:
    """What a font calls itself; nothing if it cannot be read."""
    try:
        with TTFont(file, lazy=True, fontNumber=0) as font:
            return frozenset(str(one) for one in font["name"].names if one.nameID in _NAME_RECORDS)
    except (TTLibError, OSError, KeyError, UnicodeError):
        return frozenset()


@cache
def added(home: Path) -> tuple[Path, ...]:
    """Font files that a township has laid beside the shipped ones, for characters those lack."""
    shipped = {path(role, home) for role in FAMILIES}
    found = (file for ending in ("*.ttf", "*.otf") for file in (home / "fonts").glob(ending))
    return tuple(sorted(file for file in found if file not in shipped and _characters(file)))


@cache
def _characters(file: Path) -> frozenset[int]:
    """Code points a font holds, none if it cannot be read (once per process)."""
    try:
        with file.open("rb") as stream, TTFont(stream, lazy=True, fontNumber=0) as font:
            return frozenset(font.getBestCmap() or ())
    except (TTLibError, OSError):
        return frozenset()


def missing(text: str, home: Path) -> tuple[str, ...]:
    """Characters of ``text`` that no font holds, each once, in order of code point."""
    left = {char for char in set(text) if not _invisible(char)}
    for file in (*(path(role, home) for role in FALLBACK), *licensed(home).values(), *added(home)):
        if left:
            left = {char for char in left if ord(char) not in _characters(file)}
    return tuple(sorted(left))


def drawn_by(char: str, role: str, home: Path) -> str:
    """The role whose font draws a character in text of a role: that role itself, or the one that stands in."""
    mine = licensed(home).get(role)
    if _invisible(char) or (mine is not None and ord(char) in _characters(mine)):
        return role
    order = dict.fromkeys((role, *FALLBACK))
    found = next((one for one in order if ord(char) in _characters(path(one, home))), "")
    # With a font of the township's own, the shipped font of the same role stands in.
    return "shipped" if mine is not None and found == role else found


@cache
def everywhere(home: Path) -> frozenset[int]:
    """Code points that the first font of every role holds, so that nothing stands in for anything."""
    mine = licensed(home)
    faces = [_characters(mine.get(role, path(role, home))) for role in LICENSED]
    return frozenset.intersection(*faces) | frozenset(range(0x20))


def _invisible(char: str) -> bool:
    """Line breaks, joiners and variation selectors: nothing is drawn for them."""
    return unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp") or unicodedata.name(char, "").startswith(
        "VARIATION SELECTOR"
    )


def require(text: str, home: Path) -> None:
    """Refuse text that would come out as empty boxes.

    Raises:
        MissingGlyph: at least one character has no glyph in any font.
    """
    absent = missing(text, home)
    if absent:
        raise MissingGlyph(absent)
