"""The demo township 清溪乡: invented, and the same whenever it is made again.

Its 24 patients together cover every stability, risk level, status, disease and, as far as 24 people can, every code of
the national forms. A few are not visited, rated or examined in time, so that the due list has something to say.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random

import msgspec

from carebook.demo import cases, write
from carebook.demo.cases import PHONES_PER_HOUSEHOLD, Case, DemoGuardian, Habits
from carebook.demo.courses import BUILDS, DemoCourse, DemoSpan
from carebook.demo.events import joint_responses
from carebook.demo.notices import founding
from carebook.demo.official import DemoPlace
from carebook.demo.source import source
from carebook.demo.teams import DemoVillage, Team, Worker
from carebook.demo.yamltext import Doc

SPAN = DemoSpan(date(2025, 1, 1), date(2026, 11, 20))
FIRST_PHONE = 30
FIRST_NOTICE, FOUNDED = "2022-9", date(2022, 1, 7)


def township(out: Path) -> str:
    """Write the demo township into a folder, and return its id."""
    told = source("qingxi")
    staff = {one["id"]: msgspec.convert(one, Worker) for one in told["staff"]}
    villages = [_village(number, told, staff) for number in range(1, len(told["villages"]) + 1)]
    place = msgspec.convert(told["place"], DemoPlace)
    write.clear(out)
    write.place(out, place, villages, staff.values(), SPAN, told["unused_numbers"])
    made = {}
    for number, spec in enumerate(source("qingxi-cases"), 1):
        rng = _chance(str(number))
        case = _case(rng, number, villages[spec["village"] - 1], spec)
        made[case.id] = case, rng
    for group in told["groups"]:
        team = _team(group, staff, made[group["patients"][0]][0])
        for patient in team.patients:
            case, rng = made[patient]
            write.patient(out, rng, case, team, place, staff[place.head], SPAN)
        case, rng = made[team.patients[0]]
        write.group(out, rng, team, case, SPAN, (group.get("last_meeting"), group.get("last_exchange")))
    for one in told["promises"]:
        promise = {key: value for key, value in one.items() if key not in {"patient", "by"}}
        write.enter(out / "patients" / one["patient"], ("promise", promise), one["by"])
    responses = [item for case, _ in made.values() for item in joint_responses(case)]
    write.offices(out, _chance("journal"), place, villages, SPAN, responses)
    first = [group["id"] for group in told["groups"] if group["established"] == FOUNDED]
    for notice in (founding(place, FIRST_NOTICE, first, FOUNDED), *source("qingxi-notices")):
        write.put(out / "notices" / f"{notice['id']}.yaml", "notice", notice)
    return place.id


def _chance(part: str) -> Random:
    """Return the source of chance for one part of the township."""
    return Random(f"清溪乡 {part}")


def _village(number: int, told: Doc, staff: dict[str, Worker]) -> DemoVillage:
    """Make one village, with the staff of the township who look after all."""
    spec = told["villages"][number - 1] | {"number": number, "shared": told["shared"]}
    people = {part: tuple(staff[one] for one in spec[part]) for part in ("leaders", "keepers", "shared")}
    return DemoVillage(**spec | people)


def _case(rng: Random, number: int, village: DemoVillage, spec: Doc) -> Case:
    """Make one patient from what is told, the rest drawn."""
    fixed: Doc = spec | {
        "guardian": msgspec.convert(spec["guardian"], DemoGuardian),
        "habits": msgspec.convert(spec.get("habits", {}), Habits),
        "course": _course(rng, spec),
    }
    del fixed["village"]
    phones = FIRST_PHONE + PHONES_PER_HOUSEHOLD * number
    patient = f"QX-{number:04d}"
    return cases.draw(rng, number=number, patient=patient, village=village, span=SPAN, phones=phones, **fixed)


def _course(rng: Random, spec: Doc) -> DemoCourse:
    """Return a course that is told in full, or by its name and turns."""
    told = spec["course"]
    if "phases" in told:
        return msgspec.convert(told, DemoCourse)
    [(name, turns)] = told.items()
    return BUILDS[name](rng, spec["filed"], SPAN, **turns)


def _team(spec: Doc, staff: dict[str, Worker], first: Case) -> Team:
    """Make one care group in the village of its first patient."""
    return Team(
        id=spec["id"],
        patients=tuple(spec["patients"]),
        village=first.village,
        established=spec["established"],
        leader=staff[spec["leader"]],
        keeper=first.village.keepers[first.grid],
        keeper_since=spec.get("keeper_since"),
        successor=staff[spec["successor"]] if "successor" in spec else None,
        dissolved=spec.get("dissolved"),
    )
