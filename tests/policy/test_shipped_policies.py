"""The shipped policies: valid, complete, and in the words of their documents."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

import pytest
from msgspec import structs

from carebook.policy.adopted import Adopted, adoptions
from carebook.policy.model import Policy
from carebook.records.team import Adoption
from tests.townships import BASE, ROOT, TODAY, shipped, township

SEEDS = {"zhongliang-2022-9": "zhongliang-2022-9.txt", "shanling-2021-12": "shanling-2021-12.txt"}


@pytest.fixture(scope="module")
def adopted() -> dict[str, Adopted]:
    """Every shipped policy, as a township that adopts them all reads them."""
    base = township(BASE).registry.township
    assert base is not None
    everything = tuple(
        Adoption(id=name, since=date(2026, 1, 1), recorded_on=date(2026, 1, 1)) for name in shipped().policies
    )
    everybody = structs.replace(base, policies=everything)
    return {one.policy.id: one for one in adoptions(shipped().every(Policy), everybody, TODAY)}


def test_three_documents_are_shipped(adopted: dict[str, Adopted]) -> None:
    """Both seed documents and the national norm, each under its own id."""
    assert set(adopted) == {"zhongliang-2022-9", "shanling-2021-12", "national"}


@pytest.mark.parametrize("name", SEEDS)
def test_the_words_are_those_of_the_document(adopted: dict[str, Adopted], name: str) -> None:
    """What a duty quotes stands in the document, letter by letter; ``……`` marks what was left out."""
    text = _bare((ROOT / "tests" / "fixtures" / SEEDS[name]).read_text("utf-8"))
    for duty in adopted[name].policy.obligations:
        for part in duty.words.split("……"):
            assert _bare(part) in text, duty.id


def _bare(text: str) -> str:
    """Text without white space, and without the difference between full and half width, which a web page lost."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
