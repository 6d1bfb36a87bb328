"""What a change of the data does: findings, due items, papers and records of two states."""

from __future__ import annotations

import io
import shutil
import tarfile
from pathlib import Path

import pytest

from carebook.changes.compare import Changes, ItemChange, compare
from carebook.changes.sides import Pair, Question, revisions, sides
from carebook.context import Home
from carebook.policy.item import ItemState
from carebook.reading.revisions import HistoryError, _unpack, folder_in_git
from tests.histories import IDENTITY, VISITED, History, new_history
from tests.townships import HOME, ROOT, TODAY

VISITS = "QX-0001/zhongliang-2022-9/visit"


@pytest.fixture
def history(git: str, tmp_path: Path) -> History:
    """The base township, committed."""
    return new_history(git, tmp_path / "repository")


def gathered(history: History, words: str = "", home: Home = HOME) -> tuple[Pair, Changes]:
    """Both states and their difference."""
    with sides(home, Question(history.data, "data", words, TODAY)) as pair:
        return pair, compare(pair.old, pair.new)


def changes(history: History, words: str = "") -> Changes:
    """The difference alone."""
    return gathered(history, words)[1]


def of_visits(found: Changes) -> dict[str, ItemChange]:
    """Changed items of the first patient's visits, by the day they count from."""
    return {change.item.id.rpartition("/")[2]: change for change in found.items if change.item.id.startswith(VISITS)}


def test_a_visit_closes_one_item_and_opens_the_next(history: History) -> None:
    """The closed one says by which entry, when, and under which article; the next one was not there before."""
    history.visit()
    found = of_visits(changes(history))
    assert {day: change.what for day, change in found.items()} == {"2026-10-09": "closed", "2026-11-20": "opened"}
    closed = found["2026-10-09"].item
    assert (closed.state, closed.closed_by) == (ItemState.DONE, VISITED)
    assert closed.sources == ("中梁府发〔2022〕9号 三、2",)
    assert found["2026-11-20"].before is None


def test_a_visit_changes_dossier_and_schedules(history: History) -> None:
    """Of the papers only those that tell of the visit differ, and the record is the file that was added."""
    history.visit()
    found = changes(history)
    assert found.documents is not None
    assert {(one.what, one.kind) for one in found.documents} == {
        ("changed", "dossiers"),
        ("changed", "schedules"),
        ("changed", "reports"),  # both count who was met in the month
        ("changed", "bulletins"),
    }
    dossier = next(one for one in found.documents if one.kind == "dossiers")
    assert dossier.id == "QX-0001"
    assert any(line.startswith("+") and "余药数目相符" in line for line in dossier.lines)
    assert [(one.what, one.kind, one.id, one.file, one.keys) for one in found.records] == [
        ("added", "visit", "QX-0001 2026-11-20", VISITED, ())
    ]


def test_a_changed_entry_names_the_fields(history: History) -> None:
    """An entry that is written over is the same record with the fields that differ now."""
    history.visit()
    history.commit()
    history.replace(VISITED, "stability: 3", "stability: 2")
    assert [(one.what, one.kind, one.keys) for one in changes(history).records] == [
        ("changed", "visit", ("stability",))
    ]


def test_numbers_of_rows_are_no_difference(history: History) -> None:
    """A row that moves down a schedule shows as that row, not as every row it passes."""
    history.visit()
    found = changes(history).documents
    assert found is not None
    schedule = next(one for one in found if one.id == "2026-12-QX")
    assert (schedule.more, schedule.fewer) == (1, 1)


def test_a_visit_taken_back_opens_its_item_again(history: History) -> None:
    """What counted from the visit is gone, what it had closed is open, and nothing else moved."""
    history.visit()
    history.commit()
    (history.data / VISITED).unlink()
    found = of_visits(changes(history))
    assert {day: change.what for day, change in found.items()} == {"2026-10-09": "opened", "2026-11-20": "gone"}
    assert found["2026-10-09"].before is not None
    assert found["2026-11-20"].after is None


