"""The office's site of the base township, and how tests read a page."""

from collections import Counter
from collections.abc import Mapping
from functools import cache
from html.parser import HTMLParser

from carebook.audience.linking import LinkingPage
from carebook.audience.view import View
from carebook.publish.links import shelves
from carebook.site import Page, PaperLink, pages
from tests.townships import BASE, HOME, township

#: A page of the base township for each name in ``LINKING``, and what the papers on it are about.
LINKED: Mapping[LinkingPage, tuple[str, str]] = {
    "home": ("index.html", "QX"),
    "due": ("due.html", "QX"),
    "township": ("township.html", "QX"),
    "support": ("unsupported.html", "QX"),
    "patients": ("patients/QX-0001.html", "QX-0001"),
    "groups": ("groups/QX-G01.html", "QX-G01"),
    "villages": ("villages/QX-V1.html", "QX-V1"),
    "workers": ("workers/QX-S01.html", "QX-S01"),
    "notices": ("notices/index.html", "2026-1"),
}
VOID = {"meta", "link", "br", "input", "hr", "img"}


class Reader(HTMLParser):
    """Collects what the tests ask a page for, and whether its elements nest."""

    def __init__(self, html: str) -> None:
        """Read the whole page."""
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.ids: Counter[str] = Counter()
        self.text: dict[str, str] = {}
        self.inside: list[str] = []
        self.crossed: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        found = {key: value or "" for key, value in attrs}
        self.elements.append((tag, found))
        self.ids.update([found["id"]] if "id" in found else [])
        if tag not in VOID:
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close an element, which must be the one opened last."""
        if self.inside.pop() != tag:
            self.crossed.append(tag)

    def handle_data(self, data: str) -> None:
        """Keep the words of titles and headings."""
        if self.inside:
            self.text[self.inside[-1]] = self.text.get(self.inside[-1], "") + data

    def all(self, tag: str) -> list[dict[str, str]]:
        """Attributes of every element of one kind."""
        return [attributes for name, attributes in self.elements if name == tag]


@cache
def view(audience: str = "office", scope: str = "") -> View:
    """The base township through the eyes of an audience."""
    return township(BASE).view(audience, scope)


def links(seen: View) -> list[PaperLink]:
    """Links to one paper of each kind for everything that may have one."""
    subjects = {
        "notices": list(seen.notices),
        "dossiers": list(seen.patients),
        "schedules": [seen.township.id, *seen.villages, *seen.staff],
    }
    return [
        PaperLink(kind, one, f"{one} 的文书", f"documents/{kind}/{one}", ("pdf", "docx", "html"), one)
        for kind, found in subjects.items()
        for one in found
    ]


@cache
def site() -> dict[str, Page]:
    """Every page of the base township by path."""
    seen = view()
    return {page.path: page for page in pages(seen, shelves(links(seen)), HOME.templates, prints=True)}


@cache
def read(path: str) -> Reader:
    """One page, read."""
    return Reader(site()[path].html)
