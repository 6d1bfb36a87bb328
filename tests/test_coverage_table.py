"""``docs/coverage.md``: every sentence of both documents that asks for something, and what serves it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

import pytest
import yaml

from carebook.rulebook import rules
from tests.townships import HOME, ROOT

LOCAL = ("zhongliang-2022-9", "shanling-2021-12")
SEEDS = {name: (ROOT / "tests/fixtures" / f"{name}.txt").read_text("utf-8") for name in LOCAL}
#: From where to where a document asks for something, and how its headings look.
SECTIONS = {
    "zhongliang-2022-9": (
        "二、联合服务管理领导小组各成员职责",
        "中梁乡人民政府2022年1月7日",
        r"\d、[^：。，]{2,8}[：。]",
    ),
    "shanling-2021-12": ("三、工作措施", None, r"\([一二三四五六]\)[^。]{4,16}。"),
}
TITLES = ("三、联合服务管理领导小组工作制度", "四、工作要求")


@dataclass(frozen=True)
class Row:
    """One row: the document's number it stands under, and its four cells."""

    document: str
    words: str
    duties: tuple[str, ...]
    rules: tuple[str, ...]
    served: str


@cache
def rows() -> tuple[Row, ...]:
    """The rows of the table."""
    found = []
    document = ""
    for line in (ROOT / "docs/coverage.md").read_text("utf-8").splitlines():
        if line.startswith("## "):
            document = line[3:]
        elif line.startswith("| ") and not line.startswith("| 原文 "):
            words, duties, codes, served = (cell.strip() for cell in line.strip("|").split("|"))
            found.append(
                Row(
                    document,
                    words,
                    tuple(re.findall(r"`([^`]+)`", duties)),
                    () if codes == "—" else tuple(codes.split()),
                    served,
                )
            )
    return tuple(found)


@cache
def duties() -> frozenset[str]:
    """Every obligation of every policy, as document/obligation."""
    files = (yaml.safe_load(path.read_text("utf-8")) for path in HOME.policies.glob("*.yaml"))
    policies = [content for content in files if "obligations" in content]
    return frozenset(f"{policy['id']}/{one['id']}" for policy in policies for one in policy["obligations"])


def of(name: str) -> list[Row]:
    """The rows of one document."""
    number = yaml.safe_load((HOME.policies / f"{name}.yaml").read_text("utf-8"))["number"]
    return [row for row in rows() if row.document == number]


def bare(text: str) -> str:
    """Text without white space."""
    return re.sub(r"\s", "", unicodedata.normalize("NFC", text))


def test_named_duties_and_rules_exist() -> None:
    """Nothing in the table points to what is not there."""
    assert {duty for row in rows() for duty in row.duties} - duties() == set()
    assert {code for row in rows() for code in row.rules} - set(rules()) == set()


@pytest.mark.parametrize("name", LOCAL)
def test_every_duty_of_the_local_documents_is_in_the_table(name: str) -> None:
    """An obligation that no sentence asks for would be invented."""
    named = {duty for row in of(name) for duty in row.duties}
    assert {duty for duty in duties() if duty.startswith(f"{name}/")} - named == set()


@pytest.mark.parametrize("name", LOCAL)
def test_sentences_are_quoted_letter_by_letter(name: str) -> None:
    """Each quoted sentence stands in its document."""
    assert of(name)
    assert [row.words for row in of(name) if bare(row.words) not in bare(SEEDS[name])] == []


@pytest.mark.parametrize("name", LOCAL)
def test_no_sentence_is_left_out(name: str) -> None:
    """What remains of the sections when quoted sentences and headings are taken away is punctuation."""
    first, last, heading = SECTIONS[name]
    text = bare(SEEDS[name])
    text = text[text.index(first) + len(first) : text.index(last) if last else None].removesuffix("文件下载")
    for quoted in sorted((bare(row.words) for row in of(name)), key=len, reverse=True):
        text = text.replace(quoted, "", 1)
    for title in TITLES:
        text = text.replace(title, "")
    assert re.findall(r"[^。；;，,]+", re.sub(heading, "", text)) == []


def test_every_sentence_is_served_or_said_not_to_be() -> None:
    """A row names a paper or a page, or says that there is none yet; where there is no duty and no rule, it says why."""
    for row in rows():
        assert row.served, row.words
        if not row.duties and not row.rules:
            assert "没有" in row.served or "尚无" in row.served, row.words
