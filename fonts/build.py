"""Build the shipped fonts from Debian packages: TrueType outlines, own names, only what is needed.

    python3 fonts/build.py [--packages DIR] [--out DIR]

Packages are fetched with ``apt-get download`` in exactly the versions below (or taken from ``--packages``),
checked against their digests and unpacked into a temporary folder; nothing is installed. Needs fontTools.
The same packages give the same bytes.
"""

# mypy: allow-untyped-calls, disable-error-code="attr-defined,no-any-return,var-annotated"
# (fontTools declares only a part of its types)

from __future__ import annotations

import argparse
import gzip
import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import charset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont, newTable
from fontTools.ttLib.scaleUpem import scale_upem

UNITS = 1000
ASCENT, DESCENT = 880, -120  # the same in every family: a character of a fallback never moves a line
STAMP = 3_850_000_000  # seconds since 1904: fixed, so that a rebuild is the same to the byte
CURVE_ERROR = 1.0  # font units between the cubic and the quadratic outline; a sixtieth of a point in print


INSTRUCTION_LIMITS = (  # of TrueType hinting, which these fonts do not have
    "maxTwilightPoints",
    "maxStorage",
    "maxFunctionDefs",
    "maxInstructionDefs",
    "maxStackElements",
    "maxSizeOfInstructions",
    "maxComponentElements",
)


@dataclass(frozen=True)
class Package:
    """A Debian package by version and digest."""

    name: str
    version: str
    sha256: str


PACKAGES = (
    Package(
        "fonts-noto-cjk", "1:20220127+repack1-1", "4a2515eb6db3978b897fef9709ed0d2b1f4c6c4df4d83d6c4ef65f71f1b1f502"
    ),
    Package("fonts-lxgw-wenkai", "1.250+repack-1", "6d1e4c4aac78ad32062aefa2c836ee4d6e58f9dcf8b3f4407c9eefe304615318"),
    Package("fonts-babelstone-han", "15.0.5-2", "c7b7f9b5b78ad14c94d7e6d2b103307a7a643844c7db856fb97611d9d8a80589"),
    Package(
        "texlive-lang-chinese", "2022.20230122-1", "9cfa07bd44e7b9098e26f0ecac1b5ad210d2249d474c8074d53de92d650b0ec0"
    ),
    Package("unicode-data", "15.0.0-1", "5efef23bbb1c6a133ecbdd63a2cfa07159ccacf5466a49e2426101c5ecd691fc"),
)
NOTO = "fonts/opentype/noto/"
FANDOL = "texlive/texmf-dist/fonts/opentype/public/fandol/"


@dataclass(frozen=True)
class Family:
    """One shipped font: its name, what it is cut from, which part of it, and the licence it stays under."""

    name: str
    source: str
    face: int
    part: str  # common: the standard table; wide: all else; rare: names only
    licence: str


SIMPLIFIED = 2  # index of the mainland face in the collections of Noto
FAMILIES = (
    Family("Carebook Wide", f"{NOTO}NotoSerifCJK-Regular.ttc", SIMPLIFIED, "wide", "song-hei-OFL.txt"),
    Family("Carebook Fang", f"{FANDOL}FandolFang-Regular.otf", -1, "common", "fang-GPL-3.txt"),
    Family("Carebook Song", f"{NOTO}NotoSerifCJK-Regular.ttc", SIMPLIFIED, "common", "song-hei-OFL.txt"),
    Family("Carebook Biaosong", f"{NOTO}NotoSerifCJK-Bold.ttc", SIMPLIFIED, "common", "song-hei-OFL.txt"),
    Family("Carebook Hei", f"{NOTO}NotoSansCJK-Regular.ttc", SIMPLIFIED, "common", "song-hei-OFL.txt"),
    Family("Carebook Kai", "fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf", -1, "common", "kai-OFL.txt"),
    Family("Carebook Rare", "fonts/truetype/babelstone/BabelStoneHan.ttf", -1, "rare", "ARPHICPL.txt"),
)


def fetch(packages: Path | None, work: Path) -> Path:
    """Unpack all packages below ``work``; return the ``usr/share`` folder that results."""
    for package in PACKAGES:
        folder = packages or work
        if packages is None:
            subprocess.run(["apt-get", "download", f"{package.name}={package.version}"], cwd=work, check=True)
        (file,) = folder.glob(f"{package.name}_*.deb")
        if hashlib.sha256(file.read_bytes()).hexdigest() != package.sha256:
            raise SystemExit(f"{file.name}: not the package this script was written for")
        subprocess.run(["dpkg-deb", "-x", file, work / "root"], check=True)
    return work / "root" / "usr" / "share"


