"""Records as a form lays them out."""

from __future__ import annotations

import pytest

from carebook.audience.laid_out import records
from carebook.forms.model import FormBlock
from tests.townships import DEMO, township


@pytest.mark.parametrize("oldest", [False, True])
def test_the_newest_stands_first_unless_the_form_says_otherwise(oldest: bool) -> None:
    """Holders give the newest first."""
    view = township(DEMO).view("office")
    newest_first = view.patients["QX-0001"].entries("visit")[::-1]
    assert len(newest_first) > 1
    found = records(view, FormBlock("visit", "entry.visit", (), oldest=oldest), lambda _: newest_first)
    assert found == (newest_first[::-1] if oldest else newest_first)
