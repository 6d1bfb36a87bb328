"""Loss is seen: records and parts of records that the last commit had, in a real repository."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from carebook.changes.losses import losses
from carebook.cli.main import main
from carebook.reading.revisions import HistoryError
from tests.histories import VISIT, VISITED, History, new_history
from tests.townships import BASE

SEPTEMBER = "patients/QX-0001/2026/09-10-visit-S02.yaml"


@pytest.fixture
def township(git: str, tmp_path: Path) -> History:
    """The base township, committed."""
    return new_history(git, tmp_path / "repository")


def said(history: History, revision: str = "HEAD") -> list[tuple[str, str, str]]:
    """Rule, file and message of every loss."""
    return [(one.rule, one.place.file, one.message) for one in losses(history.data, "data", revision)]


def test_nothing_is_lost_where_nothing_changed_or_something_came(township: History) -> None:
    """A new record is no loss."""
    assert said(township) == []
    (township.data / VISITED).write_text(VISIT, "utf-8")
    assert said(township) == []


def test_records_that_are_gone_are_counted_by_owner_and_kind(township: History) -> None:
    """Visits that were deleted, staged or not, are told with their number and the way back."""
    visits = sorted((township.data / "patients/QX-0001/2026").glob("*-visit-*.yaml"))
    assert len(visits) > 2
    for path in visits[:2]:
        path.unlink()
    ((rule, file, message),) = said(township)
    assert (rule, file) == ("R316", f"data/patients/QX-0001/2026/{visits[0].name}")
    assert message.startswith("2 条记录比上次提交少：")
    township.run("add", "--all")
    assert said(township) == [(rule, file, message)]


def test_a_record_under_another_name_is_not_lost(township: History) -> None:
    """A day that was put right renames the file."""
    path = township.data / SEPTEMBER
    path.rename(path.with_name("09-11-visit-S02.yaml"))
    assert said(township) == []


def test_a_record_of_another_patient_does_not_make_up_for_it(township: History) -> None:
    """Two patients' files are counted apart."""
    path = township.data / SEPTEMBER
    other = township.data / "patients/QX-0002/2026/09-12-visit-S02.yaml"
    other.parent.mkdir(parents=True, exist_ok=True)
    path.rename(other)
    assert [rule for rule, _, _ in said(township)] == ["R316"]


def test_a_block_that_is_gone_is_told_and_a_changed_value_is_not(township: History) -> None:
    """A key that is no more, a shorter list."""
    path = township.data / SEPTEMBER
    text = path.read_text("utf-8")
    path.write_text(text.replace("stability:", "stabilitx:"), "utf-8")
    assert [(rule, message) for rule, _, message in said(township)] == [("R317", "比上次提交少了 stability 这一块")]
    path.write_text(text, "utf-8")
    assert said(township) == []
    group = township.data / "groups/QX-G01/group.yaml"
    lines = group.read_text("utf-8")
    start = lines.index("  - role: police")
    group.write_text(lines[:start] + lines[lines.index("  - ", start + 4) :], "utf-8")
    assert [(rule, message[:8]) for rule, _, message in said(township)] == [("R317", "members ")]


def test_another_revision_can_be_asked_for_and_must_exist(township: History) -> None:
    """Against a branch what a pull request would lose is seen after it was committed."""
    (township.data / SEPTEMBER).unlink()
    township.commit()
    assert said(township) == []
    assert [rule for rule, _, _ in said(township, "HEAD~1")] == ["R316"]
    with pytest.raises(HistoryError):
        said(township, "nowhere")


def test_check_tells_losses_and_can_be_narrowed(township: History, capsys: pytest.CaptureFixture[str]) -> None:
    """``check`` compares with the last commit; ``--changed`` and ``--worker`` leave out the rest."""
    words = ["check", "--data", str(township.data), "--today", "2026-11-21"]
    staff = township.data / "staff/QX-S03.yaml"
    staff.write_text(staff.read_text("utf-8") + "zzz: 1\n", "utf-8")
    township.commit()
    (township.data / SEPTEMBER).unlink()
    assert main(words) == 1
    out = capsys.readouterr().out
    assert "R316" in out
    assert out.index("F201") < out.index("R316")
    assert "先看第一处：" in out.splitlines()[-1]
    assert "QX-S03.yaml" in out.splitlines()[-1]
    assert main([*words, "--changed"]) == 0
    out = capsys.readouterr().out
    assert ("R316" in out, "F201" in out) == (True, False)
    assert main([*words, "--worker", "QX-S03"]) == 1
    assert "F201" in capsys.readouterr().out
    assert main([*words, "--worker", "QX-S99"]) == 2
    assert main([*words, "--since", "nowhere"]) == 2


def test_where_there_is_no_repository_changes_cannot_be_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A check that could not run says so."""
    data = Path(shutil.copytree(BASE, tmp_path / "data"))
    assert main(["check", "--data", str(data), "--today", "2026-11-21"]) == 0
    assert main(["check", "--data", str(data), "--today", "2026-11-21", "--changed"]) == 2
    assert "看不出改动了哪些文件" in capsys.readouterr().err


def test_a_committed_entry_that_says_something_else_is_told_without_its_words(township: History) -> None:
    """What happened is withdrawn and written anew, not changed; so are posts; what merely lasts is there to be edited."""
    township.replace(SEPTEMBER, "mode: 2", "mode: 1")
    assert [(rule, message) for rule, _, message in said(township)] == [("R318", "提交以后改了：mode")]
    township.replace(SEPTEMBER, "mode: 1", "mode: 2")
    township.replace("staff/QX-S03.yaml", "position: ", "position: 副")
    assert [(rule, message) for rule, _, message in said(township)] == [("R318", "提交以后改了：posts.position")]
    township.replace("staff/QX-S03.yaml", "position: 副", "position: ")
    township.replace("staff/QX-S03.yaml", "name: ", "name: 小")
    assert said(township) == []
