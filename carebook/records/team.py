"""Township, villages, staff, care groups and the township journal.

Field names, requiredness and nesting follow ``schemas/*.schema.json``, which is the one definition; a test holds
the two together. Dates are calendar days; partial dates (``2008``, ``2008-05``) stay text.
"""

from __future__ import annotations

from carebook.reading.record import Day, Record
from carebook.records.parts import Exemption, Frequency, Span


class Site(Record, frozen=True):
    """Identity of the government site."""

    name: str
    domain: str | None = None
    id_code: str | None = None


class Department(Record, frozen=True):
    """An office that takes part."""

    id: str
    name: str
    short: tuple[str, ...] = ()
    duty_phone: str | None = None


class OfficeCode(Record, frozen=True):
    """A further code under which documents are numbered."""

    id: str
    code: str
    use: str | None = None


class Body(Record, frozen=True):
    """A body that documents name, and what else it may be called."""

    name: str
    also: tuple[str, ...] = ()


class PolicyChange(Record, frozen=True):
    """An obligation the township tightened, or loosened with reason and approval."""

    obligation: str
    every: tuple[Frequency, ...] = ()
    within: Span | None = None
    members: int | None = None
    reason: str | None = None
    approved_by: str | None = None
    approved_on: Day | None = None


class Adoption(Record, frozen=True):
    """A policy the township follows."""

    id: str
    adopted: Day
    changes: tuple[PolicyChange, ...] = ()


class RetentionChange(Record, frozen=True):
    """A period of keeping that the township set for itself: ``years`` instead of those of ``policies/processing``."""

    keeping: str
    years: int
    reason: str
    approved_by: str
    approved_on: Day


class OwnBound(Record, frozen=True):
    """A bound of the expectations about the whole that the township set for itself."""

    bound: str
    value: int
    reason: str


class SensitivePeriod(Record, frozen=True):
    """A period of daily roll-call, and of visits every so many days where the township decided a number."""

    name: str
    since: Day
    until: Day
    decided_by: str | None = None
    visit_every: int | None = None
    visit_risk: tuple[int, ...] = ()


