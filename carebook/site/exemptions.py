"""Exemptions: rules that are not applied to a record for a time, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from carebook.rulebook import rules
from carebook.site.blocks import Block, ColumnHead, Part, Table, cell, heads, several
from carebook.site.page_material import PageMaterial


@dataclass(frozen=True, slots=True)
class Exempted:
    """One exemption: where it is written (a link to the record's page), rule, reason, who decided, last day."""

    record: Part
    rule: str
    reason: str
    decided_by: str
    until: date


def exemptions(desk: PageMaterial) -> Iterator[Exempted]:
    """All exemptions of the township, its groups and its patients, as written."""
    view = desk.view
    owners = [(desk.subject(code), one.profile) for code, one in view.patients.items()]
    owners += [(desk.subject(code), one.record) for code, one in view.groups.items()]
    owners.append((Part(str(view.township.name)), view.township))
    for record, shown in ((record, shown) for record, shown in owners if shown.sees("exemptions")):
        for one in shown.exemptions:
            yield Exempted(record, one.rule, one.reason, one.decided_by, one.until)


def in_force(desk: PageMaterial) -> list[Exempted]:
    """Those that hold today, the one that ends first in front; the last day is included."""
    return sorted((e for e in exemptions(desk) if e.until >= desk.today), key=_order)


def exemption_tables(desk: PageMaterial) -> Iterator[Block]:
    """Exemptions in force, and apart from them those that have run out."""
    held = in_force(desk)
    yield _table(desk, held, f"有效的豁免 {len(held)} 项，先到期的在前", "现在没有豁免")
    over = sorted((e for e in exemptions(desk) if e.until < desk.today), key=_order)
    if over:
        yield _table(desk, over, f"已到期的豁免 {len(over)} 项，规则已恢复执行", "")


def _order(one: Exempted) -> tuple[date, str, str]:
    return one.until, one.rule, one.record.href


def _table(desk: PageMaterial, found: Sequence[Exempted], caption: str, empty: str) -> Table:
    columns = heads(
        ColumnHead("规则", "tight"),
        "内容",
        ColumnHead("记录", "tight"),
        ColumnHead("理由", "long"),
        ColumnHead("决定人", "tight"),
        ColumnHead("有效至", "day"),
    )
    rows = [
        [
            cell(one.rule, f"rules/{one.rule}.html" if one.rule in rules() else ""),
            cell(rules()[one.rule].title if one.rule in rules() else ""),
            several([one.record]),
            cell(one.reason),
            several([desk.person(one.decided_by)]),
            cell(one.until),
        ]
        for one in found
    ]
    return Table(caption, columns, rows, empty)
