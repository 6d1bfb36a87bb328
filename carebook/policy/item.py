"""Due items: values that boards, papers and rules share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ItemState(StrEnum):
    """State of a due item on a day.

    ``UNVERIFIED`` (待核): the deadline counts working days of a year whose official calendar is not there yet.
    ``MISSED`` (漏做): it was not done before the next one was due (or on its day, or in its period or term).
    ``EXCUSED`` (已核准免做): it was not done, and somebody with authority excused it.
    ``CANCELLED`` (不再办): it does not apply; with ``days_overdue`` if it was overdue when it ceased to.
    """

    SCHEDULED = "scheduled"
    OPEN = "open"
    OVERDUE = "overdue"
    UNVERIFIED = "unverified"
    DONE = "done"
    DONE_LATE = "done_late"
    MISSED = "missed"
    EXCUSED = "excused"
    CANCELLED = "cancelled"


#: States of an item that still asks for something.
LIVE = (ItemState.OVERDUE, ItemState.OPEN, ItemState.UNVERIFIED, ItemState.SCHEDULED)


@dataclass(frozen=True, slots=True)
class DueItem:
    """One thing to do for one subject by one day.

    ``id`` names subject, obligation and the day its interval counts from (the period, where a duty knows no other), so
    it stays when a worsening moves the due day. ``opens`` and ``due`` are inclusive days; of an unverified item ``due`` is the earliest day it can be.
    ``days_overdue`` counts from the due day to today (or to the fulfilment, if it was late), 0 when in time.
    ``responsible`` and ``members`` (all who take part) hold staff ids, or ``guardian:<patient>``.

    ``set_by`` and ``closed_by`` say where the entry is written that set the time going and the one that was enough.
    ``duty`` is what several documents may ask for alike. Of the live items of one subject and duty (and of one entry
    that set them going) one is the ``strictest``; it lists the ``others`` as (source, due day). ``projected`` marks items of a coming period that are
    laid out as if everything before them were done when due. ``period`` names the calendar period an occurrence is of
    (empty: an interval), ``recorded_on`` when its fulfilment was recorded. ``today`` says that
    an item which waits is due on that very day. Of an item that waits, ``missed`` says how
    many before it were missed in a row, the first due on ``missed_since``.
    """

    id: str
    obligation: str
    title: str
    subject: str
    village: str
    opens: date
    due: date
    state: ItemState
    days_overdue: int
    responsible: tuple[str, ...]
    members: tuple[str, ...]
    sources: tuple[str, ...]
    by_phone: bool = False
    closed_by: str = ""
    closed_on: date | None = None
    set_by: str = ""
    duty: str = ""
    strictest: bool = True
    others: tuple[tuple[str, date], ...] = ()
    projected: bool = False
    period: str = ""
    recorded_on: date | None = None
    today: bool = False
    missed: int = 0
    missed_since: date | None = None

    @property
    def given_up(self) -> bool:
        """Whether it ceased to apply while it was overdue: somebody died or moved away whom it was owed to."""
        return self.state is ItemState.CANCELLED and self.days_overdue > 0
