"""T610: a frozen figure never changes in silence."""

from __future__ import annotations

from datetime import date

import pytest

from carebook.policy.snapshots import freeze, known_basis, text
from tests.policy.small import month
from tests.rules.borrowed import Township

FROZEN = date(2026, 11, 5)
FILE = "snapshots/2026-10.yaml"


@pytest.fixture
def frozen(township: Township) -> Township:
    """A township that has frozen October."""
    seen = township.context(FROZEN)
    basis = known_basis(seen.registry, seen.settings, FROZEN)
    (township.folder / "snapshots").mkdir()
    township.write(FILE, text(freeze(basis, "2026-10")))
    return township


def test_an_unchanged_month_is_silent(frozen: Township) -> None:
    """Weeks later the figures are the same, and the file itself is a good record."""
    seen = frozen.context()
    assert [f.message for f in seen.findings if "snapshots" in f.place.file] == []
    assert list(seen.registry.snapshots) == ["2026-10"]


def test_another_number_is_told(frozen: Township) -> None:
    """The finding names the indicator, the frozen figure and the one of today, at its line; it is a warning."""
    right = 'id: registered\n    title: "在册患者数"\n    numerator: '
    frozen.swap(FILE, right, f"{right}9")
    found = frozen.found("T610")
    assert len(found) == 1
    count = len(frozen.context().registry.snapshots["2026-10"].indicators[0].counted)
    assert f"2026-10 在册患者数：2026-11-05 定稿 9{count}，现在重算是 {count}" in found[0].message
    assert found[0].place.line == frozen.line_of(FILE, f"numerator: 9{count}")


def test_moving_somebody_leaves_past_months_alone(frozen: Township) -> None:
    """A frozen figure of a village stays what it is when a patient of it moves to another; the next month sees it."""
    frozen.write("villages/QX-V2.yaml", "id: QX-V2\nname: 石坪村\nkind: village\n")
    profile = "patients/QX-0001/profile.yaml"
    since = "    since: 2019-03-05\n    recorded_on: 2019-03-05\n"
    moved = "  - village: QX-V2\n    since: 2026-11-10\n    recorded_on: 2026-11-12\n"
    frozen.swap(profile, since, since + moved)
    assert frozen.found("T610") == []
    assert frozen.context().errors() == []
    seen = frozen.context(date(2026, 11, 21))
    basis = known_basis(seen.registry, seen.settings, date(2026, 11, 21))
    for name, villages in (("2026-10", {"QX-V1": 2, "QX-V2": 0}), ("2026-11", {"QX-V1": 1, "QX-V2": 1})):
        figures = basis.figures(month(name, basis.today), tuple(villages))
        found = {one.village: len(one.numerator) for one in figures if one.id == "registered"}
        assert found == villages
    frozen.swap(profile, "since: 2026-11-10", "since: 2026-10-10")
    assert len(frozen.found("T610")) > 0


def test_a_withdrawal_is_told_as_a_difference(frozen: Township) -> None:
    """What counted when the month was frozen and was withdrawn since gives another figure, and that is told."""
    visit = "patients/QX-0001/2026/10-09-visit-S01.yaml"
    text = frozen.read(visit)
    frozen.write(visit, f"{text}withdrawn:\n  on: 2026-11-20\n  by: QX-S02\n  reason: 记错了人\n")
    assert frozen.found("T610", date(2026, 11, 21)) != []


def test_a_file_under_another_name_is_told(frozen: Township) -> None:
    """The month inside must repeat the file's name."""
    frozen.swap(FILE, "month: 2026-10", "month: 2026-09")
    assert [f.place.file for f in frozen.found("R302")] == [f"data/{FILE}"]
