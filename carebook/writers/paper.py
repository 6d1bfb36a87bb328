"""A paper: what every writer takes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Literal

Layout = Literal["official", "file", "sheet"]


@dataclass(frozen=True, slots=True)
class Paper:
    """One document, ready to be written in any format.

    ``body`` is a fragment in the HTML vocabulary (``carebook.writers.vocabulary``). ``day`` is the day of the
    data: all times in the files come from it, never from the clock. ``digest`` is the digest of the inputs and
    stands in the document information. ``running`` is the running header of the layouts file and sheet. ``code`` is
    what the small code on each page of the PDF says; empty where there is none.
    """

    id: str
    title: str
    layout: Layout
    body: str
    day: date
    digest: str
    running: str = ""
    code: str = ""

    @property
    def moment(self) -> datetime:
        """The time stamp of the files: midnight UTC of the day of the data."""
        return datetime.combine(self.day, time.min, UTC)
