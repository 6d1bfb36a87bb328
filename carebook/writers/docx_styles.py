"""Styles of a DOCX paper: one paragraph style per block of the vocabulary and layout."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from carebook.writers.look import COVER, LOOKS, MARK, PAGE_MM, PITCH, POINTS_PER_MM, Look

# Names under which the fonts are known on the machines of offices; none of them can be shipped.
OFFICE_FONTS = {
    "fang": "仿宋_GB2312",
    "kai": "楷体_GB2312",
    "hei": "黑体",
    "song": "宋体",
    "biaosong": "方正小标宋简体",
}
# What Word takes on a machine that lacks them.
INSTEAD = {
    "仿宋_GB2312": "仿宋",
    "楷体_GB2312": "楷体",
    "黑体": "SimHei",
    "宋体": "SimSun",
    "方正小标宋简体": "方正小标宋_GBK",
    "SimSun-ExtB": "宋体-ExtB",
}
ASCENT = 0.8  # where the base line lies in a line of exact height: Word and LibreOffice hang type at its foot
LARGE_LINE = 1.25  # height of a line of large type by its size: Word cuts off what reaches above an exact line
OFFICIAL_SPACING = -5  # twips per character: 28 characters in 156 mm
CELL_LINE = 1.4  # line of a table cell by size of type
# Lines fill their page and characters keep to their cells: no widow control, no extra space around digits. In every
# style, because LibreOffice does not read it from the defaults. LibreOffice 7 reads overflowPunct the wrong way
# round: 1 keeps punctuation inside the line there, and is what Word does anyway.
_CELLS = (
    '<w:widowControl w:val="0"/><w:kinsoku w:val="1"/><w:overflowPunct w:val="1"/>'
    '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
)


def whole_lines(pitch: float) -> float:
    """The height of an exact line, in points, with which a page holds as many lines as in the PDF at a pitch.

    The PDF needs no space below the last line of a page; Word and LibreOffice do. Heights are whole twips: 22 lines of
    28.99 points in the PDF are 22 lines of 28.95 points here. Almost a point stays free for what rounding adds.
    """
    high = PAGE_MM[1] - LOOKS["official"].margins[0] - LOOKS["official"].margins[2]
    points = high * POINTS_PER_MM - 0.85
    lines = int((points + 0.85 + pitch - LOOKS["official"].size) / pitch + 0.001)
    return int(min(pitch, points / lines) * 20 + 0.001) / 20


OFFICIAL_LINE = whole_lines(PITCH)


def twips(points: float) -> int:
    """Points to twentieths of a point."""
    return round(points * 20)


def fonts_xml(name: str) -> str:
    """The font of a run, for all four kinds of characters, so that digits come from the same font."""
    return f'<w:rFonts w:hint="eastAsia" w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style. Lengths in points; ``first``, the first-line indent, in characters.

    ``pitch`` is the distance of the base lines of an official document, 0 where there is no such grid.
    """

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
    pitch: float = 0
    red: bool = False

    @property
    def spaced(self) -> bool:
        """Whether characters stand on the grid of the official layout."""
        return self.pitch > 0 and self.size == 16  # noqa: PLR2004 - 3号, the size the grid is made for

    def xml(self) -> str:
        """The ``w:style`` element."""
        line = twips(self.line)
        properties = [
            "<w:keepNext/>" if self.keep else "",
            _CELLS,
            '<w:snapToGrid w:val="0"/>' if self.pitch and self.line != OFFICIAL_LINE else "",
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
        default = ' w:default="1"' if self.id == "Normal" else ' w:customStyle="1"'
        based = "" if self.id == "Normal" else '<w:basedOn w:val="Normal"/>'
        return (
            f'<w:style w:type="paragraph"{default} w:styleId="{self.id}"><w:name w:val="{self.name}"/>{based}<w:qFormat/>'
            f"<w:pPr>{''.join(properties)}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
        )

    def _indent(self) -> str:
        if not self.first:
            return ""
        cell = twips(self.size) + (OFFICIAL_SPACING if self.spaced else 0)
        return f'<w:ind w:firstLineChars="{round(self.first * 100)}" w:firstLine="{round(self.first * cell)}"/>'


def styles(look: Look, *, pitch: float = 0) -> Iterator[Style]:
    """All paragraph styles of a layout; ``pitch`` is that of an official document, 0 for the other layouts."""
    official = pitch > 0
    size, line = look.size, pitch or look.pitch
    first = 2 if official else 0

    def body(id_: str, name: str, role: str = "fang", align: str = "both", **more: float) -> Style:
        return Style(id_, name, role, size, line, align=align, pitch=pitch, **more)  # type: ignore[arg-type] # the rest are lengths

    yield body("Normal", "Normal")
    yield body("Body", "公文正文" if official else "文书正文", first=first)
    yield body("Recipients", "主送机关")
    yield body("Flush", "顶格")
    yield body("Centre", "居中", align="center")
    yield body("Right", "居右", align="right")
    yield Style("Small", "小字", "fang", size * 0.85, line if official else line * 0.85, align="both", pitch=pitch)
    yield body("Remark", "附注", first=2)
    yield body("AttachmentNote", "附件说明", align="left", keep=True)
    yield Style("Label", "附件序号", "hei", size, line, pitch=pitch, keep=True)
    yield Style("Lead", "引题", "kai", size, line, first=first, pitch=pitch, keep=True)
    yield Style("Caption", "表题", "hei", size, line, align="center", after=3, pitch=pitch, keep=True)
    yield body("Item", "列项", first=first)
    yield body("Signature", "发文机关署名", align="right", keep=True)
    yield body("Date", "成文日期", align="right")
    if official:
        yield from _head_styles(size, line, pitch)
    yield from _headings(look, pitch=pitch, first=first)
    table = look.table
    yield Style("Cell", "表格", "fang", table, table * CELL_LINE, pitch=pitch)
    yield Style("RosterCell", "名单", "fang", size, line, pitch=pitch)
    yield Style("Gap", "间隔", "fang", 1, look.lead / 2, pitch=pitch)
    yield Style("Break", "分页", "fang", 1, 0.5, pitch=pitch)
    yield Style("Running", "页眉", "song", 9, 12, pitch=pitch)
    yield Style("PageNumber", "页码", "song", 14 if official else 9, 14 if official else 12, pitch=pitch)


def _head_styles(size: float, line: float, pitch: float) -> Iterator[Style]:
    """What stands above the red rule, and the imprint."""
    for id_, name, role in (
        ("CopyNumber", "份号", "fang"),
        ("Secrecy", "密级和保密期限", "hei"),
        ("Urgency", "紧急程度", "hei"),
    ):
        yield Style(id_, name, role, size, OFFICIAL_LINE, pitch=pitch)  # a head does not change with the text
    yield Style("Mark", "发文机关标志", "biaosong", MARK, MARK * LARGE_LINE, align="center", pitch=pitch, red=True)
    # Hardly higher than its type, so that the red rule can be its border.
    yield Style("Number", "发文字号", "fang", size, size * LARGE_LINE, align="center", pitch=pitch)
    yield Style("Signer", "签发人", "fang", size, size * LARGE_LINE, pitch=pitch)
    yield Style("Attendance", "出席人员", "fang", size, line, align="both", pitch=pitch)
    yield Style("Imprint", "版记", "fang", 14, 22, pitch=pitch)


def _headings(look: Look, *, pitch: float, first: float) -> Iterator[Style]:
    official = pitch > 0
    size, line = look.size, pitch or look.pitch
    gap = 0 if official else look.lead
    after = line if official else size
    yield Style(
        "Heading1", "公文标题" if official else "文书标题", "biaosong", look.h1,
        line if official else look.h1 + look.h1_lead, "center",
        before=gap, after=after, level=1, keep=True, pitch=pitch,
    )  # fmt: skip
    yield Style(
        "Cover", "封面题名", "biaosong", COVER, COVER + 16, "center", before=60 * POINTS_PER_MM, after=after, level=1,
        pitch=pitch,
    )  # fmt: skip
    for level, name, role, letter in ((2, "一级标题", "hei", look.h2), (3, "二级标题", "kai", look.h3)):
        yield Style(
            f"Heading{level}", name, role, letter, line + letter - size, before=0 if official else 4,
            first=first, level=level, keep=True, pitch=pitch,
        )  # fmt: skip
