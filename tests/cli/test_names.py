"""Names beside ids: for the eyes of key holders on the screen, never in a pipe, a file or a log."""

from __future__ import annotations

import sys

import pytest

from carebook.cli.formats.findings import text
from carebook.cli.names import with_names
from carebook.context import gather
from carebook.findings import Finding, Place
from carebook.vault.keys import Keys
from tests.townships import BASE, DEMO, HOME, TODAY, township

LINE = "data/patients/QX-0001/profile.yaml:3:1: 提醒 C905 QX-0001 没有写，QX-0001 由 QX-S02 负责"


def test_in_a_pipe_or_a_log_there_are_ids_alone() -> None:
    """Whatever can be opened."""
    assert with_names(LINE, township(BASE).registry) == LINE


def test_on_the_screen_the_first_id_of_a_line_has_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not in paths, nor in commands that somebody copies."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    registry = township(BASE).registry
    assert with_names(LINE, registry) == LINE.replace(" QX-0001 没", " QX-0001（林安平） 没").replace(
        "QX-S02", f"QX-S02（{registry.staff['QX-S02'].name}）"
    )
    assert with_names("python3 build.py vault edit QX-0001", registry) == "python3 build.py vault edit QX-0001"


def test_without_a_key_there_are_no_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even of workers: the line looks alike for everybody who may not know whom it is about."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    closed = gather(HOME, DEMO, "data", TODAY, Keys(demo=False))
    assert with_names(LINE, closed.registry) == LINE


def test_what_follows_from_one_entry_stands_below_its_heaviest_finding() -> None:
    """One cause, one message; findings of lasting records stand by themselves, errors first."""
    entry = Place("data/patients/QX-0001/2026/09-10-visit-S02.yaml", 5, 3)
    lasting = Place("data/staff/QX-S01.yaml", 2, 1)
    said = text(
        [
            Finding("D703", entry, "不是成员"), Finding("C905", lasting, "没有写"),
            Finding("F204", Place(entry.file, 9, 1), "不对"), Finding("C909", lasting, "没有写"),
        ]
    ).splitlines()  # fmt: skip
    assert [line.split(" ")[-2] for line in said[:4]] == ["F204", "D703", "C905", "C909"]
    assert [line.startswith("  └ ") for line in said[:4]] == [False, True, False, False]
