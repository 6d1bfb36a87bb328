"""Rules about facts that contradict each other: dates of the illness, and acts that do not fit what was so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from carebook.findings import Finding
from carebook.records.codes import HOME_VISIT, IN_HOSPITAL, IN_PERSON, THE_PATIENT, words
from carebook.records.entry import Entry
from carebook.records.registry import Patient
from carebook.rules import care
from carebook.rules.world import World

_GONE = ("away", "lost", "moved")


def _earlier(one: str, other: str) -> bool:
    """Whether a partial date lies before another, as far as both are known."""
    length = min(len(one), len(other))
    return one[:length] < other[:length]


def illness_order(world: World) -> Iterator[Finding]:
    """C951: treated or diagnosed before the illness began."""
    for patient in world.registry.patients.values():
        form = patient.profile.supplementary
        held = patient.profile.disability
        later = {
            ("supplementary", "first_medication"): ("首次抗精神病药治疗时间", form.first_medication),
            ("supplementary", "diagnosis"): ("确诊日期", form.diagnosis.date if form.diagnosis else None),
            ("disability", "on"): ("精神残疾人证的日期", held.on.isoformat() if held and held.on else None),
        }
        for path, (title, day) in later.items():
            if day and form.onset and _earlier(day, form.onset):
                message = f"{title} {day} 早于初次发病时间 {form.onset}"
                yield care.profile(world, "C951", patient, path, message, "核对两个时间，只知道年的只写年")


def born_later(world: World) -> Iterator[Finding]:
    """C952: ill, or filed, before birth."""
    for patient in world.registry.patients.values():
        born = patient.identity.birth_date if patient.identity else None
        onset = patient.profile.supplementary.onset
        if born and onset and _earlier(onset, born.isoformat()):
            message = f"初次发病时间 {onset} 早于出生日期"
            path = ("supplementary", "onset")
            yield care.profile(world, "C952", patient, path, message, "核对发病时间和身份信息")
        if born and patient.profile.filed < born:
            message = f"建档日期 {patient.profile.filed} 早于出生日期"
            yield care.profile(world, "C952", patient, ("filed_on",), message, "核对建档日期和身份信息")


def visits_in_hospital(world: World) -> Iterator[Finding]:
    """C956: a home visit to the patient on a day in hospital."""
    for patient in world.registry.patients.values():
        for entry in patient.entries.of("visit"):
            visit, inside = entry.record, _inside(patient, entry.record.date)
            seen = visit.mode == HOME_VISIT and THE_PATIENT in visit.subjects and visit.met
            if seen and inside == "hospital":
                message = f"{visit.date} 患者在住院，随访形式却是家庭访视并见到本人"
                advice = "核对日期和住院起止；到医院探视的，随访对象和情况写明"
                yield world.at("C956", entry, "mode", message, advice)


def visits_while_gone(world: World) -> Iterator[Finding]:
    """C957: the patient was met in person while away or lost."""
    for patient in world.registry.patients.values():
        for entry in patient.entries.of("visit"):
            visit, inside = entry.record, _inside(patient, entry.record.date)
            seen = visit.mode in IN_PERSON and THE_PATIENT in visit.subjects and visit.met
            if seen and inside in _GONE:
                message = f"{visit.date} 见到了患者本人，而状态是{words('status')[inside]}"
                yield world.at("C957", entry, "mode", message, "患者已经回来的，补录返回（return）")


def seen_while_gone(world: World) -> Iterator[Finding]:
    """C988: seen at the roll-call, or examined, while away, lost or moved; at the roll-call while in hospital."""
    for patient in world.registry.patients.values():
        for entry in patient.entries.of("roll-call", "checkup"):
            seen = entry.record.seen if entry.kind == "roll-call" else not entry.record.refused
            inside = _inside(patient, entry.day)
            gone = (*_GONE, "hospital") if entry.kind == "roll-call" else _GONE
            if seen and inside in gone:
                what = "点名见到了本人" if entry.kind == "roll-call" else "做了体检"
                message = f"{entry.day} {what}，而状态是{words('status')[inside]}"
                yield world.at(
                    "C988", entry, "date", message, "患者已经回来的，补录返回（return）；没有回来的核对日期和人"
                )


def _inside(patient: Patient, day: date) -> str:
    """The status on a day that is not the first of its period; else empty. The day it ends is the next one's first."""
    period = patient.status_on(day)
    return period.status if period and period.since < day else ""


def sheet_and_stay(world: World) -> Iterator[Finding]:
    """C958: the form's item on hospital stays does not agree with admissions and discharges."""
    for patient in world.registry.patients.values():
        stays = [one for one in patient.statuses if one.status == "hospital"]
        for entry in patient.entries.of("visit"):
            visit = entry.record
            if visit.sheet is None:
                continue
            left = [one.until + timedelta(days=1) if one.until else date.max for one in stays]
            inside = any(s.since < visit.date < out for s, out in zip(stays, left, strict=True))
            around = any(s.since <= visit.date <= out for s, out in zip(stays, left, strict=True))
            says = visit.sheet.hospitalization == IN_HOSPITAL
            if (says and not around) or (inside and not says):
                message = (
                    f"随访表写{'目前正在住院' if says else '不在住院'}，住院记录却{'不在' if says else '正在'}住院"
                )
                place = world.registry.place(entry.file, "sheet", "hospitalization")
                yield Finding("C958", place, message, "核对入院、出院的记录")


