"""Render jobs: the same bytes from one process or several."""

from __future__ import annotations

from datetime import date

import pytest

from carebook import processes
from carebook.publish import executor
from carebook.publish.jobs import PaperJob
from carebook.writers.fonts import MissingGlyph
from carebook.writers.paper import Paper
from tests.townships import ROOT

JOBS = [
    PaperJob(
        f"{n}.docx",
        "docx",
        Paper(f"P-{n}", "题", "file", f"<article><p>第{n}件</p></article>", date(2026, 1, 1), "0"),
        ROOT,
    )
    for n in range(30)
]


def test_several_processes_give_the_bytes_of_one() -> None:
    """Order and content do not depend on who did the work."""
    assert list(executor.run(JOBS, 2)) == list(executor.run(JOBS, 1))


def test_without_shared_locks_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Some containers allow no semaphores: the build goes on in one process."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(processes, "ProcessPoolExecutor", refuse)
    assert list(executor.run(JOBS, 2)) == list(executor.run(JOBS, 1))


def test_a_missing_glyph_is_a_value() -> None:
    """One paper with a character that no font has does not stop the others."""
    bad = PaperJob(
        "x.pdf", "pdf", Paper("X", "题", "file", "<article><p>\U0003134a</p></article>", date(2026, 1, 1), "0"), ROOT
    )
    outcome = executor.attempt(bad)
    assert isinstance(outcome, MissingGlyph)
    assert outcome.characters == ("\U0003134a",)
