"""A new kind of papers is one row, one maker and one template; whatever is forgotten is told before publishing."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

import carebook.cli.build as command
from carebook.audience.linking import LINKING
from carebook.changes.papers import document_changes
from carebook.cli import options
from carebook.cli.formats.changes import _document
from carebook.cli.main import main
from carebook.context import Home, gather
from carebook.documents.engine import compose
from carebook.documents.handbook import paper_kinds
from carebook.documents.paper_kind import Composed, Material, PaperKind, table
from carebook.documents.papers import PAPERS
from tests.publish.test_tree import digests
from tests.site.sites import LINKED
from tests.townships import BASE, HOME, TODAY

TEMPLATE = "rota.xhtml.j2"
SUBJECTS = sorted({subject for _, subject in LINKED.values()})


def rotas(material: Material) -> Iterator[Composed]:
    """A rota about one thing of each sort."""
    for subject in SUBJECTS:
        title = f"{subject} 的值班表"
        body = compose(material.templates, TEMPLATE, title=title)
        yield Composed(f"rota-{subject}", subject, title, body, material.view.today, title)


ROW = PaperKind(
    name="rotas",
    title="值班表",
    records="`data/staff/`",
    when="一份",
    make=rotas,
    layout="sheet",
    templates=(TEMPLATE,),
    linked=dict.fromkeys(LINKING, 9),
)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """The product with one template more, and an audience that is given the new kind."""
    for folder in ("schemas", "forms", "fonts"):
        (tmp_path / folder).symlink_to(HOME.root / folder)
    shutil.copytree(HOME.policies, tmp_path / "policies")
    shutil.copytree(HOME.templates, tmp_path / "templates")
    (tmp_path / "templates" / TEMPLATE).write_text("<article><h1>{{ title }}</h1></article>", "utf-8")
    audiences = tmp_path / "policies" / "audiences.yaml"
    given = audiences.read_text("utf-8").replace("[notices, dossiers, schedules, plans]", "[rotas]")
    audiences.write_text(given, "utf-8")
    made = Home(tmp_path)
    monkeypatch.setattr(options, "HOME", made)
    monkeypatch.setattr(command, "HOME", made)
    return made


def add(row: PaperKind, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a row into the table, as one more in the file would."""
    (added,) = table(row).values()
    monkeypatch.setitem(cast(dict[str, Any], PAPERS), added.name, added)


def build(out: Path, *, only: str, audience: str) -> int:
    """Build the base township by the command."""
    words = ["build", "--data", str(BASE), "--out", str(out), "--today", TODAY.isoformat(), "--jobs", "1"]
    return main([*words, "--only", only, "--audience", audience])


def test_one_row_one_maker_one_template(
    home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Files in three formats, links on every page that was named, register, manifest, counts: all follow."""
    add(ROW, monkeypatch)
    out = home.root / "site"
    assert build(out, only="rotas,site", audience="office,clinic") == 0
    assert f"值班表 {2 * len(SUBJECTS)}" in capsys.readouterr().out
    for tree in ("office", "clinic"):
        for form in ("pdf", "docx", "html"):
            files = {path.stem for path in (out / tree / "documents/rotas").glob(f"*.{form}")}
            assert files == {f"rota-{subject}" for subject in SUBJECTS}, (tree, form)
    assert set(LINKED) == set(LINKING)
    for page, (path, subject) in LINKED.items():
        text = (out / "office" / path).read_text("utf-8")
        assert f"documents/rotas/rota-{subject}.pdf" in text, page
    register = (out / "office/notices/index.html").read_text("utf-8")
    assert 'id="rotas"' in register
    assert all(f"documents/rotas/rota-{subject}.pdf" in register for subject in SUBJECTS)
    assert "值班表" in (out / "office/processing.html").read_text("utf-8")
    assert "office/rotas/rota-QX" in json.loads((out / "manifest.json").read_text("utf-8"))["papers"]


def test_lists_for_people_follow(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """The handbook names it, a change says its title, and it stands where the table has it."""
    add(ROW, monkeypatch)
    assert "| `rotas` | 值班表 |" in paper_kinds(HOME.schemas)
    changes = document_changes(None, gather(home, BASE, "data", TODAY))
    assert changes is not None
    assert [one.id for one in changes if one.kind == "rotas"] == [f"rota-{one}" for one in SUBJECTS]
    assert _document(changes[-1]) == ("新增", f"值班表 rota-{SUBJECTS[-1]}")


@pytest.fixture
def before(home: Home, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tree of an earlier build, which no failure may touch."""
    out = home.root / "site"
    with monkeypatch.context() as patched:
        add(ROW, patched)
        assert build(out, only="calendars", audience="office") == 0
    return out


def broken(_: Material) -> Iterator[Composed]:
    """A maker that fails once it has given something."""
    yield Composed("rota-QX", "QX", "值班表", "<article><p>一</p></article>", TODAY)
    raise ZeroDivisionError("stopped")


def astray(material: Material) -> Iterator[Composed]:
    """A maker whose paper is about nothing that a page is about."""
    yield Composed("rota", "QX-V9", "值班表", "<article><p>一</p></article>", material.view.today)


@pytest.mark.parametrize(
    ("row", "fault", "said"),
    [
        (replace(ROW, make=broken), ZeroDivisionError, "stopped"),
        (replace(ROW, make=astray), ValueError, "rotas/rota is about 'QX-V9'"),
        (replace(ROW, linked={"patients": 9}), ValueError, "no page of patients is"),
    ],
)
def test_a_maker_that_fails_publishes_nothing(
    row: PaperKind, fault: type[Exception], said: str, before: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether it stops, or its papers would be found on no page: the tree of the build before stays as it was."""
    add(row, monkeypatch)
    kept = digests(before)
    with pytest.raises(fault, match=said):
        build(before, only="rotas", audience="office")
    assert digests(before) == kept
    assert [path.name for path in before.parent.glob(".site.new-*")] == []


def test_a_template_that_was_forgotten_publishes_nothing(
    home: Home, before: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The check names it, and the tree stays, whatever was to be made."""
    add(ROW, monkeypatch)
    (home.templates / TEMPLATE).unlink()
    kept = digests(before)
    assert build(before, only="calendars", audience="office") == 1
    assert f"N883 找不到模板“{TEMPLATE}”" in capsys.readouterr().out
    assert digests(before) == kept


def test_a_row_that_was_forgotten_publishes_nothing(before: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An audience is promised a kind that nobody makes: an error at that line, and the tree stays."""
    kept = digests(before)
    assert build(before, only="calendars", audience="office") == 1
    assert "R311 “文书”写的“rotas”找不到" in capsys.readouterr().out
    assert digests(before) == kept
