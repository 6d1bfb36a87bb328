"""A plan that was given out, in the words that its papers and pages share."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import timedelta
from itertools import groupby

from carebook.audience.record_view import RecordView
from carebook.audience.view import View
from carebook.planning.words import km_words, leg_mark, provisional_words
from carebook.records.planning import PlanChoices

SEAT = "乡镇驻地"
_CODE = re.compile(r" ?(?<![A-Z0-9-])([A-Z][A-Z0-9]*-[A-Z0-9]+)(?![A-Z0-9-]) ?")
#: Clauses of a reason that a whole stop on one row says by itself.
_SAID = re.compile(r"与.*一并办理|成员当日至多.*")


def provisional(plan: RecordView) -> str:
    """What a provisional plan says of itself; nothing of one whose calendar is known."""
    return provisional_words(plan.provisional)


def named_words(view: View, text: str) -> str:
    """A reason with the names of workers and villages for their ids, as far as the readers may know them."""
    return _CODE.sub(lambda found: _name(view, found), text)


def _name(view: View, found: re.Match[str]) -> str:
    code = found[1]
    if code in view.staff:
        return view.person(code)
    return str(view.villages[code].name) if code in view.villages else found[0]


def reasons_words(view: View, visit: Sequence[RecordView]) -> str:
    """Why one household is seen on this day by these people: each clause once."""
    told = [clause for one in visit if one.sees("why") for clause in named_words(view, one.why).split("；")]
    return "；".join(dict.fromkeys(clause for clause in told if not _SAID.fullmatch(clause)))


def things_words(view: View, visit: Sequence[RecordView]) -> str:
    """What is done at one household, each thing once, with what is special about it."""
    rows: dict[tuple[str, str], list[RecordView]] = {}
    for one in visit:
        rows.setdefault((one.patient or "", one.title), []).append(one)
    several = len({one.patient for one in visit if one.patient}) > 1
    return "、".join(_thing(view, patient if several else "", title, many) for (patient, title), many in rows.items())


def _thing(view: View, patient: str, title: str, many: Sequence[RecordView]) -> str:
    marks = [
        *([view.subject_name(patient)] if patient else []),
        *(["填随访服务记录表"] if any(one.sheet for one in many) else []),
        *(["约定的日子"] if any(one.promised for one in many) else []),
        *([] if any(one.home for one in many) else ["不上门"]),
    ]
    return f"{title}（{'，'.join(marks)}）" if marks else title


def minutes_of(visit: Sequence[RecordView]) -> int:
    """How long a stop takes: what several documents ask for is done once."""
    longest: dict[tuple[str, str], int] = {}
    for one in visit:
        key = (one.patient or one.group, one.kind)
        longest[key] = max(longest.get(key, 0), one.minutes)
    return sum(longest.values())


def household(view: View, visit: Sequence[RecordView]) -> str:
    """Who is seen: the patients of a stop, or the household of a group."""
    names = dict.fromkeys(view.subject_name(one.patient) for one in visit if one.patient)
    return "、".join(names) or view.subject_name(visit[0].group)


def visits(stops: Sequence[RecordView]) -> list[list[RecordView]]:
    """The stops of a day by the clock, each with all that is done there."""
    order = sorted(stops, key=lambda one: (one.start, one.group, one.kind != "visit", one.due))
    return [list(many) for _, many in groupby(order, key=lambda one: (one.start, one.group))]


def members_words(view: View, stop: RecordView, patient: str) -> str:
    """Who goes."""
    return "、".join(view.person(code, patient) for code in stop.members)


def legs_words(view: View, one: RecordView, *, alone: bool = False) -> str:
    """A worker's way on a day with the sums; ``alone`` leaves out whose it is."""
    place = [SEAT if not code else view.unit_name(code) for code in _places(one)]
    rides = [f"（{leg.minutes} 分钟、{km_words(leg.km)}{leg_mark(leg.basis)}）" for leg in one.legs]
    way = (
        place[0] + "".join(f" →{ride}{end}" for ride, end in zip(rides, place[1:], strict=True)) if rides else "不出村"
    )
    sums = f"{one.stops} 处 {one.work} 分钟，路上 {one.ride} 分钟、{km_words(one.km)}，{one.back} 回到"
    return f"{'' if alone else view.person(one.worker) + '　'}{way}；{sums}"


