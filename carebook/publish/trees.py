"""Build the trees: gather what is to be made, make it, and put it in place whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from carebook.audience.faulty import unlooked
from carebook.audience.trees import Tree, trees
from carebook.context import Context
from carebook.documents.paper_kind import OTHER_PARTS
from carebook.documents.papers import PAPERS
from carebook.findings import Finding
from carebook.leakscan.scan import Ground, scan
from carebook.publish.commit import source_commit
from carebook.publish.edition import Edition, compose
from carebook.publish.executor import run
from carebook.publish.glyphs import locate
from carebook.publish.jobs import Engine, Job
from carebook.publish.place import keep, locked, staged, write, write_manifest
from carebook.writers import weasy
from carebook.writers.fonts import MissingGlyph
from carebook.writers.substitutes import Substitute, substitutes

Track = Callable[[str, int], Callable[[], None]]


def parts() -> tuple[str, ...]:
    """What a build can make: each kind of papers, calendars, the site."""
    return (*PAPERS, *OTHER_PARTS)


@dataclass(frozen=True, slots=True)
class Options:
    """What to build and how: which of ``parts``, processes, the typesetter of papers.

    ``audiences`` names whose trees are made: ``village`` for all of a kind, ``village:QX-V1`` for one. Empty means
    everybody's but those that are made on request only.
    """

    only: frozenset[str] = field(default_factory=lambda: frozenset(parts()))
    workers: int = 1
    engine: Engine = "typst"
    audiences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """What a build did: how many of each kind, by what the kind is called, what stood in the way, what was left out, which fonts stood in.

    Fonts never go into a file: rare characters may tell a name. ``held`` are papers held back by errors in records,
    by kind; ``unmade`` the folders of trees that were not made at all because of them.
    """

    counts: Mapping[str, int]
    findings: Sequence[Finding]
    left_out: str = ""
    substitutes: Sequence[Substitute] = ()
    folders: Sequence[str] = ()
    held: Mapping[str, int] = field(default_factory=dict)
    unmade: Sequence[str] = ()


class Refused(Exception):  # noqa: N818 - it carries findings, it is no fault of the program
    """What was made must not be published: characters in no font, somebody's identity where it may not be."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        """Keep the findings that name the records."""
        super().__init__("not to be published")
        self.findings = findings


def standing(context: Context) -> list[Tree]:
    """The trees that every build makes."""
    known = context.settings.audiences.by_id.values()
    return [tree for one in known if not one.on_request for tree in trees(one, context.registry)]


def chosen(context: Context, named: Iterable[str]) -> list[Tree]:
    """The trees that were asked for.

    Raises:
        KeyError: there is no such audience, or nobody of that id.
    """
    found = []
    for name in named:
        audience, _, scope = name.partition(":")
        of_kind = list(trees(context.settings.audiences.by_id[audience], context.registry))
        one = [tree for tree in of_kind if scope in {"", tree.scope}]
        if not one:
            raise KeyError(name)
        found += one
    return found or standing(context)


def sound(context: Context, tree: Tree) -> bool:
    """Whether a tree can be made although some records have errors.

    What the public reads is not made then. And where somebody's identity could not be read, nobody can look for it in
    trees that must not hold it.
    """
    if not context.faulty.faults:
        return True
    reach = tree.audience.patients
    return reach == "all" or (tree.audience.notices != "published" and not unlooked(context.registry))


