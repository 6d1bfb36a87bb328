"""Supervision on paper: the order to put a matter right (督办通知) and its closing (销号)."""

from __future__ import annotations

from pathlib import Path

from carebook.audience.shown import Shown
from carebook.audience.view import View
from carebook.documents.engine import compose


def order(view: View, item: Shown, templates: Path) -> str:
    """Compose the order that opens a matter, signed on the day it was opened."""
    return _compose(view, item, templates, closing=False)


def closing(view: View, item: Shown, templates: Path) -> str:
    """Compose the paper that closes a matter, signed on the day it was closed."""
    return _compose(view, item, templates, closing=True)


def _compose(view: View, item: Shown, templates: Path, *, closing: bool) -> str:
    return compose(
        templates,
        "supervision.xhtml.j2",
        view=view,
        item=item,
        closing=closing,
        village=view.unit_name(item.village),
    )
