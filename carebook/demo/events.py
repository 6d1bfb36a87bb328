"""What happens with a patient apart from visits and ratings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from carebook.demo.cases import Case
from carebook.demo.codes import CRIME, HIGH_RISK, OFFENCE, OLD
from carebook.demo.courses import HOSPITAL, DemoPeriod, DemoSpan
from carebook.demo.days import chance, months_on, recorded, weekday_before
from carebook.demo.services import protection
from carebook.demo.source import source
from carebook.demo.teams import Team
from carebook.demo.yamltext import Act, Doc

Response = tuple[date, str, str]
GONE = frozenset({"lost", "moved", "refused", "deceased"})
SUGAR = 6.1


def checkups(rng: Random, case: Case, span: DemoSpan) -> Iterator[Doc]:
    """Yield one check-up a year, each within twelve months of the last; refusals are told with their reason."""
    last: date | None = None
    usual: float | None = None
    for year in range(span.begin.year, span.end.year + 1):
        if year == case.habits.no_checkup_in:
            continue
        day = date(year, 5, 20) - timedelta(days=(year - span.begin.year) * 6 + rng.randint(0, 5))
        day = weekday_before(min(day, months_on(last, 12)) if last else max(day, case.filed + timedelta(days=20)))
        status = case.course.period(day).status
        if day > span.end or day < case.filed or status in GONE:
            continue
        last = day
        doc = _checkup(rng, case, day, span, away=status in {"away", "hospital"})
        if usual is not None and "weight" in doc:  # people keep their weight, more or less
            doc["weight"] = round((usual + (doc["weight"] - usual) / 5) * 2) / 2
        usual = doc.get("weight", usual)
        yield doc


def _checkup(rng: Random, case: Case, day: date, span: DemoSpan, *, away: bool) -> Doc:
    """Return a check-up, or the note that it was refused."""
    doc: Doc = {"date": day, "recorded_on": recorded(rng, day, span.end)}
    said = source("care")["checkup"]
    if away or chance(rng, 0.06):
        reason = "不在本地，约定返回后再做" if away else rng.choice(said["refusals"])
        return doc | {"refused": True, "reason": reason}
    age = day.year - case.birth.year
    high = chance(rng, 0.35 if age >= OLD else 0.12)
    glucose = round(rng.gauss(5.3, 0.6), 1)
    liver = rng.choice(said["transaminase"])
    finding = "血压偏高" if high else "血糖略高" if glucose > SUGAR else "转氨酶略高" if liver != "正常" else None
    return doc | {
        "consented_by": rng.choice(("both", "guardian", "patient")),
        "weight": round(rng.gauss(64 if case.sex == 1 else 56, 8) * 2) / 2,
        "systolic": rng.randint(142, 158) if high else rng.randint(106, 136),
        "diastolic": rng.randint(86, 96) if high else rng.randint(64, 84),
        "blood_count": rng.choice(said["blood_count"]),
        "transaminase": liver,
        "glucose": glucose,
        "ecg": rng.choice(said["ecg"]),
        "conclusion": f"{finding}，{rng.choice(said['advice'])}。" if finding else rng.choice(said["conclusions"]),
    }


def stays(rng: Random, case: Case, span: DemoSpan) -> Iterator[Act]:
    """Yield admissions and discharges."""
    for stay in case.course.stays:
        known = recorded(rng, stay.admitted, span.end)
        doc: Doc = {"date": stay.admitted, "recorded_on": known, "hospital": HOSPITAL, "cause": stay.cause}
        yield "admission", doc | {"reason": case.course.period(stay.admitted).reason}
        if stay.discharged:
            doc = {"date": stay.discharged, "recorded_on": max(known, stay.discharged)}
            doc |= {"diagnosis": case.disease, "effect": stay.effect}
            yield "discharge", doc | {"advice": source("care")["discharge"][stay.effect]}


def incidents(rng: Random, case: Case, team: Team, span: DemoSpan) -> Iterator[Doc]:
    """Yield the incidents and what was done."""
    said = source("care")
    for day, kind in case.course.incidents:
        public = kind <= CRIME
        sent = any(stay.admitted == day for stay in case.course.stays)
        yield {
            "date": day,
            "recorded_on": recorded(rng, day, span.end),
            "kind": kind,
            "summary": rng.choice(said["incidents"][kind]),
            "police_told_on": day,
            "first_response": rng.choice(said["first_response"]["public" if public else "private"]),
            "office_told_on": day,
            "protection": protection(case, team, day, kind),
            "aftermath": f"送{HOSPITAL}住院，损失由监护人协商处理。" if sent and public else "送医治疗，小组加密随访。",
        }


def referrals(rng: Random, case: Case, span: DemoSpan) -> Iterator[Doc]:
    """Yield the referrals: before every stay, and for incidents settled without one."""
    for day, kind in case.course.incidents:
        sent = any(stay.admitted == day for stay in case.course.stays)
        yield {
            "date": day,
            "recorded_on": recorded(rng, day, span.end),
            "to": f"{HOSPITAL}精神科",
            "reason": "出现自伤行为" if kind in {5, 6} else "病情波动",
            "outcome": "当日住院" if sent else "门诊调药后返家",
        }


#: The act that begins a status.
BEGINS = {"away": "leave", "moved": "move", "lost": "loss", "refused": "refusal"}


def departures(rng: Random, case: Case, span: DemoSpan) -> Iterator[Act]:
    """Yield leaving, returning, moving, loss and refusal, with the reports that follow."""
    before = "home"
    for period in case.course.periods:
        kind = BEGINS.get(period.status)
        if before == "away" and period.status == "home":
            kind = "return"
        before = period.status
        if kind in {"loss", "refusal"}:
            yield from _silent(kind, period, case, span)
        elif kind:
            yield kind, _departure(rng, kind, period, span)


def _silent(kind: str, period: DemoPeriod, case: Case, span: DemoSpan) -> Iterator[Act]:
    """Yield the loss that the police were told of, or the refusal, which is asked about again before a year is over."""
    told = {"police_told_on": period.since} if kind == "loss" else {}
    day = period.since
    while day <= span.end and case.course.period(day).since == period.since:
        yield kind, {"date": day, "recorded_on": day, "reason": period.reason, "reported_on": day, **told}
        if kind == "loss":
            return
        day = weekday_before(months_on(day, 11))


def _departure(rng: Random, kind: str, period: DemoPeriod, span: DemoSpan) -> Doc:
    """Return one act of leaving, returning or moving; of one before the days that are told nothing is drawn."""
    early = period.since < span.begin
    told = period.since if early else min(span.end, period.since + timedelta(days=rng.randint(0, 4)))
    doc: Doc = {
        "date": period.since,
        "recorded_on": told if early else recorded(rng, told, span.end),
        "place": period.place,
        "reason": period.reason,
        "reported_on": told,
    }
    if kind == "return":
        return {key: doc[key] for key in ("date", "recorded_on", "reported_on")}
    handed = told if early else min(span.end, told + timedelta(days=rng.randint(1, 6)))
    return doc | {"handed_over_on": handed}


def aids(rng: Random, case: Case, span: DemoSpan) -> Iterator[Doc]:
    """Yield the help that was given."""
    for year in range(max(span.begin.year, case.filed.year + 1), span.end.year + 1):
        day = date(year, 1, rng.randint(4, 20))
        if case.course.period(day).status in GONE:
            return
        if chance(rng, 0.4):
            yield _aid(rng, day, "insurance", 400, "城乡居民医保个人部分由财政代缴。", span)
        if case.agreement and case.course.phase(day).risk < HIGH_RISK:
            yield _aid(rng, day, "award", 2400, "上年度季度考核合格，兑现以奖代补。", span)
        if chance(rng, 0.3):
            month = rng.choice((3, 5, 6, 9, 10))
            kind, amount, note = rng.choice(source("care")["aid"])
            day = date(year, month, rng.randint(3, 27))
            if day <= span.end and case.course.period(day).status not in GONE:
                yield _aid(rng, day, kind, amount, note, span)
    for stay in case.course.stays:
        if stay.discharged and stay.discharged + timedelta(days=12) <= span.end:
            day = stay.discharged + timedelta(days=rng.randint(4, 12))
            yield _aid(rng, day, "one-stop", rng.randint(18, 60) * 100, "住院费用经“一站式”报销。", span)
            if chance(rng, 0.7):
                yield _aid(rng, day, "temporary", 1000, "报销后个人负担仍较大，给予临时救助。", span)


def _aid(rng: Random, day: date, kind: str, amount: int | None, note: str, span: DemoSpan) -> Doc:
    """Return one record of aid."""
    known = recorded(rng, day, span.end)
    return {"date": day, "recorded_on": known, "kind": kind, "amount": amount, "note": note}


def joint_responses(case: Case) -> Iterator[Response]:
    """Yield day, patient and summary of incidents that several departments dealt with together."""
    for day, kind in case.course.incidents:
        if kind in {OFFENCE, CRIME}:
            yield (day, case.id, "派出所第一时间出警，卫生院和村（社区）共同护送就医，善后由平安办、民政办跟进。")
