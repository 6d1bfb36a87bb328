"""Rules about phones that belong to somebody else, or are of another sort than the field asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from carebook.findings import Finding
from carebook.records.codes import BODIES
from carebook.records.identifiers import area_of, is_mobile, phone_fault
from carebook.rules import care
from carebook.rules.world import World, spots

#: Phones of offices: those of people may lie anywhere.
_OFFICIAL = {"office_phone", "duty_phone", "phone"}


def _bare(phone: str) -> str:
    return re.sub(r"\D", "", phone)


def shared_phones(world: World) -> Iterator[Finding]:
    """P508: one mobile is the phone of two guardians of different names."""
    seen: dict[str, tuple[str, str]] = {}
    for patient in care.in_care(world):
        guardian = patient.guardian_on(world.today)
        phone = guardian.phone if guardian else None
        if guardian is None or phone is None or guardian.relation in BODIES or not is_mobile(phone):
            continue
        name, owner = seen.setdefault(_bare(phone), (guardian.name, patient.id))
        if name != guardian.name:
            message = f"{patient.id} 的监护人与 {owner} 的监护人姓名不同，手机号码相同"
            yield care.guardian(world, "P508", patient, "phone", message, "分别核对，填监护人本人可随时联系的电话")


def fixed_mobiles(world: World) -> Iterator[Finding]:
    """P509: what is written as a mobile is none."""
    for staff in world.registry.staff.values():
        if staff.mobile and not phone_fault(staff.mobile) and not is_mobile(staff.mobile):
            place = world.registry.place(f"staff/{staff.id}.yaml", "mobile")
            yield Finding("P509", place, f"{staff.id} 的手机写的不是手机号码", "座机写在 office_phone")


def foreign_areas(world: World) -> Iterator[Finding]:
    """P510: an office, village or department has a number of another area than the township's."""
    own = world.registry.township.area_code if world.registry.township else None
    for spot in spots(world, lambda field: field.path[-1] in _OFFICIAL) if own else ():
        area = area_of(str(spot.value))
        private = "/identity.yaml" in spot.source.shown
        if area and area != own and not private:
            message = f"区号 {area} 不是本乡镇的 {own}"
            yield spot.finding("P510", message, "核对号码；确是外地号码的可以不改")


def shared_mobiles(world: World) -> Iterator[Finding]:
    """P511: two workers who are both at work have one mobile."""
    seen: dict[str, str] = {}
    for staff in world.registry.staff.values():
        left = staff.left_on is not None and staff.left_on < world.today
        if staff.mobile is None or left:
            continue
        owner = seen.setdefault(_bare(staff.mobile), staff.id)
        if owner != staff.id and world.registry.staff[owner].name != staff.name:
            place = world.registry.place(f"staff/{staff.id}.yaml", "mobile")
            yield Finding("P511", place, f"{staff.id} 的手机与 {owner} 的相同", "核对是谁的号码")


CHECKS = (shared_phones, fixed_mobiles, foreign_areas, shared_mobiles)
