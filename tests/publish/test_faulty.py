"""A fault stays where it is: what depends on the record is held back and says so, all else is made."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from carebook.audience.trees import Tree
from carebook.cli.main import main
from carebook.context import Context, gather
from carebook.documents.papers import PAPERS
from carebook.publish.papers import papers
from carebook.publish.trees import Options, sound, standing
from carebook.site import pages
from tests.publish.test_tree import made
from tests.townships import BASE, DEMO, HOME, TODAY

VISIT = "patients/QX-0001/2026/09-10-visit-S02.yaml"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the base township."""
    return Path(shutil.copytree(BASE, tmp_path / "data"))


def spoil(data: Path, file: str, text: str = "zzz: 1\n") -> Context:
    """Spoil one file and read the folder."""
    path = data / file
    path.write_text(path.read_text("utf-8") + text, "utf-8")
    return judged(data)


def judged(data: Path) -> Context:
    """The township of a folder."""
    return gather(HOME, data, "data", TODAY)


def office(context: Context) -> tuple[set[tuple[str, str]], Counter[str]]:
    """Kind and id of the papers the office gets, and what was held back."""
    held: Counter[str] = Counter()
    found = papers(context, context.view("office"), PAPERS, held)
    return {(one.kind, one.paper.id) for one in found}, held


WHOLE = office(gather(HOME, BASE, "data", TODAY))[0]


def test_nothing_is_held_back_without_errors() -> None:
    """The ground on which the others stand."""
    assert ("dossiers", "QX-0001") in WHOLE
    assert office(gather(HOME, BASE, "data", TODAY))[1] == Counter()


def test_a_spoiled_visit_holds_back_its_patient_and_the_figures(data: Path) -> None:
    """The dossier, papers that count everybody, and the notice that lists the household; the other dossier is made."""
    got, held = office(spoil(data, VISIT))
    missing = WHOLE - got
    assert ("dossiers", "QX-0001") in missing
    assert ("dossiers", "QX-0002") in got
    assert {kind for kind, _ in missing} >= {"dossiers", "bulletins", "reports", "scorecards", "notices"}
    assert held["一人一档"] == 1
    assert sum(held.values()) == len(missing)


def test_a_spoiled_notice_holds_back_itself_alone(data: Path) -> None:
    """No figure is counted from a notice."""
    context = spoil(data, "notices/2026-1.yaml")
    assert {kind for kind, _ in WHOLE - office(context)[0]} <= {
        "notices",
        "bulletins",
        "reports",
        "scorecards",
        "lists",
        "schedules",
    }
    assert ("dossiers", "QX-0001") in office(context)[0]
    assert not context.view("office").incomplete


def test_a_spoiled_worker_holds_back_whose_group_it_is(data: Path) -> None:
    """The worker's name stands in the dossiers of those the worker serves."""
    context = spoil(data, "staff/QX-S05.yaml")
    got, _ = office(context)
    serving = {
        p
        for g in context.registry.groups.values()
        for p in g.group.patients
        if any(m.staff == "QX-S05" for m in g.group.members)
    }
    assert serving
    for patient in context.registry.patients:
        named = "QX-S05" in "".join(
            s.text for f, s in context.registry.sources.items() if f.startswith(f"patients/{patient}/")
        )
        assert (("dossiers", patient) in got) == (patient not in serving and not named)


def test_pages_say_what_is_not_in_them(data: Path) -> None:
    """Every page that shows records names the record with errors; the indicators give no figure."""
    view = spoil(data, VISIT).view("office")
    found = {page.path: page.html for page in pages(view, [], HOME.templates)}
    assert all(
        "QX-0001有错误，没有算在内" in found[name] for name in ("index.html", "patients/QX-0001.html", "due.html")
    )
    assert "没有算在内" not in found["rules/index.html"]
    assert "暂不出数" in found["indicators.html"]
    assert "%" not in found["indicators.html"].partition("<main")[2].partition("</main>")[0]


def test_a_village_is_not_told_of_a_patient_elsewhere(tmp_path: Path) -> None:
    """In the trees of other villages there is neither a word of it, nor a figure held back."""
    data = Path(shutil.copytree(DEMO, tmp_path / "data"))
    whole = judged(data)
    near = whole.registry.patients["QX-0001"].village_on(TODAY)
    far = next(code for code in whole.registry.villages if code != near)
    file = next(f for f in whole.registry.sources if f.startswith("patients/QX-0001/2026/") and "-visit-" in f)
    context = spoil(data, file)
    assert [one.id for one in context.view("village", near).faults] == ["QX-0001"]
    assert (context.view("village", far).faults, context.view("village", far).strays) == ((), 0)
    assert not context.view("village", far).incomplete


def test_a_patient_who_cannot_be_read_is_counted_and_not_named(data: Path) -> None:
    """Nobody knows to which village an unreadable profile belongs: its trees give no figures, and no id either."""
    context = spoil(data, "patients/QX-0001/profile.yaml", "[: {\n")
    view = context.view("village", "QX-V1")
    assert (view.faults, view.strays, view.incomplete) == ((), 1, True)
    assert "QX-0001" not in "".join(page.html for page in pages(view, [], HOME.templates) if page.path == "index.html")


def test_the_public_reads_nothing_new_while_there_are_errors(data: Path) -> None:
    """And where an identity cannot be read, nobody can look for it: only who sees everybody gets a tree."""
    assert {tree.folder for tree in standing(judged(data)) if not sound(judged(data), tree)} == set()
    context = spoil(data, VISIT)
    assert [tree.folder for tree in standing(context) if not sound(context, tree)] == ["public"]
    blind = spoil(data, "patients/QX-0002/identity.yaml", "[: {\n")
    assert {_reach(tree) for tree in standing(blind) if sound(blind, tree)} == {"all"}


def _reach(tree: Tree) -> str:
    return tree.audience.patients


def test_the_build_says_what_it_held_back_and_fails(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 1, the errors, the papers that are missing, and the trees that stay as they were."""
    out = tmp_path / "site"
    assert made(data, out, Options(frozenset({"site"}), audiences=("public",))).folders == ["public"]
    before = {p: p.read_bytes() for p in (out / "public").rglob("*") if p.is_file()}
    spoil(data, VISIT)
    words = ["build", "--data", str(data), "--out", str(out), "--today", str(TODAY), "--jobs", "1"]
    assert main([*words, "--only", "dossiers", "--audience", "office,public"]) == 1
    said = capsys.readouterr().out
    assert "QX-0001有错误，没有算在内" in said
    assert "没有生成的文书：一人一档 1" in said
    assert "仍是以前样子的：public" in said
    assert [p.name for p in (out / "office/documents/dossiers").glob("*.pdf")] == ["QX-0002.pdf"]
    assert {p: p.read_bytes() for p in (out / "public").rglob("*") if p.is_file()} == before


def test_an_error_in_what_holds_for_all_stops_everything(data: Path) -> None:
    """The township's own record is everybody's."""
    assert spoil(data, "township.yaml").faulty.everywhere