def discharges(world: World) -> Iterator[Finding]:
    """C959: the last discharge of a form is not among the discharges."""
    for patient in world.registry.patients.values():
        known = {entry.day for entry in patient.entries.of("discharge")}
        begins = care.entries_begin(patient)
        for entry in patient.entries.of("visit"):
            day = entry.record.sheet.last_discharge if entry.record.sheet else None
            if day and begins and begins <= day and day not in known:
                message = f"随访表写末次出院时间 {day}，没有这一天出院的记录"
                place = world.registry.place(entry.file, "sheet", "last_discharge")
                yield Finding("C959", place, message, "核对日期，或补录入院和出院")


def baseless_loss(world: World) -> Iterator[Finding]:
    """C961: the patient is called lost, and no visit ever failed to meet them."""
    for patient in world.registry.patients.values():
        missed = [entry.day for entry in patient.entries.of("visit") if entry.record.lost]
        for standing in patient.standings:
            period = standing.period
            lost = period.status == "lost"
            if lost and not any(day <= (period.until or world.today) for day in missed):
                place = world.registry.place(standing.file, "date")
                message = f"自 {period.since} 起失访，没有一次未访到的随访记录"
                yield Finding("C961", place, message, "补录未访到的随访，写 lost 和原因")


def doubled_visits(world: World) -> Iterator[Finding]:
    """C962: one visit was entered twice."""
    for patient in world.registry.patients.values():
        seen: set[tuple[object, ...]] = set()
        for entry in patient.entries.of("visit"):
            visit = entry.record
            key = (visit.date, visit.mode, frozenset(visit.members))
            if key in seen:
                message = f"{visit.date} 已经有一条随访，形式和随访人都相同"
                yield world.at(
                    "C962",
                    entry,
                    "date",
                    message,
                    "重复录入的，一条写 withdrawn（作废），不删文件；确有两次的，写清各自的情况",
                )
            seen.add(key)


def differing_ratings(world: World) -> Iterator[Finding]:
    """C978: two ratings of one day that say different things; which one holds nobody can tell."""
    for patient in world.registry.patients.values():
        seen: dict[date, tuple[int, int]] = {}
        for entry in patient.entries.of("rating"):
            rating = entry.record
            said = (rating.stability, rating.risk)
            if seen.setdefault(entry.day, said) != said:
                message = f"{entry.day} 有两次评估，病情分类或危险性等级不一样"
                yield world.at("C978", entry, "date", message, "两位评估人核对，不对的一份写 withdrawn（作废）")


def readmissions(world: World) -> Iterator[Finding]:
    """C963: a stay begins before the one before it ended."""
    for patient in world.registry.patients.values():
        for entry in patient.course.idle:
            if entry.kind == "admission":
                begun = patient.status_on(entry.day)
                message = f"{entry.day} 入院时，{begun.since if begun else ''} 开始的住院还没有出院"
                yield world.at(
                    "C963", entry, "date", message, "漏了出院的补录；同一次入院记了两遍的，一条写 withdrawn（作废）"
                )


def idle_acts(world: World) -> Iterator[Finding]:
    """C965: an act that ends nothing, or begins what is so already: a discharge of somebody at home."""
    for patient in world.registry.patients.values():
        for entry in patient.course.idle:
            if entry.kind != "admission" and not _asked_again(patient, entry):
                status = patient.status_on(entry.day)
                title = world.title(entry.kind)
                message = f"{entry.day} 记了“{title}”，患者那天的状态是“{world.status_words(status)}”，这条记录不起作用"
                yield world.at("C965", entry, "date", message, "补录前面漏记的一条，或核对日期；录错了的写 withdrawn")


def _asked_again(patient: Patient, entry: Entry) -> bool:
    """Whether somebody who refuses was asked once more, and refuses still."""
    status = patient.status_on(entry.day)
    return entry.kind == "refusal" and status is not None and status.status == "refused"


def before_filing(world: World) -> Iterator[Finding]:
    """C964: a visit, a rating or the death before the dossier was filed."""
    for patient in world.registry.patients.values():
        filed = patient.profile.filed
        for entry in patient.entries.of("visit", "rating", "death"):
            if entry.day < filed:
                message = f"{entry.day} 的记录早于建档日期 {filed}"
                yield world.at("C964", entry, "date", message, "核对日期，或更正档案的 filed_on")


def told_of_nothing(world: World) -> Iterator[Finding]:
    """C992: somebody was told of a fluctuation that the visit does not speak of."""
    for entry in world.registry.every("visit"):
        key = next((key for key in ("reported_on", "leader_told_on") if getattr(entry.record, key)), "")
        if key and not entry.record.fluctuation and not entry.record.lost:
            message = f"没有写病情波动，却写了{world.title('visit', key)}"
            yield world.at("C992", entry, key, message, "有波动的，fluctuation 写 true；没有的删去这个日期")


def first_homes(world: World) -> Iterator[Finding]:
    """C995: the first residence begins after the dossier was filed: nobody lived anywhere before."""
    for patient in world.registry.patients.values():
        starts = [one.since or date.min for one in patient.profile.residences]
        since, filed = min(starts), patient.profile.filed
        first = starts.index(since)
        if since > filed:
            message = f"最早的住处从 {since} 起，而 {filed} 已经建档"
            path = ("residences", first, "since")
            yield care.profile(world, "C995", patient, path, message, "补写建档时的住处，或更正 since、filed_on")


CHECKS = (
    illness_order,
    born_later,
    visits_in_hospital,
    visits_while_gone,
    sheet_and_stay,
    discharges,
    baseless_loss,
    doubled_visits,
    differing_ratings,
    readmissions,
    idle_acts,
    before_filing,
    seen_while_gone,
    told_of_nothing,
    first_homes,
)
