"""Whatever a view hands out leads by references to somebody within its reach; without any one filter it does not."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from itertools import groupby, islice
from pathlib import Path
from types import ModuleType

import pytest
from msgspec import structs

import carebook.audience.scope as scope_module
import carebook.context as context_module
from carebook.audience.scope import own
from carebook.audience.trees import Tree, trees
from carebook.context import Context
from carebook.policy.item import DueItem
from carebook.records.entry import Entries
from carebook.records.official import Notice
from carebook.records.registry import CareGroup, Registry
from carebook.records.team import Member
from tests.audience.reach import allowed, missing, strangers
from tests.townships import DEMO, TODAY, township

#: A few entries of each kind and owner are enough to be told apart.
_KEPT = 2


@cache
def crowded() -> Context:
    """The demo with what it lacks: a group of two households of two villages, one that is dissolved, one who left."""
    context = township(DEMO)
    registry = context.registry.changed(lambda _, entries: _few(entries))
    groups = {**registry.groups, **_odd_groups(registry)}
    notices = {**registry.notices, **_odd_notices(registry)}
    return replace(context, registry=replace(registry, groups=groups, notices=notices))


def _few(entries: Entries) -> Entries:
    return Entries({kind: many[-_KEPT:] for kind, many in entries.by_kind.items()})


def _odd_groups(registry: Registry) -> dict[str, CareGroup]:
    first = registry.groups["QX-G01"]
    home = registry.patients[first.group.patients[0]].village_on(TODAY)
    other = next(code for code, one in registry.patients.items() if one.village_on(TODAY) != home)
    guardian = Member(role="guardian", guardian_of=other, since=TODAY, recorded_on=TODAY)
    shared = {"patients": (*first.group.patients, other), "members": (*first.group.members, guardian)}
    worker = next(m for m in first.group.members if m.role == "rehab")
    served = {p for g in registry.groups.values() if not g.group.dissolved for p in g.group.patients}
    alone, left = [code for code in registry.patients if code not in served][:2]
    ended = {"patients": (alone,), "members": (worker,), "dissolved": TODAY, "id": "QX-G90"}
    gone = {"patients": (left,), "members": (structs.replace(worker, until=TODAY),), "id": "QX-G91"}
    made = [replace(first, group=structs.replace(first.group, **change)) for change in (shared, ended, gone)]
    second = registry.groups["QX-G02"]
    others = tuple(m for m in second.group.members if m.role != "rehab")
    made.append(replace(second, group=structs.replace(second.group, members=others)))
    return {one.group.id: one for one in made}


def _odd_notices(registry: Registry) -> dict[str, Notice]:
    """One that is public and not out yet, one that is out and not public, one that says nothing of it."""
    all_public = ((n, n.publication) for n in registry.notices.values() if n.state == "published")
    public, publication = next((notice, how) for notice, how in all_public if how)
    made = (
        structs.replace(public, id="2026-97", state="draft"),
        structs.replace(public, id="2026-98", publication=structs.replace(publication, attribute="不予公开")),
        structs.replace(public, id="2026-99", publication=None),
    )
    return {notice.id: notice for notice in made}


def faults(context: Context, tree: Tree) -> Iterator[str]:
    """What is wrong with the reach of one tree, both ways."""
    view = context.view(tree.audience.id, tree.scope)
    reach = allowed(context.registry, context.items, tree, context.today)
    yield from (f"{tree.folder}: stranger {one}" for one in strangers(view, context.registry, reach))
    yield from (f"{tree.folder}: missing {one}" for one in missing(view, context.registry, reach, context.today))


def every_tree(context: Context) -> list[Tree]:
    """Every tree there is, those on request included."""
    known = context.settings.audiences.by_id.values()
    return [tree for audience in known for tree in trees(audience, context.registry)]


TREES = {tree.folder: tree for tree in every_tree(township(DEMO))}
#: Two of each audience: enough for every filter to show.
SOME = [tree for _, many in groupby(TREES.values(), lambda tree: tree.audience.id) for tree in islice(many, 2)]


def test_whoever_is_not_there_is_shown_nothing() -> None:
    """A tree of a village, group or patient that does not exist, and an audience that no item concerns."""
    known = township(DEMO).settings.audiences.by_id
    for tree in (Tree(known["village"], "QX-V9"), Tree(known["group"], "QX-G99"), Tree(known["self"], "QX-9999")):
        assert list(faults(crowded(), tree)) == []


def idle(business: Callable[..., tuple[DueItem, ...]]) -> bool:
    """Whether an audience that items are not for gets none, though it sees every patient."""
    context = crowded()
    audience = structs.replace(context.settings.audiences.by_id["office"], items="none")
    return not business(context.items, context.registry, Tree(audience), context.registry, context.today)


def test_an_audience_that_items_are_not_for_gets_none() -> None:
    """Seeing patients is one thing, being asked to act another."""
    assert idle(own)


@pytest.mark.parametrize("folder", TREES)
def test_every_value_leads_to_somebody_within_reach(folder: str) -> None:
    """Nothing of others, and nothing left out."""
    assert list(faults(crowded(), TREES[folder])) == []


class _Without(ast.NodeTransformer):
    """Take the nth filter out: a condition of a comprehension or statement, or a narrowing by ``_kept``."""

    def __init__(self, nth: int) -> None:
        self.nth = nth
        self.found: list[str] = []

    def _hit(self, node: ast.AST) -> bool:
        self.found.append(f"{getattr(node, 'lineno', 0)}: {ast.unparse(node)}")
        return len(self.found) - 1 == self.nth

    def visit_comprehension(self, node: ast.comprehension) -> ast.comprehension:
        self.generic_visit(node)
        node.ifs = [test for test in node.ifs if not self._hit(test)]
        return node

    def visit_If(self, node: ast.If) -> ast.AST:
        self.generic_visit(node)
        return ast.Pass() if self._hit(node.test) else node

    def visit_IfExp(self, node: ast.IfExp) -> ast.AST:
        self.generic_visit(node)
        return node.orelse if self._hit(node.test) else node

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.op, ast.And) and len(node.values) > 1:
            kept = [part for part in node.values if not self._hit(part)]
            return kept[0] if len(kept) == 1 else ast.BoolOp(node.op, kept)
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        narrows = isinstance(node.func, ast.Name) and node.func.id == "_kept"
        return node.args[0] if narrows and self._hit(node) else node


def _taken(nth: int) -> tuple[str, list[str]]:
    """The source of the module that narrows, without its nth filter; and its filters."""
    taker = _Without(nth)
    changed = ast.fix_missing_locations(taker.visit(ast.parse(inspect.getsource(scope_module))))
    return ast.unparse(changed), taker.found


def _without(nth: int, folder: Path) -> ModuleType:
    """The module that narrows, without its nth filter, read from a file as any other."""
    file = folder / "scope_without.py"
    file.write_text(_taken(nth)[0], "utf-8")
    spec = spec_from_file_location("scope_without", file)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


FILTERS = _taken(-1)[1]


@pytest.mark.source_text
@pytest.mark.parametrize("nth", range(len(FILTERS)), ids=FILTERS)
def test_without_any_one_filter_the_proof_fails(nth: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each filter is there for something that the demo holds."""
    module = _without(nth, tmp_path)
    monkeypatch.setattr(context_module, "narrowed", module.narrowed)
    monkeypatch.setattr(context_module, "own", module.own)
    try:
        found = next((fault for tree in SOME for fault in faults(crowded(), tree)), "")
    except (AttributeError, KeyError) as stumbled:
        found = str(stumbled)
    assert found or not idle(module.own)
