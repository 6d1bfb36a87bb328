"""Figures of what was owed and done. None of them can be bettered by doing less, or by recording it later.

What is asked for at most so long apart is measured in days: those on which it was owed and not in arrears. What is asked
for in calendar periods, on single days or after something happened is measured in occurrences.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from carebook.policy.chain import Chain
from carebook.policy.coverage import coverage, in_arrears
from carebook.policy.definitions import Definition
from carebook.policy.indicator import Indicator
from carebook.policy.item import DueItem, ItemState
from carebook.policy.measures import Behind
from carebook.records.periods import Period

_OWED = {ItemState.DONE, ItemState.DONE_LATE, ItemState.MISSED, ItemState.EXCUSED, ItemState.OVERDUE}
_DAY = timedelta(days=1)


def in_time(one: Definition, items: Iterable[DueItem], chains: Iterable[Chain], window: Period) -> Iterator[Indicator]:
    """One figure for each obligation that asked for something in a period, by its key."""
    owed: dict[str, list[DueItem]] = {}
    for item in items:
        if _was_owed(item) and window.has(item.due):
            owed.setdefault(item.obligation, []).append(item)
    courses: dict[str, list[Chain]] = {}
    for chain in chains:
        if not chain.by_period:
            courses.setdefault(chain.key, []).append(chain)
    for key in sorted({*owed, *courses}):
        due = owed.get(key, [])
        found = _by_days(one, key, courses[key], due, window) if key in courses else _by_items(one, key, due)
        if found.denominator:
            yield found


def _was_owed(item: DueItem) -> bool:
    """Whether it counts: not what cannot be judged, nor what did not apply, unless it was overdue by then.

    What was excused was not done all the same: an excuse ends the asking and betters no figure.
    """
    if item.projected:
        return False
    return item.state in _OWED or item.given_up


def _by_items(one: Definition, key: str, due: Sequence[DueItem]) -> Indicator:
    everything, kept = _occurrences(due)
    return Indicator(f"{one.id}/{key}", _titled(one, due[0].title, due[0].sources), one, "", kept, everything, len(due))


def _occurrences(due: Iterable[DueItem]) -> tuple[tuple[Behind, ...], tuple[Behind, ...]]:
    """All occurrences, and those that were kept in time."""
    found = [(item.state, Behind(item.id, item.village, item.closed_by)) for item in due]
    return tuple(behind for _, behind in found), tuple(b for state, b in found if state is ItemState.DONE)


def _by_days(one: Definition, key: str, chains: Sequence[Chain], due: Sequence[DueItem], window: Period) -> Indicator:
    owed: dict[str, Behind] = {}
    kept: dict[str, Behind] = {}
    for chain in chains:
        found = coverage(chain, window)
        village = chain.subject.village_on(window.last)
        for many, days in ((owed, found.owed), (kept, found.covered)):
            before = many[chain.subject.id].weight if chain.subject.id in many else 0
            if before + days:
                many[chain.subject.id] = Behind(chain.subject.id, village, found.last, before + days)
    everything, in_time = _occurrences(due)
    title = _titled(one, chains[0].obligation.title, (chains[0].source,))
    total = sum(behind.weight for behind in owed.values())
    return Indicator(
        f"{one.id}/{key}", title, one, "", tuple(kept.values()), tuple(owed.values()), total,
        owed=everything, kept=in_time,
    )  # fmt: skip


def _titled(one: Definition, title: str, sources: Iterable[str]) -> str:
    return f"{one.title}：{title}（{'；'.join(sources)}）"


def arrears(one: Definition, chains: Iterable[Chain], last: date) -> Indicator:
    """Recurring duties in arrears when a period is over (today, while it goes on), each subject's once however many ask."""
    found: dict[str, Behind] = {}
    for chain in chains:
        day = min(last + _DAY, chain.today)
        if in_arrears(chain, day):
            name = f"{chain.subject.id}/{chain.obligation.duty or chain.obligation.id}"
            found.setdefault(name, Behind(name, chain.subject.village_on(last), ""))
    behind = tuple(found.values())
    return Indicator(one.id, one.title, one, "", behind, behind, None)
