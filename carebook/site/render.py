"""From drafts to pages: the only place that knows the templates."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from carebook.audience.template_faults import told
from carebook.site.blocks import Part
from carebook.site.desk import Desk
from carebook.site.draft import NAVIGATION, Draft
from carebook.site.markup import cells, link, texts, value
from carebook.site.page import Page, print_path


@cache
def environment(templates: Path) -> Environment:
    """The environment of pages; unknown names are errors, all text is escaped."""
    made = Environment(
        loader=FileSystemLoader(templates / "site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"link": link, "texts": texts, "value": value, "cells": cells}
    return made


def render(desk: Desk, draft: Draft, templates: Path) -> Page:
    """Set one page."""
    township = desk.view.township
    site = f"{township.name}精神障碍患者关爱帮扶"
    title = f"{draft.title} · {site}"
    page = partial(
        _set,
        templates,
        draft=draft,
        title=title,
        site=Part(site, "index.html"),
        county=township.county,
        today=desk.today,
    )
    html = page(
        paper=False,
        root="../" * draft.path.count("/"),
        navigation=NAVIGATION,
        trail=_trail(draft),
        print_path=print_path(draft.path) if desk.prints and draft.printable else "",
    )
    printed = page(paper=True, root="") if desk.prints and draft.printable else ""
    return Page(draft.path, html, title, draft.printable, printed)


def _set(templates: Path, **context: Any) -> str:
    with told(templates, "site/page.html.j2"):
        return environment(templates).get_template("page.html.j2").render(**context)


def _trail(draft: Draft) -> tuple[Part, ...]:
    """The way from the first page to this one, itself not included."""
    entries = dict(NAVIGATION)
    here = [entries["home"], entries[draft.part]]
    return tuple(part for part in dict.fromkeys(here) if part.href != draft.path)
