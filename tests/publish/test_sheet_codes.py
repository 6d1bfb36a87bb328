"""Whose sheets carry the small code, and what it says."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import cast

import pytest

from carebook.audience.view import View
from carebook.publish.finished_paper import FinishedPaper, coded, digested
from carebook.publish.papers import _wants_code


def test_the_code_names_kind_id_and_digest_and_leaves_the_digest_alone() -> None:
    """Nothing about anybody; a sheet with and without the code is the same document."""
    made = FinishedPaper("notices", "2022-9", digested("2022-9", "通知", "official", "<article/>", date(2022, 1, 7)))
    sheet = coded(made).paper
    assert sheet.code == f"carebook:notices/2022-9:{made.paper.digest[:12]}"
    assert sheet.digest == made.paper.digest


@pytest.mark.parametrize(
    ("audience", "setting", "wanted"),
    [
        ("office", True, True),
        ("office", None, False),
        ("office", False, False),
        ("public", True, False),
        ("clinic", True, False),
    ],
)
def test_only_the_offices_own_sheets(audience: str, setting: bool | None, wanted: bool) -> None:
    """Off unless the township wants it, and never in another tree, the public one least of all."""
    view = SimpleNamespace(audience=audience, township=SimpleNamespace(sheet_code=setting))
    assert _wants_code(cast(View, view)) is wanted
