"""Templates escape, data never runs, and no path leads out of the folders that are meant."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from jinja2 import Environment
from markupsafe import Markup

from carebook.conform.reading import pages
from carebook.documents import engine
from carebook.publish.place import OutputError, check_target, write
from carebook.reading.schema import SchemaBook
from carebook.records import load as loading
from carebook.records.kinds import KINDS, kind_of
from carebook.site.render import environment as page_environment
from carebook.writers import page, pdf
from carebook.writers.paper import Paper
from tests.conform.letters import paper_of
from tests.townships import BASE, HOME, TODAY

ROOT = HOME.root
MODULES = sorted((ROOT / "carebook").rglob("*.py"))
TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*.j2"))
#: Where text that was escaped piece by piece is called markup. A new place is looked at by a person, then named here.
MARKUP = {
    "audience/placeholders.py": 1,
    "documents/engine.py": 4,
    "documents/notice.py": 1,
    "documents/text.py": 6,
    "site/article.py": 3,
    "site/markup.py": 4,
    "writers/page.py": 3,
}
HOSTILE = '<script>alert(1)</script>{{ 7*7 }}" onload="x'


def environments() -> list[Environment]:
    """Every environment that renders a template."""
    return [engine.environment(HOME.templates), page_environment(HOME.templates)]


@pytest.mark.parametrize("made", environments(), ids=["papers", "pages"])
def test_environments_escape(made: Environment) -> None:
    """What is handed to a template comes out as text."""
    assert made.autoescape is True
    assert made.from_string("{{ x }}").render(x=HOSTILE) == Markup.escape(HOSTILE)


def test_every_environment_in_the_program_escapes() -> None:
    """No environment is made anywhere without saying autoescape=True."""
    found = 0
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "").endswith("Environment"):
                given = {word.arg: ast.unparse(word.value) for word in node.keywords}
                assert given.get("autoescape") == "True", path
                found += 1
    assert found


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_switches_escaping_off(path: Path) -> None:
    """No template says that something is safe, nor turns escaping off for a part."""
    assert not re.search(r"\|\s*safe\b|autoescape|Markup", path.read_text("utf-8"))


def test_markup_is_made_in_known_places_only() -> None:
    """A new place that calls text markup must be looked at."""
    found = {}
    for path in MODULES:
        calls = len(re.findall(r"\bMarkup\(", path.read_text("utf-8")))
        if calls:
            found[path.relative_to(ROOT / "carebook").as_posix()] = calls
    assert {name: number for name, number in found.items() if number > MARKUP.get(name, 0)} == {}


def test_nothing_in_the_program_runs_text() -> None:
    """No module evaluates, unpickles or builds shell lines from text, nor reads YAML with anything but the safe loader."""
    banned = re.compile(r"\b(eval|exec|os\.system|os\.popen|pickle\.loads?|marshal\.loads?)\(|shell=True|from_string\(")
    assert [path.name for path in MODULES if banned.search(path.read_text("utf-8"))] == []
    loaders = [call for path in MODULES for call in re.findall(r"yaml\.load\(.*", path.read_text("utf-8"))]
    assert all("SafeLoader" in call for call in loaders)


@pytest.mark.parametrize(
    "text", ['#read("/etc/passwd")', '#import "@preview/x:1.0.0": y', "$ #sys.inputs $", '#eval("1")']
)
def test_typst_takes_text_for_text(text: str) -> None:
    """What is code in Typst is printed as it was typed, and nothing is imported for it."""
    made = pdf.render(paper_of(f"<article><h1>标题</h1><p>{Markup.escape(text)}。</p></article>"), ROOT)
    shown = "".join(line.solid for line in pages(made)[0].lines)
    assert re.sub(r"\s", "", text) in shown


def test_templates_import_nothing_from_the_network() -> None:
    """No Typst template, style sheet or page names a package or an address to fetch."""
    for path in (ROOT / "templates").rglob("*"):
        if path.suffix in {".typ", ".css", ".j2", ".js"}:
            text = re.sub(r"http://www\.w3\.org/\S+", "", path.read_text("utf-8"))
            assert not re.search(r"@preview|(src|href)=\"https?:|url\(\"?https?:|fetch\(", text), path


@pytest.mark.parametrize(
    "path", ["../x", "a/../../x", "/etc/x", "a//b", "", ".", "a/.", "a\0b", "a\\..\\b", "c:x", "a/b\nc"]
)
def test_nothing_is_written_outside_a_tree(path: str, tmp_path: Path) -> None:
    """A path that leads out of the tree, or that another system would read as one, is refused."""
    root = tmp_path / "tree"
    root.mkdir()
    with pytest.raises(ValueError, match="inside a tree"):
        write(root, {path: b"x"})
    assert [found for found in tmp_path.rglob("*") if found.is_file()] == []


def test_output_is_no_link(tmp_path: Path) -> None:
    """A link that leads elsewhere is no output folder."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "site").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OutputError):
        check_target(tmp_path / "site")


@pytest.mark.parametrize("name", ["../QX-1", "..", "QX/1", "QX 1", "qx-1", "QX\0", "QX\n", "QX-1.", "%2e%2e", "Ｑ１"])
def test_ids_are_plain(name: str) -> None:
    """No id of any kind of record may hold what means something in a path, neither as a file name nor written inside."""
    assert all(kind_of(kind.example.replace("QX-0001", name).replace("QX-V1", name)) is None
               for kind in KINDS if "QX-0001" in kind.example or "QX-V1" in kind.example)  # fmt: skip
    written = SchemaBook(HOME.schemas).field("village", ("id",)) or {}
    assert re.fullmatch(written["pattern"], name) is None


def test_the_number_of_files_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """More files than a township can have are said to be too many, and the rest is not read."""
    monkeypatch.setattr(loading, "MOST_FILES", 5)
    loaded = loading.load(BASE, SchemaBook(HOME.schemas), "data")
    assert "Y115" in {finding.rule for finding in loaded.findings}
    assert len(loaded.registry.present) <= 5


def test_page_writer_escapes_titles() -> None:
    """A title with markup in it stays a title."""
    paper = Paper("t", HOSTILE, "file", "<article><h1>标题</h1></article>", TODAY, "0" * 64)
    assert b"<script>alert" not in page.render(paper, "x.css")