def at_home_words(view: View, rounds: Sequence[RecordView]) -> str:
    """Those who do not leave their village, with their sums; nothing if there are none."""
    told = [f"{view.person(one.worker)}（{one.stops} 处 {one.work} 分钟，{one.back} 完）" for one in rounds]
    return f"不出村：{'、'.join(told)}" if told else ""


def _places(one: RecordView) -> list[str]:
    return [one.legs[0].start or "", *(leg.end or "" for leg in one.legs)] if one.legs else [""]


def totals_words(plan: RecordView, rounds: Sequence[RecordView], stops: Sequence[RecordView]) -> str:
    """How much it is: stops, days, minutes, kilometres."""
    known = [one.km for one in rounds if one.km is not None]
    hidden = len(rounds) - len(known)
    unknown = f"（另有 {hidden} 人次的公里数未知）" if hidden else ""
    made = sum(len(visits(list(mine))) for _, mine in groupby(stops, key=lambda stop: stop.planned))
    road = f"办事 {sum(one.work for one in rounds)} 分钟，路上 {sum(one.ride for one in rounds)} 分钟、{km_words(round(sum(known), 1))}{unknown}"
    days = len({stop.planned for stop in stops})
    return f"{plan.made_on} 排定，{days} 天，{made} 处" + (f"；{len(rounds)} 人次，{road}" if rounds else "")


def weeks(view: View, rounds: Sequence[RecordView]) -> list[tuple[str, ...]]:
    """Each worker's stops and hours of each week, those with most first; the first row are the Mondays."""
    stops: dict[str, Counter[str]] = defaultdict(Counter)
    hours: dict[str, Counter[str]] = defaultdict(Counter)
    for one in rounds:
        week = f"{one.planned - timedelta(days=one.planned.weekday()):%m-%d} 起"
        stops[one.worker][week] += one.stops
        hours[one.worker][week] += one.work + one.ride
    every = sorted({week for mine in stops.values() for week in mine})
    order = sorted(stops, key=lambda worker: (-sum(hours[worker].values()), worker))
    rows = [("姓名", *every)]
    for worker in order:
        told = (f"{stops[worker][w]} 处 {hours[worker][w] / 60:.1f} 小时" if stops[worker][w] else "—" for w in every)
        rows.append((view.person(worker), *told))
    return rows


def settings_words(view: View) -> str:
    """The numbers the plan goes by, named as the township's own choice."""
    if not view.township.sees("planning"):
        return ""
    said = view.township.planning
    held = PlanChoices()

    def number(key: str) -> int:
        return int(getattr(said, key) if said is not None else getattr(held, key))

    minutes = said.minutes if said is not None else held.minutes
    spans = "、".join(f"{one.since} 至 {one.until}" for one in (said.hours if said is not None else held.hours))
    return (
        f"按本乡镇自己定的数排（没有文件规定）：随访 {minutes.visit} 分钟，"
        f"评估 {minutes.rating} 分钟，体检 {minutes.checkup} 分钟，会议 {minutes.meeting} 分钟，"
        f"信息交换 {minutes.exchange} 分钟，电话 {minutes.phone} 分钟；每人每天至多 {number('villages_per_day')} 个村、"
        f"{number('stops_per_day')} 处；工作时间 {spans}。"
        f"路程照各村写明的，只有公里数的按每小时 {number('speed')} 公里估计，没有写的按 {number('unknown_minutes')} 分钟排并标明未知。"
    )
