"""Whatever the file holds: no exception, an end, and a place inside the file."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings, strategies as st

from carebook.findings import Finding
from carebook.reading.decoding import decode
from carebook.reading.schema import SchemaBook
from carebook.reading.source import parse

BOOK = SchemaBook(Path(__file__).parent / "schemas")
GOOD = (Path(__file__).parents[1] / "base" / "patients" / "QX-0001" / "profile.yaml").read_text("utf-8")
PIECES = st.sampled_from(
    [
        *"：，、；#\"'[]{}-?|>@%&*!`~\\\t\r\n",
        "- ",
        ": ",
        "\n  ",
        "\u3000",
        "\xa0",
        "－",
        "［",
        "”",
        "＃",
        "<<: ",
        "---\n",
        "𬸚",
        "id",
        "name",
        "visits",
        "null",
        "true",
        "010",
        "2026.3.1",
        "\u200b",
        "\x00",
        "\ufeff",
        "!!binary ",
        "&a ",
        "*a",
    ]
)
QUICK = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


def judged(text: str) -> list[Finding]:
    """All that is said of a text; every place lies in it, and a text without a source has a finding."""
    source, findings = parse(text, "x.yaml")
    if source is not None:
        findings = (*findings, *BOOK.check(source, "test/person")[1])
    lines = re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff"))
    assert source is not None or findings
    for finding in findings:
        assert 1 <= finding.place.line <= len(lines)
        assert 1 <= finding.place.column <= len(lines[finding.place.line - 1]) + 1
        assert finding.message
    return list(findings)


@QUICK
@given(st.text(max_size=200))
def test_any_text_is_judged(text: str) -> None:
    """Characters of every kind."""
    judged(text)


@QUICK
@example("[<<: ")
@example('[<<: \r"')
@given(st.lists(PIECES, max_size=60).map("".join))
def test_any_heap_of_marks_is_judged(text: str) -> None:
    """What people type when they type YAML, in any order."""
    judged(text)


@QUICK
@given(st.lists(st.tuples(st.integers(0, len(GOOD)), st.integers(0, 12), PIECES), min_size=1, max_size=4))
def test_any_damage_to_a_record_is_judged(damages: list[tuple[int, int, str]]) -> None:
    """A good record with a few spots overwritten."""
    text = GOOD
    for start, length, piece in damages:
        text = text[:start] + piece + text[start + length :]
    judged(text)


@QUICK
@given(st.binary(max_size=200))
def test_any_bytes_are_decoded_or_named(raw: bytes) -> None:
    """Bytes of every kind."""
    text, findings = decode(raw, "x.yaml")
    assert (text is None) <= bool(findings)
    if text is not None:
        judged(text)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 500_000,
        "{a: " * 200_000,
        "- " * 200_000,
        "? " * 200_000,
        "a: " + "[" * 19 + "]" * 19 + "\n",
        "\n".join(" " * depth + "a:" for depth in range(3000)),
        'a: "' + "x" * 500_000,
        "a: &a [x]\n" + "b: [" + "*a, " * 100_000 + "]\n",
        "a：b\n" * 20_000,
        "a: b: c\n" * 20_000,
        "'" * 300_001,
        ": " * 100_000,
        "a: 1\n" * 50_000,
        "a: " + "9" * 100_000,
        "#" * 1_000_000,
    ],
    ids=lambda text: repr(text[:8]),
)
def test_monsters_end_soon(text: str) -> None:
    """Depth, length, bombs and endless slips are bounded; this would hang or overflow otherwise."""
    assert len(judged(text)) <= 102
