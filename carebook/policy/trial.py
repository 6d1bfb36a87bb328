"""What a township would have owed under a draft, beside what it owed, worked out over the records there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from carebook.policy.adopted import Adopted
from carebook.policy.item import DueItem, ItemState
from carebook.policy.ledger import ledger
from carebook.policy.model import Policy
from carebook.policy.settings import Settings
from carebook.records.periods import Period
from carebook.records.registry import Registry

_LATE = frozenset({ItemState.DONE_LATE, ItemState.MISSED, ItemState.OVERDUE, ItemState.EXCUSED})
#: Subject and duty.
_Key = tuple[str, str]


@dataclass(slots=True)
class Count:
    """Occurrences that fell due: how many, and how many of them were late or not done."""

    owed: int = 0
    late: int = 0


@dataclass(slots=True)
class DutyTrial:
    """One duty without and with the draft, by village (empty: the whole township)."""

    duty: str
    title: str
    before: dict[str, Count] = field(default_factory=dict)
    after: dict[str, Count] = field(default_factory=dict)

    def total(self, *, drafted: bool) -> Count:
        """Over all villages."""
        counts = (self.after if drafted else self.before).values()
        return Count(sum(one.owed for one in counts), sum(one.late for one in counts))

    @property
    def villages(self) -> list[str]:
        """All villages it concerns, in order."""
        return sorted({*self.before, *self.after})


@dataclass(frozen=True, slots=True)
class Looser:
    """A document in force asks for more than the draft, shown at the subject where it shows most."""

    duty: str
    title: str
    source: str
    subject: str
    drafted: int
    adopted: int


@dataclass(frozen=True, slots=True)
class Trial:
    """The duties that change, who would have been late with what the draft asks for (by how often), and contradictions.

    ``visits`` and ``doctor`` are how many more visits, and more doings in which the doctor takes part, fell due.
    """

    duties: tuple[DutyTrial, ...]
    late: tuple[tuple[str, int], ...]
    looser: tuple[Looser, ...]
    visits: int
    doctor: int


def tried(draft: Policy, registry: Registry, settings: Settings, window: Period, today: date) -> Trial:
    """Lay a draft over a period, as if it had been followed from its first day on.

    A document of the same id that the township follows is put in its place for the whole period.
    """
    kept = [one for one in settings.adopted if one.policy.id != draft.id]
    drafted = Adopted(draft, window.first)

    def due(adopted: Sequence[Adopted]) -> list[DueItem]:
        found = ledger(registry, adopted, today, workdays=settings.workdays)
        return [item for item in found if window.has(item.due) and _counts(item)]

    before, alone = due(settings.adopted), due([drafted])
    after = [*due(kept), *alone]
    names = {item.duty for item in alone} | {i.duty for i in before if i.obligation.startswith(f"{draft.id}/")}
    duties = tuple(_duty(name, before, after) for name in sorted(names))
    late = Counter(item.subject for item in alone if item.state in _LATE)
    extra = _more(_strictest(before), _strictest(after))
    visiting = {f"{draft.id}/{one.id}" for one in draft.obligations if one.closed_by and one.closed_by.entry == "visit"}
    medical = {f"{draft.id}/{one.id}" for one in draft.obligations if "doctor" in one.responsible}
    return Trial(
        duties,
        tuple(late.most_common()),
        tuple(_looser(alone, [item for item in before if not item.obligation.startswith(f"{draft.id}/")])),
        sum(n for name, n in extra.items() if name in visiting),
        sum(n for name, n in extra.items() if name in medical),
    )


def _counts(item: DueItem) -> bool:
    return not item.projected and (item.state is not ItemState.CANCELLED or item.given_up)


def _strictest(items: Iterable[DueItem]) -> Mapping[_Key, list[DueItem]]:
    """Of each subject and duty the occurrences of the document that asks most; one doing answers all of them."""
    return {key: max(row.values(), key=len) for key, row in _by_document(items).items()}


def _by_document(items: Iterable[DueItem]) -> Mapping[_Key, Mapping[str, list[DueItem]]]:
    rows: dict[_Key, dict[str, list[DueItem]]] = {}
    for item in items:
        rows.setdefault((item.subject, item.duty), {}).setdefault(item.obligation, []).append(item)
    return rows


def _duty(name: str, before: Sequence[DueItem], after: Sequence[DueItem]) -> DutyTrial:
    title = next(item.title for item in [*after, *before] if item.duty == name)
    found = DutyTrial(name, title)
    for items, into in ((before, found.before), (after, found.after)):
        for documents in _by_document(one for one in items if one.duty == name).values():
            for item in max(documents.values(), key=len):
                into.setdefault(item.village, Count()).owed += 1
            for item in max(([one for one in row if one.state in _LATE] for row in documents.values()), key=len):
                into.setdefault(item.village, Count()).late += 1
    return found


def _more(before: Mapping[_Key, list[DueItem]], after: Mapping[_Key, list[DueItem]]) -> Counter[str]:
    """How many more occurrences fall due, by the obligation that asks for them."""
    found: Counter[str] = Counter()
    for key, row in after.items():
        found[row[0].obligation] += max(len(row) - len(before.get(key, [])), 0)
    return found


def _looser(drafted: Sequence[DueItem], adopted: Sequence[DueItem]) -> Iterable[Looser]:
    """Each document in force that asks for more of a duty than the draft, at the subject where it shows most."""
    asked = Counter((item.subject, item.duty) for item in _longest(drafted))
    rows: dict[tuple[str, str], Counter[str]] = {}
    told = {item.obligation: item for item in adopted}
    for item in adopted:
        rows.setdefault((item.obligation, item.duty), Counter())[item.subject] += 1
    for (obligation, duty), counts in sorted(rows.items()):
        wider = {subject: n - asked[subject, duty] for subject, n in counts.items() if asked[subject, duty]}
        subject = max(wider, key=lambda one: (wider[one], one), default="")
        if subject and wider[subject] > 0:
            one = told[obligation]
            yield Looser(duty, one.title, one.sources[0], subject, asked[subject, duty], counts[subject])


def _longest(items: Sequence[DueItem]) -> list[DueItem]:
    return [item for row in _strictest(items).values() for item in row]
