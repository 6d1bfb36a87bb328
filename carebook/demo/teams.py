"""Villages, staff and care groups of an invented township."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from carebook.demo import names, numbers
from carebook.demo.yamltext import Doc

ESTABLISHED = date(2022, 1, 7)
GRIDS = ("第一网格", "第二网格")
DEPARTMENT_PHONES = {
    "office": 0,
    "clinic": 2,
    "police": 3,
    "civil-affairs": 4,
    "rehab": 5,
    "justice": 6,
    "other": 7,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """A member of staff."""

    id: str
    name: str
    unit: str
    position: str
    role: str
    phone: str
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Village:
    """A village with its leaders and the township staff who look after it."""

    number: int
    id: str
    name: str
    town: bool
    population: int
    leaders: tuple[Worker, ...]
    keepers: tuple[Worker, ...]
    shared: tuple[Worker, ...]  # doctor, police, civil affairs, rehabilitation, in the order of the roster

    @property
    def phone(self) -> str:
        """Return the office telephone of the village."""
        return numbers.office(10 + self.number)

    def grid(self, index: int) -> str:
        """Return the id of a grid by index."""
        return f"{self.id}-G{index % len(GRIDS) + 1}"

    def committee(self) -> str:
        """Return the name of the village committee."""
        return f"{self.name}{'居民' if self.town else '村民'}委员会"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A member of a group with its term, both ends inclusive."""

    role: str
    since: date
    staff: str | None = None
    guardian_of: str | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """A care group."""

    id: str
    patients: tuple[str, ...]
    village: Village
    established: date
    members: tuple[Member, ...]
    dissolved: date | None = None

    def staff_on(self, day: date) -> dict[str, str]:
        """Return role and staff id of the staff members in force on a day, in roster order."""
        day = max(day, self.established)
        return {
            item.role: item.staff
            for item in self.members
            if item.staff and item.since <= day and (item.until is None or day <= item.until)
        }


def team(
    *,
    group: str,
    patients: tuple[str, ...],
    village: Village,
    established: date,
    leader: Worker,
    successor: Worker | None = None,
    keeper: Worker | None = None,
    keeper_since: date | None = None,
    dissolved: date | None = None,
) -> Team:
    """Make a group of the six roles of the notice, with a grid keeper beside them."""
    members = [
        Member(role="leader", staff=leader.id, since=established, until=leader.until if successor else None)
    ]
    if successor:
        members.append(Member(role="leader", staff=successor.id, since=successor.since))
    members += [Member(role=worker.role, staff=worker.id, since=established) for worker in village.shared]
    members += [Member(role="guardian", guardian_of=patient, since=established) for patient in patients]
    if keeper:
        members.append(Member(role="grid", staff=keeper.id, since=keeper_since or established))
    return Team(
        id=group,
        patients=patients,
        village=village,
        established=established,
        members=tuple(members),
        dissolved=dissolved,
    )


def draw_worker(rng: Random, index: int, *, worker: str, unit: str, position: str, role: str) -> Worker:
    """Draw a member of staff."""
    sex = rng.choice((1, 1, 2))
    since = date(rng.randint(2012, 2021), rng.randint(1, 12), 1)
    name = names.surname(rng) + names.given(rng, sex)
    phone = numbers.mobile(index)
    return Worker(id=worker, name=name, unit=unit, position=position, role=role, phone=phone, since=since)


def staff_doc(worker: Worker, office_phone: str) -> Doc:
    """Return the record of a member of staff."""
    return {
        "id": worker.id,
        "name": worker.name,
        "posts": [
            {
                "unit": worker.unit,
                "position": worker.position,
                "role": worker.role,
                "since": worker.since,
                "recorded_on": worker.since,
                "until": worker.until,
            }
        ],
        "office_phone": office_phone,
        "mobile": worker.phone,
    }


def village_doc(village: Village) -> Doc:
    """Return the record of a village."""
    grids = [
        {"id": village.grid(index), "name": name, "keeper": village.keepers[index].id}
        for index, name in enumerate(GRIDS)
    ]
    return {
        "id": village.id,
        "name": village.name,
        "kind": "community" if village.town else "village",
        "phone": village.phone,
        "population": village.population,
        "grids": grids,
    }


def group_doc(team: Team) -> Doc:
    """Return the record of a group."""
    return {
        "id": team.id,
        "patients": list(team.patients),
        "village": team.village.id,
        "established": team.established,
        "dissolved": team.dissolved,
        "members": [
            {
                "role": item.role,
                "staff": item.staff,
                "guardian_of": item.guardian_of,
                "since": item.since,
                "recorded_on": item.since,
                "until": item.until,
            }
            for item in team.members
        ],
    }
