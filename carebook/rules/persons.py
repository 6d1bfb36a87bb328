"""Rules about numbers that identify: ID numbers (GB 11643), phones, the unified code (GB 32100)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

import phonenumbers
from stdnum.cn import ric, uscc

from carebook.findings import Finding
from carebook.records.registry import Patient
from carebook.rules.world import World, spots

_SERVICE = re.compile(r"1(10|19|20|22)|12345|12320|12356|400\d{7}|95\d{3}")
#: Landline areas that ``phonenumbers`` does not know are accepted by form: areas of three digits have eight-digit numbers.
_LANDLINE = re.compile(r"(0(10|2\d)-?\d{8}|0[3-9]\d{2}-?\d{7,8})(-\d{1,6})?")
_OLD_LENGTH = 15
_LENGTH = 18
_MOBILE_LENGTH = 11
_USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_SEXES = {1: "男", 2: "女"}


def phones(world: World) -> Iterator[Finding]:
    """P501: a phone number that cannot be one."""
    for spot in spots(world, lambda field: field.schema.get("x-kind") == "phone"):
        if reason := phone_fault(str(spot.value)):
            fix = '手机写 11 位，例如 "19900000001"；座机写区号，例如 "0990-2660000"'
            yield spot.finding("P501", f"电话“{spot.value}”不对：{reason}", fix)


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


def id_numbers(world: World) -> Iterator[Finding]:
    """P502: an ID number whose form, date or check digit is wrong."""
    for patient in world.registry.patients.values():
        for path, number in _numbers(patient):
            if reason := id_fault(number, world.today):
                place = world.registry.place(f"patients/{patient.id}/identity.yaml", *path)
                yield Finding("P502", place, f"公民身份号码不对：{reason}", "对照身份证或户口簿逐位核对")


def _numbers(patient: Patient) -> Iterator[tuple[tuple[str, ...], str]]:
    if patient.identity is None:
        return
    yield ("id_number",), patient.identity.id_number
    if patient.identity.guardian and patient.identity.guardian.id_number:
        yield ("guardian", "id_number"), patient.identity.guardian.id_number


def id_fault(number: str, today: date) -> str:
    """Why a text is no ID number (GB 11643—1999); empty if it is one.

    Only form, birth date and check digit are judged: place codes change too often to reject one.
    A 15-digit number of the old kind passes when its date exists.
    """
    if fault := _form_fault(number):
        return fault
    born = _birth(number)
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


def _birth(number: str) -> date | None:
    text = number[6:14] if len(number) != _OLD_LENGTH else f"19{number[6:12]}"
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


def birth_and_sex(world: World) -> Iterator[Finding]:
    """P503, P504: birth date or sex does not agree with the ID number."""
    for patient in world.registry.patients.values():
        identity = patient.identity
        if identity is None or id_fault(identity.id_number, world.today):
            continue
        number, file = identity.id_number, f"patients/{patient.id}/identity.yaml"
        born = _birth(number)
        if born and born != identity.birth_date:
            place = world.registry.place(file, "birth_date")
            yield Finding(
                "P503",
                place,
                f"出生日期 {identity.birth_date} 与公民身份号码（{born}）不一致",
                f"birth_date: {born}",
            )
        sex = 1 if int(number[16] if len(number) != _OLD_LENGTH else number[14]) % 2 else 2
        if identity.sex in _SEXES and identity.sex != sex:
            place = world.registry.place(file, "sex")
            yield Finding("P504", place, f"性别与公民身份号码（{_SEXES[sex]}）不一致", f"sex: {sex}")


def unified_codes(world: World) -> Iterator[Finding]:
    """P507: a unified social credit code whose check character is wrong (GB 32100—2015)."""
    for spot in spots(world, lambda field: field.path[-1] in {"uscc", "index_number"}):
        code = str(spot.value).partition("/")[0]
        if len(code) == _LENGTH and set(code) <= set(_USCC):
            right = uscc.calc_check_digit(code[:-1])
            if right != code[-1]:
                message = f"统一社会信用代码“{code}”的校验码不符，很可能有一位写错"
                yield spot.finding("P507", message, "对照统一社会信用代码证书逐位核对")


def shared_numbers(world: World) -> Iterator[Finding]:
    """P505: one ID number on two patients."""
    seen: dict[str, str] = {}
    for patient in world.registry.patients.values():
        if patient.identity:
            number = patient.identity.id_number.upper()
            if number in seen:
                place = world.registry.place(f"patients/{patient.id}/identity.yaml", "id_number")
                message = f"公民身份号码与患者 {seen[number]} 相同，可能是同一人建了两份档案"
                yield Finding("P505", place, message, "核对后合并，或更正号码")
            seen.setdefault(number, patient.id)


def officials_phone(world: World) -> Iterator[Finding]:
    """P506: a guardian's phone is the phone of a member of staff."""
    staff = {s.mobile: s for s in world.registry.staff.values() if s.mobile}
    for patient in world.registry.patients.values():
        guardian = patient.identity.guardian if patient.identity else None
        owner = staff.get(guardian.phone) if guardian else None
        if guardian and owner and owner.name != guardian.name:
            place = world.registry.place(f"patients/{patient.id}/identity.yaml", "guardian", "phone")
            yield Finding(
                "P506", place, f"监护人的电话与工作人员 {owner.id} 的手机相同", "填监护人本人可随时联系的电话"
            )


CHECKS = (phones, id_numbers, birth_and_sex, shared_numbers, officials_phone, unified_codes)
