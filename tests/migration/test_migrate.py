"""A folder of the first format becomes one of today's: nothing said is lost, and nothing is half done."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from carebook.cli.migrate import migrate
from carebook.context import Home, gather
from carebook.migration import folder as folder_module
from carebook.migration.folder import MigrationError, carry_out, planned
from tests.townships import ROOT, TODAY

FIRST = ROOT / "tests" / "fixtures" / "format-1"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A township of the first format."""
    return Path(shutil.copytree(FIRST, tmp_path / "data"))


def done(data: Path) -> dict[str, str]:
    """Migrate; the texts of all records by path."""
    carry_out(data, planned(data).plan)
    return texts(data)


def texts(data: Path) -> dict[str, str]:
    """Every file below a folder."""
    return {p.relative_to(data).as_posix(): p.read_text("utf-8") for p in sorted(data.rglob("*")) if p.is_file()}


def commented(text: str) -> str:
    """A comment above every key, as deep as the key, and one behind every plain value."""
    lines: list[str] = []
    block = -1
    for number, line in enumerate(text.splitlines()):
        indent = len(line) - len(line.lstrip())
        if 0 <= block < indent or not line.strip():
            lines.append(line)
            continue
        block = indent if line.rstrip().endswith("|") else -1
        if re.match(r" *(- )?\w+:", line):
            lines.append(f"{' ' * indent}# 上{number}号")
        plain = re.match(r" *(- )?\w+: [^|>{\[\"]*$", line) and not line.rstrip().endswith(":")
        lines.append(f"{line}  # 旁{number}号" if plain else line)
    return "\n".join([*lines, "# 文末"]) + "\n"


def leaves(value: Any) -> Iterator[str]:
    """Every value of a record, as text."""
    if isinstance(value, dict):
        for one in value.values():
            yield from leaves(one)
    elif isinstance(value, list):
        for one in value:
            yield from leaves(one)
    else:
        yield str(value)


def test_a_migrated_folder_is_right_and_says_the_same(old: Path) -> None:
    """No error, every value that was written is written, and a second time there is nothing to do."""
    before = [leaf for text in texts(old).values() for leaf in leaves(yaml.safe_load(text))]
    after = [leaf for text in done(old).values() for leaf in leaves(yaml.safe_load(text))]
    assert gather(Home(ROOT), old, "data", TODAY).errors() == []
    # Years stand in the path now, what somebody did in the kind of entry; of a status the last day is the day before the next act.
    told = set(after) | {"2026", "2025", "home", "away", "hospital", "leave", "return"}
    assert {leaf for leaf in before if leaf not in told and not _day_before(leaf, set(after))} == set()
    assert planned(old).current


def _day_before(leaf: str, after: set[str]) -> bool:
    try:
        day = date.fromisoformat(leaf)
    except ValueError:
        return False
    return str(date.fromordinal(day.toordinal() + 1)) in after


def test_every_comment_is_kept(old: Path) -> None:
    """Above a key, behind a value, at the end of a file: except beside what is worked out now."""
    wanted: dict[str, list[str]] = {}
    for name, text in texts(old).items():
        if name.startswith(("notices/", "villages/QX-V1.yaml")):
            continue
        (old / name).write_text(commented(text), "utf-8")
        wanted[name] = re.findall(r"# (?:上|旁)\d+号|# 文末", commented(text))
    found = done(old)
    for name, comments in wanted.items():
        owner = name.rpartition("/")[0] or name
        text = "".join(t for n, t in found.items() if n.startswith(owner.replace("journal", "")))
        lost = [one for one in comments if one not in text]
        assert lost == [], name


def test_items_in_flow_style_become_entries(old: Path) -> None:
    """What stood in one line between braces is an entry like any other."""
    path = old / "groups/QX-G01/2026.yaml"
    path.write_text(
        "# 小组\nyear: 2026\nmeetings:\n"
        "  # 十一月的会\n"
        "  - {date: 2026-11-05, recorded_on: 2026-11-05, topics: 随访分工, decisions: [照旧, 加一次]}\n",
        "utf-8",
    )
    text = done(old)["groups/QX-G01/2026/11-05-meeting-unknown.yaml"]
    assert "# 小组\n# 十一月的会\n" in text
    assert "decisions: [照旧, 加一次]\n" in text


