"""A choice day by day: what is done at each stop, how long it takes, and whether the clock allows it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from carebook.planning.model import Choice, Duty, Problem
from carebook.planning.timetable import TimedStop, Timetable, timetable

#: What is done at one stop in one go: one visit answers to all documents that ask for a visit.
Job = tuple[str, str]


def jobs(problem: Problem, duties: Iterable[Duty]) -> Mapping[Job, int]:
    """The things done at a stop with their minutes; what several documents ask for of one person is done once."""
    found: dict[Job, int] = {}
    for duty in duties:
        key = (duty.subject, duty.kind)
        found[key] = max(found.get(key, 0), problem.minutes(duty))
    return found


def laid(problem: Problem, choice: Choice) -> Mapping[date, Mapping[str, list[Duty]]]:
    """What is done on each day with each group."""
    found: dict[date, dict[str, list[Duty]]] = defaultdict(lambda: defaultdict(list))
    for duty in problem.duties:
        if duty.id in choice.days:
            found[choice.days[duty.id]][duty.group].append(duty)
    return found


def timed(problem: Problem, choice: Choice, day: date, groups: Mapping[str, list[Duty]]) -> Timetable:
    """The timetable of one day."""
    return timetable(problem, [_stop(problem, choice, day, group, duties) for group, duties in groups.items()])


def _stop(problem: Problem, choice: Choice, day: date, group: str, duties: list[Duty]) -> TimedStop:
    place = next((duty.village for duty in duties if duty.field), None)
    team = tuple(m for m in choice.teams[group, day] if not m.startswith("guardian:"))
    return TimedStop(group, place, sum(jobs(problem, duties).values()), team)


def overtime(problem: Problem, choice: Choice, known: Choice) -> Iterator[tuple[date, frozenset[str]]]:
    """The days on which somebody would not be back in time, and who; days as in a ``known`` choice are in order."""
    before = laid(problem, known)
    for day, groups in sorted(laid(problem, choice).items()):
        same = all(choice.teams[group, day] == known.teams.get((group, day)) for group in groups)
        if same and groups == before.get(day):
            continue
        if late := timed(problem, choice, day, groups).late:
            yield day, late


def shortened(problem: Problem, choice: Choice) -> Choice:
    """A choice without what the clock does not allow: of a day that is too long what is due last is left out."""
    days, teams = dict(choice.days), dict(choice.teams)
    for day, groups in sorted(laid(problem, choice).items()):
        left = {group: list(duties) for group, duties in groups.items()}
        while late := timed(problem, Choice(days, teams), day, left).late:
            mine = [d for group, duties in left.items() if late & set(teams[group, day]) for d in duties]
            out = max(mine, key=lambda d: (not d.overdue, not d.sheet, d.due, d.id))
            del days[out.id]
            left[out.group].remove(out)
            if not left[out.group]:
                del left[out.group], teams[out.group, day]
    return _without_idle_spares(problem, Choice(days, teams))


def _without_idle_spares(problem: Problem, choice: Choice) -> Choice:
    """A choice without spare duties that no longer arise, and without stops at which nothing is left to do."""
    asked = {duty.id for duty in problem.asked(choice.days)}
    days = {key: day for key, day in choice.days.items() if key in asked}
    held = {(duty.group, days[duty.id]) for duty in problem.duties if duty.id in days}
    return Choice(days, {stop: team for stop, team in choice.teams.items() if stop in held})
