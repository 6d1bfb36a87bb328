"""``build.py due``: what is to be done, in every form."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from carebook.cli.main import main
from tests.townships import DEMO

WORDS = ("due", "--data", str(DEMO), "--today", "2026-11-21")
FIELDS = {
    "id", "obligation", "subject", "village", "opens", "due", "state", "days_overdue", "responsible", "sources",
}  # fmt: skip


def rows(capsys: pytest.CaptureFixture[str], *more: str) -> list[dict[str, object]]:
    """The items as JSON."""
    assert main([*WORDS, "--format", "json", *more]) == 0
    found: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return found


def test_json_has_the_promised_fields(capsys: pytest.CaptureFixture[str]) -> None:
    """Each item names its obligation, its days, who is responsible, and the article."""
    found = rows(capsys)
    assert all(set(row) >= FIELDS for row in found)
    assert {row["state"] for row in found} == {"overdue", "open", "scheduled"}
    assert all(row["sources"] and row["responsible"] for row in found)
    assert len({row["id"] for row in found}) == len(found)


def test_village_and_worker_narrow_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    """A village sees its own items, a worker those they take part in."""
    assert {row["village"] for row in rows(capsys, "--village", "QX-V1")} == {"QX-V1"}
    everything = rows(capsys)
    mine = rows(capsys, "--worker", "QX-S01")
    assert 0 < len(mine) < len(everything)


def test_all_shows_what_is_done(capsys: pytest.CaptureFixture[str]) -> None:
    """``--all`` adds done, late and cancelled items."""
    assert {"done", "done_late", "cancelled"} <= {str(row["state"]) for row in rows(capsys, "--all")}


def test_markdown_for_a_forge_has_no_names(capsys: pytest.CaptureFixture[str]) -> None:
    """What goes to a forge's issue holds ids and days, never a person's name."""
    assert main([*WORDS, "--format", "markdown"]) == 0
    out = capsys.readouterr().out
    assert "| QX-" in out
    assert not [name for name in ("林安平", "方济仁", "周正林", "林守学") if name in out]


def test_text_is_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    """Overdue first, with days and article, and a sum at the end."""
    assert main(list(WORDS)) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "逾期 " in lines[0]
    assert re.search(r"依据 \S+〔\d{4}〕\d+号 ", lines[0])
    assert lines[-1].startswith("截至 2026-11-21：逾期 ")


def test_csv_has_a_heading(capsys: pytest.CaptureFixture[str]) -> None:
    """A spreadsheet can read it."""
    assert main([*WORDS, "--format", "csv"]) == 0
    assert capsys.readouterr().out.startswith("id,obligation,subject,village,")


def test_the_strictest_decides_and_the_other_dates_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    """One row for a visit that the township and the nation both ask for, with both days."""
    found = rows(capsys)
    visits = [row for row in found if str(row["obligation"]).endswith("/visit")]
    assert len({row["subject"] for row in visits}) == len(visits)
    rival = {"zhongliang-2022-9/visit": "国卫基层发〔2017〕13号", "national/visit": "中梁府发〔2022〕9号"}
    assert {row["obligation"] for row in visits} == set(rival)
    assert all(rival[str(row["obligation"])] in str(row["others"]) for row in visits)


def test_a_past_day_is_the_board_of_that_day(capsys: pytest.CaptureFixture[str]) -> None:
    """What was recorded later is no fault of that day and closes nothing on it."""
    past = ("due", "--data", str(DEMO), "--today", "2026-10-09", "--format", "json", "--all")
    assert main(past) == 0
    then = {row["id"]: row["state"] for row in json.loads(capsys.readouterr().out)}
    now = {row["id"]: row["state"] for row in rows(capsys, "--all")}
    later = {key for key, state in now.items() if state == "done" and then.get(key) in {"open", "scheduled"}}
    assert later


def test_a_record_with_errors_takes_out_its_own_items_alone(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The others are listed, the record is named, and the exit code says that something is wrong."""
    data = Path(shutil.copytree(DEMO, tmp_path / "data"))
    file = min((data / "patients/QX-0001/2026").glob("*-visit-*.yaml"))
    file.write_text(file.read_text("utf-8") + "zzz: 1\n", "utf-8")
    whole = {row["subject"] for row in rows(capsys)}
    assert main(["due", "--data", str(data), "--today", "2026-11-21", "--format", "json"]) == 1
    said = capsys.readouterr()
    assert {row["subject"] for row in json.loads(said.out)} == whole - {"QX-0001"}
    assert "QX-0001有错误，其中的事项没有列出" in said.err
