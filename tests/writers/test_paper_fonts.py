"""The shipped fonts: their names, their coverage, their size."""

from __future__ import annotations

import pytest
from fontTools.ttLib import TTFont

from carebook.rulebook import rule
from carebook.writers import fonts
from tests.writers.sample_papers import HOME, RARE

RESERVED = ("noto", "source", "lxgw", "霞鹜", "klee", "fandol", "babelstone", "wenkai")


@pytest.mark.parametrize("role", fonts.FAMILIES)
def test_font_is_renamed_and_plain(role: str) -> None:
    """Each family is one TrueType file under its own name, regular weight, no name of its source in it."""
    with TTFont(fonts.path(role, HOME), lazy=True) as font:
        names = [str(record) for record in font["name"].names]
        assert font["name"].getDebugName(1) == fonts.FAMILIES[role]
        assert "glyf" in font
        assert vars(font["OS/2"])["usWeightClass"] == 400
        assert (font["hhea"].ascent, font["hhea"].descent) == (880, -120)
    assert not [name for name in names for word in RESERVED if word in name.lower()]


def test_fonts_are_small_enough_and_licensed() -> None:
    """All fonts together stay under 35 MB, and each names a licence text that lies beside them."""
    files = sorted((HOME / "fonts").glob("*.ttf"))
    assert sum(file.stat().st_size for file in files) < 35_000_000
    for file in files:
        with TTFont(file, lazy=True) as font:
            licence = font["name"].getDebugName(13)
        assert licence is not None, file
        licence = licence.removeprefix("See fonts/licences/")
        assert (HOME / "fonts" / "licences" / licence).stat().st_size > 1000


def test_everything_names_and_forms_need_is_there() -> None:
    """Standard characters, rare names, ticks and numbers are in the fonts."""
    gb2312 = "".join(
        bytes((row, cell)).decode("gb2312", "ignore") for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF)
    )
    needed = gb2312 + RARE + "☑☐☒□√①②⑩⑳★〇—…·“”‘’〔〕《》ABCabc０１ＡéüǎⅡ珮峯喦潁㎡℃‰"
    assert fonts.missing(needed, HOME) == ()


def test_main_faces_hold_ticks_of_one_width() -> None:
    """A box to tick looks the same in every face and takes the width of a character."""
    for role in ("fang", "hei", "kai", "song", "biaosong"):
        with TTFont(fonts.path(role, HOME), lazy=True) as font:
            cmap = font.getBestCmap()
            assert cmap is not None, role
            assert {font["hmtx"][cmap[ord(char)]][0] for char in "☑☐☒—“”·"} == {1000}


def test_missing_names_characters_once_in_order() -> None:
    """Characters without a glyph are reported once; line breaks and joiners are nothing to draw."""
    assert fonts.missing("甲\ue863乙\U0010fffd\ue863\n\u200b\ufe0f", HOME) == ("\ue863", "\U0010fffd")


def test_rule_of_missing_characters_shows_one() -> None:
    """The wrong example of N801 has a character without a glyph, the right one has none."""
    page = rule("N801")
    assert fonts.missing(page.example.wrong, HOME)
    assert not fonts.missing(page.example.right, HOME)
