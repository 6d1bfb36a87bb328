"""The examples of the rule book are true: right is good, wrong is found."""

import re
from pathlib import Path

import pytest

from carebook.findings import Finding
from carebook.reading.schema import SchemaBook
from carebook.reading.source import parse
from carebook.records.kinds import kind_of
from carebook.rulebook import rules

ROOT = Path(__file__).parents[2]
BASE = ROOT / "tests" / "base"
OWN = {code: rule for code, rule in rules().items() if code.startswith(("Y1", "F2"))}
LITERAL = sorted(code for code, rule in OWN.items() if rule.example.file)


@pytest.fixture(scope="module")
def book() -> SchemaBook:
    """The schemas of the product."""
    return SchemaBook(ROOT / "schemas")


def judged(text: str, file: str, book: SchemaBook) -> list[Finding]:
    """All that is said of a text as one file of the base township."""
    source, findings = parse(text, file)
    found = kind_of(file)
    assert found
    return [*findings, *(book.check(source, found.kind.schema)[1] if source else ())]


@pytest.mark.parametrize("code", LITERAL)
def test_the_wrong_example_is_found_and_the_right_one_is_not(code: str, book: SchemaBook) -> None:
    """A help page shows what really happens."""
    example = OWN[code].example
    text = (BASE / example.file).read_text("utf-8")
    assert example.right in text
    assert not judged(text, example.file, book)
    wrong = text.replace(example.right, example.wrong, 1)
    assert code in {finding.rule for finding in judged(wrong, example.file, book)}


def test_every_rule_that_the_code_names_has_a_page() -> None:
    """A code without a page would break explain."""
    files = [file for name in ("reading", "records") for file in (ROOT / "carebook" / name).glob("*.py")]
    named = {code for file in files for code in re.findall(r'"([YF]\d{3})"', file.read_text("utf-8"))}
    assert named == set(OWN)
