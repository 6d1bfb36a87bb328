"""Each broken file gets its sentences, with rule, line, column and the way to put it right."""

from pathlib import Path

import pytest

from carebook.findings import Finding, ordered
from carebook.reading.schema import SchemaBook, agreed
from carebook.reading.source import read
from carebook.rulebook import rules

HERE = Path(__file__).parent
BROKEN = HERE / "broken"
TABLE = [line.split("\t") for line in (BROKEN / "expected.tsv").read_text("utf-8").splitlines()[1:]]
FILES = sorted(file.name for file in BROKEN.glob("*.yaml"))

#: Words of the parser and the validator, which are no words for the people who type the data.
FOREIGN = ("found ", "expected", "while ", "mapping", "scalar", "not valid", "schema", "token", "required")


@pytest.fixture(scope="module")
def book() -> SchemaBook:
    """The schemas that only tests use."""
    return SchemaBook(HERE / "schemas")


def findings_of(file: Path, book: SchemaBook) -> list[Finding]:
    """All that is said of one file."""
    source, findings = read(file, file.parent, file.name)
    if source is not None:
        findings = agreed(findings, source, book.check(source, "test/person")[1])
    return ordered(list(findings))


@pytest.mark.parametrize("name", FILES)
def test_a_broken_file_gets_exactly_its_sentences(name: str, book: SchemaBook) -> None:
    """Rule, line, column, sentence and what can be done are those of the table, and nothing else is said."""
    wanted = [[*row[1:], "", "", ""][:6] for row in TABLE if row[0] == name]
    found = [
        [f"{f.place.line}:{f.place.column}", f.rule, f.message, f.fix, f.blank, f.advice]
        for f in findings_of(BROKEN / name, book)
    ]
    assert wanted
    assert found == wanted


def test_every_row_of_the_table_has_its_file() -> None:
    """No row is left behind when a file is renamed."""
    assert {row[0] for row in TABLE} == set(FILES)


def test_no_word_of_the_parser_reaches_the_user() -> None:
    """The sentences are Chinese; English stands only in what the user typed and in keys."""
    for row in TABLE:
        assert not any(word in row[3] for word in FOREIGN), row


def test_every_code_is_in_the_rule_book() -> None:
    """A finding without a page could not be explained."""
    assert {row[2] for row in TABLE} <= set(rules())


def test_nearly_every_rule_of_files_and_fields_has_a_broken_file() -> None:
    """What is not in the table needs bytes, links or size, and is tested where they are made."""
    elsewhere = {"Y100", "Y101", "Y102", "Y104", "Y105", "Y106", "Y115", "F200"}
    own = {code for code in rules() if code.startswith(("Y1", "F2"))}
    assert own - {row[2] for row in TABLE} == elsewhere
