"""What a care group does: meetings and exchanges."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from carebook.demo.courses import DemoCourse, DemoSpan
from carebook.demo.days import chance, monthly, months_on, recorded, weekday_before
from carebook.demo.phrases import sentence
from carebook.demo.source import source
from carebook.demo.teams import Team
from carebook.demo.yamltext import Act, Doc

Silent = tuple[date | None, date | None]
DEPARTMENTS = ["office", "clinic", "police", "civil-affairs", "rehab"]


def acts(
    rng: Random, team: Team, course: DemoCourse, span: DemoSpan, *, silent: Silent = (None, None)
) -> Iterator[Act]:
    """Yield meetings and exchanges; ``silent`` holds the last days of each, if they stopped."""
    begin = max(span.begin, team.established)
    end = min(span.end, team.dissolved or span.end)
    first = months_on(begin, 1) - timedelta(days=rng.randint(3, 12))
    for day in _days(rng, first, end, silent[0]):
        yield "meeting", _meeting(rng, team, course, day, span)
    for day in _days(rng, first + timedelta(days=1), end, silent[1]):
        yield "exchange", _exchange(rng, day, span)


def _days(rng: Random, first: date, end: date, silent: date | None) -> list[date]:
    """Return the days of a monthly habit, until it stopped."""
    return monthly(rng, weekday_before(first), min(end, silent or end))


def _meeting(rng: Random, team: Team, course: DemoCourse, day: date, span: DemoSpan) -> Doc:
    """Return one meeting."""
    staff = team.staff_on(day)
    others = rng.sample([role for role in staff if role != "leader"], rng.randint(3, len(staff) - 1))
    present = [worker for role, worker in staff.items() if role == "leader" or role in others]
    status = course.period(day).status
    stability = course.phase(day).stability
    said = source("offices")["meeting"]
    place = f"{team.village.committee()}会议室" if chance(rng, 0.75) else f"{team.village.name}党群服务中心"
    return {
        "date": day,
        "recorded_on": recorded(rng, day, span.end),
        "place": place,
        "chair": staff["leader"],
        "members": [*present, "guardian"] if chance(rng, 0.6) and status != "deceased" else present,
        "summary": said["gone"].get(status) or sentence(rng, said["summary"][stability]),
        "problems": rng.choice(said["problems"]),
        "decisions": rng.choice(said["decisions"][stability])
        if status == "home"
        else "按现有办法继续，有变化及时报乡。",
    }


def _exchange(rng: Random, day: date, span: DemoSpan) -> Doc:
    """Return one exchange of information."""
    said = source("offices")["exchange"]
    extra = rng.choice(said["extra"])
    return {
        "date": day,
        "recorded_on": recorded(rng, day, span.end),
        "departments": DEPARTMENTS + extra,
        "summary": rng.choice(said["what"]) + rng.choice(said["how"]),
    }
