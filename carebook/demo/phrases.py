"""What visitors write down, in sentences of two halves that fit together.

The halves are chosen by the patient's state, the season and who looks after the patient, so a text says the same as
the codes beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from carebook.demo.cases import Case
from carebook.demo.codes import OLD, REGULAR, UNSTABLE
from carebook.demo.days import chance
from carebook.demo.drugs import has_needle
from carebook.demo.sheet import Moment
from carebook.demo.source import source

Pool = Sequence[Sequence[str]]


def sentence(rng: Random, pool: Pool, before: str = "") -> str:
    """Draw a sentence from two halves, another one than ``before``."""
    text = before
    while text == before:
        text = f"{rng.choice(pool[0])}，{rng.choice(pool[1])}。"
    return text


def points(
    rng: Random, case: Case, moment: Moment, status: str, before: Mapping[str, str], *, better: bool
) -> dict[str, str]:
    """Return the five points of the notice, none in the words of the visit before."""
    place = "hospital" if moment.in_hospital else None
    away = "away" if status == "away" else None
    stability = moment.phase.stability
    course = "worse" if moment.worse else "better" if better else stability
    keys = {
        "change": place or course,
        "treatment": place or _treatment(rng, moment),
        "guardianship": place or _guardianship(rng, case),
        "control": place or away or stability,
    }
    said = source("phrases")
    pools = {"situation": said["elsewhere"].get(place or away) or _at_home(case, moment)}
    pools |= {point: said[point][key] for point, key in keys.items()}
    return {point: sentence(rng, pool, before.get(point, "")) for point, pool in pools.items()}


def _at_home(case: Case, moment: Moment) -> Pool:
    """Return the pool for the circumstances of a patient at home: what is done there, and how."""
    said, stability = source("phrases"), moment.phase.stability
    if stability == UNSTABLE:
        doing = "unstable"
    elif moment.day.year - case.birth.year >= OLD:
        doing = "old"
    else:
        doing = "town" if case.village.town else said["seasons"][moment.day.month - 1]
    return said["situation"][doing], said["state"][stability]


def _treatment(rng: Random, moment: Moment) -> str | int:
    """Return the key of the pool for treatment at home: adherence, or the injection."""
    needle = moment.adherence == REGULAR and has_needle(moment.medicines) and chance(rng, 0.4)
    return "needle" if needle else moment.adherence


def _guardianship(rng: Random, case: Case) -> str:
    """Return the key of the pool for guardianship at home."""
    if case.guardian.public:
        return "public"
    return "tired" if chance(rng, 0.12) else "kin"
