"""Who changed what: from commits alone, the same bytes for the same commit, and never outside the office."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from carebook.publish.processing_account import duties
from carebook.publish.record_history import read_history
from carebook.site import Change, History, pages
from tests.townships import BASE, HOME, township

VISIT = "2026/02-27-visit-S02.yaml"


def commit(folder: Path, author: str, day: str, subject: str) -> None:
    """Commit everything as somebody on a day."""
    who = {"GIT_AUTHOR_NAME": author, "GIT_COMMITTER_NAME": author}
    mail = {"GIT_AUTHOR_EMAIL": "secret@example.invalid", "GIT_COMMITTER_EMAIL": "secret@example.invalid"}
    when = {"GIT_AUTHOR_DATE": f"{day}T09:00:00+0800", "GIT_COMMITTER_DATE": f"{day}T09:00:00+0800"}
    env = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")} | who | mail | when
    for words in (["add", "-A"], ["commit", "-q", "--no-gpg-sign", "-m", subject]):
        subprocess.run(["git", *words], cwd=folder, check=True, env=env)


@pytest.fixture
def data(tmp_path: Path, git: str) -> Path:
    """A repository with a data folder and two commits."""
    subprocess.run([git, "init", "-q", "-b", "main"], cwd=tmp_path, check=True)
    folder = tmp_path / "data"
    (folder / "patients" / "QX-0001" / "2026").mkdir(parents=True)
    (folder / "patients" / "QX-0001" / VISIT).write_text("a: 1\n")
    (folder / "township.yaml").write_text("a: 1\n")
    (tmp_path / "README.md").write_text("x")
    commit(tmp_path, "方济仁", "2026-03-01", "建档")
    (folder / "patients" / "QX-0001" / VISIT).write_text("a: 2\n")
    (folder / "patients" / "QX-0001" / "profile.yaml").write_text("a: 1\n")
    commit(tmp_path, "高卫", "2026-03-02", "三月随访 <b>")
    return folder


def test_changes_of_one_record(data: Path) -> None:
    """Author, day, subject and files, newest first; no e-mail address."""
    found = read_history(data)
    below = found.below("patients/QX-0001/")
    assert [(c.author, c.day, c.subject, files) for c, files in below] == [
        ("高卫", "2026-03-02", "三月随访 <b>", [VISIT, "profile.yaml"]),
        ("方济仁", "2026-03-01", "建档", [VISIT]),
    ]
    assert "secret" not in repr(found)
    assert not any("README" in name for name in found.files)


def test_the_same_commit_gives_the_same_history(data: Path, tmp_path: Path, git: str) -> None:
    """In another clone, with other settings of git, the history is the same."""
    subprocess.run([git, "clone", "-q", str(data.parent), str(tmp_path / "clone")], check=True)
    for key, value in (
        ("log.date", "relative"),
        ("diff.renames", "copies"),
        ("log.showSignature", "true"),
        ("core.quotePath", "true"),
    ):
        subprocess.run([git, "config", key, value], cwd=tmp_path / "clone", check=True)
    (tmp_path / "clone" / ".mailmap").write_text("别人 <secret@example.invalid>\n")
    assert read_history(tmp_path / "clone" / "data") == read_history(data)


def test_a_shallow_clone_says_so(data: Path, tmp_path: Path, git: str) -> None:
    """Where older commits are missing, the history knows it."""
    where = (data.parent).as_uri()
    subprocess.run([git, "clone", "-q", "--depth=1", where, str(tmp_path / "clone")], check=True)
    assert read_history(tmp_path / "clone" / "data").shallow
    assert not read_history(data).shallow


def test_without_git_there_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder in no repository, and a machine without git."""
    assert "看不到" in read_history(tmp_path).why_not
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "看不到" in read_history(tmp_path).why_not


def made(audience: str, history: History) -> dict[str, str]:
    """The pages of one audience."""
    context = township(BASE)
    view = context.view(audience)
    told = "processing" in view.scope.audience.pages
    found = pages(view, (), HOME.templates, history=history if told else None, duties=duties(context) if told else None)
    return {page.path: page.html for page in found}


CHANGE = Change("c" * 40, "方济仁", "2026-03-01", "改 <b>电话</b>")
FILES = (f"patients/QX-0001/{VISIT}", "groups/QX-G01/group.yaml", "staff/QX-S01.yaml")
HISTORY = History(dict.fromkeys(FILES, (CHANGE,)))


def test_the_office_sees_who_changed_what() -> None:
    """On the patient's page and on a page of all records, as text."""
    found = made("office", HISTORY)
    for path in ("patients/QX-0001.html", "groups/QX-G01.html", "changes.html"):
        assert "改 &lt;b&gt;电话&lt;/b&gt;" in found[path]
    assert "staff/QX-S01.yaml" in found["changes.html"]
    assert "个人信息保护影响评估" in found["processing.html"]
    assert "processing.html" in found["policies.html"]


@pytest.mark.parametrize("audience", ["clinic", "police", "civil-affairs", "public"])
def test_nobody_else_does(audience: str) -> None:
    """No other tree has the pages, or a trace of the history."""
    found = made(audience, HISTORY)
    assert not {"processing.html", "changes.html"} & set(found)
    assert not any("谁改了什么" in html or "processing.html" in html for html in found.values())


def test_only_the_office_has_the_part() -> None:
    """The audiences say so."""
    context = township(BASE)
    assert [one.id for one in context.settings.audiences.by_id.values() if "processing" in one.pages] == ["office"]


def test_what_is_missing_is_said() -> None:
    """Without a history the pages stand, with a sentence."""
    found = made("office", History(why_not="数据不在 git 仓库里"))
    assert "数据不在 git 仓库里" in found["patients/QX-0001.html"]
    assert "数据不在 git 仓库里" in found["changes.html"]


def test_a_change_of_many_files_names_the_first() -> None:
    """A migration touches hundreds: the page says how many."""
    change = Change("0123456789abcdef", "方济仁", "2026-03-01", "换格式")
    files = {f"patients/QX-0001/2026/03-{day:02d}-visit-S02.yaml": (change,) for day in range(1, 21)}
    page = made("office", History(files))["patients/QX-0001.html"]
    assert "等 20 个文件" in page
    assert "03-20-visit" not in page.partition("等 20 个文件")[0].rpartition("换格式")[2]