def wanted(family: Family, share: Path) -> set[int]:
    """Code points a family shall hold, as far as its source has them."""
    common = charset.common(share / "unicode")
    if family.part == "common":
        return common | charset.signs()
    serif = set(opened(share / NOTO / "NotoSerifCJK-Regular.ttc", SIMPLIFIED).getBestCmap())
    if family.part == "wide":
        return {code for code in serif if charset.is_han(code)} - common
    basic = set(range(0x3400, 0x4DC0)) | set(range(0x4E00, 0xA000))
    return (charset.names(share / "unicode") | basic | set(map(ord, charset.RARE_SAMPLE))) - serif


def opened(path: Path, face: int) -> Any:
    """Open a font or one face of a collection."""
    return TTFont(path) if face < 0 else TTCollection(path).fonts[face]


def cut(font: Any, codes: set[int]) -> None:
    """Keep only ``codes``, and of the layout features only half-width punctuation."""
    options = Options(layout_features=["halt"], notdef_outline=True, glyph_names=False, hinting=False)
    options.drop_tables += ["BASE", "DSIG", "GDEF", "STAT", "VORG", "gasp", "meta", "vhea", "vmtx"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)


def outlines(font: Any) -> None:
    """Turn PostScript outlines into TrueType ones: smaller papers, and printers and checkers prefer them."""
    order = font.getGlyphOrder()
    shapes = font.getGlyphSet()
    drawn = {name: _quadratic(shapes[name].draw) for name in order}
    font["loca"] = newTable("loca")
    font["glyf"] = glyf = newTable("glyf")
    glyf.glyphOrder, glyf.glyphs = order, drawn
    for name, glyph in drawn.items():
        glyph.recalcBounds(glyf)
        font["hmtx"][name] = (font["hmtx"][name][0], getattr(glyph, "xMin", 0))
    del font["CFF "]
    font["maxp"] = maxp = newTable("maxp")
    maxp.tableVersion = 0x00010000
    for field in INSTRUCTION_LIMITS:
        setattr(maxp, field, 0)
    maxp.maxZones = 1
    maxp.numGlyphs = len(order)
    font.sfntVersion = "\x00\x01\x00\x00"


def _quadratic(draw: Callable[[Any], None]) -> Any:
    pen = TTGlyphPen(None)
    draw(Cu2QuPen(pen, CURVE_ERROR, reverse_direction=True))
    return pen.glyph()


def redraw(font: Any, name: str, *, scale: float = 1, shift: float = 0, advance: int = UNITS) -> None:
    """Stretch and move one glyph horizontally and give it an advance."""
    record = DecomposingRecordingPen(font.getGlyphSet())
    font.getGlyphSet()[name].draw(record)
    pen = TTGlyphPen(None)
    record.replay(TransformPen(pen, (scale, 0, 0, 1, shift, 0)))
    put(font, name, pen.glyph(), advance)


def put(font: Any, name: str, glyph: Any, advance: int) -> None:
    """Place a glyph with the metrics that follow from its outline."""
    font["glyf"][name] = glyph
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][name] = (advance, glyph.xMin)


def full_width(font: Any) -> None:
    """Dash, quotation marks and middle dot take a whole cell, as Chinese printing and the 28-cell line want."""
    cmap, glyf = font.getBestCmap(), font["glyf"]
    for char in "—“”‘’·":
        name = cmap.get(ord(char))
        if name is None:
            continue
        shape, (advance, _) = glyf[name], font["hmtx"][name]
        if char == "—":
            scale = UNITS / (shape.xMax - shape.xMin)
            redraw(font, name, scale=scale, shift=-shape.xMin * scale)
        elif advance != UNITS:
            free = UNITS - advance
            redraw(font, name, shift={"·": free / 2, "“": free - 40, "‘": free - 40}.get(char, 40))