def test_two_acts_of_one_kind_and_day_are_two_files(old: Path) -> None:
    """Neither takes the other's place."""
    path = old / "groups/QX-G01/2026.yaml"
    item = "  - {date: 2026-11-05, topics: 甲, decisions: 乙}\n"
    path.write_text(f"year: 2026\nmeetings:\n{item}{item.replace('甲', '丙')}", "utf-8")
    found = done(old)
    assert "topics: 甲" in found["groups/QX-G01/2026/11-05-meeting-unknown.yaml"]
    assert "topics: 丙" in found["groups/QX-G01/2026/11-05-meeting-unknown-2.yaml"]


def test_windows_line_ends_and_a_byte_order_mark_do_no_harm(old: Path) -> None:
    """Files as some editors save them."""
    for path in old.rglob("*.yaml"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    done(old)
    assert gather(Home(ROOT), old, "data", TODAY).errors() == []


def test_what_is_sealed_stays_sealed(old: Path) -> None:
    """Tokens are moved as they are: no key is needed."""
    path = old / "patients/QX-0001/identity.yaml"
    path.write_text(
        "patient: QX-0001\nname: sealed.AAAA\nguardian:\n  name: sealed.BBBB\n  phone: sealed.CCCC\n", "utf-8"
    )
    assert done(old)["patients/QX-0001/identity.yaml"] == (
        "patient: QX-0001\nname: sealed.AAAA\nguardians:\n  - name: sealed.BBBB\n    phone: sealed.CCCC\n"
    )


def test_a_file_that_cannot_be_read_stops_everything(old: Path) -> None:
    """It is named, and nothing is changed."""
    (old / "patients/QX-0002/2026.yaml").write_text("year: 2026\nfollow_ups: [\n", "utf-8")
    before = texts(old)
    with pytest.raises(MigrationError, match=r"patients/QX-0002/2026\.yaml.*什么也没有改动"):
        planned(old)
    assert texts(old) == before


def test_an_entry_that_is_there_already_is_not_written_over(old: Path) -> None:
    """Somebody began by hand."""
    there = old / "groups/QX-G01/2026/11-05-meeting-unknown.yaml"
    (old / "groups/QX-G01/2026.yaml").write_text("year: 2026\nmeetings:\n  - {date: 2026-11-05, topics: 甲}\n", "utf-8")
    there.parent.mkdir()
    there.write_text("date: 2026-11-05\n", "utf-8")
    with pytest.raises(MigrationError, match="11-05-meeting-unknown"):
        planned(old)


@pytest.mark.parametrize("after", [1, 10, 40, 55])
def test_a_migration_that_was_cut_off_is_carried_on(
    old: Path, tmp_path: Path, after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk in the middle: the second run makes what the first would have made."""
    whole = done(Path(shutil.copytree(old, tmp_path / "whole")))
    write = folder_module._write
    written: list[Path] = []

    def failing(path: Path, text: str) -> None:
        if len(written) == after:
            raise OSError(28, "No space left on device", str(path))
        written.append(path)
        write(path, text)

    monkeypatch.setattr(folder_module, "_write", failing)
    with pytest.raises(MigrationError, match="再运行一次"):
        done(old)
    monkeypatch.setattr(folder_module, "_write", write)
    assert done(old) == whole


def test_a_dry_run_writes_nothing(old: Path) -> None:
    """It says how much it would do."""
    before = texts(old)
    said = CliRunner().invoke(migrate, ["--dry-run", "--data", str(old)], standalone_mode=False)
    assert said.return_value == 0
    assert re.search(r"会写出 \d+ 个文件，会删去 6 个一年一份的文件", said.output)
    assert texts(old) == before


def test_older_and_newer_folders_are_told_in_a_sentence(old: Path) -> None:
    """Checking an old folder says how to migrate; a newer one asks for a newer program."""
    (found,) = gather(Home(ROOT), old, "data", TODAY).errors()
    assert found.rule == "R313"
    assert "build.py migrate" in found.advice
    text = (old / "township.yaml").read_text("utf-8")
    (old / "township.yaml").write_text(f"format: 9\n{text}", "utf-8")
    (found,) = gather(Home(ROOT), old, "data", TODAY).errors()
    assert "第 9 版" in found.message
    with pytest.raises(MigrationError, match="新"):
        planned(old)


def test_a_township_that_says_it_is_of_the_first_format_says_the_second_once(old: Path) -> None:
    """Nobody had to write the format, and somebody did."""
    land = old / "township.yaml"
    land.write_text(f"format: 1  # 原来的\n{land.read_text('utf-8')}", "utf-8")
    text = done(old)["township.yaml"]
    assert re.findall(r"^format:.*$", text, re.MULTILINE) == ["format: 2"]
    assert "# 原来的" in text
    assert gather(Home(ROOT), old, "data", TODAY).errors() == []
