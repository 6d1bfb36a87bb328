"""A good document of each kind breaks no clause, and the clauses of its kind were really measured."""

from __future__ import annotations

import pytest

from carebook.conform.judge import judge
from carebook.conform.standard import State
from tests.conform.kinds import KINDS
from tests.conform.letters import failures, typeset

OWN = {
    "upward": ("R16", "R24", "R25"),
    "joint": ("R21", "R42"),
    "letter": ("R43", "R69", "R70", "R71", "R72"),
    "minutes": ("R74", "R75"),
    "order": ("R45", "R73"),
    "unsealed": ("R43",),
    "sent": ("R32", "R54", "R55", "R57", "R58", "R59", "R61"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_conforms(kind: str) -> None:
    """No failure; each clause that only this kind has was seen and passed."""
    pages = typeset(KINDS[kind])
    assert {rule: [one.measured for one in found] for rule, found in failures(pages).items()} == {}
    passed = {verdict.rule for verdict in judge(pages) if verdict.state is State.PASS}
    assert set(OWN[kind]) <= passed
