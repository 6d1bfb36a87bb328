"""Moving, merging and changing guardians: pages and papers say who and where it was on the day."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from carebook.context import Context, gather
from carebook.documents.month import in_register, month_of_figures
from carebook.documents.papers import PAPERS
from carebook.publish.papers import papers
from carebook.records.entry import Entries
from carebook.records.state import accords, stays
from carebook.site import pages
from carebook.writers.vocabulary import parse, text
from tests.rules.borrowed import Township
from tests.townships import BASE, DEMO, HOME

DAY = date(2026, 12, 1)


def judged(data: Path, day: date = DAY) -> Context:
    """The township of a folder."""
    return gather(HOME, data, "data", day)


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    """A copy of the demo."""
    return Path(shutil.copytree(DEMO, tmp_path / "data"))


def moved(data: Path, since: str, recorded: str) -> None:
    """Let the first patient of the demo move from V1 to V2."""
    profile = data / "patients/QX-0001/profile.yaml"
    head, rest = profile.read_text("utf-8").split("filed_on:", 1)
    line = f"  - village: QX-V2\n    grid: QX-V2-G1\n    since: {since}\n    recorded_on: {recorded}\n"
    profile.write_text(f"{head}{line}filed_on:{rest}", "utf-8")


def everything(context: Context, audience: str, scope: str = "") -> str:
    """All pages and papers of a tree as one text."""
    view = context.view(audience, scope)
    composed = "".join(one.paper.body for one in papers(context, view, PAPERS))
    return composed + "".join(page.html for page in pages(view, [], HOME.templates))


def test_a_group_from_the_old_village_is_named_in_the_new_one(demo: Path) -> None:
    """Whoever serves a patient is named where the patient lives now, although the worker's post is elsewhere."""
    moved(demo, "2026-11-27", "2026-11-28")
    context = judged(demo)
    assert context.errors() == []
    leader = next(m.staff for m in context.registry.groups["QX-G01"].members_on(DAY) if m.role == "leader")
    assert context.registry.staff[leader or ""].name in everything(context, "village", "QX-V2")


def test_a_village_that_was_merged_is_nobodys_home(demo: Path) -> None:
    """Pages, counts and papers say the village that it is today; its workers are still named."""
    file = demo / "villages/QX-V3.yaml"
    merger = "merged_into: [{village: QX-V1, since: 2026-11-20, recorded_on: 2026-11-20}]\n"
    file.write_text(file.read_text("utf-8") + merger, "utf-8")
    context = judged(demo)
    assert [one for one in context.errors() if one.rule != "C903"] == []
    assert "C903" not in {one.rule for one in context.findings}
    view = context.view("office")
    assert {patient.village for patient in view.patients.values()} == set(view.villages) - {"QX-V3"}
    assert "QX-V3" not in {group.village for group in view.groups.values()}
    everything(context, "village", "QX-V1")
    everything(context, "office")


def test_the_register_of_a_past_month_does_not_change_when_somebody_moves(demo: Path) -> None:
    """Who lived where is asked for the last day of the month, in the bulletin as in the rates beside it."""
    counts = []
    for _ in range(2):
        view = judged(demo).view("office")
        november = month_of_figures(view, date(2026, 11, 1))
        counts.append({code: len(in_register(view, november, code)) for code in view.villages})
        moved(demo, "2026-12-01", "2026-12-01")
    assert counts[0] == counts[1]


def test_minutes_name_the_guardian_of_the_day(tmp_path: Path) -> None:
    """Who became the guardian later was not at the meeting, and has not served since the group was founded."""
    data = Path(shutil.copytree(BASE, tmp_path / "data"))
    file = data / "patients/QX-0001/identity.yaml"
    head, rest = file.read_text("utf-8").split("relatives:", 1)
    new = "  - name: 贺新监\n    relation: other\n    phone: '19900000177'\n    since: 2026-11-20\n    recorded_on: 2026-11-20\n"
    file.write_text(f"{head}{new}relatives:{rest}", "utf-8")
    context = judged(data, date(2026, 11, 21))
    assert context.errors() == []
    view = context.view("office")
    made = list(papers(context, view, {"minutes": PAPERS["minutes"]}))
    early = [one for one in made if one.paper.day < date(2026, 11, 20)]
    assert early
    assert all("贺新监" not in text(parse(one.paper.body)) for one in early)
    guardian = next(m for m in view.groups["QX-G01"].roster() if m.role == "guardian")
    assert (guardian.name, guardian.since) == ("贺新监", date(2026, 11, 20))


def test_of_two_agreements_in_a_quarter_the_running_one_is_assessed(tmp_path: Path) -> None:
    """One was ended and another signed: the next assessment is about the new one."""
    township = Township(Path(shutil.copytree(BASE, tmp_path / "data")))
    owner = "patients/QX-0001"
    township.enter(owner, "agreement-end", "2026-08-10", "reason: 换监护人\n", by="QX-S07")
    township.enter(
        owner, "agreement", "2026-08-20", 'number: "QX-X-2026-99"\nuntil: 2026-12-31\nrisk_at_signing: 3\n', by="QX-S07"
    )
    township.enter(owner, "assessment", "2026-10-05", "quarter: 2026-Q3\npassed: true\n", by="QX-S07")
    held = accords(township.context().registry.patients["QX-0001"].entries)
    assert [(one.state.since.isoformat(), len(one.assessed) > 0) for one in held][-1] == ("2026-08-20", True)
    assert all(one.day <= date(2026, 8, 10) for one in held[0].assessed)


def test_a_stay_ends_with_death(tmp_path: Path) -> None:
    """Nobody is in hospital for ever after."""
    township = Township(Path(shutil.copytree(BASE, tmp_path / "data")))
    township.enter("patients/QX-0001", "admission", "2026-11-10", "hospital: 安澜市第三人民医院\ncause: 1\n")
    township.enter("patients/QX-0001", "death", "2026-11-15", "cause: 2\n")
    entries: Entries = township.context().registry.patients["QX-0001"].entries
    assert stays(entries)[-1].discharged == date(2026, 11, 15)
