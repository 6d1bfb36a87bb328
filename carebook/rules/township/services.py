"""Rules about what is done for a patient beside visits: teaching, rehabilitation, emergencies, reports that come in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from carebook.findings import Finding
from carebook.records import codes
from carebook.records.patient_entries import Alarm, Protection
from carebook.records.registry import Patient
from carebook.rules import care
from carebook.rules.world import World

_SUBJECTS = {codes.THE_PATIENT: "患者本人", codes.THE_GUARDIAN: "患者家属、监护人"}


def taught_nobody(world: World) -> Iterator[Finding]:
    """M117: taught somebody whom the visit did not meet."""
    for patient in world.registry.patients.values():
        for entry in patient.entries.of("visit"):
            for index, lesson in enumerate(entry.record.education):
                absent = [_SUBJECTS[who] for who in lesson.to if who not in entry.record.subjects]
                if absent:
                    place = world.registry.place(entry.file, "education", index, "to")
                    message = f"写的是对{'、'.join(absent)}做指导，本次随访对象里没有"
                    yield Finding("M117", place, message, "核对本次随访对象（subjects）和指导对象（to）")


def taught_without_doctor(world: World) -> Iterator[Finding]:
    """M118: something was taught, and no doctor took part in the visit."""
    for patient in world.registry.patients.values():
        for entry in patient.entries.of("visit"):
            staff = (world.registry.staff.get(code) for code in entry.record.members)
            if entry.record.education and not any(one and one.post_on(entry.day).role == "doctor" for one in staff):
                message = "写有健康教育和指导，同行成员里没有精神病防治医生"
                yield world.at("M118", entry, "education", message, "核对同行成员；别人做的写进 note")


def no_governance_entry(world: World) -> Iterator[Finding]:
    """C914: no entry in the system of social governance (综治)."""
    yield from care.unwritten(
        world,
        "C914",
        care.in_care(world),
        ("registration", "governance"),
        "没有写综治基础数据信息系统的录入情况",
        "在 registration 的 governance 里写 on（哪天录入）",
    )


def no_rehabilitation(world: World) -> Iterator[Finding]:
    """C915: a patient who lives at home has no plan for rehabilitation."""
    for patient in care.in_care(world):
        status = patient.status_on(world.today)
        if patient.profile.rehabilitation is None and (status is None or status.status == "home"):
            message = f"{patient.id} 在家，没有社区康复计划"
            advice = "在 rehabilitation 里写 made_on、goal、measures、responsible、review_by"
            yield care.profile(world, "C915", patient, ("rehabilitation",), message, advice)


def unreviewed_plans(world: World) -> Iterator[Finding]:
    """C916: the day on which the plan was to be looked at is over."""
    for patient in care.in_care(world):
        plan = patient.profile.rehabilitation
        if plan and plan.review_by < world.today:
            message = f"{patient.id} 的社区康复计划应在 {plan.review_by} 以前检查"
            advice = "检查后在 reviews 写日期和结果，再约定新的 review_by"
            yield care.profile(world, "C916", patient, ("rehabilitation", "review_by"), message, advice)


def jobless(world: World) -> Iterator[Finding]:
    """C917: a patient can work, and nobody wrote what is done about a job."""
    for patient in care.in_care(world):
        plan = patient.profile.rehabilitation
        if plan and plan.able_to_work and plan.job is None:
            message = f"{patient.id} 有劳动能力，没有写就业情况"
            advice = "写 job（1 已经就业，2 正在介绍，3 本人暂不愿意）"
            yield care.profile(world, "C917", patient, ("rehabilitation", "able_to_work"), message, advice)


def leader_untold(world: World) -> Iterator[Finding]:
    """D722: a fluctuation was seen, and the leader of the group was not told."""
    for patient in world.registry.patients.values():
        for entry in patient.entries.of("visit"):
            if entry.record.fluctuation and entry.record.leader_told_on is None:
                message = "随访发现病情波动，没有写哪天报告联合服务管理小组组长"
                advice = "报告后写 leader_told_on（哪天报告组长的）"
                yield world.at("D722", entry, "fluctuation", message, advice)


def unfinished_emergencies(world: World) -> Iterator[Finding]:
    """D723: the form of an emergency lacks its end, its effect, the doctor or the report."""
    titles = {"ended_on": "处置结束日期", "effect": "处置效果", "doctor": "精神病防治医生", "reported_on": "报告日期"}
    for patient in world.registry.patients.values():
        for entry in patient.entries.of("emergency"):
            absent = [key for key in titles if getattr(entry.record, key) is None]
            if absent and entry.record.date < world.today:
                message = f"{entry.record.date} 的应急医疗处置没有写{'、'.join(titles[key] for key in absent)}"
                yield world.at("D723", entry, "date", message, f"补写 {'、'.join(absent)}")


def acts_without_emergency(world: World) -> Iterator[Finding]:
    """D724: somebody was hurt, and there is no form of the emergency."""
    for patient in world.registry.patients.values():
        days = {entry.record.date for entry in patient.entries.of("emergency")}
        for entry in patient.entries.of("incident"):
            if entry.record.kind in codes.URGENT and entry.record.date not in days:
                message = f"{entry.record.date} 的行为没有应急医疗处置记录单"
                advice = "做过应急医疗处置的，补一份记录单（emergency）；没有做的不用写"
                yield world.at("D724", entry, "kind", message, advice)


def admitted_nowhere(world: World) -> Iterator[Finding]:
    """D725: an emergency ended with admission, and no stay begins on those days."""
    for patient in world.registry.patients.values():
        stays = [entry.day for entry in patient.entries.of("admission")]
        for entry in patient.entries.of("emergency"):
            first, last = entry.record.date, entry.record.ended_on or entry.record.date
            if codes.ADMITTED in entry.record.measures and not any(first <= day <= last for day in stays):
                message = f"{first} 应急处置写了紧急住院，住院记录里没有这几天入院"
                yield world.at("D725", entry, "measures", message, "补一份入院（admission），或更正处置措施")


def unlifted(world: World) -> Iterator[Finding]:
    """D726: nobody wrote when a protective restraint was lifted."""
    for patient in world.registry.patients.values():
        for entry in patient.entries.of("incident"):
            one = entry.record.protection
            if one and one.ended_on is None and one.began_on < world.today:
                message = f"{one.began_on} 的保护性约束措施没有写何时解除"
                advice = "已经解除的写 ended_on 和 ended_at"
                yield world.at("D726", entry, "protection", message, advice)


def odd_protection(world: World) -> Iterator[Finding]:
    """D727: a protective restraint by somebody else than the police, before the act, or lifted before it began."""
    for patient in world.registry.patients.values():
        for entry in patient.entries.of("incident"):
            one = entry.record.protection
            for key, message in _oddities(world, one, entry.record.date) if one else ():
                place = world.registry.place(entry.file, "protection", key)
                yield Finding("D727", place, message, "核对日期、时间和实施人；约束措施只能由民警依法实施")


def _oddities(world: World, one: Protection, happened: date) -> Iterator[tuple[str, str]]:
    staff = world.registry.staff.get(one.by)
    post = staff.post_on(one.began_on) if staff else None
    if post and post.role != "police":
        yield "by", f"{one.by} 的岗位是“{post.position}”，不是民警"
    if one.began_on < happened:
        yield "began_on", f"约束措施 {one.began_on} 开始，早于行为发生的 {happened}"
    times = one.ended_on == one.began_on and one.began_at and one.ended_at
    if times and (one.ended_at or "") < (one.began_at or ""):
        yield "ended_at", f"同一天 {one.ended_at} 解除，早于 {one.began_at} 开始"


def alarms_untold(world: World) -> Iterator[Finding]:
    """D728: a report came in, and leader, police or office were not told."""
    titles = {"leader_told_on": "组长", "police_told_on": "派出所", "office_told_on": "乡综合管理小组办公室"}
    for patient in world.registry.patients.values():
        for entry in patient.entries.of("alarm"):
            absent = [key for key in titles if getattr(entry.record, key) is None]
            if absent:
                names = "、".join(titles[key] for key in absent)
                message = f"{entry.record.date} 来报，没有写哪天告知{names}"
                yield world.at("D728", entry, "kind", message, f"补写 {'、'.join(absent)}")


def alarms_unanswered(world: World) -> Iterator[Finding]:
    """D729: a report came in, and nobody wrote what was done."""
    for patient in world.registry.patients.values():
        for entry in patient.entries.of("alarm"):
            if not entry.record.done and entry.record.date < world.today:
                message = f"{entry.record.date} 来报，没有写怎样处理"
                yield world.at("D729", entry, "summary", message, "写 done（怎样处理的）")


def unregistered_alarms(world: World) -> Iterator[Finding]:
    """D730: an offence was reported, and none is registered since the visit before."""
    for patient in world.registry.patients.values():
        acts = [entry.record.date for entry in patient.entries.of("incident")]
        for entry in patient.entries.of("alarm"):
            alarm = entry.record
            first = _visit_before(patient, alarm)
            if alarm.kind == codes.ALARM_OFFENCE and not any(first <= day <= alarm.date for day in acts):
                message = f"{alarm.date} 有人来报肇事肇祸，行为记录里没有登记"
                advice = "查实的补一份行为记录（incident）；查无此事的，kind 改为 2，done 写明"
                yield world.at("D730", entry, "kind", message, advice)


def _visit_before(patient: Patient, alarm: Alarm) -> date:
    days = [entry.day for entry in patient.entries.of("visit") if entry.day < alarm.date]
    return max(days, default=date.min)


CHECKS = (
    taught_nobody,
    taught_without_doctor,
    no_governance_entry,
    no_rehabilitation,
    unreviewed_plans,
    jobless,
    leader_untold,
    unfinished_emergencies,
    acts_without_emergency,
    admitted_nowhere,
    unlifted,
    odd_protection,
    alarms_untold,
    alarms_unanswered,
    unregistered_alarms,
)
