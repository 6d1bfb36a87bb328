"""What the text of a notice may call for, and the environment that reads such text."""

from __future__ import annotations

from functools import cache

from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

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


@cache
def reader() -> ImmutableSandboxedEnvironment:
    """The sandbox in which a record's text is read: no loops over anything but what is named above."""
    return ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
