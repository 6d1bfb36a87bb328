"""Calendars (RFC 5545): days on which something falls due, as calendar programs subscribe to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event

_PRODUCT = "-//carebook//due//ZH"


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One all-day entry; ``id`` stays the same as long as the thing does, so that calendars update it."""

    id: str
    day: date
    title: str
    text: str = ""


def calendar(name: str, entries: Iterable[CalendarEvent], stamp: date) -> bytes:
    """An ICS file.

    Args:
        name: what calendar programs call it.
        entries: in any order; they are written by day.
        stamp: the day of the data, the only time there is in the file: same data, same bytes.
    """
    made = Calendar()
    made.add("prodid", _PRODUCT)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    stamped = datetime.combine(stamp, time(), UTC)
    for entry in sorted(entries, key=lambda one: (one.day, one.id)):
        made.add_component(_event(entry, stamped))
    return bytes(made.to_ical())


def _event(entry: CalendarEvent, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", entry.id)
    event.add("dtstamp", stamp)
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(days=1))
    event.add("summary", entry.title)
    if entry.text:
        event.add("description", entry.text)
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    return event
