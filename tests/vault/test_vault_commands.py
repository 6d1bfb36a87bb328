"""``build.py vault`` as it is typed."""

from __future__ import annotations

import json
import shutil
import stat
import sys
from io import StringIO
from pathlib import Path

import pytest

from carebook.cli.main import main
from tests.townships import BASE, DEMO
from tests.vaults import IDENTITY, PLAIN, SECRET, Township, locked_township

EDITOR = """\
import os, pathlib, sys
path = pathlib.Path(sys.argv[-1])
assert path.parent.stat().st_mode & 0o777 == 0o700
pathlib.Path(os.environ["SEEN"]).write_text(str(path))
text = path.read_text("utf-8")
path.write_text(text.replace(os.environ["OLD"], os.environ["NEW"]), "utf-8")
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of the test's own, with no key in it."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.delenv("CAREBOOK_KEY_FILE", raising=False)
    return folder


@pytest.fixture
def township(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Township:
    """A locked township, and its key where the variable says."""
    key = tmp_path / "key.txt"
    key.write_text(f"# 我的私钥\n{SECRET}\n", "utf-8")
    monkeypatch.setenv("CAREBOOK_KEY_FILE", str(key))
    return locked_township(tmp_path / "data")


def run(capsys: pytest.CaptureFixture[str], township: Township | Path, *words: str) -> tuple[int, str, str]:
    """One command: exit code, what it said, what it complained."""
    data = township.data if isinstance(township, Township) else township
    code = main([*words, "--data", str(data)])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_a_township_begins(capsys: pytest.CaptureFixture[str], tmp_path: Path, home: Path) -> None:
    """From plain files to locked ones with a new key that only its owner can read; then all works as before."""
    data = Path(shutil.copytree(BASE, tmp_path / "data"))
    code, out, _ = run(capsys, data, "vault", "init", "--name", "乡镇办公室")
    assert (code, "2 人的身份信息已加密" in out) == (0, True)
    key = home / ".config/carebook/key.txt"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert "林安平" not in (data / IDENTITY).read_text("utf-8")
    assert run(capsys, data, "vault", "show", "QX-0001")[:2] == (0, PLAIN)
    assert run(capsys, data, "check", "--today", "2026-11-21")[0] == 0
    assert run(capsys, data, "vault", "status")[0] == 0
    code, _, err = run(capsys, data, "vault", "init")
    assert (code, "已经有了" in err) == (2, True)


def test_keys_apart_stay_out_of_git(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The folder tells git to pass over them."""
    data = Path(shutil.copytree(BASE, tmp_path / "data"))
    assert run(capsys, data, "vault", "init", "--keys-apart")[0] == 0
    assert (data / ".gitignore").read_text("utf-8").splitlines()[-1] == "identity.key.age"
    assert run(capsys, data, "check", "--today", "2026-11-21")[0] == 0


def test_everybody_is_shown_to_whoever_holds_a_key(capsys: pytest.CaptureFixture[str], township: Township) -> None:
    """As JSON for other programs; without a key it is refused in a sentence."""
    code, out, _ = run(capsys, township, "vault", "show", "--all", "--format", "json")
    assert code == 0
    assert [one["name"] for one in json.loads(out)] == ["林安平", "林安涛"]


