"""Rules about what offices, villages and groups do together: reports, comparisons, bulletins, meetings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from carebook.findings import Finding
from carebook.policy.bounds import PERCENT, Bounds
from carebook.records.codes import tagged, words
from carebook.records.entry import Entry
from carebook.records.periods import months_of
from carebook.records.registry import CareGroup
from carebook.rules.world import World, expected

#: Offices that the documents name: to be told of suspects and sent the bulletin, and to exchange information.
_TOLD, _EXCHANGING = tagged("department", "told"), tagged("department", "exchanging")
_NOTHING = {"", "无", "没有", "无。", "没有。"}


def _lacking(wanted: Sequence[str], present: Sequence[str]) -> str:
    return "、".join(_office(key) for key in wanted if key not in present)


def _office(code: str) -> str:
    """A department in short: 平安办, where the list of codes says 平安办（综治办）."""
    return words("department")[code].partition("（")[0]


def silent_villages(world: World) -> Iterator[Finding]:
    """D731: a village did not report in a month that is over, since the first month for which villages reported."""
    said = {
        village: {entry.record.month for entry in world.registry.in_village(village).of("screening")}
        for village in world.registry.villages
    }
    months = sorted({month for many in said.values() for month in many})
    if not months:
        return
    until = world.today.isoformat()[:7]
    owed = [m for year in range(int(months[0][:4]), world.today.year + 1) for m in months_of(year)]
    owed = [month for month in owed if months[0] <= month < until]
    for village in world.registry.villages.values():
        gone = min((one.since for one in village.merged_into), default=world.today).isoformat()[:7]
        by_year: dict[str, list[str]] = {}
        for month in owed:
            if month < gone and month not in said[village.id]:
                by_year.setdefault(month[:4], []).append(month)
        for absent in by_year.values():
            message = f"{village.name} {'、'.join(absent)} 没有上报疑似患者排查情况"
            advice = f"在 villages/{village.id} 补一份 screening，month 写 {absent[0]}"
            yield Finding("D731", world.registry.place(f"villages/{village.id}.yaml", "id"), message, advice)


def screenings_untold(world: World) -> Iterator[Finding]:
    """D732: suspected cases were not reported to all four offices."""
    for entry in world.registry.every("screening"):
        screening = entry.record
        absent = _lacking(_TOLD, screening.told)
        if screening.suspected and absent:
            message = f"{screening.month} 上报疑似 {screening.suspected} 人，没有报{absent}"
            advice = "报了的补进 told；没有报的，现在去报，再补"
            yield world.at("D732", entry, "told", message, advice)


def suspects_unrated(world: World) -> Iterator[Finding]:
    """D733: suspected cases of a past month were neither rated nor ruled out."""
    for entry in world.registry.every("screening"):
        screening = entry.record
        rated = screening.rated_on or screening.outcome
        if screening.suspected and not rated and screening.month < world.today.isoformat()[:7]:
            message = f"{screening.month} 上报疑似 {screening.suspected} 人，没有写诊断评估结果"
            advice = "写 rated_on（诊断评估的日期）和 outcome（结果）"
            yield world.at("D733", entry, "suspected", message, advice)


def suspects_unanswered(world: World) -> Iterator[Finding]:
    """D734: suspected cases were rated, and village, office and police got no answer."""
    for entry in world.registry.every("screening"):
        screening = entry.record
        if screening.rated_on and screening.answered_on is None:
            message = f"{screening.month} 的疑似患者已诊断评估，没有写哪天告知村（社区）、平安办和派出所"
            advice = "反馈了的写 answered_on（哪天反馈的）"
            yield world.at("D734", entry, "rated_on", message, advice)


def clues_untold(world: World) -> Iterator[Finding]:
    """D735: the police found a suspected case and did not tell clinic and office."""
    titles = {"clinic_told_on": "卫生院", "office_told_on": "平安办"}
    for entry in world.registry.every("clue"):
        clue = entry.record
        absent = [key for key in titles if getattr(clue, key) is None]
        if absent:
            message = f"{clue.found_on} 派出所发现疑似患者，没有写通报{'、'.join(titles[k] for k in absent)}的日期"
            yield world.at("D735", entry, "found_on", message, f"补写 {'、'.join(absent)}")


def unexplained_differences(world: World) -> Iterator[Finding]:
    """D736: a comparison found differences and does not say which."""
    for entry in world.registry.every("comparison"):
        comparison = entry.record
        if comparison.differences and not comparison.note:
            message = f"{comparison.date} 比对有 {comparison.differences} 处不一致，没有写是什么、怎样更正"
            advice = "在 note 里写清差异是什么、怎样处理的"
            yield world.at("D736", entry, "differences", message, advice)


def wrong_comparers(world: World) -> Iterator[Finding]:
    """D737: a comparison was not made by one person of the clinic and one of the police."""
    titles = {key: _office(key) for key in ("clinic", "police")}
    for entry in world.registry.every("comparison"):
        comparison = entry.record
        for key, title in titles.items():
            staff = world.registry.staff.get(getattr(comparison, key))
            post = staff.post_on(entry.day) if staff else None
            if staff and post and post.unit != key:
                message = f"{title}一方写的是 {staff.id}（{post.position}）"
                yield world.at("D737", entry, key, message, f"写{title}参加比对的人")


def narrow_bulletins(world: World) -> Iterator[Finding]:
    """D738: monthly bulletins went without one of the offices; told once a year and office."""
    known = {d.id for d in world.registry.township.departments} if world.registry.township else set()
    wanted = (*_TOLD, *(one for one in tagged("department", "bulletin") if one not in _TOLD and one in known))
    lacking: dict[tuple[str, str], list[Entry]] = {}
    for entry in world.registry.every("bulletin"):
        if absent := _lacking(wanted, entry.record.departments):
            lacking.setdefault((entry.record.month[:4], absent), []).append(entry)
    for (_, absent), found in lacking.items():
        months = [entry.record.month for entry in found]
        message = f"{months[0]} 的通报没有{absent}"
        if len(found) > 1:
            message = f"{months[0]} 至 {months[-1]} 有 {len(found)} 期通报没有{absent}"
        advice = "departments 补齐；没有参加的，把通报补送过去"
        yield world.at("D738", found[0], "departments", message, advice)


def narrow_exchanges(world: World) -> Iterator[Finding]:
    """D739: an exchange of information without one of the five departments."""
    for group in world.registry.groups.values():
        for entry in group.entries.of("exchange"):
            if absent := _lacking(_EXCHANGING, entry.record.departments):
                message = f"{entry.record.date} 的信息交换没有{absent}"
                yield world.at("D739", entry, "departments", message, "向缺席的部门补送信息，再补进 departments")


def closed_without_outcome(world: World) -> Iterator[Finding]:
    """D740: a supervision item was closed, and nobody wrote what came of it."""
    for entry in world.registry.every("supervision"):
        item = entry.record
        if item.closed_on and not item.outcome:
            message = f"督办事项 {item.id} 已于 {item.closed_on} 销号，没有写结果"
            yield world.at("D740", entry, "closed_on", message, "写 outcome（整改结果）")


def unlisted(world: World) -> Iterator[Finding]:
    """D741: a supervision item is past its deadline, and neither closed nor listed."""
    for entry in world.registry.every("supervision"):
        item = entry.record
        if item.deadline < world.today and item.closed_on is None and item.listed_on is None:
            message = f"督办事项 {item.id} 已过期限 {item.deadline}，没有销号，也没有挂牌督办"
            advice = "整改到位的写 closed_on 和 outcome；没有的写 listed_on"
            yield world.at("D741", entry, "deadline", message, advice)


def wrong_chair(world: World) -> Iterator[Finding]:
    """D742: a meeting was not chaired by the leader of that day."""
    for group in world.registry.groups.values():
        for entry in group.entries.of("meeting"):
            leaders = _holders(group, entry.record.date, "leader")
            if leaders and entry.record.chair not in leaders:
                message = f"会议由 {entry.record.chair} 召集，当天的组长是 {'、'.join(sorted(leaders))}"
                yield world.at("D742", entry, "chair", message, "核对召集人，或核对组长的任期")


@expected
def small_meetings(world: World, bounds: Bounds) -> Iterator[Finding]:
    """D743: too few of the members were at a meeting."""
    for group in world.registry.groups.values():
        for entry in group.entries.of("meeting"):
            members = group.members_on(entry.record.date)
            present = len(set(entry.record.members))
            if members and present < len(members) * bounds.attendance_percent / PERCENT:
                message = f"小组当天有 {len(members)} 名成员，到会 {present} 名，不到 {bounds.attendance_percent}%"
                yield world.at("D743", entry, "members", message, "漏写的补上；人确实没有到的，另行传达")


def strangers_at_meetings(world: World) -> Iterator[Finding]:
    """D744: somebody at a meeting was not a member that day."""
    for group in world.registry.groups.values():
        for entry in group.entries.of("meeting"):
            day = entry.record.date
            members = {m.staff or "guardian" for m in group.members_on(day)}
            for index, name in enumerate(entry.record.members):
                if day >= group.group.established and name not in members:
                    place = world.registry.place(entry.file, "members", index)
                    message = f"{name} 在 {day} 不是小组 {group.id} 的成员"
                    yield Finding("D744", place, message, "核对编号；列席的写进 summary")


def undecided(world: World) -> Iterator[Finding]:
    """D745: a meeting found problems and decided nothing."""
    for group in world.registry.groups.values():
        for entry in group.entries.of("meeting"):
            problems = (entry.record.problems or "").strip()
            if problems not in _NOTHING and not entry.record.decisions:
                message = "会议梳理出问题，没有写研究的解决办法或建议"
                advice = "写 decisions（研究的解决办法或建议）"
                yield world.at("D745", entry, "problems", message, advice)


def _holders(group: CareGroup, day: date, role: str) -> set[str]:
    return {member.staff for member in group.members_on(day) if member.role == role and member.staff}


def unseen(world: World) -> Iterator[Finding]:
    """D746: a roll-call did not find the patient and says nothing more."""
    for patient in world.registry.patients.values():
        for entry in patient.entries.of("roll-call"):
            if not entry.record.seen and not entry.record.note:
                message = f"{entry.record.date} 点名没有见到患者，没有写去向和怎样处理"
                yield world.at("D746", entry, "seen", message, "写 note（去了哪里、怎样处理）")


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
