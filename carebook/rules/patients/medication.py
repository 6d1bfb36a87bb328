"""Rules a doctor would apply when reading follow-up forms, ratings, check-ups and prescriptions."""

from __future__ import annotations

from collections.abc import Iterator

from carebook.findings import Finding
from carebook.policy.item import ItemState
from carebook.policy.measures import disease
from carebook.policy.model import Obligation
from carebook.records import codes
from carebook.records.entry import Entry
from carebook.records.parts import Medicine
from carebook.records.patient_entries import Checkup
from carebook.rules import care
from carebook.rules.world import World

_ITEMS = {
    "weight": "体重",
    "systolic": "收缩压",
    "diastolic": "舒张压",
    "blood_count": "血常规",
    "transaminase": "转氨酶",
    "glucose": "血糖",
    "ecg": "心电图",
}


def _sheets(world: World) -> Iterator[Entry]:
    for patient in world.registry.patients.values():
        for entry in patient.entries.of("visit"):
            if entry.record.sheet:
                yield entry


def risk_and_class(world: World) -> Iterator[Finding]:
    """M101: level 3 and above, and yet not classified as unstable."""
    for patient in world.registry.patients.values():
        for entry in patient.entries.of("rating"):
            rating = entry.record
            if world.is_high(rating.risk) and rating.stability != codes.UNSTABLE:
                message = f"危险性 {rating.risk} 级，病情却不是“不稳定”"
                yield world.at(
                    "M101", entry, "stability", message, "核对危险性等级；等级没有错的，按规范应分为不稳定（1）"
                )
    for entry in _sheets(world):
        visit = entry.record
        if world.is_high(visit.sheet.risk) and visit.stability not in {None, codes.UNSTABLE}:
            message = f"随访表危险性 {visit.sheet.risk} 级，本次随访分类却不是“不稳定”"
            yield world.at("M101", entry, "stability", message, "核对危险性等级；等级没有错的，按规范应分为不稳定（1）")


def risk_in_stable(world: World) -> Iterator[Finding]:
    """M102: classified as stable with a risk level above 0."""
    for entry in _sheets(world):
        visit = entry.record
        if visit.sheet.risk and not world.is_high(visit.sheet.risk) and visit.stability == codes.STABLE:
            message = f"随访表危险性 {visit.sheet.risk} 级，病情稳定须为 0 级"
            yield world.at("M102", entry, "stability", message, "核对危险性等级；等级没有错的，按规范不能分为稳定")


def ill_but_stable(world: World) -> Iterator[Finding]:
    """M103: classified as stable although insight is absent, or people were hurt."""
    for entry in _sheets(world):
        visit = entry.record
        absent, violent = visit.sheet.insight == codes.INSIGHT_ABSENT, codes.VIOLENT in visit.sheet.symptoms
        if visit.stability == codes.STABLE and (absent or violent):
            why = "自知力缺失" if absent else "有伤人毁物"
            message = f"随访表写{why}，本次随访分类却是稳定"
            yield world.at("M103", entry, "stability", message, "核对症状、自知力和本次随访分类")


def harmed_and_low(world: World) -> Iterator[Finding]:
    """M125: the patient harmed or tried to kill themselves, and the form rates the risk below the level of that."""
    for entry in _sheets(world):
        sheet = entry.record.sheet
        if (sheet.dangerous_acts.self_harm or sheet.dangerous_acts.suicide_attempt) and sheet.risk < codes.SELF_HARM:
            message = (
                f"随访表记了自伤或自杀未遂，危险性评估写 {sheet.risk} 级；规范把自伤、自杀列在 {codes.SELF_HARM} 级"
            )
            place = world.registry.place(entry.file, "sheet", "risk")
            yield Finding("M125", place, message, "核对等级；这次没有自伤、自杀的，改正危险行为的次数")


def medicine_changed(world: World) -> Iterator[Finding]:
    """M104: the medicines of a form are not those prescribed, and no change was entered."""
    for patient in world.registry.patients.values():
        known: tuple[tuple[object, ...], ...] | None = None
        entries = [*patient.entries.of("medication-change"), *patient.entries.of("visit")]
        for entry in sorted(entries, key=lambda e: (e.record.date, e.kind == "visit")):
            if entry.kind == "medication-change":
                known = _doses(entry.record.medication)
            elif entry.record.sheet and entry.record.sheet.adherence in codes.TAKES:
                taken = _doses(entry.record.sheet.medication)
                if known is not None and taken != known:
                    place = world.registry.place(entry.file, "sheet", "medication")
                    message = "随访表的用药与上一次记录的药名或剂量不同，没有用药调整的记录"
                    yield Finding("M104", place, message, "补一份用药调整（medication-change），写谁调整、为什么")
                known = taken


