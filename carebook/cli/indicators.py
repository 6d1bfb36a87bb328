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
from carebook.cli.options import DataFolder, Day, Stop, data_place, errors_on, gathered, list_options, tell
from carebook.context import Context
from carebook.policy.indicator import Indicator, words
from carebook.policy.indicators import year_to
from carebook.policy.snapshots import freeze as freeze_month, known_basis, text as snapshot_text
from carebook.records.periods import Period, period_named

_COLUMNS = (
    "id", "title", "village", "period", "numerator", "denominator", "value", "target", "reached", "beside",
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


class PeriodParameter(click.ParamType[Period]):
    """A year, half-year, quarter, month, half-month, week, or two days."""

    name = "期间"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Period:
        """Read a period; a complaint in Chinese if it is none."""
        found = value if isinstance(value, Period) else period_named(str(value))
        if found is None:
            how = "2026、2026H1、2026Q3、2026-10、2026-10a（上半月）、2026-W45，或者起止两天 2026-01-05..2026-02-03"
            self.fail(f"“{value}”不是期间，应写成 {how}", param, ctx)
        return found


@click.command(
    cls=ChineseCommand,
    help=(
        "列出工作指标：数值、分子、分母、目标和它们背后的记录。\n不写期间时从今年 1 月 1 日算到今天。"
        "--known-on 按那一天已经录入的记录算。--freeze 把一个月的指标写进 data/snapshots，此后不改。"
    ),
    short_help="列出工作指标，或为一个月定稿",
    epilog="例：python3 build.py indicators --period 2026Q3　　　python3 build.py indicators --freeze 2026-10",
)
@list_options("text", "json", "csv", "markdown")
@click.option(
    "--period", type=PeriodParameter(), default=None, help="只算这一期：年、半年、季度、月、半月、周，或者起止两天"
)
@click.option("--known-on", type=Day(), default=None, metavar="日期", help="只看到这一天为止录入的记录")
@click.option("--village", default="", metavar="编号", help="只算这个村（社区）")
@click.option("--freeze", type=MonthParameter(), default=None, help="为这个月定稿，写进数据文件夹")
def indicators(
    data: str | None,
    today: date | None,
    style: str,
    out: str | None,
    period: Period | None,
    known_on: date | None,
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
    day = min(known_on or context.today, context.today)
    asked = (period or year_to(day)).until(day)
    if asked.first > day:
        raise Stop(f"{asked.name} 还没有开始")
    found = known_basis(context.registry, context.settings, day).figures(asked, (village,))
    text = _json(found, asked.name) if style == "json" else _STYLES[style](day, found, asked.name)
    tell(text, out, "indicators", style)
    return 0


def _freeze(context: Context, place: DataFolder, name: str) -> None:
    """Write the snapshot of a month.

    Raises:
        Stop: the month is not over, is frozen already, or cannot be written.
    """
    path = place.path / "snapshots" / f"{name}.yaml"
    shown = f"{place.shown}/snapshots/{name}.yaml"
    period = period_named(name)
    if period is None or period.last >= context.today:
        raise Stop(f"{name} 到 {context.today} 还没有过完，不能定稿", 1)
    try:
        path.parent.mkdir(exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(
                snapshot_text(freeze_month(known_basis(context.registry, context.settings, context.today), name))
            )
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
        "numerator": one.counted,
        "denominator": one.over,
        "value": words(one.counted, one.over),
        "target": one.definition.target,
        "reached": one.reached,
        "beside": one.beside,
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
    numbers = "" if one.over is None else f"{one.counted}/{one.over}"
    target = "" if one.definition.target is None else f"目标 {one.definition.target}%"
    if one.reached is not None:
        target += "，已达到" if one.reached else "，未达到"
    return words(one.counted, one.over), numbers, target


def _text(day: date, found: Sequence[Indicator], period: str) -> str:
    lines = ["  ".join(filter(None, (_title(one), *_said(one), one.beside))) for one in found]
    return "\n".join([*lines, _heading(day, period)])


def _markdown(day: date, found: Sequence[Indicator], period: str) -> str:
    lines = [
        f"## 工作指标（{_heading(day, period)}）",
        "",
        "| 指标 | 数值 | 分子/分母 | 目标 | 另列 |",
        "|---|---|---|---|---|",
    ]
    return "\n".join([*lines, *(f"| {' | '.join((_title(one), *_said(one), one.beside))} |" for one in found)])


def _heading(day: date, period: str) -> str:
    return f"期间 {period}，资料截至 {day}"


_STYLES: dict[str, Callable[[date, Sequence[Indicator], str], str]] = {
    "text": _text,
    "markdown": _markdown,
    "csv": lambda _, found, period: as_csv([_row(one, period) for one in found], _COLUMNS),
}
