"""Papers as pages link to them: with the digest of their inputs and the last commit that touched their record."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from carebook.documents.papers import PAPERS
from carebook.publish.commit import last_commits
from carebook.publish.finished_paper import FinishedPaper
from carebook.publish.jobs import FORMATS
from carebook.site import PaperLink, Shelf


def base(one: FinishedPaper) -> str:
    """The path of a paper in its tree without the ending."""
    return f"documents/{one.kind}/{one.paper.id}"


def paper_links(made: Sequence[FinishedPaper], data: Path) -> list[PaperLink]:
    """Links to papers; ``data`` is the folder of the records, for the commits of notices."""
    commits = last_commits(data / "notices")
    return [
        PaperLink(
            one.kind,
            one.paper.id,
            one.paper.title,
            base(one),
            FORMATS,
            one.subject,
            one.paper.digest,
            commits.get(f"{one.subject}.yaml", "") if one.kind == "notices" else "",
        )
        for one in made
    ]


def shelves(links: Sequence[PaperLink]) -> list[Shelf]:
    """All kinds of papers, with those of a tree: one without papers is told as such."""
    return [
        Shelf(kind.name, kind.title, kind.linked, tuple(link for link in links if link.kind == kind.name))
        for kind in PAPERS.values()
    ]
