"""Everything below ``policies/`` is read by one table into one value; what it names exists."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from carebook.documents.papers import titles
from carebook.findings import Finding
from carebook.policy.files import FILES, SettingsFile
from carebook.policy.load import read_settings
from carebook.policy.model import Policy
from carebook.policy.scores import ScoreBook
from carebook.policy.settings import Settings
from carebook.reading.fields import fields
from carebook.reading.record import Record
from carebook.reading.schema import SchemaBook
from tests.townships import BASE, HOME, shipped, township

BOOK = SchemaBook(HOME.schemas)
ROWS = pytest.mark.parametrize("row", FILES, ids=[row.schema for row in FILES])
SCORES = "scorecard/township.yaml"
SEED = "zhongliang-2022-9.yaml"


@pytest.fixture
def policies(tmp_path: Path) -> Path:
    """A copy of the shipped settings."""
    return Path(shutil.copytree(HOME.policies, tmp_path / "policies"))


def read(policies: Path) -> tuple[Settings, tuple[Finding, ...]]:
    """The settings of a folder, as the base township goes by them."""
    return read_settings(policies, BOOK, township(BASE).registry.township, papers=titles())


def swap(policies: Path, file: str, right: str, wrong: str) -> int:
    """Put ``wrong`` in the place of the first ``right``; the number of its line."""
    text = (policies / file).read_text("utf-8")
    assert right in text
    (policies / file).write_text(text.replace(right, wrong, 1), "utf-8")
    return text[: text.index(right)].count("\n") + 1


@ROWS
def test_every_row_has_its_file(row: SettingsFile) -> None:
    """What is shipped is read as the row says; the file that a handbook names is there."""
    assert (HOME.root / row.shown).is_file()
    found = shipped().every(row.record)
    assert Path(row.shown).stem in found
    assert all(isinstance(one, row.record) for one in found.values())
    assert row.many or list(found.values()) == [shipped().one(row.record)]


def test_no_shipped_file_is_passed_over() -> None:
    """Each file below ``policies/`` belongs to a row."""
    files = {path.relative_to(HOME.policies) for path in HOME.policies.rglob("*.*")}
    assert sum(len(one) for one in shipped().files.values()) == len(files)


@ROWS
@pytest.mark.parametrize("text", ["id: [", "nothing: known", "", "- 一"])
def test_a_broken_file_is_told_and_the_rest_is_used(policies: Path, row: SettingsFile, text: str) -> None:
    """Only the file itself is complained of, once; what names something in it is not called wrong as well."""
    (policies.parent / row.shown).write_text(text, "utf-8")
    settings, found = read(policies)
    assert {one.place.file for one in found} == {row.shown}
    whole, _ = read(HOME.policies)
    for other in FILES:
        left = dict(whole.every(other.record))
        if other is row:
            del left[Path(row.shown).stem]
        assert settings.every(other.record) == left


@ROWS
def test_a_missing_file_is_no_fault(policies: Path, row: SettingsFile) -> None:
    """What is not there is not used; only a scorecard that counts its obligations misses a document."""
    (policies.parent / row.shown).unlink()
    settings, found = read(policies)
    assert Path(row.shown).stem not in settings.every(row.record)
    assert {(one.rule, one.place.file) for one in found} <= {("R311", f"policies/{SCORES}")}
    assert bool(found) is (row.record is Policy)


def test_what_is_worked_out_is_empty_without_files(tmp_path: Path) -> None:
    """No folder, no settings: nothing adopted, nothing expected, nobody given anything."""
    assert read(tmp_path / "nowhere") == (Settings(), ())


def test_adopted_documents_come_in_the_order_of_the_township() -> None:
    """With the day of each; a document that is only there is read and not followed."""
    record = township(BASE).registry.township
    assert record is not None
    settings = township(BASE).settings
    assert [(one.policy.id, one.since) for one in settings.adopted] == [(one.id, one.since) for one in record.policies]
    assert shipped().adopted == ()
    assert set(shipped().every(Policy)) == shipped().policies


def test_a_broken_document_is_there_all_the_same(policies: Path) -> None:
    """A township that adopts it does not read that there is no such document."""
    (policies / SEED).write_text("id: [", "utf-8")
    settings, _ = read(policies)
    assert "zhongliang-2022-9" in settings.policies
    assert "zhongliang-2022-9" not in {one.policy.id for one in settings.adopted}


def test_a_document_that_nobody_follows_is_looked_at_as_well(policies: Path) -> None:
    """R302, R310: it may be adopted tomorrow."""
    copy = (policies / SEED).read_text("utf-8").replace("entry: checkup", "entry: checkup\n      members: 2")
    (policies / "draft-2026-1.yaml").write_text(copy, "utf-8")
    found = read(policies)[1]
    assert [(one.rule, one.place.file) for one in found] == [
        ("R302", "policies/draft-2026-1.yaml"),
        ("R310", "policies/draft-2026-1.yaml"),
    ]


class Feast(Record, frozen=True):
    """A day on which something is done."""

    id: str
    obligation: str


class Feasts(Record, frozen=True):
    """Settings of a kind that the product does not know."""

    feasts: tuple[Feast, ...]


def test_a_new_row_suffices(policies: Path, tmp_path: Path) -> None:
    """A schema, a type and a row: the file is read, held to its schema, and what it names is looked up."""
    schemas = Path(shutil.copytree(HOME.schemas, tmp_path / "schemas"))
    text = {"title": "名称", "description": "名称。", "type": "string"}
    feast = {
        "type": "object",
        "properties": {"id": {**text, "x-defines": "feast"}, "obligation": {**text, "x-ref": "obligation"}},
        "required": ["id", "obligation"],
    }
    written = {"title": "节日", "description": "节日。", "type": "array", "items": feast}
    schema = {"type": "object", "properties": {"feasts": written}, "required": ["feasts"]}
    (schemas / "feasts.schema.json").write_text(json.dumps(schema), "utf-8")
    row = SettingsFile("feasts", "feasts.yaml", Feasts)

    def told(lines: str) -> tuple[Feasts | None, list[tuple[str, int]]]:
        (policies / "feasts.yaml").write_text(f"feasts:\n{lines}", "utf-8")
        settings, found = read_settings(policies, SchemaBook(schemas), None, (*FILES, row))
        assert {one.place.file for one in found} <= {"policies/feasts.yaml"}
        return settings.one(Feasts), [(one.rule, one.place.line) for one in found]

    good, none = told("  - {id: new-year, obligation: national/visit}\n")
    assert good == Feasts(feasts=(Feast(id="new-year", obligation="national/visit"),))
    assert none == []
    wrong = "  - {id: new-year, obligation: national/visits}\n"
    assert told(wrong + wrong)[1] == [("R310", 3), ("R311", 2), ("R311", 3)]
    assert told("  - {id: new-year}\n") == (None, [("F202", 2)])


@pytest.mark.parametrize(
    ("file", "right", "wrong", "said", "fix"),
    [
        (SCORES, "shanling-2021-12/screening", "shanling-2021-12/screning", "“事项”", "12/screening"),
        (SCORES, "national/visit", "national-2030/zzz", "national-2030/zzz", "核对编号"),
        (SCORES, "national/visit", "nationale/visit", "nationale/visit", "是不是想写 national/visit"),
        (SCORES, "national/visit", "national/zzz", "national/zzz", "核对编号"),
        (SEED, "[D723, D724, D725]", "[D799]", "“检查规则”写的“D799”", "是不是想写 D79"),
        ("processing/national.yaml", "[group-dissolved]", "[dissolved]", "“保存期限”", "group-dissolved"),
        ("processing/national.yaml", "kind: snapshot", "kind: snapshots", "“记录”", "snapshot"),
        ("processing/national.yaml", "fields: [aid]", "fields: [aids]", "“字段”写的“aids”", "aid"),
        ("audiences.yaml", "record: patient.identity", "record: patient.identy", "patient.identy", "identity"),
        ("audiences.yaml", "papers: [notices, dossiers,", "papers: [notice, dossiers,", "“notice”", "notices"),
        (SEED, "entry: checkup", "entry: check-up", "“check-up”", "checkup"),
        ("audiences.yaml", "field: relatives.phone", "field: relatives.phon", "relatives.phon", "s.phone"),
        ("audiences.yaml", "field: relatives.phone", "field: relatives", "“relatives”", "relatives."),
        ("publication/national.yaml", "attribute: 主动公开", "attribute: 主动", "“主动”", "依申请公开"),
    ],
)
def test_what_is_named_exists(policies: Path, file: str, right: str, wrong: str, said: str, fix: str) -> None:
    """R311: at its line, by its name, with what was probably meant."""
    line = swap(policies, file, right, wrong)
    (found,) = read(policies)[1]
    assert (found.rule, found.place.file, found.place.line) == ("R311", f"policies/{file}", line)
    assert said in found.message
    assert fix in found.advice


@pytest.mark.parametrize(
    ("file", "right", "wrong", "value"),
    [
        (SEED, "id: checkup", "id: rating", "rating"),
        (SCORES, "id: listed", "id: arrears", "arrears"),
        ("indicators/national.yaml", "id: prevalence", "id: registered", "registered"),
        ("processing/national.yaml", "id: yearly", "id: group-dissolved", "group-dissolved"),
        ("audiences.yaml", "id: self", "id: group", "group"),
    ],
)
def test_nothing_is_called_the_same(policies: Path, file: str, right: str, wrong: str, value: str) -> None:
    """R310: the second entry of one id is told; one of the two would count for nothing."""
    line = swap(policies, file, right, wrong)
    found = [one for one in read(policies)[1] if one.rule != "R311"]
    assert [(one.rule, one.place.file, one.place.line) for one in found] == [("R310", f"policies/{file}", line)]
    assert value in found[0].message


def test_pages_exist(policies: Path) -> None:
    """F204: the schema knows them all; where one is not known nobody is given anything."""
    right = "pages: [home, due, plan, township,"
    line = swap(policies, "audiences.yaml", right, f"{right} nonsense,")
    settings, (found,) = read(policies)
    assert (found.rule, found.place.line) == ("F204", line)
    assert settings.audiences.by_id == {}


def test_every_mark_of_a_reference_is_understood() -> None:
    """A schema of settings refers only to what is looked up; a slip would call every name wrong."""
    known = [one for row in FILES for one in fields(HOME.schemas, row.schema)]
    defined = {one.schema["x-defines"] for one in known if "x-defines" in one.schema}
    named = {one.schema["x-ref"] for one in known if "x-ref" in one.schema}
    assert {"obligation", "rule", "keeping", "kind", "field", "text-field"} <= named
    assert named <= defined | {"rule", "kind", "entry", "paper", "field", "text-field"}


def test_a_score_counts_what_it_names() -> None:
    """The shipped scorecard is read with its obligations."""
    book = shipped().one(ScoreBook)
    assert book is not None
    assert any(item.obligations for item in book.items)


@pytest.mark.parametrize("name", ["scorecard/twonship.yaml", "calendar/2027.yml", "notes/own.yaml"])
def test_a_file_of_which_nothing_is_known_is_told(policies: Path, name: str) -> None:
    """R301: a name that was mistyped is not passed over in silence."""
    (policies / name).parent.mkdir(exist_ok=True)
    (policies / name).write_text("a: 1\n", "utf-8")
    _, findings = read(policies)
    assert [(one.rule, one.place.file) for one in findings] == [("R301", f"policies/{name}")]
