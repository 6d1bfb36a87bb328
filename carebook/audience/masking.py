"""Masks: what is left of a value that may be recognised but not read (GB/T 35273—2020: 展示时去标识化).

A mask never shows more than its rule says, however the value was typed: full-width digits, blanks and dashes are put
right first, and what is shorter than the part that may be shown is hidden whole.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping

_STAR = "*"
_TAIL = 4
_MOBILE = 11
#: The shortest number of a landline without its area.
_LOCAL = 7
#: Surnames of two characters; a name of two characters is always one and one.
_COMPOUND = frozenset(
    [
        "欧阳",
        "太史",
        "端木",
        "上官",
        "司马",
        "东方",
        "独孤",
        "南宫",
        "万俟",
        "闻人",
        "夏侯",
        "诸葛",
        "尉迟",
        "公羊",
        "赫连",
        "澹台",
        "皇甫",
        "宗政",
        "濮阳",
        "公冶",
        "太叔",
        "申屠",
        "公孙",
        "慕容",
        "仲孙",
        "钟离",
        "长孙",
        "宇文",
        "司徒",
        "鲜于",
        "司空",
        "闾丘",
        "子车",
        "亓官",
        "司寇",
        "巫马",
        "公西",
        "颛孙",
        "壤驷",
        "公良",
        "漆雕",
        "乐正",
        "宰父",
        "谷梁",
        "拓跋",
        "夹谷",
        "轩辕",
        "令狐",
        "段干",
        "百里",
        "呼延",
        "东郭",
        "南门",
        "羊舌",
        "微生",
        "梁丘",
        "左丘",
        "东门",
        "西门",
        "南荣",
        "第五",
        "纳兰",
        "完颜",
        "呼延",
        "慕容",
        "沙吒",
        "阿史那",
    ]
)
_DOT = re.compile(r"[·•・‧．･∙⋅]")
_AREA = re.compile(r"0(?:10|2\d|[3-9]\d{2})(?=\d{7})")
_PLACE = re.compile(r"(?:.*?(?:乡|镇|街道))?(?:.*?(?:村|社区|居委会))?")


def name(value: str) -> str:
    """A name with its surname (of two characters where it is compound) and, from three on, its last character.

    ``李四`` gives ``李*``, ``林安平`` ``林*平``, ``欧阳安平`` ``欧阳*平``, ``欧阳平`` ``欧阳*``; of a name with a dot
    the first character of the first part: ``阿***·***``. One character is hidden.
    """
    text = "".join(unicodedata.normalize("NFKC", value).split())
    first, *others = [part for part in _DOT.split(text) if part] or [""]
    if others:
        return "·".join([first[:1] + _STAR * max(1, len(first) - 1), *(_STAR * len(part) for part in others)])
    compound = len(first) > 2 and first[:2] in _COMPOUND  # noqa: PLR2004 - two characters and one more
    shown, rest = (first[:2], first[2:]) if compound else (first[:1], first[1:])
    if not rest:
        return _STAR
    return shown + (_STAR if len(rest) == 1 else _STAR * (len(rest) - 1) + rest[-1])


def phone(value: str) -> str:
    """A phone: a mobile ``199****0001``, a landline ``0990-***0011``; too short for either is hidden whole."""
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", value))
    if digits.startswith("86") and len(digits) > _MOBILE:
        digits = digits[2:]
    if len(digits) == _MOBILE and digits.startswith("1"):
        return f"{digits[:3]}****{digits[-_TAIL:]}"
    area = _AREA.match(digits)
    rest = digits[area.end() :] if area else digits
    left = _STAR * (len(rest) - _TAIL) + rest[-_TAIL:] if len(rest) >= _LOCAL else _STAR * len(rest)
    return f"{area[0]}-{left}" if area else left


def id_number(value: str) -> str:
    """An ID number of 15 or 18 places: the last four. The birth date and the place stay hidden."""
    return _tail(value)


def account(value: str) -> str:
    """A bank account: the last four."""
    return _tail(value)


def _tail(value: str) -> str:
    """Stars and the last four; where that would show half or more, stars only."""
    text = re.sub(r"[^0-9A-Za-z]", "", unicodedata.normalize("NFKC", value)).upper()
    if len(text) <= 2 * _TAIL:
        return _STAR * len(text)
    return _STAR * (len(text) - _TAIL) + text[-_TAIL:]


def place(value: str) -> str:
    """An address down to the village, community or township: ``宁水县清溪乡柳溪村三组41号`` gives ``宁水县清溪乡柳溪村***``."""
    text = "".join(unicodedata.normalize("NFKC", value).split())
    found = _PLACE.match(text)
    return f"{found[0] if found else ''}***"


MASKS: Mapping[str, Callable[[str], str]] = {
    "name": name,
    "phone": phone,
    "id-number": id_number,
    "account": account,
    "place": place,
}
