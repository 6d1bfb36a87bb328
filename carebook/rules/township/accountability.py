"""Rules about publicity, inspections, talks, and what follows when nothing is put right."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from carebook.findings import Finding
from carebook.policy.spans import add
from carebook.records.parts import Span
from carebook.rules.world import World

_DUTIES = "shanling-2021-12"


def _term(world: World, duty: str) -> tuple[date, Span] | None:
    """From which day the township follows a standing duty, and the time the policy allows for it."""
    for adopted in world.settings.adopted:
        for one in adopted.policy.obligations:
            if adopted.policy.id == _DUTIES and one.id == duty and one.within:
                return adopted.since, one.within
    return None


def silent(world: World) -> Iterator[Finding]:
    """D751: nothing was done to make the work known for longer than the policy allows."""
    term = _term(world, "publicity")
    township = world.registry.township
    if term is None or township is None or not world.registry.entries.by_kind:
        return
    since, span = term
    days = [one.day for one in world.registry.entries.of("publicity") if one.day <= world.today]
    last = max(days, default=since)
    if add(last, span) < world.today:
        message = f"{last} 以来没有宣传工作的记录" if days else f"{since} 执行文件以来没有宣传工作的记录"
        advice = "做过的补录一份 publicity：日期、单位、形式、对象、主题、人数"
        yield Finding("D751", world.registry.place("township.yaml", "id"), message, advice)


def not_rectified(world: World) -> Iterator[Finding]:
    """D752: the time to put right what an inspection found is over, and no day of completion is written."""
    for entry in world.registry.entries.of("inspection"):
        one = entry.record
        if one.deadline and one.deadline < world.today and not one.done_on and one.result != "failed":
            message = f"{one.date} 督导检查的问题应在 {one.deadline} 前整改，没有写完成日期"
            place = world.registry.place(entry.file, "deadline")
            yield Finding("D752", place, message, "完成了的写 done_on（实际完成的日期）；没有完成的，result 写 failed")


def no_deadline(world: World) -> Iterator[Finding]:
    """D753: an inspection found something and set no time for putting it right."""
    for entry in world.registry.entries.of("inspection"):
        one = entry.record
        if one.findings and not one.deadline and not one.done_on:
            place = world.registry.place(entry.file, "findings")
            message = f"{one.date} 督导检查发现了问题，没有写整改期限"
            yield Finding("D753", place, message, "写 deadline（限定的整改日期）")


def failed_without_sanction(world: World) -> Iterator[Finding]:
    """D754: an inspection says that nothing was put right, and neither a sanction nor a reason follows."""
    sanctions = [entry.record for entry in world.registry.entries.of("sanction")]
    for entry in world.registry.entries.of("inspection"):
        one = entry.record
        if one.result != "failed" or one.decision:
            continue
        villages = [unit for unit in one.units if unit in world.registry.villages]
        spared = [v for v in villages if not any(s.village == v and s.since >= one.date for s in sanctions)]
        if spared:
            names = "、".join(world.registry.villages[v].name for v in spared)
            place = world.registry.place(entry.file, "result")
            message = f"{one.date} 督导检查认定{names}整改不到位，没有一票否决、取消资格的记录"
            advice = "处理了的记一份 sanction；决定不处理的，把理由写进 decision"
            yield Finding("D754", place, message, advice)


def listed_without_talk(world: World) -> Iterator[Finding]:
    """D755: a matter was listed, and nobody talked with the leader who is answerable."""
    talks = [entry.record for entry in world.registry.entries.of("talk")]
    for entry in world.registry.entries.of("supervision"):
        one = entry.record
        held = any(talk.unit == one.village and talk.date >= one.opened_on for talk in talks)
        if one.listed_on and one.listed_on <= world.today and not held:
            place = world.registry.place(entry.file, "listed_on")
            message = f"督办事项 {one.id} 已挂牌，没有约谈责任领导的记录"
            advice = f"约谈了的记一份 talk，unit 写 {one.village}"
            yield Finding("D755", place, message, advice)


def too_long(world: World) -> Iterator[Finding]:
    """D756: a sanction was set for longer than the document says."""
    term = _term(world, "sanction")
    for entry in world.registry.entries.of("sanction"):
        one = entry.record
        if term and one.until >= add(one.since, term[1]):
            place = world.registry.place(entry.file, "until")
            last = add(one.since, term[1]) - timedelta(days=1)
            message = f"{one.since} 起的一票否决、取消资格写到 {one.until}，文件写的是一年内"
            yield Finding("D756", place, message, fix=f"until: {last}")


def still_marked(world: World) -> Iterator[Finding]:
    """D757: the time of a sanction is over, and it was not lifted."""
    for entry in world.registry.entries.of("sanction"):
        one = entry.record
        if one.until < world.today and not one.lifted_on:
            place = world.registry.place(entry.file, "until")
            message = f"{one.village} 的一票否决、取消资格 {one.until} 期满，没有写解除日期"
            yield Finding("D757", place, message, "解除了的写 lifted_on（实际解除的日期）")


CHECKS = (silent, not_rectified, no_deadline, failed_without_sanction, listed_without_talk, too_long, still_marked)
