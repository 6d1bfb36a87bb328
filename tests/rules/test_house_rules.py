"""Frequencies, head-counts and deadlines never stand in code: they are data of policies, or codes of the forms."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from borrowed import ROOT

from carebook.reading.fields import fields
from carebook.records import codes

#: Rules that read the text of official documents go by GB/T 9704 and by wording, not by policies.
RULES = [p for p in sorted((ROOT / "carebook" / "rules").glob("*.py")) if not p.stem.startswith("notice_")]
#: Code, schema, field and the Chinese word the schema gives it.
NAMED = [
    (codes.CLINIC_VISIT, "patient.journal", "follow_ups[].mode", "门诊"),
    (codes.HOME_VISIT, "patient.journal", "follow_ups[].mode", "家庭访视"),
    (codes.PHONE, "patient.journal", "follow_ups[].mode", "电话"),
    (codes.THE_PATIENT, "patient.journal", "follow_ups[].subjects[]", "患者本人"),
    (codes.THE_GUARDIAN, "patient.journal", "follow_ups[].subjects[]", "患者家属、监护人"),
    (codes.UNSTABLE, "patient.journal", "ratings[].stability", "不稳定"),
    (codes.FAIRLY_STABLE, "patient.journal", "ratings[].stability", "基本稳定"),
    (codes.STABLE, "patient.journal", "ratings[].stability", "稳定"),
    (codes.LOST_AFTER_MISSES, "patient.journal", "follow_ups[].lost.reason", "连续3次未访到"),
    (codes.INSIGHT_ABSENT, "patient.journal", "follow_ups[].sheet.insight", "自知力缺失"),
    (codes.VIOLENT, "patient.journal", "follow_ups[].sheet.symptoms[]", "伤人毁物"),
    (codes.IN_HOSPITAL, "patient.journal", "follow_ups[].sheet.hospitalization", "目前正在住院"),
    (codes.TAKES_REGULARLY, "patient.journal", "follow_ups[].sheet.adherence", "按医嘱规律用药"),
    (codes.TAKES_NOW_AND_THEN, "patient.journal", "follow_ups[].sheet.adherence", "间断用药"),
    (codes.TAKES_NONE, "patient.journal", "follow_ups[].sheet.adherence", "不用药"),
    (codes.WORSE, "patient.journal", "follow_ups[].sheet.effect", "加重"),
    (codes.LOCKED_UP, "patient.journal", "follow_ups[].sheet.restraint", "关锁"),
    (codes.REFERRED, "patient.journal", "follow_ups[].sheet.referral.referred", "是"),
    (codes.OFFENCE, "patient.journal", "incidents[].kind", "肇事"),
    (codes.CRIME, "patient.journal", "incidents[].kind", "肇祸"),
    (codes.SELF_HARM, "patient.journal", "incidents[].kind", "自伤"),
    (codes.SUICIDE_ATTEMPT, "patient.journal", "incidents[].kind", "自杀未遂"),
    (codes.ADMITTED, "patient.journal", "emergencies[].measures[]", "精神科紧急住院"),
    (codes.UNINSURED, "patient.profile", "insurance.kind", "未参保"),
    (codes.EMPLOYEES_INSURANCE, "patient.profile", "insurance.kind", "城镇职工基本医疗保险"),
    (codes.AGREED, "patient.profile", "supplementary.consent.agreed", "同意参加管理"),
    (codes.MALE, "patient.identity", "sex", "男"),
    (codes.FEMALE, "patient.identity", "sex", "女"),
]


@pytest.mark.parametrize("path", RULES, ids=[path.stem for path in RULES])
def test_no_number_stands_in_a_rule(path: Path) -> None:
    """A rule module writes no number but 0 and 1; where a list is cut is no matter of policy."""
    assert list(_numbers(path)) == []


def _numbers(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text("utf-8"))
    cuts = {id(inner) for node in ast.walk(tree) if isinstance(node, ast.Slice) for inner in ast.walk(node)}
    for node in ast.walk(tree):
        number = isinstance(node, ast.Constant) and type(node.value) in {int, float}
        if number and node.value not in {0, 1} and id(node) not in cuts:
            yield f"{path.name}:{node.lineno}: {node.value}"


def test_the_guard_sees_what_it_forbids(tmp_path: Path) -> None:
    """Days, heads, shares and dates are found; a cut list is not."""
    path = tmp_path / "rule.py"
    path.write_text("A = 14\nB = {2, 3}\nC = 0.5\nD = E[:7] + [0, 1, True]\nF = date(1, 12, 1)\n", "utf-8")
    assert {one.rpartition(": ")[2] for one in _numbers(path)} == {"14", "2", "3", "0.5", "12"}


@pytest.mark.parametrize(("code", "schema", "name", "word"), NAMED, ids=[row[3] for row in NAMED])
def test_codes_are_those_of_the_forms(code: int, schema: str, name: str, word: str) -> None:
    """A code called by name in the program has that meaning in its schema."""
    (field,) = [one for one in fields(ROOT / "schemas", schema) if one.name == name]
    assert field.schema["x-codes"][str(code)] == word
