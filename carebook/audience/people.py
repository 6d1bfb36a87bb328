"""Whom an audience is shown: workers, patients and care groups, each through its own window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from carebook.audience.masking import MASKS
from carebook.audience.outline import MemberView
from carebook.audience.record_view import GapWords, HiddenFieldError, RecordView
from carebook.audience.trees import Tree
from carebook.policy.assessed import Assessed, assessments, known_on
from carebook.reading.record import Record
from carebook.records.codes import OFF_FILE
from carebook.records.entry import Entries
from carebook.records.parts import Gap
from carebook.records.registry import CareGroup, Patient
from carebook.records.state import movements
from carebook.records.team import Member, Post, Staff

#: How somebody is called whose name is not known.
_NAMELESS = "姓名不详"
_OF_A_POST = frozenset(Post.__struct_fields__)


class ReaderView(Protocol):
    """Through whose eyes people are seen: what they need to know of the township around them."""

    today: date
    scope: Tree
    audience: str

    @property
    def staff(self) -> Mapping[str, WorkerView]:
        """The workers within reach, by id."""

    @property
    def patients(self) -> Mapping[str, PatientView]:
        """The patients within reach, by id."""

    def show(self, record: Record, schema: str, gaps: GapWords = ...) -> RecordView:
        """A record as the audience may see it."""

    def sees(self, schema: str, *path: str) -> bool:
        """Whether the audience may see a field of a kind of record."""

    def codes(self, schema: str, *path: str) -> Mapping[str, str]:
        """All codes of a field with their meanings."""

    def unread(self, patient: str) -> str:
        """Why a patient's identity is not to be read, in words; empty where it is."""

    def happened(self, held: Entries, kind: str) -> list[RecordView]:
        """Entries of one kind up to today, newest first."""

    def group_of(self, patient: str) -> GroupView | None:
        """The group that serves a patient."""


def window(shown: Sequence[RecordView], record: Record) -> RecordView:
    """The window on one of several records of a list."""
    return next(one for one in shown if one.shows(record))


class WorkerView:
    """A member of staff as the audience may see them: what is lasting, and the post of today."""

    def __init__(self, view: ReaderView, staff: Staff) -> None:
        """Show ``staff`` within ``view``."""
        self._view = view
        self._staff = staff
        self.record = view.show(staff, "staff")

    def __getattr__(self, key: str) -> Any:
        """A field of the record, or of the post held today; ``HiddenFieldError`` if it may not be seen."""
        if key.startswith("_"):
            raise AttributeError(key)
        return getattr(self._holds(key), key)

    def label(self, key: str) -> str:
        """A field's value as people read it."""
        return self._holds(key).label(key)

    def title_of(self, key: str) -> str:
        """What a field is called."""
        return self._holds(key).title_of(key)

    def sees(self, key: str) -> bool:
        """Whether the audience may see a field."""
        return self._holds(key).sees(key)

    def ref(self, key: str) -> str:
        """What the ids in a field name."""
        return self._holds(key).ref(key)

    def _holds(self, key: str) -> RecordView:
        return self.post_on(self._view.today) if key in _OF_A_POST else self.record

    def post_on(self, day: date) -> RecordView:
        """The post held on a day, or the last before it."""
        return window(self.record.posts, self._staff.post_on(day))


