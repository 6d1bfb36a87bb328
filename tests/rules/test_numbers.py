"""Phones and ID numbers, judged one by one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, strategies as st

from carebook.records.identifiers import id_fault, phone_fault

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    "text",
    [
        "19900000001",
        "13800138000",
        "199 0000 0001",
        "+8619900000001",
        "023-78660000",
        "02378660000",
        "(023)78660000",
        "0990-2660000",
        "0990-2660000-801",
        "110",
        "120",
        "12345",
        "95588",
        "4001234567",
    ],
)
def test_phone_is_accepted(text: str) -> None:
    """Mobiles, landlines with area code and service numbers are phones."""
    assert phone_fault(text) == ""


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("5100000014", "只有 10 位"),
        ("1990000006", "只有 10 位"),
        ("199000000011", "有 12 位"),
        ("78660000", "有 8 位"),
        ("023-7866000", "位"),
        ("12900000001", "没有这样的号段"),
        ("１９９０００００００１", "应写成 19900000001"),
        ("19900000001（儿子）", "不是数字的字"),
        ("无", "不是数字的字"),
        ("O2378660000", "不是数字的字"),
        ("---", "不是电话号码"),
    ],
)
def test_phone_is_refused(text: str, reason: str) -> None:
    """A number with a digit too few or too many, other letters or full-width digits is named as what it is."""
    assert reason in phone_fault(text)


@pytest.mark.parametrize(
    "number",
    ["990101198001010014", "990101195501010017", "11010519491231002X", "11010519491231002x", "990101800101001"],
)
def test_id_number_is_accepted(number: str) -> None:
    """Eighteen digits with their check digit, X in either case, and the old fifteen digits."""
    assert id_fault(number, TODAY) == ""


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        ("990101198001010018", "校验码不符"),
        ("990101198001010041", "校验码不符"),
        ("990101198002300018", "19800230 不存在"),
        ("990101197902290013", "19790229 不存在"),
        ("990101203001010014", "还没有到"),
        ("99010119800101001", "现有 17 位"),
        ("9901011980010100190", "现有 19 位"),
        ("990101801301001", "801301 不存在"),
        ("9901018001010O1", "现有 15 位"),
        ("99010119800101O014", "不该有的字"),
        ("090101198001010014", "不该有的字"),
        ("９９０１０１１９８００１０１００１４", "全角"),
        ("99010119800101001９", "全角"),
        ("９９０１０１８００１０１００１", "全角"),
        ("", "现有 0 位"),
    ],
)
def test_id_number_is_refused(number: str, reason: str) -> None:
    """Length, date and check digit are judged, each with its own sentence."""
    assert reason in id_fault(number, TODAY)


@given(st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_never_passes(place: int, shift: int) -> None:
    """GB 11643's check digit shows every single wrong digit."""
    number = "990101198001010014"
    digit = str((int(number[place]) + shift) % 10)
    assert id_fault(number[:place] + digit + number[place + 1 :], TODAY)


@given(st.text(max_size=20))
def test_any_text_is_judged(text: str) -> None:
    """Whatever is typed, there is an answer and no crash."""
    assert isinstance(phone_fault(text), str)
    assert isinstance(id_fault(text, TODAY), str)
