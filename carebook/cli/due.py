"""``build.py due``: what is to be done, by when, by whom, and where that is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

import click

from carebook.audience.faulty import faulty
from carebook.audience.items import item_words, source_words
from carebook.cli.chinese import ChineseCommand
from carebook.cli.formats import as_csv, as_json
from carebook.cli.formats.findings import FORMATS
from carebook.cli.options import errors_on, gathered, list_options, tell
from carebook.context import Context
from carebook.policy.item import DueItem, ItemState

_COLUMNS = (
    "id", "obligation", "subject", "village", "opens", "due", "state", "days_overdue", "missed", "missed_since", "period", "closed_on", "closed_by", "recorded_on", "responsible", "sources",
    "others",
)  # fmt: skip
_YEAR = 365
_OPEN = {ItemState.OVERDUE, ItemState.OPEN, ItemState.UNVERIFIED}
_LIVE = {*_OPEN, ItemState.SCHEDULED}


@click.command(
    cls=ChineseCommand,
    help="列出每件该办的事：对象、到期日、状态、责任人，以及出自哪个文件哪一条。几个文件都有要求的，以最严的为准，并写出其他文件的日期。\n\n文字和 Markdown 只列逾期和可以办理的；JSON 和 CSV 还列出未到期的。\n\n--today 写以前的一天，列的是那一天看得到的情况：那天以后录入的不算。",
    short_help="列出到期和逾期的事项",
    epilog="例：python3 build.py due　　　python3 build.py due --village QX-V1 --format csv",
)
@list_options("text", "json", "csv", "markdown")
@click.option("--village", default="", metavar="编号", help="只列这个村（社区）")
@click.option("--worker", default="", metavar="编号", help="只列这名工作人员参加的")
@click.option("--all", "everything", is_flag=True, help="连同已完成、已取消的一起列出")
def due(
    data: str | None, today: date | None, style: str, out: str | None, village: str, worker: str, *, everything: bool
) -> int:
    """List due items."""
    context = gathered(data, today)
    errors = errors_on(context, data, today)
    broken = faulty(errors, context.shown)
    if errors:
        click.echo(FORMATS["text"](errors), err=True)
    if broken.everywhere:
        return 1
    context = context if today is None else context.as_known(today)
    wanted = set(ItemState) if everything else _OPEN if style in {"text", "markdown"} else _LIVE
    items = [
        item
        for item in context.items
        if item.state in wanted
        and item.subject not in broken.ids
        and (item.strictest or everything)
        and village in {"", item.village}
        and (not worker or worker in item.members)
    ]
    items.sort(key=lambda item: (-item.days_overdue, item.due, item.id))
    tell(_STYLES[style](context, items), out, "due", style, context.registry)
    if broken.faults:
        named = "、".join(one.id or "全乡的记录" for one in broken.faults)
        click.echo(f"{named}有错误，其中的事项没有列出；改好以后再看。", err=True)
    return 1 if errors else 0


def _row(item: DueItem) -> dict[str, Any]:
    row = {key: getattr(item, key) for key in _COLUMNS}
    others = [f"{source} {due}" for source, due in item.others]
    return (
        row | {"opens": str(item.opens), "due": str(item.due), "state": str(item.state), "others": others} | _days(item)
    )


def _days(item: DueItem) -> dict[str, str]:
    days = {"missed_since": item.missed_since, "closed_on": item.closed_on, "recorded_on": item.recorded_on}
    return {key: str(day) if day else "" for key, day in days.items()}


def _text(context: Context, items: Sequence[DueItem]) -> str:
    lines = [
        f"{item.due}  {item_words(item)}  {item.subject}  {item.title}  "
        f"责任人 {'、'.join(item.responsible)}  依据 {source_words(item)}"
        for item in items
    ]
    dropped = [f"{item.due}  {item_words(item)}  {item.subject}  {item.title}" for item in given_up(context)]
    told = ["", f"近一年逾期没有办就不再办的（{len(dropped)}）：", *dropped, ""] if dropped else []
    return "\n".join([*lines, *told, _verdict(context, items)])


def given_up(context: Context) -> list[DueItem]:
    """What ceased to apply while overdue, in the last year, the latest first."""
    since = context.today - timedelta(days=_YEAR)
    return [item for item in reversed(context.items) if item.given_up and item.due > since]


def _markdown(context: Context, items: Sequence[DueItem]) -> str:
    """For a forge's summary or issue: ids, villages, days; never a name."""
    lines = [f"## 到期事项（{context.today}）", "", _verdict(context, items), ""]
    if items:
        lines += ["| 到期日 | 状态 | 村（社区） | 对象 | 事项 | 责任人 | 依据 |", "|---|---|---|---|---|---|---|"]
    for item in items:
        cells = (
            str(item.due), item_words(item), item.village, item.subject, item.title,
            "、".join(item.responsible), source_words(item),
        )  # fmt: skip
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _verdict(context: Context, items: Sequence[DueItem]) -> str:
    late = sum(item.state is ItemState.OVERDUE for item in items)
    return f"截至 {context.today}：逾期 {late} 项，列出 {len(items)} 项。"


_STYLES: dict[str, Callable[[Context, Sequence[DueItem]], str]] = {
    "text": _text,
    "markdown": _markdown,
    "json": lambda _, items: as_json([_row(item) for item in items]),
    "csv": lambda _, items: as_csv([_row(item) for item in items], _COLUMNS),
}
