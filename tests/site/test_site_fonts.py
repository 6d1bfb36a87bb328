"""Fonts and other files that lie beside the pages."""

import io

from fontTools.ttLib import TTFont

from carebook.site.assets import assets, web_fonts
from tests.townships import HOME

TEXT = "清溪乡 QX-0001 龚䶮、㛃、𬸚 ☑"


def test_fonts_hold_what_is_written_and_little_else() -> None:
    """Every character can be drawn by one of the files; none is larger than the text asks for."""
    made = web_fonts(HOME.root / "fonts", TEXT)
    drawn: set[int] = set()
    for path, data in made.items():
        if path.endswith(".ttf"):
            codes = set(TTFont(io.BytesIO(data)).getBestCmap() or ())
            assert codes, path
            assert codes <= set(map(ord, TEXT)), path
            assert len(data) < 40_000, path
            drawn |= codes
    assert set(map(ord, TEXT)) <= drawn


def test_the_style_sheet_names_exactly_the_files_made() -> None:
    """Each font file has its rule, relative to the style sheet, and shows text while it loads."""
    made = web_fonts(HOME.root / "fonts", TEXT)
    css = made["assets/fonts.css"].decode()
    files = [path.removeprefix("assets/") for path in made if path.endswith(".ttf")]
    assert all(css.count(f'url("{file}")') == 1 for file in files)
    assert css.count("@font-face") == css.count("font-display: swap") == len(files)
    assert "://" not in css


def test_the_same_text_gives_the_same_fonts() -> None:
    """The order in which characters come does not matter, nor does the clock."""
    assert web_fonts(HOME.root / "fonts", TEXT) == web_fonts(HOME.root / "fonts", TEXT[::-1])


def test_style_and_script_ask_for_nothing_from_elsewhere() -> None:
    """No address of another machine stands in what pages load."""
    for path, data in assets(HOME.templates).items():
        text = data.decode().replace("http://www.w3.org/2000/svg", "")
        assert "://" not in text, path