def test_a_lost_key_is_told_with_what_still_works(
    capsys: pytest.CaptureFixture[str], township: Township, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A file that is named and not there; then no key at all."""
    monkeypatch.setenv("CAREBOOK_KEY_FILE", str(tmp_path / "weg.txt"))
    code, _, err = run(capsys, township, "check")
    assert code == 2
    assert "没有密钥也能检查、排期、生成，只是不显示姓名：CAREBOOK_KEY_FILE=none" in err
    (tmp_path / "weg.txt").write_text("AGE-SECRET-KEY-1QQQ\n", "utf-8")
    assert "不是密钥文件" in run(capsys, township, "check")[2]
    monkeypatch.setenv("CAREBOOK_KEY_FILE", "none")
    code, out, _ = run(capsys, township, "check", "--today", "2026-11-21")
    assert (code, "V101 没有密钥，2 人" in out) == (0, True)
    code, out, err = run(capsys, township, "vault", "show", "QX-0001")
    assert (code, out, "没有密钥，打不开" in err) == (1, "", True)


def test_the_demo_opens_by_itself_and_stays_closed_when_asked(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two commands suffice to see the demo; a shared runner can do without its key."""
    assert "林安平" in run(capsys, DEMO, "vault", "show", "QX-0001")[1]
    monkeypatch.setenv("CAREBOOK_KEY_FILE", "none")
    assert run(capsys, DEMO, "vault", "show", "QX-0001")[0] == 1


def test_one_field_is_set_from_the_line_or_from_standard_input(
    capsys: pytest.CaptureFixture[str], township: Township, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A value read from standard input leaves no trace in the shell's history; a wrong one changes nothing."""
    assert run(capsys, township, "vault", "set", "QX-0001", "employer", "清溪乡茶场")[0] == 0
    monkeypatch.setattr(sys, "stdin", StringIO("清溪乡林场\n"))
    assert run(capsys, township, "vault", "set", "QX-0001", "employer", "-")[0] == 0
    assert "employer: 清溪乡林场" in township.store().plain("QX-0001")
    kept = township.bytes()
    code, _, err = run(capsys, township, "vault", "set", "QX-0001", "sex", "男")
    assert (code, "F203" in err or "F204" in err or "F205" in err) == (1, True)
    assert run(capsys, township, "vault", "set", "QX-0001", "nmae", "甲")[0] == 2
    assert run(capsys, township, "vault", "set", "QX-0009", "name", "甲")[0] == 2
    assert run(capsys, township, "vault", "set", "QX-0001", "name")[0] == 2
    assert township.bytes() == kept
    assert run(capsys, township, "vault", "set", "QX-0001", "employer", "--remove")[0] == 0
    assert "employer" not in township.text(IDENTITY)


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An editor that replaces ``OLD`` by ``NEW``, and the file where it says what it was given."""
    script = tmp_path / "editor.py"
    script.write_text(EDITOR, "utf-8")
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"{sys.executable} {script}")
    monkeypatch.setenv("SEEN", str(tmp_path / "seen"))
    return tmp_path / "seen"


def test_an_editor_sees_plain_text_in_a_private_folder_that_is_gone_afterwards(
    capsys: pytest.CaptureFixture[str], township: Township, editor: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line changes, all other bytes stay, and no plain text is left anywhere."""
    monkeypatch.setenv("OLD", '"19900000006"')
    monkeypatch.setenv("NEW", '"19900000099"')
    old = township.text(IDENTITY).splitlines()
    assert run(capsys, township, "vault", "edit", "QX-0001")[0] == 0
    changed = [a for a, b in zip(old, township.text(IDENTITY).splitlines(), strict=True) if a != b]
    assert len(changed) == 1
    assert '"19900000099"' in township.store().plain("QX-0001")
    assert not Path(editor.read_text("utf-8")).parent.exists()


def test_an_edit_that_is_wrong_changes_nothing(
    capsys: pytest.CaptureFixture[str], township: Township, editor: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The mistake is told with line and column; where nobody can answer, the edit is given up."""
    monkeypatch.setenv("OLD", "sex: 1")
    monkeypatch.setenv("NEW", "sex: 男的")
    monkeypatch.setattr(sys, "stdin", StringIO())
    kept = township.bytes()
    code, _, err = run(capsys, township, "vault", "edit", "QX-0001")
    assert (code, f"{IDENTITY}:5:6" in err) == (1, True)
    assert township.bytes() == kept
    assert not Path(editor.read_text("utf-8")).parent.exists()


def test_a_new_person_is_made_with_the_editor(
    capsys: pytest.CaptureFixture[str], township: Township, editor: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What must be written is there to be filled in; the id is checked."""
    monkeypatch.setenv(
        "OLD",
        "name:   # 姓名\nid_number:   # 公民身份号码\nsex:   # 性别  0 未知  1 男  2 女  9 未说明\nbirth_date:   # 出生日期\nresidence_address:   # 现住址\n",
    )
    monkeypatch.setenv(
        "NEW",
        'name: 石安禾\nid_number: "990101197203150029"\nsex: 2\nbirth_date: 1972-03-15\nresidence_address: 清溪乡\n',
    )
    assert run(capsys, township, "vault", "edit", "QX-0003")[0] == 0
    assert editor.exists()
    assert "石安禾" in township.store().plain("QX-0003")
    assert "石安禾" not in township.text("patients/QX-0003/identity.yaml")
    assert run(capsys, township, "vault", "edit", "../x")[0] == 2


def test_recipients_come_and_go(capsys: pytest.CaptureFixture[str], township: Township, tmp_path: Path) -> None:
    """A colleague makes a key, is let in, is put out, and everybody gets a new key."""
    out = tmp_path / "mine.txt"
    assert main(["vault", "new-key", "--out", str(out)]) == 0
    public = capsys.readouterr().out.strip().rpartition("：")[2]
    assert run(capsys, township, "vault", "add-recipient", "派出所", public, "--role", "police")[0] == 0
    assert "派出所（police）" in run(capsys, township, "vault", "status")[1]
    code, said, _ = run(capsys, township, "vault", "remove-recipient", "派出所")
    assert (code, "旧克隆仍打得开" in said) == (0, True)
    assert run(capsys, township, "vault", "rotate", "--all")[0] == 0
    assert run(capsys, township, "vault", "rotate")[0] == 2
    assert run(capsys, township, "vault", "rewrap")[0] == 0
    assert run(capsys, township, "vault", "remove-recipient", "派出所")[0] == 2
    assert run(capsys, township, "check", "--today", "2026-11-21")[0] == 0
    assert main(["vault", "new-key", "--out", str(out)]) == 2


def test_a_person_is_destroyed_after_a_question(
    capsys: pytest.CaptureFixture[str], township: Township, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the record it leaves the township is still good; what git remembers is said plainly."""
    words = ("vault", "shred", "QX-0001", "--reason", "本人申请删除", "--by", "QX-S07", "--today", "2026-11-21")
    monkeypatch.setattr(sys, "stdin", StringIO("n\n"))
    assert run(capsys, township, *words)[0] == 130
    code, out, _ = run(capsys, township, *words, "--yes")
    assert (code, "旧版本里那一份，现有的私钥还打得开" in out) == (0, True)
    assert run(capsys, township, "check", "--today", "2026-11-21")[0] == 0
    assert run(capsys, township, *words, "--yes")[0] == 2


def test_status_finds_what_is_plain(capsys: pytest.CaptureFixture[str], township: Township) -> None:
    """Exit code 1 until it is locked."""
    shutil.copy(BASE / IDENTITY, township.data / IDENTITY)
    code, out, _ = run(capsys, township, "vault", "status", "--format", "json")
    (answer,) = json.loads(out)
    assert (code, answer["patients"][0]) == (1, {"patient": "QX-0001", "state": "plain"})
    assert answer["recipients"][0]["mine"] is True
    assert run(capsys, township, "vault", "lock")[0] == 0
    assert run(capsys, township, "vault", "status")[0] == 0


def test_a_folder_without_a_vault_says_how_to_begin(capsys: pytest.CaptureFixture[str]) -> None:
    """Every command but ``init`` needs one."""
    code, _, err = run(capsys, BASE, "vault", "status")
    assert (code, "vault init" in err) == (2, True)
