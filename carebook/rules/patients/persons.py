"""Rules about numbers that identify: ID numbers (GB 11643), phones, the unified code (GB 32100)."""

from __future__ import annotations

from collections.abc import Iterator

from carebook.findings import Finding
from carebook.records import codes
from carebook.records.identifiers import birth, id_fault, phone_fault, sex, unified_fault
from carebook.records.person import Identity
from carebook.records.registry import Patient
from carebook.rules import care
from carebook.rules.world import World, WrittenValue, spots

_SEXES = {codes.MALE: "男", codes.FEMALE: "女"}


def phones(world: World) -> Iterator[Finding]:
    """P501: a phone number that cannot be one."""
    for spot in spots(world, lambda field: field.schema.get("x-kind") == "phone"):
        reason = phone_fault(str(spot.value))
        if reason and not _doubted(world, spot):
            advice = "手机写 11 位；座机写区号、短横、号码，整个值加引号"
            yield spot.finding("P501", f"电话“{spot.value}”不对：{reason}", advice)


def _doubted(world: World, spot: WrittenValue) -> bool:
    """Whether the record itself says that the number is not sure: it stands as it was given, until somebody asks."""
    folder, _, rest = spot.file.partition("/")
    code, name = rest.partition("/")[0].removesuffix(".yaml"), ".".join(p for p in spot.field.path if p != "[]")
    if folder == "staff" and code in world.registry.staff:
        return any(one.open and one.covers(name) for one in world.registry.staff[code].gaps)
    if folder == "patients" and code in world.registry.patients:
        return any(one.open and one.covers(f"identity.{name}") for one in world.registry.patients[code].profile.gaps)
    return False


def id_numbers(world: World) -> Iterator[Finding]:
    """P502: an ID number whose form, date or check digit is wrong."""
    for patient in world.registry.patients.values():
        for path, number in _numbers(patient):
            if reason := id_fault(number, world.today):
                place = world.registry.place(f"patients/{patient.id}/identity.yaml", *path)
                yield Finding("P502", place, f"公民身份号码不对：{reason}", "对照身份证或户口簿逐位核对")


def _numbers(patient: Patient) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if patient.identity is None:
        return
    if patient.identity.id_number:
        yield ("id_number",), patient.identity.id_number
    for index, guardian in enumerate(patient.identity.guardians):
        if guardian.id_number:
            yield ("guardians", index, "id_number"), guardian.id_number


def birth_and_sex(world: World) -> Iterator[Finding]:
    """P503, P504: birth date or sex does not agree with the ID number."""
    for patient in world.registry.patients.values():
        identity = patient.identity
        number = identity.id_number if identity else None
        if identity is None or not number or id_fault(number, world.today):
            continue
        file = f"patients/{patient.id}/identity.yaml"
        born = birth(number)
        if born and born != identity.birth_date:
            place = world.registry.place(file, "birth_date")
            yield Finding(
                "P503",
                place,
                f"出生日期 {identity.birth_date} 与公民身份号码（{born}）不一致",
                fix=f"birth_date: {born}",
            )
        said = sex(number)
        if identity.sex in _SEXES and identity.sex != said:
            place = world.registry.place(file, "sex")
            yield Finding("P504", place, f"性别与公民身份号码（{_SEXES[said]}）不一致", fix=f"sex: {said}")


def unified_codes(world: World) -> Iterator[Finding]:
    """P507: a unified social credit code whose check character is wrong (GB 32100—2015)."""
    for spot in spots(world, lambda field: field.path[-1] in {"uscc", "index_number"}):
        code = str(spot.value).partition("/")[0]
        if unified_fault(code):
            message = f"统一社会信用代码“{code}”的校验码不符，很可能有一位写错"
            yield spot.finding("P507", message, "对照统一社会信用代码证书逐位核对")


