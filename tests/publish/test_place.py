"""A tree takes the place of the old one whole, or not at all."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from carebook.publish.place import MANIFEST, OutputError, keep, locked, staged, write, write_manifest
from tests.townships import ROOT


def publish(out: Path, files: dict[str, bytes]) -> None:
    """Put a tree in place."""
    with staged(out) as new:
        write(new, files)
        write_manifest(new, {"data_date": "2026-11-21"})


def listed(out: Path) -> set[str]:
    """All files under a folder, hidden leftovers beside it included."""
    return {p.relative_to(out.parent).as_posix() for p in out.parent.rglob("*") if p.is_file()}


def test_a_new_tree_replaces_the_old_one(tmp_path: Path) -> None:
    """Files that are no longer made are gone."""
    out = tmp_path / "site"
    publish(out, {"a.txt": b"1", "sub/b.txt": b"2"})
    publish(out, {"a.txt": b"3"})
    assert listed(out) == {"site/a.txt", f"site/{MANIFEST}"}
    assert (out / "a.txt").read_bytes() == b"3"


def test_a_fault_in_the_middle_leaves_the_old_tree(tmp_path: Path) -> None:
    """Nothing half-made is published and nothing is left lying about."""
    out = tmp_path / "site"
    publish(out, {"a.txt": b"old"})

    def interrupted() -> None:
        with staged(out) as new:
            write(new, {"a.txt": b"new"})
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert listed(out) == {"site/a.txt", f"site/{MANIFEST}"}
    assert (out / "a.txt").read_bytes() == b"old"


def test_a_folder_of_somebody_else_is_not_touched(tmp_path: Path) -> None:
    """Without a manifest the folder is not ours."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.doc").write_bytes(b"x")
    with pytest.raises(OutputError, match="有别的文件"):
        publish(tmp_path / "mine", {"a.txt": b"1"})
    assert (tmp_path / "mine" / "letter.doc").read_bytes() == b"x"


def test_a_file_is_no_output_folder(tmp_path: Path) -> None:
    """An output that is a file is refused with a sentence."""
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(OutputError, match="不是文件夹"):
        publish(tmp_path / "file", {})


def test_a_build_stopped_between_the_renames_is_healed(tmp_path: Path) -> None:
    """The old tree that was moved aside comes back before anything else is done."""
    out = tmp_path / "site"
    publish(out, {"a.txt": b"old"})
    out.rename(tmp_path / ".site.old")
    (tmp_path / ".site.new-1").mkdir()
    with staged(out) as new:
        assert (out / "a.txt").read_bytes() == b"old"
        write(new, {"a.txt": b"new"})
    assert {p.name for p in tmp_path.iterdir()} == {"site"}


def test_the_manifest_lists_every_file(tmp_path: Path) -> None:
    """Path, size and SHA-256 of each file, and the given facts."""
    out = tmp_path / "site"
    publish(out, {"office/a.txt": "文".encode()})
    facts = json.loads((out / MANIFEST).read_text("utf-8"))
    digest = hashlib.sha256("文".encode()).hexdigest()
    assert facts["files"] == [{"path": "office/a.txt", "size": 3, "sha256": digest}]
    assert facts["data_date"] == "2026-11-21"


def test_files_that_are_not_made_again_are_kept(tmp_path: Path) -> None:
    """Only what the old manifest lists is carried over."""
    out = tmp_path / "site"
    publish(out, {"keep/a.txt": b"1", "again/b.txt": b"2"})
    (out / "keep" / "stray.txt").write_bytes(b"x")
    new = tmp_path / "new"
    keep(out, new, lambda path: path.startswith("keep/"))
    assert [p.name for p in new.rglob("*") if p.is_file()] == ["a.txt"]


def test_a_second_build_waits_for_the_first(tmp_path: Path) -> None:
    """Two builds into one folder take turns."""
    out = tmp_path / "site"
    code = (
        "import sys; from pathlib import Path; from carebook.publish.place import locked\n"
        "with locked(Path(sys.argv[1])): print('in', flush=True)"
    )
    with locked(out):
        second = subprocess.Popen([sys.executable, "-c", code, str(out)], stdout=subprocess.PIPE, env=os.environ)
        time.sleep(0.5)
        assert second.poll() is None
    told, _ = second.communicate(timeout=60)
    assert told.strip() == b"in"


def test_what_the_disk_refuses_is_a_sentence(tmp_path: Path) -> None:
    """A folder that cannot be written is told in Chinese, whatever the system calls it."""
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(OutputError, match="写不了输出文件夹"):
        publish(tmp_path / "file" / "site", {"a.txt": b"1"})
    with pytest.raises(OutputError, match="写不了输出文件夹"), locked(tmp_path / "file" / "site"):
        pass


@pytest.mark.parametrize(
    "name", ["site/office/index.html", ".site.lock", ".site.new-17/office/x.html", ".site.old/x.html"]
)
def test_nothing_that_a_build_leaves_can_be_committed(git: str, name: str) -> None:
    """Trees hold identities: not even what a killed build leaves beside the output may get into a commit."""
    ignored = subprocess.run([git, "check-ignore", "-q", "--no-index", name], cwd=ROOT, check=False)
    assert ignored.returncode == 0
