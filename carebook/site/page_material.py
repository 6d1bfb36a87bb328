"""Everything pages draw on, found once: a view, its due items by whom they concern, and the papers of the tree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from carebook.audience.linking import LinkingPage
from carebook.audience.people import GroupView, PatientView
from carebook.audience.view import View
from carebook.policy.audiences import Audience
from carebook.policy.item import LIVE, DueItem, ItemState
from carebook.site.accountability import Duties, History
from carebook.site.blocks import Cell, Part
from carebook.site.page import PaperLink, Shelf

K = TypeVar("K")
V = TypeVar("V")

#: Which part of the site the pages of a folder, or a single page, belong to.
PARTS = {
    **{name: name for name in ("due", "township", "patients", "groups", "villages", "workers", "notices")},
    "unsupported": "support",
    **{name: name for name in ("indicators", "policies", "check", "rules", "figures", "search")},
    **dict.fromkeys(("processing", "changes"), "processing"),
}
_URGENCY = {ItemState.OVERDUE: 0, ItemState.OPEN: 1, ItemState.UNVERIFIED: 2, ItemState.SCHEDULED: 3}
_FORMATS = {"pdf": "PDF", "docx": "DOCX", "html": "页面"}


@dataclass(frozen=True)
class PageMaterial:
    """A view and papers, with the indexes that keep a large township fast."""

    view: View
    shelves: Sequence[Shelf]
    prints: bool = False
    #: Who changed the records; None where the readers are not told.
    history: History | None = None
    #: What the assessment of processing is made from; None where the readers do not get it.
    duties: Duties | None = None

    @property
    def audience(self) -> Audience:
        """For whom the tree is."""
        return self.view.scope.audience

    def has(self, part: str) -> bool:
        """Whether the tree has pages of a kind."""
        return part == "home" or part in self.audience.pages

    @property
    def has_overview(self) -> bool:
        """Whether the first page tells how the work stands; else it only leads on."""
        return "home" in self.audience.pages and self.audience.patients != "none"

    def leads(self, href: str) -> bool:
        """Whether an address of a page leads to one that lies in the tree."""
        path = href.partition("#")[0]
        folder, _, name = path.removesuffix(".html").partition("/")
        held: dict[str, Mapping[str, object]] = {
            "patients": self.view.patients, "groups": self.view.groups, "villages": self.view.villages,
            "workers": self.view.staff,
        }  # fmt: skip
        if path == "index.html" or folder not in PARTS:
            return True
        return self.has(PARTS[folder]) and (name in {"", "index"} or name in held.get(folder, {name: None}))

    @property
    def today(self) -> date:
        """The day on which everything holds."""
        return self.view.today

    @cached_property
    def live(self) -> list[DueItem]:
        """Items that still ask for something, the strictest of each duty, most urgent first."""
        found = [item for item in self.view.items if item.state in LIVE and item.strictest]
        return sorted(found, key=self.rank)

    @staticmethod
    def rank(item: DueItem) -> tuple[int, date, str, str]:
        """Order of live items: overdue, open, to come; then by due day."""
        return (_URGENCY[item.state], item.due, item.village, item.id)

    @cached_property
    def by_subject(self) -> Mapping[str, list[DueItem]]:
        """Live items by patient or group."""
        return _index((item.subject, item) for item in self.live)

    @cached_property
    def by_village(self) -> Mapping[str, list[DueItem]]:
        """Live items by village."""
        return _index((item.village, item) for item in self.live)

    @cached_property
    def by_worker(self) -> Mapping[str, list[DueItem]]:
        """Live items by each staff id that takes part."""
        return _index((code, item) for item in self.live for code in {*item.members, *item.responsible})

    @cached_property
    def past(self) -> Mapping[str, list[DueItem]]:
        """Closed and cancelled items by patient or group."""
        return _index((item.subject, item) for item in self.view.items if item.state not in LIVE)

    @cached_property
    def patients_of(self) -> Mapping[str, list[PatientView]]:
        """Patients by village."""
        return _index((patient.village, patient) for patient in self.view.patients.values())

    @cached_property
    def groups_of(self) -> Mapping[str, list[GroupView]]:
        """Groups by village."""
        return _index((group.village, group) for group in self.view.groups.values())

    @cached_property
    def group_of(self) -> Mapping[str, GroupView]:
        """The group that serves each patient; of several, one that is not dissolved, then the first."""
        by_id = sorted(self.view.groups.values(), key=lambda g: g.id, reverse=True)
        serving = sorted(by_id, key=lambda g: g.record.dissolved is None)  # the last one named wins
        return {patient: group for group in serving for patient in group.record.patients}

    @cached_property
    def groups_with(self) -> Mapping[str, list[tuple[GroupView, str]]]:
        """Groups by staff id of those who are members today, with their post there."""
        found = ((m.staff, (g, m.role_title)) for g in self.view.groups.values() for m in g.roster() if m.staff)
        return _index(found)

    @cached_property
    def sources(self) -> Mapping[str, str]:
        """Where on the policy page each article stands."""
        return {
            one.source(obligation): f"policies.html#{one.policy.id}-{obligation.id}"
            for one in self.view.adopted
            for obligation in one.policy.obligations
        }

    @cached_property
    def papers(self) -> Sequence[PaperLink]:
        """All papers of the tree, kind by kind."""
        return [paper for shelf in self.shelves for paper in shelf.papers]

    @cached_property
    def _linked(self) -> Mapping[tuple[LinkingPage, str], list[PaperLink]]:
        """Papers by page and by what they are about, in the order of the page."""
        places = [(place, page, shelf) for shelf in self.shelves for page, place in shelf.pages.items()]
        places.sort(key=lambda one: one[0])
        return _index(((page, paper.subject), paper) for _, page, shelf in places for paper in shelf.papers)

    def papers_on(self, page: LinkingPage, subject: str) -> list[PaperLink]:
        """The papers about one id that a page links."""
        return self._linked.get((page, subject), [])

    @cached_property
    def workers(self) -> Mapping[str, Part]:
        """Every worker by staff id, linked to their page."""
        return {code: Part(str(one.name), f"workers/{code}.html") for code, one in self.view.staff.items()}

    def person(self, code: str, patient: str = "", day: date | None = None) -> Part:
        """A person by staff id or ``guardian…``, linked where there is a page."""
        return self.workers.get(code) or Part(self.view.person(code, patient, day))

    def subject(self, code: str) -> Part:
        """The patient, group, village or township that an item is about."""
        folders: dict[str, Mapping[str, object]] = {
            "patients": self.view.patients,
            "groups": self.view.groups,
            "villages": self.view.villages,
        }
        folder = next((name for name, held in folders.items() if code in held), "")
        return Part(self.view.subject_name(code), f"{folder}/{code}.html" if folder else "index.html")

    def patient(self, patient: PatientView) -> Part:
        """A patient as lists call them."""
        return Part(patient.listed, f"patients/{patient.id}.html")

    def village(self, code: str) -> Part:
        """A village or department by name, linked if it is a village."""
        return Part(self.view.unit_name(code), f"villages/{code}.html" if code in self.view.villages else "")


def formats(paper: PaperLink) -> Cell:
    """Links to the formats of a paper."""
    return Cell(tuple(Part(_FORMATS[ending], f"{paper.base}.{ending}") for ending in paper.formats))


def _index(pairs: Iterable[tuple[K, V]]) -> Mapping[K, list[V]]:
    found: dict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return dict(found)
