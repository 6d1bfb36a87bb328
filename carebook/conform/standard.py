"""The clauses of GB/T 9704—2012 as data, and what a measurement says of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from importlib.resources import files

import yaml

from carebook.conform.sheet import Box


class ClauseState(Enum):
    """What was found. ``ABSENT``: the document has no such part, so the clause asks nothing."""

    PASS = "pass"  # noqa: S105 - no password
    FAIL = "fail"
    UNSEEN = "unseen"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Clause:
    """One row of the checklist. Lengths in millimetres, sizes in points; ``manual`` says why a file cannot show it."""

    id: str
    clause: str
    strength: str
    title: str
    values: Mapping[str, float] = field(default_factory=dict)
    manual: str = ""

    @property
    def binding(self) -> bool:
        """Whether a failure is one (规定), not advice (一般, 推荐, 推算, 通行做法)."""
        return self.strength == "规"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one clause comes to in one document: state, measured value in words, page (0: the whole), place."""

    rule: str
    state: ClauseState
    measured: str
    page: int = 0
    box: Box | None = None


@cache
def clauses() -> Mapping[str, Clause]:
    """All clauses in order."""
    text = files("carebook.conform").joinpath("gbt9704.yaml").read_text("utf-8")
    return {key: Clause(key, **row) for key, row in yaml.safe_load(text).items()}


def value(rule: str, name: str) -> float:
    """A figure of a clause."""
    return clauses()[rule].values[name]


def near(rule: str, measured: float, wanted: str, tolerance: str = "tolerance") -> bool:
    """Whether a measured length or size lies within the clause's tolerance of its figure."""
    return abs(measured - value(rule, wanted)) <= value(rule, tolerance)


def verdict(rule: str, good: bool, measured: str, page: int = 0, box: Box | None = None) -> Verdict:
    """Pass or fail."""
    return Verdict(rule, ClauseState.PASS if good else ClauseState.FAIL, measured, page, box)


def absent(rule: str, why: str) -> Verdict:
    """The document has no such part."""
    return Verdict(rule, ClauseState.ABSENT, why)


def unseen(rule: str, why: str) -> Verdict:
    """A file cannot show it."""
    return Verdict(rule, ClauseState.UNSEEN, why)
