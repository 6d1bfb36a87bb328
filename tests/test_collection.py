"""No test file is passed over, by the runner of the tests or by the type checker."""

from __future__ import annotations

import ast

import pytest

from tests.townships import ROOT

HELPERS = {path.stem for path in (ROOT / "tests").rglob("*.py")}


def test_no_folder_of_tests_is_passed_over(pytestconfig: pytest.Config) -> None:
    """The usual list of folders to skip has ``build`` in it; ours must not skip a folder that holds tests."""
    skipped = pytestconfig.getini("norecursedirs")
    folders = {path.parent for path in (ROOT / "tests").rglob("test_*.py")}
    names = {part for folder in folders for part in folder.relative_to(ROOT).parts}
    assert {"publish", "leakscan"} <= names
    assert not names & set(skipped)


def _bare(code: str) -> list[str]:
    """The modules below ``tests`` that a file imports without the path to them."""
    found: list[str] = []
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            found += [name.name for name in node.names]
        elif isinstance(node, ast.ImportFrom):
            found.append("." * node.level + (node.module or ""))
    return [name for name in found if name.startswith(".") or name.partition(".")[0] in HELPERS]


def test_helper_modules_are_imported_by_their_full_path() -> None:
    """The type checker knows ``tests.policy.small`` only; imported as ``small`` all that it gives would go unchecked."""
    files = sorted((ROOT / "tests").rglob("*.py"))
    assert {str(path.relative_to(ROOT)): bare for path in files if (bare := _bare(path.read_text("utf-8")))} == {}


@pytest.mark.parametrize(
    "line", ["from small import visit", "import small", "import small as s", "from .small import visit"]
)
def test_a_bare_import_is_found(line: str) -> None:
    """However it is written, also inside a function; the full path passes."""
    assert len(_bare(f"def late() -> None:\n    {line}\n")) == 1
    assert _bare("from tests.policy.small import visit\nimport tests.policy.small") == []
