"""The demo township, where one village stops doing its work: it must not look better for it, nor than those that go on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import cache

import pytest

from carebook.policy.item import ItemState
from carebook.policy.snapshots import Basis, known_basis
from carebook.records.entry import Entries, Entry
from carebook.records.registry import Registry
from tests.policy.small import group, items, month, patient, rating, registry, visit
from tests.policy.test_monotone import FULL, Figures, good, of_work, pointed
from tests.townships import DEMO, township

STOPPED = date(2026, 8, 1)
MONTHS = ("2026-08", "2026-09", "2026-10", "2026-11", "2026Q3", "2026")
#: What a village does, as against what happens to somebody; ratings are the clinic's, and say of whom more is asked.
WORK = frozenset({"visit", "checkup", "roll-call", "assessment", "meeting", "exchange", "screening", "patrol"})


def stopping(village: str) -> Registry:
    """The demo township, where nothing of the work in a village was recorded from August on."""
    registry = township(DEMO).registry
    own = {f"patients/{key}" for key, one in registry.patients.items() if one.village_on(STOPPED) == village}
    own |= {f"groups/{key}" for key, one in registry.groups.items() if one.village_on(STOPPED) == village}
    own.add(f"villages/{village}")

    def kept(owner: str, entries: Entries) -> Entries:
        return Entries.gathered(one for one in entries if owner not in own or not _stopped(one))

    return registry.changed(kept)


def _stopped(entry: Entry) -> bool:
    return entry.kind in WORK and entry.day >= STOPPED


@cache
def known(village: str) -> Basis:
    """What is known today, where one village stopped (none, if none is named)."""
    shown = township(DEMO)
    return known_basis(stopping(village) if village else shown.registry, shown.settings, shown.today)


@cache
def figures(village: str) -> Figures:
    """All figures of work of every month since, of the villages and the township; no village stops if none is named."""
    return dict(_figures(known(village)))


def _figures(basis: Basis) -> Iterator[tuple[tuple[str, str, str], Fraction]]:
    villages = sorted(basis.registry.villages)
    for name in MONTHS:
        found = basis.figures(month(name, basis.today), ("", *villages))
        yield from (((one.id, name, one.village), good(one)) for one in found if of_work(one))
        yield from ((("points", name, one), points) for one, points in pointed(basis, name, found).items())


@pytest.mark.parametrize("village", ["QX-V1", "QX-V2", "QX-V3", "QX-V4"])
def test_who_stops_has_no_better_figure(village: str) -> None:
    """Neither the village nor the township, in no month since, nor does a figure of it disappear."""
    worked, stopped = figures(""), figures(village)
    assert {key: (stopped[key], worked[key]) for key in stopped if stopped[key] > worked.get(key, FULL)} == {}
    assert {key for key in worked if key not in stopped and worked[key] < FULL} == set()


@pytest.mark.parametrize("village", ["QX-V1", "QX-V2", "QX-V3", "QX-V4"])
def test_who_stops_stands_behind_those_that_go_on(village: str) -> None:
    """In the scorecard and the share of visits, from the month on in which nothing made before it lasts any more."""
    stopped = figures(village)
    others = {key for (_, _, key) in stopped if key not in {"", village}}
    for name in ("2026-09", "2026-10", "2026-11", "2026Q3"):
        for one in ("points", "timely/zhongliang-2022-9/visit"):
            assert all(stopped[one, name, village] < stopped[one, name, other] for other in others), (one, name)


@pytest.mark.parametrize("village", ["QX-V1", "QX-V2", "QX-V3", "QX-V4"])
def test_what_is_owed_does_not_shrink_with_the_work(village: str) -> None:
    """Of what is counted in days and in months that are over, the village owes as much as before."""
    worked, stopped = (owed(one, village) for one in ("", village))
    assert {key: (stopped.get(key), over) for key, over in worked.items() if stopped.get(key, 0) < over} == {}


def owed(stops: str, village: str) -> dict[tuple[str, str], int]:
    """What stands below the line of a village's figures of work, where one village stops."""
    basis = known(stops)
    found = ((name, one) for name in MONTHS[:3] for one in basis.figures(month(name, basis.today), (village,)))
    return {(one.id, name): one.over for name, one in found if of_work(one) and one.over}


def test_who_is_not_of_the_group_closes_no_visit_of_the_group() -> None:
    """Three members of staff from elsewhere are not three members of the group; named as stand-ins they are."""
    made = visit("2026-02-20") | {"members": ["S0", "S8", "S9"]}
    places = [{"staff": f"S{n}", "role": role, "reason": "外出培训"} for n, role in ((8, "doctor"), (9, "police"))]
    states = [
        items(registry(patient(rating=[rating("2026-01-30")], visit=[one]), groups=[group("P1")]), "2026-02-20")[
            0
        ].state
        for one in (made, made | {"stand_ins": places}, made | {"members": ["S0", "S1", "S2"]})
    ]
    assert states == [ItemState.SCHEDULED, ItemState.DONE, ItemState.DONE]