def test_a_withdrawn_visit_opens_its_item_again(history: History) -> None:
    """A visit that never was keeps its file, says so, and does no more than one that was taken away."""
    history.visit()
    history.commit()
    withdrawn = "withdrawn:\n  on: 2026-11-21\n  by: QX-S01\n  reason: 记在了别人名下。\n"
    history.replace(VISITED, "mode: 2\n", f"mode: 2\n{withdrawn}")
    found = changes(history)
    assert {day: change.what for day, change in of_visits(found).items()} == {
        "2026-10-09": "opened",
        "2026-11-20": "gone",
    }
    assert [(one.what, one.keys) for one in found.records] == [("changed", ("withdrawn",))]


def test_a_worsening_moves_the_item(history: History) -> None:
    """The item stays, its due day is earlier: moved, with both days."""
    folder = history.data / "patients/QX-0001/2026"
    text = (folder / "09-10-rating-S02.yaml").read_text("utf-8")
    worse = text.replace("2026-09-10", "2026-11-19").replace("2026-09-11", "2026-11-20")
    (folder / "11-19-rating-S02.yaml").write_text(worse.replace("stability: 3", "stability: 1"), "utf-8")
    moved = of_visits(changes(history))["2026-10-09"]
    assert moved.what == "moved"
    assert moved.before is not None
    assert moved.item.due < moved.before.due


def test_a_broken_phone_is_a_new_error(history: History) -> None:
    """It counts as an error of the change, and papers are not compared since none would be made."""
    history.break_phone()
    found = changes(history)
    assert [finding.rule for finding in found.errors()] == ["P501"]
    assert found.documents is None
    assert found.gone == []


def test_a_mended_phone_is_a_finding_gone(history: History) -> None:
    """The other way round nothing is new."""
    history.break_phone()
    history.commit()
    history.mend_phone()
    found = changes(history)
    assert (found.new, [finding.rule for finding in found.gone]) == ([], ["P501"])


def test_inserted_lines_make_no_noise(history: History) -> None:
    """A finding that only stands further down is neither new nor gone."""
    history.break_phone()
    history.commit()
    path = history.data / IDENTITY
    path.write_text(f"# 说明\n# 说明\n{path.read_text('utf-8')}", "utf-8")
    pair, found = gathered(history)
    assert pair.old is not None
    assert pair.old.errors()[0].place.line + 2 == pair.new.errors()[0].place.line
    assert (found.new, found.gone, found.items, found.records) == ([], [], [], [])


def test_the_same_finding_twice_is_counted(history: History) -> None:
    """A second finding of the same words in the same file is new, though one like it was there."""
    history.replace(IDENTITY, '"19900000101"', '"1990000006"')
    history.commit()
    history.break_phone()
    assert [finding.rule for finding in changes(history).errors()] == ["P501"]


def test_before_there_was_data_everything_is_new(git: str, tmp_path: Path) -> None:
    """A revision without the folder has nothing: no finding of it is gone, all records are added."""
    history = new_history(git, tmp_path / "repository", township=False)
    shutil.copytree(ROOT / "tests/base", history.data)
    history.commit()
    pair, found = gathered(history, "HEAD~1..HEAD")
    assert pair.old is None
    assert (found.gone, {one.what for one in found.records}) == ([], {"added"})
    assert found.documents is not None
    assert {one.what for one in found.documents} == {"added"}
    assert {one.what for one in found.items} == {"opened", "closed"}


def test_data_taken_away_is_an_error(history: History) -> None:
    """Records removed are told, and what must be there is missed."""
    shutil.rmtree(history.data)
    (history.root / "data").mkdir()
    found = changes(history)
    assert "R303" in {finding.rule for finding in found.errors()}
    assert {one.what for one in found.records} == {"removed"}


