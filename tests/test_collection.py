"""No test file is passed over."""

from __future__ import annotations

import pytest

from tests.townships import ROOT


def test_no_folder_of_tests_is_passed_over(pytestconfig: pytest.Config) -> None:
    """The usual list of folders to skip has ``build`` in it; ours must not skip a folder that holds tests."""
    skipped = pytestconfig.getini("norecursedirs")
    folders = {path.parent for path in (ROOT / "tests").rglob("test_*.py")}
    names = {part for folder in folders for part in folder.relative_to(ROOT).parts}
    assert {"publish", "leakscan"} <= names
    assert not names & set(skipped)
