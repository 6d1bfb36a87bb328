"""The pages that link papers, each beside the record it is about.

Pages are called as ``pages`` of an audience calls them; ``patients`` is the page of each patient, ``notices`` the
register beside each notice. A page asks for its papers by this name, and a kind of papers says on which it is linked.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Literal, get_args

from carebook.audience.view import View

LinkingPage = Literal["home", "due", "township", "support", "patients", "groups", "villages", "workers", "notices"]
LINKING: tuple[LinkingPage, ...] = get_args(LinkingPage)


def linked_on(view: View, page: LinkingPage, subject: str) -> bool:
    """Whether there is such a page about an id."""
    found: Mapping[str, Container[str]] = {
        "patients": view.patients,
        "groups": view.groups,
        "villages": view.villages,
        "workers": view.staff,
        "notices": view.notices,
    }
    return subject in found.get(page, {view.township.id})
