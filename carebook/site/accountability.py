"""What the office must be able to account for, as values: floor 5 gathers them, pages show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from carebook.policy.processing import ProcessingBook, Term
from carebook.policy.retention import Kept
from carebook.reading.fields import Field


@dataclass(frozen=True, slots=True)
class Change:
    """One commit that touched a file: its id, the author's name, the day (``2026-11-21``), the subject line."""

    commit: str
    author: str
    day: str
    subject: str


@dataclass(frozen=True, slots=True)
class History:
    """The changes of each file by its path in the data folder, newest first; ``why_not`` says why there are none."""

    files: Mapping[str, tuple[Change, ...]] = field(default_factory=dict)
    shallow: bool = False
    why_not: str = ""

    def below(self, folder: str) -> list[tuple[Change, list[str]]]:
        """Every change below a folder (``patients/QX-0001/``) with the files it touched, newest first."""
        order: dict[str, Change] = {}
        touched: dict[str, list[str]] = {}
        for name, changes in self.files.items():
            if name.startswith(folder):
                for change in changes:
                    order.setdefault(change.commit, change)
                    touched.setdefault(change.commit, []).append(name.removeprefix(folder))
        found = [(change, sorted(touched[commit])) for commit, change in order.items()]
        return sorted(found, key=lambda one: (one[0].day, one[0].commit), reverse=True)


@dataclass(frozen=True, slots=True)
class AudienceAccount:
    """One audience: its name, why it is given anything, and what lies in its tree, in words."""

    id: str
    title: str
    why: str
    gets: str


@dataclass(frozen=True, slots=True)
class Duties:
    """What the office must be able to show: the book, its periods, what is running out, all fields, who gets them.

    ``words`` are the meanings of the book's codes: of ``runs_from``, ``set_by`` and ``level``.
    """

    book: ProcessingBook
    terms: Sequence[Term]
    kept: Sequence[Kept]
    fields: Mapping[str, Sequence[Field]]
    recipients: Sequence[AudienceAccount]
    titles: Mapping[str, str]
    words: Mapping[str, Mapping[str, str]]
