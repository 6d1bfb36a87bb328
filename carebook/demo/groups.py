"""What a care group does: meetings and exchanges."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from carebook.demo.courses import Course, Span
from carebook.demo.days import chance, monthly, months_on, recorded, weekday_before
from carebook.demo.teams import Team
from carebook.demo.yamltext import Act, Doc

SUMMARY = {
    3: (
        ("本月随访按期完成", "随访记录已核对", "本月工作落实较好", "服药和看护情况逐项过了一遍"),
        ("病情稳定", "服药规律", "监护人配合", "未见异常言行", "没有肇事肇祸倾向"),
    ),
    2: (
        ("本月两次随访均已完成", "半月一访已落实", "服药情况逐项核对"),
        ("病情基本稳定", "偶有情绪起伏", "睡眠时好时差", "服药需要督促"),
    ),
    1: (
        ("每周随访已落实", "小组轮流上门", "本月情况较急"),
        ("病情尚不稳定", "已报乡综合管理小组办公室", "已联系上级医院"),
    ),
}
GONE = {
    "hospital": "患者住院治疗，小组与医院保持联系。",
    "away": "患者外出，去向明确，每月电话联系。",
    "lost": "患者仍未找到，已请派出所协助，邻村已打听。",
    "moved": "患者已迁出，资料已移交。",
    "refused": "监护人仍不同意管理，继续做工作。",
    "deceased": "患者死亡，后续手续已办理。",
}
PROBLEMS = (
    "无",
    "无",
    "无",
    "监护人白天下地，看护有空档。",
    "取药路远，有时延误一两天。",
    "随访记录录入不够及时。",
    "监护人对以奖代补政策了解不够。",
    "冬季用火存在隐患。",
)
DECISIONS = {
    3: (
        "继续每月随访。",
        "下月与健康宣传一并开展随访。",
        "由网格员多留意，有变化即报。",
        "督促监护人按期取药。",
    ),
    2: (
        "继续每半月随访，重点看服药。",
        "精防医生下次随访带齐量表。",
        "商请专科医生指导用药。",
        "由民政干部了解家庭困难。",
    ),
    1: ("每周随访，民警同行。", "做好送医准备，监护人不离人。", "每日通电话一次，节假日不断档。"),
}
EXCHANGE = (
    ("随访、评估情况", "住院、出院登记", "低保和残疾人证信息", "用药和复诊情况", "在册信息"),
    ("核对一致。", "与卫生、公安系统一致。", "已互相通报，无差异。", "核对后补登一处。", "已更新到档案。"),
)
Silent = tuple[date | None, date | None]
DEPARTMENTS = ["office", "clinic", "police", "civil-affairs", "rehab"]


def acts(
    rng: Random, team: Team, course: Course, span: Span, *, silent: Silent = (None, None)
) -> Iterator[Act]:
    """Yield meetings and exchanges; ``silent`` holds the last days of each, if they stopped."""
    begin = max(span.begin, team.established)
    end = min(span.end, team.dissolved or span.end)
    first = months_on(begin, 1) - timedelta(days=rng.randint(3, 12))
    for day in _days(rng, first, end, silent[0]):
        yield "meeting", _meeting(rng, team, course, day, span)
    for day in _days(rng, first + timedelta(days=1), end, silent[1]):
        yield "exchange", _exchange(rng, day, span)


def _days(rng: Random, first: date, end: date, silent: date | None) -> list[date]:
    """Return the days of a monthly habit, until it stopped."""
    return monthly(rng, weekday_before(first), min(end, silent or end))


def _meeting(rng: Random, team: Team, course: Course, day: date, span: Span) -> Doc:
    """Return one meeting."""
    staff = team.staff_on(day)
    others = rng.sample([role for role in staff if role != "leader"], rng.randint(3, len(staff) - 1))
    present = [worker for role, worker in staff.items() if role == "leader" or role in others]
    status = course.period(day).status
    stability = course.phase(day).stability
    heads, tails = SUMMARY[stability]
    place = f"{team.village.committee()}会议室" if chance(rng, 0.75) else f"{team.village.name}党群服务中心"
    return {
        "date": day,
        "recorded_on": recorded(rng, day, span.end),
        "place": place,
        "chair": staff["leader"],
        "members": [*present, "guardian"] if chance(rng, 0.6) and status != "deceased" else present,
        "summary": GONE.get(status) or f"{rng.choice(heads)}，{rng.choice(tails)}。",
        "problems": rng.choice(PROBLEMS),
        "decisions": rng.choice(DECISIONS[stability])
        if status == "home"
        else "按现有办法继续，有变化及时报乡。",
    }


def _exchange(rng: Random, day: date, span: Span) -> Doc:
    """Return one exchange of information."""
    extra = rng.choice(([], [], ["village"], ["justice"], ["other"]))
    return {
        "date": day,
        "recorded_on": recorded(rng, day, span.end),
        "departments": DEPARTMENTS + extra,
        "summary": rng.choice(EXCHANGE[0]) + rng.choice(EXCHANGE[1]),
    }
