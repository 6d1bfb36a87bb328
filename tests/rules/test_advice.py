"""Advice never invents: paste all that is offered, and whoever asked for a fact asks still."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from carebook.findings import Finding
from carebook.reading.blanks import BLANK, is_blank
from carebook.reading.schema import SchemaBook
from carebook.reading.source import parse
from carebook.records.kinds import FileKind, kind_of
from carebook.rulebook import Rule, rules
from tests.rules.borrowed import Township

ROOT = Path(__file__).parents[2]
BASE = ROOT / "tests" / "base"
EXECUTED = [page for page in rules().values() if page.example.file]
#: Rules whose line follows from the path, an ID number, a register or a law: there is nothing to ask for.
DERIVED = {"D756", "N802", "N871", "P503", "P504", "R302", "R308", "R309", "R310"}
_PASTED = re.compile(r"(?:^|[：；，\s])([a-z_]{2,}): (?!\s)")
_LACKING = {"F202", "F208"}


def _samples() -> dict[str, str]:
    """One file of the base township for each kind of record."""
    found: dict[str, str] = {}
    for path in sorted(BASE.rglob("*.yaml")):
        file = path.relative_to(BASE).as_posix()
        if spot := kind_of(file):
            found.setdefault(spot.kind.schema, file)
    return found


SAMPLES = _samples()


@pytest.fixture(scope="module")
def book() -> SchemaBook:
    """The schemas of the product."""
    return SchemaBook(ROOT / "schemas")


def _spots(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, dict):
        for key, part in value.items():
            yield (*path, key)
            yield from _spots(part, (*path, key))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _spots(part, (*path, index))


def _holder(data: Any, path: tuple[Any, ...]) -> Any:
    for step in path[:-1]:
        data = data[step]
    return data


def _judged(data: Any, spot: FileKind, book: SchemaBook) -> list[Finding]:
    source, findings = parse(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "x.yaml")
    assert source is not None, findings
    known = {key: value for key, value in {spot.kind.id_key: spot.id, spot.kind.day: spot.day}.items() if key}
    return [*findings, *book.check(source, spot.kind.schema, known)[1]]


def _typed(file: str) -> Any:
    source, _ = parse((BASE / file).read_text("utf-8"), file)
    assert source is not None
    return source.data


@pytest.mark.parametrize("schema", SAMPLES)
def test_what_is_missing_is_still_missing_when_the_offer_is_pasted(schema: str, book: SchemaBook) -> None:
    """Every key of every record is taken out; the line that is offered for it does not make up for it."""
    spot = kind_of(SAMPLES[schema])
    assert spot is not None
    whole = _typed(SAMPLES[schema])
    for path in _spots(whole):
        cut = copy.deepcopy(whole)
        del _holder(cut, path)[path[-1]]
        for finding in _judged(cut, spot, book):
            if finding.rule not in _LACKING:
                continue
            if finding.fix:
                assert path in {(spot.kind.id_key,), (spot.kind.day,)}, f"{path}: {finding.fix}"
                continue
            for key, value in (yaml.safe_load(finding.blank) or {}).items() if finding.blank else ():
                assert is_blank(value), finding.blank
                holder = _holder(cut, path)
                again = copy.deepcopy(cut)
                assert isinstance(holder, dict)
                _holder(again, path)[key] = value
                said = {(one.rule, one.message) for one in _judged(again, spot, book)}
                assert (finding.rule, finding.message) in said, f"{path}: {finding.blank}"


@pytest.mark.parametrize("schema", SAMPLES)
def test_a_blank_passes_nowhere(schema: str, book: SchemaBook) -> None:
    """Every value of every record is replaced by a blank; each time it is said, and nothing is offered."""
    spot = kind_of(SAMPLES[schema])
    assert spot is not None
    whole = _typed(SAMPLES[schema])
    for path in _spots(whole):
        blank = copy.deepcopy(whole)
        _holder(blank, path)[path[-1]] = BLANK
        found = _judged(blank, spot, book)
        assert found, path
        if path not in {(spot.kind.id_key,), (spot.kind.day,)}:
            assert [one.fix for one in found if one.fix] == [], path


@pytest.mark.parametrize("schema", SAMPLES)
def test_nothing_is_made_of_a_word_that_says_nothing(schema: str, book: SchemaBook) -> None:
    """A word that means nothing in a field is not turned into a value of it."""
    spot = kind_of(SAMPLES[schema])
    assert spot is not None
    whole = _typed(SAMPLES[schema])
    for path in _spots(whole):
        spoiled = copy.deepcopy(whole)
        _holder(spoiled, path)[path[-1]] = "曲奇"
        for finding in _judged(spoiled, spot, book):
            offered = yaml.safe_load(finding.fix) if finding.fix else None
            values = list(offered.values()) if isinstance(offered, dict) else offered or []
            assert set(map(str, values)) <= {"曲奇", "['曲奇']"}, f"{path}: {finding.fix}"


@pytest.mark.parametrize("page", EXECUTED, ids=[page.code for page in EXECUTED])
def test_a_rule_offers_no_line_that_answers_it(page: Rule, township: Township) -> None:
    """With the rule's wrong example in place: advice holds no line to paste, and a line stands only where it follows."""
    township.swap(page.example.file, page.example.right, page.example.wrong)
    for finding in township.context().findings:
        assert not _PASTED.search(finding.advice), f"{finding.rule}: {finding.advice}"
        if finding.fix and not finding.rule.startswith(("F", "Y")):
            assert finding.rule in DERIVED, f"{finding.rule}: {finding.fix}"
