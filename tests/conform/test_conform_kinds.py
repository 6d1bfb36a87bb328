"""A good document of each kind breaks no clause, and the clauses of its kind were really measured."""

from __future__ import annotations

import shutil

import pytest

from carebook.conform.judge import failed, judge
from carebook.conform.reading import pages
from carebook.conform.standard import ClauseState
from carebook.writers import docx
from carebook.writers.preview import to_pdfs
from tests.conform.kinds import KINDS
from tests.conform.letters import NOTICE, failures, paper_of, typeset
from tests.writers.sample_papers import HOME

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
    found = typeset(KINDS[kind])
    assert {rule: [one.measured for one in ones] for rule, ones in failures(found).items()} == {}
    passed = {verdict.rule for verdict in judge(found) if verdict.state is ClauseState.PASS}
    assert set(OWN[kind]) <= passed


@pytest.mark.skipif(shutil.which("soffice") is None, reason="没有 LibreOffice（soffice）")
def test_each_kind_conforms_as_docx() -> None:
    """As LibreOffice lays them out, the DOCX of every kind break no binding clause."""
    bodies = {**KINDS, "notice": NOTICE}
    laid_out = to_pdfs({kind: docx.render(paper_of(body), HOME) for kind, body in bodies.items()}, HOME)
    faults = {
        kind: {verdict.rule: verdict.measured for verdict in failed(judge(pages(pdf)))}
        for kind, pdf in laid_out.items()
    }
    assert faults == {kind: {} for kind in bodies}
