"""The vault and a real repository."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from carebook.changes.compare import compare
from carebook.changes.sides import Question, sides
from carebook.vault.git import guard, install, textconv
from carebook.vault.keys import Keys, new_secret
from carebook.vault.set_value import with_value
from carebook.vault.work import save
from tests.histories import History, new_history
from tests.townships import HOME, TODAY
from tests.vaults import BOOK, IDENTITY, PLAIN, SECRET, Township, identifying, locked_township


@pytest.fixture
def history(git: str, tmp_path: Path) -> History:
    """A repository whose only township is locked from the first commit on."""
    made = new_history(git, tmp_path / "repository", township=False)
    locked_township(made.data)
    made.commit()
    return made


def change(history: History, field: str, value: str) -> None:
    """Set one field of the first patient and commit."""
    store = Township(history.data).store()
    save(store, "QX-0001", with_value(store.plain("QX-0001"), IDENTITY, field, value, BOOK))
    history.commit()


def test_two_branches_that_edit_two_fields_merge_with_plain_git(history: History) -> None:
    """No driver, no conflict: each field is a line of its own."""
    history.run("switch", "--quiet", "--create", "address")
    change(history, "residence_address", "宁水县清溪乡柳溪村三组1号")
    history.run("switch", "--quiet", "main")
    change(history, "guardians[0].phone", "19900000099")
    history.run("merge", "--quiet", "--no-edit", "address")
    merged = Township(history.data).store().plain("QX-0001")
    assert "宁水县清溪乡柳溪村三组1号" in merged
    assert '"19900000099"' in merged
    assert Township(history.data).context(SECRET).findings == ()


def test_two_branches_that_do_the_same_agree(history: History) -> None:
    """The same value gives the same bytes, so there is nothing to merge."""
    history.run("switch", "--quiet", "--create", "other")
    change(history, "guardians[0].phone", "19900000099")
    history.run("switch", "--quiet", "main")
    change(history, "guardians[0].phone", "19900000099")
    assert history.run("diff", "main", "other") == ""


def test_a_stolen_repository_without_a_key_tells_nothing(history: History) -> None:
    """Every byte of the folder and of every object of the history, and no identifying value in any of them."""
    change(history, "guardians[0].phone", "19900000099")
    secret = identifying(Township(history.data).context(SECRET))
    assert len(secret) > 15
    names = history.run("rev-list", "--objects", "--all").splitlines()
    done = subprocess.run(
        [history.git, "cat-file", "--batch"],
        cwd=history.root,
        input="\n".join(name.split()[0] for name in names).encode(),
        capture_output=True,
        check=True,
    )
    everything = done.stdout + b"".join(Township(history.data).bytes().values())
    assert [text for text in secret if text.encode() in everything] == []


def test_a_diff_of_two_commits_opens_both(history: History) -> None:
    """The comparison of states sees the field that changed; without a key it sees the file and the field, no value."""
    change(history, "guardians[0].phone", "1990000009")
    question = Question(history.data, "data", "HEAD~1..HEAD", TODAY, Keys((SECRET,)))
    with sides(HOME, question) as pair:
        found = compare(pair.old, pair.new)
    assert [finding.rule for finding in found.new] == ["P501"]
    with sides(HOME, Question(history.data, "data", "HEAD~1..HEAD", TODAY)) as pair:
        closed = compare(pair.old, pair.new)
    assert (closed.new, closed.gone) == ([], [])
    assert [record.keys for record in closed.records] == [("guardians",)] == [r.keys for r in found.records]


def test_plain_text_does_not_get_into_a_commit(history: History) -> None:
    """Neither an identity nor a secret key; what is locked does."""
    assert list(guard(history.data)) == []
    (history.data / IDENTITY).write_text(PLAIN, "utf-8")
    secret, _ = new_secret()
    (history.root / "钥匙.txt").write_text(f"# mine\n{secret}\n", "utf-8")
    assert list(guard(history.data)) == []
    history.run("add", "--all")
    said = sorted((str(f.place), f.message[:7]) for f in guard(history.data))
    assert said == [("data/" + IDENTITY + ":1:1", "身份信息是明文"), ("钥匙.txt:2:1", "这里有私钥，私")]


def test_the_hook_is_set_up_and_leaves_anothers_alone(history: History) -> None:
    """A hook that is there already is not overwritten; the user is told the line to add."""
    assert any("提交前自动检查" in sentence for sentence in install(history.data))
    hook = history.root / ".git/hooks/pre-commit"
    assert "vault guard" in hook.read_text("utf-8")
    assert hook.stat().st_mode & 0o111
    assert any("提交前自动检查" in sentence for sentence in install(history.data))
    hook.write_text("#!/bin/sh\n", "utf-8")
    assert any("没有动它" in sentence for sentence in install(history.data))
    assert hook.read_text("utf-8") == "#!/bin/sh\n"


def test_a_reviewer_with_the_key_sees_plain_diffs(history: History) -> None:
    """Git asks for the text of both versions; who has no key gets what lies there."""
    change(history, "guardians[0].phone", "19900000099")
    before = history.run("show", f"HEAD~1:data/{IDENTITY}")
    store = Township(history.data).store()
    assert textconv(store, before + "\n") == PLAIN
    stranger, _ = new_secret()
    assert textconv(Township(history.data).store(stranger), before) == before
