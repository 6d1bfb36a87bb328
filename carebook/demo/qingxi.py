"""The demo township 清溪乡: invented, and the same whenever it is made again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random

from carebook.demo import cases, notices, numbers, qingxi_staff as staff, write
from carebook.demo.cases import Case
from carebook.demo.events import joint_responses
from carebook.demo.groups import Silent
from carebook.demo.official import Place
from carebook.demo.qingxi_cases import (
    FIRST_PHONE,
    HOUSEHOLDS,
    OTHERS,
    PHONES_PER_HOUSEHOLD,
    SPAN,
    Spec,
    course,
)
from carebook.demo.qingxi_notices import UNUSED, others
from carebook.demo.teams import ESTABLISHED, Team, team

PLACE = Place(
    id="QX",
    name="清溪乡",
    county="宁水县",
    division="990101103",
    credit=numbers.credit_code(1),
    head=staff.HEAD.id,
)
SECOND = date(2025, 1, 3)
THIRD = date(2026, 4, 20)
KEEPERS_JOINED = date(2025, 3, 1)
LED_BY_XIE = frozenset({6, 20, 22, 24})
DISSOLVED = {15: date(2026, 6, 10), 17: date(2026, 5, 8)}
SILENT: dict[int, Silent] = {20: (None, date(2026, 10, 14)), 22: (date(2026, 10, 14), None)}


def township(out: Path) -> None:
    """Write the demo township into a folder."""
    write.clear(out)
    write.place(out, PLACE, staff.VILLAGES, staff.everyone(), SPAN, UNUSED)
    made = [
        (case, rng)
        for number, spec in enumerate((*HOUSEHOLDS, *OTHERS), 1)
        for case, rng in [_case(number, spec)]
    ]
    teams = {patient: group for group in _teams([case for case, _ in made]) for patient in group.patients}
    for case, rng in made:
        group = teams[case.id]
        write.patient(out, rng, case, group, PLACE, staff.HEAD, SPAN)
        if group.patients[0] == case.id:
            write.group(out, rng, group, case, SPAN, SILENT.get(case.number, (None, None)))
    responses = [item for case, _ in made for item in joint_responses(case)]
    write.offices(out, _chance("journal"), PLACE, staff.VILLAGES, SPAN, responses)
    groups = list(dict.fromkeys(group.id for group in teams.values()))
    for notice in (*notices.notices(PLACE, groups), *others(PLACE)):
        write.put(out / "notices" / f"{notice['id']}.yaml", "notice", notice)


def _chance(part: str) -> Random:
    """Return the source of chance for one part of the township."""
    return Random(f"清溪乡 {part}")  # noqa: S311 - invented data, nothing secret


def _case(number: int, spec: Spec) -> tuple[Case, Random]:
    """Make one patient from its specification."""
    rng = _chance(str(number))
    fixed = {key: value for key, value in spec.items() if key not in {"village", "course"}}
    fixed["course"] = course(spec, rng)
    phones = FIRST_PHONE + PHONES_PER_HOUSEHOLD * number
    village = staff.VILLAGES[spec["village"] - 1]
    return cases.draw(
        rng, number=number, patient=f"QX-{number:04d}", village=village, span=SPAN, phones=phones, **fixed
    ), rng


def _teams(made: list[Case]) -> Iterator[Team]:
    """Yield the groups: one per household; two brothers and sisters of one household are one case."""
    households: dict[str, list[Case]] = {}
    for case in made:
        households.setdefault(f"{case.guardian.name} {case.guardian.phone}", []).append(case)
    for serial, members in enumerate(households.values(), 1):
        first = members[0]
        village = first.village
        leader = staff.XIE if first.number in LED_BY_XIE else village.leaders[0]
        seed = first.number <= len(HOUSEHOLDS)
        established = ESTABLISHED if seed else THIRD if first.filed > SECOND else SECOND
        yield team(
            group=f"QX-G{serial:02d}",
            patients=tuple(case.id for case in members),
            village=village,
            established=established,
            leader=leader,
            successor=staff.SUCCESSOR if leader is staff.YAO else None,
            keeper=village.keepers[first.grid],
            keeper_since=KEEPERS_JOINED if seed else established,
            dissolved=DISSOLVED.get(first.number),
        )
