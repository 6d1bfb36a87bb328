"""Check a plan by the clock and the road, from outside: nothing here is shared with what makes plans."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from math import inf

from carebook.planning.model import Appointment, Plan, Problem, Round

#: One stop of a worker: begins, ends, where (empty: at the desk).
_Stay = tuple[int, int, str]


def road_faults(problem: Problem, plan: Plan) -> Iterator[str]:
    """What is wrong with hours, ways, villages a day and leave."""
    stays = _stays(problem, plan)
    rounds = {(one.worker, one.day): one for one in plan.rounds}
    yield from (f"{worker} {day}：没有当天的路线" for worker, day in stays if (worker, day) not in rounds)
    yield from (f"{worker} {day}：有路线而没有事" for worker, day in rounds if (worker, day) not in stays)
    far = _distances(problem)
    for (worker, day), mine in stays.items():
        yield from (f"{worker} {day}：{fault}" for fault in _villages(problem, mine))
        yield from (f"{worker} {day}：{fault}" for fault in _clock(problem, mine, problem.bases.get(worker, ""), far))
        if any(since <= day <= until for since, until in problem.away.get(worker, ())):
            yield f"{worker} {day}：不在岗"
        if (worker, day) in rounds:
            yield from (f"{worker} {day}：{f}" for f in _figures(problem, rounds[worker, day], mine, far))


def _stays(problem: Problem, plan: Plan) -> Mapping[tuple[str, date], list[_Stay]]:
    """Each worker's stops of each day in their order."""
    stops: dict[tuple[str, date], list[Appointment]] = defaultdict(list)
    for a in plan.appointments:
        stops[a.group, a.day].append(a)
    found: dict[tuple[str, date], list[_Stay]] = defaultdict(list)
    for (_, day), many in stops.items():
        longest: dict[tuple[str, str], int] = {}
        for a in many:
            longest[a.subject, a.kind] = max(longest.get((a.subject, a.kind), 0), _needs(problem, a.id))
        place = next((a.village for a in many if a.field), "")
        for worker in {w for a in many for w in a.members if not w.startswith("guardian:")}:
            found[worker, day].append((many[0].start, many[0].start + sum(longest.values()), place))
    return {key: sorted(mine) for key, mine in found.items()}


def _needs(problem: Problem, key: str) -> int:
    """Minutes of a duty by the township's own table; 0 of one that nobody asked for (told elsewhere)."""
    duty = next((one for one in problem.duties if one.id == key), None)
    if duty is None:
        return 0
    table = problem.settings.minutes
    return table.phone if duty.by_phone else int(getattr(table, duty.kind))


def _distances(problem: Problem) -> Mapping[tuple[str, str], tuple[int, float | None]]:
    """The shortest way between any two places (Floyd–Warshall); what is not known counts as the township says."""
    known = {(a, b): (leg.minutes, leg.km) for a, ends in problem.ways.edges.items() for b, leg in ends.items()}
    places = sorted({*problem.bases.values(), *(d.village for d in problem.duties), "", *(a for a, _ in known)})
    for via in places:
        for a in places:
            for b in places:
                if (a, via) in known and (via, b) in known and a != b:
                    (m1, k1), (m2, k2) = known[a, via], known[via, b]
                    if (a, b) not in known or _longer(known[a, b], m1 + m2, k1, k2):
                        known[a, b] = (m1 + m2, None if k1 is None or k2 is None else round(k1 + k2, 1))
    whole = {(a, b): known.get((a, b), (problem.ways.unknown, None)) for a in places for b in places}
    return whole | {(place, place): (0, 0.0) for place in places}


def _longer(held: tuple[int, float | None], minutes: int, one: float | None, other: float | None) -> bool:
    """Whether a way takes longer than another one, or as long over more kilometres (unknown ones are the most)."""
    km = inf if one is None or other is None else round(one + other, 1)
    return (minutes, km) < (held[0], inf if held[1] is None else held[1])


def _villages(problem: Problem, mine: list[_Stay]) -> Iterator[str]:
    order = [place for _, _, place in mine if place]
    if len(set(order)) > problem.settings.villages:
        yield f"一天到 {len(set(order))} 个村，超过 {problem.settings.villages} 个"
    turns = [place for number, place in enumerate(order) if not number or order[number - 1] != place]
    if len(turns) != len(set(turns)):
        yield "同一个村一天去了两趟"


def _clock(
    problem: Problem, mine: list[_Stay], base: str, far: Mapping[tuple[str, str], tuple[int, float | None]]
) -> Iterator[str]:
    """Every stop lies in working hours, and leaves time for the way from the one before it and back home."""
    free, here, worked = problem.settings.hours[0][0], base, False
    for begins, ends, place in mine:
        if not any(first <= begins and ends <= last for first, last in problem.settings.hours):
            yield f"{begins // 60:02}:{begins % 60:02} 的事不在工作时间里"
        ride = 0
        if place:
            near = problem.settings.between_homes if worked and here == place else 0
            ride = far[here, place][0] if here != place else near
        if begins < free + ride:
            yield f"{begins // 60:02}:{begins % 60:02} 赶不到（{free // 60:02}:{free % 60:02} 才完，路上 {ride} 分钟）"
        free, here, worked = ends, place or here, True
    if free + far[here, base][0] > problem.settings.hours[-1][1]:
        yield "下班前回不来"


def _figures(
    problem: Problem, told: Round, mine: list[_Stay], far: Mapping[tuple[str, str], tuple[int, float | None]]
) -> Iterator[str]:
    """The printed sums are those of the stops and the ways."""
    base = problem.bases.get(told.worker, "")
    path = [base, *(place for _, _, place in mine if place), base]
    steps = [(a, b) for a, b in pairwise(path) if a != b]
    minutes = sum(far[step][0] for step in steps)
    parts = [far[step][1] for step in steps]
    km = None if None in parts else round(sum(one or 0 for one in parts), 1)
    if told.ride != minutes or told.km != km:
        yield f"路程写成 {told.ride} 分钟、{told.km} 公里，应为 {minutes} 分钟、{km} 公里"
    work = sum(ends - begins for begins, ends, _ in mine)
    if told.work != work or told.stops != len(mine):
        yield f"写成 {told.stops} 处 {told.work} 分钟，应为 {len(mine)} 处 {work} 分钟"
    if [(leg.start, leg.end) for leg in told.legs] != steps:
        yield "路线和到访的先后不一致"
