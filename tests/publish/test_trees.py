"""One tree per audience: complete in itself, its own people only, the same at every build."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from icalendar import Calendar

from carebook.cli.main import main
from carebook.publish.trees import Options
from tests.publish.test_tree import digests, made
from tests.site.sites import Reader
from tests.townships import BASE, DEMO, township


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every tree of the base township but for papers and prints, with the copies made on request."""
    out = tmp_path_factory.mktemp("trees") / "site"
    everybody = (
        *("clinic", "police", "civil-affairs", "rehab", "village", "public"),
        *("group:QX-G01", "self:QX-0001"),
    )
    made(BASE, out, Options(workers=2, audiences=everybody))
    return out


def roots(site: Path) -> list[Path]:
    """The root of every tree."""
    return sorted(path.parent for path in site.rglob("assets") if path.is_dir())


def targets(root: Path, page: Path) -> Iterator[Path]:
    """Every file a page names."""
    for _, attributes in Reader(page.read_text("utf-8")).elements:
        for key in ("href", "src"):
            if key in attributes:
                parts = urlsplit(attributes[key])
                assert not parts.scheme, attributes[key]
                assert not parts.netloc, attributes[key]
                here = page.relative_to(root).parent.as_posix()
                if parts.path:
                    yield root / posixpath.normpath(posixpath.join(here, unquote(parts.path)))


def test_links_never_lead_out_of_a_tree(site: Path) -> None:
    """Every address of every page is a file of the same tree."""
    assert len(roots(site)) == 8
    for root in roots(site):
        for page in root.rglob("*.html"):
            for target in targets(root, page):
                assert target.is_relative_to(root), (page, target)
                assert target.is_file(), (page, target)


def test_names_of_files_are_ids(site: Path) -> None:
    """No address carries more than an id and a date."""
    assert all(path.relative_to(site).as_posix().isascii() for path in site.rglob("*"))


def test_calendars_hold_ids_and_whole_days(site: Path) -> None:
    """Entries are days, have ids of their own, and name nobody."""
    found = sorted(site.rglob("*.ics"))
    assert found
    for file in found:
        events = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
        ids = [str(event["uid"]) for event in events]
        assert len(ids) == len(set(ids))
        assert all(event["dtstart"].params.get("value") == "DATE" for event in events)
        assert all(event.decoded("dtend") > event.decoded("dtstart") for event in events)
        assert not any("林" in str(event["summary"]) for event in events)


def test_twice_the_same_trees(site: Path, tmp_path: Path) -> None:
    """Another folder, another number of processes: the same bytes."""
    again = tmp_path / "site"
    made(BASE, again, Options(workers=1, audiences=("police", "public", "village")))
    one, other = digests(site), digests(again)
    for beside in ("manifest.json", "public-scan.json"):
        other.pop(beside)
    assert other
    assert {path: one[path] for path in other} == other


def test_two_villages_do_not_meet(tmp_path: Path) -> None:
    """Neither names nor ids of one village's people stand anywhere in the other's pages."""
    out = tmp_path / "site"
    made(DEMO, out, Options(only=frozenset({"site"}), audiences=("village:QX-V1", "village:QX-V2")))
    first, second = ((out / "village" / code) for code in ("QX-V1", "QX-V2"))
    ours = {path.stem for path in (first / "patients").glob("QX-*.html")}
    theirs = {path.stem for path in (second / "patients").glob("QX-*.html")}
    assert ours
    assert theirs
    assert not ours & theirs
    names = [township(DEMO).view("office").patients[code].name for code in theirs]
    # Pages of rules give examples, whose ids are the product's own.
    pages = (page for page in first.rglob("*.html") if page.parent.name != "rules")
    text = "".join(page.read_text("utf-8") for page in pages)
    assert not [one for one in (*theirs, *names) if one in text]


def test_one_tree_is_made_again_and_the_others_stay(tmp_path: Path) -> None:
    """``--audience`` leaves the trees of others alone, and copies made on request are not kept."""
    out = tmp_path / "site"
    made(BASE, out, Options(only=frozenset({"calendars"}), audiences=("clinic", "police", "self:QX-0001")))
    (out / "clinic/calendars/QX-S02.ics").write_text("old", "utf-8")
    made(BASE, out, Options(only=frozenset({"calendars"}), audiences=("police",)))
    assert (out / "clinic/calendars/QX-S02.ics").read_text("utf-8") == "old"
    assert not (out / "self").exists()


@pytest.mark.parametrize(
    ("named", "words"), [("nobody", "没有“nobody”这一方"), ("village:QX-V9", "没有编号为“QX-V9”的记录")]
)
def test_an_unknown_audience_is_told(
    named: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A sentence in Chinese, and nothing is made."""
    arguments = ["build", "--data", str(BASE), "--out", str(tmp_path / "x"), "--audience", named]
    assert main(arguments) == 2
    told = capsys.readouterr()
    assert words in told.out + told.err
    assert not (tmp_path / "x").exists()
