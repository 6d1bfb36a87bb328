"""Rules about the people around a patient: guardian, relatives, workplace, how they can be reached."""

from __future__ import annotations

from collections.abc import Iterator

from carebook.findings import Finding
from carebook.policy.bounds import Bounds
from carebook.policy.spans import add
from carebook.records.codes import BODIES, EMPLOYED, PHONE, THE_GUARDIAN, words
from carebook.records.identifiers import birth, id_fault
from carebook.records.law import ADULT
from carebook.records.parts import Span
from carebook.rules import care
from carebook.rules.world import World, expected

_GENERATIONS = ("parent", "child")


def no_relatives(world: World) -> Iterator[Finding]:
    """C921: no other relative can be reached for a patient whose dossier must be of the full depth."""
    for patient in care.deep(world):
        if patient.identity and not patient.identity.relatives and not care.gap(patient, "identity.relatives"):
            message = f"{patient.id} 除监护人外没有写其他亲属"
            advice = "在 relatives 里写其他亲属的 name、relation、phone"
            yield care.identity(world, "C921", patient, ("patient",), message, advice)


def no_guardian_address(world: World) -> Iterator[Finding]:
    """C922: the guardian's address is missing."""
    for patient in care.in_care(world):
        guardian = patient.guardian_on(world.today)
        if guardian and not guardian.address:
            message = f"{patient.id} 的监护人没有写住址"
            yield care.guardian(world, "C922", patient, "address", message, "写 address（监护人目前居住的地址）")


def no_employer(world: World) -> Iterator[Finding]:
    """C923: the form says the patient is employed, and nobody knows where."""
    for patient in care.in_care(world):
        employed = patient.profile.supplementary.employment in EMPLOYED
        if patient.identity and employed and not patient.identity.employer:
            message = f"{patient.id} 的就业情况是在岗，没有写单位"
            path = ("supplementary", "employment")
            yield care.profile(world, "C923", patient, path, message, "在身份信息里写 employer（单位名称）")


def same_phone(world: World) -> Iterator[Finding]:
    """C924: the guardian's phone is the patient's own."""
    for patient in care.in_care(world):
        person, guardian = patient.identity, patient.guardian_on(world.today)
        if person and guardian and guardian.phone in person.phones:
            message = f"{patient.id} 的监护人电话与患者本人的电话相同"
            yield care.guardian(world, "C924", patient, "phone", message, "填监护人本人可随时联系的电话")


def unreachable(world: World) -> Iterator[Finding]:
    """C925: the last call reached nobody, and no guardian has been spoken to since."""
    for patient in care.in_care(world):
        calls = [e for e in care.visits(patient) if e.record.mode == PHONE and e.record.lost]
        if not calls:
            continue
        last = calls[-1].record
        reached = any(
            THE_GUARDIAN in entry.record.subjects and entry.record.date >= last.date and entry.record.met
            for entry in patient.entries.of("visit")
        )
        if not reached:
            message = f"{last.date} 电话没有联系上，之后也没有再见到监护人，留的电话可能已经不用"
            yield world.at("C925", calls[-1], "lost", message, "上门核对监护人的电话，更正身份信息")


def minors(world: World) -> Iterator[Finding]:
    """C926: a minor has consented alone."""
    for patient in care.in_care(world):
        consent, person = patient.profile.supplementary.consent, patient.identity
        born = person.birth_date if person else None
        if born and consent and consent.signed_on and consent.signed_by == "patient":
            age = consent.signed_on.year - born.year
            age -= (consent.signed_on.month, consent.signed_on.day) < (born.month, born.day)
            if age < ADULT:
                message = f"签知情同意时患者 {age} 岁，由本人签字"
                path = ("supplementary", "consent", "signed_by")
                yield care.profile(world, "C926", patient, path, message, "核对签字的人；未成年人的知情同意由监护人签")


def one_guardian_for_several(world: World) -> Iterator[Finding]:
    """C927: one person is guardian of two patients."""
    seen: dict[tuple[str, str], str] = {}
    for patient in care.in_care(world):
        guardian = patient.guardian_on(world.today)
        if guardian is None or guardian.relation in BODIES or guardian.phone is None:
            continue
        key = (guardian.name, guardian.phone)
        if key in seen:
            message = f"{patient.id} 与 {seen[key]} 的监护人是同一人"
            advice = "核对监护能力，必要时由村（居）委会协助监护"
            yield care.guardian(world, "C927", patient, "name", message, advice)
        seen.setdefault(key, patient.id)


@expected
def old_guardians(world: World, bounds: Bounds) -> Iterator[Finding]:
    """C928: the guardian of a patient is very old."""
    for patient in care.in_care(world):
        guardian = patient.guardian_on(world.today)
        number = guardian.id_number if guardian else None
        born = birth(number) if number else None
        if born:
            age = world.today.year - born.year
            if age > bounds.guardian_age:
                message = f"{patient.id} 的监护人已经 {age} 岁上下，可能监护不动"
                yield care.guardian(world, "C928", patient, "id_number", message, "核对监护能力，物色第二监护人")


def young_guardians(world: World) -> Iterator[Finding]:
    """C941: the guardian is a minor; C942: a parent not older than the patient, or a child older."""
    for patient in care.in_care(world):
        person, guardian = patient.identity, patient.guardian_on(world.today)
        number = guardian.id_number if guardian else None
        born = birth(number) if number and not id_fault(number, world.today) else None
        if person is None or guardian is None or born is None or guardian.relation is None:
            continue
        if add(born, Span(months=ADULT * 12)) > world.today:
            message = f"{patient.id} 的监护人按公民身份号码还不满 {ADULT} 岁"
            yield care.guardian(world, "C941", patient, "id_number", message, "核对号码；监护人应是成年人")
        own = person.birth_date
        elder = own is None or (born > own if guardian.relation == "child" else born < own)
        if guardian.relation in _GENERATIONS and not elder:
            message = f"{patient.id} 的监护人是{words('relation')[guardian.relation]}，按公民身份号码年龄却不合"
            yield care.guardian(world, "C942", patient, "relation", message, "核对关系和号码")


def same_person(world: World) -> Iterator[Finding]:
    """C943: the guardian bears the patient's name."""
    for patient in care.in_care(world):
        guardian = patient.guardian_on(world.today)
        if patient.identity and guardian and guardian.name == patient.identity.name:
            message = f"{patient.id} 的监护人与患者本人同名"
            yield care.guardian(world, "C943", patient, "name", message, "核对监护人的姓名，不要填患者自己")


def two_at_once(world: World) -> Iterator[Finding]:
    """C944: two guardians from the same day on: which of them it is nobody can tell."""
    for patient in world.registry.patients.values():
        seen = set()
        for index, guardian in enumerate(patient.identity.guardians if patient.identity else ()):
            if guardian.since in seen:
                since = f"都从 {guardian.since} 起" if guardian.since else "都没有写从哪天起"
                path = ("guardians", index, "name")
                message = f"{patient.id} 有两名监护人{since}"
                yield care.identity(
                    world, "C944", patient, path, message, "换人的写各自的 since；第二监护人写进 relatives"
                )
            seen.add(guardian.since)


CHECKS = (
    no_relatives,
    no_guardian_address,
    no_employer,
    same_phone,
    unreachable,
    minors,
    one_guardian_for_several,
    old_guardians,
    young_guardians,
    same_person,
    two_at_once,
)
