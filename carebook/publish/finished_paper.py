"""A composed paper with what it is about."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date

from carebook.documents.paper_kind import Composed, PaperKind
from carebook.writers.paper import Layout, Paper


@dataclass(frozen=True, slots=True)
class FinishedPaper:
    """A paper with its kind and the id of what it is about (a notice, a patient, a village, a worker)."""

    kind: str
    subject: str
    paper: Paper


def made(kind: PaperKind, one: Composed) -> FinishedPaper:
    """What a maker composed, as a paper of its kind."""
    paper = digested(one.id, one.title, kind.layout, one.body, one.day, one.running)
    return FinishedPaper(kind.name, one.subject, paper)


def digested(name: str, title: str, layout: Layout, body: str, day: date, running: str = "") -> Paper:
    """A paper with the digest of everything that decides what it looks like, but for code and fonts."""
    inputs = f"{name}\n{title}\n{layout}\n{body}\n{day}\n{running}"
    return Paper(name, title, layout, body, day, hashlib.sha256(inputs.encode()).hexdigest(), running)


def coded(made: FinishedPaper) -> FinishedPaper:
    """The same with the small code: kind, id and the first twelve digits of its digest; nothing about anybody."""
    paper = made.paper
    return replace(made, paper=replace(paper, code=f"carebook:{made.kind}/{paper.id}:{paper.digest[:12]}"))
