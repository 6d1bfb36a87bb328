"""One person entered twice: told, merged without losing an entry, and the old id lives on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from carebook.cli.main import main
from carebook.context import Context, gather
from tests.townships import BASE, HOME, TODAY

OLD, NEW = "QX-0002", "QX-0001"
WORDS = ["--reason", "派出所核对户籍，是同一人", "--by", "QX-S07", "--today", "2026-11-21"]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the base township."""
    return Path(shutil.copytree(BASE, tmp_path / "data"))


def judged(data: Path) -> Context:
    """The township of a folder."""
    return gather(HOME, data, "data", TODAY)


def entries(context: Context, code: str) -> list[tuple[str, str]]:
    """Kind and day of every entry of a patient."""
    return sorted((one.kind, one.day.isoformat()) for one in context.registry.patients[code].entries)


def test_every_entry_moves_and_the_old_id_stands_for_the_new(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Groups and whoever else names the old id mean the one that stays."""
    before = judged(data)
    assert main(["merge", OLD, NEW, "--data", str(data), *WORDS]) == 0
    said = capsys.readouterr().out
    after = judged(data)
    assert set(after.registry.patients) == {NEW}
    assert entries(after, NEW) == sorted(entries(before, NEW) + entries(before, OLD))
    assert {p for group in after.registry.groups.values() for p in group.group.patients} == {NEW}
    assert sorted(path.name for path in (data / f"patients/{OLD}").iterdir()) == ["merged.yaml"]
    assert "小组" in said
    assert {one.rule for one in after.errors()} <= {"G403", "G404"}
    assert "F" not in {one.rule[0] for one in after.findings}


def test_entries_of_one_day_kind_and_recorder_both_stay(data: Path) -> None:
    """The second gets the next number; neither is written over."""
    visits = sorted((data / f"patients/{NEW}/2026").glob("*-visit-*.yaml"))
    first = next(path for path in visits if "\nmode: 2\n" in path.read_text("utf-8"))
    twin = data / f"patients/{OLD}/2026" / first.name
    twin.parent.mkdir(parents=True, exist_ok=True)
    twin.write_text(first.read_text("utf-8").replace("mode: 2", "mode: 1"), "utf-8")
    assert main(["merge", OLD, NEW, "--data", str(data), *WORDS]) == 0
    both = [first.read_text("utf-8"), first.with_name(first.name.replace(".yaml", "-2.yaml")).read_text("utf-8")]
    assert [("mode: 2" in one, "mode: 1" in one) for one in both] == [(True, False), (False, True)]


def test_blocks_that_only_the_old_profile_has_are_kept_with_their_comments(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What both have and differ in is told; the one that stays decides."""
    profile = data / f"patients/{OLD}/profile.yaml"
    block = "gaps:  # 家属说的\n  - fields: [identity.employer]\n    state: refused\n    why: 不愿说\n    since: 2026-11-01\n"
    profile.write_text(profile.read_text("utf-8") + block, "utf-8")
    assert main(["merge", OLD, NEW, "--data", str(data), *WORDS]) == 0
    assert block in (data / f"patients/{NEW}/profile.yaml").read_text("utf-8")
    assert "请核对：" in capsys.readouterr().out


def test_a_dry_run_writes_nothing(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It says what would be done."""
    before = {path: path.read_bytes() for path in data.rglob("*.yaml")}
    assert main(["merge", OLD, NEW, "--data", str(data), "--dry-run", *WORDS]) == 0
    assert {path: path.read_bytes() for path in data.rglob("*.yaml")} == before
    assert "会把" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [(NEW, NEW, "同一个"), ("QX-0099", NEW, "没有编号为“QX-0099”"), (OLD, "QX-0099", "没有编号为“QX-0099”")],
)
def test_what_cannot_be_merged_is_told(
    data: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, said: str
) -> None:
    """In a sentence, and nothing is touched."""
    before = sorted(data.rglob("*"))
    assert main(["merge", old, new, "--data", str(data), *WORDS]) == 1
    assert said in capsys.readouterr().err
    assert sorted(data.rglob("*")) == before


def test_what_was_merged_is_not_merged_again_and_must_lead_somewhere(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An alias of nobody is a broken reference."""
    assert main(["merge", OLD, NEW, "--data", str(data), *WORDS]) == 0
    assert main(["merge", OLD, NEW, "--data", str(data), *WORDS]) == 1
    assert "已经并入" in capsys.readouterr().err
    file = data / f"patients/{OLD}/merged.yaml"
    file.write_text(file.read_text("utf-8").replace(f"into: {NEW}", "into: QX-0099"), "utf-8")
    assert "R305" in {one.rule for one in judged(data).errors()}
