"""What is done beside visits: teaching, rehabilitation, emergencies, protective restraint, reports that come in.

Chance is drawn from sources of its own, so that what is drawn here changes nothing else of a township.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from carebook.demo.cases import Case, employment
from carebook.demo.codes import CRIME, HIGH_RISK, OFFENCE, OLD, STABLE, UNSTABLE
from carebook.demo.courses import DAY, HOSPITAL, Span
from carebook.demo.days import chance, months_on, weekday_before
from carebook.demo.teams import Team
from carebook.demo.yamltext import Doc

TOPICS = {
    1: ("复发先兆的识别和报告", "按时服药的好处和漏服的处理", "疾病常识和消除顾虑", "饮食、睡眠和戒烟戒酒"),
    2: ("洗衣做饭和整理内务", "记账、买菜等日常技能", "按时作息和个人卫生", "与邻里打招呼、交谈"),
    3: ("药物保管和服药看护", "情绪激动时怎样安抚", "观察副作用和及时就医", "收好刀具、农药等危险物品"),
}
GOALS = (
    ("按时作息，料理好个人生活", "每周到村康复站活动一次，监护人督促作息"),
    ("半年内能独立做家务", "监护人带着做家务，康复协调员每月看一次"),
    ("参加村里的集体活动，多与人交往", "每月参加一次文体活动，网格员上门邀约"),
    ("稳定做零活，有一定收入", "康复协调员联系用工，监护人接送上下工"),
)
RESULTS = ("能做简单家务，继续原计划。", "作息较前规律，增加户外活动。", "参加活动次数增加，继续鼓励。")
JOBS = {1: "在家附近做农活和零工。", 2: "已向合作社推荐，等待试工。"}
WORKING = frozenset({1, 2, 3})  # 就业情况: 在岗工人, 在岗管理者, 农民
BODILY = 9  # 住院原因: 其他
LAW = "《中华人民共和国人民警察法》第十四条"
MEASURE = ("民警用约束带固定双手，护送途中专人看护。", "民警徒手控制并带离现场，到医院后解除。")
PLACES = {1: "村口小卖部", 2: "村口小卖部", 3: "村道旁", 4: "患者家中", 5: "患者家中", 6: "患者家中"}

#: A plan that nobody looked at when it was time.
FORGOTTEN: Doc = {
    "made_on": date(2026, 3, 16),
    "goal": "能自己洗衣做饭",
    "measures": "监护人带着做家务，康复协调员每月看一次",
    "responsible": "QX-S05",
    "review_by": date(2026, 9, 30),
    "able_to_work": True,
    "job": 3,
}


@dataclass(frozen=True, slots=True)
class Called:
    """How an emergency was reported, why help was needed, what was done: codes of the form."""

    reporter: int
    channel: int
    causes: tuple[int, ...]
    measures: tuple[int, ...]
    effect: int
    scene: str


SENT, KEPT = 3, 2  # 主要处置措施: 精神科紧急住院, 精神科门诊、急诊留观
CALLS = {
    2: Called(5, 1, (2, 3), (1,), 1, "打砸财物，情绪激动，不听劝说，没有伤人。"),
    3: Called(3, 3, (2,), (1, 4), 1, "持农具追打他人，民警已控制，一人受伤另行救治。"),
    4: Called(1, 1, (2, 5), (1, 5), 1, "在家中点火、毁物，家人已处置险情。"),
    5: Called(1, 1, (1, 3), (1,), 2, "手臂有划伤，已止血，情绪低落。"),
    6: Called(6, 4, (1,), (1,), 3, "服下较多药物，神志尚清，家人催吐。"),
}
RELAPSED = Called(4, 2, (3, 4), (), 2, "连日不眠，兴奋多语，肢体僵硬，家人无法看护。")
FOUND = Called(2, 2, (3,), (1,), 2, "在村中游走喊叫，家人无法劝回，没有伤人。")
HEARD = {
    1: "连续几晚不睡，话多易怒，不肯服药。",
    2: "情绪很差，说过不想活或要毁东西的话。",
    3: "正在村里毁东西，不听劝，请快来人。",
}
ANSWERS = {
    1: "组长和医生当日上门，联系医院调药或住院。",
    2: "医生电话指导看护，组长当日上门收好危险物品，送医治疗。",
    3: "组长到场看住患者，报警后民警控制，送医治疗。",
}


def _own(case: Case, part: str) -> Random:
    """Return a source of chance for one part of one patient's records."""
    return Random(f"{case.id} {case.name} {part}")  # noqa: S311 - invented data, nothing secret


