"""Two people who write about one patient on one day never write into one file."""

from __future__ import annotations

from pathlib import Path

import pytest

from carebook.reading.schema import SchemaBook
from carebook.records.load import load
from tests.histories import History
from tests.townships import BASE, HOME

FOLDER = "patients/QX-0001/2026"
VISIT = (BASE / FOLDER / "11-06-visit-S01.yaml").read_text("utf-8").replace("2026-11-06", "2026-11-20")


@pytest.fixture
def history(git: str, tmp_path: Path) -> History:
    """A repository with the base township in it."""
    found = History(git, tmp_path)
    found.run("init", "--quiet", "--initial-branch", "main")
    for path in BASE.rglob("*.yaml"):
        copy = found.data / path.relative_to(BASE)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    found.commit()
    return found


def test_two_entries_of_one_day_merge_by_themselves(history: History) -> None:
    """The village writes on one branch, the clinic on another: git merges, and both entries are read."""
    recorded = VISIT.replace("recorded_on: 2026-11-07", "recorded_on: 2026-11-20")
    for branch, who in (("village", "S01"), ("clinic", "S02")):
        history.run("checkout", "--quiet", "-b", branch, "main")
        text = recorded.replace("recorded_by: QX-S01", f"recorded_by: QX-{who}")
        (history.data / FOLDER / f"11-20-visit-{who}.yaml").write_text(text, "utf-8")
        history.commit()
    history.run("merge", "--quiet", "--no-edit", "village")
    found = load(history.data, SchemaBook(HOME.schemas), "data")
    assert found.findings == ()
    latest = found.registry.patients["QX-0001"].entries.of("visit")[-2:]
    assert [entry.file for entry in latest] == [f"{FOLDER}/11-20-visit-{who}.yaml" for who in ("S01", "S02")]
    assert {entry.day.isoformat() for entry in latest} == {"2026-11-20"}
