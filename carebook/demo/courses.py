"""Courses of illness: phases of stability and risk, status periods, and what happened.

A course is drawn once and everything else (visits, ratings, stays, papers) follows from it, so the records of one
patient agree with each other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from carebook.demo.days import between, chance, months_on, weighted
from carebook.demo.source import source

HOSPITAL = "安澜市第三人民医院"
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DemoSpan:
    """The days that are told: from the first day of the journals to the last day of the data."""

    begin: date
    end: date


@dataclass(frozen=True, slots=True)
class Phase:
    """From this day on the patient had this stability and risk."""

    since: date
    stability: int
    risk: int


@dataclass(frozen=True, slots=True)
class DemoPeriod:
    """A period with one status; both ends inclusive."""

    status: str
    since: date
    until: date | None = None
    place: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class DemoStay:
    """A hospital stay with the code of its cause and of its effect."""

    admitted: date
    discharged: date | None
    cause: int
    effect: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoCourse:
    """What became of a patient."""

    phases: tuple[Phase, ...]
    periods: tuple[DemoPeriod, ...]
    incidents: tuple[tuple[date, int], ...] = ()
    stays: tuple[DemoStay, ...] = ()
    lost_reasons: tuple[int, ...] = ()
    death: tuple[date, int, int | None] | None = None

    def phase(self, day: date) -> Phase:
        """Return the phase on a day; the first one before the beginning."""
        return next((item for item in reversed(self.phases) if item.since <= day), self.phases[0])

    def period(self, day: date) -> DemoPeriod:
        """Return the status period on a day; the first one before the beginning."""
        return next((item for item in reversed(self.periods) if item.since <= day), self.periods[0])

    def worst(self) -> int:
        """Return the highest risk of all phases."""
        return max(item.risk for item in self.phases)


Build = Callable[..., DemoCourse]


def _at(rng: Random, filed: date, span: DemoSpan, at: date | None, margin: int = 60) -> date:
    """Return the given day, or draw one well inside the span."""
    first = max(filed, span.begin) + timedelta(days=45)
    return at or between(rng, first, max(first, span.end - timedelta(days=margin)))


def level(_rng: Random, filed: date, _span: DemoSpan, *, stability: int = 3, risk: int = 0) -> DemoCourse:
    """Return a course without any change."""
    return DemoCourse(phases=(Phase(filed, stability, risk),), periods=(DemoPeriod("home", filed),))


def mending(rng: Random, filed: date, span: DemoSpan, *, at: date | None = None, risk: int = 1) -> DemoCourse:
    """Return a course from fairly stable to stable."""
    day = _at(rng, filed, span, at)
    return DemoCourse(phases=(Phase(filed, 2, risk), Phase(day, 3, 0)), periods=(DemoPeriod("home", filed),))


def flare(
    rng: Random, filed: date, span: DemoSpan, *, at: date | None = None, kind: int = 1, risk: int = 2
) -> DemoCourse:
    """Return a course with one incident that was settled without a hospital stay."""
    day = _at(rng, filed, span, at, margin=120)
    phases = (Phase(filed, 3, 0), Phase(day, 2, risk), Phase(day + timedelta(days=rng.randint(80, 110)), 3, 0))
    return DemoCourse(phases=_told(phases, span), periods=(DemoPeriod("home", filed),), incidents=((day, kind),))


def relapse(
    rng: Random,
    filed: date,
    span: DemoSpan,
    *,
    at: date | None = None,
    risk: int = 3,
    kind: int | None = 2,
    cause: int = 1,
    effect: int = 2,
    days: int = 45,
    still: bool = False,
) -> DemoCourse:
    """Return a course with a relapse, a hospital stay (``still`` going on or not) and recovery."""
    day = _at(rng, filed, span, at, margin=20 if still else days + 30)
    out = None if still or day + timedelta(days=days) > span.end else day + timedelta(days=days)
    phases = [Phase(filed, 3, 0), Phase(day, 1, risk)]
    periods = [DemoPeriod("home", filed, day - DAY), DemoPeriod("hospital", day, out and out - DAY, HOSPITAL)]
    if out:
        phases += [Phase(out, 2, 1), Phase(months_on(out, 6), 3, 0)]
        periods.append(DemoPeriod("home", out))
    return DemoCourse(
        phases=_told(tuple(phases), span),
        periods=tuple(periods),
        incidents=((day, kind),) if kind else (),
        stays=(DemoStay(day, out, cause, effect),),
    )


def unstable(rng: Random, filed: date, span: DemoSpan, *, at: date | None = None, risk: int = 3) -> DemoCourse:
    """Return a course that became unstable with an incident, at home, and is so still."""
    day = at or between(rng, max(filed + DAY, span.end - timedelta(days=150)), span.end - timedelta(days=30))
    phases = (Phase(filed, 2, 2), Phase(day, 1, risk))
    return DemoCourse(phases=phases, periods=(DemoPeriod("home", filed),), incidents=((day, 2),))


def away(rng: Random, filed: date, span: DemoSpan, *, at: date | None = None, back: date | None = None) -> DemoCourse:
    """Return a course of one who went away for work, and perhaps came back."""
    day = _at(rng, filed, span, at, margin=90)
    periods = [DemoPeriod("home", filed, day - DAY)]
    periods.append(DemoPeriod("away", day, back and back - DAY, rng.choice(source("care")["places"]), "外出务工"))
    if back:
        periods.append(DemoPeriod("home", back))
    return DemoCourse(phases=(Phase(filed, 3, 0),), periods=tuple(periods), lost_reasons=(1,))


def lost(rng: Random, filed: date, span: DemoSpan, *, at: date | None = None, risk: int = 1) -> DemoCourse:
    """Return a course of one who could not be found any more."""
    day = _at(rng, filed, span, at, margin=90)
    periods = (DemoPeriod("home", filed, day - DAY), DemoPeriod("lost", day, reason="夜间离家后下落不明，正在查找"))
    return DemoCourse(phases=(Phase(filed, 2, risk),), periods=periods, lost_reasons=(3, 3, 4))


def moved(rng: Random, filed: date, span: DemoSpan, *, at: date | None = None) -> DemoCourse:
    """Return a course of one who moved out of the township."""
    day = _at(rng, filed, span, at)
    periods = (
        DemoPeriod("home", filed, day - DAY),
        DemoPeriod("moved", day, place=rng.choice(source("care")["places"]), reason="随家庭迁居"),
    )
    return DemoCourse(phases=(Phase(filed, 3, 0),), periods=periods, lost_reasons=(2,))


def refused(_rng: Random, filed: date, _span: DemoSpan) -> DemoCourse:
    """Return a course of one who does not agree to be followed up."""
    periods = (DemoPeriod("refused", filed, reason="监护人不同意参加管理，已报综合管理小组"),)
    return DemoCourse(phases=(Phase(filed, 2, 1),), periods=periods, lost_reasons=(5,) * 8)


def deceased(
    rng: Random, filed: date, span: DemoSpan, *, at: date | None = None, cause: int = 1, detail: int | None = 4
) -> DemoCourse:
    """Return a course that ended with death."""
    day = _at(rng, filed, span, at)
    periods = (DemoPeriod("home", filed, day - DAY), DemoPeriod("deceased", day))
    return DemoCourse(phases=(Phase(filed, 3, 0),), periods=periods, death=(day, cause, detail))


BUILDS: dict[str, Build] = {
    "level": level,
    "mending": mending,
    "flare": flare,
    "relapse": relapse,
    "unstable": unstable,
    "away": away,
    "lost": lost,
    "moved": moved,
    "refused": refused,
    "deceased": deceased,
}


def draw(rng: Random, filed: date, span: DemoSpan) -> DemoCourse:
    """Draw a course as a township of many patients has them."""
    name = weighted(rng, source("care")["weights"]["courses"])
    build = BUILDS[name]
    if name == "level" and chance(rng, 0.25):
        return build(rng, filed, span, stability=2, risk=rng.choice((0, 1, 1, 2)))
    if name == "relapse":
        kind, risk = rng.choice(((1, 3), (2, 3), (2, 3), (3, 5), (4, 4), (5, 4), (6, 4)))
        still = chance(rng, 0.2)
        at = between(rng, span.end - timedelta(days=60), span.end - timedelta(days=10)) if still else None
        return build(rng, filed, span, at=at, risk=risk, kind=kind, still=still, days=rng.randint(30, 90))
    return build(rng, filed, span)


def _told(phases: tuple[Phase, ...], span: DemoSpan) -> tuple[Phase, ...]:
    """Leave out phases that would begin after the data end."""
    return tuple(item for item in phases if item.since <= span.end)
