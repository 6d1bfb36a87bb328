"""Options that several commands share."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from carebook.cli.keys import user_keys
from carebook.cli.names import with_names
from carebook.cli.stop import Stop as Stop  # noqa: PLC0414 - commands take it from here
from carebook.context import Context, Home, gather
from carebook.findings import Finding
from carebook.policy.hindsight import last_recorded
from carebook.records.clock import FIRST_YEAR, LAST_YEAR, township_day
from carebook.records.registry import Registry

F = TypeVar("F", bound=Callable[..., Any])
HOME = Home(Path(__file__).resolve().parents[2])
_ENDINGS = {"text": "txt", "github": "txt", "junit": "xml", "markdown": "md"}


class Day(click.ParamType[date]):
    """A day as ``2026-11-21``."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read a day; a complaint in Chinese if it is none."""
        if isinstance(value, date):
            return value
        try:
            day = date.fromisoformat(value)
        except ValueError:
            self.fail(f"“{value}”不是日期，应写成 2026-11-21", param, ctx)
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            self.fail(f"“{value}”不在 {FIRST_YEAR} 年到 {LAST_YEAR} 年之间", param, ctx)
        return day


@dataclass(frozen=True, slots=True)
class DataFolder:
    """The data folder: where it is, and how the user named it."""

    path: Path
    shown: str


def data_option(function: F) -> F:
    """Add ``--data``."""
    return click.option("--data", metavar="文件夹", help="数据文件夹；不写时用本项目的 data", type=str, default=None)(
        function
    )


def today_option(function: F) -> F:
    """Add ``--today``."""
    return click.option(
        "--today",
        type=Day(),
        default=None,
        help="按哪一天计算，例如 2026-11-21；不写时为乡镇的当天（北京时间，township.yaml 可写别的时区）",
    )(function)


def jobs_option(function: F) -> F:
    """Add ``--jobs``."""
    return click.option(
        "--jobs", type=click.IntRange(1, 256), default=None, metavar="N", help="同时工作的进程数；不写时为处理器数"
    )(function)


def format_option(*names: str) -> Callable[[F], F]:
    """Add ``--format`` with the given choices; the first is the default."""
    return click.option(
        "--format",
        "style",
        type=click.Choice(names),
        default=names[0],
        metavar="|".join(names),
        help=f"输出格式；不写时为 {names[0]}",
    )


def list_options(*formats: str) -> Callable[[F], F]:
    """Add the options of every command that prints a list."""

    def add(function: F) -> F:
        made = click.option("--out", metavar="文件夹", default=None, help="把结果写进这个文件夹，不显示在屏幕上")(
            function
        )
        made = click.option(
            "--jobs",
            type=click.IntRange(1, 256),
            metavar="N",
            expose_value=False,
            help="与其他命令一致而设；检查只用一个进程",
        )(made)
        return data_option(today_option(format_option(*formats)(made)))

    return add


def tell(text: str, out: str | None, name: str, style: str, registry: Registry | None = None) -> None:
    """Print a list, or write it as a file of that name into the folder ``out``.

    On the screen a text has names beside the ids of a ``registry``, as far as the keys at hand open them.

    Raises:
        Stop: the folder cannot be written.
    """
    if out is None:
        click.echo(with_names(text, registry) if registry is not None and style == "text" else text)
        return
    path = Path(out) / f"{name}.{_ENDINGS.get(style, style)}"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(click.unstyle(text) + "\n", "utf-8")
    except OSError as fault:
        raise Stop(f"写不了 {path}：{fault.strerror}") from fault
    click.echo(f"已写入 {path}")


def workers(jobs: int | None) -> int:
    """How many processes to use: what was asked for, else the processors this process may use."""
    if jobs is not None:
        return jobs
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def data_place(data: str | None) -> DataFolder:
    """The data folder the user means.

    Raises:
        Stop: it does not exist.
    """
    path = Path(data) if data is not None else HOME.root / "data"
    if not path.is_dir():
        raise Stop(f"没有数据文件夹 {path}；请用 --data 指明，例如 --data data")
    shown = Path(data).as_posix() if data is not None else "data"
    return DataFolder(path.resolve(), shown)


def gathered(data: str | None, today: date | None) -> Context:
    """Read and judge the data folder the user means, on the day the user means."""
    place = data_place(data)
    day = today or township_day(place.path)
    return gather(HOME, place.path, place.shown, day, user_keys())


def errors_on(context: Context, data: str | None, today: date | None) -> list[Finding]:
    """The errors that forbid a list for the day the user means (None: now).

    On a past day what was recorded later is not seen, and that it lies in the future of that day is no fault: whether
    the data is right is judged on the day of its last entry.
    """
    last = last_recorded(context.registry)
    return context.errors() if today is None or last <= today else gathered(data, last).errors()
