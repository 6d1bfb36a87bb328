"""When visits were made, by whom, and what the visitors wrote."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from carebook.demo import drugs
from carebook.demo.cases import Case
from carebook.demo.codes import (
    CLINIC,
    HIGH_RISK,
    HOME,
    NEEDS_NONE,
    NO_DRUGS,
    OTHER_REASON,
    PHONE,
    REGULAR,
    STABLE,
    UNSTABLE,
)
from carebook.demo.courses import DemoSpan, Phase
from carebook.demo.days import CRISIS_DAYS, CRISIS_KINDS, VISIT_DAYS, chance, recorded, visit_by, weekday_before
from carebook.demo.phrases import points
from carebook.demo.services import lessons
from carebook.demo.sheet import Moment, fill
from carebook.demo.source import source
from carebook.demo.teams import Team
from carebook.demo.yamltext import Doc

ENOUGH = 3
SHEET_DAYS = 6  # a sheet every other week while not stable
STABLE_SHEET_DAYS = 80  # a sheet about every third month while stable
REFUSED_DAYS = 85
SEARCH_DAYS = 12
LOST_TEXT = "监护人不同意随访，未能入户"


@dataclass(slots=True)
class Notebook:
    """What the visitors remember from visit to visit."""

    medicines: drugs.Regimen
    texts: dict[str, str] = field(default_factory=dict)
    last_visit: date | None = None
    last_sheet: date | None = None
    last_stability: int = STABLE
    last_attempt: date | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """A day on which somebody went or telephoned."""

    day: date
    next: date
    pair: bool = False
    forced: bool = False


def calls(rng: Random, case: Case, begin: date, end: date) -> Iterator[Call]:
    """Yield the days of visits from ``begin`` to ``end``, each with the day planned for the next one."""
    stop = min(end, case.habits.visits_until or end)
    forced = sorted(day for day in _turning_points(case) if begin < day <= stop)
    phase = case.course.phase(begin)
    day = begin + timedelta(days=rng.randint(1, 6 if phase.stability == UNSTABLE else 14))
    while day <= stop or forced:
        hit = bool(forced) and forced[0] <= day
        if hit:
            day = forced.pop(0)
        due = _habit(case, day)
        pair = not hit and chance(rng, case.habits.pairs) and day + timedelta(days=6) <= stop
        following = day + timedelta(days=rng.randint(3, 5)) if pair else _next(rng, case, day, due, stop)
        if case.habits.last_by_pair and following > stop:
            pair, following = True, due
        yield Call(day, min(following, due), pair, hit)
        day = following


def _habit(case: Case, day: date) -> date:
    """The day by which the next visit is habitually made: every week in a crisis, every other one in search of somebody."""
    due = visit_by(day, case.course.phase(day).stability)
    if any(0 <= (day - when).days <= CRISIS_DAYS for when, kind in case.course.incidents if kind in CRISIS_KINDS):
        due = min(due, day + timedelta(days=VISIT_DAYS[UNSTABLE]))
    if case.course.period(day).status == "lost":
        due = min(due, day + timedelta(days=SEARCH_DAYS))
    return due


def _next(rng: Random, case: Case, day: date, due: date, stop: date) -> date:
    """Return the day of the next visit: usually a little before it is due, seldom some days after."""
    week = (due - day).days <= VISIT_DAYS[UNSTABLE]
    slack = rng.choice((0, 0, 1)) if week else rng.choice((0, 1, 1, 2, 3))
    planned = max(day + timedelta(days=4), weekday_before(due - timedelta(days=slack)))
    late = due + timedelta(days=rng.randint(1, 4) if week else rng.randint(2, 11))
    return late if chance(rng, case.habits.late) and late <= stop else planned


def _turning_points(case: Case) -> set[date]:
    """Return the days on which somebody came because something had happened."""
    days = {phase.since for phase in case.course.phases[1:]} | {day for day, _ in case.course.incidents}
    if case.course.death:
        days.add(case.course.death[0] + timedelta(days=1))
    if case.restraint:
        days |= {case.restraint[0], case.restraint[1] + timedelta(days=2)}
    return days


def visits_of(
    rng: Random, case: Case, team: Team, span: DemoSpan, medicines: drugs.Regimen
) -> Iterator[tuple[Doc, Notebook]]:
    """Yield the follow-ups of a patient, oldest first, with the notebook as it was after each."""
    book = Notebook(medicines=medicines)
    begin = max(span.begin, case.filed, team.established)
    attempts = list(case.course.lost_reasons)
    for call in calls(rng, case, begin, span.end):
        status = case.course.period(call.day).status
        if status == "deceased":
            yield _death(rng, case, team, call, span), book
            return
        if attempts and _tried(status, call, book):
            book.last_attempt = call.day
            reason = attempts.pop(0) if len(attempts) > 1 or status != "lost" else attempts[0]
            yield _missed(rng, team, call, reason, span), book
        elif status in {"home", "hospital", "away"}:
            doc = _visit(rng, case, team, call, book, status, span)
            book.last_visit = call.day
            book.last_stability = case.course.phase(call.day).stability
            yield doc, book


def _tried(status: str, call: Call, book: Notebook) -> bool:
    """Return whether an attempt failed: at every call, but once a quarter where management is refused."""
    if status == "refused":
        return book.last_attempt is None or (call.day - book.last_attempt).days >= REFUSED_DAYS
    return status in {"lost", "moved", "away"}


def _missed(rng: Random, team: Team, call: Call, reason: int, span: DemoSpan) -> Doc:
    """Return a follow-up on which the patient was not met."""
    staff = team.staff_on(call.day)
    return {
        "date": call.day,
        "recorded_on": recorded(rng, call.day, span.end),
        "mode": 3 if reason == 1 else 2,
        "members": [staff["doctor"]] if reason == 1 else [staff["leader"], staff["doctor"], staff["police"]],
        "lost": {"reason": reason, "text": LOST_TEXT if reason == OTHER_REASON else None},
    }


def _death(rng: Random, case: Case, team: Team, call: Call, span: DemoSpan) -> Doc:
    """Return the follow-up that learned of the patient's death."""
    staff = team.staff_on(call.day)
    day, cause, detail = case.course.death or (call.day, 6, None)
    return {
        "date": call.day,
        "recorded_on": recorded(rng, call.day, span.end),
        "mode": 2,
        "subjects": [2],
        "members": [staff["leader"], staff["doctor"], staff["civil-affairs"]],
        "death": {"date": day, "cause": cause, "detail": detail},
        "note": "已慰问家属，注销管理手续由卫生院办理。",
    }


