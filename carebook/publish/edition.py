"""One tree of one audience: which papers, pages and calendars it holds, composed from its own view."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from carebook.audience.trees import Tree
from carebook.audience.view import View
from carebook.context import Context
from carebook.documents.papers import PAPERS
from carebook.publish.calendars import calendars
from carebook.publish.finished_paper import FinishedPaper
from carebook.publish.jobs import FORMATS, Engine, Job, PaperJob, PrintJob
from carebook.publish.links import base, paper_links, shelves
from carebook.publish.papers import papers
from carebook.publish.place import write
from carebook.publish.processing_account import duties
from carebook.publish.record_history import read_history
from carebook.site import PaperLink, pages
from carebook.site.assets import assets, web_fonts
from carebook.site.publication import Release, publication
from carebook.site.register import register_files
from carebook.site.search import INDEX, index


@dataclass(frozen=True, slots=True)
class Edition:
    """What one tree takes: jobs still to be done, papers, and how many of each kind, by what the kind is called.

    ``held`` are those that were held back, since a record they are made from has errors.
    """

    tree: Tree
    jobs: Sequence[Job]
    papers: Sequence[FinishedPaper]
    counts: Mapping[str, int]
    held: Mapping[str, int]


def compose(
    context: Context, tree: Tree, new: Path, data: Path, only: frozenset[str], engine: Engine, *, prints: bool
) -> Edition:
    """Compose the papers of a tree and write its pages, calendars and assets.

    Args:
        context: the township.
        tree: for whom.
        new: the folder of all trees.
        data: the folder of the records, for the commits of notices.
        only: the parts that are made.
        engine: the typesetter of papers.
        prints: whether pages can be printed.
    """
    view = context.view(tree.audience.id, tree.scope)
    root = new / tree.folder
    held: Counter[str] = Counter()
    made = list(papers(context, view, PAPERS if "site" in only else only, held))
    wanted = [one for one in made if one.kind in only]
    jobs: list[Job] = list(_paper_jobs(tree, context, wanted, engine))
    counts = {kind.title: sum(one.kind == kind.name for one in wanted) for kind in PAPERS.values()}
    dates = calendars(view)
    if "calendars" in only:
        write(root, dates)
        counts["日历"] = len(dates)
    write(root, assets(context.home.templates))
    if "site" in only:
        printed, counts["网页"] = _site(context, view, made, root, data, prints=prints and tree.audience.prints)
        jobs += printed
        counts["网页打印件"] = len(printed)
    return Edition(tree, jobs, made, counts, held)


def _paper_jobs(tree: Tree, context: Context, made: Iterable[FinishedPaper], engine: Engine) -> Iterable[Job]:
    for one in made:
        for form in FORMATS:
            path = f"{tree.folder}/{base(one)}.{form}"
            yield PaperJob(path, form, one.paper, context.home.root, engine, "../../assets/paper.css")


def _site(
    context: Context, view: View, made: Sequence[FinishedPaper], root: Path, data: Path, *, prints: bool
) -> tuple[list[Job], int]:
    """Write pages and assets; give the jobs for the prints, and how many pages there are."""
    links = paper_links(made, data)
    told = "processing" in view.scope.audience.pages
    history = read_history(data) if told else None
    account = duties(context) if told else None
    held, templates = shelves(links), context.home.templates
    found = list(pages(view, held, templates, prints=prints, history=history, duties=account))
    files = {page.path: page.html.encode("utf-8") for page in found}
    if "search" in view.scope.audience.pages:
        files[INDEX] = index((entry for page in found for entry in page.entries), links)
    text = "".join(page.html for page in found) + "".join(one.paper.body for one in made)
    text += "".join(path.read_text("utf-8") for path in sorted((templates / "site/assets").glob("*.js")))
    if view.scope.audience.notices == "published":
        files |= _publication(context, view, made, links)
    elif "notices" in view.scope.audience.pages:
        files |= register_files(view, links)
    files |= web_fonts(context.home.root / "fonts", text)
    write(root, files)
    jobs: list[Job] = [
        PrintJob(f"{view.scope.folder}/{page.print_path}", page.print_html, root, context.home.root)
        for page in found
        if prints and page.printable
    ]
    return jobs, len(found)


def _publication(
    context: Context, view: View, made: Sequence[FinishedPaper], links: Sequence[PaperLink]
) -> dict[str, bytes]:
    """The pages, catalogue and feed for the government site: of every notice the public may read."""
    releases = [
        Release(view.notices[one.subject], one.paper.body, link)
        for one, link in zip(made, links, strict=True)
        if one.kind == "notices"
    ]
    return publication(view, releases, context.home.templates)
