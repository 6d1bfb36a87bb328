"""Rules about what a township changed when it adopted a document."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product

from carebook.findings import Finding
from carebook.policy.model import Obligation, Policy
from carebook.policy.spans import frequency_for, length, may_be_longer
from carebook.policy.workable import has_members
from carebook.records.codes import RISKS, STABILITIES
from carebook.records.parts import Frequency, Span
from carebook.records.team import PolicyChange
from carebook.rules.world import World

_KNOWN = tuple(product((None, *STABILITIES), (None, *RISKS)))


@dataclass(frozen=True, slots=True)
class _Change:
    """One change, where it stands, and the document as it was written."""

    path: tuple[str | int, ...]
    change: PolicyChange
    policy: Policy

    @property
    def obligation(self) -> Obligation | None:
        """What the document asks for; None if it has no such obligation."""
        return next((o for o in self.policy.obligations if o.id == self.change.obligation), None)


def unknown_obligations(world: World) -> Iterator[Finding]:
    """R306: a change names an obligation that the document does not have."""
    for one in _changes(world):
        if one.obligation is None:
            name, ids = one.change.obligation, [o.id for o in one.policy.obligations]
            near = difflib.get_close_matches(name, ids, n=1)
            advice = f"是不是想写 {near[0]}？" if near else f"可以写的有：{'、'.join(ids)}"
            place = world.registry.place("township.yaml", *one.path, "obligation")
            yield Finding(
                "R306", place, f"政策文件 {one.policy.id} 里没有编号为“{name}”的事项，这项调整不起作用", advice
            )


def idle_changes(world: World) -> Iterator[Finding]:
    """R310: a change sets something that plays no part in the obligation, or is written a second time."""
    seen: set[tuple[str, str, date]] = set()
    for one in _changes(world):
        asked = one.obligation
        if asked is None:
            continue
        for key, why in _idle(asked, one.change):
            place = world.registry.place("township.yaml", *one.path, key, key=True)
            yield Finding("R310", place, f"“{asked.title}”{why}，这项调整不起作用", f"删去 {key}")
        if (one.policy.id, asked.id, one.change.since) in seen:
            place = world.registry.place("township.yaml", *one.path, "obligation")
            message = f"“{asked.title}”同一天起调整了两次，只有一次起作用"
            yield Finding("R310", place, message, "合成一项")
        seen.add((one.policy.id, asked.id, one.change.since))


def _idle(asked: Obligation, change: PolicyChange) -> Iterator[tuple[str, str]]:
    """The key of each change without effect, and why it has none."""
    if change.every and not asked.every:
        yield "every", "不是按频次做的"
    if change.within and not asked.within:
        yield "within", "没有写期限"
    if change.members is not None and not has_members(asked):
        yield "members", "的记录里没有人数"


def loosened_without_decision(world: World) -> Iterator[Finding]:
    """R307: less is asked for than the document asks, and nobody says why or by whose decision."""
    for one in _changes(world):
        asked, change = one.obligation, one.change
        missing = [
            title
            for key, title in (("reason", "理由"), ("approved_by", "批准人"), ("approved_on", "批准日期"))
            if not getattr(change, key)
        ]
        if asked is None or not missing:
            continue
        for key, how in _loosened(asked, change):
            place = world.registry.place("township.yaml", *one.path, key)
            message = f"“{asked.title}”调整后{how}，却没有写{'、'.join(missing)}"
            advice = f"不放宽文件的要求；或经批准后写上{'、'.join(missing)}（reason、approved_by、approved_on）"
            yield Finding("R307", place, message, advice)


def _changes(world: World) -> Iterator[_Change]:
    adoptions = world.registry.township.policies if world.registry.township else ()
    written = {one.policy.id: one.original or one.policy for one in world.settings.adopted}
    for number, adoption in enumerate(adoptions):
        if adoption.id in written:
            for index, change in enumerate(adoption.changes):
                path = ("policies", number, "changes", index)
                yield _Change(path, change, written[adoption.id])


def _loosened(asked: Obligation, change: PolicyChange) -> Iterator[tuple[str, str]]:
    """The key of each loosening and how it is one."""
    if asked.every and change.every and _longer(asked.every, change.every):
        yield "every", "间隔比文件规定的长"
    if asked.within and change.within and _later(change.within, asked.within):
        yield "within", "期限比文件规定的长"
    members = asked.closed_by.members if asked.closed_by else None
    if members is not None and change.members is not None and change.members < members:
        yield "members", f"只要 {change.members} 人，少于文件规定的 {members} 人"


def _longer(asked: tuple[Frequency, ...], changed: tuple[Frequency, ...]) -> bool:
    """Whether anybody, from any day on, may wait longer than the document allows.

    Whether "每月" means once in every month or at most a month apart is the township's reading, not a loosening.
    """
    pairs = [(frequency_for(asked, *known), frequency_for(changed, *known)) for known in _KNOWN]
    return any(new is None or _later(length(new), length(old)) for old, new in pairs if old is not None)


def _later(new: Span, old: Span) -> bool:
    return new != old and may_be_longer(new, old)


CHECKS = (unknown_obligations, idle_changes, loosened_without_decision)
