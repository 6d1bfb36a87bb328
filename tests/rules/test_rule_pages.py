"""Every rule has its page, and every page's example does what it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from carebook.context import Context
from carebook.rulebook import rules
from tests.rules.borrowed import Township
from tests.rules.branches.all import further
from tests.rules.examples import Example, of_page

PACKAGE = Path(__file__).parents[2] / "carebook"
#: The example of each page, and the further ones of rules that can be broken, or silenced, in several ways.
EXAMPLES = [*(of_page(page) for page in rules().values() if page.example.file), *further()]


def test_base_township_has_no_findings(base: Context) -> None:
    """The ground on which examples stand is clean."""
    assert [f"{f.place} {f.rule} {f.message}" for f in base.findings] == []


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_example_is_told_or_silent(example: Example, township: Township) -> None:
    """With the wrong text in place of the right one the rule speaks in that file, and nothing else is needed; or not."""
    example.check(township)


def test_every_code_in_the_program_has_a_page() -> None:
    """A finding whose code nobody explains is a bug."""
    assert _codes_in_program() - set(rules()) == set()


def test_every_page_is_used() -> None:
    """A page whose code the program never says describes a rule that does not exist."""
    assert set(rules()) - _codes_in_program() == set()


def test_pages_are_complete_sentences_in_chinese() -> None:
    """Each page says what is asked and why, in Chinese sentences."""
    for page in rules().values():
        assert page.source, page.code
        for text in (page.title, page.what, page.why):
            assert re.search("[一-鿿]", text), f"{page.code}: {text}"
        assert page.what.endswith("。"), page.code
        assert page.why.endswith("。"), page.code
        assert page.example.right != page.example.wrong, page.code


def _codes_in_program() -> set[str]:
    text = "".join(path.read_text("utf-8") for path in PACKAGE.rglob("*.py"))
    return set(re.findall(r'"([CDEFGMNPRTVY][1-9]\d\d)"', text))
