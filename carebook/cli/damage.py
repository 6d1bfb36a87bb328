"""``build.py bench damage``: how much damage to the files would go unnoticed."""

from __future__ import annotations

from datetime import date

import click

from carebook.bench.damage import measured, table
from carebook.cli.chinese import ChineseCommand
from carebook.cli.options import HOME, Stop, data_option, data_place, jobs_option, today_option, workers
from carebook.demo.generate import TODAY

_SHOWN = 60


@click.command(
    cls=ChineseCommand,
    help="在数据的副本里随机弄坏一处（改一个字节、少一行、缩进、日期……），每一处都从头检查，数一数有多少改变了内容而没有人说。"
    "种子相同，损坏相同。",
    short_help="测量有多少损坏没有人发现",
    epilog="例：python3 build.py bench damage --count 20000 --seed 1",
)
@click.option("--count", type=click.IntRange(1, 1_000_000), default=2000, metavar="N", help="弄坏几处；不写时 2000")
@click.option("--seed", type=int, default=1, metavar="N", help="随机种子")
@data_option
@jobs_option
@today_option
def damage(count: int, seed: int, data: str | None, jobs: int | None, today: date | None) -> int:
    """Measure silent damage."""
    place = data_place(data)
    found = list(measured(HOME, place.path, today or TODAY, count, seed, workers(jobs)))
    if len(found) != count:
        raise Stop(f"{count} 处只查了 {len(found)} 处，不能算数", 1)
    slowest = max(one.seconds for one in found)
    click.echo(f"{count} 处损坏，种子 {seed}；最慢的一处用处理器 {slowest:.1f} 秒。\n\n{table(found)}")
    silent = [one for one in found if one.verdict == "silent"]
    for one in silent[:_SHOWN]:
        click.echo(f"没有人说：第 {one.number} 处，{one.sort}，{one.file}：{one.line}")
    return 0
