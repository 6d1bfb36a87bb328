"""All further examples: each file of this folder has a list of them."""

from __future__ import annotations

from tests.rules.branches import care, notices, papers, records, township, treatment
from tests.rules.examples import Example


def further() -> list[Example]:
    """The further examples of all rules."""
    return [
        *care.EXAMPLES,
        *treatment.EXAMPLES,
        *township.EXAMPLES,
        *records.EXAMPLES,
        *notices.EXAMPLES,
        *papers.EXAMPLES,
    ]
