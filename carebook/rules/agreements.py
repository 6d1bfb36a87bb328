"""Rules about guardian award agreements (有奖监护协议)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from carebook.findings import Finding
from carebook.records.codes import OFFENCES
from carebook.records.periods import quarter_begins, quarter_ends, quarter_of
from carebook.records.person import Agreement
from carebook.records.registry import Patient
from carebook.rules import care
from carebook.rules.world import World

_ENDING = {"deceased", "moved"}


def _all(world: World) -> Iterator[tuple[Patient, int, Agreement]]:
    for patient in world.registry.patients.values():
        for index, agreement in enumerate(patient.profile.agreements):
            yield patient, index, agreement


def _current(world: World) -> Iterator[tuple[Patient, int, Agreement]]:
    for patient, index, agreement in _all(world):
        if agreement.since <= world.today <= _last(agreement):
            yield patient, index, agreement


def _last(agreement: Agreement) -> date:
    return min(agreement.until, agreement.ended or agreement.until)


def _whole_quarters(agreement: Agreement) -> list[str]:
    """Quarters that end within the agreement, in order."""
    found, day = [], agreement.since
    while (end := quarter_ends(day)) <= _last(agreement):
        found.append(quarter_of(day))
        day = end + timedelta(days=1)
    return found


def unassessed_quarters(world: World) -> Iterator[Finding]:
    """C931: a quarter of an agreement, and the quarter after it, are over and it was not assessed."""
    latest = quarter_of(quarter_begins(world.today) - timedelta(days=1))
    for patient, index, agreement in _all(world):
        done = {assessment.quarter for assessment in agreement.assessments}
        absent = [q for q in _whole_quarters(agreement) if q < latest and q not in done]
        if absent:
            message = f"协议 {agreement.number} 没有 {'、'.join(absent)} 的季度考核"
            path = ("agreements", index, "assessments" if agreement.assessments else "number")
            yield care.profile(world, "C931", patient, path, message, "补做考核，写在 assessments 下")


def overlapping(world: World) -> Iterator[Finding]:
    """C932: two agreements for one patient cover the same day."""
    for patient in world.registry.patients.values():
        agreements = patient.profile.agreements
        for index, later in enumerate(agreements):
            for earlier in agreements[:index]:
                if later.since <= _last(earlier) and earlier.since <= _last(later):
                    message = f"协议 {later.number} 与 {earlier.number} 的期限重叠"
                    path = ("agreements", index, "since")
                    yield care.profile(world, "C932", patient, path, message, "提前终止的，写 ended 和原因")


def not_eligible(world: World) -> Iterator[Finding]:
    """C933: an agreement in force for somebody who was below level 3 and has never offended."""
    for patient, index, agreement in _current(world):
        risk = agreement.risk_at_signing
        low = risk is not None and not world.is_high(risk)
        if low and not care.has_offended(patient, agreement.since):
            message = f"协议 {agreement.number} 签订时危险性 {risk} 级，也没有肇事肇祸史"
            path = ("agreements", index, "risk_at_signing")
            yield care.profile(world, "C933", patient, path, message, "核对签订时的等级和以奖代补的条件")


def passed_in_spite(world: World) -> Iterator[Finding]:
    """C934: a quarter was passed although the patient offended in it."""
    for patient, index, agreement in _all(world):
        acts = [e.record for e in patient.events("incidents") if e.record.kind in OFFENCES]
        offended = {quarter_of(act.date) for act in acts if agreement.since <= act.date <= _last(agreement)}
        for number, assessment in enumerate(agreement.assessments):
            if assessment.passed and assessment.quarter in offended:
                message = f"{assessment.quarter} 有肇事肇祸，考核却写合格"
                path = ("agreements", index, "assessments", number, "passed")
                yield care.profile(world, "C934", patient, path, message, "passed: false，或核对行为记录")


def no_account(world: World) -> Iterator[Finding]:
    """C935: the award cannot be paid: the guardian has no bank account on record."""
    for patient, _, agreement in _current(world):
        guardian = patient.identity.guardian if patient.identity else None
        if guardian and guardian.bank_account is None:
            message = f"协议 {agreement.number} 在执行，监护人没有写收款账号"
            fix = 'bank_account: "监护人本人的账号"'
            yield care.identity(world, "C935", patient, ("guardian",), message, fix)


def running_on(world: World) -> Iterator[Finding]:
    """C936: an agreement runs on after the patient died or moved away."""
    for patient, index, agreement in _current(world):
        status = patient.status_on(world.today)
        if status and status.status in _ENDING:
            message = f"患者已经死亡或迁出，协议 {agreement.number} 没有终止"
            path = ("agreements", index, "until")
            fix = f"ended: {status.since}，并写 ended_reason"
            yield care.profile(world, "C936", patient, path, message, fix)


def no_amount(world: World) -> Iterator[Finding]:
    """C937: an agreement in force names no award."""
    for patient, index, agreement in _current(world):
        if agreement.amount is None:
            message = f"协议 {agreement.number} 没有写奖励标准"
            path = ("agreements", index, "number")
            yield care.profile(world, "C937", patient, path, message, "amount: 协议写的每年金额（元）")


def wrong_quarters(world: World) -> Iterator[Finding]:
    """C938: an assessment of a quarter outside the agreement, or made before the quarter began."""
    for patient, index, agreement in _all(world):
        first, last = quarter_of(agreement.since), quarter_of(_last(agreement))
        for number, assessment in enumerate(agreement.assessments):
            outside = not first <= assessment.quarter <= last
            if outside or quarter_of(assessment.date) < assessment.quarter:
                reason = "不在协议期内" if outside else f"在考核日期 {assessment.date} 时还没有开始"
                path = ("agreements", index, "assessments", number, "quarter")
                message = f"考核的季度 {assessment.quarter} {reason}"
                yield care.profile(world, "C938", patient, path, message, "核对季度和考核日期")


def award_without_agreement(world: World) -> Iterator[Finding]:
    """C939: an award was paid to somebody who never signed an agreement before."""
    for patient in world.registry.patients.values():
        first = min((a.since for a in patient.profile.agreements), default=date.max)
        for event in patient.events("aids"):
            if event.record.kind == "award" and event.record.date < first:
                message = f"{event.record.date} 发了以奖代补，此前没有签订有奖监护协议"
                yield world.at("C939", event, "kind", message, "在患者档案的 agreements 补写协议")


CHECKS = (
    unassessed_quarters,
    overlapping,
    not_eligible,
    passed_in_spite,
    no_account,
    running_on,
    no_amount,
    wrong_quarters,
    award_without_agreement,
)
