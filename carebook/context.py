"""Gather everything a command looks at, before anything is made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial
from pathlib import Path

from carebook.audience.faulty import FaultyRecords, faulty
from carebook.audience.figures import public_figures
from carebook.audience.findings_within import findings_within
from carebook.audience.outline import outlines
from carebook.audience.scope import narrowed, own
from carebook.audience.trees import Tree
from carebook.audience.view import View
from carebook.documents.papers import given_to_nobody, template_faults, titles
from carebook.findings import Finding, Severity, ordered
from carebook.forms.load import read_forms
from carebook.policy.item import DueItem
from carebook.policy.ledger import ledger
from carebook.policy.load import read_settings
from carebook.policy.settings import Settings
from carebook.policy.snapshots import known_basis
from carebook.reading.schema import SchemaBook
from carebook.records.load import load
from carebook.records.registry import Registry
from carebook.rulebook import severity
from carebook.rules import founded, judge
from carebook.rules.world import World
from carebook.vault.keys import Keys


@dataclass(frozen=True, slots=True)
class Home:
    """Where the product's own files lie: schemas, forms, policies, templates, fonts."""

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
    def forms(self) -> Path:
        """How papers and pages lay records out."""
        return self.root / "forms"

    @property
    def templates(self) -> Path:
        """The templates of papers and pages."""
        return self.root / "templates"


@dataclass(frozen=True)
class Context:
    """The township as it stands on one day, judged; ``shown`` is how the user names the data folder."""

    home: Home
    registry: Registry
    settings: Settings
    items: Sequence[DueItem]
    findings: Sequence[Finding]
    today: date
    shown: str = "data"
    _plans: dict[date, tuple[DueItem, ...]] = field(default_factory=dict, compare=False, repr=False)

    def errors(self) -> list[Finding]:
        """Findings that block a merge and a build."""
        return [finding for finding in self.findings if severity(finding) is Severity.ERROR]

    @cached_property
    def faulty(self) -> FaultyRecords:
        """Which records have errors."""
        return faulty(self.errors(), self.shown)

    def plan(self, horizon: date) -> tuple[DueItem, ...]:
        """Due items with the chains carried on to a day (inclusive), as if each were done when due."""
        if horizon not in self._plans:
            adopted, workdays = self.settings.adopted, self.settings.workdays
            self._plans[horizon] = ledger(self.registry, adopted, self.today, horizon, workdays)
        return self._plans[horizon]

    def as_known(self, day: date) -> Context:
        """The township as it stood on a past day: without what was recorded later, and not judged."""
        basis = known_basis(self.registry, self.settings, day)
        return replace(self, registry=basis.registry, items=basis.items, findings=(), today=day, _plans={})

    def view(self, audience: str, scope: str = "") -> View:
        """The township as one audience may see it; ``scope`` is the village, group or patient whose tree it is.

        Raises:
            KeyError: ``policies/audiences.yaml`` names no such audience.
        """
        tree = Tree(self.settings.audiences.by_id[audience], scope)
        within = narrowed(self.registry, tree, self.home.schemas, self.today)
        business = partial(own, registry=within, tree=tree, township=self.registry, day=self.today)
        return View(
            within,
            self.settings,
            business(self.items),
            findings_within(self.findings, within, self.registry, tree.audience, self.home.schemas),
            tree=tree,
            today=self.today,
            schemas=self.home.schemas,
            forms=read_forms(self.home.forms, self.home.schemas)[0],
            within=business,
            outlines=partial(outlines, self.registry),
            figures=partial(public_figures, self.registry, self.items, self.settings, self.today),
            faults=self.faulty.within(within, self.registry, tree),
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
    registry = loaded.registry
    settings, wrong = read_settings(home.policies, schemas, registry.township, papers=titles(), day=today)
    items = ledger(registry, settings.adopted, today, workdays=settings.workdays)
    judged = founded(judge(World(registry, settings, items, today, home.schemas)), loaded.findings)
    _, forms = read_forms(home.forms, home.schemas)
    broken = (*forms, *template_faults(home.templates), *given_to_nobody(settings.audiences))
    found = tuple(ordered([*loaded.findings, *wrong, *broken, *judged]))
    return Context(home, registry, settings, items, found, today, shown)