def _doses(medicines: tuple[Medicine, ...]) -> tuple[tuple[object, ...], ...]:
    """What is taken, in an order of its own; a dose that is not written is none."""
    found = [
        (m.name, m.morning or 0.0, m.noon or 0.0, m.evening or 0.0, m.every_weeks or 0, m.dose or 0.0)
        for m in medicines
    ]
    return tuple(sorted(found))


def worse_untold(world: World) -> Iterator[Finding]:
    """M105: treatment made things worse, and the visit speaks of no fluctuation."""
    for entry in _sheets(world):
        if entry.record.sheet.effect == codes.WORSE and not (entry.record.fluctuation or entry.record.no_fluctuation):
            message = "随访表写治疗效果“加重”，没有写病情波动"
            place = world.registry.place(entry.file, "sheet", "effect")
            yield Finding(
                "M105",
                place,
                message,
                "有波动的，fluctuation 写 true，并写哪天报告（reported_on）；不属波动的，no_fluctuation 写理由",
            )


def restrained(world: World) -> Iterator[Finding]:
    """M106: by the latest form the patient is locked up."""
    for patient in care.in_care(world):
        sheets = [entry for entry in care.visits(patient) if entry.record.sheet]
        if sheets and sheets[-1].record.sheet.restraint == codes.LOCKED_UP:
            message = f"{sheets[-1].record.date} 的随访表写“关锁”，之后没有解除"
            place = world.registry.place(sheets[-1].file, "sheet", "restraint")
            yield Finding("M106", place, message, "会同民警、民政解锁送治，解除后在下一次随访表写 3")


def not_doctors(world: World) -> Iterator[Finding]:
    """M107: somebody who is no doctor rated the risk or signed the form."""
    for patient in world.registry.patients.values():
        signed = [(entry, "by") for entry in patient.entries.of("rating")]
        signed += [(entry, "doctor") for entry in patient.entries.of("visit")]
        for entry, key in signed:
            staff = world.registry.staff.get(getattr(entry.record, key) or "")
            post = staff.post_on(entry.day) if staff else None
            if staff and post and post.role != "doctor":
                message = f"{staff.id}（{post.position}）不是精神病防治医生"
                yield world.at("M107", entry, key, message, "写评估、随访的医生；上级医院的写 hospital")


def incomplete_checkups(world: World) -> Iterator[Finding]:
    """M108: a check-up lacks items of the national norm."""
    for patient in world.registry.patients.values():
        for entry in patient.entries.of("checkup"):
            absent = [title for key, title in _ITEMS.items() if getattr(entry.record, key) is None]
            if absent and not entry.record.refused:
                message = f"{entry.record.date} 的健康体检没有写{'、'.join(absent)}"
                yield world.at("M108", entry, "conclusion", message, "补写检查结果；没有做的再约一次")


def blood_pressure(world: World) -> Iterator[Finding]:
    """M109: systolic pressure not above diastolic."""
    for patient in world.registry.patients.values():
        for entry in patient.entries.of("checkup"):
            if _swapped(entry.record):
                message = f"收缩压 {entry.record.systolic} 不高于舒张压 {entry.record.diastolic}，多半写反了"
                yield world.at("M109", entry, "systolic", message, "systolic 写高的，diastolic 写低的")


def _swapped(checkup: Checkup) -> bool:
    high, low = checkup.systolic, checkup.diastolic
    return high is not None and low is not None and high <= low


def unregistered_referrals(world: World) -> Iterator[Finding]:
    """M110: a form says the patient was referred, and no referral is entered."""
    for patient in world.registry.patients.values():
        days = {entry.record.date for entry in patient.entries.of("referral")}
        for entry in patient.entries.of("visit"):
            sheet = entry.record.sheet
            if sheet and sheet.referral.referred == codes.REFERRED and entry.record.date not in days:
                place = world.registry.place(entry.file, "sheet", "referral")
                yield Finding("M110", place, "随访表写已转诊，转诊记录里没有这一天", "补一份转诊（referral）")


