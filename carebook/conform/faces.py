"""Which of the standard's five kinds of type a font belongs to, judged by its name."""

from __future__ import annotations

import re
from functools import cache

NAMES = {"fang": "仿宋", "kai": "楷体", "hei": "黑体", "song": "宋体", "biaosong": "小标宋", "other": "其他字体"}
# In this order: 小标宋 and 仿宋 contain 宋, and bold Song serves for 小标宋.
_PATTERNS = (
    ("biaosong", r"biaosong|xbs|小标宋|FZXBSJ|NotoSerif\w*-?(Bold|Black)|SourceHanSerif\w*-?(Bold|Heavy)"),
    ("fang", r"fang|仿宋|STFS"),
    ("kai", r"kai|楷"),
    ("hei", r"hei|黑|sans(cjk|hans)|SourceHanSans|YaHei"),
    ("song", r"song|宋|simsun|NSimSun|serif(cjk|sc)|SourceHanSerif|ming"),
)


@cache
def role(font: str) -> str:
    """``fang``, ``kai``, ``hei``, ``song``, ``biaosong`` or ``other``."""
    return next((kind for kind, pattern in _PATTERNS if re.search(pattern, font, re.IGNORECASE)), "other")


def face(font: str) -> str:
    """The kind of type in words."""
    return NAMES[role(font)]
