"""Rules about days: nothing in the future, nothing backwards, nothing after death.

A date in the future is told once (T601); what follows from it is not told again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from carebook.findings import Finding
from carebook.reading.fields import ITEM, Field
from carebook.records.registry import Event, Patient
from carebook.rules.world import World, spots

#: Days that may lie ahead: appointments, deadlines, terms and periods that have been decided.
_MAY_BE_AHEAD = {"next_date", "until", "deadline", "since", "adopted", "review_by"}
_PAIRS = {
    "until": "since",
    "dissolved": "established",
    "discharged": "admitted",
    "deadline": "opened_on",
    "closed_on": "opened_on",
    "done_on": "date",
    "lifted_on": "since",
    "ended_on": "began_on",
    "review_by": "made_on",
}
#: What follows an event, and the day of the event: nobody was told of it before it happened.
_FOLLOWS: Mapping[tuple[str, ...], str] = {
    ("follow_ups", "reported_on"): "date",
    ("follow_ups", "leader_told_on"): "date",
    ("follow_ups", "police_told_on"): "date",
    ("ratings", "police_told_on"): "date",
    ("incidents", "police_told_on"): "date",
    ("incidents", "office_told_on"): "date",
    ("alarms", "leader_told_on"): "date",
    ("alarms", "police_told_on"): "date",
    ("alarms", "office_told_on"): "date",
    ("patrols", "warned_on"): "date",
    ("clues", "clinic_told_on"): "found_on",
    ("clues", "office_told_on"): "found_on",
    ("screenings", "answered_on"): "rated_on",
}
#: Journal lists whose entries carry a ``date``.
_DATED = (
    "follow_ups",
    "ratings",
    "checkups",
    "incidents",
    "emergencies",
    "alarms",
    "medication_changes",
    "aids",
    "referrals",
    "moves",
)


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def future_dates(world: World) -> Iterator[Finding]:
    """T601: something is recorded that has not happened yet."""
    for spot in spots(world, _tells_of_the_past):
        draft = spot.beside("state") == "draft"  # a notice that is not signed yet
        if _is_ahead(str(spot.value), world.today) and not draft:
            title = f"{spot.field.schema['title']}（{spot.field.path[-1]}）"
            message = f"{title}{spot.value} 在今天（{world.today}）之后"
            yield spot.finding("T601", message, "核对年份和月份；还没有发生的事不要记")


def _tells_of_the_past(field: Field) -> bool:
    dated = field.schema.get("format") == "date" or field.schema.get("x-kind") == "partial-date"
    return dated and field.path[-1] not in _MAY_BE_AHEAD


def _is_ahead(text: str, today: date) -> bool:
    """Whether a day, month or year that exists lies after today (or its month or year)."""
    first = f"{text}-01-01"[:10]
    return _day(first) is not None and text > today.isoformat()[: len(text)]


def backward_periods(world: World) -> Iterator[Finding]:
    """T602: a period that ends before it begins."""
    for spot in spots(world, lambda field: field.path[-1] in _PAIRS):
        first = _PAIRS[spot.field.path[-1]]
        begin, end = _day(spot.beside(first)), _day(spot.value)
        if begin and end and end < begin:
            message = f"{spot.field.schema['title']} {end} 早于开始的日期 {begin}"
            yield spot.finding("T602", message, f"{spot.field.path[-1]} 应在 {begin} 或之后")


def told_before(world: World) -> Iterator[Finding]:
    """T602: somebody was told of something before it happened."""
    for spot in spots(world, lambda field: _event(field) is not None):
        event, told = _day(spot.beside(_event(spot.field) or "")), _day(spot.value)
        if event and told and told < event:
            name = spot.field.path[-1]
            message = f"{spot.field.schema['title']} {told} 早于事情发生的 {event}"
            yield spot.finding("T602", message, f"{name} 应在 {event} 或之后；核对这两个日期")


def _event(field: Field) -> str | None:
    """The key of the day before which a field cannot lie; None for other fields."""
    return _FOLLOWS.get(tuple(step for step in field.path if step != ITEM))


def overlapping_statuses(world: World) -> Iterator[Finding]:
    """T604: two status periods of a patient overlap, or stand out of order."""
    for patient in world.registry.patients.values():
        periods = patient.profile.statuses
        for index in range(1, len(periods)):
            before, after = periods[index - 1], periods[index]
            if (before.until or date.max) >= after.since:
                place = world.registry.place(
                    f"patients/{patient.id}/profile.yaml", "statuses", index, "since"
                )
                message = f"这一段状态自 {after.since} 起，与前一段（自 {before.since} 起）重叠"
                yield Finding("T604", place, message, f"给前一段写 until，早于 {after.since}，并按先后排列")


def recorded_before(world: World) -> Iterator[Finding]:
    """T605: recorded before it happened."""
    for spot in spots(world, lambda field: field.path[-1] == "recorded_on"):
        happened = _day(spot.beside("date") or spot.beside("admitted"))
        recorded = _day(spot.value)
        if happened and recorded and recorded < happened <= world.today:
            fix = f"recorded_on: {happened}"
            yield spot.finding("T605", f"记录日期 {recorded} 早于发生日期 {happened}", fix)


def wrong_year(world: World) -> Iterator[Finding]:
    """T606: an entry stands in the file of another year."""
    for event in _journals(world):
        folder, _, name = event.file.rpartition("/")
        year = event.record.date.year
        if name != f"{year}.yaml":
            message = f"{event.record.date} 的记录写在了别的年份的文件里"
            yield world.at("T606", event, "date", message, f"移到 {folder}/{year}.yaml")


def _journals(world: World) -> Iterator[Event]:
    """Every dated entry of the patients', the villages' and the groups' journals."""
    for patient in world.registry.patients.values():
        yield from _dated(patient)
    for group in world.registry.groups.values():
        for key in ("meetings", "exchanges"):
            yield from group.events(key)
    for village in world.registry.village_journals:
        yield from world.registry.village_events(village, "patrols")


