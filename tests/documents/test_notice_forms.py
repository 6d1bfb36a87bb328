"""Every form of document comes out with its own parts in their order."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from carebook.context import gather
from carebook.documents.notice import notice
from carebook.writers import vocabulary
from carebook.writers.tree import Element
from tests.townships import DEMO, HOME, TODAY, township


def paper(key: str, folder: Path = DEMO) -> Element:
    """A notice of the demo township as a tree."""
    view = (township(DEMO) if folder == DEMO else gather(HOME, folder, "data", TODAY)).view("office")
    return vocabulary.parse(notice(view, view.notices[key], HOME.templates))


def kinds(part: Element | None) -> list[str]:
    """Classes, or names where there is none, of what stands in a part."""
    return [one.kind or one.tag for one in part.elements] if part else []


@pytest.mark.parametrize(
    ("key", "form", "head", "foot"),
    [
        ("2025-12", "", ["mark", "number", "hr"], ["cc", "printing"]),
        ("2026-9", "", ["mark", "mark", "mark", "mark-suffix", "number", "hr"], ["printing"]),
        ("2026-bao-2", "", ["mark", "number", "signer", "hr"], ["printing"]),
        ("2026-han-3", "letter", ["mark", "hr", "number"], ["cc"]),
        ("2026-ji-1", "minutes", ["mark", "number", "hr"], ["cc", "printing"]),
    ],
)
def test_head_and_imprint(key: str, form: str, head: list[str], foot: list[str]) -> None:
    """What stands in the head and the imprint of each form (GB/T 9704—2012 7.2, 7.4, 10)."""
    tree = paper(key)
    assert tree.kind == form
    assert kinds(tree.first("header")) == head
    assert kinds(tree.first("footer")) == foot


def test_joint_documents_are_signed_by_each() -> None:
    """The lead organ first, then the others, then one day (7.3.5.1)."""
    assert [k for k in kinds(paper("2026-9")) if k in {"signature", "date"}] == ["signature"] * 3 + ["date"]


def test_minutes_are_not_signed() -> None:
    """Who attended stands below the text; no seal, no signature (R76)."""
    found = kinds(paper("2026-ji-1"))
    assert found.count("attendance") == 3
    rows = [vocabulary.inline_text(p) for p in paper("2026-ji-1").elements if p.kind == "attendance"]
    assert rows[1:] == ["请假：贺清如", "列席：程守义"]
    assert not {"signature", "signature-plain", "date"} & set(found)


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """A township with one notice of the demo township, to be changed."""
    (tmp_path / "notices").mkdir()
    (tmp_path / "township.yaml").write_bytes((DEMO / "township.yaml").read_bytes())
    return tmp_path


def with_lines(folder: Path, key: str, *changes: tuple[str, str]) -> Element:
    """The notice with some lines changed."""
    text = (DEMO / f"notices/{key}.yaml").read_text("utf-8")
    for right, wrong in changes:
        assert re.search(right, text, re.MULTILINE), right
        text = re.sub(right, wrong, text, count=1, flags=re.MULTILINE)
    (folder / f"notices/{key}.yaml").write_text(text, "utf-8")
    return paper(key, folder)


@pytest.mark.parametrize(
    ("line", "kind"),
    [("seal: true", "signature"), ("seal: false", "signature-plain"), ("stamp: {position: 乡长, name: 卓守信}", "signature-stamp")],
)  # fmt: skip
def test_three_ways_to_sign(changed: Path, line: str, kind: str) -> None:
    """With a seal, without, with the stamp of a signature (7.3.5.1—7.3.5.3)."""
    assert kind in kinds(with_lines(changed, "2025-12", ("^seal: true$", line)))


def test_all_that_a_head_can_hold(changed: Path) -> None:
    """Copy number, secrecy, urgency above the mark, in this order (7.2.1—7.2.3)."""
    more = 'seal: true\ncopy_number: "000012"\nsecrecy: 秘密★1年\nurgency: 加急'
    head = with_lines(changed, "2025-12", ("^seal: true$", more)).first("header")
    assert kinds(head) == ["copy-number", "secrecy", "urgency", "mark", "number", "hr"]
    head = with_lines(changed, "2026-han-3", ("^seal: true$", more)).first("header")
    assert kinds(head) == ["mark", "hr", "copy-number", "secrecy", "urgency", "number"]


def test_recipients_in_the_imprint(changed: Path) -> None:
    """主送 moves above 抄送; other elements stand between 抄送 and 印发 (7.4, R32, R58, R60)."""
    more = "seal: true\nrecipients_in_imprint: true\nimprint_other: [共印20份]"
    tree = with_lines(changed, "2025-12", ("^seal: true$", more))
    assert kinds(tree.first("footer")) == ["sent", "cc", "other", "printing"]
    assert "recipients" not in kinds(tree)


def test_attachments_across_and_apart(changed: Path) -> None:
    """A wide table lies across; an attachment that is not bound in names the document it belongs to (R53, R67)."""
    tree = with_lines(changed, "2026-9", ("^    table:", "    landscape: true\n    separate: true\n    table:"))
    (section,) = tree.all("section")
    assert section.kind == "landscape"
    assert vocabulary.inline_text(next(section.elements)) == "清溪府发〔2026〕9号附件"
    assert "table" in kinds(section) or "grid" in kinds(section)
