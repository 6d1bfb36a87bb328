"""Rules about visits that met nobody, and about the next one that was agreed on."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from itertools import pairwise, takewhile

from carebook.findings import Finding
from carebook.policy.item import DueItem
from carebook.records.codes import THE_PATIENT
from carebook.records.entry import Entry
from carebook.rules import care
from carebook.rules.world import World


def _lost(world: World) -> Iterator[Entry]:
    return (entry for entry in world.registry.every("visit") if entry.record.lost)


def met_and_unmet(world: World) -> Iterator[Finding]:
    """C966: nobody could be met, and yet the patient was seen: a form, the patient among those spoken to or taught."""
    for entry in _lost(world):
        visit = entry.record
        if visit.sheet is not None:
            key, what = "sheet", "填了随访服务记录表"
        elif THE_PATIENT in visit.subjects:
            key, what = "subjects", "随访对象有患者本人"
        elif any(THE_PATIENT in lesson.to for lesson in visit.education):
            key, what = "education", "写有对患者本人的指导"
        else:
            continue
        message = f"{visit.date} 写的是没有访到（lost），又{what}，两者不能都对"
        yield world.at("C966", entry, key, message, "见到了的删去 lost；没有见到的，不填表")


def unmet_but_told(world: World) -> Iterator[Finding]:
    """C967: nobody could be met, nobody else was spoken to, and yet it is told how the patient is."""
    for entry in _lost(world):
        visit = entry.record
        key = next((key for key in ("points", "stability") if getattr(visit, key) is not None), "")
        if key and not visit.subjects and visit.sheet is None:
            message = f"{visit.date} 写的是没有访到（lost），也没有写随访对象，却写了{world.title('visit', key)}"
            advice = "见到了的删去 lost；向家属、知情人了解的，写 subjects；没有了解到的不写"
            yield world.at("C967", entry, key, message, advice)


def loss_unrecorded(world: World) -> Iterator[Finding]:
    """C968: as many visits in a row met nobody as make somebody lost, and no loss is recorded."""
    asked = [(o.misses, one.source(o)) for one in world.settings.adopted for o in one.policy.obligations if o.misses]
    enough, source = min(asked, default=(0, ""))
    for patient in world.registry.patients.values() if enough else ():
        visits = [entry for entry in care.visits(patient) if entry.day <= world.today]
        missed = list(takewhile(lambda entry: entry.record.lost is not None, reversed(visits)))
        status = patient.status_on(world.today)
        if len(missed) >= enough and status and status.status == "home":
            message = f"到 {missed[0].day} 连续 {len(missed)} 次没有访到，状态还是在家（{source}：{enough} 次）"
            advice = "记失访（loss），并请公安协助查找；知道去向的记外出（leave）或迁出（move）"
            yield world.at("C968", missed[0], "lost", message, advice)


def late_appointments(world: World) -> Iterator[Finding]:
    """C969: the next visit was agreed on for a day after it is due."""
    asking = {
        f"{one.policy.id}/{o.id}": one.source(o)
        for one in world.settings.adopted
        for o in one.policy.obligations
        if o.every and not o.only and o.closed_by and o.closed_by.entry == "visit"
    }
    dues: dict[str, tuple[date, str]] = {}
    for done, following in _pairs(world, asking):
        found = dues.get(done.closed_by, (date.max, ""))
        dues[done.closed_by] = min(found, (following.due, asking[following.obligation]))
    for patient in world.registry.patients.values():
        for entry in patient.entries.of("visit"):
            due, source = dues.get(entry.file, (date.max, ""))
            if entry.record.next_date and entry.record.next_date > due:
                message = f"下次随访约在 {entry.record.next_date}，而 {due} 以前就应随访（{source}）"
                yield world.at("C969", entry, "next_date", message, "核对年月；确是约晚了的，提前再约")


def _pairs(world: World, asking: Collection[str]) -> Iterator[tuple[DueItem, DueItem]]:
    """Each occurrence that a visit closed, and the one after it."""
    chains: dict[tuple[str, str], list[DueItem]] = {}
    for item in world.items:
        if item.obligation in asking and not item.projected:
            chains.setdefault((item.subject, item.obligation), []).append(item)
    for items in chains.values():
        yield from ((one, after) for one, after in pairwise(sorted(items, key=lambda i: i.due)) if one.closed_by)


CHECKS = (met_and_unmet, unmet_but_told, loss_unrecorded, late_appointments)
