"""Which papers a township gets, for one audience, on one day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from functools import partial

from carebook.audience.faulty import Dependencies
from carebook.audience.linking import linked_on
from carebook.audience.view import View
from carebook.context import Context
from carebook.documents.paper_kind import Composed, Material, PaperKind
from carebook.documents.papers import PAPERS
from carebook.policy.item import DueItem
from carebook.policy.scores import ScoreBook
from carebook.publish.finished_paper import FinishedPaper, coded, made


def papers(
    context: Context, view: View, kinds: Collection[str], held: Counter[str] | None = None
) -> Iterator[FinishedPaper]:
    """Compose every paper of the wanted kinds that the readers are given, in the order of the table.

    A paper that is made from a record with errors is held back; ``held`` counts them by what their kind is called.

    Raises:
        ValueError: a paper is about something that none of the pages that should link it is about.
    """
    material = Material(
        view,
        context.home.templates,
        partial(_planned, context, view),
        partial(_known, context, view),
        context.settings.one(ScoreBook),
    )
    code = _wants_code(view)
    faults = context.faulty.ids
    needs = Dependencies(context.registry, context.home.schemas, context.today)
    for kind in PAPERS.values():
        if kind.name in kinds and view.scope.audience.gets(kind.name):
            for one in kind.make(material):
                if faults and needs.touched(one.subject, faults):
                    if held is not None:
                        held[kind.title] += 1
                    continue
                _check_linked(view, kind, one)
                yield coded(made(kind, one)) if code else made(kind, one)


def _planned(context: Context, view: View, last: date) -> Sequence[DueItem]:
    return view.within(context.plan(last))


def _known(context: Context, view: View, day: date) -> View:
    """The township as it was known on a day up to today."""
    return view if day >= view.today else context.as_known(day).view(view.audience, view.scope.scope)


def _check_linked(view: View, kind: PaperKind, one: Composed) -> None:
    """A paper that no page leads to is not made: it is told before anything is published."""
    if not any(linked_on(view, page, one.subject) for page in kind.linked):
        pages = ", ".join(kind.linked)
        raise ValueError(f"{kind.name}/{one.id} is about {one.subject!r}, and no page of {pages} is")


def _wants_code(view: View) -> bool:
    """Only the office's own sheets carry the code, and only where the township wants it."""
    return view.audience == "office" and bool(view.township.sheet_code)
