"""One pass gives values without surprises, and the place of each of them."""

import pytest

from carebook.findings import Place
from carebook.reading.source import MOST, Source, parse


def source_of(text: str) -> Source:
    """Read a text that is good."""
    source, findings = parse(text, "x.yaml")
    assert findings == ()
    assert source is not None
    return source


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("True", "True"),
        ("010", "010"),
        ("12:30", "12:30"),
        ("0x1F", "0x1F"),
        ("0o17", "0o17"),
        ("1e3", "1e3"),
        ("1_000", "1_000"),
        (".inf", ".inf"),
        (".5", ".5"),
        ("+3", "+3"),
        ("2026-03-01", "2026-03-01"),
        ("2026-03-01 12:30:00", "2026-03-01 12:30:00"),
        ("Null", "Null"),
        ("=", "="),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("0", 0),
        ("-3", -3),
        ("19900000001", 19900000001),
        ("990101198001010019", 990101198001010019),
        ("9900000000000000001", "9900000000000000001"),
        ("10.5", 10.5),
        ("3.0", 3),
        ("'3'", "3"),
        ('"true"', "true"),
        ('""', ""),
        ("|\n  一\n  二", "一\n二\n"),
        ("𬸚㛃䶮", "𬸚㛃䶮"),
        ("情况：一、稳定；“在家”。", "情况：一、稳定；“在家”。"),
        ("“甲”和“乙”", "“甲”和“乙”"),
        ("3号楼#2", "3号楼#2"),
        ("http://example.invalid/a", "http://example.invalid/a"),
        ("- 无", None),
    ],
)
def test_a_value_is_what_was_typed(typed: str, value: object) -> None:
    """Only empty, true, false and plain decimal numbers are more than text; Chinese prose stays prose."""
    source, findings = parse(f"a: {typed}\n", "x.yaml")
    if typed == "- 无":
        assert [finding.rule for finding in findings] == ["Y125"]
        return
    assert findings == ()
    assert source is not None
    assert source.data == {"a": value}
    assert type(source.data["a"]) is type(value)


@pytest.mark.parametrize(
    "text",
    [
        "note: 家属反映睡眠好\n  ——周正林记\n",
        "note: 陪同就诊\n  电话：已告知\n",
        "note:\n  情况：在家务农\n",
        "note: {text: 随亲属外出，电话未接}\n",
        "note: [随亲属外出探亲已有三个多月的时间，电话一直没有人接]\n",
        "note: 见 http://example.invalid\n  https://example.invalid\n",
        "note: |\n  －一\n  name：二\n  “三”\n  \t四\n",
        "note: 地址 # 说明\n",
        "note: 3号楼 ＃2\n",
        "note: >\n  a:b\n  c：d\n",
        "items:\n- a\n- b\n",
        "a: {b: 1, c: [1, 2]}\n",
        "a: 1\r\nb: 2\r\n",
        "a: 1\rb: 2\r",
        "---\na: 1\n",
        "%YAML 1.2\n---\na: 1\n",
        "\ufeffa: 1\n",
        "? a\n: 1\n",
        "a: '“双引号”'\n",
    ],
)
def test_what_is_right_is_left_in_peace(text: str) -> None:
    """Full-width marks in prose, every line end and every legal layout are read without a word."""
    source_of(text)


PLACES = (
    "# 说明\n"
    "name: 𬸚㛃䶮\n"
    "𬸚: {键: 值, other: 二}\n"
    "visits:\n"
    "  - date: 2026-03-01\n"
    "    members: [甲, 𬸚, 乙]\n"
    "  - date: 2026-04-01\n"
    "empty:\n"
)


@pytest.mark.parametrize(
    ("path", "key", "line", "column"),
    [
        ([], False, 2, 1),
        (["name"], False, 2, 7),
        (["name"], True, 2, 1),
        (["𬸚", "other"], False, 3, 18),
        (["𬸚", "other"], True, 3, 11),
        (["visits"], True, 4, 1),
        (["visits"], False, 5, 3),
        (["visits", 0, "members", 2], False, 6, 21),
        (["visits", 1], True, 7, 5),
        (["visits", 1, "members", 4], False, 7, 5),
        (["visits", 9, "date"], True, 4, 1),
        (["empty"], False, 8, 1),
        (["nobody", "here"], False, 2, 1),
    ],
)
def test_every_value_has_its_place(path: list[str | int], key: bool, line: int, column: int) -> None:
    """Lines and columns count from 1, columns in characters; a path that ends early means its nearest ancestor."""
    assert source_of(PLACES).place(path, key=key) == Place("x.yaml", line, column)


def test_the_first_of_two_equal_keys_counts() -> None:
    """The rest of the file is still of use."""
    source, findings = parse("a: 1\nb: 2\na: 3\n", "x.yaml")
    assert [str(finding.place) for finding in findings] == ["x.yaml:3:1"]
    assert source is not None
    assert source.data == {"a": 1, "b": 2}


def test_certain_slips_are_read_as_they_were_meant() -> None:
    """What follows a full-width colon is judged as if it were a colon."""
    source, findings = parse("a：1\nb:2\nc: “三”\n", "x.yaml")
    assert [finding.rule for finding in findings] == ["Y120", "Y121", "Y120"]
    assert source is not None
    assert source.data == {"a": 1, "b": 2, "c": "三"}


@pytest.mark.parametrize(
    "text", ["a: [1\nb: 2\n", "a:\n  b: 1\n c: 2\n", "a: 1\nb\nc: 2\n", "a: *b\n", "a: 1\n---\nb: 2\n"]
)
def test_where_the_meaning_is_not_certain_there_is_no_source(text: str) -> None:
    """A guess is shown to the user, but nothing is built on it."""
    source, findings = parse(text, "x.yaml")
    assert source is None
    assert len(findings) == 1


def test_at_most_fifty_slips_and_how_many_more() -> None:
    """A file that is wrong all over gets a report that can be read."""
    _, findings = parse("a:\n" + "  －甲\n" * 80, "x.yaml")
    assert len(findings) == MOST + 1
    assert findings[-1].rule == "Y100"
    assert "30 处" in findings[-1].message


@pytest.mark.parametrize("line", ["a: 1\u2028b: 2", "a: \x00", "a: \x1b[0m", "a: 甲\ufeff乙", "a: \x85"])
def test_characters_that_are_no_text_are_named(line: str) -> None:
    """Control characters and line ends of other worlds stop the reading, with the spot named."""
    source, findings = parse(f"x: 1\n{line}\n", "x.yaml")
    assert source is None
    assert {(finding.rule, finding.place.line) for finding in findings} == {("Y103", 2)}
    assert "U+" in findings[0].message
