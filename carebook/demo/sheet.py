"""The national form 随访服务记录表, filled in so that it agrees with the phase of the illness."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from carebook.demo import drugs
from carebook.demo.cases import Case
from carebook.demo.codes import (
    FAIR,
    NEEDS_NONE,
    NO_DRUGS,
    OLD,
    OTHER_MEASURE,
    OTHER_SYMPTOM,
    PRESENT,
    STABLE,
    UNSTABLE,
    WITHDRAWN,
    WORLD_WEARY,
)
from carebook.demo.courses import HOSPITAL, Phase
from carebook.demo.days import chance
from carebook.demo.source import source
from carebook.demo.yamltext import Doc

ACTS = ("mild", "offence", "crime", "other_harm", "self_harm", "suicide_attempt")
SCORES = {3: (1, 1, 1, 2), 2: (1, 2, 2, 2, 3), 1: (2, 3, 3)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What the form is filled in about: the visit, the one before it, and what lay between."""

    day: date
    before: date
    phase: Phase
    worse: bool
    in_hospital: bool
    medicines: drugs.Regimen
    adherence: int
    changed: bool


def fill(rng: Random, case: Case, moment: Moment) -> Doc:
    """Return items 6–21 of the form."""
    stability = moment.phase.stability
    acts = _acts(case, moment)
    symptoms = [s for s in _symptoms(rng, case, stability) if s != WORLD_WEARY]
    if {"self_harm", "suicide_attempt"} & acts.keys():
        symptoms = sorted({*symptoms, WORLD_WEARY})
    dry = moment.adherence in {NO_DRUGS, NEEDS_NONE}
    out = _discharged(case, moment)
    adverse = 9 if dry else rng.choices((1, 2), (88, 12))[0]
    lab = rng.choices((1, 2), (82, 18))[0]
    measures = _measures(rng, case)
    return {
        "risk": moment.phase.risk,
        "symptoms": symptoms,
        "symptoms_other": "夜间不眠" if OTHER_SYMPTOM in symptoms else None,
        "insight": {3: 1, 2: rng.choice((2, 2, 1)), 1: rng.choice((3, 3, 2))}[stability],
        "sleep": rng.choice(SCORES[stability]),
        "diet": rng.choice(SCORES[stability]),
        "function": _function(rng, case, moment),
        "dangerous_acts": acts,
        "restraint": _restraint(case, moment),
        "hospitalization": 1 if moment.in_hospital else 2 if out else 0,
        "last_discharge": None if moment.in_hospital else out,
        "lab": {"result": lab, "text": rng.choice(source("drugs")["lab"]) if lab == PRESENT else None},
        "adherence": moment.adherence,
        "adverse": {"result": adverse, "text": rng.choice(source("drugs")["adverse"]) if adverse == PRESENT else None},
        "effect": _effect(rng, moment),
        "referral": _referral(moment),
        "medication": [] if dry else moment.medicines,
        "guidance": moment.medicines if moment.changed and not dry else None,
        "rehabilitation": measures,
        "rehabilitation_other": rng.choice(("农疗", "手工活动", "文体活动")) if OTHER_MEASURE in measures else None,
    }


def _symptoms(rng: Random, case: Case, stability: int) -> list[int]:
    """Draw the symptoms of the day among those the patient is known for."""
    if stability == STABLE:
        return [WITHDRAWN] if WITHDRAWN in case.symptoms and chance(rng, 0.2) else []
    count = rng.randint(1, 2) if stability == FAIR else rng.randint(2, min(4, len(case.symptoms)))
    return sorted(rng.sample(case.symptoms, min(count, len(case.symptoms))))


def _function(rng: Random, case: Case, moment: Moment) -> Doc:
    """Return the five items of social functioning."""
    scores = SCORES[moment.phase.stability]
    idle = moment.in_hospital or moment.day.year - case.birth.year >= OLD
    return {
        "self_care": rng.choice(scores),
        "housework": rng.choice(scores),
        "work": 9 if idle else rng.choice(scores),
        "study": rng.choice(scores),
        "social": rng.choice(scores),
    }


def _acts(case: Case, moment: Moment) -> Doc:
    """Return the counts of dangerous acts since the last visit."""
    counts: Doc = {}
    for day, kind in case.course.incidents:
        if moment.before < day <= moment.day:
            counts[ACTS[kind - 1]] = counts.get(ACTS[kind - 1], 0) + 1
    return {key: counts[key] for key in ACTS if key in counts} or {"none": True}


def _restraint(case: Case, moment: Moment) -> int:
    """Return the code of restraint since the last visit."""
    if case.restraint is None:
        return 1
    first, last = case.restraint
    if first <= moment.day <= last:
        return 2
    return 3 if moment.before <= last < moment.day else 1


def _discharged(case: Case, moment: Moment) -> date | None:
    """Return the last day of discharge since the visit before."""
    days = [stay.discharged for stay in case.course.stays if stay.discharged]
    return next((day for day in days if moment.before <= day <= moment.day), None)


def _effect(rng: Random, moment: Moment) -> int:
    """Return the code of the effect of treatment."""
    if moment.adherence == NEEDS_NONE:
        return 9
    if moment.worse:
        return 4
    return {3: rng.choice((2, 2, 2, 1)), 2: rng.choice((2, 2, 3)), 1: rng.choice((3, 3, 4))}[moment.phase.stability]


def _referral(moment: Moment) -> Doc:
    """Return the referral item: made where the illness has become unstable at home."""
    if moment.worse and moment.phase.stability == UNSTABLE:
        return {"referred": 2, "reason": "病情波动，需住院评估", "to": f"{HOSPITAL}精神科"}
    return {"referred": 1}


def _measures(rng: Random, case: Case) -> list[int]:
    """Draw the measures of rehabilitation."""
    first = 4 if case.village.town else 1
    return sorted({first, *rng.sample((1, 2, 3, 4, 4, 5), rng.randint(0, 2))})
