"""Gather everything a command looks at, before anything is made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path

from carebook.audience.audiences import FILE as AUDIENCES, Audiences, Tree, load_audiences
from carebook.audience.figures import public_figures
from carebook.audience.outline import outlines
from carebook.audience.scope import narrowed, own
from carebook.audience.telling import told
from carebook.audience.view import View
from carebook.documents.papers import template_faults, titles
from carebook.findings import Finding, Severity, ordered
from carebook.policy.bounds import load_bounds
from carebook.policy.calendars import load_workdays
from carebook.policy.definitions import Definition, load_definitions
from carebook.policy.disclosure import load_disclosure
from carebook.policy.due import due_items
from carebook.policy.item import DueItem
from carebook.policy.load import Adopted, load_policies
from carebook.policy.processing import ProcessingBook, load_processing
from carebook.policy.scores import ScoreBook, load_scores
from carebook.policy.snapshots import known_basis
from carebook.policy.workdays import Workdays
from carebook.reading.schema import SchemaBook
from carebook.records.load import load
from carebook.records.registry import Registry
from carebook.rulebook import severity
from carebook.rules import founded, judge
from carebook.rules.world import World
from carebook.vault.keys import Keys


@dataclass(frozen=True, slots=True)
class Home:
    """Where the product's own files lie: schemas, policies, templates, fonts."""

    root: Path

    @property
    def schemas(self) -> Path:
        """The JSON Schemas."""
        return self.root / "schemas"

    @property
    def policies(self) -> Path:
        """The policy files."""
        return self.root / "policies"

    @property
    def templates(self) -> Path:
        """The templates of papers and pages."""
        return self.root / "templates"


@dataclass(frozen=True, slots=True)
class Context:
    """The township as it stands on one day, judged."""

    home: Home
    registry: Registry
    adopted: Sequence[Adopted]
    items: Sequence[DueItem]
    findings: Sequence[Finding]
    today: date
    workdays: Workdays
    definitions: Sequence[Definition] = ()
    scores: ScoreBook | None = None
    audiences: Audiences = field(default_factory=Audiences)
    processing: ProcessingBook | None = None
    _plans: dict[date, tuple[DueItem, ...]] = field(default_factory=dict, compare=False, repr=False)

    def errors(self) -> list[Finding]:
        """Findings that block a merge and a build."""
        return [finding for finding in self.findings if severity(finding) is Severity.ERROR]

    def plan(self, horizon: date) -> tuple[DueItem, ...]:
        """Due items with the chains carried on to a day (inclusive), as if each were done when due."""
        if horizon not in self._plans:
            found = due_items(self.registry, self.adopted, self.today, horizon, self.workdays)
            self._plans[horizon] = found
        return self._plans[horizon]

    def as_known(self, day: date) -> Context:
        """The township as it stood on a past day: without what was recorded later, and not judged."""
        basis = known_basis(self.registry, self.adopted, self.workdays, self.definitions, day)
        return replace(self, registry=basis.registry, items=basis.items, findings=(), today=day, _plans={})

    def view(self, audience: str, scope: str = "") -> View:
        """The township as one audience may see it; ``scope`` is the village, group or patient whose tree it is.

        Raises:
            KeyError: ``policies/audiences.yaml`` names no such audience.
        """
        tree = Tree(self.audiences.by_id[audience], scope)
        within = narrowed(self.registry, tree)
        business = partial(own, registry=within, tree=tree, township=self.registry)
        return View(
            within,
            self.adopted,
            business(self.items),
            told(self.findings, within, self.registry, tree.audience, self.home.schemas),
            tree=tree,
            today=self.today,
            schemas=self.home.schemas,
            definitions=self.definitions,
            within=business,
            outlines=partial(outlines, self.registry),
            threshold=self.audiences.threshold,
            figures=partial(
                public_figures,
                self.registry,
                self.items,
                self.definitions,
                self.today,
                self.audiences.threshold,
            ),
        )


def gather(home: Home, data: Path, shown: str, today: date, keys: Keys = Keys()) -> Context:  # noqa: B008 - frozen
    """Read a data folder and judge it.

    Args:
        home: the product's own files.
        data: the data folder.
        shown: how the user names it; findings show paths under this name.
        today: the day everything is judged on.
        keys: what opens identities; the demo key lies with the demo data.

    Returns:
        The context; with all findings, whatever is broken.
    """
    schemas = SchemaBook(home.schemas)
    loaded = load(data, schemas, shown, keys)
    adopted: tuple[Adopted, ...] = ()
    problems: tuple[Finding, ...] = ()
    if loaded.registry.township is not None:
        adopted, problems = load_policies(home.policies, schemas, loaded.registry.township)
    workdays, slips = load_workdays(home.policies / "calendar", schemas)
    definitions, faults = load_definitions(home.policies, schemas)
    disclosure, mistakes = load_disclosure(home.policies, schemas)
    scores, misweighed = load_scores(home.policies, schemas)
    bounds, wrong = load_bounds(home.policies, schemas, loaded.registry.township)
    items = due_items(loaded.registry, adopted, today, workdays=workdays)
    audiences, misread = load_audiences(home.policies, schemas, titles())
    processing, blunders = load_processing(home.policies, schemas)
    policies = frozenset(path.stem for path in home.policies.glob("*.yaml") if path.name != AUDIENCES)
    world = World(
        loaded.registry, adopted, items, today, home.schemas, policies, workdays, definitions, disclosure,
        audiences.not_names, processing, bounds,
    )  # fmt: skip
    broken = template_faults(home.templates)
    wrong = (*problems, *slips, *faults, *mistakes, *misweighed, *wrong, *misread, *blunders, *broken)
    found = ordered([*loaded.findings, *wrong, *founded(judge(world), loaded.findings)])
    return Context(
        home, loaded.registry, adopted, items, tuple(found), today, workdays, definitions, scores, audiences, processing,
    )  # fmt: skip
