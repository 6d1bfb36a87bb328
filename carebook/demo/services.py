"""What is done beside visits: teaching, rehabilitation, emergencies, protective restraint, reports that come in.

Chance is drawn from sources of its own, so that what is drawn here changes nothing else of a township.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from carebook.demo.cases import Case, employment
from carebook.demo.codes import CRIME, HIGH_RISK, OFFENCE, OLD, STABLE, UNSTABLE
from carebook.demo.courses import DAY, HOSPITAL, DemoSpan
from carebook.demo.days import chance, months_on, weekday_before
from carebook.demo.source import source
from carebook.demo.teams import Team
from carebook.demo.yamltext import Doc

WORKING = frozenset({1, 2, 3})  # 就业情况: 在岗工人, 在岗管理者, 农民
BODILY = 9  # 住院原因: 其他
LAW = "《中华人民共和国人民警察法》第十四条"
SENT, KEPT = 3, 2  # 主要处置措施: 精神科紧急住院, 精神科门诊、急诊留观


def lessons(case: Case, day: date, subjects: list[int]) -> list[Doc] | None:
    """Return what the doctor taught at a visit, to those of the household who were met."""
    rng, topics = case.chance(f"lessons {day}"), source("care")["topics"]
    whom = [who for who in subjects if who <= KEPT]
    kinds = sorted(rng.sample((1, 2, 3), 2 if chance(rng, 0.2) else 1))
    return [{"kind": kind, "to": whom, "topic": rng.choice(topics[kind])} for kind in kinds] if whom else None


def protection(case: Case, team: Team, day: date, kind: int) -> Doc | None:
    """Return the protective restraint of an offence; minor matters need none."""
    if kind not in {OFFENCE, CRIME}:
        return None
    return {
        "measure": source("care")["restraint"][case.number % 2],
        "by": team.staff_on(day)["police"],
        "began_on": day,
        "began_at": "14:35",
        "ended_on": day,
        "ended_at": "16:10",
        "basis": LAW,
    }


def emergencies(case: Case, team: Team, span: DemoSpan) -> Iterator[Doc]:
    """Yield the forms of emergencies: acts that hurt, relapses that led to hospital, and one found in the street."""
    calls = source("care")["calls"]
    if case.filed >= span.begin and case.course.phases[0].stability == UNSTABLE:
        found = _emergency(case, team, case.filed, calls["found"], sent=False)
        yield found | {"suspected": True, "target": 2}
    acted = dict(case.course.incidents)
    admitted = {stay.admitted for stay in case.course.stays}
    for day, kind in case.course.incidents:
        if kind in calls:
            yield _emergency(case, team, day, calls[kind], sent=day in admitted)
    for stay in case.course.stays:
        if stay.admitted not in acted and stay.cause != BODILY:
            yield _emergency(case, team, stay.admitted, calls["relapsed"], sent=True)


def _emergency(case: Case, team: Team, day: date, call: Doc, *, sent: bool) -> Doc:
    """Return one form, filled in by the doctor of the group."""
    staff = team.staff_on(day)
    return {
        "date": day,
        "recorded_on": day,
        "started_at": "14:30",
        "ended_on": day,
        "ended_at": "17:05",
        "reported_on": day,
        "reported_at": "14:10",
        "reporter": call["reporter"],
        "channel": call["channel"],
        "unit": case.village.clinic(),
        "place": f"{case.village.name}{call['place']}",
        "scene": call["scene"],
        "causes": call["causes"],
        "police": [staff["police"]],
        "doctor": staff["doctor"],
        "psychiatrist": f"{HOSPITAL}医师1名、护士1名" if sent else None,
        "others": "组长、监护人",
        "measures": sorted({*call["measures"], SENT if sent else KEPT}),
        "diagnosis": case.disease,
        "suspected": None,
        "effect": call["effect"],
        "target": 1,
        "filled_by": staff["doctor"],
    }


def alarms(case: Case, team: Team, span: DemoSpan) -> Iterator[Doc]:
    """Yield the reports that came in before acts and relapses, by role and never by name."""
    acted = dict(case.course.incidents)
    for day, kind in sorted(
        {stay.admitted: 0 for stay in case.course.stays if stay.cause != BODILY}.items() | acted.items()
    ):
        if kind in {OFFENCE, CRIME}:
            yield _alarm(team, day, 3, ("neighbour", "cadre", "anonymous")[case.number % 3], span)
        elif kind > OFFENCE:
            yield _alarm(team, day, 2, "guardian", span)
        elif kind == 0 and day not in acted:
            yield _alarm(team, day, 1, ("relative", "guardian")[case.number % 2], span)


def _alarm(team: Team, day: date, kind: int, reporter: str, span: DemoSpan) -> Doc:
    """Return one report; everybody who must know knew on the same day."""
    heard, answer = source("care")["alarms"][kind]
    return {
        "date": day,
        "recorded_on": min(span.end, day + DAY),
        "reporter": reporter,
        "kind": kind,
        "to": team.staff_on(day)["leader"],
        "summary": heard,
        "leader_told_on": day,
        "police_told_on": day,
        "office_told_on": day,
        "done": answer,
    }


def rehabilitation(case: Case, span: DemoSpan) -> Doc | None:
    """Return the plan for rehabilitation of one who lives at home; some have none yet."""
    rng, said = case.chance("rehabilitation"), source("care")
    goal, measures = rng.choice(said["goals"])
    made = max(case.filed + timedelta(days=20), date(span.end.year, 1, rng.randint(5, 25)))
    late, lacking = chance(rng, 0.05), chance(rng, 0.04)
    if lacking or made > span.end or case.course.period(span.end).status != "home":
        return None
    looked = weekday_before(min(span.end, months_on(made, 6)))
    phase = case.course.phase(span.end)
    able = phase.stability == STABLE and phase.risk < HIGH_RISK and span.end.year - case.birth.year < OLD - 5
    job = (1 if employment(case) in WORKING else 2 + case.number % 2) if able else None
    return {
        "made_on": made,
        "goal": goal,
        "measures": measures,
        "responsible": case.village.shared[-1].id,
        "review_by": span.end - timedelta(days=9) if late else span.end + timedelta(days=rng.randint(15, 90)),
        "reviews": [{"date": looked, "result": rng.choice(said["results"])}] if looked > made else None,
        "able_to_work": able,
        "job": job,
        "job_note": said["jobs"].get(job),
    }
