"""Rules about what must follow a high rating, a fluctuation, a dangerous act, a departure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from carebook.findings import Finding
from carebook.records.codes import LOST_AFTER_MISSES, OFFENCES
from carebook.records.entry import Entry
from carebook.records.registry import Patient
from carebook.rules import care
from carebook.rules.world import World


def _high_ratings(world: World) -> Iterator[Entry]:
    for patient in world.registry.patients.values():
        for entry in patient.entries.of("rating"):
            if world.is_high(entry.record.risk):
                yield entry


def _offences(world: World) -> Iterator[tuple[Patient, Entry]]:
    for patient in world.registry.patients.values():
        for entry in patient.entries.of("incident"):
            if entry.record.kind in OFFENCES:
                yield patient, entry


def police_untold(world: World) -> Iterator[Finding]:
    """D711: the police were not told of a rating of level 3 or above."""
    for entry in _high_ratings(world):
        if entry.record.police_told_on is None:
            message = f"危险性 {entry.record.risk} 级，没有写哪天通报派出所"
            advice = "通报后写 police_told_on（哪天通报的）"
            yield world.at("D711", entry, "risk", message, advice)


def treatment_not_offered(world: World) -> Iterator[Finding]:
    """D712: treatment was not offered after a rating of level 3 or above."""
    for entry in _high_ratings(world):
        if entry.record.treatment_offered_on is None:
            message = f"危险性 {entry.record.risk} 级，没有写哪天动员监护人送医院治疗"
            advice = "动员后写 treatment_offered_on（哪天动员的）"
            yield world.at("D712", entry, "risk", message, advice)


def treatment_outcome_unknown(world: World) -> Iterator[Finding]:
    """D713: treatment was offered, and nobody wrote what came of it."""
    for entry in _high_ratings(world):
        if entry.record.treatment_offered_on and entry.record.treatment_outcome is None:
            message = f"{entry.record.treatment_offered_on} 动员送治，没有写结果"
            advice = "写 treatment_outcome（1 住院治疗，2 门诊治疗，3 监护人不予配合，4 采取强制治疗措施）"
            yield world.at("D713", entry, "treatment_offered_on", message, advice)


def fluctuation_untold(world: World) -> Iterator[Finding]:
    """D714: a fluctuation was seen and not reported."""
    for patient in world.registry.patients.values():
        for entry in patient.entries.of("visit"):
            if entry.record.fluctuation and entry.record.reported_on is None:
                message = "随访发现病情波动，没有写哪天报告乡综合管理小组办公室"
                advice = "报告后写 reported_on（哪天报告的）"
                yield world.at("D714", entry, "fluctuation", message, advice)


def incident_steps(world: World) -> Iterator[Finding]:
    """D715: an offence without report to the police, first response, message to the offices, aftermath."""
    steps = {
        "police_told_on": "报警",
        "first_response": "先期处置",
        "office_told_on": "通报乡综合管理小组",
        "aftermath": "善后处理",
    }
    for _, entry in _offences(world):
        absent = [key for key in steps if getattr(entry.record, key) is None]
        if absent:
            message = f"{entry.record.date} 肇事肇祸，没有写{'、'.join(steps[key] for key in absent)}"
            yield world.at("D715", entry, "kind", message, f"补写 {'、'.join(absent)}")


def no_joint_response(world: World) -> Iterator[Finding]:
    """D716: there is no joint response to an offence."""
    answered = {one.record.patient: one.day for one in world.registry.every("joint-response")}
    years = {entry.day.year for entry in world.registry.entries}
    for patient, entry in _offences(world):
        covered = entry.day.year in years
        if covered and answered.get(patient.id, date.min) < entry.day:
            message = f"{entry.day} 肇事肇祸，没有联合处置的记录"
            advice = f"处置过的在 township/{entry.day.year} 补一份 joint-response，patient 写 {patient.id}"
            yield world.at("D716", entry, "date", message, advice)


def not_rated_after(world: World) -> Iterator[Finding]:
    """D717: nobody rated the risk again after an offence."""
    cared_for = {patient.id for patient in care.in_care(world)}
    for patient, entry in _offences(world):
        rated = [rating.record.date for rating in patient.entries.of("rating")]
        if patient.id in cared_for and max(rated, default=date.min) < entry.record.date:
            message = f"{entry.record.date} 肇事肇祸之后没有再做危险性评估"
            yield world.at("D717", entry, "date", message, "安排危险性评估，记入 ratings")


def unregistered_offences(world: World) -> Iterator[Finding]:
    """D718: a form counts an offence since the last visit, and no incident is registered."""
    for patient in world.registry.patients.values():
        incidents = [entry.record.date for entry in patient.entries.of("incident")]
        since = date.min
        for entry in care.visits(patient):
            visit = entry.record
            counted = visit.sheet and care.offended(visit.sheet.dangerous_acts)
            if counted and not any(since <= day <= visit.date for day in incidents):
                message = f"{visit.date} 的随访表写有肇事肇祸，行为记录里没有这一次"
                place = world.registry.place(entry.file, "sheet", "dangerous_acts")
                yield Finding("D718", place, message, "补一份行为记录（incident），写清报警和处置")
            since = visit.date


def departures(world: World) -> Iterator[Finding]:
    """D719: a departure was not reported, or not handed over."""
    titles = {"reported_on": "报乡", "handed_over_on": "向实际居住地小组提供信息"}
    for patient in world.registry.patients.values():
        for entry in patient.entries.of("leave", "move"):
            absent = [key for key in titles if getattr(entry.record, key) is None]
            if absent:
                message = f"{entry.record.date} 离开居住地，没有写{'、'.join(titles[key] for key in absent)}的日期"
                yield world.at("D719", entry, "date", message, f"补写 {'、'.join(absent)}")


def lost_too_soon(world: World) -> Iterator[Finding]:
    """D720: a visit says that too many in a row met nobody, and fewer did than make somebody lost."""
    enough = min((o.misses for one in world.settings.adopted for o in one.policy.obligations if o.misses), default=0)
    for patient in world.registry.patients.values():
        misses = 0
        for entry in care.visits(patient):
            lost = entry.record.lost
            misses = misses + 1 if lost else 0
            if lost and lost.reason == LOST_AFTER_MISSES and misses < enough:
                message = f"失访原因写“连续{enough}次未访到”，记录里连续未访到的只有 {misses} 次"
                yield world.at("D720", entry, "lost", message, "补录前几次未访到的随访，或更正失访原因")


def visits_unrated(world: World) -> Iterator[Finding]:
    """D721: the latest form of level 3 or above was not entered as a rating, from which the police are told."""
    for patient in world.registry.patients.values():
        rated = [e.record.date for e in patient.entries.of("rating") if world.is_high(e.record.risk)]
        sheets = [entry for entry in care.visits(patient) if entry.record.sheet]
        high = [entry for entry in sheets if world.is_high(entry.record.sheet.risk)]
        if high and max(rated, default=date.min) < high[-1].record.date:
            last = high[-1]
            place = world.registry.place(last.file, "sheet", "risk")
            message = f"{last.record.date} 的随访表危险性 {last.record.sheet.risk} 级，没有写进评估记录"
            yield Finding("D721", place, message, "补一份评估（rating），写哪天通报派出所、哪天动员送治")


CHECKS = (
    police_untold,
    treatment_not_offered,
    treatment_outcome_unknown,
    fluctuation_untold,
    incident_steps,
    no_joint_response,
    not_rated_after,
    unregistered_offences,
    departures,
    lost_too_soon,
    visits_unrated,
)
