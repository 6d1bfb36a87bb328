"""What lasts about a patient: identity and profile.

Field names, requiredness and nesting follow ``schemas/*.schema.json``, which is the one definition; a test holds
the two together. Dates are calendar days; partial dates (``2008``, ``2008-05``) stay text.
"""

from __future__ import annotations

from msgspec import structs

from carebook.reading.record import Day, Record
from carebook.records.dated import in_force
from carebook.records.identifiers import birth, id_fault, sex
from carebook.records.parts import DangerousActs, Exemption, Gap


class Guardian(Record, frozen=True):
    """A person who exercises guardianship, from ``since`` on (None: always) until the next one."""

    name: str
    relation: str | None = None
    phone: str | None = None
    since: Day | None = None
    recorded_on: Day | None = None
    id_number: str | None = None
    address: str | None = None
    bank_account: str | None = None


class Relative(Record, frozen=True):
    """Another relative who can be reached."""

    name: str
    relation: str
    phone: str | None = None
    address: str | None = None


class Identity(Record, frozen=True):
    """Everything that identifies a person, and nothing else (精神卫生法 第四条)."""

    patient: str
    name: str | None = None
    id_number: str | None = None
    sex: int | None = None
    birth_date: Day | None = None
    residence_address: str | None = None
    ethnicity: str | None = None
    phones: tuple[str, ...] = ()
    registered_address: str | None = None
    hamlet: str | None = None
    employer: str | None = None
    guardians: tuple[Guardian, ...] = ()
    relatives: tuple[Relative, ...] = ()

    def completed(self) -> Identity:
        """The identity with birth date and sex where they are not written and follow from the ID number (GB 11643)."""
        number = self.id_number
        if number is None or id_fault(number, Day.max):
            return self
        born, told = self.birth_date or birth(number), self.sex if self.sex is not None else sex(number)
        return structs.replace(self, birth_date=born, sex=told)

    def guardian_on(self, day: Day) -> tuple[int, Guardian] | None:
        """Who was the guardian on a day, with the place in the list; the first before all of them, None if there is none."""
        return in_force(self.guardians, day)


class Registered(Record, frozen=True):
    """An entry in an information system."""

    on: Day
    number: str | None = None


class Registration(Record, frozen=True):
    """Entries in the systems of health, police and social governance (综治)."""

    clinic: Registered | None = None
    police: Registered | None = None
    governance: Registered | None = None


class Responsible(Record, frozen=True):
    """Unit and leader responsible for the patient."""

    unit: str
    leader: str


class Consent(Record, frozen=True):
    """Consent to take part in management."""

    agreed: int
    signed_by: str | None = None
    signed_on: Day | None = None


class Diagnosis(Record, frozen=True):
    """The latest diagnosis."""

    disease: str
    hospital: str
    date: str
    name: str | None = None


class Supplementary(Record, frozen=True):
    """National form 严重精神障碍患者个人信息补充表."""

    village_contact: str | None = None
    household: int | None = None
    employment: int | None = None
    consent: Consent | None = None
    onset: str | None = None
    past_symptoms: tuple[int, ...] = ()
    past_restraint: int | None = None
    outpatient: int | None = None
    admissions: int | None = None
    diagnosis: Diagnosis | None = None
    effect: int | None = None
    dangerous_acts: DangerousActs | None = None
    economy: int | None = None
    specialist_opinion: str | None = None
    filled_on: Day | None = None
    doctor: str | None = None
    past_symptoms_other: str | None = None
    first_medication: str | None = None


class Insurance(Record, frozen=True):
    """Medical insurance."""

    kind: int
    paid_by_state: bool | None = None


class Disability(Record, frozen=True):
    """Disability certificate."""

    held: bool
    level: int | None = None
    on: Day | None = None


class Subsistence(Record, frozen=True):
    """Subsistence allowance (低保)."""

    receiving: bool
    since: Day | None = None


class PlanReview(Record, frozen=True):
    """A look at how a rehabilitation plan works."""

    date: Day
    result: str


class Rehabilitation(Record, frozen=True):
    """Community rehabilitation plan, with employment of those who can work (中梁府发〔2022〕9号 二、5)."""

    made_on: Day
    goal: str
    measures: str
    responsible: str
    review_by: Day
    reviews: tuple[PlanReview, ...] = ()
    able_to_work: bool | None = None
    job: int | None = None
    job_note: str | None = None


class Unsupported(Record, frozen=True):
    """Without support (“三无”, no guardian, no near relatives, registered elsewhere), as the township found."""

    kinds: tuple[str, ...]
    basis: str
    on: Day
    by: str | None = None


class Residence(Record, frozen=True):
    """Where the patient lives, from ``since`` on (inclusive) until the next one."""

    village: str
    recorded_on: Day
    since: Day | None = None
    grid: str | None = None


class Profile(Record, frozen=True):
    """What is lasting about a patient, without identity."""

    patient: str
    residences: tuple[Residence, ...]
    filed_on: Day | None = None
    supplementary: Supplementary = Supplementary()
    form_number: str | None = None
    registration: Registration | None = None
    responsible: Responsible | None = None
    insurance: Insurance | None = None
    disability: Disability | None = None
    subsistence: Subsistence | None = None
    unsupported: Unsupported | None = None
    plan: str | None = None
    rehabilitation: Rehabilitation | None = None
    exemptions: tuple[Exemption, ...] = ()
    gaps: tuple[Gap, ...] = ()

    @property
    def filed(self) -> Day:
        """The day of filing; where it is not known the day on which the first residence was recorded."""
        return self.filed_on or min(one.recorded_on for one in self.residences)
