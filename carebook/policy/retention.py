"""How long each record is kept, and which are past their time. Nothing is ever deleted here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

from carebook.policy.processing import KindUse, ProcessingBook, Term, terms
from carebook.records.registry import Registry

#: Where an event stands: the id it concerns, its day, the file, the way to the spot inside the file.
Start = tuple[str, date, str, tuple[str | int, ...]]


@dataclass(frozen=True, slots=True)
class Kept:
    """A record whose time is running: ``subject`` is its id, ``until`` the last day on which it is kept."""

    term: Term
    subject: str
    since: date
    until: date
    file: str
    path: tuple[str | int, ...]

    @property
    def deed(self) -> str:
        """What a person does when the time is over."""
        words = self.term.keeping.deed or ""
        return words.replace("<编号>", self.subject).replace("<文件夹>", self.file.rpartition("/")[0])


def running(book: ProcessingBook, registry: Registry) -> tuple[Kept, ...]:
    """Every record whose time has begun to run, the one that ends first in front."""
    used = _users(book)
    found = [
        kept
        for term in terms(book, registry.township)
        if term.years is not None
        for kept in _running(term, term.years, registry, used.get(term.keeping.id, ()))
    ]
    return tuple(sorted(found, key=lambda one: (one.until, one.subject, one.term.keeping.id)))


def past(kept: Sequence[Kept], today: date) -> tuple[Kept, ...]:
    """Those that should no longer be there; the last day still counts as kept."""
    return tuple(one for one in kept if one.until < today)


def _users(book: ProcessingBook) -> Mapping[str, tuple[KindUse, ...]]:
    return {one.id: tuple(kind for kind in book.kinds if one.id in kind.keeping) for one in book.keeping}


def _running(term: Term, years: int, registry: Registry, kinds: Sequence[KindUse]) -> Iterator[Kept]:
    names = {kind.kind for kind in kinds}
    for subject, since, file, path in _STARTS.get(term.keeping.runs_from, _never)(registry, names):
        yield Kept(term, subject, since, since + relativedelta(years=years), file, path)


def _never(_registry: Registry, _kinds: set[str]) -> Iterator[Start]:
    """What is kept as long as it is used has no day from which it runs."""
    yield from ()


def _left(status: str) -> Callable[[Registry, set[str]], Iterator[Start]]:
    """Patients whose last status ended the care; whose identity was destroyed has nothing left to destroy."""

    def find(registry: Registry, _kinds: set[str]) -> Iterator[Start]:
        for key, patient in registry.patients.items():
            last = patient.standings[-1]
            if last.period.status == status and key not in registry.tombstones:
                yield key, last.period.since, last.file, ()

    return find


def _dissolved(registry: Registry, _kinds: set[str]) -> Iterator[Start]:
    for key, group in registry.groups.items():
        if group.group.dissolved:
            yield key, group.group.dissolved, f"groups/{key}/group.yaml", ("dissolved",)


def _term_ended(registry: Registry, _kinds: set[str]) -> Iterator[Start]:
    """Those who left and whose private number is still written; their names stand in the records of what they did."""
    for key, worker in registry.staff.items():
        if worker.left_on and worker.mobile:
            yield key, worker.left_on, f"staff/{key}.yaml", ("mobile",)


def _year_ended(registry: Registry, kinds: set[str]) -> Iterator[Start]:
    """What happened in a year in the township and in villages: the last file of each year stands for them all."""
    for owner, entries in registry.owned():
        name, _, key = owner.partition("/")
        if f"entries.{name}" in kinds:
            last = {entry.file.split("/")[-2]: entry.file for entry in sorted(entries, key=lambda one: one.file)}
            for year, file in last.items():
                yield f"{key}/{year}".lstrip("/"), date(int(year), 12, 31), file, ()


_STARTS: Mapping[str, Callable[[Registry, set[str]], Iterator[Start]]] = {
    "deceased": _left("deceased"),
    "moved": _left("moved"),
    "dissolved": _dissolved,
    "term": _term_ended,
    "year": _year_ended,
}
