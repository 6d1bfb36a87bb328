"""Read the working-day calendars: ``policies/calendar/<year>.yaml``, one file per announced year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from carebook.policy.workdays import Workdays, YearCalendar

_KEYS = {"year", "holidays", "workdays", "source"}


def load_workdays(folder: Path) -> Workdays:
    """Read every year of a folder.

    Args:
        folder: ``policies/calendar``; without it no year is known.

    Returns:
        The calendar. A file that is not what its name says is left out as a whole: its year stays unknown.
    """
    return Workdays({known.year: known for known in _years(folder)})


def _years(folder: Path) -> Iterator[YearCalendar]:
    for path in sorted(folder.glob("*.yaml")):
        try:
            value = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
        except (OSError, UnicodeDecodeError, yaml.YAMLError, ValueError):
            continue
        if _sound(value, path.stem):
            yield YearCalendar(
                value["year"], frozenset(value["holidays"]), frozenset(value["workdays"]), value["source"]
            )


def _sound(value: Any, name: str) -> bool:
    """Whether a file holds one whole year: a half-read calendar would be worse than none."""
    if not isinstance(value, dict) or set(value) != _KEYS or str(value["year"]) != name:
        return False
    days = [*(value["holidays"] or [None]), *(value["workdays"] or [])]
    return all(type(day) is date and day.year == value["year"] for day in days)
