"""How many examples the properties of duties and figures are tried on."""

from __future__ import annotations

import os


def many(usual: int) -> int:
    """As many as ``CAREBOOK_EXAMPLES`` says (10000 for a night), else a number that takes seconds."""
    return int(os.environ.get("CAREBOOK_EXAMPLES", usual))
