"""The glossary is the only place where names are made: one name, one meaning."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from carebook.reading.resolved import resolved_schema
from carebook.records.kinds import KINDS
from tests.townships import HOME, ROOT

PAGE = (ROOT / "docs" / "glossary.md").read_text("utf-8")
TERMS = [tuple(cell.strip() for cell in line.split("|")[1:4]) for line in PAGE.splitlines() if "| `" in line]
FILES = sorted((ROOT / "carebook").rglob("*.py"))


def classes() -> Iterator[tuple[str, Path]]:
    """Every class of the package, with its file."""
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                yield node.name, path


def words_of(name: str) -> list[str]:
    """The words of a class's name, lower-case."""
    return [word.lower() for word in re.findall(r"[A-Z][a-z0-9]*|[A-Z]+(?![a-z])", name)]


def section(title: str) -> str:
    """One section of the page."""
    return PAGE.partition(f"\n## {title}")[2].partition("\n## ")[0]


def known_words() -> set[str]:
    """Every word that names may be made of."""
    listed = section("程序里的其他词").rpartition("already.")[2]
    return {word for _, _, code in TERMS for word in words_of(code)} | set(re.findall(r"[a-z0-9]+", listed))


def test_no_two_classes_have_one_name() -> None:
    """Whoever reads ``Period`` knows which one is meant."""
    twice = {name: n for name, n in Counter(name for name, _ in classes()).items() if n > 1}
    assert twice == {}


def test_names_are_made_of_words_of_the_glossary() -> None:
    """Classes and files alike; a new word is added to the page first."""
    allowed = known_words()
    strange = [(name, path.name) for name, path in classes() if set(words_of(name)) - allowed]
    strange += [
        (word, path.name) for path in FILES for word in path.stem.split("_") if word and word not in allowed | {"init"}
    ]
    assert strange == []


def test_names_that_say_nothing_are_not_used() -> None:
    """Neither for files nor for classes."""
    never = set(re.findall(r"`(\w+)`", section("不用的词")))
    assert len(never) > 5
    used = {word for name, _ in classes() for word in words_of(name)} | {w for p in FILES for w in p.stem.split("_")}
    assert used & never == set()
    assert known_words() & never == set()


def test_every_kind_stands_in_the_glossary_by_its_title() -> None:
    """As the schema calls it, as policies call it, and as the program calls it."""
    expected = {
        (str(resolved_schema(HOME.schemas, kind.schema)["title"]), f"`{kind.name}`", f"`{kind.record.__name__}`")
        for kind in KINDS
    }
    assert expected - set(TERMS) == set()


def test_a_term_has_one_name_and_a_name_one_term() -> None:
    """No Chinese term and no class stands twice, and every class named is there."""
    for column in (0, 2):
        assert [cell for cell, n in Counter(term[column] for term in TERMS).items() if n > 1] == []
    assert {code.strip("`") for _, _, code in TERMS} - {name for name, _ in classes()} == set()
