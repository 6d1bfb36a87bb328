"""Lists of dated values: what changes in a life or in an office is never overwritten, a further value is added."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol, TypeVar


class Dated(Protocol):
    """A value that holds from a day on; None: from the beginning."""

    @property
    def since(self) -> date | None:
        """The first day (inclusive)."""


D = TypeVar("D", bound=Dated)


def in_force(values: Sequence[D], day: date) -> tuple[int, D] | None:
    """The value in force on a day and its place in the list; before all of them the first, None if there is none.

    Of two that begin on one day the later written holds.
    """
    order = sorted(enumerate(values), key=lambda one: one[1].since or date.min)
    begun = [one for one in order if (one[1].since or date.min) <= day]
    return begun[-1] if begun else next(iter(order), None)