def appointments(world: World) -> Iterator[Finding]:
    """T607: the next visit is not after this one, or a discharge lies after the visit that reports it."""
    for patient in world.registry.patients.values():
        for event in patient.events("follow_ups"):
            visit = event.record
            if visit.next_date and visit.next_date <= visit.date <= world.today:
                message = f"下次随访日期 {visit.next_date} 不在本次随访（{visit.date}）之后"
                yield world.at("T607", event, "next_date", message, "写约定的下次随访日期")
            discharged = visit.sheet.last_discharge if visit.sheet else None
            if discharged and discharged > visit.date:
                message = f"末次出院时间 {discharged} 在随访日期 {visit.date} 之后"
                place = world.registry.place(event.file, *event.path, "sheet", "last_discharge")
                yield Finding("T607", place, message, "末次出院时间应在随访日期当天或之前")


def after_death(world: World) -> Iterator[Finding]:
    """T608: an entry after the patient's death."""
    for patient in world.registry.patients.values():
        death = patient.profile.death
        for event in _dated(patient) if death else ():
            if death and event.record.date > death.date and not getattr(event.record, "death", None):
                message = f"患者已于 {death.date} 死亡，这条记录的日期是 {event.record.date}"
                yield world.at("T608", event, "date", message, "核对日期或死亡日期")


def deaths(world: World) -> Iterator[Finding]:
    """T609: a visit learnt of a death that the profile does not know."""
    for patient in world.registry.patients.values():
        for event in patient.events("follow_ups"):
            told, kept = event.record.death, patient.profile.death
            if told and (kept is None or kept.date != told.date):
                message = f"随访得知患者于 {told.date} 死亡，而档案里{f'写的是 {kept.date}' if kept else '没有死亡'}"
                fix = f"在 patients/{patient.id}/profile.yaml 的 statuses 写 deceased，并写 death"
                yield world.at("T609", event, "death", message, fix)


def _dated(patient: Patient) -> Iterator[Event]:
    for key in _DATED:
        yield from patient.events(key)


CHECKS = (
    future_dates,
    backward_periods,
    told_before,
    overlapping_statuses,
    recorded_before,
    wrong_year,
    appointments,
    after_death,
    deaths,
)
