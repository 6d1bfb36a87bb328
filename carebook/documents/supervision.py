"""Supervision on paper: the order to put a matter right (督办通知) and its closing (销号)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from carebook.audience.record_view import RecordView
from carebook.audience.view import View
from carebook.documents.engine import compose
from carebook.documents.month import recent_months
from carebook.documents.paper_kind import Composed, Material

TEMPLATE = "supervision.xhtml.j2"


def supervision_papers(material: Material) -> Iterator[Composed]:
    """An order for every matter still open or closed since last month; a closing for those closed."""
    view = material.view
    since, _ = recent_months(view.today)
    for item in reversed(view.entries("supervision")):
        if item.closed_on and item.closed_on < since:
            continue
        village, body = str(item.village), order(view, item, material.templates)
        yield Composed(item.id, village, f"督办通知 {item.id}", body, item.opened_on)
        if item.closed_on and item.closed_on <= view.today:
            body = closing(view, item, material.templates)
            yield Composed(f"{item.id}-closed", village, f"销号通知 {item.id}", body, item.closed_on)


def order(view: View, item: RecordView, templates: Path) -> str:
    """Compose the order that opens a matter, signed on the day it was opened."""
    return _compose(view, item, templates, closing=False)


def closing(view: View, item: RecordView, templates: Path) -> str:
    """Compose the paper that closes a matter, signed on the day it was closed."""
    return _compose(view, item, templates, closing=True)


def _compose(view: View, item: RecordView, templates: Path, *, closing: bool) -> str:
    return compose(templates, TEMPLATE, view=view, item=item, closing=closing, village=view.unit_name(item.village))
