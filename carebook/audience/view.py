"""What one audience is given: people, groups and papers of a township, each shown and nothing more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from carebook.audience.shown import HiddenFieldError, Shown, tree
from carebook.findings import Finding
from carebook.policy.assessed import Assessed, assessments, known_on
from carebook.policy.definitions import Definition
from carebook.policy.indicators import Indicator, Period, indicators, month, year_to
from carebook.policy.item import LIVE, DueItem
from carebook.policy.load import Adopted
from carebook.records.record import Record
from carebook.records.registry import CareGroup, Patient, Registry
from carebook.records.team import Member


@dataclass(frozen=True, slots=True)
class MemberView:
    """A group member as rosters print one."""

    role: str
    role_title: str
    name: str
    position: str
    phone: str
    since: date
    until: date | None
    staff: str


class View:
    """The township through the eyes of one audience, on one day."""

    def __init__(
        self,
        registry: Registry,
        adopted: Sequence[Adopted],
        items: Sequence[DueItem],
        findings: Sequence[Finding],
        *,
        audience: str,
        today: date,
        schemas: Path,
        definitions: Sequence[Definition] = (),
    ) -> None:
        """Collect what the audience may see; ``items`` and ``findings`` are those of ``today``."""
        self._registry = registry
        self._schemas = schemas
        self.adopted = tuple(adopted)
        self.items = tuple(items)
        self.findings = tuple(findings)
        self.definitions = tuple(definitions)
        self.audience = audience
        self.today = today
        if registry.township is None:
            raise ValueError("a view needs a township record")
        self.township = self.show(registry.township, "township")
        self.villages = {v.id: self.show(v, "village") for v in registry.villages.values()}
        self.staff = {s.id: self.show(s, "staff") for s in registry.staff.values()}
        self.patients = {p.id: PatientView(self, p) for p in registry.patients.values()}
        self.groups = {g.id: GroupView(self, g) for g in registry.groups.values()}
        self.notices = {n.id: self.show(n, "notice") for n in registry.notices.values()}
        self.journals = {y: self.show(j, "township.journal") for y, j in sorted(registry.journals.items())}
        self.village_journals = {
            village: [self.show(journal, "village.journal") for _, journal in sorted(years.items())]
            for village, years in registry.village_journals.items()
        }
        self.snapshots = {m: self.show(s, "snapshot") for m, s in sorted(registry.snapshots.items())}

    def show(self, record: Record, schema: str) -> Shown:
        """A record of this township as the audience may see it."""
        return Shown(record, tree(self._schemas, schema), self.audience)

    def codes(self, schema: str, *path: str) -> Mapping[str, str]:
        """All codes of a field with their meanings, in the order of the schema."""
        leaves = tree(self._schemas, schema)
        for key in path[:-1]:
            leaves = leaves[key].below
        return leaves[path[-1]].codes

    def unread(self, patient: str) -> str:
        """Why a patient's identity is not to be read, in words; empty where it is."""
        if patient in self._registry.tombstones:
            return f"身份信息已于 {self._registry.tombstones[patient].date} 销毁"
        return "身份信息没有打开（没有密钥）" if patient in self._registry.closed else ""

    def patrols(self, village: str) -> list[Shown]:
        """The rounds of a village's grid keepers up to today, newest first."""
        found = [one for journal in self.village_journals.get(village, []) for one in journal.patrols]
        found = [one for one in found if one.date <= self.today]
        return sorted(found, key=lambda one: one.date, reverse=True)

    def group_of(self, patient: str) -> GroupView | None:
        """The group that serves a patient."""
        found = self._registry.group_of(patient)
        return self.groups[found.id] if found else None

    def live(self, *, subject: str = "", village: str = "", worker: str = "") -> list[DueItem]:
        """Items that still ask for something, most urgent first, narrowed as asked."""
        return [
            item
            for item in self.items
            if item.state in LIVE
            and item.strictest
            and subject in {"", item.subject}
            and village in {"", item.village}
            and (not worker or worker in item.members)
        ]

    def month(self, name: str) -> Period:
        """The days of a month (``2026-10``), up to today if it is not over yet."""
        return month(name, self.today)

    def indicators(self, name: str = "") -> tuple[Indicator, ...]:
        """The indicators of the township for a month (``2026-10``), or for the year up to today.

        Raises:
            HiddenFieldError: the audience may not see whom they count.
        """
        if self.audience not in tree(self._schemas, "snapshot")["indicators"].audience:
            raise HiddenFieldError(f"指标不给 {self.audience} 看")
        period = self.month(name) if name else year_to(self.today)
        return indicators(self._registry, self.items, self.definitions, period)

    def subject_name(self, subject: str) -> str:
        """How people call the subject of a due item: a patient's name, a group's household, a village, the township."""
        if subject in self.patients:
            return self.patients[subject].name
        if subject in self.groups:
            return self.groups[subject].household
        return str(self.villages[subject].name if subject in self.villages else self.township.name)

    def person(self, code: str, patient: str = "") -> str:
        """A name for a staff id, ``guardian`` or ``guardian:<patient>``."""
        kind, _, owner = code.partition(":")
        if kind == "guardian":
            shown = self.patients.get(owner or patient)
            guardian = shown.identity.guardian if shown and shown.identity else None
            return f"{guardian.name}（监护人）" if guardian else "监护人"
        return str(self.staff[code].name) if code in self.staff else code

    def words(self, record: Shown, key: str, patient: str = "") -> str:
        """A field's value as people read it: codes in words, ids by the name they stand for."""
        ref = record.ref(key)
        if not ref or ref == "self":
            return record.label(key)
        value = getattr(record, key)
        many = value if isinstance(value, tuple) else (value,)
        return "、".join(self._named(ref, one, patient) for one in many if one is not None)

    def _named(self, ref: str, code: str, patient: str) -> str:
        if ref in {"staff", "staff-or-guardian"}:
            return self.person(code, patient)
        if ref == "grid":
            return next((str(g.name) for v in self.villages.values() for g in v.grids if g.id == code), code)
        if ref in {"village", "unit"}:
            return self.unit_name(code)
        return self.patients[code].name if ref == "patient" and code in self.patients else code

    def unit_name(self, unit: str) -> str:
        """The name of a department or village."""
        if unit in self.villages:
            return str(self.villages[unit].name)
        return next((str(d.name) for d in self.township.departments if d.id == unit), unit)


