"""The static site of one audience: from a view and the papers of its tree to pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from carebook.audience.view import View
from carebook.site.accountability import AudienceAccount, Change, Duties, History
from carebook.site.board import board_draft
from carebook.site.checks import check_draft, rule_drafts, rules_draft
from carebook.site.draft import Draft
from carebook.site.entry import entry_draft, figures_draft
from carebook.site.history import history_draft
from carebook.site.indicators import indicator_drafts
from carebook.site.overview import overview_draft
from carebook.site.page import Page, PaperLink, Shelf
from carebook.site.page_material import PageMaterial
from carebook.site.people import patient_draft, patients_draft
from carebook.site.places import village_draft, villages_draft
from carebook.site.plan import plan_draft
from carebook.site.policies import policies_draft
from carebook.site.processing import processing_draft
from carebook.site.register import register_draft
from carebook.site.render import render
from carebook.site.search import search_draft
from carebook.site.staff import worker_draft, workers_draft
from carebook.site.support import support_draft
from carebook.site.teams import group_draft, groups_draft
from carebook.site.township import township_draft

__all__ = ["AudienceAccount", "Change", "Duties", "History", "Page", "PaperLink", "Shelf", "pages"]


def pages(
    view: View,
    shelves: Sequence[Shelf],
    templates: Path,
    *,
    prints: bool = False,
    history: History | None = None,
    duties: Duties | None = None,
) -> Iterator[Page]:
    """Make every page of the site.

    Args:
        view: the township as the readers may see it.
        shelves: all kinds of papers, with those of the same tree; pages link to them.
        templates: the templates folder.
        prints: whether printable pages have a PDF at ``Page.print_path`` and may link to it.
        history: who changed the records; only for those whose tree has the part ``processing``.
        duties: what the assessment of processing is made from; for the same.

    Yields:
        The pages, one by one; same input, same bytes.

    Raises:
        HiddenFieldError: a page wants a field that the audience may not see.
    """
    desk = PageMaterial(view, shelves, prints, history, duties)
    for draft in _drafts(desk):
        yield render(desk, draft, templates)


def _drafts(desk: PageMaterial) -> Iterator[Draft]:
    """The pages that the audience gets, part by part; without an overview of its own a plain first page."""
    yield overview_draft(desk) if desk.has_overview else entry_draft(desk)
    for part, make in _MAKERS.items():
        if part in desk.audience.pages:
            yield from make(desk)


def _patients(desk: PageMaterial) -> Iterator[Draft]:
    yield patients_draft(desk)
    if desk.has("support"):
        yield support_draft(desk)
    yield from (patient_draft(desk, patient) for patient in desk.view.patients.values())


def _groups(desk: PageMaterial) -> Iterator[Draft]:
    yield groups_draft(desk)
    yield from (group_draft(desk, group) for group in desk.view.groups.values())


def _villages(desk: PageMaterial) -> Iterator[Draft]:
    yield villages_draft(desk)
    yield from (village_draft(desk, village) for village in desk.view.villages.values())


def _workers(desk: PageMaterial) -> Iterator[Draft]:
    yield workers_draft(desk)
    yield from (worker_draft(desk, worker) for worker in desk.view.staff.values())


def _rules(desk: PageMaterial) -> Iterator[Draft]:
    yield rules_draft()
    yield from rule_drafts(desk)


def _processing(desk: PageMaterial) -> Iterator[Draft]:
    if desk.duties is not None:
        yield processing_draft(desk, desk.duties)
    if desk.history is not None:
        yield history_draft(desk, desk.history)


_MAKERS: Mapping[str, Callable[[PageMaterial], Iterable[Draft]]] = {
    "due": lambda desk: (board_draft(desk),),
    "plan": lambda desk: (plan_draft(desk),),
    "township": lambda desk: (township_draft(desk),),
    "patients": _patients,
    "groups": _groups,
    "villages": _villages,
    "workers": _workers,
    "notices": lambda desk: (register_draft(desk),),
    "indicators": indicator_drafts,
    "policies": lambda desk: (policies_draft(desk),),
    "processing": _processing,
    "check": lambda desk: (check_draft(desk),),
    "rules": _rules,
    "figures": lambda desk: (figures_draft(desk),),
    "search": lambda _: (search_draft(),),
}
