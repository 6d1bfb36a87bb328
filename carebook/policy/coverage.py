"""The share of days on which a recurring duty was not in arrears.

A day is covered while the time lasts that a fulfilment opens: from its day until the next one would be due by what it
found itself. What others found meanwhile shortens nothing, so that taking a fulfilment away can only uncover days, and
adding one only cover them, whatever it says. The first interval after the start (the longest that anything known by
then allows, for the same reason), and the grace after coming back, are covered by themselves; days on which nothing is
owed are not counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from carebook.policy.assessed import Assessed, said
from carebook.policy.chain import Chain
from carebook.policy.entries import counts_from, entries
from carebook.policy.spans import add
from carebook.policy.subjects import ACTIVE
from carebook.records.entry import Entry
from carebook.records.periods import Period

_DAY = timedelta(days=1)
#: First and last day, both inclusive.
_Stretch = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of the days on which one duty was owed by one subject, how many were covered; ``last`` is the entry behind it."""

    owed: int
    covered: int
    last: str


def coverage(chain: Chain, period: Period) -> Coverage:
    """How much of a period a duty was kept up."""
    owed = [
        (max(a, period.first), min(b, period.last)) for a, b in _owed(chain) if a <= period.last and b >= period.first
    ]
    kept = _merged(_kept(chain))
    both = [(max(a, c), min(b, d)) for a, b in owed for c, d in kept if max(a, c) <= min(b, d)]
    last = next((one.file for one in reversed(chain.done) if one.day <= period.last), "")
    return Coverage(_days(owed), _days(both), last)


def in_arrears(chain: Chain, day: date) -> bool:
    """Whether a duty is owed on a day that nothing covers."""
    found = coverage(chain, Period("", day, day))
    return found.owed > found.covered


def _owed(chain: Chain) -> Iterator[_Stretch]:
    """The stretches of days on which something is owed, from the start on; what is to come is as it is today."""
    start = chain.start
    days = [start, *(day for day in chain.over.days if start < day <= chain.today)]
    for day, after in zip(days, [*days[1:], date.max], strict=True):
        if chain.over.on(day) in ACTIVE:
            yield day, after - _DAY


def _kept(chain: Chain) -> Iterator[_Stretch]:
    begins = [a for a, _ in _owed(chain)]
    grace = chain.obligation.grace
    for day in begins:
        rested = day > chain.start and chain.over.on(day - _DAY) == "mute"
        if not rested:
            yield day, max(chain.due_from(day, found, fresh=True) for found in (None, *_known(chain, day)))
        elif grace is not None:
            yield day, add(day, grace)
    for entry in chain.done:
        yield entry.day, _until(chain, entry)


def _known(chain: Chain, day: date) -> Iterator[Assessed | None]:
    return (said(entry) for entry in entries(chain.subject, "visit", "rating") if entry.day <= day)


def _until(chain: Chain, entry: Entry) -> date:
    found = said(entry)
    return chain.due_from(counts_from(entry), found)


def _merged(stretches: Iterable[_Stretch]) -> list[_Stretch]:
    merged: list[_Stretch] = []
    for first, last in sorted(stretches):
        if merged and first <= merged[-1][1] + _DAY:
            merged[-1] = merged[-1][0], max(merged[-1][1], last)
        elif first <= last:
            merged.append((first, last))
    return merged


def _days(stretches: Iterable[_Stretch]) -> int:
    return sum((last - first).days + 1 for first, last in stretches)
