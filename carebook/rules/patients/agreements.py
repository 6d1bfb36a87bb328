"""Rules about guardian award agreements (有奖监护协议)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from carebook.findings import Finding
from carebook.records.codes import OFF_FILE, OFFENCES
from carebook.records.periods import quarter_begins, quarter_ends, quarter_of
from carebook.records.registry import Patient
from carebook.records.state import Accord, AgreementState
from carebook.rules import care
from carebook.rules.world import World


def _all(world: World) -> Iterator[tuple[Patient, Accord, AgreementState]]:
    for patient in world.registry.patients.values():
        for accord in patient.accords:
            yield patient, accord, accord.state


def _current(world: World) -> Iterator[tuple[Patient, Accord, AgreementState]]:
    for patient, accord, agreement in _all(world):
        if agreement.since <= world.today <= _last(agreement):
            yield patient, accord, agreement


def _last(agreement: AgreementState) -> date:
    return min(agreement.until, agreement.ended or agreement.until)


def _whole_quarters(agreement: AgreementState) -> list[str]:
    """Quarters that end within the agreement, in order."""
    found, day = [], agreement.since
    while (end := quarter_ends(day)) <= _last(agreement):
        found.append(quarter_of(day))
        day = end + timedelta(days=1)
    return found


def unassessed_quarters(world: World) -> Iterator[Finding]:
    """C931: a quarter of an agreement, and the quarter after it, are over and it was not assessed."""
    latest = quarter_of(quarter_begins(world.today) - timedelta(days=1))
    for _, accord, agreement in _all(world):
        done = {assessment.quarter for assessment in agreement.assessments}
        absent = [q for q in _whole_quarters(agreement) if q < latest and q not in done]
        if absent:
            message = f"协议 {agreement.number} 没有 {'、'.join(absent)} 的季度考核"
            advice = "补做考核，每季度一份记录（assessment）"
            yield world.at("C931", accord.signed, "number", message, advice)


def overlapping(world: World) -> Iterator[Finding]:
    """C932: two agreements for one patient cover the same day."""
    for patient in world.registry.patients.values():
        states = [accord.state for accord in patient.accords]
        for index, accord in enumerate(patient.accords):
            later = accord.state
            for earlier in states[:index]:
                if later.since <= _last(earlier) and earlier.since <= _last(later):
                    message = f"协议 {later.number} 与 {earlier.number} 的期限重叠"
                    advice = "提前终止的，补一份 agreement-end"
                    yield world.at("C932", accord.signed, "since", message, advice)


def not_eligible(world: World) -> Iterator[Finding]:
    """C933: an agreement in force for somebody who was below level 3 and has never offended."""
    for patient, accord, agreement in _current(world):
        risk = agreement.risk_at_signing
        low = risk is not None and not world.is_high(risk)
        if low and not care.has_offended(patient, agreement.since):
            message = f"协议 {agreement.number} 签订时危险性 {risk} 级，也没有肇事肇祸史"
            advice = "核对签订时的等级和以奖代补的条件"
            yield world.at("C933", accord.signed, "risk_at_signing", message, advice)


def passed_in_spite(world: World) -> Iterator[Finding]:
    """C934: a quarter was passed although the patient offended in it."""
    for patient, accord, agreement in _all(world):
        acts = [e.record for e in patient.entries.of("incident") if e.record.kind in OFFENCES]
        offended = {quarter_of(act.date) for act in acts if agreement.since <= act.date <= _last(agreement)}
        for entry in accord.assessed:
            if entry.record.passed and entry.record.quarter in offended:
                message = f"{entry.record.quarter} 有肇事肇祸，考核却写合格"
                yield world.at("C934", entry, "passed", message, "核对行为记录，不合格的改 passed")


def no_account(world: World) -> Iterator[Finding]:
    """C935: the award cannot be paid: the guardian has no bank account on record."""
    for patient, _, agreement in _current(world):
        guardian = patient.guardian_on(world.today)
        if guardian and guardian.bank_account is None:
            message = f"协议 {agreement.number} 在执行，监护人没有写收款账号"
            advice = "写 bank_account（监护人本人的账号）"
            yield care.guardian(world, "C935", patient, "name", message, advice)


def running_on(world: World) -> Iterator[Finding]:
    """C936: an agreement runs on after the patient died or moved away."""
    for patient, accord, agreement in _current(world):
        status = patient.status_on(world.today)
        if status and status.status in OFF_FILE:
            message = f"患者已经死亡或迁出，协议 {agreement.number} 没有终止"
            advice = "补一份协议提前终止（agreement-end），写日期和原因"
            yield world.at("C936", accord.signed, "until", message, advice)


def no_amount(world: World) -> Iterator[Finding]:
    """C937: an agreement in force names no award."""
    for _, accord, agreement in _current(world):
        if agreement.amount is None:
            message = f"协议 {agreement.number} 没有写奖励标准"
            yield world.at("C937", accord.signed, "number", message, "写 amount（协议写的每年金额，元）")


def wrong_quarters(world: World) -> Iterator[Finding]:
    """C938: an assessment of a quarter outside the agreement, or made before the quarter began."""
    for _, accord, agreement in _all(world):
        first, last = quarter_of(agreement.since), quarter_of(_last(agreement))
        for entry in accord.assessed:
            assessment = entry.record
            outside = not first <= assessment.quarter <= last
            if outside or quarter_of(assessment.date) < assessment.quarter:
                reason = "不在协议期内" if outside else f"在考核日期 {assessment.date} 时还没有开始"
                message = f"考核的季度 {assessment.quarter} {reason}"
                yield world.at("C938", entry, "quarter", message, "核对季度和考核日期")


def award_without_agreement(world: World) -> Iterator[Finding]:
    """C939: an award was paid to somebody who never signed an agreement before."""
    for patient in world.registry.patients.values():
        first = min((one.state.since for one in patient.accords), default=date.max)
        for entry in patient.entries.of("aid"):
            if entry.record.kind == "award" and entry.record.date < first:
                message = f"{entry.record.date} 发了以奖代补，此前没有签订有奖监护协议"
                yield world.at("C939", entry, "kind", message, "补录协议（agreement）")


def without_agreement(world: World) -> Iterator[Finding]:
    """C993: an agreement was ended, or a quarter assessed, and there is none."""
    for patient in world.registry.patients.values():
        ends = {accord.ended.file for accord in patient.accords if accord.ended}
        for entry in patient.entries.of("agreement-end"):
            if entry.file not in ends:
                message = f"{entry.day} 记了协议终止，那天没有还没终止的协议"
                yield world.at("C993", entry, "date", message, "核对日期，或补录协议（agreement）；重复的写 withdrawn")
        for entry in patient.entries.of("assessment") if not patient.accords else ():
            message = f"{entry.record.quarter} 有季度考核，没有协议"
            yield world.at("C993", entry, "quarter", message, "补录协议（agreement），或核对是不是记错了人")


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
    without_agreement,
)
