"""Numbers of a document agree with the words beside them; words without numbers say nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from carebook.context import Home, gather
from carebook.policy.quotes import number
from tests.townships import BASE, HOME, TODAY


def said(tmp_path: Path, file: str, old: str, new: str) -> list[tuple[int, str]]:
    """Line and message of each number that disagrees, after one change of the shipped documents."""
    for folder in ("schemas", "forms", "templates"):
        (tmp_path / folder).symlink_to(HOME.root / folder)
    shutil.copytree(HOME.policies, tmp_path / "policies")
    path = tmp_path / "policies" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    found = gather(Home(tmp_path), BASE, "data", TODAY).findings
    return [(one.place.line, one.message) for one in found if one.rule == "R321"]


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("shanling-2021-12.yaml", "within: {working_days: 2}", "within: {working_days: 27}", "27个工作日"),
        ("publication/national.yaml", "working_days: 20", "working_days: 27", "27个工作日"),
        ("zhongliang-2022-9.yaml", "members: 3", "members: 2", "2名"),
        ("zhongliang-2022-9.yaml", "span: {days: 15}", "span: {days: 25}", "25天"),
        ("zhongliang-2022-9.yaml", "span: {months: 6}", "span: {months: 9}", "9个月"),
    ],
)
def test_a_number_that_the_words_do_not_say_is_told(tmp_path: Path, file: str, old: str, new: str, words: str) -> None:
    """At its line, with both."""
    ((line, message),) = said(tmp_path, file, old, new)
    assert line > 1
    assert words in message


def test_the_shipped_documents_agree_with_their_words() -> None:
    """Weeks are days, half a month is fifteen of them, a season three months."""
    assert [one for one in gather(HOME, BASE, "data", TODAY).findings if one.rule == "R321"] == []


def test_where_the_words_have_no_number_none_is_asked(tmp_path: Path) -> None:
    """A reading of its own cannot be held against the words."""
    words = "words: 并将随访评估在3级以上(含3级)的高风险患者情况在2个工作日内通报派出所"
    assert said(tmp_path, "shanling-2021-12.yaml", words, words.replace("在2个工作日内", "及时")) == []


@pytest.mark.parametrize(
    ("text", "value"), [("20", 20), ("两", 2), ("十", 10), ("十五", 15), ("二十", 20), ("三十一", 31)]
)
def test_numbers_are_read_in_both_writings(text: str, value: int) -> None:
    """Documents write both."""
    assert number(text) == value
