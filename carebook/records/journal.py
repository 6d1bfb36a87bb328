"""What happened with a patient in one year.

Field names, requiredness and nesting follow ``schemas/*.schema.json``, which is the one definition; a test holds
the two together. Dates are calendar days; partial dates (``2008``, ``2008-05``) stay text.
"""

from __future__ import annotations

from carebook.reading.record import Day, Record
from carebook.records.parts import DangerousActs, Death


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


class SheetReferral(Record, frozen=True):
    """Referral item of the national form."""

    referred: int
    reason: str | None = None
    to: str | None = None


class Medicine(Record, frozen=True):
    """One medicine with its doses in milligrams."""

    name: str
    morning: float | None = None
    noon: float | None = None
    evening: float | None = None
    every_weeks: int | None = None
    dose: float | None = None


class Sheet(Record, frozen=True):
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
    adverse: Examination
    effect: int
    referral: SheetReferral
    medication: tuple[Medicine, ...]
    rehabilitation: tuple[int, ...]
    symptoms_other: str | None = None
    last_discharge: Day | None = None
    guidance: tuple[Medicine, ...] = ()
    rehabilitation_other: str | None = None


class Education(Record, frozen=True):
    """What the doctor taught at a visit, and whom (中梁府发〔2022〕9号 二、2)."""

    kind: int
    to: tuple[int, ...]
    topic: str


class FollowUp(Record, frozen=True):
    """A follow-up visit (随访)."""

    date: Day
    recorded_on: Day
    mode: int
    members: tuple[str, ...]
    subjects: tuple[int, ...] = ()
    points: Points | None = None
    education: tuple[Education, ...] = ()
    stability: int | None = None
    fluctuation: bool | None = None
    reported_on: Day | None = None
    leader_told_on: Day | None = None
    police_told_on: Day | None = None
    lost: Lost | None = None
    death: Death | None = None
    sheet: Sheet | None = None
    next_date: Day | None = None
    doctor: str | None = None
    note: str | None = None


class Rating(Record, frozen=True):
    """Diagnosis and risk rating (危险性评估)."""

    date: Day
    recorded_on: Day
    by: str
    diagnosis: str
    stability: int
    risk: int
    hospital: str | None = None
    basis: str | None = None
    police_told_on: Day | None = None
    treatment_offered_on: Day | None = None
    treatment_outcome: int | None = None


class Checkup(Record, frozen=True):
    """Health check-up, or its refusal."""

    date: Day
    recorded_on: Day
    refused: bool | None = None
    reason: str | None = None
    consented_by: str | None = None
    weight: float | None = None
    systolic: int | None = None
    diastolic: int | None = None
    blood_count: str | None = None
    transaminase: str | None = None
    glucose: float | None = None
    ecg: str | None = None
    conclusion: str | None = None


class Stay(Record, frozen=True):
    """A hospital stay."""

    admitted: Day
    recorded_on: Day
    hospital: str
    cause: int
    discharged: Day | None = None
    diagnosis: str | None = None
    effect: int | None = None
    advice: str | None = None


class Protection(Record, frozen=True):
    """A protective restraint by the police (中梁府发〔2022〕9号 二、3); times are ``14:35``."""

    measure: str
    by: str
    began_on: Day
    basis: str
    began_at: str | None = None
    ended_on: Day | None = None
    ended_at: str | None = None


class Incident(Record, frozen=True):
    """A dangerous act and what was done."""

    date: Day
    recorded_on: Day
    kind: int
    summary: str
    police_told_on: Day | None = None
    first_response: str | None = None
    office_told_on: Day | None = None
    protection: Protection | None = None
    aftermath: str | None = None


class Emergency(Record, frozen=True):
    """National form 应急医疗处置记录单; ``date`` is the day the intervention began, times are ``14:30``."""

    date: Day
    recorded_on: Day
    reporter: int
    unit: str
    place: str
    scene: str
    causes: tuple[int, ...]
    measures: tuple[int, ...]
    target: int
    filled_by: str
    started_at: str | None = None
    ended_on: Day | None = None
    ended_at: str | None = None
    reported_on: Day | None = None
    reported_at: str | None = None
    channel: int | None = None
    police: tuple[str, ...] = ()
    doctor: str | None = None
    psychiatrist: str | None = None
    others: str | None = None
    diagnosis: str | None = None
    suspected: bool | None = None
    effect: int | None = None


class Alarm(Record, frozen=True):
    """What a guardian or a neighbour came to report, who was told, what was done."""

    date: Day
    recorded_on: Day
    reporter: str
    kind: int
    to: str
    summary: str
    leader_told_on: Day | None = None
    police_told_on: Day | None = None
    office_told_on: Day | None = None
    done: str | None = None


class MedicationChange(Record, frozen=True):
    """A change of medication."""

    date: Day
    recorded_on: Day
    medication: tuple[Medicine, ...]
    by: str | None = None
    reason: str | None = None


class Aid(Record, frozen=True):
    """Aid given."""

    date: Day
    recorded_on: Day
    kind: str
    amount: float | None = None
    note: str | None = None


class Referral(Record, frozen=True):
    """A referral."""

    date: Day
    recorded_on: Day
    to: str
    reason: str
    outcome: str | None = None


class Move(Record, frozen=True):
    """Leaving, returning or moving."""

    date: Day
    recorded_on: Day
    kind: str
    place: str | None = None
    reported_on: Day | None = None
    handed_over_on: Day | None = None


class RollCall(Record, frozen=True):
    """A daily roll-call in a sensitive period."""

    date: Day
    recorded_on: Day
    by: str
    seen: bool
    note: str | None = None


class Journal(Record, frozen=True):
    """One patient, one year."""

    patient: str
    year: int
    follow_ups: tuple[FollowUp, ...] = ()
    ratings: tuple[Rating, ...] = ()
    checkups: tuple[Checkup, ...] = ()
    stays: tuple[Stay, ...] = ()
    incidents: tuple[Incident, ...] = ()
    emergencies: tuple[Emergency, ...] = ()
    alarms: tuple[Alarm, ...] = ()
    medication_changes: tuple[MedicationChange, ...] = ()
    aids: tuple[Aid, ...] = ()
    referrals: tuple[Referral, ...] = ()
    moves: tuple[Move, ...] = ()
    roll_calls: tuple[RollCall, ...] = ()
