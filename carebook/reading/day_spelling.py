"""Dates as people write them: whether one is written right, and if not, how it should be.

The sources know two forms: a day ``2026-03-01``, and where the national form asks for less, ``2026-03`` or ``2026``.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange

_FORM = re.compile(r"([12][0-9]{3})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_SPLIT = re.compile(r"([0-9]{4})\s*[^0-9]{1,3}([0-9]{1,2})(?:\s*[^0-9]{1,3}([0-9]{1,2}))?[日号.]?(?:[\sT].*)?")
_SOLID = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})?")
_YEAR = re.compile(r"([0-9]{4})年?")
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_TENS = re.compile(r"([一二三四五六七八九]?)十([一二三四五六七八九]?)")
_MONTHS = 12
#: Nobody who is looked after was born before, and nothing is planned after.
_FIRST, _LAST = 1900, 2100


def is_day(text: str) -> bool:
    """Whether a text is a day of the calendar, written ``2026-03-01``."""
    found = _FORM.fullmatch(text)
    return bool(found and found[3] and not _missing(*_numbers(found)))


def is_partial(text: str) -> bool:
    """Whether a text is a year, a month or a day of the calendar."""
    found = _FORM.fullmatch(text)
    return bool(found and not _missing(*_numbers(found)))


def meant(text: str, *, partial: bool) -> tuple[str, str]:
    """Find out which date was meant by a text that is not written right.

    Returns:
        What is wrong, as the end of a sentence, and the right form, empty if it cannot be told.
    """
    year, month, day = _guess(text)
    form = "应写成 2026-03-01 这样的形式" if not partial else "应写成 2026、2026-03 或 2026-03-01 这样的形式"
    if year is None:
        return form, ""
    missing = _missing(year, month, day)
    if missing:
        return missing, ""
    right = f"{year:04d}"
    if month is not None:
        right += f"-{month:02d}"
    if day is not None:
        right += f"-{day:02d}"
    elif not partial:
        return f"要写到日，{form}", ""
    return f"应写 {right}", right


def _guess(text: str) -> tuple[int | None, int | None, int | None]:
    plain = _TENS.sub(_ten, unicodedata.normalize("NFKC", text).strip()).translate(_DIGITS)
    plain = plain.replace("−", "-").replace("—", "-").replace("–", "-")
    for pattern in (_SPLIT, _SOLID, _YEAR):
        found = pattern.fullmatch(plain)
        if found:
            return _numbers(found)
    return None, None, None


def _ten(found: re.Match[str]) -> str:
    tens, ones = found[1] or "一", found[2] or "零"
    return (tens + ones).translate(_DIGITS)


def _numbers(found: re.Match[str]) -> tuple[int, int | None, int | None]:
    year, month, day, *_ = (*found.groups(), None, None)
    return int(year or 0), int(month) if month else None, int(day) if day else None


def _missing(year: int, month: int | None, day: int | None) -> str:
    """Say which part of a date the calendar does not have; empty if it is a date."""
    if not _FIRST <= year <= _LAST:
        return f"{year} 年不会是这里的年份"
    if month is None:
        return ""
    if not 1 <= month <= _MONTHS:
        return f"没有 {month} 月这个月份"
    if day is None or 1 <= day <= monthrange(year, month)[1]:
        return ""
    return f"{year} 年 {month} 月没有 {day} 日"
