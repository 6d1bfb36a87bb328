"""``build.py diff``: what a change does, in every form."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from carebook.cli.formats import changes as formats
from carebook.cli.main import main
from tests.histories import VISITED, History, new_history
from tests.townships import ROOT

NAMES = ("林安平", "林守学", "林安涛", "周正林", "方济仁")


@pytest.fixture
def history(git: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> History:
    """The base township, committed; the user stands in its repository."""
    made = new_history(git, tmp_path / "仓库")
    monkeypatch.chdir(made.root)
    return made


def told(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> str:
    """What the command prints."""
    assert main(["diff", "--data", "data", "--today", "2026-11-21", *words]) == code
    return capsys.readouterr().out


def test_text_tells_all_parts(history: History, capsys: pytest.CaptureFixture[str]) -> None:
    """Opened and closed items with days and article, papers with counts, records by kind, patient and day."""
    history.visit()
    out = told(capsys)
    assert "到期事项：新出现（1）\n  QX-0001/zhongliang-2022-9/visit/2026-11-20 定期随访 2026-12-31 到期" in out
    assert f"2026-11-20 由 {VISITED} 办结 依据 中梁府发〔2022〕9号 三、2" in out
    assert "改动 一人一档 QX-0001 增 " in out
    assert "新增 随访 QX-0001 2026-11-20" in out
    assert "没有带来新的错误" in out


def test_no_change_is_said_in_a_sentence(history: History, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing to tell is told."""
    assert history.data.is_dir()
    assert told(capsys).splitlines()[1].startswith("没有不同")


def test_new_errors_give_exit_code_one(history: History, capsys: pytest.CaptureFixture[str]) -> None:
    """Errors that were there before do not count."""
    history.break_phone()
    assert "P501 电话“1990000006”不对" in told(capsys, code=1)
    history.commit()
    history.visit()
    told(capsys)


@pytest.mark.parametrize("style", ["text", "json", "markdown"])
def test_names_only_when_asked_for(history: History, capsys: pytest.CaptureFixture[str], style: str) -> None:
    """What a paper says is left out of every form unless ``--with-text`` is given."""
    history.visit()
    assert [name for name in NAMES if name in told(capsys, "--format", style)] == []
    assert "林安平" in told(capsys, "--format", style, "--with-text")


def test_markdown_does_not_repeat_what_was_typed(history: History, capsys: pytest.CaptureFixture[str]) -> None:
    """A finding's message may hold a phone number; a pull request gets the rule's title and the place."""
    history.break_phone()
    out = told(capsys, "--format", "markdown", code=1)
    assert "1990000006" not in out
    assert "- data/patients/QX-0001/identity.yaml:17:12 错误 P501 " in out
    assert "1990000006" in told(capsys, "--format", "markdown", "--with-text", code=1)


def test_json_is_whole(history: History, capsys: pytest.CaptureFixture[str]) -> None:
    """Programs get both ends, and every change with its ids and days."""
    first = history.commit()
    history.visit()
    second = history.commit()
    found: dict[str, Any] = json.loads(told(capsys, "HEAD~1..HEAD", "--format", "json"))
    assert found["base"] == {"revision": "HEAD~1", "commit": first}
    assert found["head"] == {"revision": "HEAD", "commit": second}
    assert found["new_errors"] == 0
    assert found["findings"]["new"] == []
    (closed,) = [one for one in found["due"]["closed"] if one["obligation"] == "zhongliang-2022-9/visit"]
    assert closed["before"] == {"state": "scheduled", "opens": closed["opens"], "due": "2026-11-30"}
    assert (closed["state"], closed["closed_on"]) == ("done", "2026-11-20")
    assert {"kind": "dossiers", "id": "QX-0001"}.items() <= found["documents"]["changed"][0].items()
    assert [one["file"] for one in found["records"]["added"]] == [VISITED]


def test_json_says_when_papers_were_not_compared(history: History, capsys: pytest.CaptureFixture[str]) -> None:
    """With errors there are no papers: null, not an empty list."""
    history.break_phone()
    assert json.loads(told(capsys, "--format", "json", code=1))["documents"] is None


def test_long_lists_are_cut_for_people_only(
    history: History, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A report that nobody would read to its end says how much more there is, and where."""
    monkeypatch.setattr(formats, "MOST", 2)
    history.visit()
    out = told(capsys)
    papers = int(out.partition("文书（")[2].partition("）")[0])
    assert f"……还有 {papers - 2} 项，用 --format json 看全部" in out
    assert len(json.loads(told(capsys, "--format", "json"))["documents"]["changed"]) == papers


def test_out_writes_a_file(history: History, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The report lands in the folder that was named."""
    history.visit()
    told(capsys, "--format", "markdown", "--out", str(tmp_path / "report"))
    assert (tmp_path / "report" / "diff.md").read_text("utf-8").startswith("## 这次修改的结果\n")


def test_contributing_explains_every_part(history: History, capsys: pytest.CaptureFixture[str]) -> None:
    """The page that tells how to read the report shows its lines as they are, and names each of its lists."""
    page = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    history.visit()
    out = told(capsys)
    shown = page.partition("`python3 build.py diff main...HEAD` 看整个分支：\n\n```\n")[2].partition("\n```")[0]
    assert len(shown.split("\n")) == 8
    assert [line for line in shown.split("\n") if line not in out.split("\n")] == []
    assert [title for title in formats._ITEMS.values() if f"| 到期事项：{title} |" not in page] == []


def complaint(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """The sentence on standard error."""
    assert main(["diff", *words]) == 2
    found = capsys.readouterr().err
    assert "Traceback" not in found
    return found


def test_a_folder_without_history_is_told(git: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Outside a repository there is nothing to compare with."""
    assert git
    (tmp_path / "data").mkdir()
    assert "不在 git 仓库里" in complaint(capsys, "--data", str(tmp_path / "data"))


@pytest.mark.usefixtures("history")
def test_an_unknown_revision_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """The sentence names the word that was typed."""
    assert "仓库里没有版本“nowhere”" in complaint(capsys, "nowhere..HEAD", "--data", "data")
    assert "仓库里没有版本“nowhere”" in complaint(capsys, "HEAD..nowhere", "--data", "data")


def test_a_shallow_clone_says_how_to_fetch_more(
    git: str, history: History, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """On a runner that fetched the last commit only, the sentence says what is missing."""
    history.commit()
    history.run("clone", "--quiet", "--depth", "1", history.root.as_uri(), str(tmp_path / "shallow"))
    assert git
    words = complaint(capsys, "HEAD~1..", "--data", str(tmp_path / "shallow" / "data"))
    assert "git fetch --unshallow" in words


def test_without_git_the_sentence_says_so(
    history: History, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No traceback where git is not installed."""
    assert history.data.is_dir()
    monkeypatch.setenv("PATH", "")
    assert "没有 git" in complaint(capsys, "--data", "data")
