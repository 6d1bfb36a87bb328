"""Characters that mean nothing outside the machine they were typed on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from carebook.findings import Finding, Place

_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
#: Of the characters that GBK had before Unicode had them (0xFE50—0xFEA0, once U+E815—U+E864), those that the codec
#: still leaves in the private area; GB 18030—2022 gives them these.
_LATER = {
    0xE816: 0x20087, 0xE817: 0x20089, 0xE818: 0x200CC, 0xE81E: 0x9FB4, 0xE826: 0x9FB5, 0xE82B: 0x9FB6,
    0xE82C: 0x9FB7, 0xE831: 0x215D7, 0xE832: 0x9FB8, 0xE83B: 0x2298F, 0xE843: 0x9FB9, 0xE854: 0x9FBA,
    0xE855: 0x241FE, 0xE864: 0x9FBB,
}  # fmt: skip
_FIRST, _LAST, _ROW, _TRAIL, _SKIPPED = 0xE815, 0xE864, 0xFE, 0x50, 0x7F
_ADVICE = "换成规范的字；没有的，请民政或公安的系统查对，或先用别的字并在备注里说明"


def private_use(text: str, shown: str, line: int = 1, column: int = 1) -> Iterator[Finding]:
    """Y131: each private character of a text that begins at a spot of a file."""
    for number, part in enumerate(text.split("\n")):
        for found in _PRIVATE.finditer(part):
            right = real(found[0])
            message = f"这里有一个私用区字符（U+{ord(found[0]):04X}），换一台机器就显示成别的字或方框"
            advice = f"应是“{right}”（U+{ord(right):04X}），重新输入这个字" if right else _ADVICE
            place = Place(shown, line + number, (column if number == 0 else 1) + found.start())
            yield Finding("Y131", place, message, advice)


def real(char: str) -> str:
    """The character of Unicode that a private one of the old GBK stands for; empty where that is not known."""
    code = ord(char)
    if code in _LATER:
        return chr(_LATER[code])
    if not _FIRST <= code <= _LAST:
        return ""
    trail = _TRAIL + code - _FIRST
    trail += trail >= _SKIPPED
    found = bytes([_ROW, trail]).decode("gb18030")
    return "" if _PRIVATE.match(found) else found
