"""Rules about facts that contradict each other: dates of the illness, stays and statuses, moves and statuses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from carebook.findings import Finding
from carebook.records.codes import HOME_VISIT, IN_HOSPITAL, IN_PERSON, THE_PATIENT, words
from carebook.records.registry import Patient
from carebook.rules import care
from carebook.rules.world import World

_AGREED_TERMS = ("away", "lost")


def _earlier(one: str, other: str) -> bool:
    """Whether a partial date lies before another, as far as both are known."""
    length = min(len(one), len(other))
    return one[:length] < other[:length]


def illness_order(world: World) -> Iterator[Finding]:
    """C951: treated or diagnosed before the illness began."""
    for patient in world.registry.patients.values():
        form = patient.profile.supplementary
        later = {"first_medication": form.first_medication, "diagnosis": form.diagnosis.date}
        titles = {"first_medication": "首次抗精神病药治疗时间", "diagnosis": "确诊日期"}
        for key, day in later.items():
            if day and _earlier(day, form.onset):
                message = f"{titles[key]} {day} 早于初次发病时间 {form.onset}"
                path = ("supplementary", key)
                yield care.profile(world, "C951", patient, path, message, "核对两个时间，只知道年的只写年")


def born_later(world: World) -> Iterator[Finding]:
    """C952: ill, or filed, before birth."""
    for patient in world.registry.patients.values():
        if patient.identity:
            born = patient.identity.birth_date.isoformat()
            onset = patient.profile.supplementary.onset
            if _earlier(onset, born):
                message = f"初次发病时间 {onset} 早于出生日期"
                path = ("supplementary", "onset")
                yield care.profile(world, "C952", patient, path, message, "核对发病时间和身份信息")


def stays_without_status(world: World) -> Iterator[Finding]:
    """C953: a stay during which the profile never says “in hospital”."""
    for patient in world.registry.patients.values():
        for event in patient.events("stays"):
            stay = event.record
            end = min(stay.discharged or world.today, world.today)
            said = any(
                period.status == "hospital" and period.since <= end and (period.until or end) >= stay.admitted
                for period in patient.profile.statuses
            )
            if not said:
                message = f"{stay.admitted} 至 {stay.discharged or '今'} 住院，档案的状态没有这一段住院"
                fix = f"statuses 加：- {{status: hospital, since: {stay.admitted}}}"
                yield world.at("C953", event, "admitted", message, fix)


def statuses_without_stay(world: World) -> Iterator[Finding]:
    """C954: the profile says “in hospital” and the journal has no such stay."""
    for patient in world.registry.patients.values():
        begins = care.journal_begins(patient)
        for index, period in enumerate(patient.profile.statuses):
            if period.status != "hospital" or begins is None or period.since < begins:
                continue
            end = period.until or world.today
            stays = (event.record for event in patient.events("stays"))
            if not any(s.admitted <= end and (s.discharged or end) >= period.since for s in stays):
                message = f"状态自 {period.since} 起是住院，年度记录里没有这次住院"
                path = ("statuses", index, "status")
                yield care.profile(world, "C954", patient, path, message, "在 stays 补一条住院记录")


def open_stays(world: World) -> Iterator[Finding]:
    """C955: a stay without discharge although the patient is at home again."""
    for patient in world.registry.patients.values():
        status = patient.status_on(world.today)
        for event in patient.events("stays"):
            if event.record.discharged is None and status and status.status != "hospital":
                message = f"{event.record.admitted} 入院没有写出院日期，而现在的状态不是住院"
                yield world.at("C955", event, "admitted", message, "写 discharged（出院日期），或更正状态")


def visits_in_hospital(world: World) -> Iterator[Finding]:
    """C956: a home visit to the patient on a day in hospital."""
    for patient in world.registry.patients.values():
        for event in patient.events("follow_ups"):
            visit, inside = event.record, _inside(patient, event.record.date)
            seen = visit.mode == HOME_VISIT and THE_PATIENT in visit.subjects and care.met(visit)
            if seen and inside == "hospital":
                message = f"{visit.date} 患者在住院，随访形式却是家庭访视并见到本人"
                fix = "核对日期和住院起止；到医院探视的，随访对象和情况写明"
                yield world.at("C956", event, "mode", message, fix)


def visits_while_gone(world: World) -> Iterator[Finding]:
    """C957: the patient was met in person while away or lost."""
    for patient in world.registry.patients.values():
        for event in patient.events("follow_ups"):
            visit, inside = event.record, _inside(patient, event.record.date)
            seen = visit.mode in IN_PERSON and THE_PATIENT in visit.subjects and care.met(visit)
            if seen and inside in _AGREED_TERMS:
                message = f"{visit.date} 见到了患者本人，而状态是{words('status')[inside]}"
                yield world.at("C957", event, "mode", message, "患者已经回来的，结束这一段状态并登记返回")


def _inside(patient: Patient, day: date) -> str:
    """The status on a day that is neither the first nor the last of its period; else empty."""
    period = patient.status_on(day)
    return period.status if period and period.since < day < (period.until or date.max) else ""


def sheet_and_stay(world: World) -> Iterator[Finding]:
    """C958: the form's item on hospital stays does not agree with the stays recorded."""
    for patient in world.registry.patients.values():
        stays = [event.record for event in patient.events("stays")]
        for event in patient.events("follow_ups"):
            visit = event.record
            if visit.sheet is None:
                continue
            inside = any(s.admitted < visit.date < (s.discharged or date.max) for s in stays)
            around = any(s.admitted <= visit.date <= (s.discharged or date.max) for s in stays)
            says = visit.sheet.hospitalization == IN_HOSPITAL
            if (says and not around) or (inside and not says):
                message = f"随访表写{'目前正在住院' if says else '不在住院'}，住院记录却{'不在' if says else '正在'}住院"
                place = world.registry.place(event.file, *event.path, "sheet", "hospitalization")
                yield Finding("C958", place, message, "核对 stays 的入院、出院日期")


