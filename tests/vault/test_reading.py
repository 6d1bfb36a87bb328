"""Reading with the key, without it, with a wrong one, after a destruction."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from carebook.context import Context, gather
from carebook.documents.papers import PAPERS
from carebook.findings import Severity
from carebook.publish.papers import papers
from carebook.rulebook import severity
from carebook.site import pages
from carebook.vault.keys import DEMO_FILE, DEMO_KEY, DEMO_PUBLIC, WRAP, Keys, new_secret
from carebook.vault.work import lock_all, remove_recipient, shred
from tests.townships import BASE, DEMO, HOME, TODAY, township as judged
from tests.vaults import IDENTITY, SECOND_SECRET, SECRET, Township, identifying, locked_township


def test_with_the_key_nothing_differs_from_plain_files(township: Township) -> None:
    """Records, due items and findings are those of the same township unlocked."""
    plain, locked = judged(BASE), township.context(SECRET)
    assert locked.registry.patients == plain.registry.patients
    assert list(locked.items) == list(plain.items)
    assert list(locked.findings) == []


def test_without_a_key_all_but_identity_is_there(township: Township) -> None:
    """Due items are the same, nobody has a name, and one note says how many stayed closed."""
    closed = township.context()
    assert {p.identity for p in closed.registry.patients.values()} == {None}
    assert list(closed.items) == list(judged(BASE).items)
    (note,) = closed.findings
    assert (note.rule, severity(note)) == ("V101", Severity.NOTE)
    assert note.message.startswith("没有密钥，2 人的身份信息没有打开：检查、排期、生成照常")


def test_a_wrong_key_is_told_as_such(township: Township) -> None:
    """A key that is no recipient's opens nothing, and nothing else breaks."""
    wrong, _ = new_secret()
    assert township.found("V101", wrong)[0].startswith("data/vault.yaml:1:1 手上的密钥不在收件人里，2 人的")
    assert township.context(wrong).errors() == []


def test_without_a_key_the_shape_of_an_identity_is_still_judged(township: Township) -> None:
    """A field that does not exist, and one that is missing, are found though no value can be read."""
    township.swap(IDENTITY, "employer:", "emploier:")
    token = township.token(IDENTITY, "name")
    township.swap(IDENTITY, f"name: {token}\n", "")
    assert {finding.rule for finding in township.context().errors()} == {"F201", "C947"}


def test_a_folder_reads_alike_with_and_without_its_key_by_turns() -> None:
    """What was opened once does not lie about where the next reading, with other keys, finds it; nothing is left open."""
    keyed = [gather(HOME, DEMO, "data", TODAY) for _ in range(2)]
    closed = gather(HOME, DEMO, "data", TODAY, Keys(demo=False))
    assert keyed[0].findings == keyed[1].findings
    assert {person.identity for person in closed.registry.patients.values()} == {None}
    assert closed.errors() == []


def test_the_demo_without_its_key_names_nobody() -> None:
    """Papers and pages of the demo, composed without the key, hold nothing that identifies; with it they do."""
    keyed = judged(DEMO)
    closed = gather(HOME, DEMO, "data", TODAY, Keys(demo=False))
    assert closed.errors() == []
    secret = identifying(keyed)
    assert len(secret) > 100
    shown, named = _shown(closed), _shown(keyed)
    assert [text for text in secret if text in shown] == []
    assert sum(text in named for text in secret) > 100
    assert "QX-0001户联合服务管理领导小组" in shown


def _shown(context: Context) -> str:
    """Every paper and page of the office but the rule book, whose examples are invented elsewhere."""
    view = context.view("office")
    bodies = [one.paper.body + one.paper.title for one in papers(context, view, PAPERS)]
    html = [page.html for page in pages(view, [], HOME.templates, prints=False) if not page.path.startswith("rules/")]
    return "\n".join([*bodies, *html])


def test_a_plain_identity_beside_a_vault_is_an_error(township: Township) -> None:
    """Whoever types an identity by hand is told to lock it; the value is not repeated."""
    shutil.copy(BASE / IDENTITY, township.data / IDENTITY)
    (said,) = township.found("V102")
    assert said.startswith(f"data/{IDENTITY}:3:7 身份信息是明文（")
    assert lock_all(township.store(), ["QX-0001"]) == ["QX-0001"]
    assert township.found("V102") == []


