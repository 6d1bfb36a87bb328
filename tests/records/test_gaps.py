"""Unknown is a value: it is said, shown, asked for, and nothing is made up in its place."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from carebook.context import Context, gather
from carebook.documents.papers import PAPERS
from carebook.policy.item import DueItem, ItemState
from carebook.publish.papers import papers
from carebook.site import pages
from carebook.writers.vocabulary import parse, text
from tests.townships import BASE, HOME, ROOT, TODAY

ROSTER = ROOT / "tests/fixtures/roster"
SEED = (ROOT / "tests/fixtures/zhongliang-2022-9.txt").read_text("utf-8")
PROFILE, IDENTITY = "patients/QX-0001/profile.yaml", "patients/QX-0001/identity.yaml"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the base township."""
    return Path(shutil.copytree(BASE, tmp_path / "data"))


def judged(data: Path, day: date = TODAY) -> Context:
    """The township of a folder."""
    return gather(HOME, data, "data", day)


def without(data: Path, file: str, *keys: str) -> None:
    """Take keys at the top of a file out, with what is below them."""
    path = data / file
    kept, dropping = [], False
    for line in path.read_text("utf-8").splitlines():
        if line[:1] not in {" ", "-"}:
            dropping = line.partition(":")[0] in keys
        if not dropping:
            kept.append(line)
    path.write_text("\n".join(kept) + "\n", "utf-8")


def gap(data: Path, fields: str, state: str, more: str = "") -> None:
    """Say of fields of the first patient why they are not known."""
    path = data / PROFILE
    said = f"gaps:\n  - fields: [{fields}]\n    state: {state}\n    since: 2026-10-01\n{more}"
    path.write_text(path.read_text("utf-8") + said, "utf-8")


def dossier(context: Context) -> str:
    """The text of the first patient's dossier."""
    found = papers(context, context.view("office"), {"dossiers": PAPERS["dossiers"]})
    return next(text(parse(one.paper.body)) for one in found if one.paper.id == "QX-0001")


def asked(context: Context) -> list[DueItem]:
    """What is still to be asked."""
    return [one for one in context.items if one.title.startswith("补齐") and one.subject == "QX-0001" and one.strictest]


def test_what_is_missing_must_be_written_or_said_to_be_unknown(data: Path) -> None:
    """An honest line is enough; without it the missing field is named, with a blank."""
    without(data, IDENTITY, "id_number", "sex", "birth_date", "residence_address")
    found = [one for one in judged(data).findings if one.rule == "C947"]
    named = {one.blank.split(":")[0] for one in found}
    assert named == {"id_number", "sex", "birth_date", "residence_address"}
    gap(data, "identity.id_number, identity.residence_address", "not-asked")
    assert judged(data).errors() == []


def test_birth_date_and_sex_follow_from_the_number(data: Path) -> None:
    """They need not be typed; typed ones must agree (P503, P504)."""
    whole = judged(data).registry.patients["QX-0001"].identity
    without(data, IDENTITY, "sex", "birth_date")
    context = judged(data)
    person = context.registry.patients["QX-0001"].identity
    assert whole
    assert person
    assert (person.birth_date, person.sex) == (whole.birth_date, whole.sex)
    assert context.findings == ()
    assert "1980-01-01" in dossier(context)


@pytest.mark.parametrize(
    ("state", "more", "word"),
    [
        ("not-asked", "", "待补"),
        ("unknown", "    why: 派出所正在核查\n", "待补（派出所正在核查）"),
        ("refused", "    why: 家属不愿说\n", "不愿提供"),
        ("not-applicable", "    why: 没有户口\n", "不适用"),
    ],
)
def test_papers_and_pages_say_that_it_is_unknown(data: Path, state: str, more: str, word: str) -> None:
    """Never an empty box, which looks like "none"."""
    without(data, IDENTITY, "id_number")
    gap(data, "identity.id_number", state, more)
    context = judged(data)
    assert context.errors() == []
    assert f"公民身份号码 {word}" in dossier(context)
    page = next(p.html for p in pages(context.view("office"), [], HOME.templates) if p.path == "patients/QX-0001.html")
    assert word in page