class PatientView:
    """A patient as the audience may see them."""

    def __init__(self, view: ReaderView, patient: Patient) -> None:
        """Show ``patient`` within ``view``."""
        self._view = view
        self._patient = patient
        self.id = patient.id
        gaps = GapWords(patient.profile.gaps, told=view.sees("patient.profile", "gaps"))
        self.profile = view.show(patient.profile, "patient.profile", gaps)
        person = patient.identity
        self.identity = view.show(person, "patient.identity", gaps.below("identity")) if person else None
        self.unread = view.unread(patient.id)
        self._known = known_on(assessments(patient, view.today), view.today)
        period = patient.status_on(view.today)
        self.status = period.status if period else "home"

    def known(self, day: date) -> Assessed:
        """Stability and risk as known on a day up to today; ``HiddenFieldError`` if the audience may not see them."""
        self._ask("risk")
        return known_on(assessments(self._patient, self._view.today), day)

    def in_care(self, day: date) -> bool:
        """Whether the patient was on file on a day, neither dead nor moved with the file."""
        period = self._patient.status_on(day)
        gone = period is not None and period.status in OFF_FILE
        return self._patient.profile.filed <= day and not gone

    @property
    def name(self) -> str:
        """The patient's name, or the id where identity may not be read; somebody without a name is told by the id."""
        if self.identity is None:
            return self.id
        return str(self.identity.name or f"{_NAMELESS}（{self.id}）")

    @property
    def listed(self) -> str:
        """How lists call the patient: by name, by surname or by id, as the audience's scope says."""
        how = self._view.scope.audience.names
        if how == "code" or self.identity is None:
            return self.id
        return MASKS["name"](self.name) if how == "masked" and self.identity.name else self.name

    @property
    def stability(self) -> int | None:
        """Stability as last known; ``HiddenFieldError`` if the audience may not see it."""
        self._ask("stability")
        return self._known.stability

    @property
    def risk(self) -> int | None:
        """Risk level as last known; ``HiddenFieldError`` if the audience may not see it."""
        self._ask("risk")
        return self._known.risk

    def _ask(self, key: str) -> None:
        if not self._view.sees("entry.rating", key):
            raise HiddenFieldError(f"患者的 {key} 不给 {self._view.audience} 看")

    @property
    def village(self) -> str:
        """The id of the village the patient lives in today, by what the village is today."""
        return self.village_on(self._view.today)

    def village_on(self, day: date) -> str:
        """The id of the village the patient lived in on a day, by what the village was on that day."""
        return self._patient.village_on(day)

    @property
    def residence(self) -> RecordView:
        """Where the patient lives today."""
        return window(self.profile.residences, self._patient.residence_on(self._view.today))

    @property
    def guardian(self) -> RecordView | None:
        """The guardian of today; None where there is none or identity may not be read."""
        return self.guardian_on(self._view.today)

    def guardian_on(self, day: date) -> RecordView | None:
        """The guardian on a day."""
        found = self._patient.guardian_on(day)
        return window(self.identity.guardians, found) if self.identity and found else None

    @property
    def statuses(self) -> list[RecordView]:
        """The patient's statuses up to today, by day."""
        past = [one for one in self._patient.statuses if one.since <= self._view.today]
        return [self._view.show(one, "patient.status") for one in past]

    @property
    def stays(self) -> list[RecordView]:
        """Hospital stays up to today, newest first."""
        past = [one for one in self._patient.stays if one.admitted <= self._view.today]
        return [self._view.show(one, "patient.stay") for one in reversed(past)]

    @property
    def movements(self) -> list[RecordView]:
        """Leaving, returning and moving up to today, newest first."""
        past = [one for one in movements(self._patient.entries) if one.date <= self._view.today]
        return [self._view.show(one, "patient.movement") for one in reversed(past)]

    @property
    def death(self) -> RecordView | None:
        """Day and cause of death, if the patient died by today."""
        found = self._patient.death
        if found is None or found.date > self._view.today:
            return None
        unknown = Gap(fields=("cause",), state="not-asked", since=found.date)
        return self._view.show(found, "entry.death", GapWords((unknown,)))

    @property
    def agreements(self) -> list[RecordView]:
        """The guardian award agreements, by first day; ``HiddenFieldError`` comes with each field."""
        return [self._view.show(one.state, "patient.agreement") for one in self._patient.accords]

    @property
    def group(self) -> GroupView | None:
        """The group that serves the patient."""
        return self._view.group_of(self.id)

    def entries(self, kind: str, since: date | None = None) -> list[RecordView]:
        """Entries of one kind up to today, newest first, from a day on (inclusive).

        An audience that may not see the day of such entries is given none of them.
        """
        first = since or date.min
        held = Entries.gathered(one for one in self._patient.entries.of(kind) if one.day >= first)
        return self._view.happened(held, kind)


class GroupView:
    """A care group as the audience may see it."""

    def __init__(self, view: ReaderView, care_group: CareGroup) -> None:
        """Show ``care_group`` within ``view``."""
        self._view = view
        self._group = care_group
        self.id = care_group.id
        self.record = view.show(care_group.group, "group")

    @property
    def village(self) -> str:
        """The id of the group's village, by what it is today."""
        return self._group.village_on(self._view.today)

    @property
    def household(self) -> str:
        """The household the group is named after: ``林安平户``."""
        return f"{self._view.patients[self.record.patients[0]].listed}户"

    @property
    def name(self) -> str:
        """The group's full name as the notice gives it."""
        return f"{self.household}联合服务管理领导小组"

    def roster(self, day: date | None = None) -> list[MemberView]:
        """Members on a day (today unless said otherwise), in the order written."""
        then = day or self._view.today
        return [self._member(m, then) for m in self._group.members_on(then)]

    def _member(self, member: Member, day: date) -> MemberView:
        titles = self._view.codes("group", "members", "role")
        name, position, phone = self._contact(member, day)
        since = self._guardian_since(member, day) if member.guardian_of else member.since
        return MemberView(
            member.role, titles[member.role], name, position, phone, since, member.until, member.staff or ""
        )

    def _guardian_since(self, member: Member, day: date) -> date:
        """Since when the guardian of a day has served: not before becoming the guardian."""
        patient = self._view.patients[member.guardian_of or ""]
        guardian = None if patient.unread else patient.guardian_on(day)
        return max(member.since, guardian.since or member.since) if guardian else member.since

    def _contact(self, member: Member, day: date) -> tuple[str, str, str]:
        if member.staff:
            staff = self._view.staff.get(member.staff)
            if staff is None:  # the record cannot be read; papers that need it are held back
                return member.staff, "", ""
            return staff.name, staff.post_on(day).position, staff.mobile or staff.office_phone or ""
        patient = self._view.patients[member.guardian_of or ""]
        if patient.unread:
            return patient.id, "监护人", "略"
        guardian = patient.guardian_on(day)
        return (guardian.name, "监护人", guardian.phone) if guardian else ("", "监护人", "")

    def entries(self, kind: str) -> list[RecordView]:
        """Entries of one kind up to today, newest first."""
        return self._view.happened(self._group.entries, kind)
