"""What a kind of papers is: what it is called, who composes it from what, how it is set, where pages link it.

The kinds that there are stand in ``carebook.documents.papers``, and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from carebook.audience.linking import LINKING, LinkingPage
from carebook.audience.view import View
from carebook.policy.audiences import ALL
from carebook.policy.item import DueItem
from carebook.policy.scores import ScoreBook
from carebook.writers.paper import Layout

#: What a build makes beside papers, as ``--only`` calls it.
OTHER_PARTS = ("calendars", "site")
_NAME = re.compile(r"[a-z]+(?:-[a-z]+)*")


@dataclass(frozen=True, slots=True)
class Material:
    """What papers are composed from.

    ``plan`` gives the readers' due items carried on to a day (inclusive), ``known`` the township as the readers
    would have seen it on a day up to today. ``scores`` is None where the township has no scorecard.
    """

    view: View
    templates: Path
    plan: Callable[[date], Sequence[DueItem]]
    known: Callable[[date], View]
    scores: ScoreBook | None


@dataclass(frozen=True, slots=True)
class Composed:
    """One paper as its maker gives it.

    ``id`` is the name of its files, ``subject`` the id of what it is about, ``day`` the day it carries, ``running``
    the line that runs along its sheets (layouts file and sheet).
    """

    id: str
    subject: str
    title: str
    body: str
    day: date
    running: str = ""


@dataclass(frozen=True, slots=True)
class PaperKind:
    """One kind of papers.

    Args:
        name: the folder of its files, its name in ``--only`` and in ``policies/audiences.yaml``.
        title: what people call it.
        records: from which records it is made, for the handbook.
        when: which papers of the kind there are, for the handbook.
        make: composes its papers, for those who are given the kind.
        layout: how it is set.
        templates: the templates it is set with, those named by them left out.
        linked: the pages that link its papers, and its place among the kinds on each.
        numbered: whether the rows of its table are numbered, so that one row more changes all below it.
    """

    name: str
    title: str
    records: str
    when: str
    make: Callable[[Material], Iterator[Composed]]
    layout: Layout
    templates: tuple[str, ...]
    linked: Mapping[LinkingPage, int]
    numbered: bool = False


def table(*kinds: PaperKind) -> Mapping[str, PaperKind]:
    """The kinds by name, in the order in which they are listed.

    Raises:
        ValueError: a kind lacks something, so that its papers would be made and not told of, or not found.
    """
    found: dict[str, PaperKind] = {}
    for kind in kinds:
        faults = [*_lacking(kind), *_taken(kind, found)]
        if faults:
            raise ValueError(f"the kind of papers {kind.name!r}: {'; '.join(faults)}")
        found[kind.name] = kind
    return found


def _lacking(kind: PaperKind) -> Iterator[str]:
    if not _NAME.fullmatch(kind.name) or kind.name in {ALL, *OTHER_PARTS}:
        yield "its name is no name of a folder, or means something else"
    yield from (f"no {key}" for key in ("title", "records", "when", "templates") if not getattr(kind, key))
    if not kind.linked:
        yield "no page links it"
    yield from (f"the page {page!r} links no papers" for page in kind.linked if page not in LINKING)


def _taken(kind: PaperKind, found: Mapping[str, PaperKind]) -> Iterator[str]:
    if kind.name in found:
        yield "its name is taken"
    if kind.title in {other.title for other in found.values()}:
        yield "its title is taken"
    held = {spot for other in found.values() for spot in other.linked.items()}
    yield from (f"its place on the page {page!r} is taken" for page, _ in held & set(kind.linked.items()))
