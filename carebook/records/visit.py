"""A follow-up visit (随访) and the national form filled in at it.

Field names, requiredness and nesting follow ``schemas/*.schema.json``, which is the one definition; a test holds
the two together. Dates are calendar days; partial dates (``2008``, ``2008-05``) stay text.
"""

from __future__ import annotations

from carebook.reading.record import Day, Record
from carebook.records.entry import EntryRecord
from carebook.records.parts import DangerousActs, DeathFound, Medicine


class Points(Record, frozen=True):
    """The five points a visit records (中梁府发〔2022〕9号 三、2)."""

    situation: str
    change: str
    treatment: str
    guardianship: str
    control: str


class Lost(Record, frozen=True):
    """Why the patient was not met."""

    reason: int
    text: str | None = None


class StandIn(Record, frozen=True):
    """Somebody who stood in for a member of the group."""

    staff: str
    role: str
    reason: str


class SocialFunction(Record, frozen=True):
    """Five items of social functioning."""

    self_care: int
    housework: int
    work: int
    study: int
    social: int


class Examination(Record, frozen=True):
    """A yes-or-no item with text."""

    result: int
    text: str | None = None


class SideEffect(Examination, frozen=True):
    """Item of the national form: adverse drug reaction; a ``severe`` one is referred at once."""

    severe: bool | None = None


class SheetReferral(Record, frozen=True):
    """Referral item of the national form."""

    referred: int
    reason: str | None = None
    to: str | None = None


class VisitSheet(Record, frozen=True):
    """Items 6–21 of the national form 随访服务记录表."""

    risk: int
    symptoms: tuple[int, ...]
    insight: int
    sleep: int
    diet: int
    function: SocialFunction
    dangerous_acts: DangerousActs
    restraint: int
    hospitalization: int
    lab: Examination
    adherence: int
    adverse: SideEffect
    effect: int
    referral: SheetReferral
    medication: tuple[Medicine, ...]
    rehabilitation: tuple[int, ...]
    symptoms_other: str | None = None
    last_discharge: Day | None = None
    guidance: tuple[Medicine, ...] = ()
    rehabilitation_other: str | None = None
    depot_missed: bool | None = None


class Education(Record, frozen=True):
    """What the doctor taught at a visit, and whom (中梁府发〔2022〕9号 二、2)."""

    kind: int
    to: tuple[int, ...]
    topic: str


class Visit(EntryRecord, frozen=True, kw_only=True):
    """A follow-up visit (随访)."""

    date: Day
    mode: int
    members: tuple[str, ...]
    stand_ins: tuple[StandIn, ...] = ()
    subjects: tuple[int, ...] = ()
    points: Points | None = None
    education: tuple[Education, ...] = ()
    stability: int | None = None
    fluctuation: bool | None = None
    no_fluctuation: str | None = None
    reported_on: Day | None = None
    leader_told_on: Day | None = None
    police_told_on: Day | None = None
    lost: Lost | None = None
    death: DeathFound | None = None
    sheet: VisitSheet | None = None
    next_date: Day | None = None
    doctor: str | None = None
    note: str | None = None

    @property
    def met(self) -> bool:
        """Whether somebody was met at all: nobody was where the patient could not be found, or was found to have died."""
        return self.lost is None and self.death is None
