"""Township, villages, staff, care groups and the township journal.

Field names, requiredness and nesting follow ``schemas/*.schema.json``, which is the one definition; a test holds
the two together. Dates are calendar days; partial dates (``2008``, ``2008-05``) stay text.
"""

from __future__ import annotations

from datetime import date

from carebook.records.record import Exemption, Record


class Site(Record, frozen=True):
    """Identity of the government site."""

    name: str
    domain: str | None = None
    id_code: str | None = None


class Department(Record, frozen=True):
    """An office that takes part."""

    id: str
    name: str
    duty_phone: str | None = None


class Adoption(Record, frozen=True):
    """A policy the township follows."""

    id: str
    adopted: date


class SensitivePeriod(Record, frozen=True):
    """A period of daily roll-call."""

    name: str
    since: date
    until: date
    decided_by: str | None = None


class Township(Record, frozen=True):
    """The township and its offices."""

    id: str
    name: str
    county: str
    organ: str
    organ_code: str
    departments: tuple[Department, ...]
    policies: tuple[Adoption, ...]
    uscc: str | None = None
    division_code: str | None = None
    population: int | None = None
    site: Site | None = None
    sensitive_periods: tuple[SensitivePeriod, ...] = ()
    exemptions: tuple[Exemption, ...] = ()


class Grid(Record, frozen=True):
    """A grid and its keeper."""

    id: str
    name: str
    keeper: str | None = None


class Village(Record, frozen=True):
    """A village or community."""

    id: str
    name: str
    kind: str
    phone: str | None = None
    population: int | None = None
    grids: tuple[Grid, ...] = ()


class Staff(Record, frozen=True):
    """A member of staff."""

    id: str
    name: str
    unit: str
    position: str
    role: str
    since: date
    office_phone: str | None = None
    mobile: str | None = None
    until: date | None = None


class Member(Record, frozen=True):
    """A member with role and term, both ends inclusive."""

    role: str
    since: date
    staff: str | None = None
    guardian_of: str | None = None
    until: date | None = None


class Group(Record, frozen=True):
    """A care group (联合服务管理小组)."""

    id: str
    patients: tuple[str, ...]
    village: str
    established: date
    members: tuple[Member, ...]
    dissolved: date | None = None
    exemptions: tuple[Exemption, ...] = ()


class Meeting(Record, frozen=True):
    """A group meeting."""

    date: date
    recorded_on: date
    chair: str
    members: tuple[str, ...]
    summary: str
    place: str | None = None
    problems: str | None = None
    decisions: str | None = None


class Exchange(Record, frozen=True):
    """An exchange of information."""

    date: date
    recorded_on: date
    departments: tuple[str, ...]
    summary: str


class GroupJournal(Record, frozen=True):
    """One group, one year."""

    group: str
    year: int
    meetings: tuple[Meeting, ...] = ()
    exchanges: tuple[Exchange, ...] = ()


class Screening(Record, frozen=True):
    """Monthly report of suspected cases."""

    month: str
    village: str
    reported_on: date
    suspected: int
    told: tuple[str, ...] = ()
    outcome: str | None = None


class Comparison(Record, frozen=True):
    """Weekly clinic–police comparison."""

    date: date
    recorded_on: date
    clinic: str
    police: str
    differences: int
    note: str | None = None


class Bulletin(Record, frozen=True):
    """Monthly bulletin."""

    month: str
    issued_on: date
    departments: tuple[str, ...]
    summary: str | None = None


class Supervision(Record, frozen=True):
    """Supervision item (挂牌督办)."""

    id: str
    village: str
    matter: str
    opened_on: date
    deadline: date
    reminded_on: date | None = None
    listed_on: date | None = None
    closed_on: date | None = None
    outcome: str | None = None


class JointResponse(Record, frozen=True):
    """Joint response to an incident."""

    date: date
    recorded_on: date
    patient: str
    departments: tuple[str, ...]
    summary: str


class TownshipJournal(Record, frozen=True):
    """The township, one year."""

    year: int
    screenings: tuple[Screening, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    bulletins: tuple[Bulletin, ...] = ()
    supervision: tuple[Supervision, ...] = ()
    responses: tuple[JointResponse, ...] = ()
