"""Say in Chinese what a record's schema objects to: where exactly, which field, what is right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import jsonschema_rs

from carebook.findings import Finding, Place, ordered
from carebook.reading.branches import leaves
from carebook.reading.fault import Explanation, Fault, JudgedRecord
from carebook.reading.key_sentences import badly_named, excluded, missing, not_here, unknown
from carebook.reading.parsed import Path_
from carebook.reading.value_sentences import BY_KEYWORD, other

MOST = 50
_JUDGED = 2000
# Of several objections to one value, the first of these says what to do; the others follow from it.
_RANK = ("falseSchema", "type", "enum", "const", "format", "pattern")
_OF_KEYS = {"required", "additionalProperties", "unevaluatedProperties", "propertyNames", "not"}


class Explainer:
    """Explains what is wrong with one record."""

    def __init__(self, record: JudgedRecord) -> None:
        """Take the record, its values with texts restored and without blanks."""
        self._record = record

    def explain(
        self, errors: list[jsonschema_rs.ValidationError], blanks: tuple[Path_, ...] = ()
    ) -> tuple[Finding, ...]:
        """Turn the validator's errors into findings, by line; after ``MOST`` only their number is said.

        ``blanks`` are the paths at which nothing but a blank stands.
        """
        faults = _telling(leaves(self._record, errors[:_JUDGED]))
        said = [verdict for fault in faults for verdict in _verdicts(fault)]
        said = [verdict for verdict in said if verdict.path not in blanks]
        missing = {verdict.lacks for verdict in said}
        said += [_unfilled(self._record, path) for path in blanks if path not in missing]
        renamed = {verdict.instead for verdict in said if verdict.instead}
        findings = [self._finding(verdict) for verdict in said if verdict.lacks not in renamed]
        findings = ordered(findings)
        if len(findings) > MOST:
            count = len(findings) - MOST + max(0, len(errors) - _JUDGED)
            more = f"这个文件还有 {count} 处问题没有列出，先改前面的"
            findings = [*findings[:MOST], Finding("F200", findings[MOST].place, more)]
        return tuple(findings)

    def _finding(self, verdict: Explanation) -> Finding:
        record, source = self._record, self._record.source
        path = verdict.lacks if verdict.lacks and source.find(verdict.lacks) else verdict.path
        place = source.place(path, key=verdict.at_key) if path else Place(source.shown)
        offer = verdict.offer
        fix = offer.line if offer and offer.holds(record.data, record.judge) else ""
        blank = record.to_fill(verdict.asks) if verdict.asks and not fix else ""
        return Finding(verdict.rule, place, verdict.message, verdict.advice, fix, blank)


def _unfilled(record: JudgedRecord, path: Path_) -> Explanation:
    return Explanation("F202", path, f"{record.label(path)}还没有填，这里只有一道横线", asks=path, at_key=True)


def _telling(items: Iterator[Fault | Explanation]) -> list[Fault | Explanation]:
    """Of several objections to one value keep the most telling; leave out what is inside a forbidden value."""
    kept: dict[Any, Fault | Explanation] = {}
    for count, item in enumerate(_sound(list(items))):
        of_value = isinstance(item, Fault) and item.name not in _OF_KEYS
        slot = item.path if of_value else count
        before = kept.get(slot)
        if not isinstance(before, Fault) or not isinstance(item, Fault) or _rank(item) < _rank(before):
            kept[slot] = item
    banned = [item.path for item in kept.values() if isinstance(item, Fault) and item.name == "falseSchema"]
    return [item for item in kept.values() if not any(_inside(item.path, path) for path in banned)]


def _sound(items: list[Fault | Explanation]) -> list[Fault | Explanation]:
    """Leave out demands that hang on a value which is wrong or missing itself: they say nothing yet."""
    plain = [item for item in items if isinstance(item, Fault) and not item.conditional]
    wrong = {fault.path for fault in plain if fault.name not in _OF_KEYS}
    wrong |= {(*fault.path, fault.kind.property) for fault in plain if fault.name == "required"}
    return [item for item in items if not (isinstance(item, Fault) and item.depends_on & wrong)]


def _rank(fault: Fault) -> tuple[int, bool]:
    place = _RANK.index(fault.name) if fault.name in _RANK else len(_RANK)
    return place, fault.conditional


def _inside(path: tuple[str | int, ...], outer: tuple[str | int, ...]) -> bool:
    return len(path) > len(outer) and path[: len(outer)] == outer


def _verdicts(item: Fault | Explanation) -> Iterator[Explanation]:
    if isinstance(item, Explanation):
        yield item
        return
    if item.name in {"additionalProperties", "unevaluatedProperties"}:
        found = unknown(item)
    elif item.name == "propertyNames":
        found = badly_named(item)
    else:
        by_key = {"required": missing, "falseSchema": not_here, "not": excluded}
        found = iter([(by_key.get(item.name) or BY_KEYWORD.get(item.name, other))(item)])
    for verdict in found:
        yield _with_reason(verdict, item)


def _with_reason(verdict: Explanation, fault: Fault) -> Explanation:
    """Give a verdict the schema's reason; a demand that hangs on other fields is of a rule of its own."""
    rule = verdict.rule
    bound = fault.conditional or (fault.alternative and fault.name == "required")
    if bound and rule != "F209":
        rule = "F208"
    if not fault.why:
        given = bound and fault.name == "required" and not verdict.message.startswith("写了")
        message = f"按其他各项的内容，{verdict.message}" if given else verdict.message
        return replace(verdict, rule=rule, message=message)
    message = f"{fault.why}：{verdict.message}" if bound else f"{verdict.message}（{fault.why}）"
    return replace(verdict, rule=rule, message=message)
