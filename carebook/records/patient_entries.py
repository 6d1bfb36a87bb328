"""What happens with a patient, apart from visits: one entry, one file.

Field names, requiredness and nesting follow ``schemas/*.schema.json``, which is the one definition; a test holds
the two together. Dates are calendar days; partial dates (``2008``, ``2008-05``) stay text.
"""

from __future__ import annotations

from carebook.reading.record import Day, Record
from carebook.records.entry import EntryRecord
from carebook.records.parts import Medicine


class Rating(EntryRecord, frozen=True, kw_only=True):
    """Diagnosis and risk rating (危险性评估)."""

    date: Day
    by: str
    diagnosis: str
    stability: int
    risk: int
    hospital: str | None = None
    basis: str | None = None
    no_fluctuation: str | None = None
    reported_on: Day | None = None
    leader_told_on: Day | None = None
    police_told_on: Day | None = None
    treatment_offered_on: Day | None = None
    treatment_outcome: int | None = None


class Checkup(EntryRecord, frozen=True, kw_only=True):
    """Health check-up, or its refusal."""

    date: Day
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


class Admission(EntryRecord, frozen=True, kw_only=True):
    """The patient was taken into hospital."""

    date: Day
    hospital: str
    cause: int
    reason: str | None = None


class Discharge(EntryRecord, frozen=True, kw_only=True):
    """The patient left hospital; ``date`` is the first day at home again."""

    date: Day
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


class Incident(EntryRecord, frozen=True, kw_only=True):
    """A dangerous act and what was done."""

    date: Day
    kind: int
    summary: str
    police_told_on: Day | None = None
    first_response: str | None = None
    office_told_on: Day | None = None
    protection: Protection | None = None
    aftermath: str | None = None


class Emergency(EntryRecord, frozen=True, kw_only=True):
    """National form 应急医疗处置记录单; ``date`` is the day the intervention began, times are ``14:30``."""

    date: Day
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


class Alarm(EntryRecord, frozen=True, kw_only=True):
    """What a guardian or a neighbour came to report, who was told, what was done."""

    date: Day
    reporter: str
    kind: int
    to: str
    summary: str
    leader_told_on: Day | None = None
    police_told_on: Day | None = None
    office_told_on: Day | None = None
    done: str | None = None


class MedicationChange(EntryRecord, frozen=True, kw_only=True):
    """A change of medication."""

    date: Day
    medication: tuple[Medicine, ...]
    by: str | None = None
    reason: str | None = None
    depot_stopped: bool | None = None


class Aid(EntryRecord, frozen=True, kw_only=True):
    """Aid given."""

    date: Day
    kind: str
    amount: float | None = None
    note: str | None = None


class Referral(EntryRecord, frozen=True, kw_only=True):
    """A referral."""

    date: Day
    to: str
    reason: str
    outcome: str | None = None


class Excuse(EntryRecord, frozen=True, kw_only=True):
    """Somebody with authority excused what was not done; of a duty what was due from ``since`` to ``until``, inclusive."""

    date: Day
    duty: str
    since: Day
    until: Day
    reason: str
    approved_by: str


class Promise(EntryRecord, frozen=True, kw_only=True):
    """A day agreed on with the patient or the family for somebody to come."""

    date: Day
    next_date: Day
    note: str | None = None


class RollCall(EntryRecord, frozen=True, kw_only=True):
    """A daily roll-call in a sensitive period."""

    date: Day
    by: str
    seen: bool
    note: str | None = None


class Leave(EntryRecord, frozen=True, kw_only=True):
    """The patient left home for a time."""

    date: Day
    place: str
    reason: str | None = None
    reported_on: Day | None = None
    handed_over_on: Day | None = None


class Return(EntryRecord, frozen=True, kw_only=True):
    """The patient came back, or was found again."""

    date: Day
    reported_on: Day | None = None


class Move(EntryRecord, frozen=True, kw_only=True):
    """The patient moved out of the township."""

    date: Day
    place: str
    reason: str | None = None
    reported_on: Day | None = None
    handed_over_on: Day | None = None


class Loss(EntryRecord, frozen=True, kw_only=True):
    """The patient cannot be found any more (失访), from ``date`` on."""

    date: Day
    reason: str | None = None
    reported_on: Day | None = None
    police_told_on: Day | None = None


class Refusal(EntryRecord, frozen=True, kw_only=True):
    """The patient or the guardian does not agree to be looked after."""

    date: Day
    reason: str | None = None
    reported_on: Day | None = None


class Agreeing(EntryRecord, frozen=True, kw_only=True):
    """The patient or the guardian agrees to be looked after, after a refusal."""

    date: Day
    signed_by: str | None = None


class Death(EntryRecord, frozen=True, kw_only=True):
    """The patient died; a death that was learned of at a visit stands in that visit."""

    date: Day
    cause: int | None = None
    died: str | None = None
    detail: int | None = None


class Agreement(EntryRecord, frozen=True, kw_only=True):
    """A guardian award agreement (有奖监护协议) was signed; both days inclusive."""

    number: str
    since: Day
    until: Day
    risk_at_signing: int | None = None
    amount: int | None = None


class Assessment(EntryRecord, frozen=True, kw_only=True):
    """The quarterly assessment of an agreement."""

    date: Day
    quarter: str
    passed: bool
    note: str | None = None


class AgreementEnd(EntryRecord, frozen=True, kw_only=True):
    """An agreement was ended before its time."""

    date: Day
    reason: str | None = None
