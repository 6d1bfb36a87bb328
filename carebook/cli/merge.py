"""``build.py merge``: one person was entered twice."""

from __future__ import annotations

from datetime import date

import click

from carebook.cli.chinese import ChineseCommand
from carebook.cli.options import HOME, data_option, data_place, gathered, today_option
from carebook.cli.stop import Stop
from carebook.migration.merging import MergeError, Merging, carry_out, planned
from carebook.reading.resolved import resolved_schema
from carebook.records.clock import township_day
from carebook.records.registry import Registry


@click.command(
    cls=ChineseCommand,
    help=(
        "同一个人建了两份档案的，把前一份并入后一份：记录移过去，只有前一份写了的补进后一份；两份不一样的以后一份为准，"
        "列出来请人核对。前一份的编号留作别名，别处写的照样认得；它的身份信息和钥匙文件删去。先核实是同一人再做。"
    ),
    short_help="把同一个人的两份档案并成一份",
    epilog="例：python3 build.py merge QX-0031 QX-0007 --reason 派出所核对户籍，是同一人 --by QX-S07",
)
@click.argument("old", metavar="并掉的编号")
@click.argument("new", metavar="留下的编号")
@click.option("--reason", required=True, help="怎样核实是同一人，不写姓名")
@click.option("--by", required=True, metavar="编号", help="谁决定的（工作人员编号）")
@click.option("--dry-run", is_flag=True, help="只说会改什么，不写文件")
@today_option
@data_option
def merge(old: str, new: str, reason: str, by: str, today: date | None, data: str | None, *, dry_run: bool) -> int:
    """Merge two dossiers."""
    place = data_place(data)
    before = gathered(data, today)
    if by not in before.registry.staff:
        raise Stop(f"没有编号为“{by}”的工作人员")
    try:
        plan = planned(place.path, old, new, today or township_day(place.path), reason, by)
        if not dry_run:
            carry_out(plan)
    except MergeError as fault:
        raise Stop(f"{fault}。", 1) from fault
    for said in _report(plan, before.registry, old, new, dry_run=dry_run):
        click.echo(said)
    return 0


def _report(plan: Merging, registry: Registry, old: str, new: str, *, dry_run: bool) -> list[str]:
    titles = resolved_schema(HOME.schemas, "patient.profile")["properties"]
    lines = [f"{'会把' if dry_run else '已把'} {len(plan.moves)} 条记录从 {old} 移到 {new}。"]
    if plan.added:
        named = [one.partition(":")[0] for one in plan.added if one[:1].isalpha()]
        lines.append(f"只有 {old} 写了的，补进 {new} 的档案：{'、'.join(str(titles[key]['title']) for key in named)}。")
    if plan.differing:
        named = [str(titles[key]["title"]) for key in plan.differing if key in titles]
        lines.append(f"两份不一样的，留的是 {new} 的，请核对：{'、'.join(named)}。")
    groups = [one.id for one in registry.groups.values() if old in one.group.patients and not one.group.dissolved]
    others = [code for code in groups if new not in registry.groups[code].group.patients]
    if others:
        lines.append(f"小组 {'、'.join(others)} 服务的是 {old}：一个人只留一个小组，另一个写 dissolved（撤销日期）。")
    lines.append("请运行 python3 build.py check，看过 git diff 以后提交。" if not dry_run else "没有写文件。")
    return lines
