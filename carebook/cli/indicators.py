"""``build.py indicators``: the figures of the work, what they count, and their frozen months."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import click

from carebook.cli.chinese import ChineseCommand
from carebook.cli.formats import as_csv, as_json
from carebook.cli.formats.findings import FORMATS
from carebook.cli.options import DataFolder, Stop, data_place, errors_on, gathered, list_options, tell
from carebook.context import Context
from carebook.policy.indicators import Indicator, month, words, year_to
from carebook.policy.snapshots import Basis, freeze as freeze_month, known_basis, text as snapshot_text

_COLUMNS = (
    "id", "title", "village", "period", "numerator", "denominator", "value", "target", "reached",
    "counted", "others", "source", "confidence",
)  # fmt: skip
_MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")


class MonthParameter(click.ParamType[str]):
    """A month as ``2026-10``."""

    name = "YYYY-MM"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Read a month; a complaint in Chinese if it is none."""
        if not _MONTH.fullmatch(str(value)):
            self.fail(f"“{value}”不是月份，应写成 2026-10", param, ctx)
        return str(value)


@click.command(
    cls=ChineseCommand,
    help="列出工作指标：数值、分子、分母、目标和它们背后的记录。\n不写月份时从今年 1 月 1 日算到今天。--freeze 把一个月的指标写进 data/snapshots，此后不改。",
    short_help="列出工作指标，或为一个月定稿",
    epilog="例：python3 build.py indicators --month 2026-10　　　python3 build.py indicators --freeze 2026-10",
)
@list_options("text", "json", "csv", "markdown")
@click.option("--month", "name", type=MonthParameter(), default=None, help="只算这个月")
@click.option("--village", default="", metavar="编号", help="只算这个村（社区）")
@click.option("--freeze", type=MonthParameter(), default=None, help="为这个月定稿，写进数据文件夹")
def indicators(
    data: str | None,
    today: date | None,
    style: str,
    out: str | None,
    name: str | None,
    village: str,
    freeze: str | None,
) -> int:
    """List indicators, or freeze a month."""
    context = gathered(data, today)
    # What a notice says is counted nowhere.
    if errors := [fault for fault in errors_on(context, data, today) if not fault.rule.startswith("N")]:
        click.echo(FORMATS["text"](errors), err=True)
        return 1
    if freeze is not None:
        _freeze(context, data_place(data), freeze)
        return 0
    if village and village not in context.registry.villages:
        raise Stop(f"没有编号是“{village}”的村（社区）；有：{'、'.join(context.registry.villages)}")
    period = month(name, context.today) if name is not None else year_to(context.today)
    if period.first > context.today:
        raise Stop(f"{period.name} 还没有开始")
    basis = _basis(context)
    found = basis.figures(period, (village,))
    text = _json(found, period.name) if style == "json" else _STYLES[style](context, found, period.name)
    tell(text, out, "indicators", style)
    return 0


def _basis(context: Context) -> Basis:
    return known_basis(context.registry, context.settings, context.today)


def _freeze(context: Context, place: DataFolder, name: str) -> None:
    """Write the snapshot of a month.

    Raises:
        Stop: the month is not over, is frozen already, or cannot be written.
    """
    path = place.path / "snapshots" / f"{name}.yaml"
    shown = f"{place.shown}/snapshots/{name}.yaml"
    period = month(name, date.max)
    if period.last >= context.today:
        raise Stop(f"{name} 到 {context.today} 还没有过完，不能定稿", 1)
    try:
        path.parent.mkdir(exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(snapshot_text(freeze_month(_basis(context), name)))
    except FileExistsError as fault:
        raise Stop(f"{name} 已经定稿（{shown}），定稿不改，没有写入", 1) from fault
    except OSError as fault:
        raise Stop(f"写不了 {shown}：{fault.strerror}", 1) from fault
    click.echo(f"已定稿 {shown}，请提交到 git")


def _row(one: Indicator, period: str) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": one.title,
        "village": one.village,
        "period": period,
        "numerator": len(one.numerator),
        "denominator": one.over,
        "value": words(len(one.numerator), one.over),
        "target": one.definition.target,
        "reached": one.reached,
        "counted": [behind.id for behind in one.numerator],
        "others": [behind.id for behind in one.others],
        "source": one.definition.source,
        "confidence": one.definition.confidence,
    }


def _json(found: Sequence[Indicator], period: str) -> str:
    """All of it, with the file of the record that decided by the id it counts."""
    records = [{b.id: b.record for b in one.numerator if b.record} for one in found]
    rows = [_row(one, period) | {"records": refs} for one, refs in zip(found, records, strict=True)]
    return as_json(rows)


def _title(one: Indicator) -> str:
    """The title; 待核 where no published text was found for the definition."""
    return one.title + ("（待核）" if one.definition.confidence == "memory" else "")


def _said(one: Indicator) -> tuple[str, str, str]:
    """Value, numbers and target in words."""
    numbers = "" if one.over is None else f"{len(one.numerator)}/{one.over}"
    target = "" if one.definition.target is None else f"目标 {one.definition.target}%"
    if one.reached is not None:
        target += "，已达到" if one.reached else "，未达到"
    return words(len(one.numerator), one.over), numbers, target


def _text(context: Context, found: Sequence[Indicator], period: str) -> str:
    lines = ["  ".join(filter(None, (_title(one), *_said(one)))) for one in found]
    return "\n".join([*lines, _heading(context, period)])


def _markdown(context: Context, found: Sequence[Indicator], period: str) -> str:
    lines = [
        f"## 工作指标（{_heading(context, period)}）",
        "",
        "| 指标 | 数值 | 分子/分母 | 目标 |",
        "|---|---|---|---|",
    ]
    return "\n".join([*lines, *(f"| {' | '.join((_title(one), *_said(one)))} |" for one in found)])


def _heading(context: Context, period: str) -> str:
    return f"期间 {period}，资料截至 {context.today}"


_STYLES: dict[str, Callable[[Context, Sequence[Indicator], str], str]] = {
    "text": _text,
    "markdown": _markdown,
    "csv": lambda _, found, period: as_csv([_row(one, period) for one in found], _COLUMNS),
}
