"""Whether the numbers of a document agree with the words that stand beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from carebook.findings import Finding
from carebook.policy.model import Obligation, Policy
from carebook.policy.spans import length
from carebook.reading.source import Source
from carebook.records.parts import Span

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2}
_NUMBER = r"(\d+|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])"
_WORKING = re.compile(_NUMBER + "个?工作日")
_DAYS = re.compile(_NUMBER + "[日天](?:以|之)?内")
_WEEKS = re.compile(_NUMBER + "个?(?:周|星期)(?:以|之)?内")
_PEOPLE = re.compile(_NUMBER + "名以上")
_EVERY = re.compile(f"每(半年|半月|季度|{_NUMBER}?个?(?:月|周|星期|天|日|年))")
_UNITS = {"周": 7, "星期": 7, "天": 1, "日": 1}


def disagreeing(source: Source, policy: Policy) -> Iterator[Finding]:
    """R321: a term, a head-count or an interval is another one than the quoted words say."""
    for index, one in enumerate(policy.obligations):
        for path, written, quoted in (*_terms(one), *_intervals(one)):
            if quoted and written not in quoted:
                place = source.place(("obligations", index, *path))
                message = f"“{one.title}”这里写的是 {written}，旁边引的原文是{'、'.join(sorted(quoted))}"
                yield Finding("R321", place, message, "对照文件改正；township.yaml 里可以按程序另定，不改这里")


def promised(written: int, words: str) -> set[str]:
    """The working days that quoted words name, if a term of so many is not among them; empty where all is well."""
    quoted = _said(_WORKING, words, "个工作日")
    return set() if f"{written}个工作日" in quoted else quoted


def _terms(one: Obligation) -> Iterator[tuple[tuple[str, ...], str, set[str]]]:
    """Where a number stands, the number with its unit, and those of the words."""
    within, closing = one.within, one.closed_by
    if within and within.working_days:
        yield ("within",), f"{within.working_days}个工作日", _said(_WORKING, one.words, "个工作日")
    if within and within.days:
        days = _said(_DAYS, one.words, "天")
        days |= {f"{7 * int(found[:-1])}天" for found in _said(_WEEKS, one.words, "周")}
        yield ("within",), f"{within.days}天", days
    if closing and closing.members:
        yield ("closed_by", "members"), f"{closing.members}名", _said(_PEOPLE, one.words, "名")


def _intervals(one: Obligation) -> Iterator[tuple[tuple[str | int, ...], str, set[str]]]:
    said = {_spelled(found[1], found[2]) for found in _EVERY.finditer(one.words)}
    for index, frequency in enumerate(one.every):
        yield ("every", index, "per" if frequency.per else "span"), _length(length(frequency)), said


def _said(pattern: re.Pattern[str], words: str, unit: str) -> set[str]:
    return {f"{number(found[1])}{unit}" for found in pattern.finditer(words)}


def _spelled(words: str, count: str | None) -> str:
    """An interval of the words: ``半月`` is 15 days, ``季度`` three months, ``年`` twelve."""
    fixed = {"半年": "6个月", "半月": "15天", "季度": "3个月"}
    if words in fixed:
        return fixed[words]
    many = number(count) if count else 1
    unit = words.removeprefix(count or "").removeprefix("个")
    if unit in _UNITS:
        return f"{many * _UNITS[unit]}天"
    return f"{many * (12 if unit == '年' else 1)}个月"


def _length(span: Span) -> str:
    return f"{span.days}天" if span.days else f"{span.months}个月"


def number(text: str) -> int:
    """A number in Arabic or Chinese figures, up to ninety-nine."""
    if text.isdigit():
        return int(text)
    tens, mark, ones = text.partition("十")
    if not mark:
        return _DIGITS[text]
    return 10 * (_DIGITS[tens] if tens else 1) + (_DIGITS[ones] if ones else 0)
