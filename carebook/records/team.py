"""Township, villages, staff and care groups.

Field names, requiredness and nesting follow ``schemas/*.schema.json``, which is the one definition; a test holds
the two together. Dates are calendar days; partial dates (``2008``, ``2008-05``) stay text.
"""

from __future__ import annotations

from carebook.reading.record import Day, Record
from carebook.records.dated import in_force
from carebook.records.parts import Exemption, Frequency, Gap, Span
from carebook.records.planning import Absence, PlanChoices, Way


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
    """An obligation the township tightened, or loosened with reason and approval, from ``since`` on."""

    obligation: str
    since: Day
    recorded_on: Day
    every: tuple[Frequency, ...] = ()
    within: Span | None = None
    members: int | None = None
    reason: str | None = None
    approved_by: str | None = None
    approved_on: Day | None = None


class Adoption(Record, frozen=True):
    """A policy the township follows, from ``since`` on; ``number`` is that of the township's own document of the same words."""

    id: str
    since: Day
    recorded_on: Day
    number: str | None = None
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


class UnusedNumbers(Record, frozen=True):
    """A run of numbers (both ends inclusive) under which no document of ours is found, and why."""

    code: str
    year: int
    first: int
    last: int
    reason: str


class Township(Record, frozen=True):
    """The township and its offices; ``format`` is the version of the data format."""

    format: int
    id: str
    name: str
    county: str
    organ: str
    organ_code: str
    departments: tuple[Department, ...]
    policies: tuple[Adoption, ...]
    codes: tuple[OfficeCode, ...] = ()
    sheet_code: bool | None = None
    timezone: str | None = None
    bodies: tuple[Body, ...] = ()
    uscc: str | None = None
    division_code: str | None = None
    area_code: str | None = None
    population: int | None = None
    site: Site | None = None
    expectations: tuple[OwnBound, ...] = ()
    sensitive_periods: tuple[SensitivePeriod, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    retention: tuple[RetentionChange, ...] = ()
    unused_numbers: tuple[UnusedNumbers, ...] = ()
    planning: PlanChoices | None = None


class Grid(Record, frozen=True):
    """A grid and its keeper."""

    id: str
    name: str
    keeper: str | None = None


class Merger(Record, frozen=True):
    """Into which village another one was merged, from which day on."""

    village: str
    since: Day
    recorded_on: Day


class Village(Record, frozen=True):
    """A village or community."""

    id: str
    name: str
    kind: str
    phone: str | None = None
    population: int | None = None
    grids: tuple[Grid, ...] = ()
    merged_into: tuple[Merger, ...] = ()
    ways: tuple[Way, ...] = ()


class Post(Record, frozen=True):
    """A post that somebody holds, both days inclusive."""

    unit: str
    position: str
    role: str
    recorded_on: Day
    since: Day | None = None
    until: Day | None = None


class Staff(Record, frozen=True):
    """A member of staff with their posts."""

    id: str
    name: str
    posts: tuple[Post, ...]
    office_phone: str | None = None
    mobile: str | None = None
    gaps: tuple[Gap, ...] = ()
    absences: tuple[Absence, ...] = ()

    def post_on(self, day: Day) -> Post:
        """The post held on a day, or the last one before it; before all of them the first."""
        found = in_force(self.posts, day)
        return found[1] if found else self.posts[0]

    def in_office(self, day: Day) -> Post | None:
        """The post held on a day; None before the first, after the last and between two."""
        post = self.post_on(day)
        return post if (post.since or day) <= day and (post.until is None or day <= post.until) else None

    @property
    def left_on(self) -> Day | None:
        """The last day of the last post; None while it is held."""
        return max(self.posts, key=lambda post: post.since or Day.min).until


class Member(Record, frozen=True):
    """A member with role and term, both ends inclusive."""

    role: str
    since: Day
    recorded_on: Day
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
