"""What a change of the data does, in every form that people and machines ask for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import click

from carebook.audience.items import item_words, source_words
from carebook.changes.compare import Changes, ItemChange, RecordChange
from carebook.changes.papers import DocumentChange
from carebook.changes.sides import Pair, Side
from carebook.cli.formats import as_json
from carebook.cli.formats.findings import row as finding_row
from carebook.documents.papers import PAPERS
from carebook.findings import Finding, Severity
from carebook.rulebook import rule, severity

#: Lines of one list in a report for people; JSON has them all.
MOST = 50
_WEIGHTS = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.NOTE: "说明"}
_ITEMS = {"opened": "新出现", "closed": "办结", "moved": "变动", "gone": "不再有"}
#: Told first, and in red: what somebody owed and did not do disappears from the lists.
_GIVEN_UP = "逾期没有办就不再办"
_FILES = {"added": "新增", "changed": "改动", "removed": "删去"}


@dataclass(frozen=True, slots=True)
class ChangeReport:
    """What is told: both states, the changes, the day as text, and whether what holds names is shown as well."""

    pair: Pair
    changes: Changes
    today: str
    with_text: bool


def text(report: ChangeReport) -> str:
    """For a screen."""
    lines = [_heading(report), verdict(report.changes)]
    for title, rows in _parts(report, names=True):
        told = ["", f"{title}（{len(rows)}）", *(f"  {' '.join(row)}" for row in rows[:MOST]), *_rest(rows, "  ")]
        lines += [click.style(line, fg="red") for line in told] if title == _GIVEN_UP else told
    if report.with_text:
        for change in _changed(report.changes):
            lines += ["", f"{_paper(change)} 的文字：", *(f"  {line}" for line in change.lines)]
    return "\n".join(lines)


def markdown(report: ChangeReport) -> str:
    """For a pull request: ids, rules and days; nothing that holds a name unless it was asked for."""
    lines = ["## 这次修改的结果", "", _heading(report), "", verdict(report.changes)]
    for title, rows in _parts(report, names=report.with_text):
        lines += ["", f"### {title}（{len(rows)}）", ""]
        lines += [f"- {' '.join(_plain(cell) for cell in row)}" for row in rows[:MOST]]
        lines += _rest(rows, "- ")
    if report.with_text:
        for change in _changed(report.changes):
            lines += ["", f"#### {_paper(change)}", "", "```diff", *change.lines, "```"]
    return "\n".join(lines)


def as_data(report: ChangeReport) -> str:
    """Everything, for programs."""
    changes = report.changes
    made: dict[str, Any] = {
        "base": _side_data(report.pair.before),
        "head": _side_data(report.pair.after),
        "today": report.today,
        "new_errors": len(changes.errors()),
        "findings": {
            "new": [finding_row(finding) for finding in changes.new],
            "gone": [finding_row(finding) for finding in changes.gone],
        },
        "due": {what: [_item_data(change) for change in changes.items if change.what == what] for what in _ITEMS},
        "documents": None
        if changes.documents is None
        else {
            what: [_paper_data(one, report.with_text) for one in changes.documents if one.what == what]
            for what in _FILES
        },
        "records": {what: [_record_data(one) for one in changes.records if one.what == what] for what in _FILES},
    }
    return as_json(made)


def verdict(changes: Changes) -> str:
    """The whole in one sentence."""
    if not (changes.new or changes.gone or changes.items or changes.documents or changes.records):
        return "没有不同：检查结果、到期事项、文书和记录都与原来一样。"
    counts = {what: sum(change.what == what for change in changes.items) for what in _ITEMS}
    parts = [f"新问题 {len(changes.new)} 个（其中错误 {len(changes.errors())} 个）", f"消除 {len(changes.gone)} 个"]
    parts += [f"到期事项{_ITEMS[what]} {count} 项" for what, count in counts.items() if count]
    parts += [f"文书 {len(changes.documents)} 份不同"] if changes.documents else []
    given_up = sum(_gives_up(change) for change in changes.items)
    parts += [f"其中 {given_up} 项逾期没有办就不再办"] if given_up else []
    tail = "带来新的错误，改正以后才能合并。" if changes.errors() else "没有带来新的错误。"
    return f"{'，'.join(parts)}。{tail}"


def _heading(report: ChangeReport) -> str:
    before, after = (_named(side) for side in (report.pair.before, report.pair.after))
    first = "" if report.pair.old else "（那时还没有数据，全部算新的）"
    return f"从 {before}{first} 到 {after}，按 {report.today} 计算。"


def _named(side: Side) -> str:
    if not side.commit:
        return "现在的文件夹"
    short = side.commit[:10]
    return short if side.commit.startswith(side.name) and side.name else f"{side.name}（{short}）"


def _parts(report: ChangeReport, *, names: bool) -> Iterator[tuple[str, list[tuple[str, ...]]]]:
    """Each list that is not empty, with its title; rows are tuples of words."""
    changes = report.changes
    yield from _some("新问题", [_finding(one, names) for one in changes.new])
    yield from _some("消除的问题", [_finding(one, names) for one in changes.gone])
    yield from _some(_GIVEN_UP, [_item(one) for one in changes.items if _gives_up(one)])
    for what, title in _ITEMS.items():
        yield from _some(f"到期事项：{title}", [_item(one) for one in changes.items if one.what == what])
    if changes.documents is None:
        yield "文书", [("数据有错误，不能生成文书，没有比较。",)]
    else:
        yield from _some("文书", [_document(one) for one in changes.documents])
    yield from _some("记录", [_record(one) for one in changes.records])


def _gives_up(change: ItemChange) -> bool:
    """Whether something that was overdue is not asked for any more, and was not done."""
    was = change.before is not None and change.before.given_up
    return change.after is not None and change.after.given_up and not was


def _some(title: str, rows: list[tuple[str, ...]]) -> Iterator[tuple[str, list[tuple[str, ...]]]]:
    if rows:
        yield title, rows


def _rest(rows: Sequence[object], indent: str) -> list[str]:
    return [f"{indent}……还有 {len(rows) - MOST} 项，用 --format json 看全部"] if len(rows) > MOST else []


def _finding(finding: Finding, names: bool) -> tuple[str, ...]:
    """A finding's message may repeat what was typed, a phone number or a name; its rule's title does not."""
    words = finding.message if names else rule(finding.rule).title
    return (str(finding.place), _WEIGHTS[severity(finding)], finding.rule, words)


def _item(change: ItemChange) -> tuple[str, ...]:
    item = change.item
    days = f"{item.due} 到期"
    if change.before and change.after and change.before.due != item.due:
        days = f"{change.before.due} 改为 {item.due} 到期"
    before = item_words(change.before) if change.before else "原来没有"
    after = item_words(change.after) if change.after else "现在没有"
    return (item.id, item.title, days, f"{before} → {after}", *_closing(change), f"依据 {source_words(item)}")


def _closing(change: ItemChange) -> tuple[str, ...]:
    if change.what != "closed":
        return ()
    item = change.item
    return (f"{item.closed_on} 由 {item.closed_by} 办结" if item.closed_by else "因状态变化取消",)


def _document(change: DocumentChange) -> tuple[str, ...]:
    words = f"增 {change.more} 行，减 {change.fewer} 行" if change.what == "changed" else ""
    return tuple(word for word in (_FILES[change.what], _paper(change), words) if word)


def _paper(change: DocumentChange) -> str:
    return f"{PAPERS[change.kind].title} {change.id}"


def _changed(changes: Changes) -> list[DocumentChange]:
    return [change for change in changes.documents or () if change.lines]


def _record(change: RecordChange) -> tuple[str, ...]:
    parts = (_FILES[change.what], change.title, change.id, "、".join(change.keys))
    return tuple(part for part in parts if part)


def _plain(value: str) -> str:
    r"""Text that Markdown takes as it is; ids and paths hold ``_`` and ``[``, which it would take for marks."""
    for mark in "\\`*_[]<|":
        value = value.replace(mark, f"\\{mark}")
    return value.replace("\n", " ")


def _side_data(side: Side) -> dict[str, str]:
    return {"revision": side.name, "commit": side.commit}


def _item_data(change: ItemChange) -> dict[str, Any]:
    item, before = change.item, change.before
    keys = ("id", "obligation", "title", "subject", "village", "opens", "due", "closed_by", "closed_on", "sources")
    now = {key: getattr(item, key) for key in keys} | {"state": str(item.state) if change.after else None}
    was = {"state": str(before.state), "opens": before.opens, "due": before.due} if before else None
    return now | {"before": was}


def _paper_data(change: DocumentChange, with_text: bool) -> dict[str, Any]:
    made = {"kind": change.kind, "id": change.id, "lines_added": change.more, "lines_removed": change.fewer}
    return made | ({"diff": list(change.lines)} if with_text else {})


def _record_data(change: RecordChange) -> dict[str, Any]:
    return {"kind": change.kind, "id": change.id, "file": change.file, "keys": list(change.keys)}


STYLES: dict[str, Callable[[ChangeReport], str]] = {"text": text, "json": as_data, "markdown": markdown}
