"""Why each record is kept, by which article, for how long: ``policies/processing/national.yaml`` (个人信息保护法 五十五、五十六)."""

from __future__ import annotations

from dataclasses import dataclass

from carebook.reading.record import Record
from carebook.records.team import RetentionChange, Township


class Purpose(Record, frozen=True):
    """What some fields of a record are for; ``fields`` are those of the first level, those below go with them."""

    fields: tuple[str, ...]
    purpose: str
    articles: tuple[str, ...]


class KindUse(Record, frozen=True):
    """One kind of record, or all entries of one owner (``entries.patients``): whom it concerns, its purposes field by field, its periods of keeping, how it is guarded."""

    kind: str
    persons: str
    keeping: tuple[str, ...]
    measures: str
    purposes: tuple[Purpose, ...]
    title: str | None = None

    def purpose_of(self, path: tuple[str, ...]) -> Purpose | None:
        """What a field is for; None if nobody said."""
        return next((one for one in self.purposes if path[0] in one.fields), None)


class Keeping(Record, frozen=True):
    """A period of keeping: ``years`` from an event. Without years it is not computed here."""

    id: str
    title: str
    runs_from: str
    set_by: str
    source: str
    years: int | None = None
    deed: str | None = None


class Risk(Record, frozen=True):
    """What may go wrong, what is done against it, and what is left."""

    risk: str
    level: str
    measures: str
    left: str


class ProcessingBook(Record, frozen=True):
    """The whole file. ``report_years`` is how long an assessment is kept at least (第五十六条)."""

    articles: tuple[str, ...]
    report_years: int
    kinds: tuple[KindUse, ...]
    keeping: tuple[Keeping, ...]
    risks: tuple[Risk, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A period as it holds in a township: ``years`` are the township's where it set its own with ``change``."""

    keeping: Keeping
    years: int | None
    change: RetentionChange | None = None

    @property
    def source(self) -> str:
        """How what is derived from it names its source."""
        if self.change is None:
            return self.keeping.source
        return f"本乡镇调整：{self.change.reason}（{self.change.approved_on} 批准）"


def shortens_law(keeping: Keeping, change: RetentionChange) -> bool:
    """Whether a township keeps something for less time than the law asks; such a change has no effect."""
    return keeping.set_by == "law" and keeping.years is not None and change.years < keeping.years


def terms(book: ProcessingBook, township: Township | None) -> tuple[Term, ...]:
    """The periods as they hold in a township, in the order of the file."""
    changes = {one.keeping: one for one in township.retention} if township else {}
    return tuple(_term(one, changes.get(one.id)) for one in book.keeping)


def _term(keeping: Keeping, change: RetentionChange | None) -> Term:
    if change is None or keeping.years is None or shortens_law(keeping, change):
        return Term(keeping, keeping.years)
    return Term(keeping, change.years, change)
