"""Where several documents ask for the same, the strictest decides, and every date is kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from carebook.policy.item import LIVE, DueItem

#: Subject, duty, and the entry that set it going.
_Key = tuple[str, str, str]


def with_strictest(items: Iterable[DueItem]) -> list[DueItem]:
    """Mark, for each subject and duty, the live item that is due first; it lists the dates of the others.

    What an entry sets going is compared with what the same entry sets going: of two discharges each keeps its visit.
    Items that were laid out ahead follow the obligation that is strictest now. What is done or cancelled stays as it is.
    """
    found = list(items)
    rivals: dict[_Key, list[DueItem]] = {}
    for item in found:
        if _waits(item) and not item.projected:
            rivals.setdefault(_key(item), []).append(item)
    winners = {key: min(group, key=lambda item: item.due) for key, group in rivals.items()}
    return [_marked(item, winners, rivals) for item in found]


def _key(item: DueItem) -> _Key:
    return item.subject, item.duty, item.set_by


def _waits(item: DueItem) -> bool:
    """Whether it still has to be done: what was done on a day that cannot be judged (待核) is done all the same."""
    return item.state in LIVE and item.closed_on is None


def _marked(item: DueItem, winners: dict[_Key, DueItem], rivals: dict[_Key, list[DueItem]]) -> DueItem:
    winner = winners.get(_key(item))
    if not _waits(item) or winner is None:
        return item
    if item.obligation != winner.obligation:
        return replace(item, strictest=False)
    if item.projected or item is not winner:
        return item
    rest = [one for one in rivals[_key(item)] if one.obligation != item.obligation]
    others = tuple((source, one.due) for one in sorted(rest, key=lambda one: one.due) for source in one.sources)
    return replace(item, others=others)
