"""What one audience is given: people, groups and papers of a township, each shown and nothing more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from carebook.audience.faulty import FaultyRecord
from carebook.audience.figures import PublicFigures
from carebook.audience.outline import Outline
from carebook.audience.people import GroupView, PatientView, WorkerView
from carebook.audience.record_view import GapWords, HiddenFieldError, Leaf, RecordView, masked, tree
from carebook.audience.trees import Tree
from carebook.findings import Finding
from carebook.forms.model import Forms
from carebook.policy.adopted import high_from
from carebook.policy.calendars import unannounced
from carebook.policy.entries import FILING, PARTS
from carebook.policy.indicator import Indicator
from carebook.policy.indicators import indicators, year_to
from carebook.policy.item import LIVE, DueItem
from carebook.policy.ledger import recurring
from carebook.policy.settings import Settings
from carebook.policy.subjects import patient_subject
from carebook.policy.yearly import Yearly, counted
from carebook.reading.record import Record
from carebook.reading.resolved import resolved_schema
from carebook.records.entry import Entries, Entry
from carebook.records.kinds import fields_of, kind_named
from carebook.records.periods import Period, period_named
from carebook.records.registry import Registry


class View:
    """The township through the eyes of one audience, on one day.

    Args:
        registry: the records within reach, and no others (``carebook.audience.scope``).
        settings: what the township goes by.
        items: due items of ``today`` within reach.
        findings: findings of ``today`` within reach.
        tree: for whom, and whose.
        today: the day.
        schemas: the schemas, which say who may see a field.
        forms: how papers and pages lay records out.
        within: narrows other due items (those of a coming month) to the audience's.
        outlines: of a notice, the groups it lists, without anybody who is served.
        figures: the township's figures without small numbers, for those who see nobody.
        faults: the records within reach that have errors, and how many more there are of nobody knows whom.
    """

    def __init__(
        self,
        registry: Registry,
        settings: Settings,
        items: Sequence[DueItem],
        findings: Sequence[Finding],
        *,
        tree: Tree,
        today: date,
        schemas: Path,
        forms: Forms,
        within: Callable[[Iterable[DueItem]], tuple[DueItem, ...]] = tuple,
        outlines: Callable[[str], Sequence[Outline]] = lambda _: (),
        figures: Callable[[], PublicFigures] = PublicFigures,
        faults: tuple[tuple[FaultyRecord, ...], int] = ((), 0),
    ) -> None:
        """Collect what the audience may see."""
        self._registry = registry
        self._schemas = schemas
        self.forms = forms
        self._shapes: dict[str, Mapping[str, Leaf]] = {}
        self.within = within
        self._outlines = outlines
        self._threshold = settings.audiences.threshold
        self.figures = figures
        self.faults, self.strays = faults
        self.scope = tree
        self.adopted = settings.adopted
        self._workdays = settings.workdays
        self.items = tuple(items)
        self.findings = tuple(findings)
        self.definitions = settings.definitions
        self.calendar_gap = unannounced(settings.adopted, settings.workdays, today)
        self.audience = tree.audience.id
        self.today = today
        if registry.township is None:
            raise ValueError("a view needs a township record")
        self.township = self.show(registry.township, "township")
        self._collect(registry)

    def _collect(self, registry: Registry) -> None:
        """Open a window on every record within reach."""
        self.villages = {v.id: self.show(v, "village") for v in registry.villages.values()}
        self.staff = {s.id: WorkerView(self, s) for s in registry.staff.values()}
        self.patients = {p.id: PatientView(self, p) for p in registry.patients.values()}
        self.groups = {g.id: GroupView(self, g) for g in registry.groups.values()}
        self.notices = {n.id: self.show(n, "notice") for n in registry.notices.values()}
        self.plans = {m: self.show(p, "plan") for m, p in sorted(registry.plans.items())} if self.opens("plan") else {}
        self.snapshots = {m: self.show(s, "snapshot") for m, s in sorted(registry.snapshots.items())}

    def show(self, record: Record, schema: str, gaps: GapWords = GapWords()) -> RecordView:  # noqa: B008 - frozen
        """A record of this township as the audience may see it; ``gaps`` are what is not known of it."""
        return RecordView(record, self._shape(schema), self.audience, gaps)

    def _shape(self, schema: str) -> Mapping[str, Leaf]:
        """The fields of a kind of record, with the masks of this audience."""
        if schema not in self._shapes:
            leaves = tree(self._schemas, schema)
            for mask in self.scope.audience.masks:
                if mask.record == schema:
                    leaves = masked(leaves, mask.field.split("."), mask.by)
            self._shapes[schema] = leaves
        return self._shapes[schema]

    def yearly(self, patient: str) -> tuple[Yearly, ...]:
        """What a patient is owed so many times this year, with the count; nothing for those who see no forms."""
        found = self._registry.patients.get(patient)
        if found is None or not self.sees("entry.visit", "sheet"):
            return ()
        return tuple(counted(self.adopted, patient_subject(self._registry, found, self.today), self.today))

    def sees(self, schema: str, *path: str) -> bool:
        """Whether the audience may see a field of a kind of record."""
        leaves = tree(self._schemas, schema)
        for key in path[:-1]:
            leaves = leaves[key].below
        return self.audience in leaves[path[-1]].audience

    def opens(self, schema: str) -> bool:
        """Whether the audience may know of records of a kind at all."""
        return self.audience in resolved_schema(self._schemas, schema).get("x-audience", ())

    def codes(self, schema: str, *path: str) -> Mapping[str, str]:
        """All codes of a field with their meanings, in the order of the schema."""
        leaves = tree(self._schemas, schema)
        for key in path[:-1]:
            leaves = leaves[key].below
        return leaves[path[-1]].codes

    @property
    def high_risk(self) -> int | None:
        """From which level on the adopted documents speak of high risk; None if none of them does."""
        return high_from(self.adopted)

    def is_high(self, risk: int | None) -> bool:
        """Whether a level of the risk rating is high."""
        return risk is not None and self.high_risk is not None and risk >= self.high_risk

    def unread(self, patient: str) -> str:
        """Why a patient's identity is not to be read, in words; empty where it is."""
        if patient in self._registry.tombstones:
            return f"身份信息已于 {self._registry.tombstones[patient].date} 销毁"
        return "身份信息没有打开（没有密钥）" if patient in self._registry.closed else ""

    def entries(self, kind: str, village: str = "") -> list[RecordView]:
        """What the offices (or a village) did, of one kind: entries up to today, newest first."""
        held = self._registry.in_village(village) if village else self._registry.entries
        return self.happened(held, kind)

    def by_village(self, kind: str) -> list[tuple[str, RecordView]]:
        """Entries of one kind of all villages within reach with the village's id, up to today, newest first."""
        found = [(one.day, key, one) for key in self.villages for one in self._registry.in_village(key).of(kind)]
        past = [row for row in found if row[0] <= self.today] if self.knows(kind) else []
        order = sorted(past, key=lambda row: row[0], reverse=True)
        return [(key, self.show(one.record, f"entry.{kind}")) for _, key, one in order]

    def everywhere(self, kind: str) -> list[RecordView]:
        """Entries of one kind of all villages within reach, up to today, newest first."""
        return [one for _, one in self.by_village(kind)]

    def happened(self, held: Entries, kind: str) -> list[RecordView]:
        """Entries of one kind up to today, newest first; none for an audience that may not see their day."""
        return self._shown(kind, held.of(kind))

    def _shown(self, kind: str, found: Iterable[Entry]) -> list[RecordView]:
        if not self.knows(kind):
            return []
        past = sorted((one for one in found if one.day <= self.today), key=lambda one: one.day, reverse=True)
        return [self.show(one.record, f"entry.{kind}") for one in past]

    def knows(self, kind: str) -> bool:
        """Whether the audience may know of entries of one kind at all: whether it may see their day."""
        known = kind_named(kind)
        return known is not None and self.sees(f"entry.{kind}", known.day)

    def titled(self, kind: str) -> str:
        """What a kind of record or entry is called."""
        if kind in PARTS:
            whole, part = PARTS[kind]
            return str(resolved_schema(self._schemas, f"entry.{whole}")["properties"][part]["title"])
        if kind == FILING:
            return "建档"
        known = kind_named(kind)
        return str(resolved_schema(self._schemas, known.schema)["title"]) if known else kind

    def field_title(self, kinds: Iterable[str], path: str) -> str:
        """What a place (``sheet.risk``) is called in the first of these kinds of entries that has it."""
        return str(next((one["title"] for one in self._places(kinds, path)), path))

    def code_words(self, kinds: Iterable[str], path: str, code: str) -> str:
        """A code of such a place in words; the code itself if there are none."""
        said = (one.get("x-codes", {}).get(code) for one in self._places(kinds, path))
        return next((str(words) for words in said if words), code)

    def _places(self, kinds: Iterable[str], path: str) -> Iterator[Mapping[str, Any]]:
        names = (PARTS[kind][0] if kind in PARTS else kind for kind in kinds)
        for kind in (kind_named(name) if name != FILING else kind_named("patient.profile") for name in names):
            for one in fields_of(self._schemas, kind.schema) if kind else ():
                if ".".join(step for step in one.path if step != "[]") == path:
                    yield one.schema

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

    @property
    def incomplete(self) -> bool:
        """Whether records that figures count have errors, so that no figure can be given."""
        return bool(self.strays) or any(one.figures for one in self.faults)

    def period(self, name: str) -> Period:
        """The days of a period (``2026-10``), up to today if it is not over yet.

        Raises:
            KeyError: no period has such a name.
        """
        found = period_named(name)
        if found is None:
            raise KeyError(name)
        return found.until(self.today)

    def indicators(self, name: str = "") -> tuple[Indicator, ...]:
        """The indicators of the township for a period (``2026-10``), or for the year up to today.

        Raises:
            HiddenFieldError: the audience may not see whom they count.
        """
        if self.audience not in tree(self._schemas, "snapshot")["indicators"].audience:
            raise HiddenFieldError(f"指标不给 {self.audience} 看")
        period = self.period(name) if name else year_to(self.today)
        chains = recurring(self._registry, self.adopted, self.today, self._workdays)
        return indicators(self._registry, self.items, self.definitions, period, chains)

    def subject_name(self, subject: str) -> str:
        """How people call the subject of a due item: a patient's name, a group's household, a village, the township."""
        if subject in self.patients:
            return self.patients[subject].listed
        if subject in self.groups:
            return self.groups[subject].household
        return str(self.villages[subject].name if subject in self.villages else self.township.name)

    def person(self, code: str, patient: str = "", day: date | None = None) -> str:
        """A name for a staff id, ``guardian`` or ``guardian:<patient>``: the guardian of a day, today's if none is said."""
        kind, _, owner = code.partition(":")
        if kind == "guardian":
            shown = self.patients.get(owner or patient)
            guardian = shown.guardian_on(day or self.today) if shown else None
            return f"{guardian.name}（监护人）" if guardian else "监护人"
        return str(self.staff[code].name) if code in self.staff else code

    def words(self, record: RecordView, key: str, patient: str = "") -> str:
        """A field's value as people read it: codes in words, ids by the name they stand for."""
        ref = record.ref(key)
        if not ref or ref == "self":
            return record.label(key)
        value = getattr(record, key)
        if said := record.lacks(key):
            return said
        many = value if isinstance(value, tuple) else (value,)
        return "、".join(self._named(ref, one, patient, record.day) for one in many if one is not None)

    def _named(self, ref: str, code: str, patient: str, day: date | None) -> str:
        if ref == "entry":
            return self.titled(code)
        if ref in {"staff", "staff-or-guardian", "recorder"}:
            return self.person(code, patient, day)
        if ref == "grid":
            known = (v for v in self.villages.values() if v.sees("grids"))
            return next((str(g.name) for v in known for g in v.grids if g.id == code), code)
        if ref in {"village", "unit"}:
            return self.unit_name(code)
        return self.patients[code].listed if ref == "patient" and code in self.patients else code

    @property
    def township_wide(self) -> bool:
        """Whether the readers answer for the whole township and not for one village, group or person."""
        return self.scope.audience.patients in {"all", "served"}

    def own_workers(self) -> list[str]:
        """Staff ids of those in a group today for whom papers and calendars are made: the readers' own people."""
        found = {m.staff for group in self.groups.values() for m in group.roster() if m.staff in self.staff}
        audience = self.scope.audience
        unit = self.scope.scope or (audience.id if audience.items == "own" else "")
        return sorted(code for code in found if not unit or self.staff[code].unit == unit)

    def noticed(self, record: RecordView) -> list[GroupView | Outline]:
        """The groups a notice lists: in full those within reach, of the others an outline under a running number."""
        found: list[GroupView | Outline] = []
        for outline in self._outlines(str(record.id)):
            known = self.groups.get(outline.group) if self.sees("patient.identity", "name") else None
            found.append(known or outline)
        return found

    def rosters_left_out(self, record: RecordView) -> bool:
        """Whether the public edition of a notice goes without its rosters: so decided, not decided, or too few groups."""
        if self.sees("patient.identity", "name"):
            return False
        edition = record.publication.public_edition if record.publication else None
        few = 0 < len(self._outlines(str(record.id))) < self._threshold
        return edition != "codes" or few

    def counted(self, number: int) -> str:
        """A number of households as a text may name it: for readers who may not know whom it counts, small ones are not said."""
        few = 0 < number < self._threshold and not self.sees("patient.identity", "name")
        return "若干" if few else str(number)

    def unit_name(self, unit: str) -> str:
        """The name of a department or village."""
        if unit in self.villages:
            return str(self.villages[unit].name)
        return next((str(d.name) for d in self.township.departments if d.id == unit), unit)
