"""Styles of a DOCX paper: one paragraph style per block of the vocabulary and layout."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from carebook.writers.look import COVER, PITCH, POINTS_PER_MM, Look

# Names under which the fonts are known on the machines of offices; none of them can be shipped.
OFFICE_FONTS = {
    "fang": "仿宋_GB2312",
    "kai": "楷体_GB2312",
    "hei": "黑体",
    "song": "宋体",
    "biaosong": "方正小标宋简体",
}
OFFICIAL_LINE = 579  # twips: 22 lines of 580 would not fit into 225 mm
OFFICIAL_SPACING = -5  # twips per character: 28 characters in 156 mm
# Lines fill their page and characters keep to their cells: no widow control, no hanging punctuation, no extra
# space around digits. In every style, because LibreOffice does not read it from the defaults.
CELL_LINE = 1.4  # line of a table cell by size of type
_CELLS = (
    '<w:widowControl w:val="0"/><w:kinsoku w:val="1"/><w:overflowPunct w:val="0"/>'
    '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
)


def twips(points: float) -> int:
    """Points to twentieths of a point."""
    return round(points * 20)


def fonts_xml(name: str) -> str:
    """The font of a run, for all four kinds of characters, so that digits come from the same font."""
    return (
        f'<w:rFonts w:hint="eastAsia" w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'
    )


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style. Lengths in points; ``first``, the first-line indent, in characters."""

    id: str
    name: str
    role: str
    size: float
    line: float
    align: str = "left"
    before: float = 0
    after: float = 0
    first: float = 0
    level: int = 0
    keep: bool = False
    official: bool = False
    red: bool = False

    @property
    def spaced(self) -> bool:
        """Whether characters stand on the grid of the official layout."""
        return self.official and self.size == 16  # noqa: PLR2004 - 3号, the size the grid is made for

    def xml(self) -> str:
        """The ``w:style`` element."""
        line = OFFICIAL_LINE if self.official and abs(self.line - PITCH) < 1 else twips(self.line)
        properties = [
            "<w:keepNext/>" if self.keep else "",
            _CELLS,
            '<w:snapToGrid w:val="0"/>' if line != OFFICIAL_LINE else "",
            f'<w:spacing w:before="{twips(self.before)}" w:after="{twips(self.after)}" w:line="{line}" w:lineRule="exact"/>',
            self._indent(),
            f'<w:jc w:val="{self.align}"/>',
            f'<w:outlineLvl w:val="{self.level - 1}"/>' if self.level else "",
        ]
        colour = '<w:color w:val="FF0000"/>' if self.red else ""
        spacing = OFFICIAL_SPACING if self.spaced else 0
        run = (
            f"{fonts_xml(OFFICE_FONTS[self.role])}{colour}"
            f'<w:spacing w:val="{spacing}"/><w:sz w:val="{round(self.size * 2)}"/><w:szCs w:val="{round(self.size * 2)}"/>'
        )
        default = ' w:default="1"' if self.id == "Normal" else ""
        based = "" if self.id == "Normal" else '<w:basedOn w:val="Normal"/>'
        return (
            f'<w:style w:type="paragraph"{default} w:styleId="{self.id}"><w:name w:val="{self.name}"/>{based}<w:qFormat/>'
            f"<w:pPr>{''.join(properties)}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
        )

    def _indent(self) -> str:
        if not self.first:
            return ""
        cell = twips(self.size) + (OFFICIAL_SPACING if self.spaced else 0)
        return (
            f'<w:ind w:firstLineChars="{round(self.first * 100)}" w:firstLine="{round(self.first * cell)}"/>'
        )


def styles(look: Look, *, official: bool) -> Iterator[Style]:
    """All paragraph styles of a layout."""
    size, line = look.size, look.pitch
    first = 2 if official else 0
    gap = look.lead if not official else 0

    def body(id_: str, name: str, role: str = "fang", align: str = "both", **more: float) -> Style:
        return Style(id_, name, role, size, line, align=align, official=official, **more)  # type: ignore[arg-type] # the rest are lengths

    yield body("Normal", "Normal")
    yield body("Body", "正文段", first=first)
    yield body("Flush", "顶格")
    yield body("Centre", "居中", align="center")
    yield body("Right", "居右", align="right")
    yield Style("Small", "小字", "fang", size * 0.85, line * 0.85, align="both", official=official)
    yield body("Remark", "附注", first=2)
    yield body("AttachmentNote", "附件说明", align="left", before=line, keep=True)
    yield Style("Label", "附件序号", "hei", size, line, official=official, keep=True)
    yield Style("Lead", "引题", "kai", size, line, first=first, official=official, keep=True)
    yield Style("Caption", "表题", "hei", size, line, align="center", after=3, official=official, keep=True)
    yield body("Item", "列项", first=first)
    yield from _headings(look, official=official, gap=gap, first=first)
    table = look.table
    yield Style("Cell", "表格", "fang", table, table * CELL_LINE)
    yield Style("RosterCell", "名单", "fang", size, line, official=official)
    yield Style("Gap", "间隔", "fang", 1, look.lead / 2)
    yield Style("Break", "分页", "fang", 1, 1)
    yield Style("Running", "页眉文字", "song", 9, 12)
    yield Style("PageNumber", "页码数字", "song", 14 if official else 9, 14 if official else 12)
    yield Style("Mark", "发文机关标志", "biaosong", 42, 42, align="center", red=True)
    yield Style("Imprint", "版记", "fang", 14, 22)


def _headings(look: Look, *, official: bool, gap: float, first: float) -> Iterator[Style]:
    size, line = look.size, look.pitch
    after = line if official else size
    yield Style(
        "Heading1", "heading 1", "biaosong", look.h1, look.h1 + look.h1_lead, "center",
        before=0 if official else gap, after=after, level=1, keep=True,
    )  # fmt: skip
    yield Style(
        "Cover",
        "封面题名",
        "biaosong",
        COVER,
        COVER + 16,
        "center",
        before=60 * POINTS_PER_MM,
        after=after,
        level=1,
    )
    for level, role, letter in ((2, "hei", look.h2), (3, "kai", look.h3)):
        yield Style(
            f"Heading{level}", f"heading {level}", role, letter, line + letter - size, before=0 if official else 4,
            first=first, level=level, keep=True, official=official,
        )  # fmt: skip
