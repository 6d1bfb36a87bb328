"""The handbook's examples are right: put into the base township one after the other, they make no error."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from carebook.context import Home, gather
from carebook.documents.handbook import handbook_pages
from carebook.reading.schema import SchemaBook
from carebook.reading.source import parse
from carebook.records.kinds import kind_of

ROOT = Path(__file__).parents[1]
PAGES = ("CONTRIBUTING.md", "docs/handbook/index.md", "docs/policies.md", "docs/privacy.md", "docs/vault.md")
#: The examples tell of the last ten days of a month.
TODAY = date(2026, 11, 30)


def _examples(page: str) -> list[tuple[str, str]]:
    """File and text of every YAML example of a page; its first line names the file."""
    blocks = re.findall(r"^```yaml\n(.*?)^```", (ROOT / page).read_text("utf-8"), re.DOTALL | re.MULTILINE)
    found = []
    for block in blocks:
        first, _, rest = block.partition("\n")
        assert re.fullmatch(r"# (data|policies)/\S+\.yaml", first), f"{page}: {first}"
        found.append((first.removeprefix("# "), rest))
    return found


def _read(text: str, file: str) -> dict[str, Any]:
    source, findings = parse(text, file)
    assert findings == ()
    assert source is not None
    assert isinstance(source.data, dict)
    return source.data


def _township(folder: Path) -> Path:
    """The base township with two more villages: one into which somebody can move, one that is merged."""
    shutil.copytree(ROOT / "tests/base", folder)
    village = (folder / "villages/QX-V1.yaml").read_text("utf-8")
    for code in ("QX-V2", "QX-V3"):
        (folder / f"villages/{code}.yaml").write_text(village.replace("QX-V1", code), "utf-8")
    return folder


def _put(folder: Path, file: str, text: str) -> None:
    """Write an example as its file; of a file that is there already and no entry, it is the part that changes."""
    path = folder / file.removeprefix("data/")
    spot = kind_of(file.removeprefix("data/"))
    assert spot, file
    new = _read(text, file)
    if path.is_file():
        assert not spot.kind.owner, f"{file}: an entry is written once"
        text = yaml.safe_dump({**_read(path.read_text("utf-8"), file), **new}, allow_unicode=True, sort_keys=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


@pytest.mark.parametrize("page", PAGES)
def test_examples_make_no_error(page: str, tmp_path: Path) -> None:
    """Whoever copies an example of the handbook into a good township has a good township."""
    folder = _township(tmp_path / "data")
    for file, text in _examples(page):
        if file.startswith("data/"):
            _put(folder, file, text)
    context = gather(Home(ROOT), folder, "data", TODAY)
    assert [f"{f.place} {f.rule} {f.message}" for f in context.errors()] == []


@pytest.mark.parametrize("page", PAGES)
def test_policy_examples_fit_the_schema(page: str) -> None:
    """A policy written as the page says is a policy."""
    for file, text in _examples(page):
        if file.startswith("policies/"):
            source, _ = parse(text, file)
            assert source is not None
            assert SchemaBook(ROOT / "schemas").check(source, "policy")[1] == ()


def test_contributing_shows_every_kind_of_entry_staff_make() -> None:
    """What befalls a patient, what a group and a village do every month, a new patient, a move and a notice."""
    shown = _examples("CONTRIBUTING.md")
    spots = [kind_of(file.removeprefix("data/")) for file, _ in shown]
    wanted = {
        *("visit", "rating", "checkup", "alarm", "incident", "emergency", "admission", "discharge"),
        *("leave", "return", "move", "loss", "refusal", "consent", "death"),
        *("meeting", "exchange", "patrol", "screening", "comparison"),
    }
    assert wanted <= {spot.kind.name for spot in spots if spot}
    keys = {key for file, text in shown for key in _read(text, file)}
    assert {"supplementary", "guardians", "posts", "members", "residences", "recipients", "lost", "withdrawn"} <= keys


def test_acts_of_contributing_have_their_effect(tmp_path: Path) -> None:
    """Nobody changes a status by hand: admission, leave, loss, refusal and death are enough."""
    folder = _township(tmp_path / "data")
    for file, text in _examples("CONTRIBUTING.md"):
        _put(folder, file, text)
    patients = gather(Home(ROOT), folder, "data", TODAY).registry.patients
    said = {key: [one.status for one in patients[key].statuses if one.since >= date(2026, 11, 16)] for key in patients}
    assert said == {
        "QX-0001": ["away", "home"],
        "QX-0002": ["hospital", "home", "moved"],
        "QX-0003": ["home", "refused", "home", "lost", "home", "deceased"],
    }
    assert [patients["QX-0001"].village_on(date(2026, 11, day)) for day in (26, 27)] == ["QX-V1", "QX-V2"]


@pytest.mark.parametrize("page", [*PAGES, *(f"docs/handbook/{name}" for name in handbook_pages(ROOT / "schemas"))])
def test_links_lead_somewhere(page: str) -> None:
    """Every relative link of the handbook names a file, and a heading of this page if it names one."""
    text = (ROOT / page).read_text("utf-8")
    headings = {heading.strip() for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        file, _, anchor = target.partition("#")
        assert not target.startswith("http"), target
        assert ((ROOT / page).parent / file).exists(), f"{page}: {target}"
        assert file or anchor in headings, f"{page}: {target}"


def test_shown_messages_are_what_the_program_says(tmp_path: Path) -> None:
    """The messages printed in the handbook are those of today's program."""
    for page, file, right, wrong in (
        ("CONTRIBUTING.md", "patients/QX-0001/identity.yaml", '"19900000006"', '"1990000006"'),
        ("docs/handbook/index.md", "groups/QX-G01/group.yaml", "[QX-0001]", "[QX-00O1]"),
    ):
        folder = Path(shutil.copytree(ROOT / "tests/base", tmp_path / page.replace("/", "-")))
        path = folder / file
        path.write_text(path.read_text("utf-8").replace(right, wrong), "utf-8")
        text = (ROOT / page).read_text("utf-8")
        found = gather(Home(ROOT), folder, "data", TODAY).findings
        assert any(f"{f.place}: 错误 {f.rule} {f.message}\n    怎么办：{f.advice}" in text for f in found), [
            f"{f.place}: {f.rule} {f.whole}" for f in found
        ]
