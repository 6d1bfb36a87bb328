"""What happened with a patient: visits, ratings and everything else, act by act."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from carebook.demo import drugs
from carebook.demo.cases import Case
from carebook.demo.codes import HIGH_RISK, WORSE
from carebook.demo.courses import HOSPITAL, DemoSpan, Phase
from carebook.demo.days import between, chance, months_on, rating_by, recorded, weekday_before
from carebook.demo.events import aids, checkups, departures, incidents, referrals, stays
from carebook.demo.services import alarms, emergencies
from carebook.demo.source import source
from carebook.demo.teams import Team
from carebook.demo.visits import visits_of
from carebook.demo.yamltext import Act, Doc


def acts(rng: Random, case: Case, team: Team, span: DemoSpan) -> Iterator[Act]:
    """Yield what happened with a patient: visits, ratings and everything else, each kind by day."""
    begin = drugs.regimen(rng, case.disease)
    visits, changes = [], []
    known = begin
    for doc, book in visits_of(rng, case, team, span, begin):
        visits.append(doc)
        if book.medicines is not known:
            known = book.medicines
            changes.append(_change(rng, doc, known, span, worse=bool(doc["fluctuation"])))
    ratings = list(_ratings(rng, case, team, span))
    confirmed = list(_confirmed(case, team, visits, ratings, span))
    _report(visits, [*ratings, *confirmed])
    yield from (("visit", doc) for doc in visits)
    yield from (("rating", doc) for doc in [*ratings, *confirmed])
    yield from (("checkup", doc) for doc in checkups(rng, case, span))
    yield from stays(rng, case, span)
    yield from (("incident", doc) for doc in incidents(rng, case, team, span))
    yield from (("emergency", doc) for doc in emergencies(case, team, span))
    yield from (("alarm", doc) for doc in alarms(case, team, span))
    yield from (("medication-change", doc) for doc in changes)
    yield from (("aid", doc) for doc in aids(rng, case, span))
    yield from (("referral", doc) for doc in referrals(rng, case, span))
    yield from departures(rng, case, span)


def _report(visits: list[Doc], ratings: list[Doc]) -> None:
    """Write down, the same day, that somebody found worse than before was reported."""
    known: tuple[int | None, int | None] = (None, None)
    acts = [(doc["date"], True, doc) for doc in ratings] + [(doc["date"], False, doc) for doc in visits]
    for day, rated, doc in sorted(acts, key=lambda act: act[:2]):
        stability, risk = (doc.get("stability"), doc["risk"] if rated else (doc.get("sheet") or {}).get("risk"))
        worse = known[0] and stability and stability < known[0]
        riskier = known[1] is not None and risk is not None and risk > known[1]
        if worse or riskier or (doc.get("sheet") or {}).get("effect") == WORSE:
            doc.update({"reported_on": day, "leader_told_on": day})
            if not rated:
                doc["fluctuation"] = True
        known = (stability or known[0], risk if risk is not None else known[1])


def _change(rng: Random, visit: Doc, medicine: drugs.Regimen, span: DemoSpan, *, worse: bool) -> Doc:
    """Return the change of medication that was made at a visit."""
    return {
        "date": visit["date"],
        "recorded_on": recorded(rng, visit["date"], span.end),
        "by": f"{HOSPITAL}精神科",
        "reason": rng.choice(source("care")["medication_change"]["worse" if worse else "better"]),
        "medication": medicine,
    }


def _ratings(rng: Random, case: Case, team: Team, span: DemoSpan) -> Iterator[Doc]:
    """Yield the risk ratings: at every change, and as often as the habit asks."""
    begin = max(span.begin, case.filed, team.established)
    stop = min(span.end, case.habits.ratings_until or span.end)
    turns = [phase.since for phase in case.course.phases[1:] if begin < phase.since <= stop]
    phase = case.course.phase(begin)
    fresh = case.filed >= span.begin
    day = begin if fresh else weekday_before(between(rng, begin + timedelta(days=9), months_on(begin, 2)))
    while True:
        if turns and turns[0] <= day:
            day = turns.pop(0)
        if day > stop or case.course.period(day).status in {"lost", "moved", "refused", "deceased"}:
            return
        phase = case.course.phase(day)
        yield _rating(rng, case, team, day, phase, span)
        by = rating_by(day, phase.stability)
        day = max(day + timedelta(days=3), weekday_before(by - timedelta(days=rng.randint(0, 6))))


def _confirmed(case: Case, team: Team, visits: list[Doc], ratings: list[Doc], span: DemoSpan) -> Iterator[Doc]:
    """Yield a rating on the day of the last form of high risk in each phase, where none of that level followed."""
    rng = case.chance("confirmed")
    last: dict[date, date] = {}
    for visit in visits:
        phase = case.course.phase(visit["date"])
        if visit.get("sheet") and phase.risk >= HIGH_RISK:
            last[phase.since] = visit["date"]
    high = [rating["date"] for rating in ratings if rating["risk"] >= HIGH_RISK]
    for day in last.values():
        phase = case.course.phase(day)
        if not any(day <= rated and case.course.phase(rated) == phase for rated in high):
            yield _rating(rng, case, team, day, phase, span)


def _rating(rng: Random, case: Case, team: Team, day: date, phase: Phase, span: DemoSpan) -> Doc:
    """Return one diagnosis and risk rating."""
    in_hospital = case.course.period(day).status == "hospital"
    acted = any(timedelta(0) <= day - when <= timedelta(days=7) for when, _ in case.course.incidents)
    said = source("care")
    basis = said["basis"][phase.risk] if acted or phase.risk < HIGH_RISK else said["still"]
    return {
        "date": day,
        "recorded_on": recorded(rng, day, span.end),
        "by": team.staff_on(day)["doctor"],
        "hospital": HOSPITAL if in_hospital or chance(rng, 0.15) else team.village.clinic(),
        "diagnosis": case.disease,
        "stability": phase.stability,
        "risk": phase.risk,
        "basis": rng.choice(basis) + "。",
        "reported_on": None,
        "leader_told_on": None,
        "police_told_on": day if phase.risk >= HIGH_RISK else None,
        "treatment_offered_on": day if phase.risk >= HIGH_RISK else None,
        "treatment_outcome": 1 + day.day % 4 if phase.risk >= HIGH_RISK else None,
    }
