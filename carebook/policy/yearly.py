"""So many times in every calendar year: how often it was done, and how often it still must be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from carebook.policy.adopted import Adopted
from carebook.policy.closing import enough
from carebook.policy.entries import entries
from carebook.policy.model import Obligation
from carebook.policy.subjects import ACTIVE, Subject, course
from carebook.records.periods import Period, period_named

_QUARTERS = 4


@dataclass(frozen=True, slots=True)
class Yearly:
    """What a document asks for so many ``times`` in the year, and how often it was ``done`` by the day."""

    adopted: Adopted
    obligation: Obligation
    year: int
    times: int
    done: int

    @property
    def missing(self) -> int:
        """How often it still must be done by 31 December."""
        return max(self.times - self.done, 0)

    def crowded(self, day: date) -> bool:
        """Whether what is missing cannot be spread over the quarters that are left, the present one included."""
        return self.missing > _QUARTERS - (day.month - 1) // 3


def counted(adopted: Sequence[Adopted], subject: Subject, day: date) -> Iterator[Yearly]:
    """All that is asked for so many times a year, counted for the year of a day; that day is the last one counted.

    Each quarter at whose end the duty held is a quarter of it: who was filed in May, or was away until then, owes three
    of four. Of those for whom it rests today nothing is asked.
    """
    for one in adopted:
        for asked in one.policy.obligations:
            if asked.times is None or asked.closed_by is None:
                continue
            start = max(subject.start, one.since, date(day.year, 1, 1))
            over = course(subject, asked.statuses, day)
            if start > day or over.on(day) not in ACTIVE:
                continue
            ends = [period.last for period in _quarters(day.year) if period.last >= start]
            share = sum(over.on(min(end, day)) in ACTIVE for end in ends)
            times = -(-asked.times * share // _QUARTERS)
            found = entries(subject, asked.closed_by.entry or "", *asked.closed_by.others)
            done = sum(start <= e.day <= day and enough(e, asked.closed_by, subject) for e in found)
            yield Yearly(one, asked, day.year, times, done)


def _quarters(year: int) -> list[Period]:
    named = (period_named(f"{year}Q{number}") for number in range(1, _QUARTERS + 1))
    return [one for one in named if one is not None]
