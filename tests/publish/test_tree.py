"""The whole way, on the base township: from YAML to a tree of papers and pages."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from carebook.context import gather
from carebook.documents.papers import PAPERS
from carebook.publish.papers import papers
from carebook.publish.trees import Options, Result, build
from carebook.reading.resolved import resolved_schema
from carebook.site import _MAKERS
from carebook.writers import weasy
from tests.built_texts import docx_heads, docx_text, page_text, pdf_text
from tests.townships import BASE, HOME, TODAY

EVERYTHING = Options()


def silent(label: str, count: int) -> Callable[[], None]:
    """Progress that nobody watches."""
    del label, count
    return lambda: None


def made(data: Path, out: Path, options: Options = EVERYTHING, today: date = TODAY) -> Result:
    """Build a data folder."""
    return build(gather(HOME, data, "data", today), data, out, options, silent)


def digests(tree: Path) -> dict[str, str]:
    """Every file with its digest."""
    files = (path for path in sorted(tree.rglob("*")) if path.is_file())
    return {path.relative_to(tree).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The base township, built."""
    out = tmp_path_factory.mktemp("输出 一") / "site"
    made(BASE, out)
    return out


def test_every_kind_lies_where_it_is_promised(tree: Path) -> None:
    """``site/<audience>/documents/<kind>/<id>.{pdf,docx,html}``, pages, and the manifest."""
    office = tree / "office"
    wanted = (
        "notices/2026-1",
        "dossiers/QX-0001",
        "schedules/2026-12-QX-V1",
        "schedules/2026-12-QX-S02",
        "schedules/2026-12-QX",
        "minutes/QX-G01-2026-11-18",
        "bulletins/2026-10",
        "lists/unsupported",
        "scorecards/2026-11",
        "reports/2026-11",
    )
    for name in wanted:
        for form in ("pdf", "docx", "html"):
            assert (office / "documents" / f"{name}.{form}").is_file(), (name, form)
    for page in ("index", "due", "check", "patients/QX-0001", "groups/QX-G01", "villages/QX-V1", "workers/QX-S01"):
        assert (office / f"{page}.html").is_file(), page


def test_whatever_an_audience_may_be_given_is_made() -> None:
    """The schema of audiences names just the pages that something makes; papers are looked up in their table."""
    words = resolved_schema(HOME.schemas, "audiences")["properties"]["audiences"]["items"]["properties"]
    assert words["papers"]["items"]["x-ref"] == "paper"
    assert set(words["pages"]["items"]["enum"]) == {"home", "support", *_MAKERS}


def test_the_three_formats_say_the_same(tree: Path) -> None:
    """PDF, DOCX and page of every paper have the same text in the same order."""
    context = gather(HOME, BASE, "data", TODAY)
    for one in papers(context, context.view("office"), PAPERS):
        stem = tree / "office" / "documents" / one.kind / one.paper.id
        files = {form: Path(f"{stem}.{form}").read_bytes() for form in ("pdf", "docx", "html")}
        text = page_text(files["html"])
        assert docx_text(files["docx"]) == text, one.paper.id
        assert pdf_text(files["pdf"], one.paper.running, docx_heads(files["docx"])) == text, one.paper.id


def test_the_manifest_agrees_with_the_tree(tree: Path) -> None:
    """Every file stands in the manifest with its SHA-256, and nothing else."""
    facts = json.loads((tree / "manifest.json").read_text("utf-8"))
    found = digests(tree)
    found.pop("manifest.json")
    assert {entry["path"]: entry["sha256"] for entry in facts["files"]} == found
    assert facts["data_date"] == "2026-11-21"


def test_twice_the_same_bytes_whatever_the_number_of_processes(tree: Path, tmp_path: Path) -> None:
    """Another folder, another number of processes: identical trees."""
    again = tmp_path / "site"
    made(BASE, again, Options(workers=2))
    assert digests(again) == digests(tree)


def test_only_the_wanted_parts_are_made_again(tmp_path: Path) -> None:
    """``--only notices`` leaves the rest of the tree as it was."""
    out = tmp_path / "site"
    made(BASE, out, Options(only=frozenset({"notices", "dossiers"})))
    before = digests(out)
    (out / "office/documents/notices/2026-1.pdf").unlink()
    made(BASE, out, Options(only=frozenset({"notices"})), date(2026, 11, 22))
    after = digests(out)
    assert {path for path in before if before[path] != after.get(path)} == {"manifest.json", "public-scan.json"}


def test_a_character_without_a_font_names_the_record(tmp_path: Path) -> None:
    """Nothing is published; the finding points at the spot in the data."""
    data = tmp_path / "data"
    shutil.copytree(BASE, data)
    identity = data / "patients" / "QX-0001" / "identity.yaml"
    lines = identity.read_text("utf-8").splitlines()
    spot = next(n for n, line in enumerate(lines) if line.startswith("name: "))
    lines[spot] = "name: 林\U0003134a平"
    identity.write_text("\n".join(lines) + "\n", "utf-8")
    out = tmp_path / "site"
    result = made(data, out, Options(only=frozenset({"dossiers"})))
    assert [(f.rule, f.place.file, f.place.line) for f in result.findings] == [
        ("N801", "data/patients/QX-0001/identity.yaml", spot + 1)
    ]
    assert not out.exists()


def test_a_day_changes_only_what_shows_it(tmp_path: Path) -> None:
    """A notice carries its own date: another day leaves its sheets as they were."""
    first, second = tmp_path / "a", tmp_path / "b"
    made(BASE, first, Options(only=frozenset({"notices", "dossiers"})))
    made(BASE, second, Options(only=frozenset({"notices", "dossiers"})), date(2026, 11, 20))
    one, other = digests(first), digests(second)
    changed = {path for path in one if one[path] != other.get(path)}
    assert not [path for path in changed if "/notices/" in path]
    assert [path for path in changed if "/dossiers/" in path]


@pytest.mark.usefixtures("pango")
def test_papers_can_be_printed_by_weasyprint(tmp_path: Path) -> None:
    """``--pdf weasyprint`` prints papers from their page, with the same text."""
    assert weasy.available() is None
    out = tmp_path / "site"
    made(BASE, out, Options(only=frozenset({"notices"}), engine="weasyprint"))
    stem = out / "office/documents/notices/2026-1"
    heads = docx_heads(stem.with_suffix(".docx").read_bytes())
    printed = pdf_text(stem.with_suffix(".pdf").read_bytes(), "", heads)
    # The head is drawn after the text that flows around it.
    assert sorted(printed) == sorted(page_text(stem.with_suffix(".html").read_bytes()))
