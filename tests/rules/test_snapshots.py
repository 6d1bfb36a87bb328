"""T610: a frozen figure never changes in silence."""

from __future__ import annotations

from datetime import date

import pytest
from borrowed import Township

from carebook.policy.snapshots import freeze, known_basis, text

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


def test_a_file_under_another_name_is_told(frozen: Township) -> None:
    """The month inside must repeat the file's name."""
    frozen.swap(FILE, "month: 2026-10", "month: 2026-09")
    assert [f.place.file for f in frozen.found("R302")] == [f"data/{FILE}"]