def open_referrals(world: World) -> Iterator[Finding]:
    """M111: the patient was met after a referral, and its outcome is not written."""
    for patient in world.registry.patients.values():
        met = [e.record.date for e in patient.entries.of("visit") if e.record.met]
        for entry in patient.entries.of("referral"):
            if entry.record.outcome is None and max(met, default=entry.record.date) > entry.record.date:
                message = f"{entry.record.date} 转诊后已经随访过，还没有写转诊结果"
                yield world.at("M111", entry, "to", message, "写 outcome（转诊的结果）")


def no_visit_after_discharge(world: World) -> Iterator[Finding]:
    """M112: nobody followed up in the time a document gives after a discharge."""
    asked = {
        f"{one.policy.id}/{o.id}" for one in world.settings.adopted for o in one.policy.obligations if _on_leave(o)
    }
    late = {ItemState.OVERDUE: "还没有随访记录", ItemState.DONE_LATE: "没有按期随访"}
    for item in world.items:
        if item.obligation in asked and item.state in late:
            place = world.registry.place(item.set_by, "date")
            message = f"{item.opens} 出院，应在 {item.due} 前随访，{late[item.state]}（{'；'.join(item.sources)}）"
            yield Finding("M112", place, message, "已经随访的补录；没有的尽快上门")


def _on_leave(obligation: Obligation) -> bool:
    """Whether a discharge sets an obligation going."""
    return obligation.after is not None and obligation.after.entry == "discharge"


def bare_discharges(world: World) -> Iterator[Finding]:
    """M113: a discharge without the hospital's effect and advice."""
    titles = {"effect": "住院疗效", "advice": "出院医嘱"}
    for patient in world.registry.patients.values():
        for entry in patient.entries.of("discharge"):
            absent = [title for key, title in titles.items() if getattr(entry.record, key) is None]
            if absent:
                message = f"{entry.day} 出院，没有写{'、'.join(absent)}"
                yield world.at("M113", entry, "date", message, "向收治医院索取出院信息单后补写")


def diagnoses(world: World) -> Iterator[Finding]:
    """M114: the latest rating diagnoses another illness than the dossier."""
    for patient in world.registry.patients.values():
        ratings = sorted(patient.entries.of("rating"), key=lambda entry: entry.record.date)
        kept = disease(patient)
        if kept and ratings and ratings[-1].record.diagnosis != kept:
            message = f"最近一次评估的诊断是 {ratings[-1].record.diagnosis}，档案里是 {kept}"
            yield world.at("M114", ratings[-1], "diagnosis", message, "改了诊断的，更新补充表的目前诊断情况")


def baseless_ratings(world: World) -> Iterator[Finding]:
    """M115: a rating of level 3 or above gives no reason."""
    for patient in world.registry.patients.values():
        for entry in patient.entries.of("rating"):
            if world.is_high(entry.record.risk) and not entry.record.basis:
                message = f"危险性 {entry.record.risk} 级，没有写评估依据"
                yield world.at("M115", entry, "risk", message, "写 basis（依据哪些表现评的）")


def untreated(world: World) -> Iterator[Finding]:
    """M116: by the latest form the patient takes no medicine against advice, and was not referred."""
    for patient in care.in_care(world):
        sheets = [entry for entry in care.visits(patient) if entry.record.sheet]
        if sheets and sheets[-1].record.sheet.adherence == codes.TAKES_NONE:
            last = sheets[-1]
            if not any(entry.record.date >= last.record.date for entry in patient.entries.of("referral")):
                message = f"{last.record.date} 的随访表写不用药，之后没有转诊"
                place = world.registry.place(last.file, "sheet", "adherence")
                yield Finding("M116", place, message, "请监护人督促服药；劝不动的转精神专科处置")


CHECKS = (
    risk_and_class,
    risk_in_stable,
    ill_but_stable,
    harmed_and_low,
    medicine_changed,
    worse_untold,
    restrained,
    not_doctors,
    incomplete_checkups,
    blood_pressure,
    unregistered_referrals,
    open_referrals,
    no_visit_after_discharge,
    bare_discharges,
    diagnoses,
    baseless_ratings,
    untreated,
)
