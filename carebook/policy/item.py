"""Due items: values that boards, papers and rules share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ItemState(StrEnum):
    """State of a due item on a day.

    ``UNVERIFIED`` (待核): the deadline counts working days of a year whose official calendar is not there yet.
    ``MISSED`` (漏做): it could be done on its day only, or within a term that is over, and was not.
    """

    SCHEDULED = "scheduled"
    OPEN = "open"
    OVERDUE = "overdue"
    UNVERIFIED = "unverified"
    DONE = "done"
    DONE_LATE = "done_late"
    MISSED = "missed"
    CANCELLED = "cancelled"


#: States of an item that still asks for something.
LIVE = (ItemState.OVERDUE, ItemState.OPEN, ItemState.UNVERIFIED, ItemState.SCHEDULED)


@dataclass(frozen=True, slots=True)
class DueItem:
    """One thing to do for one subject by one day.

    ``id`` names subject, obligation and the day its interval counts from, so it stays when a worsening moves the
    due day. ``opens`` and ``due`` are inclusive days; of an unverified item ``due`` is the earliest day it can be.
    ``days_overdue`` counts from the due day to today (or to the fulfilment, if it was late), 0 when in time.
    ``responsible`` and ``members`` (all who take part) hold staff ids, or ``guardian:<patient>``.

    ``set_by`` and ``closed_by`` say where the entry is written that set the time going and the one that was enough.
    ``duty`` is what several documents may ask for alike. Of the live items of one subject and duty (and of one entry
    that set them going) one is the ``strictest``; it lists the ``others`` as (source, due day). ``projected`` marks items of a coming period that are
    laid out as if everything before them were done when due.
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
