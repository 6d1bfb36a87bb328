"""Rules follow adoption: a document that the township does not follow says nothing."""

from __future__ import annotations

import re
from datetime import date

import pytest
import yaml

from carebook.rulebook import Rule, rules
from tests.rules.borrowed import ROOT, Township

FILES = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in (ROOT / "policies").glob("*.yaml")}
POLICIES = {name: file["number"] for name, file in FILES.items() if "obligations" in file}
#: A document and one rule that serves it alone.
OWN = {"zhongliang-2022-9": "M104", "shanling-2021-12": "C907", "national": "M108"}
BOUND = [page for page in rules().values() if page.serves and page.example.file]
ADOPTED = "policies:\n  - id: {}\n    since: 2026-03-01\n    recorded_on: 2026-03-01\n"


def _follow(township: Township, *names: str) -> None:
    """Adopt just these documents."""
    text = township.read("township.yaml")
    parts = "".join(f"  - id: {name}\n    since: 2026-03-01\n    recorded_on: 2026-03-01\n" for name in names)
    text = re.sub(r"^policies:\n(?:  .*\n)+", f"policies:\n{parts}", text, flags=re.MULTILINE)
    township.write("township.yaml", text)


def _codes(township: Township) -> set[str]:
    return {finding.rule for finding in township.context().findings}


@pytest.mark.parametrize("name", OWN)
def test_only_the_rules_of_the_adopted_document_speak(name: str, township: Township) -> None:
    """With everything broken, of the rules that serve documents only those of the one adopted are heard."""
    _follow(township, name)
    for page in (rules()[code] for code in OWN.values()):
        township.swap(page.example.file, page.example.right, page.example.wrong)
    assert _codes(township) & set(OWN.values()) == {OWN[name]}


@pytest.mark.parametrize("page", BOUND, ids=[page.code for page in BOUND])
def test_a_rule_is_silent_without_its_document(page: Rule, township: Township) -> None:
    """The wrong example of a rule is heard with one of its documents, and not where none of them is followed."""
    township.swap(page.example.file, page.example.right, page.example.wrong)
    claimed = {name for name in POLICIES if page.code in _claims(name)}
    others = sorted(set(POLICIES) - set(page.serves) - claimed)
    _follow(township, *others)
    assert page.code not in _codes(township)


def _claims(name: str) -> set[str]:
    return {code for duty in FILES[name]["obligations"] for code in duty.get("rules", ())}


def test_a_document_of_the_townships_own_may_name_rules(township: Township) -> None:
    """An obligation that names a rule makes it speak, whatever document it stands in: 杉岭 三（四） asks for groups."""
    _follow(township, "shanling-2021-12")
    township.swap(
        "groups/QX-G01/group.yaml",
        "  - role: police\n    staff: QX-S03\n    since: 2022-01-07\n    recorded_on: 2022-01-07\n",
        "",
    )
    (finding,) = [one for one in township.found("G401") if "村（社区）民警" in one.message]
    assert "杉岭府发〔2021〕12号 三（四）" in finding.message


def test_roles_are_those_the_documents_ask_for(township: Township) -> None:
    """G401: 杉岭府发〔2021〕12号 knows no rehabilitation coordinator, 中梁府发〔2022〕9号 does."""
    file = "groups/QX-G01/group.yaml"
    township.swap(file, "  - role: rehab\n    staff: QX-S05\n    since: 2022-01-07\n    recorded_on: 2022-01-07\n", "")
    assert len(township.found("G401")) == 1
    _follow(township, "shanling-2021-12")
    assert township.found("G401") == []


def test_a_document_is_silent_before_its_day(township: Township) -> None:
    """On a day before the adoption nothing is asked by the document."""
    page = rules()["C907"]
    township.swap(page.example.file, page.example.right, page.example.wrong)
    assert len(township.found("C907", date(2026, 10, 30))) == 1
    assert township.found("C907", date(2026, 10, 29)) == []


def test_sources_and_documents_agree() -> None:
    """A page serves just those documents its source names, unless law, forms or the product ask for it as well."""
    for page in rules().values():
        bare = re.sub(r"（[^（）]*）", "", page.source)
        parts = [part for part in bare.split("；") if not re.match("[一二三四]、", part)]
        named = [_documents(part) for part in parts]
        wanted = sorted({name for names in named for name in names}) if all(named) else []
        assert sorted(page.serves) == wanted, page.code


def _documents(part: str) -> list[str]:
    """The documents a part of a source names; none for what holds everywhere or is looked up in what is adopted."""
    if part.startswith(("产品约定", "乡镇执行的政策文件")):
        return []
    local = [name for name, number in POLICIES.items() if number in part]
    norm = re.search("国家基本公共卫生服务规范|管理治疗工作规范|以奖代补", part)
    return local or (["national"] if norm and "表" not in part else [])
