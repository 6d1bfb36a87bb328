"""Rules about how long records are kept (个人信息保护法 第十九条、第四十七条)."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from carebook.findings import Finding
from carebook.policy.processing import ProcessingBook, shortens_law
from carebook.policy.retention import past, running
from carebook.rules.world import Check, World


def past_its_time(world: World) -> Iterator[Finding]:
    """D790: something is still there after its period of keeping; a person deletes it, never the program."""
    book = world.settings.one(ProcessingBook)
    if book is None:
        return
    for one in past(running(book, world.registry), world.today):
        message = (
            f"{one.subject}：“{one.term.keeping.title}”从 {one.since} 算起保存 {one.term.years} 年，"
            f"{one.until} 期满，现在还在。依据：{one.term.source}"
        )
        yield Finding("D790", world.registry.place(one.file, *one.path), message, one.deed)


def changes(world: World) -> Iterator[Finding]:
    """R309: the township set a period that does not exist, that is not counted, or that the law wants longer."""
    book, township = world.settings.one(ProcessingBook), world.registry.township
    if book is None or township is None:
        return
    known = {one.id: one for one in book.keeping}
    for index, change in enumerate(township.retention):
        keeping = known.get(change.keeping)
        if keeping is None or keeping.years is None:
            counted = [one.id for one in known.values() if one.years is not None]
            near = difflib.get_close_matches(change.keeping, counted, n=1)
            message = f"没有编号为“{change.keeping}”、按年计算的保存期限，这项调整不起作用"
            advice = f"是不是想写 {near[0]}？" if near else f"可以写的有：{'、'.join(counted)}"
            yield Finding("R309", world.registry.place("township.yaml", "retention", index, "keeping"), message, advice)
        elif shortens_law(keeping, change):
            message = f"“{keeping.title}”至少保存 {keeping.years} 年（{keeping.source}），不能改成 {change.years} 年"
            place = world.registry.place("township.yaml", "retention", index, "years")
            yield Finding("R309", place, message, "或删去这一项", f"years: {keeping.years}")


CHECKS: tuple[Check, ...] = (past_its_time, changes)
