"""``build.py policy try``: what a draft would have asked for, before anybody signs it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click
import msgspec

from carebook.cli.chinese import ChineseCommand, ChineseGroup
from carebook.cli.formats import as_json
from carebook.cli.formats.findings import FORMATS
from carebook.cli.indicators import PeriodParameter
from carebook.cli.options import Stop, errors_on, gathered, list_options, tell
from carebook.context import Context
from carebook.findings import Finding
from carebook.policy.files import FILES, Written
from carebook.policy.model import Policy
from carebook.policy.references import repeated, unresolved
from carebook.policy.trial import DutyTrial, Trial, tried
from carebook.policy.workable import misworded
from carebook.reading.schema import SchemaBook, agreed
from carebook.reading.source import read
from carebook.records.periods import Period

#: So many of those who would have been late are named on the screen; JSON has them all.
_MOST = 20


@click.group(
    cls=ChineseGroup,
    help="政策文件：签发以前先试一试。写法见 docs/policies.md。",
    short_help="试一份还没有签发的政策文件",
    epilog="例：python3 build.py policy try 草案.yaml --over 2026-01..2026-10",
)
def policy() -> None:
    """Work with policies."""


@policy.command(
    "try",
    cls=ChineseCommand,
    help=(
        "拿一份政策文件的草案，按过去一段时间的记录算：要是那时就执行，会多出多少事、少掉多少事，"
        "谁会逾期，和正在执行的文件有没有出入。什么都不写进数据。"
    ),
    short_help="按过去的记录试算一份草案",
    epilog="例：python3 build.py policy try 草案.yaml --over 2026-01..2026-10",
)
@click.argument("file", metavar="文件", type=click.Path(path_type=Path))
@click.option("--over", type=PeriodParameter(), required=True, help="哪一段：2026Q3、2026-10，或者 2025-01..2026-11")
@list_options("text", "json")
def try_policy(data: str | None, today: date | None, style: str, out: str | None, file: Path, over: Period) -> int:
    """Try a draft over a period."""
    context = gathered(data, today)
    draft, wrong = _draft(file, context)
    if draft is None or (errors := errors_on(context, data, today)):
        click.echo(FORMATS["text"](wrong if draft is None else errors), err=True)
        return 1
    window = over.until(context.today)
    if window.first > window.last:
        raise Stop(f"{over.name} 还没有开始")
    trial = tried(draft, context.registry, context.settings, window, context.today)
    text = _json(trial) if style == "json" else _text(draft, trial, window, context)
    tell(text, out, "policy-try", style, context.registry)
    return 0


def _draft(file: Path, context: Context) -> tuple[Policy | None, list[Finding]]:
    """The draft, or what is wrong with it."""
    if not file.is_file():
        raise Stop(f"没有这个文件：{file}")
    book = SchemaBook(context.home.schemas)
    source, findings = read(file, file.parent, file.name)
    if source is None:
        return None, list(findings)
    data, faults = book.check(source, "policy")
    found = list(agreed(findings, source, faults))
    if data is None:
        return None, found
    value = msgspec.convert(data, Policy)
    row = next(one for one in FILES if one.record is Policy)
    written = [Written(row, file.name, source, data, value)]
    # A draft may be called as its writer likes.
    found += [one for one in misworded(source, value, context.home.schemas) if one.rule != "R302"]
    found += [*repeated(written, context.home.schemas), *unresolved(written, context.home.schemas)]
    return (None if found else value), found


def _text(draft: Policy, trial: Trial, window: Period, context: Context) -> str:
    lines = [
        f"草案 {draft.number}《{draft.title}》，按 {window.first} 到 {window.last} 的记录试算，什么都没有写进数据。",
        "",
    ]
    if not trial.duties:
        return "\n".join([*lines, "这段时间里草案没有要求任何事；核对频次、触发和适用。"])
    lines.append("每件事应做几次（几个文件都要求的，以要求最多的为准）：")
    for duty in trial.duties:
        lines += [
            _counted(duty, "", context),
            *(_counted(duty, village, context) for village in duty.villages if village),
        ]
    lines += ["", f"多出来的工作量：随访 {trial.visits} 次，医生参加的 {trial.doctor} 次。", ""]
    lines.append(f"照草案会逾期或者漏做的：{len(trial.late)} 个对象" + ("，多的在前：" if trial.late else "。"))
    lines += [f"  {subject}  {times} 次" for subject, times in trial.late[:_MOST]]
    if len(trial.late) > _MOST:
        lines.append(f"  ……还有 {len(trial.late) - _MOST} 个，用 --format json 看全部")
    lines += [
        "",
        "比正在执行的文件宽的（两件都执行时以严的为准）：" if trial.looser else "没有比正在执行的文件宽的地方。",
    ]
    lines += [
        f"  {one.title}：草案要 {one.drafted} 次，{one.source} 要 {one.adopted} 次，例如 {one.subject}"
        for one in trial.looser
    ]
    return "\n".join(lines)


def _counted(duty: DutyTrial, village: str, context: Context) -> str:
    if village:
        none = type(duty.total(drafted=True))()
        before, after = duty.before.get(village, none), duty.after.get(village, none)
        name = f"  　{context.registry.villages[village].name if village in context.registry.villages else village}"
    else:
        before, after, name = duty.total(drafted=False), duty.total(drafted=True), f"  {duty.title}"
    change = f"{after.owed - before.owed:+d}"
    return (
        f"{name}：原来 {before.owed} 次（逾期、漏做 {before.late}），照草案 {after.owed} 次（{after.late}），{change}"
    )


def _json(trial: Trial) -> str:
    return as_json(msgspec.to_builtins(trial))