def test_a_missing_key_file_is_an_error_unless_kept_apart(township: Township, tmp_path: Path) -> None:
    """In git it was lost by mistake; kept apart it may simply not be on this machine."""
    (township.data / "patients/QX-0001" / WRAP).unlink()
    (said,) = township.found("V104", SECRET)
    assert said.startswith(f"data/patients/QX-0001/{WRAP}:1:1 缺少钥匙文件")
    apart = locked_township(tmp_path / "apart", keys_in_git=False)
    (apart.data / "patients/QX-0001" / WRAP).unlink()
    assert apart.context(SECRET).errors() == []
    assert apart.found("V101", SECRET)[0].startswith("data/vault.yaml:1:1 钥匙文件缺失或打不开，1 人的")


def test_a_removed_recipient_opens_nothing(township: Township) -> None:
    """The keys are wrapped for the others; the one who stays reads on."""
    assert township.context(SECOND_SECRET).findings == ()
    remove_recipient(township.store(), "卫生院")
    assert township.found("V101", SECOND_SECRET)
    assert township.context(SECRET).findings == ()


def test_a_key_that_was_not_wrapped_anew_is_told(township: Township) -> None:
    """A person added in one branch while a recipient leaves in another: the numbers differ, and a finding says so."""
    kept = (township.data / "patients/QX-0001" / WRAP).read_bytes()
    remove_recipient(township.store(), "卫生院")
    (township.data / "patients/QX-0001" / WRAP).write_bytes(kept)
    (said,) = township.found("V110", SECRET)
    assert said.startswith(f"data/patients/QX-0001/{WRAP}:1:1 钥匙文件是给 2 把公钥的，vault.yaml 里却有 1 把")
    (said,) = township.found("V101", SECOND_SECRET) or [""]
    assert "1 人的身份信息没有打开" in said


def test_a_destroyed_identity_leaves_a_record_and_a_working_township(township: Township) -> None:
    """The build goes on with the id; the record says when, why and by whom, and nothing of the person."""
    secret = identifying(township.context(SECRET))
    shred(township.store(), "QX-0001", reason="本人申请删除", by="QX-S07", day=date(2026, 11, 21))
    context = township.context(SECRET)
    assert context.errors() == []
    assert context.registry.patients["QX-0001"].identity is None
    stone = (township.data / "patients/QX-0001/tombstone.yaml").read_text("utf-8")
    assert not any(text in stone for text in secret)
    shown = _shown(context)
    assert "身份信息已于 2026-11-21 销毁" in shown
    assert "QX-0001户" in shown
    assert not (township.data / "patients/QX-0001" / WRAP).exists()


def test_an_identity_that_comes_back_after_its_destruction_is_an_error(township: Township) -> None:
    """A merge may bring the file back."""
    kept = township.text(IDENTITY)
    shred(township.store(), "QX-0001", reason="本人申请删除", by="QX-S07", day=date(2026, 11, 21))
    (township.data / IDENTITY).write_text(kept, "utf-8")
    assert township.found("V109", SECRET)


@pytest.mark.parametrize("listed", [True, False], ids=["recipient", "wrapped"])
def test_a_real_township_with_the_demo_key_is_refused(tmp_path: Path, listed: bool) -> None:
    """Whether the demo key stands among the recipients, or was taken off the list while keys still open with it."""
    data = Path(shutil.copytree(DEMO, tmp_path / "data"))
    real = Township(data)
    real.swap("township.yaml", '"990101', '"500101')
    if not listed:
        other, public = new_secret()
        real.swap("vault.yaml", DEMO_PUBLIC, public)
        (data / DEMO_FILE).unlink()
        assert "24 人的钥匙文件还能用演示密钥打开" in real.found("V106", other)[0]
        return
    assert "真实的乡镇用了演示密钥" in real.found("V106", DEMO_KEY)[0]


def test_another_townships_vault_is_refused(township: Township) -> None:
    """Copied from a neighbour, it would lock identities for the neighbour."""
    township.swap("township.yaml", "id: QX\n", "id: BX\n")
    assert township.found("V108")
