"""Files beside the pages: style, script, and fonts cut down to the characters that the tree uses."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont

_subset: Any = subset  # fontTools has no types

#: Families that pages and papers name, and those that only fill the gaps of the others.
_NAMED = ("Hei", "Song", "Fang", "Kai", "Biaosong")
_GAPS = ("Wide", "Rare")
_FACE = """@font-face {{
  font-family: "Carebook {name}";
  src: url("fonts/Carebook{name}.{ending}") format("{format}");
  font-display: swap;
}}
"""


def assets(templates: Path) -> dict[str, bytes]:
    """Style sheets, script and icon of the pages, by their paths in the tree.

    In the tree a paper finds the fonts that were cut for it. The template itself names none: WeasyPrint, which prints
    papers from it, must not meet two files under one family name.
    """
    found = {f"assets/{file.name}": file.read_bytes() for file in sorted((templates / "site" / "assets").iterdir())}
    return found | {
        "assets/columns.css": (templates / "columns.css").read_bytes(),
        "assets/paper.css": b'@import url("fonts.css");\n' + (templates / "paper.css").read_bytes(),
    }


def web_fonts(fonts: Path, text: str) -> dict[str, bytes]:
    """Fonts with just the characters of ``text``, and the style sheet that names them.

    Pages must look right on a machine without any Chinese font; a browser fetches a file only where a page asks
    for its family and no font named before it has the character.

    Args:
        fonts: the folder of shipped fonts.
        text: everything that is written anywhere in the tree.

    Returns:
        ``assets/fonts.css`` and ``assets/fonts/*`` by path; a family with nothing to draw is left out.
    """
    wanted = frozenset(map(ord, text))
    made: dict[str, bytes] = {}
    faces = []
    covered: set[int] = set()
    for name in (*_NAMED, *_GAPS):
        source = fonts / f"Carebook{name}.ttf"
        codes = wanted & _coverage(source)
        if name in _GAPS:
            codes -= covered
        covered |= codes
        if codes:
            made[f"assets/fonts/Carebook{name}.ttf"] = _cut(source, codes)
            faces.append(_FACE.format(name=name, ending="ttf", format="truetype"))
    made["assets/fonts.css"] = "".join(faces).encode()
    return made


@cache
def _coverage(source: Path) -> frozenset[int]:
    """Code points of a font."""
    with TTFont(source, lazy=True) as font:
        return frozenset(font.getBestCmap() or ())


def _cut(source: Path, codes: frozenset[int]) -> bytes:
    """A font with some of its characters."""
    options = _subset.Options(layout_features=["halt"], notdef_outline=True, glyph_names=False, hinting=False)
    with TTFont(source, lazy=True, recalcTimestamp=False, recalcBBoxes=False) as font:
        subsetter = _subset.Subsetter(options)
        subsetter.populate(unicodes=codes)
        subsetter.subset(font)
        out = io.BytesIO()
        font.save(out)
    return out.getvalue()
