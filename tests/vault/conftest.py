"""What the tests of the vault share."""

from pathlib import Path

import pytest

from tests.vaults import Township, locked_township


@pytest.fixture
def township(tmp_path: Path) -> Township:
    """A locked township of a test's own."""
    return locked_township(tmp_path / "data")
