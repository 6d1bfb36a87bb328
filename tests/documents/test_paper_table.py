"""The table of papers is whole: what a row lacks, or what does not agree with it, is told before anything is made."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from carebook.audience.linking import LINKING
from carebook.context import Home, gather
from carebook.documents.engine import _named
from carebook.documents.paper_kind import table
from carebook.documents.papers import PAPERS, given_to_nobody, template_faults, titles
from carebook.findings import Finding, Severity
from carebook.policy.audiences import ALL
from carebook.policy.load import read_settings
from carebook.reading.resolved import resolved_schema
from carebook.reading.schema import SchemaBook
from carebook.rulebook import severity
from tests.townships import BASE, HOME, TODAY

GOOD = PAPERS["minutes"]
FILE = "audiences.yaml"
SHARED = "macros.xhtml.j2"


@pytest.mark.parametrize(
    ("slip", "said"),
    [
        ({"title": ""}, "no title"),
        ({"records": ""}, "no records"),
        ({"when": ""}, "no when"),
        ({"templates": ()}, "no templates"),
        ({"linked": {}}, "no page links it"),
        ({"linked": {"indicators": 1}}, "'indicators' links no papers"),
        ({"name": "Rotas/.."}, "no name of a folder"),
        ({"name": ALL}, "means something else"),
        ({"name": "site"}, "means something else"),
    ],
)
def test_a_row_that_lacks_something_is_refused(slip: dict[str, Any], said: str) -> None:
    """The program does not start with such a table."""
    assert list(table(GOOD)) == [GOOD.name]
    with pytest.raises(ValueError, match=said):
        table(replace(GOOD, **slip))


@pytest.mark.parametrize(
    ("slip", "said"),
    [
        ({"title": "值班表", "linked": {"due": 1}}, "name is taken"),
        ({"name": "rotas", "linked": {"due": 1}}, "title is taken"),
        ({"name": "rotas", "title": "值班表"}, "its place on the page 'groups' is taken"),
    ],
)
def test_two_rows_do_not_get_in_each_others_way(slip: dict[str, Any], said: str) -> None:
    """Neither name nor title nor place on a page is given twice."""
    with pytest.raises(ValueError, match=said):
        table(GOOD, replace(GOOD, **slip))


def test_every_template_of_a_paper_has_its_kind() -> None:
    """A template that no row names, itself or through another, would be missed by the check."""
    claimed = [name for kind in PAPERS.values() for name in kind.templates]
    reached = {*claimed, *(below for name in claimed for below in _named(HOME.templates, name))}
    assert {path.name for path in HOME.templates.glob("*.xhtml.j2")} == reached
    assert len(claimed) == len(set(claimed))


def test_pages_that_link_papers_are_pages_of_the_site() -> None:
    """They are called as ``audiences.yaml`` calls them."""
    audience = resolved_schema(HOME.schemas, "audiences")["properties"]["audiences"]["items"]["properties"]
    assert set(LINKING) <= set(audience["pages"]["items"]["enum"])
    assert set(audience["papers"]["items"]["examples"]) <= set(PAPERS)


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    """A copy of the templates, to be spoilt."""
    return Path(shutil.copytree(HOME.templates, tmp_path / "templates"))


@pytest.mark.parametrize("name", [SHARED, *(name for kind in PAPERS.values() for name in kind.templates)])
def test_a_template_that_is_gone_is_found_by_the_check(name: str, templates: Path) -> None:
    """Even where no paper of the kind is to be made, and where it is only a part of others."""
    (templates / name).unlink()
    found = list(template_faults(templates))
    assert [(one.rule, name in one.message) for one in found] == [("N883", True)]


@pytest.mark.parametrize(
    ("content", "said"),
    [("{% for one in rows %}", "没有写完"), ("{{ rows | 大写 }}", "大写"), ("名单".encode("gbk"), "UTF-8")],
)
def test_a_template_that_cannot_be_read_is_found_by_the_check(content: str | bytes, said: str, templates: Path) -> None:
    """With its file, and without anything being composed."""
    raw = content if isinstance(content, bytes) else content.encode("utf-8")
    (templates / "letter.xhtml.j2").write_bytes(raw)
    (found,) = template_faults(templates)
    assert (found.rule, found.place.file) == ("N881", "templates/letter.xhtml.j2")
    assert said in found.message


def test_the_check_looks_at_templates_and_audiences(templates: Path) -> None:
    """Both are errors of the township, so that nothing is built."""
    home = Home(templates.parent)
    (home.root / "schemas").symlink_to(HOME.schemas)
    (home.root / "forms").symlink_to(HOME.root / "forms")
    shutil.copytree(HOME.policies, home.policies)
    (templates / "report.xhtml.j2").unlink()
    _swap(home.policies, "papers: [notices]", "papers: [notice]")
    assert {one.rule for one in gather(home, BASE, "data", TODAY).errors()} == {"N883", "R311"}


def _swap(policies: Path, right: str, wrong: str) -> int:
    """Replace a piece of ``audiences.yaml``; give its line."""
    text = (policies / FILE).read_text("utf-8")
    assert right in text
    (policies / FILE).write_text(text.replace(right, wrong), "utf-8")
    return text[: text.index(right)].count("\n") + 1


@pytest.fixture
def policies(tmp_path: Path) -> Path:
    """A folder with the file of audiences, to be spoilt."""
    shutil.copy(HOME.policies / FILE, tmp_path)
    return tmp_path


def _told(policies: Path) -> tuple[Finding, ...]:
    settings, wrong = read_settings(policies, SchemaBook(HOME.schemas), None, papers=titles())
    return (*wrong, *given_to_nobody(settings.audiences))


def test_the_shipped_audiences_agree_with_the_table() -> None:
    """They name no kind that there is not, and leave none out."""
    assert _told(HOME.policies) == ()


def test_a_kind_that_there_is_not(policies: Path) -> None:
    """The name is told with its line, with what was probably meant."""
    line = _swap(
        policies, "papers: [notices, dossiers, schedules, plans]", "papers: [notices, dosiers, schedules, plans]"
    )
    (found,) = _told(policies)
    assert (found.rule, found.place.file, found.place.line) == ("R311", f"policies/{FILE}", line)
    assert severity(found) is Severity.ERROR
    assert found.message == "“文书”写的“dosiers”找不到，这一项不起作用"
    assert found.advice == "是不是想写 dossiers？"


def test_a_kind_that_nobody_is_given(policies: Path) -> None:
    """Told, and no error: the township may not want it."""
    kept = [name for name in PAPERS if name != "scorecards"]
    _swap(policies, "papers: [all]", f"papers: [{', '.join(kept)}]")
    (found,) = _told(policies)
    assert (found.rule, severity(found)) == ("N885", Severity.NOTE)
    assert "各村考评表（scorecards）" in found.message
