"""Rules about what offices, villages and groups do together: reports, comparisons, bulletins, meetings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from carebook.findings import Finding
from carebook.policy.bounds import PERCENT, Bounds
from carebook.records.codes import tagged, words
from carebook.records.periods import months_of
from carebook.records.registry import CareGroup
from carebook.rules.world import World, expected

#: Offices that the documents name: to be told of suspects and sent the bulletin, and to exchange information.
_TOLD, _EXCHANGING = tagged("department", "told"), tagged("department", "exchanging")
_NOTHING = {"", "无", "没有", "无。", "没有。"}


def _entries(world: World, key: str) -> Iterator[tuple[str, int, Any]]:
    """File, index and record of every entry of the township's journals."""
    for year, journal in sorted(world.registry.journals.items()):
        for index, record in enumerate(getattr(journal, key)):
            yield f"journal/{year}.yaml", index, record


def _at(world: World, code: str, spot: tuple[str | int, ...], message: str, fix: str) -> Finding:
    """A finding in a township journal: file, then the path inside it."""
    file, *path = spot
    return Finding(code, world.registry.place(str(file), *path), message, fix)


def _lacking(wanted: Sequence[str], present: Sequence[str]) -> str:
    return "、".join(_office(key) for key in wanted if key not in present)


def _office(code: str) -> str:
    """A department in short: 平安办, where the list of codes says 平安办（综治办）."""
    return words("department")[code].partition("（")[0]


def silent_villages(world: World) -> Iterator[Finding]:
    """D731: a village did not report in a month that is over, in a year in which villages report."""
    for year, journal in sorted(world.registry.journals.items()):
        said: dict[str, set[str]] = {}
        for screening in journal.screenings:
            said.setdefault(screening.month, set()).add(screening.village)
        if not said:
            continue
        until = min(world.today, date(year + 1, 1, 1)).isoformat()[:7]
        for village in world.registry.villages.values():
            absent = [
                m for m in months_of(year) if min(said) <= m < until and village.id not in said.get(m, set())
            ]
            if absent:
                message = f"{village.name} {'、'.join(absent)} 没有上报疑似患者排查情况"
                fix = f"screenings 加：- {{month: {absent[0]}, village: {village.id}, suspected: 0, …}}"
                yield _at(world, "D731", (f"journal/{year}.yaml", "screenings"), message, fix)


def screenings_untold(world: World) -> Iterator[Finding]:
    """D732: suspected cases were not reported to all four offices."""
    for file, index, screening in _entries(world, "screenings"):
        absent = _lacking(_TOLD, screening.told)
        if screening.suspected and absent:
            message = f"{screening.month} 上报疑似 {screening.suspected} 人，没有报{absent}"
            fix = f"told: [{', '.join(_TOLD)}]"
            yield _at(world, "D732", (file, "screenings", index, "told"), message, fix)


def suspects_unrated(world: World) -> Iterator[Finding]:
    """D733: suspected cases of a past month were neither rated nor ruled out."""
    for file, index, screening in _entries(world, "screenings"):
        rated = screening.rated_on or screening.outcome
        if screening.suspected and not rated and screening.month < world.today.isoformat()[:7]:
            message = f"{screening.month} 上报疑似 {screening.suspected} 人，没有写诊断评估结果"
            fix = "rated_on: 诊断评估的日期，outcome: 结果"
            yield _at(world, "D733", (file, "screenings", index, "suspected"), message, fix)


def suspects_unanswered(world: World) -> Iterator[Finding]:
    """D734: suspected cases were rated, and village, office and police got no answer."""
    for file, index, screening in _entries(world, "screenings"):
        if screening.rated_on and screening.answered_on is None:
            message = f"{screening.month} 的疑似患者已诊断评估，没有写哪天告知村（社区）、平安办和派出所"
            fix = f"answered_on: {screening.rated_on}"
            yield _at(world, "D734", (file, "screenings", index, "rated_on"), message, fix)


def clues_untold(world: World) -> Iterator[Finding]:
    """D735: the police found a suspected case and did not tell clinic and office."""
    titles = {"clinic_told_on": "卫生院", "office_told_on": "平安办"}
    for file, index, clue in _entries(world, "clues"):
        absent = [key for key in titles if getattr(clue, key) is None]
        if absent:
            message = (
                f"{clue.found_on} 派出所发现疑似患者，没有写通报{'、'.join(titles[k] for k in absent)}的日期"
            )
            yield _at(world, "D735", (file, "clues", index, "found_on"), message, f"补写 {'、'.join(absent)}")


def unexplained_differences(world: World) -> Iterator[Finding]:
    """D736: a comparison found differences and does not say which."""
    for file, index, comparison in _entries(world, "comparisons"):
        if comparison.differences and not comparison.note:
            message = f"{comparison.date} 比对有 {comparison.differences} 处不一致，没有写是什么、怎样更正"
            fix = "note: 一人出院日期登记不一致，已按出院小结更正。"
            yield _at(world, "D736", (file, "comparisons", index, "differences"), message, fix)


def wrong_comparers(world: World) -> Iterator[Finding]:
    """D737: a comparison was not made by one person of the clinic and one of the police."""
    titles = {key: _office(key) for key in ("clinic", "police")}
    for file, index, comparison in _entries(world, "comparisons"):
        for key, title in titles.items():
            staff = world.registry.staff.get(getattr(comparison, key))
            if staff and staff.unit != key:
                message = f"{title}一方写的是 {staff.id}（{staff.position}）"
                yield _at(world, "D737", (file, "comparisons", index, key), message, f"写{title}参加比对的人")