def discharges(world: World) -> Iterator[Finding]:
    """C959: the last discharge of a form is not among the stays."""
    for patient in world.registry.patients.values():
        known = {event.record.discharged for event in patient.events("stays")}
        begins = care.journal_begins(patient)
        for event in patient.events("follow_ups"):
            day = event.record.sheet.last_discharge if event.record.sheet else None
            if day and begins and begins <= day and day not in known:
                message = f"随访表写末次出院时间 {day}，住院记录里没有这一天出院"
                place = world.registry.place(event.file, *event.path, "sheet", "last_discharge")
                yield Finding("C959", place, message, "核对 stays 的 discharged，或补一条住院记录")


def untold_moves(world: World) -> Iterator[Finding]:
    """C960: the patient is away or has moved, and no departure was entered."""
    for patient in world.registry.patients.values():
        begins, before = care.journal_begins(patient), date.min
        for index, period in enumerate(patient.profile.statuses):
            moves = [e.record for e in patient.events("moves") if e.record.kind != "return"]
            gone = period.status in {"away", "moved"} and begins and period.since >= begins
            if gone and not any(before <= m.date <= (period.until or world.today) for m in moves):
                message = f"状态自 {period.since} 起是外出或迁出，没有离开居住地的登记"
                path = ("statuses", index, "status")
                yield care.profile(world, "C960", patient, path, message, "在 moves 补一条 kind: leave")
            before = period.since


def baseless_loss(world: World) -> Iterator[Finding]:
    """C961: the patient is called lost, and no visit ever failed to meet them."""
    for patient in world.registry.patients.values():
        begins = care.journal_begins(patient)
        for index, period in enumerate(patient.profile.statuses):
            known = period.status == "lost" and begins and period.since >= begins
            misses = (e.record for e in patient.events("follow_ups") if e.record.lost)
            if known and not any(miss.date <= (period.until or world.today) for miss in misses):
                message = f"状态自 {period.since} 起是失访，没有一次未访到的随访记录"
                path = ("statuses", index, "status")
                yield care.profile(world, "C961", patient, path, message, "补录未访到的随访，写 lost 和原因")


def doubled_visits(world: World) -> Iterator[Finding]:
    """C962: one visit was entered twice."""
    for patient in world.registry.patients.values():
        seen: set[tuple[object, ...]] = set()
        for event in patient.events("follow_ups"):
            visit = event.record
            key = (visit.date, visit.mode, frozenset(visit.members))
            if key in seen:
                message = f"{visit.date} 已经有一条随访，形式和随访人都相同"
                yield world.at(
                    "C962", event, "date", message, "重复录入的删去一条；确有两次的，写清各自的情况"
                )
            seen.add(key)


def overlapping_stays(world: World) -> Iterator[Finding]:
    """C963: a stay begins before the one before it ended."""
    for patient in world.registry.patients.values():
        stays = sorted(patient.events("stays"), key=lambda event: event.record.admitted)
        for before, after in pairwise(stays):
            if after.record.admitted < (before.record.discharged or date.max):
                message = f"{after.record.admitted} 入院时，{before.record.admitted} 开始的住院还没有出院"
                yield world.at("C963", after, "admitted", message, "核对两次住院的入院、出院日期")


def before_filing(world: World) -> Iterator[Finding]:
    """C964: a visit or a rating before the dossier was filed."""
    for patient in world.registry.patients.values():
        filed = patient.profile.filed_on
        for key in ("follow_ups", "ratings"):
            for event in patient.events(key):
                if event.record.date < filed:
                    message = f"{event.record.date} 的记录早于建档日期 {filed}"
                    yield world.at("C964", event, "date", message, "核对日期，或更正档案的 filed_on")


CHECKS = (
    illness_order,
    born_later,
    stays_without_status,
    statuses_without_stay,
    open_stays,
    visits_in_hospital,
    visits_while_gone,
    sheet_and_stay,
    discharges,
    untold_moves,
    baseless_loss,
    doubled_visits,
    overlapping_stays,
    before_filing,
)
