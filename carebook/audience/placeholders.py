"""What the text of a notice may call for. Text is data: it is filled by looking up names, never run."""

from __future__ import annotations

import re
from collections.abc import Mapping

from markupsafe import Markup, escape

#: Placeholders that stand alone on a line and become a block.
BLOCKS = {"花名册": "列入的小组的花名册：组长、成员的姓名、单位职务和电话"}
#: Placeholders that stand inside a sentence.
WORDS = {
    "乡镇": "乡镇名称",
    "县区": "县区名称",
    "发文机关": "发文机关名称",
    "成文日期": "成文日期",
    "小组数": "列入的小组数",
}
#: A call: two braces around one name.
CALL = re.compile(r"\{\{\s*(\w+)\s*\}\}")
#: What is left of a call that is not written as ``{{ name }}``; full-width braces come from Chinese input methods.
SCRAP = re.compile(r"\{[{%#]|\}\}|｛｛|｝｝")


class PlaceholderError(ValueError):
    """A text calls for something that does not exist; rule N803 stops the build before it comes to this."""


def filled(text: str, words: Mapping[str, str]) -> Markup:
    """One sentence with its placeholders filled; everything in it is text, never markup and never a program.

    Raises:
        PlaceholderError: it calls for something that is not among ``words``, or in another way than ``{{ name }}``.
    """
    rest = CALL.split(text)
    plain, names = rest[::2], rest[1::2]
    if unknown := [name for name in names if name not in words] or [p for p in plain if SCRAP.search(p)]:
        raise PlaceholderError(unknown[0])
    values = [words[name] for name in names] + [""]
    return Markup("").join(escape(part) for pair in zip(plain, values, strict=True) for part in pair)
