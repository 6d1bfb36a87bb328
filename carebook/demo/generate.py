"""Make an invented township of any size, or the demo township again.

``python -m carebook.demo.generate --patients 500 --seed 1 --out /tmp/t`` and
``python -m carebook.demo.generate --scenario qingxi --out data``. The same seed gives the same bytes.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

from carebook.demo import cases, names, numbers, qingxi as demo, write
from carebook.demo.cases import PHONES_PER_HOUSEHOLD, Case, Habits
from carebook.demo.courses import DemoSpan
from carebook.demo.days import chance
from carebook.demo.events import Response, joint_responses
from carebook.demo.locked import lock_demo
from carebook.demo.notices import founding
from carebook.demo.official import DemoPlace
from carebook.demo.teams import ESTABLISHED, DemoVillage, Team, Worker, draw_worker

TODAY = date(2026, 11, 21)
VILLAGE_SIZE = 30
VILLAGES_PER_TEAM = 6  # villages that share a doctor and a police officer
PREFIX = "BX"
UNVISITED, UNRATED, UNEXAMINED = 0.04, 0.02, 0.03  # shares of patients for whom something is overdue


def _elsewhere(place: DemoPlace) -> dict[str, object]:
    """The numbers before that of the founding notice, which other business has used."""
    reason = "其他业务公文，登记在乡党政办发文簿"
    return {"code": f"{place.short}府发", "first": 1, "last": 2, "reason": reason}


def township(patients: int, seed: int, out: Path, today: date = TODAY) -> None:
    """Write a township with this many patients into ``out``, which is made if need be.

    What happened runs from the first of January of the year before to the day before ``today``. The same
    ``patients``, ``seed`` and ``today`` give the same bytes; telephone numbers repeat above 30,000 patients.
    """
    span = DemoSpan(date(today.year - 1, 1, 1), today - timedelta(days=1))
    rng = Random(f"township {seed}")
    name = names.township(rng)
    head, townwide, pairs = _offices(rng, f"{name}乡", patients)
    villages = _villages(rng, patients, pairs, townwide)
    offices = [head, *townwide, *(worker for pair in pairs for worker in pair)]
    staff = offices + [worker for village in villages for worker in (*village.leaders, *village.keepers)]
    place = DemoPlace(
        id=PREFIX,
        name=f"{name}乡",
        county="宁水县",
        division=f"{numbers.DIVISION}199",
        credit=numbers.credit_code(99),
        head=head.id,
    )
    write.clear(out)
    founded = span.begin + timedelta(days=2)
    responses: list[Response] = []
    listed: list[str] = []
    for case, group, own in _patients(patients, seed, villages, len(staff), span):
        write.patient(out, own, case, group, place, head, span)
        write.group(out, own, group, case, span)
        responses.extend(joint_responses(case))
        if group.village is villages[0] and group.established <= founded:
            listed.append(group.id)
    if listed:
        notice = founding(place, f"{founded.year}-3", listed, founded)
        write.put(out / "notices" / f"{notice['id']}.yaml", "notice", notice)
    unused = {founded.year: [_elsewhere(place)]} if listed else {}
    write.place(out, place, villages, staff, span, unused)
    write.offices(out, rng, place, villages, span, responses)


def qingxi(out: Path) -> None:
    """Write the demo township 清溪乡 into ``out``, its identities locked with the demo key."""
    lock_demo(out, demo.township(out))


def _patients(
    count: int, seed: int, villages: list[DemoVillage], staff: int, span: DemoSpan
) -> Iterator[tuple[Case, Team, Random]]:
    """Yield every patient with the group and the source of chance of its own."""
    width = max(4, len(str(count)))
    for number in range(1, count + 1):
        own = Random(f"{seed} {number}")
        village = villages[(number - 1) // VILLAGE_SIZE % len(villages)]
        phones = staff + number * PHONES_PER_HOUSEHOLD
        patient = f"{PREFIX}-{number:0{width}d}"
        habits = _habits(own, span)
        case = cases.draw(own, number=number, patient=patient, village=village, span=span, phones=phones, habits=habits)
        yield case, _team(own, case, width, span), own


def _habits(rng: Random, span: DemoSpan) -> Habits:
    """Draw how well the care of a patient is kept up."""
    return Habits(
        visits_until=span.end - timedelta(days=rng.randint(20, 75)) if chance(rng, UNVISITED) else None,
        ratings_until=span.end - timedelta(days=rng.randint(120, 260)) if chance(rng, UNRATED) else None,
        no_checkup_in=span.end.year if chance(rng, UNEXAMINED) else None,
    )


def _team(rng: Random, case: Case, width: int, span: DemoSpan) -> Team:
    """Make the group of a patient; it ends some weeks after the patient has died or moved."""
    last = case.course.periods[-1]
    ended = last.since + timedelta(days=rng.randint(10, 30)) if last.status in {"deceased", "moved"} else None
    return Team(
        id=f"{PREFIX}-G{case.number:0{width}d}",
        patients=(case.id,),
        village=case.village,
        established=max(ESTABLISHED, case.filed),
        leader=case.village.leaders[0],
        keeper=case.village.keepers[case.grid],
        dissolved=ended if ended and ended <= span.end else None,
    )


def _offices(rng: Random, name: str, patients: int) -> tuple[Worker, list[Worker], list[list[Worker]]]:
    """Draw the head of the office, the two who serve all villages, and doctor and officer per few villages."""
    teams = -(-patients // (VILLAGE_SIZE * VILLAGES_PER_TEAM))
    posts = [
        ("office", f"{name}平安办主任", "office"),
        ("civil-affairs", "民政办主任", "civil-affairs"),
        ("rehab", "康复协调员", "rehab"),
    ]
    posts += [("clinic", f"{name}卫生院医生", "doctor"), ("police", "社区民警", "police")] * max(1, teams)
    workers = [
        draw_worker(rng, index, worker=f"{PREFIX}-S{index + 1:04d}", unit=unit, position=position, role=role)
        for index, (unit, position, role) in enumerate(posts)
    ]
    return workers[0], workers[1:3], [workers[index : index + 2] for index in range(3, len(workers), 2)]


def _villages(rng: Random, patients: int, pairs: list[list[Worker]], townwide: list[Worker]) -> list[DemoVillage]:
    """Draw the villages with leader and grid keepers."""
    made = []
    first = 3 + 2 * len(pairs)
    for index in range(max(1, -(-patients // VILLAGE_SIZE))):
        town = index % 7 == 1
        name = names.village(index) + ("社区" if town else "村")
        key = f"{PREFIX}-V{index + 1}"
        posts = ((f"{name}书记", "village-cadre"), (f"{name}网格员", "grid"), (f"{name}网格员", "grid"))
        leader, *keepers = [
            draw_worker(rng, serial, worker=f"{PREFIX}-S{serial + 1:04d}", unit=key, position=position, role=role)
            for serial, (position, role) in enumerate(posts, start=first + index * len(posts))
        ]
        made.append(
            DemoVillage(
                number=index + 1,
                id=key,
                name=name,
                town=town,
                population=rng.randint(3200, 8600),
                leaders=(leader,),
                keepers=tuple(keepers),
                shared=(*pairs[index // VILLAGES_PER_TEAM], *townwide),
            )
        )
    return made


def main() -> None:
    """Read the command line and write a township."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--scenario", choices=("qingxi",))
    parser.add_argument("--patients", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--today", type=date.fromisoformat, default=TODAY)
    options = parser.parse_args()
    if options.scenario:
        qingxi(options.out)
    else:
        township(options.patients, options.seed, options.out, options.today)


if __name__ == "__main__":
    main()
