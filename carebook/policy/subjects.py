"""Whom an obligation concerns, and when a person's status mutes it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from carebook.policy.model import ByStatus
from carebook.records.codes import LOCAL_POSTS, posts
from carebook.records.entry import Entries
from carebook.records.registry import CareGroup, Patient, Registry
from carebook.records.state import DECEASED
from carebook.records.team import Staff, Village

#: ``mute`` rests while it lasts; after ``cancel`` nothing is owed; ``none``: the duty does not exist then.
Action = Literal["due", "phone", "mute", "cancel", "none"]
_LIVELIEST: tuple[Action, ...] = ("due", "phone", "mute", "cancel", "none")
#: What counts from the day it is recorded only: entered afterwards, it takes nothing back.
#: Something is owed.
ACTIVE: frozenset[Action] = frozenset({"due", "phone"})
_FROM_RECORDING = frozenset({"mute", "cancel"})


@dataclass(frozen=True, slots=True)
class Subject:
    """A patient, or the group of one or more patients, a village or the township, for whom something must be done.

    ``start`` is the first day the duty can exist; ``end`` the last (None: still running), both inclusive. ``own`` are
    the entries of villages and offices that may concern a village or the township; ``village`` is where the subject is
    today (empty: everywhere), and ``village_only`` that of the township's entries only those naming it concern it.
    """

    id: str
    village: str
    start: date
    end: date | None
    patients: tuple[Patient, ...]
    group: CareGroup | None
    staff: tuple[Staff, ...] = ()
    patient: Patient | None = None
    own: tuple[Entries, ...] = ()
    village_only: bool = False

    def held(self) -> Iterator[Entries]:
        """All entries that may concern the subject."""
        yield from self.own
        if self.group is not None and self.patient is None:
            yield self.group.entries
        yield from (patient.entries for patient in self.patients)

    def village_on(self, day: date) -> str:
        """Where the subject was on a day: a patient's village moves with them; empty for the whole township."""
        if self.patient:
            return self.patient.village_on(day)
        return self.group.village_on(day) if self.group else self.village

    def people(self, roles: Sequence[str], day: date) -> tuple[str, ...]:
        """Who holds one of the roles on a day (all of them if no role is named): staff ids, ``guardian:<patient>``."""
        if self.group is not None:
            members = [m for m in self.group.members_on(day) if not roles or m.role in roles]
            return tuple(dict.fromkeys(m.staff or f"guardian:{m.guardian_of}" for m in members))
        wanted = {post for role in roles for post in self._posts(role)}
        held = ((s.id, s.in_office(day)) for s in self.staff)
        return tuple(
            code
            for code, post in held
            if post and post.role in wanted and (post.role not in LOCAL_POSTS or post.unit == self.village)
        )

    def _posts(self, role: str) -> frozenset[str]:
        """The posts that stand for a role where no group is concerned: a village's own, where it has such."""
        held = posts(role)
        return (held & LOCAL_POSTS if self.village else frozenset()) or held - LOCAL_POSTS


def township_subjects(registry: Registry, start: date) -> tuple[Subject, list[Subject]]:
    """The township, and each village, as subjects of what they owe; ``start`` is the first day they can owe it."""
    staff = tuple(registry.staff.values())
    name = registry.township.id if registry.township else ""
    everywhere = (registry.entries, *registry.village_entries.values())
    township = Subject(name, "", start, None, (), None, staff, own=everywhere)
    villages = [
        Subject(
            v,
            v,
            start,
            _gone(registry.villages[v]),
            (),
            None,
            staff,
            own=(registry.in_village(v), registry.entries),
            village_only=True,
        )
        for v in sorted(registry.villages)
    ]
    return township, villages


def _gone(village: Village) -> date | None:
    """The last day of a village that was merged into another one; None if it was not."""
    first = min((one.since for one in village.merged_into), default=None)
    return first - timedelta(days=1) if first else None


def patient_subject(registry: Registry, patient: Patient, today: date) -> Subject:
    """The patient as a subject, with the group that serves them and the village they live in today."""
    filed, group = patient.profile.filed, registry.group_of(patient.id)
    return Subject(patient.id, patient.village_on(today), filed, None, (patient,), group, patient=patient)


