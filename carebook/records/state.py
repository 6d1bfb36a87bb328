"""What is so on a day, worked out from what happened: where a patient is, and which agreements run.

Nothing of this is written in a file. Acts are taken up to the day that is asked for; as known on a day they are what
``Entries.known_on`` leaves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from carebook.reading.record import Day, Record
from carebook.records.entry import Entries, Entry
from carebook.records.kinds import entry_kinds
from carebook.records.periods import quarter_of

HOME, REFUSED, DECEASED = "home", "refused", "deceased"
_ACTS = {kind.name: kind for kind in entry_kinds("patients") if kind.status}


class StatusPeriod(Record, frozen=True):
    """A period during which a patient had one status; both days inclusive, ``until`` None while it goes on."""

    status: str
    since: Day
    until: Day | None = None
    place: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """A status period, the file of the act that began it (empty: filing) and the day on which that was recorded."""

    period: StatusPeriod
    file: str
    recorded_on: date


@dataclass(frozen=True, slots=True)
class _Act:
    """Something that changes a status from its day on."""

    day: date
    status: str
    ends: tuple[str, ...]
    entry: Entry


@dataclass(frozen=True, slots=True)
class Course:
    """The statuses of a patient by day, and the acts that changed nothing: a discharge of somebody at home."""

    standings: tuple[Standing, ...]
    idle: tuple[Entry, ...]


def course(filed_on: date, first: str, entries: Entries) -> Course:
    """The statuses of a patient from filing on: ``first`` until something else happened.

    An act that can only end something (a discharge) changes nothing where that is not so; death is the last status,
    and what follows it is not looked at.
    """
    found = [Standing(StatusPeriod(status=first, since=filed_on), "", filed_on)]
    idle: list[Entry] = []
    for act in _in_order(first, _acts(entries)):
        now = found[-1].period
        if now.status == DECEASED:
            break
        since = max(act.day, filed_on)
        if not _applies(act, now.status):
            if act.status == now.status and not found[-1].file and act.day <= filed_on:
                found[-1] = _standing(act, since)
            elif act.day > filed_on:
                idle.append(act.entry)
            continue
        begun = _standing(act, since)
        found[-1:] = [begun] if since == now.since else [_ended(found[-1], since), begun]
    return Course(tuple(found), tuple(idle))


def _acts(entries: Entries) -> Iterator[_Act]:
    for entry in entries.of(*_ACTS):
        kind = _ACTS[entry.kind]
        yield _Act(entry.day, kind.status, kind.ends, entry)
    for entry in entries.of("visit"):
        if entry.record.death is not None:
            yield _Act(entry.record.death.date, DECEASED, (), entry)


def _in_order(first: str, acts: Iterable[_Act]) -> Iterator[_Act]:
    """Acts by day. Of one day that which ends what was comes first, then what begins, then what ends that again."""
    status = first
    for _, group in groupby(sorted(acts, key=lambda act: act.day), key=lambda act: act.day):
        today = sorted(group, key=lambda act: act.entry.order)
        ending = [act for act in today if act.ends and status in act.ends]
        begins = [act for act in today if not act.ends]
        rest = [act for act in today if act.ends and act not in ending]
        for act in (*ending, *begins, *rest):
            status = act.status if _applies(act, status) else status
            yield act


def _applies(act: _Act, status: str) -> bool:
    return status in act.ends if act.ends else status != act.status


def _standing(act: _Act, since: date) -> Standing:
    return Standing(_begun(act, since), act.entry.file, act.entry.record.recorded_on)


def _begun(act: _Act, since: date) -> StatusPeriod:
    record = act.entry.record
    place = getattr(record, "place", None) or getattr(record, "hospital", None)
    reason = None if act.status == HOME else getattr(record, "reason", None)
    return StatusPeriod(status=act.status, since=since, place=place, reason=reason)


def _ended(standing: Standing, since: date) -> Standing:
    period = standing.period
    until = since - timedelta(days=1)
    ended = StatusPeriod(
        status=period.status, since=period.since, until=until, place=period.place, reason=period.reason
    )
    return Standing(ended, standing.file, standing.recorded_on)


class Stay(Record, frozen=True):
    """A hospital stay: an admission, and the discharge that followed it before the next one."""

    admitted: Day
    hospital: str
    cause: int
    discharged: Day | None = None
    diagnosis: str | None = None
    effect: int | None = None
    advice: str | None = None


def stays(entries: Entries) -> tuple[Stay, ...]:
    """The hospital stays of a patient, by day of admission; a discharge ends one of them, or death does."""
    admissions, left = entries.of("admission"), list(entries.of("discharge"))
    nexts = [*(one.day for one in admissions[1:]), date.max]
    died = min((one.day for one in entries.of("death")), default=None)
    found: list[Stay] = []
    for one, after in zip(admissions, nexts, strict=False):
        out = next((out for out in left if one.day <= out.day <= after), None)
        if out is not None:
            left.remove(out)
        dead = died if out is None and died is not None and one.day <= died <= after else None
        found.append(_stay(one, out, dead))
    return tuple(found)


def _stay(admission: Entry, discharge: Entry | None, died: date | None) -> Stay:
    into, out = admission.record, discharge.record if discharge else None
    return Stay(
        admitted=into.date,
        hospital=into.hospital,
        cause=into.cause,
        discharged=out.date if out else died,
        diagnosis=out.diagnosis if out else None,
        effect=out.effect if out else None,
        advice=out.advice if out else None,
    )


class Movement(Record, frozen=True):
    """Leaving, returning or moving, as one list shows them."""

    date: Day
    kind: str
    place: str | None = None
    reported_on: Day | None = None
    handed_over_on: Day | None = None


def movements(entries: Entries) -> tuple[Movement, ...]:
    """What a patient did of leaving, returning and moving, by day."""
    return tuple(
        Movement(
            date=one.day,
            kind=one.kind,
            place=getattr(one.record, "place", None),
            reported_on=one.record.reported_on,
            handed_over_on=getattr(one.record, "handed_over_on", None),
        )
        for one in entries.of("leave", "return", "move")
    )


class AwardAssessment(Record, frozen=True):
    """An assessment as an agreement lists it."""

    date: Day
    quarter: str
    passed: bool
    note: str | None = None


class AgreementState(Record, frozen=True):
    """A guardian award agreement with what became of it; all days inclusive, ``ended`` if before its time."""

    number: str
    since: Day
    until: Day
    risk_at_signing: int | None = None
    amount: int | None = None
    assessments: tuple[AwardAssessment, ...] = ()
    ended: Day | None = None
    ended_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Accord:
    """An agreement, and the files of the entries it was put together from."""

    state: AgreementState
    signed: Entry
    assessed: tuple[Entry, ...]
    ended: Entry | None


def accords(entries: Entries) -> tuple[Accord, ...]:
    """The agreements of a patient, by first day.

    An assessment belongs to the agreement whose quarters hold it, else to the last one that had begun; an end to the
    one that ran on its day.
    """
    signed = entries.of("agreement")
    ends: dict[str, Entry] = {}
    for entry in entries.of("agreement-end"):
        running = [one for one in signed if one.record.since <= entry.day <= one.record.until]
        if running:
            ends.setdefault(running[-1].file, entry)
    assessed: dict[str, list[Entry]] = {one.file: [] for one in signed}
    for entry in entries.of("assessment") if signed else ():
        assessed[_of(signed, ends, entry).file].append(entry)
    return tuple(_accord(one, assessed[one.file], ends.get(one.file)) for one in signed)


def _of(signed: tuple[Entry, ...], ends: Mapping[str, Entry], assessment: Entry) -> Entry:
    """The agreement an assessment is about: that of its quarter, else the last one begun before its day.

    Of two in one quarter (one was ended, another signed) the later is meant if it had begun by the day.
    """
    quarter = assessment.record.quarter
    running = [one for one in signed if quarter_of(one.record.since) <= quarter <= quarter_of(_last(one, ends))]
    begun = [one for one in running if one.record.since <= assessment.day]
    if running:
        return begun[-1] if begun else running[0]
    begun = [one for one in signed if one.record.since <= assessment.day]
    return begun[-1] if begun else signed[0]


def _last(signed: Entry, ends: Mapping[str, Entry]) -> date:
    """The last day of an agreement, as it was ended."""
    ended = ends.get(signed.file)
    last: date = signed.record.until
    return min(last, ended.day) if ended else last


def _accord(signed: Entry, assessed: list[Entry], ended: Entry | None) -> Accord:
    record = signed.record
    state = AgreementState(
        number=record.number,
        since=record.since,
        until=record.until,
        risk_at_signing=record.risk_at_signing,
        amount=record.amount,
        assessments=tuple(
            AwardAssessment(date=one.day, quarter=one.record.quarter, passed=one.record.passed, note=one.record.note)
            for one in assessed
        ),
        ended=ended.day if ended else None,
        ended_reason=ended.record.reason if ended else None,
    )
    return Accord(state, signed, tuple(assessed), ended)
