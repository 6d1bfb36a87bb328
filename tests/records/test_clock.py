"""Today is the township's day, not the server's."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from carebook.cli.main import main
from carebook.records.clock import township_day
from tests.townships import BASE

LATE = dt.datetime(2026, 11, 20, 17, 30, tzinfo=dt.UTC)  # half past one in the morning of the 21st in Beijing


def test_the_day_is_that_of_beijing_unless_another_zone_is_named(tmp_path: Path) -> None:
    """A server in another zone does not move due days; Urumqi begins its day two hours later."""
    data = Path(shutil.copytree(BASE, tmp_path / "data"))
    assert township_day(data, LATE) == dt.date(2026, 11, 21)
    file = data / "township.yaml"
    file.write_text(file.read_text("utf-8") + "timezone: Asia/Urumqi\n", "utf-8")
    assert township_day(data, LATE) == dt.date(2026, 11, 20)
    assert township_day(data, LATE + dt.timedelta(hours=1)) == dt.date(2026, 11, 21)


@pytest.mark.parametrize("text", ["", "timezone: Mars/Olympus\n", "[: {\n"])
def test_what_cannot_be_read_leaves_the_day_of_beijing(tmp_path: Path, text: str) -> None:
    """The check has its own sentence for it."""
    (tmp_path / "township.yaml").write_text(text, "utf-8")
    assert township_day(tmp_path, LATE) == dt.date(2026, 11, 21)


@pytest.mark.parametrize("day", ["1999-12-31", "2101-01-01", "0202-11-20"])
def test_days_outside_the_century_are_refused(capsys: pytest.CaptureFixture[str], day: str) -> None:
    """On the command line with a sentence."""
    assert main(["check", "--data", str(BASE), "--today", day]) == 2
    assert "2000 年到 2100 年" in capsys.readouterr().err


@pytest.mark.parametrize("year", ["1926", "2206"])
def test_days_of_work_outside_the_century_are_refused_in_records(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, year: str
) -> None:
    """A slip of the pen in a year, at its line; a birth in 1926 is none."""
    data = Path(shutil.copytree(BASE, tmp_path / "data"))
    file = data / "patients/QX-0001/2026/09-10-visit-S02.yaml"
    file.write_text(file.read_text("utf-8").replace("recorded_on: 2026", f"recorded_on: {year}"), "utf-8")
    assert main(["check", "--data", str(data), "--today", "2026-11-21"]) == 1
    out = capsys.readouterr().out
    assert "F207" in out
    assert "应为" not in out


def test_from_november_on_a_missing_calendar_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """Not before, since nobody has announced it then."""
    main(["check", "--data", str(BASE), "--today", "2026-10-31"])
    assert "放假安排" not in capsys.readouterr().err
    main(["check", "--data", str(BASE), "--today", "2026-11-01"])
    assert "2027 年的放假安排还没有录入" in capsys.readouterr().err
