"""Villages, staff and care groups of an invented township."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from random import Random

from carebook.demo import names, numbers
from carebook.demo.yamltext import Doc

ESTABLISHED = date(2022, 1, 7)
GRIDS = ("第一网格", "第二网格")


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
    absences: tuple[Doc, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoVillage:
    """A village with its leaders and the township staff who look after it."""

    number: int
    id: str
    name: str
    town: bool
    population: int
    leaders: tuple[Worker, ...]
    keepers: tuple[Worker, ...]
    shared: tuple[Worker, ...]  # doctor, police, civil affairs, rehabilitation, in the order of the roster
    ways: tuple[Doc, ...] = ()

    @property
    def phone(self) -> str:
        """Return the office telephone of the village."""
        return numbers.office(10 + self.number)

    def grid(self, index: int) -> str:
        """Return the id of a grid by index."""
        return f"{self.id}-G{index % len(GRIDS) + 1}"

    def clinic(self) -> str:
        """Return the name of the clinic that the doctor of the village belongs to."""
        return self.shared[0].position.removesuffix("医生")

    def committee(self) -> str:
        """Return the name of the village committee."""
        return f"{self.name}{'居民' if self.town else '村民'}委员会"


@dataclass(frozen=True, kw_only=True)
class Team:
    """A care group: the six roles of the notice, with a grid keeper beside them.

    Where there is a successor, the leader's term ended and the successor's began with their posts.
    """

    id: str
    patients: tuple[str, ...]
    village: DemoVillage
    established: date
    leader: Worker
    keeper: Worker
    keeper_since: date | None = None
    successor: Worker | None = None
    dissolved: date | None = None

    @cached_property
    def members(self) -> list[Doc]:
        """Return the members in roster order, each with its term, both ends inclusive."""
        begin, last = self.established, self.leader.until if self.successor else None
        members = [_member("leader", begin, staff=self.leader.id, until=last)]
        if self.successor:
            members.append(_member("leader", self.successor.since, staff=self.successor.id))
        members += [_member(worker.role, begin, staff=worker.id) for worker in self.village.shared]
        members += [_member("guardian", begin, guardian_of=patient) for patient in self.patients]
        return [*members, _member("grid", self.keeper_since or begin, staff=self.keeper.id)]

    def staff_on(self, day: date) -> dict[str, str]:
        """Return role and staff id of the staff members in force on a day, in roster order."""
        day = max(day, self.established)
        return {
            item["role"]: item["staff"]
            for item in self.members
            if item["staff"] and item["since"] <= day and (item["until"] is None or day <= item["until"])
        }


def _member(role: str, since: date, **more: object) -> Doc:
    """Return a member of a group with its term."""
    member: Doc = {"role": role, "staff": None, "guardian_of": None, "since": since, "recorded_on": since}
    return member | {"until": None} | more


def draw_worker(rng: Random, index: int, *, worker: str, unit: str, position: str, role: str) -> Worker:
    """Draw a member of staff."""
    sex = rng.choice((1, 1, 2))
    since = date(rng.randint(2012, 2021), rng.randint(1, 12), 1)
    name = names.surname(rng) + names.given(rng, sex)
    phone = numbers.mobile(index)
    return Worker(id=worker, name=name, unit=unit, position=position, role=role, phone=phone, since=since)


def staff_doc(worker: Worker, office_phone: str) -> Doc:
    """Return the record of a member of staff."""
    post: Doc = {"unit": worker.unit, "position": worker.position, "role": worker.role}
    post |= {"since": worker.since, "recorded_on": worker.since, "until": worker.until}
    return {"id": worker.id, "name": worker.name, "posts": [post], "office_phone": office_phone} | {
        "mobile": worker.phone,
        "absences": list(worker.absences) or None,
    }


def village_doc(village: DemoVillage) -> Doc:
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
        "ways": list(village.ways) or None,
    }


def group_doc(team: Team) -> Doc:
    """Return the record of a group."""
    return {
        "id": team.id,
        "patients": list(team.patients),
        "village": team.village.id,
        "established": team.established,
        "dissolved": team.dissolved,
        "members": team.members,
    }
