"""Every field has a purpose, every record a period of keeping; what is past its time is named and never deleted."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from msgspec import structs

from carebook.context import Context, Home, gather
from carebook.policy.processing import ProcessingBook, shortens_law, terms
from carebook.policy.retention import past, running
from carebook.publish.processing_account import duties
from carebook.records.kinds import ENTRIES, LASTING, fields_of
from carebook.records.team import RetentionChange
from tests.townships import BASE, HOME, shipped, township

GROUP = "patients/QX-0002"


def book() -> ProcessingBook:
    """The shipped book."""
    found = shipped().one(ProcessingBook)
    assert found is not None
    return found


def without_purpose(schemas: Path) -> list[str]:
    """Fields that nobody said what they are for; those of an entry go with its kind."""
    uses = {one.kind: one for one in book().kinds}
    owners = dict.fromkeys(f"entries.{kind.owner}" for kind in ENTRIES)
    return [
        f"{name}.{field.name}"
        for name in (*(kind.name for kind in LASTING), *owners)
        for field in fields_of(schemas, name)
        if name not in uses or uses[name].purpose_of(field.path) is None
    ]


def test_every_kind_and_field_has_a_purpose() -> None:
    """A new kind of record or a new field without a purpose fails here: write it into policies/processing."""
    assert without_purpose(HOME.schemas) == []


def test_a_new_field_without_a_purpose_is_seen(tmp_path: Path) -> None:
    """The test above would see one."""
    shutil.copytree(HOME.schemas, tmp_path / "schemas")
    path = tmp_path / "schemas" / "staff.schema.json"
    schema = json.loads(path.read_text("utf-8"))
    schema["properties"]["blood_type"] = schema["properties"]["name"]
    path.write_text(json.dumps(schema), "utf-8")
    assert without_purpose(tmp_path / "schemas") == ["staff.blood_type"]


def test_no_purpose_is_left_over() -> None:
    """Each field is named once, and none that is not there."""
    for use in book().kinds:
        names = [name for purpose in use.purposes for name in purpose.fields]
        assert sorted(names) == sorted({field.path[0] for field in fields_of(HOME.schemas, use.kind)})


def test_a_period_says_who_set_it() -> None:
    """Where years are counted, there is a deed for their end; where the law gives none, the source says so."""
    for one in book().keeping:
        assert (one.years is None) == (one.deed is None)
        if one.years and one.set_by == "township":
            assert "乡镇自定" in one.source


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the base township."""
    return Path(shutil.copytree(BASE, tmp_path / "data"))


def judged(folder: Path, today: date) -> Context:
    """The copy on a day."""
    return gather(Home(HOME.root), folder, "data", today)


def die(folder: Path) -> None:
    """Let a patient die on 2026-05-08."""
    path = folder / f"{GROUP}/2026/05-08-death-S02.yaml"
    path.write_text("date: 2026-05-08\nrecorded_on: 2026-05-08\nrecorded_by: QX-S02\ncause: 4\n", "utf-8")


@pytest.mark.parametrize(("today", "over"), [(date(2056, 5, 8), False), (date(2056, 5, 9), True)])
def test_thirty_years_after_death(folder: Path, today: date, over: bool) -> None:
    """The last day of the thirtieth year still counts; the day after, the deed is named, and nothing is deleted."""
    die(folder)
    before = sorted(path for path in folder.rglob("*"))
    context = judged(folder, today)
    mine = [f for f in context.findings if f.rule == "D790" and GROUP in f.place.file]
    assert bool(mine) is over
    if over:
        assert "vault shred QX-0002" in mine[0].advice
        assert "第四十七条" in mine[0].message
    assert sorted(path for path in folder.rglob("*")) == before


def test_who_was_shredded_is_not_named_again(folder: Path) -> None:
    """A tombstone ends the matter."""
    die(folder)
    (folder / GROUP / "identity.yaml").unlink()
    (folder / GROUP / "tombstone.yaml").write_text(
        "patient: QX-0002\ndate: 2056-06-01\nreason: 法定保存期已满\nby: QX-S07\n", "utf-8"
    )
    found = judged(folder, date(2056, 7, 1)).findings
    assert [f for f in found if f.rule == "D790" and GROUP in f.place.file] == []


def test_a_living_patient_has_no_period() -> None:
    """Time runs from an event, never from the day of filing."""
    kept = running(book(), township(BASE).registry)
    assert [one for one in kept if one.term.keeping.runs_from in {"deceased", "moved"}] == []


def test_the_township_sets_its_own_period(folder: Path) -> None:
    """With reason and approval, a period that the law leaves open is the township's; the source says so."""
    path = folder / "township.yaml"
    change = "\nretention:\n  - keeping: yearly\n    years: 1\n    reason: 年底已归档\n    approved_by: QX-S07\n    approved_on: 2026-03-05\n"
    path.write_text(path.read_text("utf-8").rstrip() + change, "utf-8")
    context = judged(folder, date(2028, 1, 1))
    mine = [f for f in context.findings if f.rule == "D790" and f.place.file.startswith("data/township/2026/")]
    assert len(mine) == 1
    assert "年底已归档" in mine[0].message
    assert [f.rule for f in context.findings if f.rule == "R309"] == []


def test_an_unknown_period_is_named_with_the_one_meant(folder: Path) -> None:
    """R309: it has no effect; what the township itself decided it may decide otherwise, with reason and approval."""
    path = folder / "township.yaml"
    tail = "    reason: 不需要\n    approved_by: QX-S07\n    approved_on: 2026-03-05\n"
    change = f"\nretention:\n  - keeping: person-deceased\n    years: 5\n{tail}  - keeping: yearl\n    years: 5\n{tail}"
    path.write_text(path.read_text("utf-8").rstrip() + change, "utf-8")
    context = judged(folder, date(2026, 11, 21))
    (unknown,) = (f for f in context.findings if f.rule == "R309")
    assert "yearly" in unknown.advice
    assert next(t for t in terms(book(), context.registry.township) if t.keeping.id == "person-deceased").years == 5


def test_the_law_cannot_be_shortened() -> None:
    """Of a period that the law sets, fewer years have no effect; as many, or more, do no harm."""
    keeping = structs.replace(next(one for one in book().keeping if one.id == "person-deceased"), set_by="law")
    for years, shorter in ((29, True), (30, False), (31, False)):
        change = RetentionChange(
            keeping=keeping.id, years=years, reason="不需要", approved_by="S7", approved_on=date(2026, 3, 5)
        )
        assert shortens_law(keeping, change) is shorter


def test_past_is_after_the_last_day() -> None:
    """Nothing of the base township is past its time on its day."""
    context = township(BASE)
    assert past(running(book(), context.registry), context.today) == ()


def test_every_audience_is_named() -> None:
    """The assessment names each audience of audiences.yaml, with its duty and what lies in its tree."""
    found = duties(township(BASE))
    assert found is not None
    assert {one.id for one in found.recipients} == set(township(BASE).settings.audiences.by_id)
    assert all(one.why and one.gets for one in found.recipients)
