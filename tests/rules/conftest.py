"""The base township: judged once, or copied for a test to spoil."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from carebook.context import Context, Home, gather
from tests.rules.borrowed import ROOT, TODAY, Township

pytest.register_assert_rewrite("tests.rules.examples")


@pytest.fixture(scope="session")
def base() -> Context:
    """The base township, judged."""
    return gather(Home(ROOT), ROOT / "tests/base", "data", TODAY)


@pytest.fixture
def township(tmp_path: Path) -> Township:
    """A copy of the base township."""
    return Township(Path(shutil.copytree(ROOT / "tests/base", tmp_path / "data")))
