"""Identities outside identity.yaml are found where they stand, in whatever spelling."""

from __future__ import annotations

import pytest

from tests.rules.borrowed import Township

_FILE = "groups/QX-G01/2026/08-28-meeting-S01.yaml"
_TEXT = "summary: 八月随访均按期完成，服药情况已逐项核对。"


@pytest.mark.parametrize(
    ("said", "whose"),
    [
        ("林安平在家", "患者 QX-0001 的姓名"),
        ("林　安 平在家", "患者 QX-0001 的姓名"),
        ("打１９９００００ ０００６给他爸", "患者 QX-0001 的监护人的电话"),
        ("打199-0000-0006给他爸", "患者 QX-0001 的监护人的电话"),
        ("号码990101198001010014", "患者 QX-0001 的公民身份号码"),
        ("住一组12号", "患者 QX-0001 的住址"),
    ],
)
def test_an_identity_in_a_note_is_told(said: str, whose: str, township: Township) -> None:
    """The finding stands at the value, says whose and what it is, and does not repeat it."""
    township.swap(_FILE, _TEXT, f"summary: {said}")
    found = township.found("P520")
    assert [finding.place.file for finding in found] == [f"data/{_FILE}"] * len(found)
    assert any(whose in finding.message for finding in found)
    assert not any(said[-6:] in finding.message for finding in found)


def test_a_name_of_two_characters_is_a_warning(township: Township) -> None:
    """It may be another word."""
    township.swap("patients/QX-0002/identity.yaml", "name: 王秀兰", "name: 王秀")
    township.swap(_FILE, _TEXT, "summary: 王秀说一切都好。")
    assert [finding.rule for finding in township.found("P521")] == ["P521"]
    assert township.found("P520") == []


@pytest.mark.parametrize(("said", "times"), [("宁水县清溪乡柳溪村一组", 0), ("宁水县清溪乡柳溪村一组12号", 1)])
def test_a_hamlet_may_be_said_and_a_house_may_not(said: str, times: int, township: Township) -> None:
    """Many live in a hamlet; a number of a house is somebody's."""
    township.swap(_FILE, _TEXT, f"summary: 下次会议在{said}开。")
    assert len({finding.place.line for finding in township.found("P520")}) == times
