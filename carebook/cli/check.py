"""``build.py check``: is the data right?"""

from __future__ import annotations

from datetime import date

import click

from carebook.cli.chinese import ChineseCommand
from carebook.cli.formats.findings import FORMATS
from carebook.cli.options import gathered, list_options, tell
from carebook.findings import Severity
from carebook.rulebook import severity


@click.command(
    cls=ChineseCommand,
    help="检查数据，说出每个问题在哪个文件第几行第几列、错在哪里、应当怎样写。\n\n有错误时退出码为 1；只有提醒时为 0（加 --strict 时为 1）。",
    short_help="检查数据：格式、引用、小组、号码、日期、逾期",
    epilog="例：python3 build.py check　　　python3 build.py check --today 2026-11-21 --format json",
)
@list_options(*FORMATS)
@click.option("--strict", is_flag=True, help="有提醒也算不通过")
@click.option("--errors", is_flag=True, help="只列错误，不列提醒")
def check(data: str | None, today: date | None, style: str, out: str | None, *, strict: bool, errors: bool) -> int:
    """Judge the data."""
    context = gathered(data, today)
    findings = context.errors() if errors else context.findings
    tell(FORMATS[style](findings), out, "check", style)
    blocking = [f for f in findings if strict or severity(f) is Severity.ERROR]
    return 1 if blocking else 0
