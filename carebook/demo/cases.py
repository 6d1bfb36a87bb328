"""One patient: who it is, what the illness is, how the care goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from carebook.demo import courses, names, numbers
from carebook.demo.courses import DemoCourse, DemoSpan
from carebook.demo.days import between, chance, weighted
from carebook.demo.source import source
from carebook.demo.teams import DemoVillage
from carebook.demo.yamltext import Doc

MIDDLE_AGED = 1975  # born later: the parents can still be guardians
PHONES_PER_HOUSEHOLD = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoGuardian:
    """The guardian of a patient."""

    name: str
    relation: str
    phone: str
    birth: date | None = None
    sex: int = 1

    @property
    def public(self) -> bool:
        """Return whether a body had to become the guardian."""
        return self.relation in {"village", "civil-affairs"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How well the visits of a patient are kept up."""

    late: float = 0.05
    pairs: float = 0.04
    visits_until: date | None = None  # after this day nobody came
    last_by_pair: bool = False  # the last visit was made by two only
    ratings_until: date | None = None
    no_checkup_in: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A patient with everything that the records of the patient are made from."""

    number: int
    id: str
    village: DemoVillage
    grid: int
    name: str
    sex: int
    birth: date
    ethnicity: str
    guardian: DemoGuardian
    phone: str | None
    relative: Doc | None
    hamlet: str
    house: int
    disease: str
    course: DemoCourse
    filed: date
    symptoms: Sequence[int]
    adherence: int = 1
    restraint: tuple[date, date] | None = None
    agreement: bool = False
    employment: int | None = None
    employer: str | None = None
    habits: Habits = field(default_factory=Habits)
    profile: Doc = field(default_factory=dict)  # fixed parts of the profile
    supplementary: Doc = field(default_factory=dict)  # fixed parts of the national form

    def chance(self, part: str) -> Random:
        """Return a source of chance for one part of the records, so that what it draws changes nothing else."""
        return Random(f"{self.id} {self.name} {part}")


def draw(
    rng: Random, *, number: int, patient: str, village: DemoVillage, span: DemoSpan, phones: int, **fixed: Any
) -> Case:
    """Draw a patient; every part that is named in ``fixed`` is taken as given.

    ``phones`` is the index of the first of three telephone numbers kept for this household.
    """
    sex: int = fixed.get("sex", rng.choice((1, 2)))
    birth: date = fixed.get("birth") or between(rng, date(1946, 1, 1), date(2006, 12, 28))
    family = names.surname(rng)
    name: str = fixed.get("name", family + names.given(rng, sex))
    filed: date = fixed.get("filed") or _filed(rng, birth, span)
    disease: str = fixed.get("disease", weighted(rng, source("care")["weights"]["diseases"]))
    drawn: Doc = {
        "ethnicity": rng.choices(("汉族", "土家族", "苗族"), (90, 7, 3))[0],
        "guardian": _guardian(rng, name[0], birth, numbers.mobile(phones)),
        "phone": numbers.mobile(phones + 1) if chance(rng, 0.8) else None,
        "relative": _relative(rng, name[0], numbers.mobile(phones + 2)),
        "hamlet": names.hamlet(rng),
        "house": rng.randint(1, 98),
        "grid": rng.randint(0, 1),
        "symptoms": source("care")["symptoms"][disease],
        "adherence": rng.choices((1, 2, 4), (90, 8, 2))[0],
        "agreement": chance(rng, 0.3),
    }
    if "course" not in fixed:
        drawn["course"] = courses.draw(rng, filed, span)
    values = drawn | fixed | {"name": name, "sex": sex, "birth": birth, "disease": disease, "filed": filed}
    return Case(number=number, id=patient, village=village, **values)


def employment(case: Case) -> int:
    """Return the code of employment: given, or by age and place."""
    return case.employment or (8 if case.village.town else 3)


def identity_doc(case: Case, township: str) -> Doc:
    """Return the identity record."""
    street = f"{township}{case.village.name}{case.hamlet}"
    keeper = case.guardian
    kin = not keeper.public and keeper.relation != "other"
    known = keeper.birth if case.agreement else None
    number = numbers.id_number(known, keeper.sex, case.number + 1) if known else None
    return {
        "patient": case.id,
        "name": case.name,
        "id_number": numbers.id_number(case.birth, case.sex, case.number),
        "sex": case.sex,
        "birth_date": case.birth,
        "ethnicity": case.ethnicity,
        "phones": [case.phone] if case.phone else None,
        "registered_address": street,
        "residence_address": f"{street}{case.house}号",
        "hamlet": case.hamlet,
        "employer": case.employer,
        "guardians": [
            {
                "name": keeper.name,
                "relation": keeper.relation,
                "id_number": number,
                "phone": keeper.phone,
                "address": f"{street}{case.house}号" if kin else None,
                "bank_account": f"99{case.number:017d}" if number else None,
            }
        ],
        "relatives": [case.relative] if case.relative else None,
    }


def _filed(rng: Random, birth: date, span: DemoSpan) -> date:
    """Draw the day of filing: not before the sixteenth birthday; seldom within the span."""
    last = span.end - timedelta(days=320) if chance(rng, 0.06) else span.begin - timedelta(days=30)
    return between(rng, max(date(2012, 3, 1), date(birth.year + 16, birth.month, birth.day)), last)


def _guardian(rng: Random, family: str, birth: date, phone: str) -> DemoGuardian:
    """Draw a guardian who fits the patient's age."""
    if birth.year >= MIDDLE_AGED:
        relation, years = rng.choices((("parent", -27), ("spouse", 1), ("sibling", 4)), (6, 3, 2))[0]
    else:
        relation, years = rng.choices(
            (("spouse", 2), ("child", 26), ("sibling", 3), ("other-relative", 9)), (5, 4, 2, 1)
        )[0]
    sex = rng.choice((1, 1, 2))
    shared = relation in {"sibling", "child"} or (relation == "parent" and sex == 1)
    name = (family if shared else names.surname(rng)) + names.given(rng, sex)
    born = date(max(1936, min(2004, birth.year + years)), rng.randint(1, 12), rng.randint(1, 28))
    return DemoGuardian(name=name, relation=relation, phone=phone, birth=born, sex=sex)


def _relative(rng: Random, family: str, phone: str) -> Doc | None:
    """Draw another relative, or none."""
    if chance(rng, 0.4):
        return None
    relation = rng.choice(("sibling", "other-relative", "other-relative"))
    return {"name": family + names.given(rng, rng.choice((1, 2))), "relation": relation, "phone": phone}