def group_subject(registry: Registry, care_group: CareGroup) -> Subject:
    """The group as a subject, with the patients it serves."""
    group = care_group.group
    patients = tuple(registry.patients[p] for p in group.patients if p in registry.patients)
    return Subject(group.id, group.village, group.established, group.dissolved, patients, care_group)


@dataclass(frozen=True, slots=True)
class ActionCourse:
    """What to do over time: from each day on (inclusive) one action, until the next.

    ``ends`` are first days after terms whose end was known beforehand (an agreement, a sensitive period).
    """

    days: tuple[date, ...]
    actions: tuple[Action, ...]
    ends: frozenset[date] = frozenset()

    def on(self, day: date) -> Action:
        """The action in force on a day."""
        index = bisect_right(self.days, day) - 1
        return self.actions[index] if index >= 0 else "due"

    def limit(self, last: date, due: date, end: date | None) -> date | None:
        """The due day within a term that ends before the day ``end``; None if the term asks for nothing more.

        What would be due after the end is due on the last day if at least half of its time lies within the term:
        the fourth assessment of a year is asked for, a fifth is not.
        """
        if end is None or end not in self.ends or due < end:
            return due
        final = end - timedelta(days=1)
        return final if last < final and 2 * (final - last) >= due - last else None

    def active(self, after: date) -> date | None:
        """The first day on or after ``after`` on which something is owed."""
        return self._first(after, ACTIVE)

    def rests(self, after: date) -> date | None:
        """The first day on or after ``after`` on which the duty rests, before it ends."""
        first = self._first(after, {"mute", "cancel", "none"})
        return first if first is not None and self.on(first) == "mute" else None

    def back(self, rest: date) -> date | None:
        """The day on which a rest is over and something is owed again; None if it goes on, or the duty ended in it."""
        first = self._first(rest, {*ACTIVE, "cancel", "none"})
        return first if first is not None and self.on(first) in ACTIVE else None

    def ended(self, after: date) -> date | None:
        """The first day on or after ``after`` on which nothing is owed any more, or not now."""
        return self._first(after, {"cancel", "none"})

    def _first(self, after: date, wanted: Container[Action]) -> date | None:
        if self.on(after) in wanted:
            return after
        steps = zip(self.days, self.actions, strict=True)
        return next((day for day, action in steps if day > after and action in wanted), None)


def course(subject: Subject, rules: ByStatus | None, today: date, *, as_recorded: bool = True) -> ActionCourse:
    """The course of a duty for a subject, as known today.

    A group follows its liveliest patient: its duty rests only while it rests for all of them. A status lets a duty
    rest from the day it is recorded, unless it is asked (``as_recorded`` false) what was so in fact; death ends it from
    the day of death.
    """
    steps = [_steps(patient, rules, today, as_recorded=as_recorded) for patient in subject.patients]
    days = sorted({day for one in steps for day, _ in one} | {subject.start})
    actions = [_liveliest([_at(one, day) for one in steps]) for day in days]
    if subject.end is not None and subject.end < today:
        kept = [(d, a) for d, a in zip(days, actions, strict=True) if d <= subject.end]
        kept.append((subject.end + timedelta(days=1), "cancel"))
        days, actions = [d for d, _ in kept], [a for _, a in kept]
    return ActionCourse(tuple(days), tuple(actions))


def _steps(patient: Patient, rules: ByStatus | None, today: date, *, as_recorded: bool) -> list[tuple[date, Action]]:
    """A patient's actions by first day."""
    found: dict[date, Action] = {}
    for standing in patient.standings:
        period, action = standing.period, _action(rules, standing.period.status)
        if period.since > today:
            break
        waits = as_recorded and action in _FROM_RECORDING and period.status != DECEASED
        begins = max(period.since, standing.recorded_on) if waits else period.since
        if begins > period.since:
            found[period.since] = "due"
        if begins <= min(period.until or today, today):
            found[begins] = action
    return sorted(found.items())


def _action(rules: ByStatus | None, status: str) -> Action:
    """What a policy says of a status; the dead owe nothing, unless it says so."""
    written: Action | None = getattr(rules, status, None)
    return written or ("cancel" if status == DECEASED else "due")


def _at(steps: Sequence[tuple[date, Action]], day: date) -> Action:
    index = bisect_right([d for d, _ in steps], day) - 1
    return steps[index][1] if index >= 0 else "due"


def _liveliest(actions: Sequence[Action]) -> Action:
    return min(actions, key=_LIVELIEST.index, default="due")
