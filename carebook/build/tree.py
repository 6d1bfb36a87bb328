"""Build the trees: gather what is to be made, make it, and put it in place whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from carebook.audience.view import View
from carebook.build.commit import source_commit
from carebook.build.context import Context
from carebook.build.executor import run
from carebook.build.glyphs import locate
from carebook.build.jobs import FORMATS, Engine, Job, PaperJob, PrintJob
from carebook.build.links import base, paper_links
from carebook.build.papers import KINDS, Made, papers
from carebook.build.publish import keep, locked, staged, write, write_manifest
from carebook.findings import Finding
from carebook.site import pages
from carebook.site.assets import assets, web_fonts
from carebook.site.register import register_files
from carebook.writers import weasy
from carebook.writers.fonts import MissingGlyph
from carebook.writers.substitutes import Substitute, substitutes

AUDIENCE = "office"
PARTS = (*KINDS, "site")
Track = Callable[[str, int], Callable[[], None]]


@dataclass(frozen=True, slots=True)
class Options:
    """What to build and how: parts of ``PARTS``, processes, the typesetter of papers."""

    only: frozenset[str] = frozenset(PARTS)
    workers: int = 1
    engine: Engine = "typst"


@dataclass(frozen=True, slots=True)
class Result:
    """What a build did: how many files of each kind, what stood in the way, what was left out, which fonts stood in.

    The last never goes into a file: rare characters may tell a name.
    """

    counts: dict[str, int]
    findings: Sequence[Finding]
    left_out: str = ""
    substitutes: Sequence[Substitute] = ()


class FontsMissing(Exception):  # noqa: N818 - it carries findings, it is no fault of the program
    """Some characters are in no font; nothing was published."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        """Keep the findings that name the records."""
        super().__init__("characters without a font")
        self.findings = findings


def build(context: Context, data: Path, out: Path, options: Options, track: Track) -> Result:
    """Build the office's tree under ``out/office`` and the manifest beside it.

    Args:
        context: the township, without errors.
        data: the data folder, for the manifest's commit.
        out: the output folder; replaced whole when all has been made.
        options: what and how.
        track: called with a label and a count, gives a function to call after each step.

    Returns:
        What was made. With findings, nothing was published.

    Raises:
        OutputError: the output folder cannot be used.
    """
    view = context.view(AUDIENCE)
    made = list(papers(context, view, options.only & set(KINDS) | _linked(options)))
    chosen = [one for one in made if one.kind in options.only]
    unprintable = weasy.available()
    try:
        with locked(out), staged(out) as new:
            keep(out, new, lambda path: _part(path) not in options.only)
            jobs: list[Job] = list(_paper_jobs(context, chosen, options.engine))
            counts = {kind: sum(one.kind == kind for one in chosen) for kind in KINDS if kind in options.only}
            write(new / AUDIENCE, assets(context.home.templates))
            if "site" in options.only:
                prints, counts["pages"] = _site(context, view, made, new, data, prints=unprintable is None)
                jobs += prints
                counts["prints"] = len(prints)
            _make(context, jobs, new, options.workers, track)
            write_manifest(new, _facts(context, data, made))
    except FontsMissing as missing:
        return Result({}, missing.findings)
    stood_in = substitutes((one.paper for one in chosen), context.home.root)
    return Result(counts, (), unprintable or "" if "site" in options.only else "", stood_in)


def _linked(options: Options) -> frozenset[str]:
    """Pages link to every paper, so a site needs to know them all."""
    return frozenset(KINDS) if "site" in options.only else frozenset()


def _part(path: str) -> str:
    """Which part of a build a file of the tree belongs to."""
    return next((kind for kind in KINDS if path.startswith(f"{AUDIENCE}/documents/{kind}/")), "site")


def _paper_jobs(context: Context, made: Iterable[Made], engine: Engine) -> Iterable[Job]:
    for one in made:
        for form in FORMATS:
            path = f"{AUDIENCE}/{base(one)}.{form}"
            yield PaperJob(path, form, one.paper, context.home.root, engine, "../../assets/paper.css")


def _site(
    context: Context, view: View, made: Sequence[Made], new: Path, data: Path, *, prints: bool
) -> tuple[list[Job], int]:
    """Write pages, assets and the register's files; give the jobs for the prints, and how many pages there are."""
    links = paper_links(made, data)
    found = list(pages(view, links, context.home.templates, prints=prints))
    files = {page.path: page.html.encode("utf-8") for page in found}
    text = "".join(page.html for page in found) + "".join(one.paper.body for one in made)
    files |= register_files(view, links)
    files |= web_fonts(context.home.root / "fonts", text)
    write(new / AUDIENCE, files)
    jobs: list[Job] = [
        PrintJob(f"{AUDIENCE}/{page.print_path}", page.print_html, new / AUDIENCE, context.home.root)
        for page in found
        if prints and page.printable
    ]
    return jobs, len(found)


def _make(context: Context, jobs: Sequence[Job], new: Path, workers: int, track: Track) -> None:
    """Do the jobs and write their files.

    Raises:
        FontsMissing: after all jobs, if characters are in no font.
    """
    step = track("生成文件", len(jobs))
    missing: set[str] = set()
    for job, outcome in run(jobs, workers):
        if isinstance(outcome, MissingGlyph):
            missing.update(outcome.characters)
        else:
            write(new, {job.path: outcome})
        step()
    if missing:
        raise FontsMissing(locate(context.registry, missing))


def _facts(context: Context, data: Path, made: Iterable[Made]) -> dict[str, Any]:
    return {
        "data_date": context.today.isoformat(),
        "source_commit": source_commit(data),
        "papers": {f"{one.kind}/{one.paper.id}": one.paper.digest for one in made},
    }
