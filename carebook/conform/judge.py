"""All verdicts on one document, in the order of the clauses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from carebook.conform import check_body, check_close, check_foot, check_head, check_page
from carebook.conform.parts import recognise
from carebook.conform.sheet import PrintedPage
from carebook.conform.standard import ClauseState, Verdict, clauses, unseen

_CHECKS = (*check_page.CHECKS, *check_head.CHECKS, *check_body.CHECKS, *check_close.CHECKS, *check_foot.CHECKS)


def judge(pages: Sequence[PrintedPage]) -> tuple[Verdict, ...]:
    """Measure a document against every clause.

    Args:
        pages: its pages; at least one.

    Returns:
        At least one verdict for each clause, in their order.
    """
    document = recognise(pages)
    found: dict[str, list[Verdict]] = {key: [] for key in clauses()}
    for check in _CHECKS:
        for verdict in check(document):
            found[verdict.rule].append(verdict)
    for key, clause in clauses().items():
        if not found[key] or clause.manual:
            found[key] = [unseen(key, clause.manual or "没有量到")]
    return tuple(verdict for verdicts in found.values() for verdict in verdicts)


def summary(verdicts: Sequence[Verdict]) -> Mapping[ClauseState, int]:
    """How many clauses came to each state; a clause with one failure among several verdicts failed."""
    worst: dict[str, ClauseState] = {}
    ranks = [ClauseState.FAIL, ClauseState.PASS, ClauseState.UNSEEN, ClauseState.ABSENT]
    for verdict in verdicts:
        before = worst.get(verdict.rule, ClauseState.ABSENT)
        worst[verdict.rule] = min(before, verdict.state, key=ranks.index)
    return {state: list(worst.values()).count(state) for state in ClauseState}


def failed(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Failures of binding clauses (规定)."""
    return [one for one in verdicts if one.state is ClauseState.FAIL and clauses()[one.rule].binding]
