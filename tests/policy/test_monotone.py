"""No figure of work is bettered by doing less, or by recording it later.

Small townships are drawn: two villages, three patients in two groups, absences and stays, and what was done, some of it
recorded late. Then some of what was done is taken away or recorded later, and every figure is compared.

Left out are the shares of what an entry itself sets going (a visit is to be entered within ten working days): where the
visit is not recorded, nothing of it is owed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from types import SimpleNamespace
from typing import Any, cast

from hypothesis import given, settings, strategies as st
from msgspec import structs

from carebook.audience.view import View
from carebook.documents.month import ReportedMonth, Share
from carebook.documents.scorecard import scores
from carebook.policy.adopted import Adopted
from carebook.policy.indicator import Indicator
from carebook.policy.scores import ScoreBook
from carebook.policy.settings import Settings
from carebook.policy.snapshots import Basis, known_basis
from carebook.records.kinds import kind_named
from carebook.records.periods import period_of
from carebook.records.registry import Registry
from tests.policy.examples import many
from tests.policy.small import FILED, POLICIES, group, month, patient, policy_of, registry, visit
from tests.policy.test_indicators import sheet
from tests.townships import shipped

START = date(2026, 1, 1)
TODAY = date(2026, 7, 15)
WINDOWS = ("2026-05", "2026-06", "2026-07", "2026Q2", "2026")
VILLAGES = ("V1", "V2")
#: Figures of work beside the shares by duty; the others say what somebody is like.
WORK = ("managed", "standard", "met", "examined")
FULL = Fraction(100)

#: Figure, period and village (empty: the township), and how good it is.
Figures = dict[tuple[str, str, str], Fraction]


@dataclass(frozen=True)
class Done:
    """Something that was done: what, by or for whom, on which day, and how many days later it was recorded."""

    kind: str
    who: int
    day: date
    delay: int = 0
    found: int = 3

    def record(self) -> dict[str, Any]:
        """The entry."""
        day = self.day.isoformat()
        kind = kind_named("visit" if self.kind in _VISITS else self.kind)
        assert kind is not None
        told = {"recorded_on": (self.day + timedelta(days=self.delay)).isoformat(), kind.day: day}
        told |= _SAID.get(self.kind, lambda _: {})(self)
        return told


def _seen(one: Done) -> dict[str, Any]:
    return visit(one.day.isoformat(), one.found) | {"sheet": sheet()}


def _of_month(name: str) -> Any:
    return lambda one: {"month": period_of(one.day - timedelta(days=one.found), "month").name, name: str(one.day)}


#: What entries of a kind say beside their day.
_SAID: Mapping[str, Any] = {
    "visit": _seen,
    "call": lambda one: _seen(one) | {"mode": 3, "members": ["S1"]},
    "pair": lambda one: visit(one.day.isoformat(), one.found, members=2),
    "rating": lambda one: {"by": "S1", "diagnosis": "F20", "stability": one.found, "risk": one.found - 1},
    "assessment": lambda one: {"quarter": period_of(one.day - timedelta(days=20), "quarter").name, "passed": True},
    "screening": lambda one: _of_month("reported_on")(one) | {"suspected": 0},
    "bulletin": lambda one: _of_month("issued_on")(one) | {"departments": ["clinic"]},
    "report": _of_month("sent_on"),
    "patrol": lambda _: {"grid": "一", "by": "S3", "households": 9},
    "inspection": lambda _: {"by": ["office"], "units": ["V1"]},
}
_VISITS = ("visit", "call", "pair")
_OF_PATIENTS = (*_VISITS, "rating", "checkup", "assessment")
_OF_GROUPS = ("meeting", "exchange")
_OF_VILLAGES = ("screening", "patrol")
_OF_ALL = ("comparison", "bulletin", "report", "inspection")


@dataclass(frozen=True)
class Land:
    """A township: when it adopted the documents, what became of its patients, and what was done."""

    since: date
    acts: tuple[Mapping[str, Sequence[dict[str, str]]], ...]
    done: tuple[Done, ...]

    def registry(self) -> Registry:
        """Its records."""
        people = []
        for number, acts in enumerate(self.acts):
            home = ((VILLAGES[number // 2], FILED, FILED),)
            term = {"agreement": [{"number": "1", "since": "2026-01-01", "until": "2026-12-31"}]}
            lived = {**acts, **(term if not number else {}), **self._of(_OF_PATIENTS, number)}
            people.append(patient(f"P{number + 1}", residences=home, lived=lived))
        groups = []
        for number, ids in enumerate((("P1", "P2"), ("P3",))):
            one = group(*ids, key=f"G{number + 1}", **self._of(_OF_GROUPS, number))
            groups.append(replace(one, group=structs.replace(one.group, village=VILLAGES[number])))
        told = {village: self._of(_OF_VILLAGES, number) for number, village in enumerate(VILLAGES)}
        return registry(*people, groups=groups, villages=VILLAGES, in_villages=told, **self._of(_OF_ALL, 0))

    def _of(self, kinds: Sequence[str], who: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for one in self.done:
            if one.kind in kinds and (one.who == who or kinds is _OF_ALL):
                found.setdefault("visit" if one.kind in _VISITS else one.kind, []).append(one.record())
        return found


dates = st.integers(0, (TODAY - START).days + 5).map(lambda number: START + timedelta(days=number))
delays = st.sampled_from([0, 0, 0, 1, 4, 15, 45])
doings = st.builds(
    Done,
    st.sampled_from([*_VISITS, "visit", *_OF_PATIENTS, *_OF_GROUPS, *_OF_VILLAGES, *_OF_ALL]),
    st.integers(0, 2),
    dates,
    delays,
    st.integers(1, 3),
)


@st.composite
def courses(draw: st.DrawFn) -> Mapping[str, Sequence[dict[str, str]]]:
    """An absence or a stay, perhaps, and its end."""
    kind = draw(st.sampled_from(["", "", "away", "hospital"]))
    if not kind:
        return {}
    first, length = draw(dates), draw(st.integers(1, 120))
    begun = first + timedelta(days=draw(delays))
    back = first + timedelta(days=length)
    ended = max(begun, back + timedelta(days=draw(delays)))
    names = ("leave", "return") if kind == "away" else ("admission", "discharge")
    days = ((first, begun), (back, ended))
    return {name: [{"date": str(d), "recorded_on": str(on)}] for name, (d, on) in zip(names, days, strict=True)}


lands = st.builds(
    Land,
    st.integers(0, 60).map(lambda number: START + timedelta(days=number)),
    st.tuples(courses(), courses(), courses()),
    st.lists(doings, max_size=30).map(tuple),
)


@cache
def set_going() -> frozenset[str]:
    """The figures of what an entry sets going."""
    papers = [policy_of(name) for name in POLICIES]
    return frozenset(f"timely/{p.id}/{o.id}" for p in papers for o in p.obligations if o.kind == "triggered")


def going_by(since: date) -> Settings:
    """The shipped settings, with the documents adopted on a day."""
    return replace(shipped(), adopted=tuple(Adopted(policy_of(name), since) for name in POLICIES))


def measured(land: Land) -> Figures:
    """Every figure of work, of the township and of each village; 100 where nothing was owed."""
    basis = known_basis(land.registry(), going_by(land.since), TODAY)
    found: Figures = {}
    for name in WINDOWS:
        shown = basis.figures(month(name, TODAY), ("", *VILLAGES))
        found |= {(one.id, name, one.village): good(one) for one in shown if of_work(one)}
        found |= {("points", name, village): points for village, points in pointed(basis, name, shown).items()}
    return found


def of_work(one: Indicator) -> bool:
    """Whether a figure says what was done of what was owed."""
    return one.id in {*WORK, "arrears"} or (one.id.startswith("timely/") and one.id not in set_going())


def good(one: Indicator) -> Fraction:
    """How good a figure is, of a hundred; what is in arrears counts against it."""
    if one.id == "arrears":
        return FULL - one.counted
    return FULL if one.value is None else one.value * 100


def pointed(basis: Basis, name: str, shown: Sequence[Indicator]) -> dict[str, Fraction]:
    """The points of each village in the shipped scorecard."""
    book = shipped().one(ScoreBook)
    assert book is not None
    window = month(name, basis.today)
    shares = {(one.id, one.village): Share(one.title, one.counted, one.over) for one in shown}
    reported = ReportedMonth(name, window.first, window.last, None, shares)
    view = cast("View", SimpleNamespace(villages=basis.registry.villages, entries=lambda _: ()))
    told = {one.village: one.total for one in scores(view, reported, book)}
    return {village: FULL if total is None else Fraction(total) for village, total in told.items()}


def better(less: Land, more: Land) -> list[tuple[tuple[str, str, str], float, float]]:
    """The figures that are better of the township that did less."""
    a, b = measured(less), measured(more)
    keys = sorted({*a, *b})
    return [(k, float(a.get(k, FULL)), float(b.get(k, FULL))) for k in keys if a.get(k, FULL) > b.get(k, FULL)]


@settings(max_examples=many(60), deadline=None)
@given(lands, st.sets(st.integers(0, 29), min_size=1, max_size=8))
def test_doing_less_betters_nothing(land: Land, left_out: set[int]) -> None:
    """Taking away some of what was done raises no figure; adding it, therefore, lowers none."""
    less = tuple(one for number, one in enumerate(land.done) if number not in left_out)
    assert better(replace(land, done=less), land) == []


@settings(max_examples=many(60), deadline=None)
@given(lands, st.dictionaries(st.integers(0, 29), st.integers(1, 90), min_size=1, max_size=8))
def test_recording_later_betters_nothing(land: Land, later: dict[int, int]) -> None:
    """What is recorded later is no better, whether it is known by now or not."""
    slow = tuple(replace(one, delay=one.delay + later.get(number, 0)) for number, one in enumerate(land.done))
    assert better(replace(land, done=slow), land) == []
