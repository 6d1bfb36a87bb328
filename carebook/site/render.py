"""From drafts to pages: the only place that knows the templates."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from carebook.audience.template_faults import as_template_fault
from carebook.site.blocks import Part
from carebook.site.draft import NAVIGATION, Draft
from carebook.site.markup import cells, link, texts, value
from carebook.site.page import Page, print_path
from carebook.site.page_material import PageMaterial
from carebook.site.search import entries

_WITHOUT_RECORDS = frozenset({"policies", "rules", "check", "search"})


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


def render(desk: PageMaterial, draft: Draft, templates: Path) -> Page:
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
        foot=desk.audience.foot,
        warning=_warning(desk, draft),
        reader=desk.audience.title,
    )
    root = "../" * draft.path.count("/")
    html = page(
        paper=False,
        root=root,
        way=_way(desk, root),
        navigation=[(key, part) for key, part in NAVIGATION if desk.has(key)],
        trail=_trail(draft),
        print_path=print_path(draft.path) if desk.prints and draft.printable else "",
    )
    printed = page(paper=True, root="", way=None) if desk.prints and draft.printable else ""
    return Page(draft.path, html, title, draft.printable, printed, tuple(entries(draft)))


def _warning(desk: PageMaterial, draft: Draft) -> str:
    """That records have errors and are not in what the page says; nothing on pages that hold no records."""
    view = desk.view
    if draft.part in _WITHOUT_RECORDS or not (view.faults or view.strays):
        return ""
    named = "、".join(one.id or "全乡的记录" for one in view.faults)
    strays = f"{'另有 ' if named else ''}{view.strays} 份记录" if view.strays else ""
    return (
        f"{'和'.join(part for part in (named, strays) if part)}有错误，没有算在内："
        f"用到这些记录的文书没有生成，这一页可能不全。"
    )


def _way(desk: PageMaterial, root: str) -> Callable[[str], str]:
    """How a page names the others: the address from where it lies, empty if the tree has no such page."""

    def way(href: str) -> str:
        return root + href if desk.leads(href) else ""

    return way


def _set(templates: Path, **context: Any) -> str:
    with as_template_fault(templates, "site/page.html.j2"):
        return environment(templates).get_template("page.html.j2").render(**context)


def _trail(draft: Draft) -> tuple[Part, ...]:
    """The way from the first page to this one, itself not included."""
    entries = dict(NAVIGATION)
    here = [entries["home"], entries[draft.part]]
    return tuple(part for part in dict.fromkeys(here) if part.href != draft.path)
