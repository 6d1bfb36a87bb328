"""Policy documents and what they ask.

Field names, requiredness and nesting follow ``schemas/*.schema.json``, which is the one definition; a test holds
the two together. Dates are calendar days; partial dates (``2008``, ``2008-05``) stay text.
"""

from __future__ import annotations

from carebook.reading.record import Day, Record
from carebook.records.parts import Frequency, Span


class Closing(Record, frozen=True):
    """What counts as done.

    An ``entry`` (or one of ``others``), of one of its ``kinds``, of so many ``members`` of the group of that day, with one of the posts ``by``
    among them, that ``answers`` what it must; ``attempts`` count where nobody was met. What is triggered is closed from
    the day after on, or on the ``same_day`` already.
    """

    entry: str | None = None
    others: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    members: int | None = None
    by: tuple[str, ...] = ()
    modes: tuple[int, ...] = ()
    sheet: bool | None = None
    fields: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    attempts: bool | None = None
    same_day: bool | None = None


class ByStatus(Record, frozen=True):
    """What to do while the patient has a status."""

    home: str | None = None
    hospital: str | None = None
    away: str | None = None
    lost: str | None = None
    moved: str | None = None
    refused: str | None = None
    deceased: str | None = None


class Condition(Record, frozen=True):
    """What an entry says in a field (``sheet.risk``): one of these values, so much at least, a change since before.

    Of a field alone: that it is there, and not ``false`` or zero. ``change`` is ``up``, ``down`` or ``new`` (another
    value than before, or the first one; of several ``values`` one that was not there before). All that is written must hold.
    """

    field: str
    values: tuple[str, ...] = ()
    at_least: int | None = None
    change: str | None = None


class Trigger(Record, frozen=True):
    """Which entry sets a deadline going (``others`` do as well), and from which of its days (the day of the event if none is named).

    Of several conditions (``any``) one is enough; none counts where the field ``unless`` is filled in.
    """

    entry: str
    others: tuple[str, ...] = ()
    date: str | None = None
    risk: tuple[int, ...] = ()
    flag: str | None = None
    kinds: tuple[str, ...] = ()
    any: tuple[Condition, ...] = ()
    unless: str | None = None


class Season(Record, frozen=True):
    """A stretch of every year; both days (``03-01``) inclusive, over the turn of the year if the last is earlier."""

    first: str
    last: str


class Scope(Record, frozen=True):
    """When an obligation exists at all.

    With these risks or statuses, during an agreement, in a sensitive period (of these names), in seasons, or so long
    (``lasting``) ``after`` something happened.
    """

    risk: tuple[int, ...] = ()
    agreement: bool | None = None
    sensitive_period: bool | None = None
    status: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    seasons: tuple[Season, ...] = ()
    after: Trigger | None = None
    lasting: Span | None = None


class Obligation(Record, frozen=True):
    """Something a document asks for, with its article.

    ``kind`` is ``periodic`` (every so often; also when none is written), ``triggered`` (within a time after something
    happened) or ``standing`` (always; checked by rules). ``every_from`` says who decides how often where the document
    gives no number. ``duty`` names what several documents ask for alike. ``roles`` are the posts a group must have,
    ``misses`` the visits in a row that met nobody before somebody is lost. What ``lapses`` can be done on its day only:
    a day that went by is missed for good. ``grace`` is the time that is left at least after somebody is back. ``times``
    is how often at least in every calendar year, where a duty is counted and not dated. Of what is the township's
    ``own`` choice ``words`` are no quotation; ``reading`` says how words without a number are understood.
    """

    id: str
    title: str
    article: str
    words: str
    subject: str
    responsible: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    every: tuple[Frequency, ...] = ()
    every_from: str | None = None
    closed_by: Closing | None = None
    opens_before: int | None = None
    lapses: bool | None = None
    statuses: ByStatus | None = None
    kind: str | None = None
    duty: str | None = None
    after: Trigger | None = None
    within: Span | None = None
    only: Scope | None = None
    grace: Span | None = None
    misses: int | None = None
    times: int | None = None
    rules: tuple[str, ...] = ()
    shown_in: tuple[str, ...] = ()
    reading: str | None = None
    own: bool | None = None


class Policy(Record, frozen=True):
    """A governing document; from the level ``high_risk`` of the risk rating (0–5) on it speaks of high risk."""

    id: str
    title: str
    number: str
    issued: Day
    obligations: tuple[Obligation, ...]
    high_risk: int | None = None
