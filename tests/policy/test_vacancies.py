"""A post that nobody holds is a duty: due after the time the policy gives, then overdue, and gone when it is filled."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from carebook.context import gather
from carebook.policy.item import DueItem, ItemState
from carebook.rulebook import severity
from tests.townships import BASE, HOME

POLICE = "  - role: police\n    staff: QX-S03\n    since: 2022-01-07\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The base township, whose policeman's term ends with October."""
    data = Path(shutil.copytree(BASE, tmp_path / "data"))
    file = data / "groups/QX-G01/group.yaml"
    file.write_text(file.read_text("utf-8").replace(POLICE, f"{POLICE}    until: 2026-10-31\n"), "utf-8")
    return data


def vacancies(data: Path, day: date) -> list[DueItem]:
    """Items about posts of the group."""
    items = gather(HOME, data, "data", day).items
    return [one for one in items if one.subject == "QX-G01" and "/police/" in one.id and one.strictest]


def test_a_term_that_ends_is_no_error_and_then_a_duty(data: Path) -> None:
    """Nothing on the last day; from the first day of the vacancy on it may be filled within a month, then it is overdue."""
    assert vacancies(data, date(2026, 10, 31)) == []
    (open_one,) = vacancies(data, date(2026, 11, 1))
    assert (open_one.state, open_one.opens, open_one.due) == (ItemState.OPEN, date(2026, 11, 1), date(2026, 12, 1))
    assert open_one.title == "补齐村（社区）民警" or "民警" in open_one.title
    assert vacancies(data, date(2026, 12, 1))[0].state is ItemState.OPEN
    late = vacancies(data, date(2026, 12, 2))[0]
    assert (late.state, late.days_overdue) == (ItemState.OVERDUE, 1)


def test_no_vacancy_is_an_error(data: Path) -> None:
    """G401 is said from the first day on and stops no merge and no paper; the overdue duty is said like any other."""
    context = gather(HOME, data, "data", date(2026, 11, 25))
    assert "G401" in {one.rule for one in context.findings}
    assert context.errors() == []
    said = [one for one in gather(HOME, data, "data", date(2026, 12, 2)).findings if one.rule == "D701"]
    assert any("民警" in one.message for one in said)
    assert {severity(one).value for one in said} == {"warning"}


def test_a_successor_ends_it(data: Path) -> None:
    """Whoever takes the post over fills it, from that day on."""
    file = data / "groups/QX-G01/group.yaml"
    text = file.read_text("utf-8").replace(
        f"{POLICE}    until: 2026-10-31\n",
        f"{POLICE}    until: 2026-10-31\n    recorded_on: 2022-01-07\n"
        "  - role: police\n    staff: QX-S03\n    since: 2026-11-15\n",
    )
    file.write_text(text, "utf-8")
    assert [one.opens for one in vacancies(data, date(2026, 11, 14))] == [date(2026, 11, 1)]
    assert vacancies(data, date(2026, 11, 15)) == []


def test_a_dissolved_group_lacks_nobody(data: Path) -> None:
    """Nor does one that does not exist yet."""
    file = data / "groups/QX-G01/group.yaml"
    file.write_text(file.read_text("utf-8") + "dissolved: 2026-11-10\n", "utf-8")
    assert vacancies(data, date(2026, 11, 11)) == []