class PatientView:
    """A patient as the audience may see them."""

    def __init__(self, view: View, patient: Patient) -> None:
        """Show ``patient`` within ``view``."""
        self._view = view
        self._patient = patient
        self.id = patient.id
        self.profile = view.show(patient.profile, "patient.profile")
        self.identity = view.show(patient.identity, "patient.identity") if patient.identity else None
        self.unread = view.unread(patient.id)
        self.journals = {
            year: view.show(journal, "patient.journal") for year, journal in sorted(patient.journals.items())
        }
        known = self.known(view.today)
        self.stability = known.stability
        self.risk = known.risk
        period = patient.status_on(view.today)
        self.status = period.status if period else "home"

    def known(self, day: date) -> Assessed:
        """Stability and risk as known on a day up to today."""
        return known_on(assessments(self._patient, self._view.today), day)

    def in_care(self, day: date) -> bool:
        """Whether the patient was on file on a day, neither dead nor moved with the file."""
        period = self._patient.status_on(day)
        gone = period is not None and period.status in {"deceased", "moved"}
        return bool(self.profile.filed_on <= day) and not gone

    @property
    def name(self) -> str:
        """The patient's name, or the id where identity may not be read."""
        return str(self.identity.name) if self.identity else self.id

    @property
    def village(self) -> str:
        """The village's id."""
        return str(self.profile.village)

    @property
    def group(self) -> GroupView | None:
        """The group that serves the patient."""
        return self._view.group_of(self.id)

    def entries(self, key: str, since: date | None = None) -> list[Shown]:
        """Journal entries of one kind up to today, newest first, from a day on (inclusive)."""
        found = [entry for journal in self.journals.values() for entry in getattr(journal, key)]
        day = "admitted" if key == "stays" else "date"
        first, last = since or date.min, self._view.today
        found = [entry for entry in found if first <= getattr(entry, day) <= last]
        return sorted(found, key=lambda entry: getattr(entry, day), reverse=True)


class GroupView:
    """A care group as the audience may see it."""

    def __init__(self, view: View, care_group: CareGroup) -> None:
        """Show ``care_group`` within ``view``."""
        self._view = view
        self._group = care_group
        self.id = care_group.id
        self.record = view.show(care_group.group, "group")
        self.journals = {
            year: view.show(journal, "group.journal") for year, journal in sorted(care_group.journals.items())
        }

    @property
    def household(self) -> str:
        """The household the group is named after: ``林安平户``."""
        return f"{self._view.patients[self.record.patients[0]].name}户"

    @property
    def name(self) -> str:
        """The group's full name as the notice gives it."""
        return f"{self.household}联合服务管理领导小组"

    def roster(self, day: date | None = None) -> list[MemberView]:
        """Members on a day (today unless said otherwise), in the order written."""
        return [self._member(m) for m in self._group.members_on(day or self._view.today)]

    def _member(self, member: Member) -> MemberView:
        titles = self._view.codes("group", "members", "role")
        name, position, phone = self._contact(member)
        return MemberView(
            member.role,
            titles[member.role],
            name,
            position,
            phone,
            member.since,
            member.until,
            member.staff or "",
        )

    def _contact(self, member: Member) -> tuple[str, str, str]:
        if member.staff:
            staff = self._view.staff[member.staff]
            return staff.name, staff.position, staff.mobile or staff.office_phone or ""
        patient = self._view.patients[member.guardian_of or ""]
        if patient.unread:
            return patient.id, "监护人", "略"
        guardian = patient.identity.guardian if patient.identity else None
        return (guardian.name, "监护人", guardian.phone) if guardian else ("", "监护人", "")

    def entries(self, key: str) -> Iterator[Shown]:
        """Entries of one kind up to today, newest first."""
        found = [entry for journal in self.journals.values() for entry in getattr(journal, key)]
        found = [entry for entry in found if entry.date <= self._view.today]
        yield from sorted(found, key=lambda entry: entry.date, reverse=True)