def test_a_gap_is_a_duty_of_somebody_until_a_day(data: Path) -> None:
    """The policy says who and how long; the gap may say otherwise. Who refused is not asked again."""
    without(data, IDENTITY, "id_number")
    gap(data, "identity.id_number", "not-asked")
    (one,) = asked(judged(data))
    assert (one.title, one.due, one.state) == ("补齐公民身份号码", date(2027, 1, 1), ItemState.OPEN)
    assert one.responsible == ("QX-S02",)
    (late,) = asked(judged(data, date(2027, 1, 2)))
    assert (late.state, late.days_overdue) == (ItemState.OVERDUE, 1)
    path = data / PROFILE
    whole = path.read_text("utf-8")
    path.write_text(whole + "    asks: QX-S03\n    until: 2026-11-01\n", "utf-8")
    (other,) = asked(judged(data))
    assert (other.due, other.responsible, other.state) == (date(2026, 11, 1), ("QX-S03",), ItemState.OVERDUE)
    path.write_text(whole.replace("not-asked", "refused") + "    why: 不愿说\n", "utf-8")
    assert asked(judged(data)) == []


def test_a_block_that_nobody_asked_about_is_one_line(data: Path) -> None:
    """The supplementary form as a whole; the patient stays in care."""
    without(data, PROFILE, "supplementary")
    gap(data, "supplementary", "not-asked")
    context = judged(data)
    assert context.errors() == []
    period = context.registry.patients["QX-0001"].status_on(TODAY)
    assert period is not None
    assert period.status == "home"
    assert "待补" in dossier(context)


def test_somebody_without_a_name_is_called_by_the_id(data: Path) -> None:
    """Found in the street: the dossier is made, and says so."""
    without(data, IDENTITY, "name", "id_number", "sex", "birth_date")
    gap(data, "identity.name, identity.id_number", "unknown", "    why: 流浪救助，身份待查\n")
    context = judged(data)
    assert context.errors() == []
    assert "姓名不详（QX-0001）" in dossier(context)


def test_a_gap_of_what_is_written_or_does_not_exist_is_told(data: Path) -> None:
    """C948; only what was asked and is doubted may stand with a value."""
    gap(data, "identity.name, identity.shoe_size", "not-asked")
    assert [one.message for one in judged(data).findings if one.rule == "C948"] == [
        "姓名已经写了，gaps 里却说不知道",
        "没有“identity.shoe_size”这一项",
    ]


def test_the_roster_of_the_seed_becomes_its_notice_without_an_invented_value() -> None:
    """Names, roles and phones are all that the notice knows, and all that is typed; its list is made line for line."""
    context = judged(ROSTER, date(2022, 1, 10))
    assert context.errors() == []
    solid = "".join(SEED.split())
    for path in ROSTER.glob("patients/*/identity.yaml"):
        for value in _texts(yaml.safe_load(path.read_text("utf-8"))):
            assert value in solid or value.startswith("ZL-"), f"{path.name}: {value}"
    for path in ROSTER.glob("staff/*.yaml"):
        typed: Any = yaml.safe_load(path.read_text("utf-8"))
        assert typed["name"] in solid
        assert typed["mobile"] in solid
    (notice,) = papers(context, context.view("office"), {"notices": PAPERS["notices"]})
    made = "".join(text(parse(notice.paper.body)).split())
    lines = [line for line in SEED.splitlines() if "（电话" in line or line.endswith("户联合服务管理领导小组")]
    assert len(lines) == 42
    for line in lines:
        assert "".join(line.split()) in made, line


def _texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [one for part in value.values() for one in _texts(part)]
    return [one for part in value for one in _texts(part)] if isinstance(value, list) else [str(value)]


def test_a_death_known_to_the_month_and_of_no_known_cause_can_be_written_and_taken_back(data: Path) -> None:
    """The day is that on which it was learned of; a report proved wrong is withdrawn, and the patient is at home again."""
    file = data / "patients/QX-0001/2026/11-20-death-S02.yaml"
    told = 'date: 2026-11-20\nrecorded_on: 2026-11-20\nrecorded_by: QX-S02\ndied: "2026-09"\n'
    file.write_text(told, "utf-8")
    context = judged(data)
    assert context.errors() == []
    period = context.registry.patients["QX-0001"].status_on(TODAY)
    assert period is not None
    assert period.status == "deceased"
    assert "死亡时间 2026-09" in dossier(context)
    assert "死亡原因 待补" in dossier(context)
    file.write_text(told.replace("2026-09", "2026-12"), "utf-8")
    assert "T609" in {one.rule for one in judged(data).errors()}
    file.write_text(told + "withdrawn: {on: 2026-11-21, by: QX-S02, reason: 误报，核实在世}\n", "utf-8")
    context = judged(data)
    assert context.errors() == []
    period = context.registry.patients["QX-0001"].status_on(TODAY)
    assert period is not None
    assert period.status == "home"
    assert "死亡时间" not in dossier(context)