def test_two_revisions_leave_the_working_tree_aside(history: History) -> None:
    """With both ends named, what is not committed does not count, and nothing of it is touched."""
    history.visit()
    history.commit()
    history.break_phone()
    pair, found = gathered(history, "HEAD~1..HEAD")
    assert (pair.before.name, pair.after.name) == ("HEAD~1", "HEAD")
    assert found.errors() == []
    assert set(of_visits(found)) == {"2026-10-09", "2026-11-20"}
    assert history.run("status", "--porcelain") == f"M data/{IDENTITY}"


def test_three_dots_start_where_the_branch_began(history: History) -> None:
    """What others merged meanwhile is not the doing of this branch."""
    history.run("switch", "--quiet", "--create", "work")
    history.visit()
    history.commit()
    history.run("switch", "--quiet", "main")
    history.break_phone()
    history.commit()
    assert [finding.rule for finding in changes(history, "main..work").gone] == ["P501"]
    found = changes(history, "main...work")
    assert (found.new, found.gone) == ([], [])
    assert set(of_visits(found)) == {"2026-10-09", "2026-11-20"}


def test_each_revision_has_its_own_policies(git: str, tmp_path: Path) -> None:
    """A frequency changed in the repository of the data moves due days, with no record changed."""
    history = new_history(git, tmp_path / "repository")
    home = Home(history.root)
    for folder in ("policies", "schemas", "forms", "templates"):
        shutil.copytree(ROOT / folder, history.root / folder)
    history.commit()
    policy = home.policies / "zhongliang-2022-9.yaml"
    text = policy.read_text("utf-8")
    policy.write_text(
        text.replace("- stability: [3]\n        per: month", "- stability: [3]\n        per: quarter"), "utf-8"
    )
    found = gathered(history, home=home)[1]
    moved = of_visits(found)["2026-10-09"]
    assert moved.before is not None
    assert (str(moved.before.due), str(moved.item.due)) == ("2026-11-30", "2027-03-31")
    assert found.records == []


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("", ("HEAD", "", False)),
        ("main", ("main", "", False)),
        ("main..", ("main", "", False)),
        ("..work", ("HEAD", "work", False)),
        ("v1.0..v1.1", ("v1.0", "v1.1", False)),
        ("main...work", ("main", "work", True)),
        ("main...", ("main", "", True)),
    ],
)
def test_ranges_are_read_as_git_reads_them(words: str, meant: tuple[str, str, bool]) -> None:
    """A missing base is the last commit, a missing head the working tree."""
    assert revisions(words) == meant


def test_inside_a_hook_the_folder_decides(history: History, monkeypatch: pytest.MonkeyPatch) -> None:
    """Git's own variables, set while a hook runs, do not lead to another repository."""
    monkeypatch.setenv("GIT_DIR", ".git")
    assert folder_in_git(history.data).prefix == "data/"


def test_a_revision_is_never_an_option(history: History) -> None:
    """A word with a dash in front is refused before git sees it."""
    with pytest.raises(HistoryError, match="没有版本“--git-dir”"):
        folder_in_git(history.data).commit("--git-dir")


def test_an_archive_cannot_write_outside(tmp_path: Path) -> None:
    """Names that lead out of the folder are passed over, and no file is written through a link."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        for name, link in (("way", ".."), ("../a.yaml", ""), ("/b.yaml", ""), ("c.yaml", ""), ("way/d.yaml", "")):
            member = tarfile.TarInfo(name)
            member.type, member.linkname = (tarfile.SYMTYPE, link) if link else (tarfile.REGTYPE, "")
            archive.addfile(member)
    target = tmp_path / "deep" / "target"
    target.mkdir(parents=True)
    with pytest.raises(FileExistsError):
        _unpack(made.getvalue(), target)
    assert sorted(path.name for path in tmp_path.rglob("*.yaml")) == ["c.yaml", "d.yaml"]
    assert not (tmp_path / "deep" / "d.yaml").exists()