def _told(day: date, *, worse: bool, risky: bool) -> Doc:
    """Who was told of what the visit found, the same day."""
    told = day if worse else None
    return {
        "fluctuation": True if worse else None,
        "reported_on": told,
        "leader_told_on": told,
        "police_told_on": day if risky else None,
    }


def _visit(rng: Random, case: Case, team: Team, call: Call, book: Notebook, status: str, span: DemoSpan) -> Doc:
    """Return an ordinary follow-up and write it into the notebook."""
    phase = case.course.phase(call.day)
    worse = call.forced and phase.stability < book.last_stability
    better = status == "home" and book.last_visit is not None and phase.stability > book.last_stability
    if changed := call.forced and phase.since == call.day and phase != case.course.phases[0]:
        book.medicines = drugs.adjusted(book.medicines, 1.5 if worse else 0.75)
    sheet = not call.pair and (call.forced or _sheet_due(call.day, phase, book, status))
    remote = status == "away" or (status == "hospital" and not worse)
    mode = PHONE if remote else rng.choices((HOME, CLINIC), (92, 8))[0]
    moment = Moment(
        day=call.day,
        before=book.last_visit or case.filed,
        phase=phase,
        worse=worse,
        in_hospital=status == "hospital" and not worse,
        medicines=book.medicines,
        adherence=_adherence(case, phase, worse=worse),
        changed=changed,
    )
    book.last_sheet = call.day if sheet else book.last_sheet
    doc: Doc = {
        "date": call.day,
        "recorded_on": recorded(rng, call.day, span.end),
        "mode": mode,
        "subjects": [2] if remote and status == "hospital" else rng.choice(([1, 2], [1, 2], [1], [1, 2, 3])),
        "members": _members(rng, team, call, remote=remote, sheet=sheet, worse=worse),
        "points": points(rng, case, moment, status, book.texts, better=better),
        "education": None,
        "stability": phase.stability,
        **_told(call.day, worse=worse, risky=sheet and phase.risk >= HIGH_RISK),
        "sheet": fill(rng, case, moment) if sheet else None,
        "next_date": call.next if sheet else None,
        "doctor": team.staff_on(call.day)["doctor"] if sheet else None,
        "note": rng.choice(source("phrases")["notes"]) if chance(rng, 0.12) else None,
    }
    book.texts = doc["points"]
    if sheet and not remote and not worse:
        doc["education"] = lessons(case, call.day, doc["subjects"])
    return doc


def _adherence(case: Case, phase: Phase, *, worse: bool) -> int:
    """Return the code of adherence: drugs are given up before a relapse, and taken when the illness is stable."""
    if worse and phase.stability == UNSTABLE:
        return NO_DRUGS
    return case.adherence if phase.stability < STABLE or case.adherence == NEEDS_NONE else REGULAR


def _sheet_due(day: date, phase: Phase, book: Notebook, status: str) -> bool:
    """Return whether the national form is filled in at this visit."""
    if status == "away":
        return False
    last = book.last_sheet
    if last is None:
        return True
    if phase.stability == STABLE and status == "home":
        return (day - last).days >= STABLE_SHEET_DAYS
    return (day - last).days >= SHEET_DAYS


def _members(rng: Random, team: Team, call: Call, *, remote: bool, sheet: bool, worse: bool) -> list[str]:
    """Draw who went, in the order of the roster."""
    staff = team.staff_on(call.day)
    if remote:
        return [staff["doctor"] if sheet or chance(rng, 0.6) else staff["leader"]]
    if call.pair:
        return [staff["leader"], staff.get("grid", staff["rehab"])]
    went = {"leader", "doctor"} if sheet or chance(rng, 0.7) else {"leader"}
    if worse:
        went |= {"police"}
    others = [role for role in staff if role not in went]
    wanted = max(ENOUGH - len(went), rng.choice((1, 1, 1, 2, 3)))
    went |= set(rng.sample(others, min(wanted, len(others))))
    members = [worker for role, worker in staff.items() if role in went]
    return [*members, "guardian"] if chance(rng, 0.08) else members