def shared_numbers(world: World) -> Iterator[Finding]:
    """P505: one ID number on two patients, or on a patient and a guardian."""
    seen: dict[str, str] = {}
    for patient in world.registry.patients.values():
        if patient.identity and patient.identity.id_number:
            number = patient.identity.id_number.upper()
            if number in seen:
                place = world.registry.place(f"patients/{patient.id}/identity.yaml", "id_number")
                message = f"公民身份号码与患者 {seen[number]} 相同，可能是同一人建了两份档案"
                yield Finding("P505", place, message, "核对后合并，或更正号码")
            seen.setdefault(number, patient.id)
    for patient in world.registry.patients.values():
        for index, guardian in enumerate(patient.identity.guardians if patient.identity else ()):
            owner = seen.get((guardian.id_number or "").upper())
            if owner:
                place = world.registry.place(f"patients/{patient.id}/identity.yaml", "guardians", index, "id_number")
                message = f"监护人的公民身份号码与患者 {owner} 的相同"
                yield Finding("P505", place, message, "对照监护人的身份证更正号码；确是同一人的，另定监护人")


def same_persons(world: World) -> Iterator[Finding]:
    """P514: two patients of one name who share more than the name, and have different ID numbers."""
    known: list[tuple[Patient, str, frozenset[str]]] = []
    for patient in world.registry.patients.values():
        person = patient.identity
        if person is None or not person.name:
            continue
        marks = _marks(person)
        for other, name, seen in known:
            shared = marks & seen
            numbers = {person.id_number, other.identity.id_number if other.identity else None}
            if name == person.name and shared and (len(numbers) > 1 or None in numbers):
                place = world.registry.place(f"patients/{patient.id}/identity.yaml", "name")
                what = "、".join(sorted({one.partition(":")[0] for one in shared}))
                message = f"与患者 {other.id} 同名，{what}也相同，可能是同一人建了两份档案"
                advice = (
                    f"核对户口簿：是同一人的用 python3 build.py merge {patient.id} {other.id} 并成一份；不是的不用改"
                )
                yield Finding("P514", place, message, advice)
        known.append((patient, person.name, marks))


def _marks(person: Identity) -> frozenset[str]:
    """What two records of one person have in common although a digit or two of the number was mistyped."""
    found = {f"住址:{person.residence_address}"} if person.residence_address else set()
    found |= {f"出生日期:{person.birth_date}"} if person.birth_date else set()
    found |= {f"电话:{one}" for one in person.phones}
    found |= {f"监护人电话:{one.phone}" for one in person.guardians if one.phone}
    found |= {f"监护人:{one.name}" for one in person.guardians}
    return frozenset(found)


def officials_phone(world: World) -> Iterator[Finding]:
    """P506: a guardian's phone is the phone of a member of staff."""
    staff = {s.mobile: s for s in world.registry.staff.values() if s.mobile}
    for patient in world.registry.patients.values():
        guardian = patient.guardian_on(world.today)
        owner = staff.get(guardian.phone or "") if guardian else None
        if guardian and owner and owner.name != guardian.name:
            message = f"监护人的电话与工作人员 {owner.id} 的手机相同"
            yield care.guardian(world, "P506", patient, "phone", message, "填监护人本人可随时联系的电话")
        elif guardian and guardian.relation not in codes.BODIES and guardian.phone in (known := _office_phones(world)):
            message = f"监护人的电话是 {known[guardian.phone]} 的办公电话"
            yield care.guardian(world, "P506", patient, "phone", message, "填监护人本人可随时联系的电话")


def _office_phones(world: World) -> dict[str, str]:
    """Phones of workers, villages and departments, each with the id of whose it is."""
    township = world.registry.township
    found = {one.office_phone: one.id for one in world.registry.staff.values()}
    found |= {one.phone: one.id for one in world.registry.villages.values()}
    found |= {one.duty_phone: one.id for one in (township.departments if township else ())}
    return {phone: key for phone, key in found.items() if phone}


def other_counties(world: World) -> Iterator[Finding]:
    """P512: registered in this county, with an ID number that was given out in another one."""
    township = world.registry.township
    if township is None or township.division_code is None:
        return
    county = township.division_code[:6]
    for patient in world.registry.patients.values():
        identity = patient.identity
        here = identity and identity.registered_address and township.county in identity.registered_address
        number = identity.id_number if identity else None
        if here and number and not id_fault(number, world.today) and number[:6] != county:
            place = world.registry.place(f"patients/{patient.id}/identity.yaml", "id_number")
            message = f"户籍地址在{township.county}，公民身份号码的前六位却不是 {county}"
            yield Finding("P512", place, message, "核对户籍地址和号码的前六位；从外地迁入的不用改")


CHECKS = (
    phones,
    id_numbers,
    birth_and_sex,
    shared_numbers,
    same_persons,
    officials_phone,
    unified_codes,
    other_counties,
)
