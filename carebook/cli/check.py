"""``build.py check``: is the data right?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import click

from carebook.changes.losses import losses
from carebook.cli.chinese import ChineseCommand
from carebook.cli.formats.findings import FORMATS
from carebook.cli.narrowed import changed_files, of_worker
from carebook.cli.options import DataFolder, Stop, data_place, gathered, list_options, tell
from carebook.findings import Finding, Severity, ordered
from carebook.policy.calendars import unannounced
from carebook.reading.revisions import HistoryError
from carebook.rulebook import severity


@click.command(
    cls=ChineseCommand,
    help="检查数据，说出每个问题在哪个文件第几行第几列、错在哪里、怎样改。\n\n有错误时退出码为 1；只有提醒时为 0（加 --strict 时为 1）。\n\n数据在 git 仓库里的，还与上次提交比较：少了记录、少了一块内容的，列出来。",
    short_help="检查数据：格式、引用、小组、号码、日期、逾期",
    epilog="例：python3 build.py check　　　python3 build.py check --changed　　　python3 build.py check --worker QX-S02",
)
@list_options(*FORMATS)
@click.option("--strict", is_flag=True, help="有提醒也算不通过")
@click.option("--errors", is_flag=True, help="只列错误，不列提醒")
@click.option("--changed", is_flag=True, help="只列改动过的文件里的问题：与上次提交比，或与 --since 的版本比")
@click.option("--since", default="HEAD", metavar="版本", help="与哪个版本比，例如 main；不写时是上次提交")
@click.option("--worker", default="", metavar="编号", help="只列这名工作人员所在小组和其中患者的问题")
def check(
    data: str | None,
    today: date | None,
    style: str,
    out: str | None,
    *,
    strict: bool,
    errors: bool,
    changed: bool,
    since: str,
    worker: str,
) -> int:
    """Judge the data."""
    place = data_place(data)
    context = gathered(data, today)
    if worker and f"staff/{worker}.yaml" not in context.registry.present:
        raise Stop(f"没有编号为“{worker}”的工作人员")
    findings: Sequence[Finding] = ordered([*context.findings, *_losses(place, since)])
    if changed:
        files = _changed(place, since)
        findings = [one for one in findings if one.place.file in files]
    if worker:
        findings = of_worker(findings, context.registry, place.shown, worker, context.today)
    if errors:
        findings = [one for one in findings if severity(one) is Severity.ERROR]
    tell(FORMATS[style](findings), out, "check", style, context.registry)
    if said := unannounced(context.settings.adopted, context.settings.workdays, context.today):
        click.echo(said, err=True)
    return 1 if any(strict or severity(one) is Severity.ERROR for one in findings) else 0


def _losses(place: DataFolder, since: str) -> list[Finding]:
    """What was lost since a revision; nothing where there is no repository, unless a revision was asked for.

    Raises:
        Stop: the revision is not known.
    """
    try:
        return list(losses(place.path, place.shown, since))
    except HistoryError as fault:
        if since != "HEAD":
            raise Stop(f"{fault}。") from fault
        return []


def _changed(place: DataFolder, since: str) -> frozenset[str]:
    try:
        return changed_files(place.path, place.shown, since)
    except HistoryError as fault:
        raise Stop(f"看不出改动了哪些文件：{fault}。") from fault
