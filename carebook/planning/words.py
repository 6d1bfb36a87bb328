"""Rides and hours in words; places and people are named by whoever prints them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from carebook.planning.ways import SEAT, Leg, WayBasis

SEAT_NAME = "乡镇驻地"
_MARKS = {WayBasis.KNOWN: "", WayBasis.ESTIMATED: "，估计", WayBasis.UNKNOWN: "，未知，暂按此排"}


def leg_mark(basis: str) -> str:
    """What is said of minutes and kilometres that nobody wrote down; nothing of those that are known."""
    return _MARKS[WayBasis(basis)]


def leg_words(leg: Leg) -> str:
    """``20 分钟、8.5 公里``, and how well that is known."""
    return f"{leg.minutes} 分钟、{km_words(leg.km)}{leg_mark(leg.basis)}"


def km_words(km: float | None) -> str:
    """``8.5 公里``; what nobody wrote down is not known."""
    return "公里数未知" if km is None else f"{km:g} 公里"


def way_words(legs: Sequence[Leg], name: Callable[[str], str] = str) -> str:
    """A whole round: every place, and the way to it in brackets; nothing if nobody rides."""
    if not legs:
        return ""

    def place(code: str) -> str:
        return SEAT_NAME if code == SEAT else name(code)

    return place(legs[0].start) + "".join(f" →（{leg_words(leg)}）{place(leg.end)}" for leg in legs)


def provisional_words(years: Sequence[int]) -> str:
    """What a provisional plan says of itself; nothing of one whose calendar is known."""
    if not years:
        return ""
    named = "、".join(str(year) for year in years)
    return f"暂定：{named} 年的放假安排还没有公布，只避开了周末和元旦，没有避开其他假日和调休；公布后写进 policies/calendar 重排"
