"""``bench damage``: the same seed makes the same slips, and nobody calls a slip heard that was not."""

from __future__ import annotations

from pathlib import Path

import pytest

from carebook.bench.damage import SLIPS, DamagedFile, measured, table
from carebook.cli.main import main
from tests.townships import BASE, HOME, TODAY


def test_a_seed_makes_the_same_slips_and_the_folder_is_not_touched() -> None:
    """Twenty-five slips of the base township, twice."""
    before = {path: path.read_bytes() for path in BASE.rglob("*") if path.is_file()}
    runs = [
        [(o.number, o.sort, o.file, o.verdict, o.line) for o in measured(HOME, BASE, TODAY, 25, 7, 1)] for _ in "ab"
    ]
    assert runs[0] == runs[1]
    assert len({sort for _, sort, *_ in runs[0]}) > 4
    assert {verdict for *_, verdict, _ in runs[0]} >= {"heard"}
    assert {path: path.read_bytes() for path in BASE.rglob("*") if path.is_file()} == before


def test_the_table_counts_each_slip_once() -> None:
    """Shares are of all slips of a sort; the last row is the whole."""
    sorts = list(SLIPS)
    found = [
        DamagedFile(1, sorts[0], "a", "same"), DamagedFile(2, sorts[0], "a", "silent"),
        DamagedFile(3, sorts[1], "a", "heard"), DamagedFile(4, sorts[1], "a", "heard"),
    ]  # fmt: skip
    rows = {row.split("|")[1].strip(): row for row in table(found).splitlines()}
    assert rows[sorts[0]].endswith("| 2 | 1 | 0 | 1 | 50.00% |")
    assert rows["合计"].endswith("| 4 | 1 | 2 | 1 | 25.00% |")
    assert rows[sorts[2]].endswith("| 0 | 0 | 0 | 0 | — |")


def test_what_is_silent_is_shown(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The command prints the table; each silent slip has its line."""
    del tmp_path
    assert main(["bench", "damage", "--count", "20", "--seed", "2", "--data", str(BASE), "--jobs", "1"]) == 0
    out = capsys.readouterr().out
    assert out.count("没有人说：") == int(out.split("| 合计 |")[1].split("|")[3])
