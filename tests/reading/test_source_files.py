"""From a path to text: encodings, links, pipes, sizes."""

import os
from pathlib import Path

import pytest
import yaml

from carebook.findings import Place, Severity
from carebook.reading.decoding import LIMIT, decode
from carebook.reading.source import Source, parse, read
from carebook.rulebook import severity

TEXT = "id: QX-0001\nname: 张三\n"


def rules_of(path: Path, root: Path) -> list[str]:
    """The rules that a file violates."""
    return [finding.rule for finding in read(path, root, "data/x.yaml")[1]]


def made(folder: Path, raw: bytes) -> Path:
    """A file with these bytes."""
    path = folder / "x.yaml"
    path.write_bytes(raw)
    return path


def test_a_good_file_is_read(tmp_path: Path) -> None:
    """Values come out, and the path is shown as the caller calls it."""
    source, findings = read(made(tmp_path, TEXT.encode()), tmp_path, "data/x.yaml")
    assert findings == ()
    assert isinstance(source, Source)
    assert source.data == {"id": "QX-0001", "name": "张三"}
    assert str(source.place(["name"])) == "data/x.yaml:2:7"


@pytest.mark.parametrize("encoding", ["gbk", "gb18030"])
def test_gbk_is_named_and_how_to_save_right(tmp_path: Path, encoding: str) -> None:
    """The sentence says where the Chinese begins to be unreadable and what to press."""
    source, findings = read(made(tmp_path, TEXT.encode(encoding)), tmp_path, "x.yaml")
    assert source is None
    assert [(finding.rule, finding.place.line, finding.place.column) for finding in findings] == [("Y101", 2, 7)]
    assert "GBK" in findings[0].message
    assert "另存为" in findings[0].advice


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_encodings_are_named(tmp_path: Path, encoding: str) -> None:
    """With and without a mark at the start."""
    _, findings = read(made(tmp_path, TEXT.encode(encoding)), tmp_path, "x.yaml")
    assert [finding.rule for finding in findings] == ["Y101"]
    assert "UTF-" in findings[0].message


def test_a_byte_order_mark_is_a_warning_and_moves_nothing(tmp_path: Path) -> None:
    """The file is read on, and columns are those without the mark."""
    source, findings = read(made(tmp_path, b"\xef\xbb\xbf" + TEXT.encode()), tmp_path, "x.yaml")
    assert [finding.rule for finding in findings] == ["Y102"]
    assert severity(findings[0]) is Severity.WARNING
    assert source is not None
    assert source.place(["id"]).column == 5


def test_mixed_encodings_are_named_at_the_first_bad_byte(tmp_path: Path) -> None:
    """A file half in UTF-8 and half in GBK is not called GBK."""
    raw = "name: 张三\n".encode() + "note: 好\n".encode("gbk")
    _, findings = read(made(tmp_path, raw), tmp_path, "x.yaml")
    assert [(finding.rule, finding.place.line, finding.place.column) for finding in findings] == [("Y101", 2, 7)]
    assert "GBK" not in findings[0].message


def test_a_file_cut_off_in_a_character_is_named() -> None:
    """The last byte of a character may be lost on a stick."""
    text, findings = decode(TEXT.encode()[:-2], "x.yaml")
    assert text is None
    assert [finding.rule for finding in findings] == ["Y101"]


def test_fifty_megabytes_are_refused_unread(tmp_path: Path) -> None:
    """The size is looked at before the content."""
    path = tmp_path / "x.yaml"
    with path.open("wb") as stream:
        stream.truncate(50_000_000)
    source, findings = read(path, tmp_path, "x.yaml")
    assert source is None
    assert [finding.rule for finding in findings] == ["Y104"]
    assert "50.0 MB" in findings[0].message


def test_a_file_at_the_limit_is_read(tmp_path: Path) -> None:
    """The limit belongs to what is allowed."""
    path = made(tmp_path, b"a: 1\n#" + b"x" * (LIMIT - 6))
    assert rules_of(path, tmp_path) == []


