"""Rules about follow-ups that were missed, or made by too few."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from carebook.audience.items import arrears_words
from carebook.findings import Finding
from carebook.policy.bounds import Bounds
from carebook.policy.closing import taking_part
from carebook.policy.item import DueItem, ItemState
from carebook.policy.model import Closing
from carebook.policy.subjects import patient_subject
from carebook.policy.yearly import counted
from carebook.records.entry import Entry
from carebook.records.registry import Patient
from carebook.rules import care
from carebook.rules.world import World, expected


def overdue(world: World) -> Iterator[Finding]:
    """D701: something is overdue today."""
    for item in world.items:
        if item.state is ItemState.OVERDUE and item.strictest:
            place = world.registry.place(*_spot(world, item.subject))
            message = (
                f"{item.subject} 的{item.title}应在 {item.due} 前完成，已超过 {item.days_overdue} 天"
                f"{arrears_words(item)}（{'；'.join(item.sources)}）"
            )
            yield Finding("D701", place, message, "尽快补做；已经做了的，补录一条记录（date 写实际日期）")


def _spot(world: World, subject: str) -> tuple[str, str]:
    """File and key of the record an item belongs to."""
    if subject in world.registry.patients:
        return f"patients/{subject}/profile.yaml", "patient"
    if subject in world.registry.groups:
        return f"groups/{subject}/group.yaml", "id"
    return (f"villages/{subject}.yaml" if subject in world.registry.villages else "township.yaml"), "id"


def too_few(world: World) -> Iterator[Finding]:
    """D702: a visit was made by fewer members of the group than the policy asks for."""
    for adopted in world.settings.adopted:
        for obligation in adopted.policy.obligations:
            rule = obligation.closed_by
            if rule is None or rule.entry != "visit" or rule.members is None or obligation.only:
                continue  # what holds only at times does not say how every visit is made
            for patient in world.registry.patients.values():
                subject = patient_subject(world.registry, patient, world.today)
                for entry in patient.entries.of("visit"):
                    if adopted.since > entry.day or not _meant(patient, entry, rule):
                        continue
                    there = len(taking_part(entry, subject))
                    if there < rule.members:
                        message = (
                            f"这次随访只有 {there} 名小组成员，{adopted.source(obligation)} 要求 {rule.members} 名以上"
                        )
                        what = "漏写的补上；有人代替的写 stand_ins；确实不足的，再约一次足人数的随访"
                        yield world.at("D702", entry, "members", message, what)


def _meant(patient: Patient, entry: Entry, rule: Closing) -> bool:
    """Whether a visit is one that should have had enough people: somebody at home was met, and not by phone."""
    at_home = (status := patient.status_on(entry.day)) is None or status.status == "home"
    return at_home and entry.record.met and (not rule.modes or entry.record.mode in rule.modes)


def strangers(world: World) -> Iterator[Finding]:
    """D703: someone who was not in the group on that day took part in a visit."""
    for patient in world.registry.patients.values():
        group = world.registry.group_of(patient.id)
        if group is None:
            continue
        for entry in patient.entries.of("visit"):
            day = entry.record.date
            if day < group.group.established:
                continue
            present = {m.staff or "guardian" for m in group.members_on(day)}
            present |= {one.staff for one in entry.record.stand_ins}
            for index, member in enumerate(entry.record.members):
                if member not in present:
                    place = world.registry.place(entry.file, "members", index)
                    message = f"{member} 在 {day} 不是该患者小组的成员"
                    yield Finding(
                        "D703", place, message, "核对编号；新成员先在小组的 members 里写任期；临时代替的写 stand_ins"
                    )


@expected
def missed(world: World, bounds: Bounds) -> Iterator[Finding]:
    """D705: of late something was missed; what is overdue still says so itself."""
    first = world.today - timedelta(days=bounds.recent_days)
    days: dict[tuple[str, str], list[DueItem]] = {}
    running = {(item.subject, item.obligation) for item in world.items if item.state is ItemState.OVERDUE}
    for item in world.items:
        told = (item.subject, item.obligation) in running
        if item.state is ItemState.MISSED and item.due > first and not told:
            days.setdefault((item.subject, item.obligation), []).append(item)
    for (subject, _), items in sorted(days.items()):
        place = world.registry.place(*_spot(world, subject))
        due = "、".join(str(item.due) for item in items[:5]) + (" 等" if items[5:] else "")
        message = f"{subject} 的{items[0].title}漏做 {len(items)} 次，应在 {due}（{'；'.join(items[0].sources)}）"
        yield Finding("D705", place, message, "按时做了的，补录一条（date 写实际日期）；没有做的补不了，查清原因")


def too_seldom(world: World) -> Iterator[Finding]:
    """D706: what is asked for so many times a year cannot be spread over the rest of the year any more."""
    for patient in care.in_care(world):
        subject = patient_subject(world.registry, patient, world.today)
        for one in counted(world.settings.adopted, subject, world.today):
            if one.crowded(world.today):
                message = (
                    f"{patient.id} 的{one.obligation.title}：{one.year} 年做了 {one.done} 次，"
                    f"到 12 月 31 日还差 {one.missing} 次（{one.adopted.source(one.obligation)}）"
                )
                place = world.registry.place(f"patients/{patient.id}/profile.yaml", "patient")
                yield Finding("D706", place, message, "排好剩下的几次，医生在场并填写随访服务记录表；已经做了的补录")


CHECKS = (overdue, missed, too_few, strangers, too_seldom)
