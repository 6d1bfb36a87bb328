"""Townships that several tests look at, gathered once per process."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from carebook.context import Context, Home, gather
from carebook.policy.load import read_settings
from carebook.policy.settings import Settings
from carebook.reading.schema import SchemaBook

ROOT = Path(__file__).resolve().parents[1]
TODAY = date(2026, 11, 21)
HOME = Home(ROOT)
BASE = ROOT / "tests" / "base"
DEMO = ROOT / "data"
SHANLING = ROOT / "tests" / "fixtures" / "shanling"
ZHONGLIANG = ROOT / "tests" / "fixtures" / "zhongliang"


@cache
def shipped() -> Settings:
    """The settings as they are shipped, of no township."""
    found, problems = read_settings(HOME.policies, SchemaBook(HOME.schemas), None)
    assert problems == ()
    return found


@cache
def township(folder: Path, today: date = TODAY) -> Context:
    """One township, judged."""
    return gather(HOME, folder, folder.name, today)