def ticks(font: Any) -> None:
    """Draw the empty, ticked and crossed box: no source has them, and every form needs them."""
    box = [(90, -30), (90, 790), (910, 790), (910, -30)]
    hole = [(140, 20), (860, 20), (860, 740), (140, 740)]
    tick = [(235, 400), (300, 455), (430, 300), (715, 660), (775, 610), (435, 180)]
    cross = [(270, 190), (460, 380), (270, 570), (310, 610), (500, 420), (690, 610), (730, 570), (540, 380)]
    cross += [(730, 190), (690, 150), (500, 340), (310, 150)]
    marks: dict[str, list[list[tuple[int, int]]]] = {"\u2610": [], "\u2611": [tick], "\u2612": [cross]}
    order = font.getGlyphOrder()
    for char, extra in marks.items():
        pen = TTGlyphPen(None)
        for contour in (box, hole, *extra):
            pen.moveTo(contour[0])
            for point in contour[1:]:
                pen.lineTo(point)
            pen.closePath()
        name = f"tick{ord(char):04X}"
        order.append(name)
        font["glyf"].glyphs[name] = None
        put(font, name, pen.glyph(), UNITS)
        for table in font["cmap"].tables:
            table.cmap[ord(char)] = name
    font.setGlyphOrder(order)
    font["glyf"].glyphOrder = order


def label(font: Any, family: Family) -> None:
    """Give the font its own name and plain metadata: regular weight, the same line height in all families."""
    postscript = family.name.replace(" ", "") + "-Regular"
    font["name"] = table = newTable("name")
    table.names = []
    changed = "Cut, converted to TrueType outlines and renamed by fonts/build.py of carebook, 2026."
    texts = {
        0: f"Copyright of the authors named in fonts/licences/{family.licence}",
        1: family.name,
        2: "Regular",
        3: postscript,
        4: family.name,
        5: "Version 1.000",
        6: postscript,
        10: changed,
        13: f"See fonts/licences/{family.licence}",
    }
    for number, text in texts.items():
        table.setName(text, number, 3, 1, 0x409)
    head, os2, hhea = font["head"], font["OS/2"], font["hhea"]
    head.created = head.modified = STAMP
    head.macStyle, head.fontRevision = 0, 1.0
    os2.usWeightClass, os2.usWidthClass, os2.fsType = 400, 5, 0
    os2.fsSelection = 0x40 | 0x80  # regular; line height from the typographic metrics
    os2.version = max(os2.version, 4)
    os2.achVendID = "CARE"
    os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap = ASCENT, DESCENT, 0
    hhea.ascent, hhea.descent, hhea.lineGap = ASCENT, DESCENT, 0
    font["post"].formatType = 3.0
    font["post"].isFixedPitch = 0


def make(family: Family, share: Path, out: Path) -> str:
    """Build one family; return a line for the log."""
    font = opened(share / family.source, family.face)
    font.recalcTimestamp = False
    cut(font, wanted(family, share))
    if "CFF " in font:
        outlines(font)
    if font["head"].unitsPerEm != UNITS:
        scale_upem(font, UNITS)
    if family.part == "common":
        full_width(font)
        ticks(font)
    label(font, family)
    path = out / f"{family.name.replace(' ', '')}.ttf"
    font.save(path, reorderTables=True)
    return f"{path.name}: {len(font.getBestCmap())} characters, {path.stat().st_size / 1e6:.1f} MB"


def licences(share: Path, out: Path) -> None:
    """Lay the licence texts of the sources beside the fonts."""
    out.mkdir(parents=True, exist_ok=True)
    doc = share / "doc"
    shutil.copyfile(doc / "fonts-noto-cjk" / "copyright", out / "song-hei-OFL.txt")
    shutil.copyfile(doc / "fonts-lxgw-wenkai" / "copyright", out / "kai-OFL.txt")
    rare = opened(share / "fonts/truetype/babelstone/BabelStoneHan.ttf", -1)["name"]
    # The licence asks that its text travel unaltered; the font itself carries it.
    text = "\n".join(rare.getDebugName(13).splitlines()) + "\n"
    (out / "ARPHICPL.txt").write_text(text, "utf-8")
    shutil.copyfile(doc / "fonts-babelstone-han" / "copyright", out / "rare-copyright.txt")
    fandol = doc / "texlive-doc" / "fonts" / "fandol"
    readme = (fandol / "README").read_text("utf-8")
    copying = gzip.decompress((fandol / "COPYING.gz").read_bytes()).decode()
    (out / "fang-GPL-3.txt").write_text(f"{readme}\n{copying}", "utf-8")


def main() -> None:
    """Fetch, build all families on two processes, lay the licences beside them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packages", type=Path, help="folder that holds the five .deb files")
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parent)
    options = parser.parse_args()
    os.environ["SOURCE_DATE_EPOCH"] = "0"
    with tempfile.TemporaryDirectory() as folder:
        share = fetch(options.packages, Path(folder))
        with ProcessPoolExecutor(2) as pool:
            for job in [pool.submit(make, family, share, options.out) for family in FAMILIES]:
                print(job.result(), flush=True)
        licences(share, options.out / "licences")


if __name__ == "__main__":
    main()
