"""Papers as pages link to them: with the digest of their inputs and the last commit that touched their record."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from carebook.publish.commit import last_commits
from carebook.publish.jobs import FORMATS
from carebook.publish.papers import Made
from carebook.site import PaperLink


def base(one: Made) -> str:
    """The path of a paper in its tree without the ending."""
    return f"documents/{one.kind}/{one.paper.id}"


def paper_links(made: Sequence[Made], data: Path) -> list[PaperLink]:
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
