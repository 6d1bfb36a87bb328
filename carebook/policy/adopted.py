"""The documents that a township follows, with what it changed in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from msgspec import structs

from carebook.policy.model import Obligation, Policy
from carebook.records.team import Adoption, PolicyChange, Township


@dataclass(frozen=True, slots=True)
class Adopted:
    """A policy a township follows, and from which day (inclusive)."""

    policy: Policy
    since: date
    #: The document as it was written, where the township changed something; else None.
    original: Policy | None = None

    def source(self, obligation: Obligation) -> str:
        """How everything derived from an obligation names its source: ``中梁府发〔2022〕9号 三、2``."""
        written = self.original.obligations if self.original else self.policy.obligations
        if obligation.own:
            return "本乡镇自定"
        note = "" if obligation in written else "（本乡镇调整）"
        if obligation.every_from:
            note = "（间隔由本乡镇定）"
        return f"{self.policy.number} {obligation.article}{note}"


def high_from(adopted: Iterable[Adopted]) -> int | None:
    """From which level of the risk rating on the risk is high: the lowest that a document says; None if none does."""
    levels = (one.policy.high_risk for one in adopted)
    return min((level for level in levels if level is not None), default=None)


def changed(policy: Policy, adoption: Adoption, day: date) -> Policy:
    """A policy with the township's changes that hold on a day: other intervals, deadlines, numbers of members.

    Where the township issued a document of its own with the same words, it goes by the number of that one.

    A change that names no obligation of the policy changes nothing; rule R306 says so.
    """
    holding = sorted(adoption.changes, key=lambda one: one.since)
    changes = {change.obligation: change for change in holding if change.since <= day}
    number = adoption.number or policy.number
    return structs.replace(
        policy, number=number, obligations=tuple(_changed(one, changes.get(one.id)) for one in policy.obligations)
    )


def _changed(obligation: Obligation, change: PolicyChange | None) -> Obligation:
    if change is None:
        return obligation
    closing = obligation.closed_by
    if change.members is not None and closing is not None:
        closing = structs.replace(closing, members=change.members)
    return structs.replace(
        obligation, every=change.every or obligation.every, within=change.within or obligation.within, closed_by=closing
    )


def adoptions(policies: Mapping[str, Policy], township: Township | None, day: date) -> tuple[Adopted, ...]:
    """The documents a township adopted, in its order, with its changes.

    Args:
        policies: the documents that could be read, by the name of their file.
        township: names those it follows and the days of adoption. One that is named but has no file is the reference
            rules' business and is left out here.
        day: the day whose changes are in force.
    """
    return tuple(
        Adopted(changed(policies[one.id], one, day), one.since, policies[one.id])
        for one in (township.policies if township else ())
        if one.id in policies
    )