def build(context: Context, data: Path, out: Path, options: Options, track: Track) -> Result:
    """Build the trees under ``out/<audience>`` and the manifest beside them.

    Args:
        context: the township, with no errors but those of single records.
        data: the data folder, for the manifest's commit.
        out: the output folder; replaced whole when all has been made.
        options: what and how.
        track: called with a label and a count, gives a function to call after each step.

    Returns:
        What was made. With findings, nothing was published.

    Raises:
        OutputError: the output folder cannot be used.
        KeyError: an audience that is not known.
        HiddenFieldError: a page or paper wants a field that its audience may not see.
    """
    asked = chosen(context, options.audiences)
    wanted = [tree for tree in asked if sound(context, tree)]
    folders = {tree.folder for tree in wanted}
    known = folders | {tree.folder for tree in standing(context)}
    unprintable = weasy.available()
    try:
        with locked(out), staged(out) as new:
            keep(out, new, lambda path: _kept(path, folders, known, options.only))
            made = [
                compose(context, tree, new, data, options.only, options.engine, prints=unprintable is None)
                for tree in wanted
            ]
            _make(context, [job for one in made for job in one.jobs], new, options.workers, track)
            _look(context, [*wanted, *standing(context)], new, options.workers, track)
            write_manifest(new, _facts(context, data, made))
    except Refused as refused:
        return Result({}, refused.findings)
    unmade = [tree.folder for tree in asked if tree not in wanted]
    return _done(context, options, made, unprintable or "", unmade)


def _done(
    context: Context, options: Options, made: Sequence[Edition], unprintable: str, unmade: Sequence[str]
) -> Result:
    """What was made, added up."""
    counts = sum((Counter(one.counts) for one in made), Counter[str]())
    left_out = unprintable if "site" in options.only else ""
    chosen_papers = (one.paper for edition in made for one in edition.papers if one.kind in options.only)
    stood_in = substitutes(chosen_papers, context.home.root)
    held = sum((Counter(one.held) for one in made), Counter[str]())
    return Result(counts, (), left_out, stood_in, [one.tree.folder for one in made], held, unmade)


def _kept(path: str, folders: set[str], known: set[str], only: frozenset[str]) -> bool:
    """Whether a file of an earlier build stays: its tree is still there, and it is not made again."""
    folder = next((one for one in known if path.startswith(f"{one}/")), "")
    if not folder:
        return False
    return folder not in folders or _part(path.removeprefix(f"{folder}/")) not in only


def _part(path: str) -> str:
    """Which part of a build a file of a tree belongs to."""
    if path.startswith("calendars/"):
        return "calendars"
    return next((kind for kind in PAPERS if path.startswith(f"documents/{kind}/")), "site")


def _make(context: Context, jobs: Sequence[Job], new: Path, workers: int, track: Track) -> None:
    """Do the jobs and write their files; what several trees need alike is made once.

    Raises:
        Refused: after all jobs, if characters are in no font.
    """
    places: dict[tuple[str, ...], list[str]] = {}
    first: dict[tuple[str, ...], Job] = {}
    for job in jobs:
        places.setdefault(job.key, []).append(job.path)
        first.setdefault(job.key, job)
    step = track("生成文件", len(first))
    missing: set[str] = set()
    for job, outcome in run(list(first.values()), workers):
        if isinstance(outcome, MissingGlyph):
            missing.update(outcome.characters)
        else:
            write(new, dict.fromkeys(places[job.key], outcome))
        step()
    if missing:
        raise Refused(locate(context.registry, missing))


def _look(context: Context, trees: Sequence[Tree], new: Path, workers: int, track: Track) -> None:
    """Look for what must not be there, in all trees, those kept from before included; the report goes beside them.

    Raises:
        Refused: something was found.
    """
    step = track("逐个文件查找不该有的身份信息", 1)
    ground = Ground(context.registry, context.home.schemas, context.settings.audiences, context.today)
    found, report = scan(ground, new, list(dict.fromkeys(trees)), workers)
    step()
    if found:
        raise Refused(found)
    write(new, report)


def _facts(context: Context, data: Path, made: Iterable[Edition]) -> dict[str, Any]:
    return {
        "data_date": context.today.isoformat(),
        "source_commit": source_commit(data),
        "papers": dict(_digests(made)),
    }


def _digests(made: Iterable[Edition]) -> Iterator[tuple[str, str]]:
    for edition in made:
        for one in edition.papers:
            yield f"{edition.tree.folder}/{one.kind}/{one.paper.id}", one.paper.digest
