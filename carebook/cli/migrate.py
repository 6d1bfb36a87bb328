"""``build.py migrate``: make a data folder of an older format into one of this program's format."""

from __future__ import annotations

import click

from carebook.cli.chinese import ChineseCommand
from carebook.cli.options import data_option, data_place
from carebook.cli.stop import Stop
from carebook.migration.folder import MigrationError, carry_out, planned
from carebook.records.version import FORMAT

_MOST = 20


@click.command(
    cls=ChineseCommand,
    help=(
        "把旧格式的数据文件夹改成现在的格式：一年一份的文件拆成一件事一份，状态由记录推算；注释都保留。"
        "先全部算好再写；改完请看一看 git diff，运行 check，再提交。封存的身份信息原样移过去，不需要密钥。"
    ),
    short_help="把旧格式的数据改成现在的格式",
    epilog="例：python3 build.py migrate --data 自己的数据 --dry-run",
)
@click.option("--dry-run", is_flag=True, help="只说会改什么，不写文件")
@data_option
def migrate(data: str | None, *, dry_run: bool) -> int:
    """Migrate a folder."""
    place = data_place(data)
    try:
        step = planned(place.path)
        if step.current:
            click.echo(f"{place.shown} 已经是第 {FORMAT} 版格式，不用迁移。")
            return 0
        if not dry_run:
            carry_out(place.path, step.plan)
    except MigrationError as fault:
        raise Stop(str(fault), 1) from fault
    plan = step.plan
    done = "会写出" if dry_run else "已写出"
    click.echo(
        f"{done} {len(plan.files)} 个文件，{'会删去' if dry_run else '已删去'} {len(plan.removed)} 个一年一份的文件。"
    )
    for doubt in plan.doubts[:_MOST]:
        click.echo(f"请核对 {doubt}")
    if plan.doubts[_MOST:]:
        click.echo(f"还有 {len(plan.doubts) - _MOST} 处要核对，写“不详”的都是。")
    if not dry_run:
        click.echo("请运行 python3 build.py check，看过 git diff 以后提交。")
    return 0