def narrow_bulletins(world: World) -> Iterator[Finding]:
    """D738: monthly bulletins went without one of the offices; told once a year and office."""
    known = {d.id for d in world.registry.township.departments} if world.registry.township else set()
    wanted = (*_TOLD, *(one for one in tagged("department", "bulletin") if one not in _TOLD and one in known))
    lacking: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for file, index, bulletin in _entries(world, "bulletins"):
        if absent := _lacking(wanted, bulletin.departments):
            lacking.setdefault((file, absent), []).append((index, bulletin.month))
    for (file, absent), found in lacking.items():
        message = f"{found[0][1]} 的通报没有{absent}"
        if len(found) > 1:
            message = f"{found[0][1]} 至 {found[-1][1]} 有 {len(found)} 期通报没有{absent}"
        fix = "departments 补齐；没有参加的，把通报补送过去"
        yield _at(world, "D738", (file, "bulletins", found[0][0], "departments"), message, fix)


def narrow_exchanges(world: World) -> Iterator[Finding]:
    """D739: an exchange of information without one of the five departments."""
    for group in world.registry.groups.values():
        for event in group.events("exchanges"):
            if absent := _lacking(_EXCHANGING, event.record.departments):
                message = f"{event.record.date} 的信息交换没有{absent}"
                yield world.at(
                    "D739", event, "departments", message, "向缺席的部门补送信息，再补进 departments"
                )


def closed_without_outcome(world: World) -> Iterator[Finding]:
    """D740: a supervision item was closed, and nobody wrote what came of it."""
    for file, index, item in _entries(world, "supervision"):
        if item.closed_on and not item.outcome:
            message = f"督办事项 {item.id} 已于 {item.closed_on} 销号，没有写结果"
            yield _at(world, "D740", (file, "supervision", index, "closed_on"), message, "outcome: 整改结果")


def unlisted(world: World) -> Iterator[Finding]:
    """D741: a supervision item is past its deadline, and neither closed nor listed."""
    for file, index, item in _entries(world, "supervision"):
        if item.deadline < world.today and item.closed_on is None and item.listed_on is None:
            message = f"督办事项 {item.id} 已过期限 {item.deadline}，没有销号，也没有挂牌督办"
            fix = "整改到位的写 closed_on 和 outcome；没有的写 listed_on"
            yield _at(world, "D741", (file, "supervision", index, "deadline"), message, fix)


def wrong_chair(world: World) -> Iterator[Finding]:
    """D742: a meeting was not chaired by the leader of that day."""
    for group in world.registry.groups.values():
        for event in group.events("meetings"):
            leaders = _holders(group, event.record.date, "leader")
            if leaders and event.record.chair not in leaders:
                message = f"会议由 {event.record.chair} 召集，当天的组长是 {'、'.join(sorted(leaders))}"
                yield world.at("D742", event, "chair", message, f"chair: {min(leaders)}，或核对组长的任期")


@expected
def small_meetings(world: World, bounds: Bounds) -> Iterator[Finding]:
    """D743: too few of the members were at a meeting."""
    for group in world.registry.groups.values():
        for event in group.events("meetings"):
            members = group.members_on(event.record.date)
            present = len(set(event.record.members))
            if members and present < len(members) * bounds.attendance_percent / PERCENT:
                message = (
                    f"小组当天有 {len(members)} 名成员，到会 {present} 名，不到 {bounds.attendance_percent}%"
                )
                yield world.at("D743", event, "members", message, "漏写的补上；人确实没有到的，另行传达")


def strangers_at_meetings(world: World) -> Iterator[Finding]:
    """D744: somebody at a meeting was not a member that day."""
    for group in world.registry.groups.values():
        for event in group.events("meetings"):
            day = event.record.date
            members = {m.staff or "guardian" for m in group.members_on(day)}
            for index, name in enumerate(event.record.members):
                if day >= group.group.established and name not in members:
                    place = world.registry.place(event.file, *event.path, "members", index)
                    message = f"{name} 在 {day} 不是小组 {group.id} 的成员"
                    yield Finding("D744", place, message, "核对编号；列席的写进 summary")


def undecided(world: World) -> Iterator[Finding]:
    """D745: a meeting found problems and decided nothing."""
    for group in world.registry.groups.values():
        for event in group.events("meetings"):
            problems = (event.record.problems or "").strip()
            if problems not in _NOTHING and not event.record.decisions:
                message = "会议梳理出问题，没有写研究的解决办法或建议"
                fix = "decisions: 由网格员每天上门看望一次"
                yield world.at("D745", event, "problems", message, fix)


def _holders(group: CareGroup, day: date, role: str) -> set[str]:
    return {member.staff for member in group.members_on(day) if member.role == role and member.staff}


def unseen(world: World) -> Iterator[Finding]:
    """D746: a roll-call did not find the patient and says nothing more."""
    for patient in world.registry.patients.values():
        for event in patient.events("roll_calls"):
            if not event.record.seen and not event.record.note:
                message = f"{event.record.date} 点名没有见到患者，没有写去向和怎样处理"
                yield world.at("D746", event, "seen", message, "note: 走亲戚，监护人电话确认在控")


CHECKS = (
    silent_villages,
    screenings_untold,
    suspects_unrated,
    suspects_unanswered,
    clues_untold,
    unexplained_differences,
    wrong_comparers,
    narrow_bulletins,
    narrow_exchanges,
    closed_without_outcome,
    unlisted,
    wrong_chair,
    small_meetings,
    strangers_at_meetings,
    undecided,
    unseen,
)
