"""Numbers that identify, as texts: ID numbers (GB 11643), phones, the unified code (GB 32100)."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

import phonenumbers
from stdnum.cn import ric, uscc

from carebook.records import codes

_SERVICE = re.compile(r"1(10|19|20|22)|12345|12320|12356|400\d{7}|95\d{3}")
#: Landline areas that ``phonenumbers`` does not know are accepted by form: areas of three digits have eight-digit numbers.
_LANDLINE = re.compile(r"(0(10|2\d)-?\d{8}|0[3-9]\d{2}-?\d{7,8})(-\d{1,6})?")
_OLD_LENGTH = 15
_LENGTH = 18
_MOBILE_LENGTH = 11
_USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def phone_fault(text: str) -> str:
    """Why a text is no phone number; empty if it is one. Landlines, mobiles and service numbers are accepted."""
    bare = text.replace(" ", "")
    if any(sign.isdecimal() and not sign.isascii() for sign in bare):
        return f"含有全角数字，应写成 {unicodedata.normalize('NFKC', bare)}"
    if _SERVICE.fullmatch(bare) or _LANDLINE.fullmatch(bare):
        return ""
    if re.search(r"[^\d\-+()（）]", bare):
        return "含有不是数字的字"
    return _dialling_fault(bare)


def _dialling_fault(bare: str) -> str:
    """Why a number, written in digits and signs only, cannot be dialled."""
    digits = re.sub(r"\D", "", bare)
    if re.fullmatch(r"\d{10}", bare):
        return f"只有 {len(digits)} 位，手机应为 11 位"
    try:
        number = phonenumbers.parse(bare, "CN")
    except phonenumbers.NumberParseException:
        return "不是电话号码"
    if phonenumbers.is_valid_number(number):
        return ""
    return f"有 {len(digits)} 位，手机应为 11 位" if len(digits) != _MOBILE_LENGTH else "没有这样的号段"


def id_fault(number: str, today: date) -> str:
    """Why a text is no ID number (GB 11643—1999); empty if it is one.

    Only form, birth date and check digit are judged: place codes change too often to reject one.
    A 15-digit number of the old kind passes when its date exists.
    """
    if fault := _form_fault(number):
        return fault
    born = birth(number)
    if born is None:
        return f"其中的出生日期 {number[6:14] if len(number) == _LENGTH else number[6:12]} 不存在"
    if born > today:
        return f"其中的出生日期 {born.isoformat()} 还没有到"
    if len(number) == _LENGTH and ric.calc_check_digit(number) != number[-1].upper():
        return "校验码不符，很可能有一位写错"
    return ""


def _form_fault(number: str) -> str:
    """Why a text has not even the form of an ID number, old or new."""
    if not number.isascii():
        return "含有全角数字或别的字，应全部用半角数字（最后一位可以是 X）"
    if re.fullmatch(r"[1-9]\d{14}|[1-9]\d{16}[\dXx]", number):
        return ""
    if len(number) != _LENGTH:
        return f"应为 17 位数字加 1 位校验码，现有 {len(number)} 位"
    return "含有不该有的字"


def birth(number: str) -> date | None:
    """The birth date in an ID number, old or new; None if there is no such day."""
    text = number[6:14] if len(number) != _OLD_LENGTH else f"19{number[6:12]}"
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


def sex(number: str) -> int:
    """The code of the sex in an ID number of right form: its last digit but the check digit is odd for men."""
    digit = number[-2] if len(number) != _OLD_LENGTH else number[-1]
    return codes.MALE if int(digit) % 2 else codes.FEMALE


def unified_fault(code: str) -> str:
    """The right check character of a unified social credit code whose own is wrong; empty if nothing is wrong with it."""
    if len(code) != _LENGTH or not set(code) <= set(_USCC):
        return ""
    right = str(uscc.calc_check_digit(code[:-1]))
    return right if right != code[-1] else ""


def is_mobile(phone: str) -> bool:
    """Whether a phone number is a mobile of the mainland."""
    return re.fullmatch(r"(?:86)?1[3-9]\d{9}", re.sub(r"\D", "", phone)) is not None


def area_of(phone: str) -> str:
    """The area code of a landline; empty for other numbers."""
    found = re.fullmatch(r"(0(?:10|2\d|[3-9]\d{2}))-?\d{7,8}(?:-\d{1,6})?", phone.replace(" ", ""))
    return found[1] if found else ""