def test_an_endless_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that grows while it is read, or lies about its size, is not read to its end."""
    asked: list[int] = []

    def endless(_descriptor: int, count: int) -> bytes:
        asked.append(count)
        return b"a" * min(count, 1_000_000)

    path = made(tmp_path, b"a: 1\n")
    monkeypatch.setattr(os, "read", endless)
    assert rules_of(path, tmp_path) == ["Y104"]
    assert len(asked) == 3


def test_a_link_inside_the_tree_is_followed(tmp_path: Path) -> None:
    """A link to another file of the tree is that file."""
    target = made(tmp_path, TEXT.encode())
    link = tmp_path / "y.yaml"
    link.symlink_to(target)
    assert rules_of(link, tmp_path) == []


def test_a_link_out_of_the_tree_is_refused(tmp_path: Path) -> None:
    """Neither a linked file nor a file in a linked folder is read."""
    outside = tmp_path / "outside"
    outside.mkdir()
    made(outside, TEXT.encode())
    root = tmp_path / "data"
    root.mkdir()
    (root / "x.yaml").symlink_to(outside / "x.yaml")
    (root / "patients").symlink_to(outside)
    assert rules_of(root / "x.yaml", root) == ["Y106"]
    assert rules_of(root / "patients" / "x.yaml", root) == ["Y106"]


def test_a_folder_with_a_similar_name_is_outside(tmp_path: Path) -> None:
    """data-old is not inside data."""
    root, other = tmp_path / "data", tmp_path / "data-old"
    root.mkdir()
    other.mkdir()
    (root / "x.yaml").symlink_to(made(other, TEXT.encode()))
    assert rules_of(root / "x.yaml", root) == ["Y106"]


def test_the_tree_itself_may_be_a_link(tmp_path: Path) -> None:
    """A data folder reached by a link holds its own files."""
    real = tmp_path / "real"
    real.mkdir()
    made(real, TEXT.encode())
    (tmp_path / "data").symlink_to(real)
    assert rules_of(tmp_path / "data" / "x.yaml", tmp_path / "data") == []


def test_links_in_a_circle_or_to_nothing_are_named(tmp_path: Path) -> None:
    """No exception, no endless loop."""
    (tmp_path / "a.yaml").symlink_to(tmp_path / "b.yaml")
    (tmp_path / "b.yaml").symlink_to(tmp_path / "a.yaml")
    (tmp_path / "c.yaml").symlink_to(tmp_path / "nothing")
    assert rules_of(tmp_path / "a.yaml", tmp_path) == ["Y106"]
    assert rules_of(tmp_path / "c.yaml", tmp_path) == ["Y106"]


def test_what_is_no_file_is_named(tmp_path: Path) -> None:
    """A folder, a pipe without a writer, and nothing at all."""
    (tmp_path / "folder.yaml").mkdir()
    os.mkfifo(tmp_path / "pipe.yaml")
    assert rules_of(tmp_path / "folder.yaml", tmp_path) == ["Y105"]
    assert rules_of(tmp_path / "pipe.yaml", tmp_path) == ["Y105"]
    assert rules_of(tmp_path / "none.yaml", tmp_path) == ["Y105"]


@pytest.mark.parametrize("error", [PermissionError(13, "denied"), OSError(5, "input/output error")])
def test_a_file_that_cannot_be_opened_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError) -> None:
    """Rights and broken disks are findings; the system's English stays away."""

    def refuse(*_: object, **__: object) -> int:
        raise error

    path = made(tmp_path, TEXT.encode())
    monkeypatch.setattr(os, "open", refuse)
    _, findings = read(path, tmp_path, "x.yaml")
    assert [finding.rule for finding in findings] == ["Y105"]
    assert str(error.strerror) not in findings[0].message


def test_no_descriptor_is_left_open(tmp_path: Path) -> None:
    """Thousands of files are read in one run."""
    (tmp_path / "folder.yaml").mkdir()
    path = made(tmp_path, TEXT.encode())
    descriptors = Path("/proc/self/fd")
    before = len(list(descriptors.iterdir())) if descriptors.exists() else 0
    for name in (path, tmp_path / "folder.yaml", tmp_path / "none.yaml"):
        read(name, tmp_path, "x.yaml")
    after = len(list(descriptors.iterdir())) if descriptors.exists() else 0
    assert after == before


def test_positions_are_found_again_when_they_are_asked_for() -> None:
    """A source keeps no tree: it reads its text again, and finds the same spots, also in a text that was repaired."""
    source, _ = parse("id： QX-0001\nstatuses:\n  - status: home\n    since: 2026-01-01\n", "data/x.yaml")
    assert source is None or source.place(["statuses", 0, "since"]) == Place("data/x.yaml", 4, 12)
    whole, _ = parse("id: QX-0001\nstatuses:\n  - {status: home, since: 2026-01-01}\n", "data/x.yaml")
    assert whole is not None
    assert not any(isinstance(getattr(whole, name), yaml.Node) for name in ("shown", "data", "text", "told"))
    assert whole.place(["statuses", 0, "since"], key=True) == Place("data/x.yaml", 3, 20)
    assert whole.place(["statuses", 0, "since"]) == Place("data/x.yaml", 3, 27)
    assert whole.place(["statuses", 9]) == Place("data/x.yaml", 3, 3)