def lessons(case: Case, day: date, subjects: list[int]) -> list[Doc] | None:
    """Return what the doctor taught at a visit, to those of the household who were met."""
    rng = _own(case, f"lessons {day}")
    whom = [who for who in subjects if who <= KEPT]
    kinds = sorted(rng.sample((1, 2, 3), 2 if chance(rng, 0.2) else 1))
    return [{"kind": kind, "to": whom, "topic": rng.choice(TOPICS[kind])} for kind in kinds] if whom else None


def protection(case: Case, team: Team, day: date, kind: int) -> Doc | None:
    """Return the protective restraint of an offence; minor matters need none."""
    if kind not in {OFFENCE, CRIME}:
        return None
    return {
        "measure": MEASURE[case.number % 2],
        "by": team.staff_on(day)["police"],
        "began_on": day,
        "began_at": "14:35",
        "ended_on": day,
        "ended_at": "16:10",
        "basis": LAW,
    }


def emergencies(case: Case, team: Team, span: Span) -> Iterator[Doc]:
    """Yield the forms of emergencies: acts that hurt, relapses that led to hospital, and one found in the street."""
    if case.filed >= span.begin and case.course.phases[0].stability == UNSTABLE:
        yield _emergency(case, team, case.filed, FOUND, PLACES[3], sent=False) | {
            "suspected": True,
            "target": 2,
        }
    acted = dict(case.course.incidents)
    admitted = {stay.admitted for stay in case.course.stays}
    for day, kind in case.course.incidents:
        if kind in CALLS:
            yield _emergency(case, team, day, CALLS[kind], PLACES[kind], sent=day in admitted)
    for stay in case.course.stays:
        if stay.admitted not in acted and stay.cause != BODILY:
            yield _emergency(case, team, stay.admitted, RELAPSED, PLACES[4], sent=True)


def _emergency(case: Case, team: Team, day: date, call: Called, place: str, *, sent: bool) -> Doc:
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
        "reporter": call.reporter,
        "channel": call.channel,
        "unit": case.village.shared[0].position.removesuffix("医生"),
        "place": f"{case.village.name}{place}",
        "scene": call.scene,
        "causes": list(call.causes),
        "police": [staff["police"]],
        "doctor": staff["doctor"],
        "psychiatrist": f"{HOSPITAL}医师1名、护士1名" if sent else None,
        "others": "组长、监护人",
        "measures": sorted({*call.measures, SENT if sent else KEPT}),
        "diagnosis": case.disease,
        "suspected": None,
        "effect": call.effect,
        "target": 1,
        "filled_by": staff["doctor"],
    }


def alarms(case: Case, team: Team, span: Span) -> Iterator[Doc]:
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


def _alarm(team: Team, day: date, kind: int, reporter: str, span: Span) -> Doc:
    """Return one report; everybody who must know knew on the same day."""
    return {
        "date": day,
        "recorded_on": min(span.end, day + DAY),
        "reporter": reporter,
        "kind": kind,
        "to": team.staff_on(day)["leader"],
        "summary": HEARD[kind],
        "leader_told_on": day,
        "police_told_on": day,
        "office_told_on": day,
        "done": ANSWERS[kind],
    }


def rehabilitation(case: Case, span: Span) -> Doc | None:
    """Return the plan for rehabilitation of one who lives at home; some have none yet."""
    rng = _own(case, "rehabilitation")
    goal, measures = rng.choice(GOALS)
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
        "reviews": [{"date": looked, "result": rng.choice(RESULTS)}] if looked > made else None,
        "able_to_work": able,
        "job": job,
        "job_note": JOBS.get(job or 0),
    }
