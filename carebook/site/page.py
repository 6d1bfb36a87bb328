"""What the site gives and what it is told: pages, and papers to link to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from carebook.audience.linking import LinkingPage


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a site tree.

    ``path`` is POSIX and relative to the tree (``patients/QX-0001.html``). A ``printable`` page is worth a PDF of
    its own, which lies at ``print_path`` and is made from ``print_html``: the same content without navigation and
    links, whose style sheet is named from the root of the tree and which asks for no web fonts. ``entries`` are what the search finds it by: address, title, words.
    """

    path: str
    html: str
    title: str
    printable: bool = False
    print_html: str = ""
    entries: tuple[tuple[str, str, str], ...] = ()

    @property
    def print_path(self) -> str:
        """Where the PDF print of the page lies in the tree: ``prints/due.pdf``."""
        return print_path(self.path)


def print_path(path: str) -> str:
    """Where the PDF print of a page lies."""
    return f"prints/{path.removesuffix('.html')}.pdf"


@dataclass(frozen=True, slots=True)
class PaperLink:
    """A paper of the tree that pages link to.

    ``kind`` is the name of its kind; ``base`` the path in the tree without its ending
    (``documents/dossiers/QX-0001``); ``subject`` the id of the notice, patient, group, village, worker or township
    that the paper is about. ``digest`` is that of the paper's inputs, ``commit`` the last one that touched its record.
    """

    kind: str
    id: str
    title: str
    base: str
    formats: tuple[str, ...]
    subject: str
    digest: str = ""
    commit: str = ""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The papers of one kind in a tree, and where pages link them.

    ``title`` is what the kind is called; ``pages`` are those that link its papers, each with the kind's place there.
    """

    kind: str
    title: str
    pages: Mapping[LinkingPage, int]
    papers: tuple[PaperLink, ...] = ()