class Township(Record, frozen=True):
    """The township and its offices."""

    id: str
    name: str
    county: str
    organ: str
    organ_code: str
    departments: tuple[Department, ...]
    policies: tuple[Adoption, ...]
    codes: tuple[OfficeCode, ...] = ()
    sheet_code: bool | None = None
    bodies: tuple[Body, ...] = ()
    uscc: str | None = None
    division_code: str | None = None
    population: int | None = None
    site: Site | None = None
    expectations: tuple[OwnBound, ...] = ()
    sensitive_periods: tuple[SensitivePeriod, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    retention: tuple[RetentionChange, ...] = ()


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


class Patrol(Record, frozen=True):
    """A grid keeper's round: what was seen, whom it warned, what followed."""

    date: Day
    recorded_on: Day
    grid: str
    by: str
    households: int
    dangers: str | None = None
    warned: tuple[str, ...] = ()
    warned_on: Day | None = None
    measures: str | None = None


class VillageJournal(Record, frozen=True):
    """One village, one year."""

    village: str
    year: int
    patrols: tuple[Patrol, ...] = ()


class Staff(Record, frozen=True):
    """A member of staff."""

    id: str
    name: str
    unit: str
    position: str
    role: str
    since: Day
    office_phone: str | None = None
    mobile: str | None = None
    until: Day | None = None


class Member(Record, frozen=True):
    """A member with role and term, both ends inclusive."""

    role: str
    since: Day
    staff: str | None = None
    guardian_of: str | None = None
    until: Day | None = None


class Group(Record, frozen=True):
    """A care group (联合服务管理小组)."""

    id: str
    patients: tuple[str, ...]
    village: str
    established: Day
    members: tuple[Member, ...]
    dissolved: Day | None = None
    exemptions: tuple[Exemption, ...] = ()


class Meeting(Record, frozen=True):
    """A group meeting."""

    date: Day
    recorded_on: Day
    chair: str
    members: tuple[str, ...]
    summary: str
    place: str | None = None
    problems: str | None = None
    decisions: str | None = None
    absent: tuple[str, ...] = ()
    guests: tuple[str, ...] = ()
    number: str | None = None


class Exchange(Record, frozen=True):
    """An exchange of information."""

    date: Day
    recorded_on: Day
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
    reported_on: Day
    suspected: int
    told: tuple[str, ...] = ()
    outcome: str | None = None
    rated_on: Day | None = None
    answered_on: Day | None = None


class Comparison(Record, frozen=True):
    """Weekly clinic–police comparison."""

    date: Day
    recorded_on: Day
    clinic: str
    police: str
    differences: int
    note: str | None = None


class Bulletin(Record, frozen=True):
    """Monthly bulletin."""

    month: str
    issued_on: Day
    departments: tuple[str, ...]
    summary: str | None = None
    number: str | None = None


class Supervision(Record, frozen=True):
    """Supervision item (挂牌督办)."""

    id: str
    village: str
    matter: str
    opened_on: Day
    deadline: Day
    reminded_on: Day | None = None
    listed_on: Day | None = None
    closed_on: Day | None = None
    outcome: str | None = None
    number: str | None = None


class JointResponse(Record, frozen=True):
    """Joint response to an incident."""

    date: Day
    recorded_on: Day
    patient: str
    departments: tuple[str, ...]
    summary: str


class Clue(Record, frozen=True):
    """Suspected cases the police came upon, and whom they told."""

    found_on: Day
    recorded_on: Day
    village: str
    count: int
    clinic_told_on: Day | None = None
    office_told_on: Day | None = None
    outcome: str | None = None


class Publicity(Record, frozen=True):
    """Telling people about the care and their duties (宣传)."""

    date: Day
    recorded_on: Day
    unit: str
    form: str
    audience: tuple[str, ...]
    topic: str
    people: int


class Inspection(Record, frozen=True):
    """An inspection (督导检查), what it found, and whether that was put right."""

    date: Day
    recorded_on: Day
    by: tuple[str, ...]
    units: tuple[str, ...]
    findings: str | None = None
    deadline: Day | None = None
    done_on: Day | None = None
    result: str | None = None
    decision: str | None = None


class Talk(Record, frozen=True):
    """A talk with a leader who is answerable (约谈): the post, not the name."""

    date: Day
    recorded_on: Day
    unit: str
    post: str
    by: str
    reason: str


class Sanction(Record, frozen=True):
    """Veto of the yearly assessment and loss of honours (一票否决、取消资格), both ends inclusive."""

    kinds: tuple[str, ...]
    village: str
    recorded_on: Day
    since: Day
    until: Day
    reason: str
    decided_by: str
    lifted_on: Day | None = None


class Transfer(Record, frozen=True):
    """A referral to the competent organ (移送): that it was made, and nothing of the case."""

    date: Day
    recorded_on: Day
    kind: str
    organ: str


class Report(Record, frozen=True):
    """A monthly report to the departments above (上报报表)."""

    month: str
    to: tuple[str, ...]
    sent_on: Day
    recorded_on: Day
    by: str
    number: str | None = None


class UnusedNumbers(Record, frozen=True):
    """A run of numbers (both ends inclusive) under which no document of ours is found, and why."""

    code: str
    first: int
    last: int
    reason: str


class TownshipJournal(Record, frozen=True):
    """The township, one year."""

    year: int
    screenings: tuple[Screening, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    bulletins: tuple[Bulletin, ...] = ()
    supervision: tuple[Supervision, ...] = ()
    responses: tuple[JointResponse, ...] = ()
    clues: tuple[Clue, ...] = ()
    publicity: tuple[Publicity, ...] = ()
    inspections: tuple[Inspection, ...] = ()
    talks: tuple[Talk, ...] = ()
    sanctions: tuple[Sanction, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    reports: tuple[Report, ...] = ()
    unused_numbers: tuple[UnusedNumbers, ...] = ()
