"""What a change of the data does: findings, due items, papers and records of two states, compared."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from carebook.changes.papers import DocumentChange, document_changes
from carebook.context import Context
from carebook.findings import Finding, Severity
from carebook.policy.item import LIVE, DueItem
from carebook.reading.resolved import resolved_schema
from carebook.records.kinds import kind_of
from carebook.rulebook import severity

_SPOT = re.compile(r"第 \d+ (?=[行项])")


@dataclass(frozen=True, slots=True)
class ItemChange:
    """A due item that is not as it was.

    ``what``: ``opened`` asks for something now and did not; ``closed`` no longer asks; ``moved`` asks as before, by
    another day or in another state (or was closed otherwise than it is now); ``gone`` is not there any more, because
    what its interval counted from is not. ``before`` is None for a new item, ``after`` for one that is gone.
    """

    what: str
    before: DueItem | None
    after: DueItem | None

    @property
    def item(self) -> DueItem:
        """The item as it is now, or as it was last."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a change of nothing")
        return found


@dataclass(frozen=True, slots=True)
class RecordChange:
    """A record file: its kind and id, and for a changed one the keys at its top whose values differ."""

    what: str
    kind: str
    title: str
    id: str
    file: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """All that a change does. ``documents`` is None where papers could not be compared because of errors."""

    new: Sequence[Finding]
    gone: Sequence[Finding]
    items: Sequence[ItemChange]
    documents: Sequence[DocumentChange] | None
    records: Sequence[RecordChange]

    def errors(self) -> list[Finding]:
        """Errors that the change brings."""
        return [finding for finding in self.new if severity(finding) is Severity.ERROR]


def compare(before: Context | None, after: Context) -> Changes:
    """Compare two states that were judged on the same day.

    Args:
        before: the earlier state; None if there was no data yet, so that everything is new.
        after: the later state.
    """
    old = before.findings if before else ()
    return Changes(
        new=_without(after.findings, old),
        gone=_without(old, after.findings),
        items=item_changes(before.items if before else (), after.items),
        documents=document_changes(before, after),
        records=record_changes(before, after),
    )


def _without(findings: Sequence[Finding], others: Sequence[Finding]) -> list[Finding]:
    """Findings that the others do not have.

    Rule, file and message tell one from another, not the line (nor a line that the message names): lines inserted
    above a finding do not make it new.
    """
    left = Counter(_same(finding) for finding in others)
    found = []
    for finding in findings:
        if left[_same(finding)]:
            left[_same(finding)] -= 1
        else:
            found.append(finding)
    return found


def _same(finding: Finding) -> tuple[str, str, str]:
    return (finding.rule, finding.place.file, _SPOT.sub("第 ", finding.message))


def item_changes(before: Sequence[DueItem], after: Sequence[DueItem]) -> list[ItemChange]:
    """Compare due items by id, in the order of their due days."""
    old, new = {item.id: item for item in before}, {item.id: item for item in after}
    found = []
    for key in {**new, **old}:
        what = _what(old.get(key), new.get(key))
        if what:
            found.append(ItemChange(what, old.get(key), new.get(key)))
    return sorted(found, key=lambda change: (change.item.due, change.item.id))


def _what(old: DueItem | None, new: DueItem | None) -> str:
    if new is None:
        return "gone"
    was, is_now = old is not None and old.state in LIVE, new.state in LIVE
    if was != is_now:
        return "opened" if is_now else "closed"
    if old is None:
        return "closed"
    return "moved" if _standing(old) != _standing(new) else ""


def _standing(item: DueItem) -> tuple[object, ...]:
    """What decides that an item has moved. Not what closed it: a second writing of one act may be named instead."""
    return (item.state, item.opens, item.due, item.closed_on)


def record_changes(before: Context | None, after: Context) -> list[RecordChange]:
    """Compare records by file; a change of comments or of layout alone is none."""
    old, new = _values(before), _values(after)
    schemas = after.home.schemas
    found = []
    for file in sorted({*old, *new}):
        if file not in old or file not in new:
            found.append(_record(schemas, "added" if file in new else "removed", file, ()))
        elif old[file] != new[file]:
            found.append(_record(schemas, "changed", file, _keys(old[file], new[file])))
    return found


def _values(context: Context | None) -> Mapping[str, Any]:
    """The values of each file; None for one that cannot be read."""
    if context is None:
        return {}
    sources = context.registry.sources
    return {
        file: (sources[file].cipher or sources[file].data) if file in sources else None
        for file in context.registry.present
    }


def _keys(old: Any, new: Any) -> tuple[str, ...]:
    if not isinstance(old, dict) or not isinstance(new, dict):
        return ()
    return tuple(key for key in {**old, **new} if old.get(key) != new.get(key))


def _record(schemas: Path, what: str, file: str, keys: tuple[str, ...]) -> RecordChange:
    found = kind_of(file)
    if found is None:
        raise ValueError(f"not a record: {file}")
    name = " ".join(part for part in (found.id, found.day) if part)
    return RecordChange(
        what, found.kind.name, str(resolved_schema(schemas, found.kind.schema)["title"]), name, file, keys
    )
