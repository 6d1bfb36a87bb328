"""Frequencies, head-counts, deadlines and codes never stand in code: they are data of policies and schemas."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from carebook.reading.fields import ITEM, fields
from carebook.reading.resolved import resolved, resolved_schema
from carebook.records import codes
from carebook.records.parts import DangerousActs
from tests.rules.borrowed import ROOT

#: Rules that read the text of official documents go by GB/T 9704 and by wording, not by policies.
RULES = [p for p in sorted((ROOT / "carebook" / "rules").glob("*.py")) if not p.stem.startswith("notice_")]
#: All modules but those that invent the demo data.
MODULES = [p for p in sorted((ROOT / "carebook").rglob("*.py")) if p.parent.name != "demo"]
LISTS: dict[str, dict[str, Any]] = dict(resolved_schema(ROOT / "schemas", "codes")["$defs"])
#: Fields whose value is a code that is a number.
CODED = {
    field.path[-1]
    for schema in resolved(ROOT / "schemas")
    for field in fields(ROOT / "schemas", schema)
    if field.schema.get("type") == "integer" and "x-codes" in field.schema
} - {ITEM, "kind"}
#: Code or codes, their list, and the Chinese words the schema gives them.
NAMED = [
    (codes.HOME_VISIT, "mode", "家庭访视"),
    (codes.PHONE, "mode", "电话"),
    (codes.IN_PERSON, "mode", "门诊 家庭访视"),
    (codes.THE_PATIENT, "informant", "患者本人"),
    (codes.THE_GUARDIAN, "informant", "患者家属、监护人"),
    (codes.UNSTABLE, "stability", "不稳定"),
    (codes.STABLE, "stability", "稳定"),
    (codes.LOST_AFTER_MISSES, "lost_reason", "连续3次未访到"),
    (codes.INSIGHT_ABSENT, "insight", "自知力缺失"),
    (codes.VIOLENT, "symptom", "伤人毁物"),
    (codes.IN_HOSPITAL, "hospitalization", "目前正在住院"),
    (codes.TAKES, "adherence", "按医嘱规律用药 间断用药"),
    (codes.TAKES_NONE, "adherence", "不用药"),
    (codes.WORSE, "treatment_effect", "加重"),
    (codes.LOCKED_UP, "restraint", "关锁"),
    (codes.REFERRED, "referred", "是"),
    (codes.OFFENCES, "incident_kind", "肇事 肇祸"),
    (codes.URGENT, "incident_kind", "肇祸 自伤 自杀未遂"),
    (codes.ADMITTED, "emergency_measure", "精神科紧急住院"),
    (codes.ALARM_OFFENCE, "alarm_kind", "肇事肇祸行为"),
    (codes.EMPLOYED, "employment", "在岗工人 在岗管理者 专业技术人员"),
    (codes.UNINSURED, "insurance", "未参保"),
    (codes.EMPLOYEES_INSURANCE, "insurance", "城镇职工基本医疗保险"),
    (codes.AGREED, "consent", "同意参加管理"),
    (codes.MALE, "sex", "男"),
    (codes.FEMALE, "sex", "女"),
    (codes.BODIES, "relation", "村（居）民委员会 民政部门"),
    (codes.ISSUED, "notice_state", "已签发 已印发 已公开 已废止"),
    (codes.PUBLISHED, "notice_state", "已公开 已废止"),
    (codes.SHARED_ROLES, "group_role", "网格员 其他成员"),
    (codes.LOCAL_POSTS, "post", "村（社区）干部 网格员"),
    (codes.posts("leader"), "post", "村（社区）干部 乡级干部"),
    (codes.posts("other"), "post", ""),
]


@pytest.mark.source_text
@pytest.mark.parametrize("path", RULES, ids=[path.stem for path in RULES])
def test_no_number_stands_in_a_rule(path: Path) -> None:
    """A rule module writes no number but 0 and 1; where a list is cut is no matter of policy."""
    assert list(_numbers(path)) == []


def _numbers(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text("utf-8"))
    cuts = {id(inner) for node in ast.walk(tree) if isinstance(node, ast.Slice) for inner in ast.walk(node)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in cuts:
            continue
        number = node.value
        if isinstance(number, int | float) and not isinstance(number, bool) and number not in {0, 1}:
            yield f"{path.name}:{node.lineno}: {number}"


def test_the_guard_sees_what_it_forbids(tmp_path: Path) -> None:
    """Days, heads, shares and dates are found; a cut list is not."""
    path = tmp_path / "rule.py"
    path.write_text("A = 14\nB = {2, 3}\nC = 0.5\nD = E[:7] + [0, 1, True]\nF = date(1, 12, 1)\n", "utf-8")
    assert {one.rpartition(": ")[2] for one in _numbers(path)} == {"14", "2", "3", "0.5", "12"}


@pytest.mark.parametrize(("code", "name", "said"), NAMED, ids=[f"{row[1]}-{row[2]}" for row in NAMED])
def test_codes_are_those_of_the_forms(code: int | frozenset[Any], name: str, said: str) -> None:
    """A code called by name in the program has that meaning in its list."""
    wanted = code if isinstance(code, frozenset) else {code}
    assert [word for one, word in codes.words(name).items() if one in wanted] == said.split()


@pytest.mark.parametrize("act", [name for name in DangerousActs.__struct_fields__ if name != "none"])
def test_acts_of_the_sheet_are_kinds_of_incidents(act: str) -> None:
    """The sheet counts under each of its fields the acts that an incident of that kind is."""
    (code,) = codes.tagged("incident_kind", act)
    (title,) = [f.schema["title"] for f in fields(ROOT / "schemas", "patient.profile") if f.path[-1] == act]
    assert title == f"{codes.words('incident_kind')[code]}次数"
    assert codes.ACTS[code] == act


@pytest.mark.parametrize("name", LISTS)
def test_names_are_of_codes_of_their_list(name: str) -> None:
    """A name that a list gives stands for some of its codes, each once."""
    for tag, named in LISTS[name].get("x-tags", {}).items():
        assert named, tag
        assert len(named) == len(set(named)), tag
        assert set(named) <= set(LISTS[name]["enum"]), tag


@pytest.mark.source_text
@pytest.mark.parametrize("path", MODULES, ids=[str(path.relative_to(ROOT)) for path in MODULES])
def test_no_module_repeats_words_or_numbers_of_codes(path: Path) -> None:
    """What a code is called, and which number it is, stands in the schemas: neither is written beside the program."""
    assert list(_repeated(path)) == []


def _repeated(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Dict):
            pairs = {
                (str(key.value), value.value)
                for key, value in zip(node.keys, node.values, strict=True)
                if isinstance(key, ast.Constant) and isinstance(value, ast.Constant)
            }
            known = [name for name, one in LISTS.items() if len(pairs & set(one.get("x-codes", {}).items())) > 1]
            yield from (f"{path.name}:{node.lineno}: words of {name}" for name in known)
        elif isinstance(node, ast.Compare):
            sides = (node.left, *node.comparators)
            named = {getattr(side, "attr", getattr(side, "id", "")) for side in sides} & CODED
            parts = [part for side in sides for part in getattr(side, "elts", [side])]
            if named and any(isinstance(part, ast.Constant) and type(part.value) is int for part in parts):
                yield f"{path.name}:{node.lineno}: number of {named}"


def test_the_guard_sees_words_and_numbers(tmp_path: Path) -> None:
    """Two words of one list, and a coded field held against a number, alone or among others, are found."""
    path = tmp_path / "module.py"
    lines = ['A = {3: "稳定", 1: "不稳定"}', "B = p.stability == 1", "C = risk in (3, 4)", "D = one.risk >= high"]
    path.write_text("\n".join(lines), "utf-8")
    assert [one.partition(": ")[0] for one in _repeated(path)] == ["module.py:1", "module.py:2", "module.py:3"]
