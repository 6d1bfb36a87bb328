"""The kinds of papers and what they are called."""

from __future__ import annotations

from pathlib import Path

from carebook.audience.shown import tree
from carebook.policy.audiences import ALL


def paper_titles(schemas: Path) -> dict[str, str]:
    """By kind, in the order in which they are listed."""
    codes = tree(schemas, "audiences")["audiences"].below["papers"].codes
    return {kind: title for kind, title in codes.items() if kind != ALL}
